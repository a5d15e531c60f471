import { assertMay } from '#core/access/policy.ts';
import { AppError } from '#kernel/errors.ts';
import { addMilliseconds, MINUTE } from '#kernel/interval.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import type { DispatchNeeds } from './dispatch-needs.ts';
import type { DispatchService } from './dispatch-service.ts';
import { isTakenBack } from './give-back.ts';
import type { HandOver } from './hand-over.ts';
import type { Assignment } from './ports.ts';
import type { Runner } from './run-dispatch.ts';
import { UNDO_MINUTES } from './tunables.ts';

export interface Undoing extends Pick<DispatchService, 'undo'> {
  /** The ticket went back: the assignment is over. */
  end(deskId: DeskId, given: Assignment): Promise<Assignment>;
}

/** Takes assignments back. One that is taken back says so only once the PSA has it. */
export function createUndoing(
  needs: DispatchNeeds & { readonly runner: Runner; readonly handOver: HandOver },
): Undoing {
  const { clock, store, runner, handOver } = needs;

  async function end(deskId: DeskId, given: Assignment): Promise<Assignment> {
    const undone: Assignment = { ...given, state: 'undone', settledAt: clock.now() };
    await store.settleAssignment(deskId, undone, null);
    return undone;
  }

  /** What an earlier press began; `null`: none did, or it came to nothing. */
  async function begunBefore(deskId: DeskId, given: Assignment): Promise<Assignment | null> {
    const [newest] = await store.assignmentsOf(deskId, given.ticketId);
    if (given.state !== 'done' || newest === undefined || !isTakenBack(newest, given)) return null;
    return newest.state === 'pending' || newest.state === 'done' ? newest : null;
  }

  function resultOf(deskId: DeskId, given: Assignment, back: Assignment): Promise<Assignment> {
    if (back.state === 'pending') return Promise.resolve(back);
    if (back.state === 'done') return end(deskId, given);
    throw notUndoable('the PSA did not take the assignment back', back.ownerFoundName);
  }

  return {
    end,

    async undo(caller, assignmentId) {
      assertMay(caller, 'dispatch.run');
      const { deskId } = caller;
      const given = await handOver.find(deskId, assignmentId);
      const begun = await begunBefore(deskId, given);
      if (begun) return resultOf(deskId, given, await handOver.bring(deskId, begun));
      const ticket = await runner.readTicket(deskId, given.ticketId);
      const { settledAt, decisionId, slot, source } = given;
      const isLate = settledAt === null || clock.now() > addMilliseconds(settledAt, UNDO_MINUTES * MINUTE);
      if (given.state !== 'done' || isLate || ticket.ownerId !== given.technicianId) {
        throw notUndoable('the assignment can no longer be taken back', ticket.ownerName);
      }
      const whom = { technicianId: given.ifOwnerIs, technicianName: null };
      const what = { ticket, workflow: null, ...whom, decisionId, slot, source };
      return resultOf(deskId, given, await handOver.hand(caller, what));
    },
  };
}

function notUndoable(message: string, ownerName: string | null): AppError {
  return new AppError('assignment_not_undoable', message, { details: { ownerName } });
}
