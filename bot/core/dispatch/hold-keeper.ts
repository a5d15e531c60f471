import { assertMay } from '#core/access/policy.ts';
import { auditEntry } from '#kernel/audit.ts';
import type { Caller } from '#kernel/caller.ts';
import { AppError, toAppError } from '#kernel/errors.ts';
import { addMilliseconds, MINUTE } from '#kernel/interval.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import type { DispatchNeeds } from './dispatch-needs.ts';
import type { DispatchEvent, DispatchRun, DispatchService } from './dispatch-service.ts';
import type { TicketDispatcher } from './dispatch-ticket.ts';
import type { Hold } from './ports.ts';

/** In one go; the next one follows within the minute. */
const BATCH = 20;
/** A try that dies with its process is tried again after this. */
const CLAIM_MINUTES = 2;

/** Tickets that wait for somebody: tried again, escalated, listed; none is forgotten (DIS-10). */
export function createHoldKeeper(
  needs: DispatchNeeds & {
    readonly dispatcher: TicketDispatcher;
    readonly tell: (event: DispatchEvent) => void;
  },
): Pick<DispatchService, 'listHolds' | 'retryHold' | 'stopHold' | 'retryHolds' | 'escalateHolds'> {
  const { clock, store, logger } = needs;

  async function openHold(deskId: DeskId, holdId: string): Promise<Hold> {
    const hold = await store.readHold(deskId, holdId);
    if (hold && hold.ended === null) return hold;
    throw new AppError('hold_not_found', 'no open hold has this id');
  }

  /** The workflow that the ticket waits with may be removed: the one that takes it now has it then. */
  async function retry(caller: Caller, { ticketId, workflowId }: Hold): Promise<DispatchRun> {
    const wish = { ticket: ticketId, slot: null, intent: 'dispatch', source: 'retry' } as const;
    try {
      return await needs.dispatcher.run(caller, { ...wish, workflowId });
    } catch (cause) {
      if (toAppError(cause).code !== 'workflow_not_found') throw cause;
      return needs.dispatcher.run(caller, { ...wish, workflowId: null });
    }
  }

  /** A ticket that is gone waits for nobody. */
  async function retryByItself(hold: Hold & { readonly deskId: DeskId }): Promise<void> {
    const { deskId, holdId, ticketRef } = hold;
    const system: Caller = { kind: 'system', deskId, id: 'dispatch', name: 'Dispatch' };
    try {
      await retry(system, hold);
    } catch (cause) {
      const error = toAppError(cause);
      logger.warn('dispatch.retry-failed', { ticket: ticketRef, error });
      if (error.code !== 'ticket_not_found') return;
      await store.endHold(deskId, holdId, { at: clock.now(), because: 'not-needed' }, null);
    }
  }

  return {
    async listHolds(caller) {
      assertMay(caller, 'dispatch.read');
      return store.listHolds(caller.deskId);
    },

    async retryHold(caller, holdId) {
      assertMay(caller, 'dispatch.run');
      return retry(caller, await openHold(caller.deskId, holdId));
    },

    async stopHold(caller, holdId) {
      assertMay(caller, 'dispatch.run');
      const { deskId } = caller;
      const { ticketId, ticketRef, heldAt } = await openHold(deskId, holdId);
      const at = clock.now();
      const audit = auditEntry(caller, at, {
        subject: 'dispatch',
        subjectId: ticketId,
        action: 'stopped waiting',
        before: { ticket: ticketRef, heldAt: heldAt.toISOString() },
      });
      const hasEnded = await store.endHold(deskId, holdId, { at, because: 'stopped' }, audit);
      if (!hasEnded) throw new AppError('hold_not_found', 'the hold has ended meanwhile');
    },

    async retryHolds() {
      const now = clock.now();
      const due = await store.claimDueHolds(now, addMilliseconds(now, CLAIM_MINUTES * MINUTE), BATCH);
      await Promise.all(due.map(retryByItself));
      return due.length;
    },

    async escalateHolds() {
      const escalated = await store.escalateHolds(clock.now());
      for (const { deskId, ...hold } of escalated) {
        logger.warn('dispatch.escalated', {
          ticket: hold.ticketRef,
          because: hold.because,
          tries: hold.tries,
        });
        needs.tell({ event: 'escalated', deskId, hold });
      }
      return escalated.length;
    },
  };
}
