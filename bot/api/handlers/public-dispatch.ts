import type { z } from 'zod';
import {
  deleteAssignment,
  deleteHold,
  getDecision,
  getDecisions,
  getHolds,
  getWhyNot,
  postAssignment,
  postDispatch,
  postHoldRetry,
  postWhatIf,
} from '#contract/public-dispatch-endpoints.ts';
import type { dispatchRunSchema } from '#contract/dispatch-schemas.ts';
import type { DispatchRun, DispatchService } from '#core/dispatch/dispatch-service.ts';
import { toDecisionDto, toWhatIfDto } from '../decision-dto.ts';
import { assignWishOf, dispatchWishOf, imaginedOf, pageOfDecisions } from '../dispatch-request.ts';
import type { MountForKeys } from '../mount-for-keys.ts';
import { toAssignAnswerDto, toAssignmentDto, toHoldDto, toTicketDto } from '../ticket-dto.ts';
import { toWhyNotDto } from '../why-not-dto.ts';

/** Dispatch in the public API. */
export function mountPublicDispatch(
  mount: MountForKeys,
  needs: { readonly dispatch: DispatchService },
): void {
  const { dispatch } = needs;

  mount(postDispatch, async ({ caller, body }) =>
    toRunDto(await dispatch.dispatch(caller, dispatchWishOf(body, 'api'))),
  );
  mount(getDecisions, async ({ caller, query }) => pageOfDecisions(dispatch, caller, query));
  mount(getDecision, async ({ caller, params, query }) =>
    toDecisionDto(await dispatch.readDecision(caller, params.decisionId), query),
  );
  mount(getWhyNot, async ({ caller, params, query: { technicianId } }) => {
    const { decision, answer } = await dispatch.whyNot(caller, params.decisionId, technicianId);
    return toWhyNotDto(decision, technicianId, answer);
  });
  mount(postWhatIf, async ({ caller, params, body }) => {
    const { decision, whatIf } = await dispatch.whatIf(caller, params.decisionId, imaginedOf(body));
    return toWhatIfDto(decision, whatIf);
  });
  mount(postAssignment, async ({ caller, body }) =>
    toAssignAnswerDto(await dispatch.assign(caller, assignWishOf(body, 'api'))),
  );
  mount(deleteAssignment, async ({ caller, params }) =>
    toAssignmentDto(await dispatch.undo(caller, params.assignmentId)),
  );
  mount(getHolds, async ({ caller }) => {
    const holds = await dispatch.listHolds(caller);
    return { holds: holds.map(toHoldDto) };
  });
  mount(postHoldRetry, async ({ caller, params }) =>
    toRunDto(await dispatch.retryHold(caller, params.holdId)),
  );
  mount(deleteHold, async ({ caller, params }) => {
    await dispatch.stopHold(caller, params.holdId);
    return null;
  });
}

function toRunDto(run: DispatchRun): z.input<typeof dispatchRunSchema> {
  return {
    decision: toDecisionDto(run.decision),
    ticket: toTicketDto(run.ticket),
    assignment: run.assignment && toAssignmentDto(run.assignment),
    hold: run.hold && toHoldDto(run.hold),
    isRepeat: run.isRepeat,
  };
}
