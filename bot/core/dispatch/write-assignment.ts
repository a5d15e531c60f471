import { auditEntry } from '#kernel/audit.ts';
import { type AppError, type ErrorCode, toAppError } from '#kernel/errors.ts';
import { addMilliseconds, MINUTE } from '#kernel/interval.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import type { DispatchNeeds } from './dispatch-needs.ts';
import type { Assignment, AssignOutcome, BookOutcome, OwnerWish } from './ports.ts';

/** How a try went: the assignment as it stands now, and whether another technician may be tried. */
export interface Written {
  readonly assignment: Assignment;
  readonly isTechnicianRefused: boolean;
}

export interface AssignmentWriter {
  /** Writes a pending assignment to the PSA, once whatever happens: it is claimed first, and the PSA is read before it is written. `null`: it
   *  is not pending any more, or another process has it in hand. Never throws for what the PSA answers. */
  write(deskId: DeskId, assignmentId: string): Promise<Written | null>;
  /** Begins to read a ticket that is about to be decided about: the PSA answers while the decision is stored. */
  begin(deskId: DeskId, ticketId: string): BegunWrite;
  /** As `write`, for one that was taken with its decision. */
  writeTaken(deskId: DeskId, taken: Assignment, begun: BegunWrite | null): Promise<Written>;
}

export interface BegunWrite {
  readonly at: Date;
  readonly give: (wish: OwnerWish) => Promise<AssignOutcome>;
}

/** What was read so long ago is read again: storing waits its turn where a desk has many tickets at once. */
const LOOK_COUNTS_MS = 100;

/** Longer than all attempts of one try together. */
export const CLAIM_SECONDS = 40;
/** Waits between tries, in minutes; the last one for good. */
const WAITS = [0.25, 0.5, 1, 2, 5, 10] as const;
/** After so many tries a booking is given up; the ticket is assigned all the same. */
const BOOKING_TRIES = 5;

/** What no further try mends: somebody has to change something at the PSA. */
const FINAL: readonly ErrorCode[] = ['psa_permission_missing', 'psa_refused', 'psa_not_connected'];

/** The outbox: brings decided assignments to the PSA (DIS-8). */
export function createAssignmentWriter(
  needs: Pick<DispatchNeeds, 'clock' | 'logger' | 'tickets' | 'store'>,
): AssignmentWriter {
  const { clock, logger, tickets, store } = needs;

  async function settle(deskId: DeskId, assignment: Assignment): Promise<Assignment> {
    const audit =
      assignment.state === 'pending' || assignment.state === 'done'
        ? null
        : auditEntry({ kind: 'system', deskId, id: 'dispatch', name: 'Dispatch' }, clock.now(), {
            subject: 'dispatch',
            subjectId: assignment.ticketId,
            action: 'not assigned',
            before: { ticket: assignment.ticketRef, technicianId: assignment.technicianId },
            after: { state: assignment.state },
          });
    await store.settleAssignment(deskId, assignment, audit);
    return assignment;
  }

  async function book(deskId: DeskId, assignment: Assignment): Promise<Assignment> {
    const { technicianId, ticketId, ticketRef, slot } = assignment;
    if (assignment.booking !== 'pending' || technicianId === null) return assignment;
    const outcome = await tickets.book(deskId, { ticketId, ticketRef, technicianId, slot }, 'interactive');
    return { ...assignment, booking: outcome.kind, problem: problemOf(outcome) };
  }

  function later(assignment: Assignment, error: AppError): Assignment {
    const minutes = WAITS[Math.min(assignment.tries - 1, WAITS.length - 1)] ?? 1;
    const asked = (error.retryAfterSeconds ?? 0) * 1000;
    const waitMs = Math.max(minutes * MINUTE, asked);
    return { ...assignment, problem: error.code, nextTryAt: addMilliseconds(clock.now(), waitMs) };
  }

  function begin(deskId: DeskId, ticketId: string): BegunWrite {
    return { at: clock.now(), give: tickets.beginAssign(deskId, ticketId, 'interactive') };
  }

  async function tryOnce(deskId: DeskId, claimed: Assignment, begun: BegunWrite): Promise<Written> {
    const { technicianId, ifOwnerIs } = claimed;
    const fresh = { ...claimed, problem: null };
    let isAssigned = false;
    try {
      const outcome = await begun.give({ technicianId, ifOwnerIs });
      if (outcome.kind !== 'assigned') return { ...settled(fresh, outcome, clock.now()) };
      isAssigned = true;
      const booked = await book(deskId, fresh);
      return { assignment: { ...booked, state: 'done', settledAt: clock.now() }, isTechnicianRefused: false };
    } catch (cause) {
      const error = toAppError(cause);
      logger.warn('dispatch.write-failed', { ticket: claimed.ticketRef, tries: claimed.tries, error });
      return { assignment: afterFailure(fresh, error, isAssigned), isTechnicianRefused: false };
    }
  }

  function afterFailure(assignment: Assignment, error: AppError, isAssigned: boolean): Assignment {
    const isFinal = FINAL.includes(error.code);
    if (isAssigned && (isFinal || assignment.tries >= BOOKING_TRIES)) {
      // The ticket has its technician; only the calendar does not know.
      return {
        ...assignment,
        state: 'done',
        booking: 'refused',
        problem: error.code,
        settledAt: clock.now(),
      };
    }
    if (isFinal) return { ...assignment, state: 'refused', problem: error.code, settledAt: clock.now() };
    return later(assignment, error);
  }

  async function writeTaken(deskId: DeskId, taken: Assignment, begun: BegunWrite | null): Promise<Written> {
    const isNew = begun !== null && clock.now().getTime() - begun.at.getTime() <= LOOK_COUNTS_MS;
    const written = await tryOnce(deskId, taken, isNew ? begun : begin(deskId, taken.ticketId));
    return { ...written, assignment: await settle(deskId, written.assignment) };
  }

  return {
    begin,
    writeTaken,
    async write(deskId, assignmentId) {
      const taken = await store.claimAssignment(deskId, assignmentId, CLAIM_SECONDS);
      return taken === null ? null : writeTaken(deskId, taken, null);
    },
  };
}

function settled(
  assignment: Assignment,
  outcome: Exclude<AssignOutcome, { kind: 'assigned' }>,
  at: Date,
): Written {
  const ended = { ...assignment, settledAt: at };
  if (outcome.kind === 'owned') {
    const ownerFoundName = outcome.ownerName ?? outcome.ownerId;
    return { assignment: { ...ended, state: 'owned', ownerFoundName }, isTechnicianRefused: false };
  }
  if (outcome.kind === 'closed' || outcome.kind === 'gone') {
    return { assignment: { ...ended, state: 'gone', problem: outcome.kind }, isTechnicianRefused: false };
  }
  return {
    assignment: { ...ended, state: 'refused', problem: outcome.text },
    isTechnicianRefused: outcome.kind === 'technician-refused',
  };
}

function problemOf(outcome: BookOutcome): string | null {
  return outcome.kind === 'refused' ? outcome.text : null;
}
