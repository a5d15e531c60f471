import type { z } from 'zod';
import {
  askWhatIf,
  askWhyNot,
  assignTicket,
  dispatchTicket,
  findDecision,
  listDecisions,
  listHolds,
  listTickets,
  readAssignment,
  readDecision,
  readShadowReport,
  readStanding,
  respondToAssignment,
  retryHold,
  stopHold,
  tryOutWorkflow,
  undoAssignment,
} from '#contract/dispatch-endpoints.ts';
import type { shownRunSchema } from '#contract/dispatch-schemas.ts';
import type { DispatchRun, DispatchService } from '#core/dispatch/dispatch-service.ts';
import {
  namesIn,
  toOutcomeDto,
  toShadowReportDto,
  toShownDecisionDto,
  toWhatIfDto,
} from '../decision-dto.ts';
import { assignWishOf, dispatchWishOf, imaginedOf, pageOfDecisions } from '../dispatch-request.ts';
import type { MountForPeople } from '../mount-for-people.ts';
import { toAssignAnswerDto, toAssignmentDto, toHoldDto, toTicketDto } from '../ticket-dto.ts';
import { toWhyNotDto } from '../why-not-dto.ts';
import { fromSetupDto } from '../workflow-dto.ts';

/** Dispatch in the tab: deciding, reading decisions, assigning, and what waits. */
export function mountDispatch(mount: MountForPeople, needs: { readonly dispatch: DispatchService }): void {
  const { dispatch } = needs;

  mount(dispatchTicket, async ({ caller, body }) =>
    toRunDto(await dispatch.dispatch(caller, dispatchWishOf(body, 'tab'))),
  );
  mount(tryOutWorkflow, async ({ caller, body }) => {
    const tried = await dispatch.tryOut(caller, fromSetupDto(body.setup), body.ticket);
    return toRunDto({ ...tried, assignment: null, hold: null, isRepeat: false });
  });
  mount(listTickets, async ({ caller, query }) => {
    const tickets = await dispatch.listTickets(caller, query);
    return { tickets: tickets.map(toTicketDto) };
  });
  mountDecisions(mount, dispatch);
  mountAssignments(mount, dispatch);
  mountHolds(mount, dispatch);
}

function mountDecisions(mount: MountForPeople, dispatch: DispatchService): void {
  mount(listDecisions, async ({ caller, query }) => {
    const page = await pageOfDecisions(dispatch, caller, query);
    const { held, suggested, assigned, withoutTeams } = await dispatch.countToday(caller);
    return { ...page, today: { held, suggested, assigned, withoutTeams } };
  });
  mount(readDecision, async ({ caller, params, query }) =>
    toShownDecisionDto(await dispatch.readDecision(caller, params.decisionId), query),
  );
  mount(findDecision, async ({ caller, params, query }) =>
    toShownDecisionDto(await dispatch.newestDecision(caller, params.ticket), query),
  );
  mount(readStanding, async ({ caller, params }) => {
    const { ticket, assignment, hold } = await dispatch.standingOf(caller, params.decisionId);
    return {
      ticket: ticket && toTicketDto(ticket),
      assignment: assignment && toAssignmentDto(assignment),
      hold: hold && toHoldDto(hold),
    };
  });
  mount(askWhyNot, async ({ caller, params, query: { technicianId } }) => {
    const { decision, answer } = await dispatch.whyNot(caller, params.decisionId, technicianId);
    return toWhyNotDto(decision, technicianId, answer);
  });
  mount(askWhatIf, async ({ caller, params, body }) => {
    const { decision, whatIf } = await dispatch.whatIf(caller, params.decisionId, imaginedOf(body));
    return toWhatIfDto(decision, whatIf);
  });
  mount(readShadowReport, async ({ caller, params }) =>
    toShadowReportDto(await dispatch.shadowReport(caller, params.workflowId)),
  );
}

function mountAssignments(mount: MountForPeople, dispatch: DispatchService): void {
  mount(assignTicket, async ({ caller, body }) =>
    toAssignAnswerDto(await dispatch.assign(caller, assignWishOf(body, 'tab'))),
  );
  mount(readAssignment, async ({ caller, params }) => {
    const { assignment, ticket } = await dispatch.readAssignment(caller, params.assignmentId);
    return { assignment: toAssignmentDto(assignment), ticket: ticket && toTicketDto(ticket) };
  });
  mount(undoAssignment, async ({ caller, params }) =>
    toAssignmentDto(await dispatch.undo(caller, params.assignmentId)),
  );
  mount(respondToAssignment, async ({ caller, params, body: { kind, reason } }) => {
    const answer = kind === 'passed' ? { kind, reason: reason === '' ? null : reason } : { kind };
    const { assignment, next } = await dispatch.respond(caller, params.assignmentId, answer);
    return { assignment: toAssignmentDto(assignment), next: next && toNextDto(next) };
  });
}

function mountHolds(mount: MountForPeople, dispatch: DispatchService): void {
  mount(listHolds, async ({ caller }) => {
    const holds = await dispatch.listHolds(caller);
    return { holds: holds.map(toHoldDto) };
  });
  mount(retryHold, async ({ caller, params }) => toRunDto(await dispatch.retryHold(caller, params.holdId)));
  mount(stopHold, async ({ caller, params }) => {
    await dispatch.stopHold(caller, params.holdId);
    return null;
  });
}

function toRunDto(run: DispatchRun): z.input<typeof shownRunSchema> {
  return {
    decision: toShownDecisionDto(run.decision),
    ticket: toTicketDto(run.ticket),
    assignment: run.assignment && toAssignmentDto(run.assignment),
    hold: run.hold && toHoldDto(run.hold),
    isRepeat: run.isRepeat,
  };
}

/** What a technician who passes a ticket on may know of the next run: who gets it, and no candidate's reasons. */
function toNextDto({ decision, assignment, hold }: DispatchRun) {
  const { decisionId, record } = decision;
  return {
    decisionId,
    outcome: toOutcomeDto(record.outcome, namesIn(record)),
    assignment: assignment && toAssignmentDto(assignment),
    hold: hold && toHoldDto(hold),
  };
}
