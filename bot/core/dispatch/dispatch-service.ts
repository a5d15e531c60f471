import { assertMay } from '#core/access/policy.ts';
import type { Caller } from '#kernel/caller.ts';
import { toAppError } from '#kernel/errors.ts';
import type { DeskId, TechnicianId, UserId } from '#kernel/vocabulary.ts';
import { createAssignByHand } from './assign-by-hand.ts';
import type { DispatchNeeds } from './dispatch-needs.ts';
import { createTicketDispatcher, type TicketDispatcher } from './dispatch-ticket.ts';
import { asWritten } from './hand-over.ts';
import { createHoldKeeper } from './hold-keeper.ts';
import type {
  Assignment,
  DecisionCounts,
  DecisionFilter,
  DecisionSummary,
  Hold,
  RunSource,
  StoredDecision,
  Ticket,
} from './ports.ts';
import { createDecisionReader } from './read-decisions.ts';
import { createTicketReader } from './read-tickets.ts';
import { createReportedTickets } from './reported-tickets.ts';
import { createRunner } from './run-dispatch.ts';
import type { WhatIf } from './what-if.ts';
import type { WhyNot } from './why-not.ts';
import type { WorkflowSetup } from './workflow.ts';
import { createAssignmentWriter } from './write-assignment.ts';

export interface DispatchWish {
  /** As people write it: the number or the id. */
  readonly ticket: string;
  /** `null`: the first workflow that takes the ticket, else the first of the desk. */
  readonly workflowId: string | null;
  /** `null`: from now. Without an `end` it lasts as long as the workflow's work takes. */
  readonly slot: { readonly start: Date; readonly end: Date | null } | null;
  /** `suggest` never writes to the PSA, whatever the workflow does ("who should take 4711"). */
  readonly intent: 'suggest' | 'dispatch';
  readonly source: RunSource;
}

export interface DispatchRun {
  readonly decision: StoredDecision;
  /** With title and text, which no decision keeps; it belongs to the technician where the assignment is done. */
  readonly ticket: Ticket;
  /** `null`: nothing is to be written (suggestion, dry run, held, not needed). */
  readonly assignment: Assignment | null;
  /** `null`: the ticket does not wait. */
  readonly hold: Hold | null;
  /** Another run decided about this ticket a moment ago: this is its decision. */
  readonly isRepeat: boolean;
}

/** What somebody should know before a ticket is assigned by hand. */
export type AssignWarning =
  | { readonly code: 'owned'; readonly ownerId: TechnicianId; readonly ownerName: string | null }
  | { readonly code: 'closed' }
  | { readonly code: 'on-break' }
  | { readonly code: 'own-word'; readonly says: 'on-break' | 'off'; readonly until: Date }
  | { readonly code: 'not-in-pool' };

export interface AssignWish {
  readonly ticket: string;
  readonly technicianId: TechnicianId;
  /** The decision that the person looked at; `null`: none. */
  readonly decisionId: string | null;
  /** Warnings that the person has seen and wants the assignment all the same. */
  readonly confirmed: readonly AssignWarning['code'][];
  readonly source: RunSource;
}

export type AssignAnswer =
  /** `assignment.state`: `done`; `pending` while the PSA does not answer (it is written as soon as it does); `owned`, `refused`, `gone`
   *  with the PSA's words in `problem`. */
  | { readonly kind: 'tried'; readonly assignment: Assignment; readonly ticket: Ticket }
  | {
      readonly kind: 'needs-confirmation';
      readonly warnings: readonly AssignWarning[];
      readonly ticket: Ticket;
    }
  /** The technician has it already; nothing was written. */
  | { readonly kind: 'already'; readonly ticket: Ticket };

/** What a person imagines (DIS-7). */
export type Imagined =
  | { readonly change: 'away' | 'back'; readonly technicianId: TechnicianId }
  | { readonly change: 'rota-off' }
  | { readonly change: 'rule-off'; readonly sentence: number }
  | { readonly change: 'other-time'; readonly start: Date };

export interface ShadowReport {
  readonly workflowId: string;
  readonly since: Date;
  readonly until: Date | null;
  /** Tickets that were decided about silently. */
  readonly decided: number;
  /** Of them, those that people have given to somebody. */
  readonly compared: number;
  readonly agreed: number;
  /** Newest first, at most 100. */
  readonly differences: readonly DecisionSummary[];
}

