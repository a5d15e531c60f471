import { breathe } from '#kernel/breathe.ts';
import type { Caller } from '#kernel/caller.ts';
import { toAppError } from '#kernel/errors.ts';
import type { DeskId, TechnicianId, UserId } from '#kernel/vocabulary.ts';
import type { DispatchNeeds } from './dispatch-needs.ts';
import type { DispatchEvent, DispatchRun, DispatchWish } from './dispatch-service.ts';
import { type Facts, mayAssign, type Runner, type RunTerms } from './run-dispatch.ts';
import type { AssignmentWriter, Written } from './write-assignment.ts';

/** Technicians whom the PSA refuses are passed over this often before the ticket is left as it is. */
const MOST_REFUSALS = 5;

export interface TicketDispatcher {
  /** Decides and, where the run assigns, writes. Rights are its callers' business. */
  run(caller: Caller, wish: DispatchWish): Promise<DispatchRun>;
  /** Brings one assignment to the PSA and tells whoever listens; `null` as the writer's. */
  deliver(deskId: DeskId, assignmentId: string): Promise<Written | null>;
  /** The same for one that was left over; where the PSA refuses the technician that a run chose, the ticket is decided
   *  about anew. Never throws. */
  finish(deskId: DeskId, assignmentId: string): Promise<void>;
}

/** One ticket from question to PSA. */
export function createTicketDispatcher(
  needs: DispatchNeeds & {
    readonly runner: Runner;
    readonly writer: AssignmentWriter;
    readonly tell: (event: DispatchEvent) => void;
  },
): TicketDispatcher {
  const { runner, writer } = needs;

  async function userOf(deskId: DeskId, technicianId: TechnicianId): Promise<UserId | null> {
    const { technicians } = await needs.roster.readRoster(deskId, 'interactive');
    return technicians.find((each) => each.technicianId === technicianId)?.userId ?? null;
  }

  /** Tells whoever listens that a technician got a ticket. */
  async function tell(
    deskId: DeskId,
    { assignment }: Written,
    userIdOf: (technicianId: TechnicianId) => Promise<UserId | null>,
  ): Promise<void> {
    if (assignment.state !== 'done' || assignment.technicianId === null) return;
    const userId = await userIdOf(assignment.technicianId);
    needs.tell({ event: 'assigned', deskId, assignment, userId });
  }

  async function deliver(deskId: DeskId, assignmentId: string): Promise<Written | null> {
    const written = await writer.write(deskId, assignmentId);
    if (written)
      await tell(deskId, written, (technicianId) => userOf(deskId, technicianId).catch(() => null));
    return written;
  }

  /** A technician whom the PSA refuses is skipped and the next best is taken, on the same facts and without asking a model again (DIS-9). */
  async function decideAndWrite(
    terms: RunTerms,
    facts: Facts,
    refusedBefore: readonly TechnicianId[],
  ): Promise<DispatchRun> {
    const { deskId } = terms.caller;
    const refused = new Set(refusedBefore);
    for (;;) {
      const begun = mayAssign(terms) ? writer.begin(deskId, terms.ticket.id) : null;
      // What asks the PSA leaves first: deciding among thousands keeps the processor busy.
      if (begun !== null) await breathe();
      const run = await runner.reserve(terms, facts, refused);
      if (run.isRepeat || run.assignment === null) return run;
      const written = await writer.writeTaken(deskId, run.assignment, begun);
      await tell(deskId, written, async (technicianId) => facts.userIdOf(technicianId));
      const { assignment } = written;
      const { technicianId } = assignment;
      if (!written.isTechnicianRefused || technicianId === null || refused.size >= MOST_REFUSALS) {
        return { ...run, assignment };
      }
      refused.add(technicianId);
    }
  }

  async function run(
    caller: Caller,
    wish: DispatchWish,
    refused: readonly TechnicianId[],
  ): Promise<DispatchRun> {
    const terms = await runner.termsOf(caller, wish);
    return decideAndWrite(terms, await runner.readFacts(terms, new Set(refused)), refused);
  }

  return {
    deliver,
    run: (caller, wish) => run(caller, wish, []),
    async finish(deskId, assignmentId) {
      try {
        const written = await deliver(deskId, assignmentId);
        if (!written?.isTechnicianRefused) return;
        const { ticketId, workflowId, source, technicianId, decisionId } = written.assignment;
        // Whom a person chose by hand is nobody's to replace.
        if (technicianId === null || decisionId === null) return;
        const system: Caller = { kind: 'system', deskId, id: 'dispatch', name: 'Dispatch' };
        const wish = { ticket: ticketId, workflowId, slot: null, intent: 'dispatch', source } as const;
        await run(system, wish, [technicianId]);
      } catch (cause) {
        needs.logger.warn('dispatch.finish-failed', { error: toAppError(cause) });
      }
    },
  };
}
