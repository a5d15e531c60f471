import { assertMay } from '#core/access/policy.ts';
import type { Caller } from '#kernel/caller.ts';
import { AppError } from '#kernel/errors.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import type { DispatchNeeds } from './dispatch-needs.ts';
import type { DispatchRun, DispatchService } from './dispatch-service.ts';
import type { TicketDispatcher } from './dispatch-ticket.ts';
import { isPassedBack } from './give-back.ts';
import type { HandOver, Handing } from './hand-over.ts';
import { auditOf } from './new-assignment.ts';
import type { Assignment, Ticket } from './ports.ts';
import type { Runner } from './run-dispatch.ts';

const REASON_LENGTH = 300;

type Responded = Awaited<ReturnType<DispatchService['respond']>>;
type Said = Parameters<DispatchService['respond']>[2];

export interface Answering extends Pick<DispatchService, 'respond'> {
  /** Decides about a ticket that was passed on and belongs to nobody by now, without whoever passed it; `null`: that was done before. */
  decideAnew(deskId: DeskId, given: Assignment): Promise<DispatchRun | null>;
}

/** What technicians say to the tickets that they are given. */
export function createAnswering(
  needs: DispatchNeeds & {
    readonly runner: Runner;
    readonly dispatcher: TicketDispatcher;
    readonly handOver: HandOver;
  },
): Answering {
  const { clock, store, runner, dispatcher, handOver } = needs;

  async function assertTheirs(caller: Caller, { technicianId }: Assignment): Promise<void> {
    if (caller.kind === 'person') {
      const { technicians } = await needs.roster.readRoster(caller.deskId, 'interactive');
      const own = technicians.find((each) => each.technicianId === technicianId);
      if (own !== undefined && own.userId === caller.id) return;
    }
    assertMay(caller, 'dispatch.run');
  }

  async function decideAnew(deskId: DeskId, given: Assignment): Promise<DispatchRun | null> {
    const newest = await store.newestDecision(deskId, given.ticketId);
    const isDecided =
      newest !== null &&
      newest.source === 'pass' &&
      newest.decisionId !== given.decisionId &&
      newest.record.decidedAt >= (given.response?.at ?? given.decidedAt);
    if (isDecided) return null;
    const system: Caller = { kind: 'system', deskId, id: 'dispatch', name: 'Dispatch' };
    const wish = { ticket: given.ticketId, workflowId: given.workflowId, slot: null } as const;
    return dispatcher.run(system, { ...wish, intent: 'dispatch', source: 'pass' });
  }

  async function save(
    caller: Caller,
    given: Assignment,
    response: NonNullable<Assignment['response']>,
    back: Assignment | null,
  ): Promise<Assignment> {
    const audit = { ...auditOf({ caller }, { ...given, decidedAt: response.at }), action: response.kind };
    const giveBack = back && { assignment: back, audit: auditOf({ caller }, back) };
    const { deskId } = caller;
    const isFirst = await store.saveResponse(deskId, given.assignmentId, response, audit, giveBack);
    if (!isFirst) throw answeredBefore(given);
    return { ...given, response };
  }

  /** The ticket is decided about once it is nobody's; till then the outbox goes on with giving it back. */
  async function passOn(deskId: DeskId, given: Assignment, back: Assignment): Promise<Responded> {
    const giveBack = back.state === 'pending' ? await handOver.bring(deskId, back) : back;
    const next = giveBack.state === 'done' ? await decideAnew(deskId, given) : null;
    return { assignment: given, giveBack, next };
  }

  /** Passed on before, and perhaps not to the end: what is left is done now. */
  async function goOn(caller: Caller, given: Assignment, ticket: Ticket): Promise<Responded> {
    const { deskId } = caller;
    const [newest] = await store.assignmentsOf(deskId, given.ticketId);
    const back = newest !== undefined && isPassedBack(newest, given) ? newest : null;
    if (back?.state === 'pending') return passOn(deskId, given, back);
    const isLast = back !== null || newest?.assignmentId === given.assignmentId;
    if (!isLast || ticket.status.phase === 'closed') throw answeredBefore(given);
    if (back?.state === 'done') {
      const next = ticket.ownerId === null ? await decideAnew(deskId, given) : null;
      if (next === null) throw answeredBefore(given);
      return { assignment: given, giveBack: back, next };
    }
    if (ticket.ownerId !== given.technicianId) throw answeredBefore(given);
    return passOn(deskId, given, await handOver.hand(caller, givingBack(given, ticket)));
  }

  return {
    decideAnew,

    async respond(caller, assignmentId, answer) {
      assertMay(caller, 'assignment.answer');
      const { deskId } = caller;
      const given = await handOver.find(deskId, assignmentId);
      await assertTheirs(caller, given);
      // Before anything is kept: a PSA that does not answer leaves the question open.
      const ticket = await runner.readTicket(deskId, given.ticketId);
      if (given.response !== null) {
        if (given.response.kind !== 'passed' || answer.kind !== 'passed') throw answeredBefore(given);
        return goOn(caller, given, ticket);
      }
      assertStillTheirs(given, ticket);
      const response = { kind: answer.kind, reason: reasonOf(answer), at: clock.now() };
      if (answer.kind === 'accepted') {
        return { assignment: await save(caller, given, response, null), giveBack: null, next: null };
      }
      const back = handOver.draw(caller, givingBack(given, ticket));
      return passOn(deskId, await save(caller, given, response, back), back);
    },
  };
}

/** Undone, or given to somebody else: whoever had it has nothing to answer any more. */
function assertStillTheirs(given: Assignment, ticket: Ticket): void {
  const isGiven = given.state === 'done' || given.state === 'pending';
  const isTheirs = ticket.ownerId === given.technicianId && ticket.status.phase === 'open';
  if (isGiven && isTheirs) return;
  throw new AppError('conflict', 'the ticket is not theirs any more', {
    details: { ownerName: ticket.ownerName, phase: ticket.status.phase },
  });
}

function answeredBefore({ response }: Assignment): AppError {
  return new AppError('conflict', 'this assignment was answered before', {
    details: { response: response?.kind ?? null },
  });
}

function givingBack({ decisionId, slot }: Assignment, ticket: Ticket): Handing {
  const nobody = { technicianId: null, technicianName: null };
  return { ticket, workflow: null, ...nobody, decisionId, slot, source: 'pass' };
}

function reasonOf(answer: Said): string | null {
  if (answer.kind === 'accepted') return null;
  return answer.reason?.trim().slice(0, REASON_LENGTH) || null;
}