/** How a decision stands by now. */
export interface DecisionStanding {
  readonly decision: StoredDecision;
  /** Read anew; `null` when the PSA does not answer, or has the ticket no more. */
  readonly ticket: Ticket | null;
  /** The newest assignment of the ticket since the decision, whoever made it; `null`: none. */
  readonly assignment: Assignment | null;
  /** `null`: the ticket does not wait. */
  readonly hold: Hold | null;
}

/** Something that happened to a ticket, for doors that tell people. */
export type DispatchEvent =
  | {
      readonly event: 'assigned';
      readonly deskId: DeskId;
      readonly assignment: Assignment;
      readonly userId: UserId | null;
    }
  | { readonly event: 'escalated'; readonly deskId: DeskId; readonly hold: Hold };

/** Dispatch (SPEC section 6). Everything is checked against the caller's rights first. Besides the codes named, all that read a ticket
 *  throw `psa_not_connected`, `psa_down`, `psa_throttled`, `psa_refused`, `psa_permission_missing`, and `ticket_not_found`. */
export interface DispatchService {
  /** Decides about a ticket and, in a workflow that assigns, hands it over. Upstream faults of Microsoft never stop it: the decision says
   *  why presence was not used. Throws `workflow_not_found`. */
  dispatch(caller: Caller, wish: DispatchWish): Promise<DispatchRun>;
  /** Gives a ticket to a technician by hand, whoever was suggested. Throws `technician_not_found`. */
  assign(caller: Caller, wish: AssignWish): Promise<AssignAnswer>;
  /** Takes an assignment back within 5 minutes: the ticket belongs to whom it belonged before. Answers the assignment as `undone`; while the
   *  PSA does not answer, the `pending` one that gives the ticket back, and it is `undone` once that is done. Safe to repeat. Throws
   *  `assignment_not_found`, `assignment_not_undoable` (too late, or the ticket changed since), `conflict`. */
  undo(caller: Caller, assignmentId: string): Promise<Assignment>;
  /** A technician's answer to an assignment of their own. Whoever passes gives the ticket back, and it is decided about anew without them:
   *  `next` is that run, `null` until the ticket is given back (`giveBack` says how that went; the outbox goes on with it). Passing once
   *  more goes on with what is left. Throws `assignment_not_found`, `not_allowed` (somebody else's), `conflict` (answered before, not theirs
   *  any more, closed, or given to somebody else at this moment); nothing is kept then, nor when the ticket cannot be read. */
  respond(
    caller: Caller,
    assignmentId: string,
    answer: { readonly kind: 'accepted' } | { readonly kind: 'passed'; readonly reason: string | null },
  ): Promise<{
    readonly assignment: Assignment;
    /** `null` for an accepted one. */
    readonly giveBack: Assignment | null;
    readonly next: DispatchRun | null;
  }>;
  /** A decision as if `setup` were saved, about an open or a past ticket; nothing is kept. */
  tryOut(
    caller: Caller,
    setup: WorkflowSetup,
    ticket: string,
  ): Promise<{ readonly decision: StoredDecision; readonly ticket: Ticket }>;

  /** Throws `decision_not_found`. */
  readDecision(caller: Caller, decisionId: string): Promise<StoredDecision>;
  /** The newest decision about a ticket. Throws `decision_not_found`. */
  newestDecision(caller: Caller, ticket: string): Promise<StoredDecision>;
  /** For doors that show a decision again. A PSA that does not answer keeps nothing back. Throws `decision_not_found`. */
  standingOf(caller: Caller, decisionId: string): Promise<DecisionStanding>;
  /** For dispatchers, for the technician who was given the ticket, and for Rollcall itself. A PSA that does not answer keeps nothing back.
   *  Throws `assignment_not_found`, `not_allowed`. */
  readAssignment(
    caller: Caller,
    assignmentId: string,
  ): Promise<{ readonly assignment: Assignment; readonly ticket: Ticket | null }>;
  /** The ticket that a page of the desk's own PSA shows; `null` for every other address, and for a ticket that the PSA does not have. */
  findByLink(caller: Caller, url: string): Promise<Ticket | null>;
  /** Newest first. */
  listDecisions(
    caller: Caller,
    filter: DecisionFilter,
    page: { readonly before: string | null; readonly limit: number },
  ): Promise<readonly DecisionSummary[]>;
  /** Since the desk's midnight. */
  countToday(caller: Caller): Promise<DecisionCounts>;
  /** From the record alone. Throws `decision_not_found`. */
  whyNot(
    caller: Caller,
    decisionId: string,
    technicianId: TechnicianId,
  ): Promise<{ readonly decision: StoredDecision; readonly answer: WhyNot }>;
  /** What the decision would have been; nothing is written. Another time is looked up in PSA and Shifts. Throws `decision_not_found`. */
  whatIf(
    caller: Caller,
    decisionId: string,
    imagined: readonly Imagined[],
  ): Promise<{ readonly decision: StoredDecision; readonly whatIf: WhatIf }>;
  /** Newest first; for choosing a past ticket, and for open ones on the board. */
  listTickets(
    caller: Caller,
    question: { readonly phase: 'open' | 'any'; readonly unassignedOnly: boolean; readonly limit: number },
  ): Promise<readonly Ticket[]>;

  /** Those that need a person first. */
  listHolds(caller: Caller): Promise<readonly Hold[]>;
  /** Throws `hold_not_found`. */
  retryHold(caller: Caller, holdId: string): Promise<DispatchRun>;
  /** The ticket waits no more and stays with nobody. Throws `hold_not_found`. */
  stopHold(caller: Caller, holdId: string): Promise<void>;
  /** Throws `workflow_not_found`. */
  shadowReport(caller: Caller, workflowId: string): Promise<ShadowReport>;

  /** A PSA reported a change of a ticket. Answers what came of it; tickets that no switched-on workflow takes are left alone. */
  onTicketReported(
    deskId: DeskId,
    ticketId: string,
  ): Promise<'dispatched' | 'held' | 'shadowed' | 'not-ours' | 'not-needed'>;
  /** The same for all tickets of a webhook; one that was dealt with before is dropped. Never throws: what fails is found by a sweep. */
  onHook(
    deskId: DeskId,
    hook: { readonly ticketIds: readonly string[]; readonly eventId: string | null },
  ): Promise<void>;
  /** Work for the jobs door; each answers how many it dealt with. Failures are logged, none ends the others. */
  writeDue(): Promise<number>;
  retryHolds(): Promise<number>;
  escalateHolds(): Promise<number>;
  followShadows(): Promise<number>;
  /** Open tickets that no webhook told of. */
  sweep(): Promise<number>;
  /** Calls `listener` after each event; answers what ends that. A listener's failure harms nothing. */
  onEvent(listener: (event: DispatchEvent) => void): () => void;
}

export function createDispatchService(needs: DispatchNeeds): DispatchService {
  const listeners = new Set<(event: DispatchEvent) => void>();
  const tell = (event: DispatchEvent): void => {
    for (const listener of listeners) {
      try {
        listener(event);
      } catch (cause) {
        needs.logger.warn('dispatch.listener-failed', { event: event.event, error: toAppError(cause) });
      }
    }
  };
  const runner = createRunner(needs);
  const writer = createAssignmentWriter(needs);
  const deciding = createTicketDispatcher({ ...needs, runner, writer, tell });
  const dispatcher: TicketDispatcher = {
    ...deciding,
    async run(caller, wish) {
      const came = await deciding.run(caller, wish);
      return { ...came, ticket: asWritten(came.ticket, came.assignment) };
    },
  };
  const reported = createReportedTickets({ ...needs, runner, dispatcher });

  const { concludeGivingBack, ...byHand } = createAssignByHand({ ...needs, runner, dispatcher });

  return {
    ...byHand,
    ...createDecisionReader({ ...needs, runner }),
    ...createTicketReader({ ...needs, runner }),
    ...createHoldKeeper({ ...needs, dispatcher, tell }),
    ...reported,

    async dispatch(caller, wish) {
      assertMay(caller, 'dispatch.run');
      return dispatcher.run(caller, wish);
    },

    async writeDue() {
      const due = await needs.store.dueAssignments(needs.clock.now(), WRITES_AT_ONCE);
      await Promise.all(
        due.map(async ({ deskId, assignmentId }) => {
          await dispatcher.finish(deskId, assignmentId);
          await concludeGivingBack(deskId, assignmentId);
        }),
      );
      return due.length;
    },

    onEvent(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** Assignments that a crash or a silent PSA left over are written so many at a time. */
const WRITES_AT_ONCE = 20;
