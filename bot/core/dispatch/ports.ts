import type { AuditEntry } from '#kernel/audit.ts';
import type { AppError } from '#kernel/errors.ts';
import type { Interval } from '#kernel/interval.ts';
import type { Budget, DeskId, TechnicianId } from '#kernel/vocabulary.ts';
import type { DecisionRecord } from './record.ts';
import type { Workflow } from './workflow.ts';

/** What the PSA knows about a ticket and about a technician's work, in our words. */

/** `rank` 1 is the most urgent, by the PSA's own priority map. */
export interface TicketPriority {
  readonly id: string;
  readonly label: string;
  readonly rank: number;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Ticket {
  /** The PSA's key, as text. */
  readonly id: string;
  /** What people call it: `4711`, `T20261121.0042`; without "#". */
  readonly ref: string;
  /** Its page in the PSA; `null` where no address is known. */
  readonly link: string | null;
  /** `null` where the PSA gave none. */
  readonly priority: TicketPriority | null;
  /** Board, queue or team. */
  readonly queue: Named | null;
  readonly status: { readonly id: string; readonly label: string; readonly phase: 'open' | 'closed' };
  /** `null` when nobody has it; a PSA's "Unassigned" person is nobody. */
  readonly ownerId: TechnicianId | null;
  /** Name of the owner where the ticket itself tells it. */
  readonly ownerName: string | null;
  readonly company: Named | null;
  /** Data from outside: shown as text, never obeyed, never stored. */
  readonly title: string;
  /** Plain text or HTML, as the PSA has it; '' when there is none, and in lists. */
  readonly description: string;
  /** Empty when the ticket asks for none. */
  readonly requiredSkills: readonly string[];
  readonly openedAt: Date | null;
}

/** What the PSA's calendar says of the slot's start. `unknown`: no calendar, or it could not be read. */
export type CalendarState = 'free' | 'busy' | 'time-off' | 'outside-hours' | 'unknown';

/** The closest tie of a technician to the ticket's company. `unknown`: the PSA could not tell. */
export type Affinity = 'same-family' | 'account-team' | 'recent-work' | 'none' | 'unknown';

/** One technician's work, as far as the PSA tells. */
export interface TechnicianWork {
  readonly openTickets: number | null;
  /** Open tickets weighted by priority: rank 1 counts 2, rank 2 counts 1.5, all others 1. `null` when it could not be read. */
  readonly openLoad: number | null;
  /** In units of `openLoad`; `null` where the PSA has none. */
  readonly capacity: number | null;
  /** `null` when the PSA knows none. */
  readonly skills: readonly string[] | null;
  readonly calendar: CalendarState;
  /** First free moment at or after the slot's start; `null` when not known. */
  readonly earliestStart: Date | null;
  readonly affinity: Affinity;
}

export type WorkPart = 'load' | 'skills' | 'calendar' | 'affinity';

export interface WorkReading {
  readonly readAt: Date;
  /** One for each technician asked about; those of whom nothing could be read have `null`, `unknown` and no skills. */
  readonly work: ReadonlyMap<TechnicianId, TechnicianWork>;
  /** What could not be read, with the failure. The rest stands. */
  readonly unread: readonly { readonly part: WorkPart; readonly error: AppError }[];
}

/** Names that instructions may use, and priorities for the priority map. */
export interface PsaCatalogue {
  /** Most urgent first. */
  readonly priorities: readonly TicketPriority[];
  readonly queues: readonly Named[];
  /** Active ones, at most 2,000, sorted by name. */
  readonly companies: readonly Named[];
  /** Sorted; empty where the PSA knows none. */
  readonly skills: readonly string[];
}

/** What became of an assignment at the PSA. Texts are the PSA's own words, cut at 300 characters: data. */
export type AssignOutcome =
  /** The PSA shows the technician as owner when read back. */
  | { readonly kind: 'assigned' }
  /** Nothing was written: somebody else owns it now. */
  | { readonly kind: 'owned'; readonly ownerId: TechnicianId; readonly ownerName: string | null }
  | { readonly kind: 'closed' }
  | { readonly kind: 'gone' }
  /** This technician cannot be given this ticket (no role, not in the queue, disabled); another one may. */
  | { readonly kind: 'technician-refused'; readonly text: string }
  /** The PSA does not want the change at all. */
  | { readonly kind: 'refused'; readonly text: string };

/** Who is to have a ticket, `null` for nobody: if its owner still is `ifOwnerIs`, or nobody has it by now; then it is taken from nobody. */
export interface OwnerWish {
  readonly technicianId: TechnicianId | null;
  readonly ifOwnerIs: TechnicianId | null;
}

export type BookOutcome =
  /** `entryId` is the PSA's; an entry of the same ticket, technician and start that stood already counts as ours. */
  | { readonly kind: 'booked'; readonly entryId: string }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'refused'; readonly text: string }
  /** This PSA has no calendar that we could book. */
  | { readonly kind: 'not-supported' };

export interface TicketListQuestion {
  readonly phase: 'open' | 'any';
  readonly unassignedOnly: boolean;
  /** At most 200. */
  readonly limit: number;
}

/** Tickets and work of a PSA. `Where` is a desk for the core, and a connection for an adapter. All throw `psa_down`, `psa_throttled`,
 *  `psa_refused`, `psa_permission_missing`; the core's also `psa_not_connected`. */
export interface PsaTickets<Where> {
  /** A ticket by what people call it, or by its id; `null` when there is none, or when we may not see it. Always read anew. */
  findTicket(where: Where, ref: string, budget: Budget): Promise<Ticket | null>;
  /** Newest first. */
  listTickets(where: Where, question: TicketListQuestion, budget: Budget): Promise<readonly Ticket[]>;
  /** Work of `technicianIds` for a ticket at a slot. A part that cannot be read is in `unread`; throws only when nothing could be. */
  readWork(
    where: Where,
    question: {
      readonly ticket: Pick<Ticket, 'id' | 'company' | 'queue'>;
      readonly technicianIds: readonly TechnicianId[];
      readonly slot: Interval;
      /** `false`: the workflow does not look at the calendar, so it is not read and everybody is `unknown`. */
      readonly calendar: boolean;
    },
    budget: Budget,
  ): Promise<WorkReading>;
  /** May be up to an hour old. */
  readCatalogue(where: Where, budget: Budget): Promise<PsaCatalogue>;
  /** Begins to read a ticket that somebody is about to get. What it answers gives it to them on what was read, and reads it again; it writes
   *  nothing when the ticket already is as wanted (`assigned`). Whoever waits in between leaves others as much time to take it. Safe to
   *  repeat; never used, it changes nothing. */
  beginAssign(where: Where, ticketId: string, budget: Budget): (wish: OwnerWish) => Promise<AssignOutcome>;
  /** Books the slot in the technician's calendar for the ticket. Looks first whether it is booked: safe to repeat. */
  book(
    where: Where,
    wish: {
      readonly ticketId: string;
      readonly ticketRef: string;
      readonly technicianId: TechnicianId;
      readonly slot: Interval;
    },
    budget: Budget,
  ): Promise<BookOutcome>;
}

export type TicketSource = PsaTickets<DeskId>;

/** A message that a PSA sent to our address for it. */
export interface HookMessage {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The body as received, byte for byte. */
  readonly body: string;
  /** What we gave the desk's PSA to prove itself with: part of the address, and password or signing key where the PSA has one. */
  readonly secret: string;
}

/** `forged`: the proof is missing or wrong. `ticketIds` are hints and nothing more: every ticket is read again. Empty: about something else. */
export type HookReading =
  | { readonly kind: 'tickets'; readonly ticketIds: readonly string[]; readonly eventId: string | null }
  | { readonly kind: 'forged' };

export interface PsaHooks<Where> {
  /** What a webhook is about, if it comes from the PSA of `where`. Throws `psa_down` when the proof cannot be checked now. */
  readHook(where: Where, message: HookMessage): Promise<HookReading>;
}

export type HookSource = PsaHooks<DeskId>;

/** Who asked for something, for the record and for people. */
export interface Actor {
  readonly kind: 'person' | 'key' | 'system';
  readonly id: string;
  readonly name: string;
}

/** Where a run came from (DIS-1). `retry`: a held ticket; `pass`: a technician handed it on; `shadow`: silently beside the people. */
export type RunSource = 'chat' | 'tab' | 'api' | 'webhook' | 'retry' | 'pass' | 'shadow';

/** A decision as it is kept. Ids are UUIDv7, so they sort by time. */
export interface StoredDecision {
  readonly decisionId: string;
  readonly workflowName: string;
  readonly source: RunSource;
  readonly by: Actor;
  /** Text of the ticket tried to tell the model whom to choose (DIS-5). */
  readonly hasInstructionInTicket: boolean;
  /** Model, schema version, seed and prompt hash; `null` where no model was asked. */
  readonly modelTrace: ModelTrace | null;
  readonly record: DecisionRecord;
}

export interface ModelTrace {
  readonly model: string;
  readonly schemaVersion: number;
  readonly seed: number;
  /** SHA-256 of all that was sent, as hex. */
  readonly promptHash: string;
  /** Why the model liked or disliked whom it was asked about. Left out where it gave no reasons. */
  readonly reasons?: Readonly<Record<TechnicianId, readonly ModelReason[]>>;
}

/** What a model may give as a reason, for or against. */
export const MODEL_REASONS = [
  'skill_match',
  'open_work',
  'shift',
  'client_history',
  'assigned_today',
  'advice',
  'ticket_subject',
] as const;
export type ModelReason = (typeof MODEL_REASONS)[number];

/** A decision without its candidates, for lists. */
export interface DecisionSummary
  extends Omit<StoredDecision, 'record' | 'modelTrace'>,
    Pick<DecisionRecord, 'decidedAt' | 'ticket' | 'outcome' | 'presence' | 'shifts' | 'model'> {
  readonly workflowId: string;
  readonly workflowVersion: number;
  readonly mode: Workflow['setup']['mode'];
  readonly act: Workflow['setup']['act'];
  /** Name of the chosen technician. */
  readonly chosenName: string | null;
  /** The newest assignment that this decision led to. */
  readonly assignment: Assignment | null;
  /** For shadow decisions, once the people have chosen. */
  readonly humanOwnerId: TechnicianId | null;
}

/** `pending`: decided and not yet confirmed by the PSA. `owned`: somebody else got the ticket first. `refused`: the PSA does not want it.
 *  `gone`: the ticket was closed or deleted. `undone`: taken back. */
export type AssignmentState = 'pending' | 'done' | 'owned' | 'refused' | 'gone' | 'undone';

/** One change of a ticket's owner: written down before the PSA hears of it, so that a crash loses and doubles nothing (DIS-8). */
export interface Assignment {
  readonly assignmentId: string;
  readonly ticketId: string;
  readonly ticketRef: string;
  /** `null`: the ticket is given back to nobody. */
  readonly technicianId: TechnicianId | null;
  readonly technicianName: string | null;
  /** Whom the ticket belonged to when this was decided; only then it is written. */
  readonly ifOwnerIs: TechnicianId | null;
  readonly decisionId: string | null;
  readonly workflowId: string | null;
  readonly slot: Interval;
  readonly books: 'nothing' | 'schedule-entry';
  readonly booking: 'not-wanted' | 'pending' | 'booked' | 'conflict' | 'refused' | 'not-supported';
  readonly source: RunSource;
  readonly by: Actor;
  readonly state: AssignmentState;
  /** The PSA's words, or an error code of the last try; `null` when all is well. Data. */
  readonly problem: string | null;
  readonly ownerFoundName: string | null;
  readonly tries: number;
  readonly decidedAt: Date;
  readonly settledAt: Date | null;
  readonly nextTryAt: Date;
  readonly response: {
    readonly kind: 'accepted' | 'passed';
    readonly reason: string | null;
    readonly at: Date;
  } | null;
}

/** A ticket that waits for somebody to be there (DIS-10). */
export interface Hold {
  readonly holdId: string;
  readonly ticketId: string;
  readonly ticketRef: string;
  readonly workflowId: string;
  /** The newest decision about it. */
  readonly decisionId: string;
  readonly because: string;
  readonly tries: number;
  readonly heldAt: Date;
  readonly nextTryAt: Date;
  readonly escalateAt: Date;
  readonly escalatedAt: Date | null;
  readonly ended: { readonly at: Date; readonly because: 'assigned' | 'stopped' | 'not-needed' } | null;
}

/** What one technician got through Rollcall so far. */
export interface Turn {
  /** No two technicians of a desk have the same. */
  readonly lastAssignedAt: Date;
  readonly assignedToday: number;
  /** Not settled by `since` (see `reserve`): the PSA's figures may not hold them yet. */
  readonly assignedSince: number;
}

/** How things stand while nobody else of the desk can decide. */
export interface Standing {
  /** The assignment of this ticket that is pending, or was settled after `since`; `null`: none. */
  readonly current: Assignment | null;
  /** The technicians that have got anything. */
  readonly turns: ReadonlyMap<TechnicianId, Turn>;
  /** Technicians whose slot another run has reserved, for a time that overlaps the slot asked about. */
  readonly leased: ReadonlySet<TechnicianId>;
  /** Technicians who handed this ticket on. */
  readonly passed: ReadonlySet<TechnicianId>;
  /** The open hold of the ticket. It is the one that a reservation's hold goes into: its id, `heldAt`, `escalateAt` and `escalatedAt` stay. */
  readonly hold: Hold | null;
}

export interface Reservation {
  readonly decision: StoredDecision | null;
  /** Recorded as pending; its technician's turn is over with it. */
  readonly assignment: Assignment | null;
  /** Takes the assignment for so long at once, as `claimAssignment` does; `null`: whoever comes first may take it. */
  readonly claimSeconds: number | null;
  /** Reserves the assignment's slot until then; `null`: no lease. */
  readonly leaseUntil: Date | null;
  /** Opens a hold of the ticket, or updates the one that is open. */
  readonly hold: Hold | null;
  /** Ends the open hold of the ticket, if there is one. */
  readonly endsHold: 'assigned' | 'not-needed' | null;
  readonly audit: readonly AuditEntry[];
}

export interface DispatchStore {
  /** Decides in one transaction in which no other run of the desk decides: hands `decide` how things stand and writes what it answers.
   *  `decide` is pure and may run twice. `dayStart`: since when "today" counts; `since`: when the PSA was read. */
  reserve<Result>(
    question: {
      readonly deskId: DeskId;
      readonly ticketId: string;
      readonly slot: Interval;
      readonly since: Date;
      readonly dayStart: Date;
    },
    decide: (standing: Standing) => { readonly reservation: Reservation; readonly result: Result },
  ): Promise<Result>;
  /** Takes a pending assignment for `leaseSeconds` by the database's clock, so that one process alone writes it; `null` when it is not
   *  pending, or in another's hands. Counts a try. */
  claimAssignment(deskId: DeskId, assignmentId: string, leaseSeconds: number): Promise<Assignment | null>;
  /** Pending assignments of all desks that are due at `now` and in nobody's hands, oldest first. */
  dueAssignments(
    now: Date,
    limit: number,
  ): Promise<readonly { readonly deskId: DeskId; readonly assignmentId: string }[]>;
  /** Keeps how a claimed assignment went, and gives it back. A settled one ends the open hold of its ticket when it is `done`. */
  settleAssignment(
    deskId: DeskId,
    assignment: Pick<
      Assignment,
      'assignmentId' | 'state' | 'problem' | 'ownerFoundName' | 'booking' | 'settledAt' | 'nextTryAt'
    >,
    audit: AuditEntry | null,
  ): Promise<void>;
  readAssignment(deskId: DeskId, assignmentId: string): Promise<Assignment | null>;
  /** Newest first. */
  assignmentsOf(deskId: DeskId, ticketId: string): Promise<readonly Assignment[]>;
  /** Keeps a technician's answer, once, and with it the assignment that gives the ticket back. `false`: there was an answer already, and
   *  nothing is written. Throws `conflict` when the ticket is to be given back while another assignment of it is pending. */
  saveResponse(
    deskId: DeskId,
    assignmentId: string,
    response: NonNullable<Assignment['response']>,
    audit: AuditEntry,
    giveBack?: { readonly assignment: Assignment; readonly audit: AuditEntry } | null,
  ): Promise<boolean>;

  readDecision(deskId: DeskId, decisionId: string): Promise<StoredDecision | null>;
  /** The newest decision about a ticket, by id or by what people call it; shadow decisions are left out. */
  newestDecision(deskId: DeskId, ticket: string): Promise<StoredDecision | null>;
  /** Newest first, from `before` (a decision id) on. Shadow decisions only where asked for. */
  listDecisions(
    deskId: DeskId,
    filter: DecisionFilter,
    page: { readonly before: string | null; readonly limit: number },
  ): Promise<readonly DecisionSummary[]>;
  /** How many decisions fit each state since `since`. */
  countDecisions(deskId: DeskId, since: Date): Promise<DecisionCounts>;
  /** Shadow decisions whose ticket nobody owned yet when last looked at, newest first: one that was closed without an owner must not stand in
   *  the way of the others for ever. */
  openShadows(
    deskId: DeskId,
    limit: number,
  ): Promise<readonly { readonly decisionId: string; readonly ticketId: string }[]>;
  saveHumanOwner(deskId: DeskId, decisionId: string, ownerId: TechnicianId): Promise<void>;

  /** Open holds, those that need a person first, then by `nextTryAt`. */
  listHolds(deskId: DeskId): Promise<readonly Hold[]>;
  readHold(deskId: DeskId, holdId: string): Promise<Hold | null>;
  /** The open hold of a ticket, else the one that ended last. */
  newestHold(deskId: DeskId, ticketId: string): Promise<Hold | null>;
  /** Takes open holds that are due at `now`: their `nextTryAt` moves to `until`, so that no other process tries them meanwhile. */
  claimDueHolds(
    now: Date,
    until: Date,
    limit: number,
  ): Promise<readonly (Hold & { readonly deskId: DeskId })[]>;
  /** Marks open holds whose time is over as escalated and answers them, each once. */
  escalateHolds(now: Date): Promise<readonly (Hold & { readonly deskId: DeskId })[]>;
  /** `false`: it had ended already. */
  endHold(
    deskId: DeskId,
    holdId: string,
    end: NonNullable<Hold['ended']>,
    audit: AuditEntry | null,
  ): Promise<boolean>;

  /** Whether a webhook's event is remembered. */
  isHookKnown(deskId: DeskId, eventId: string): Promise<boolean>;
  /** Remembers a webhook's event; `false`: it was seen before. Events older than a week are forgotten. */
  rememberHook(deskId: DeskId, eventId: string, at: Date): Promise<boolean>;
  /** Deletes decisions, settled assignments and ended holds that are older; answers how many decisions went. */
  pruneDecisions(olderThan: Date): Promise<number>;
}

export interface DecisionFilter {
  readonly state: 'any' | 'held' | 'suggested' | 'assigned' | 'without-teams' | 'shadow';
  readonly workflowId: string | null;
  /** Part of a ticket's number, or of the chosen technician's name; without regard to case. */
  readonly text: string | null;
  readonly since: Date | null;
  /** Id of the PSA; left out: any. */
  readonly ticketId?: string;
}

export interface DecisionCounts {
  readonly held: number;
  readonly suggested: number;
  readonly assigned: number;
  readonly withoutTeams: number;
}

export interface WorkflowStore {
  /** Current versions, in the desk's order; empty when nobody saved one. */
  listWorkflows(deskId: DeskId): Promise<readonly Workflow[]>;
  readWorkflow(deskId: DeskId, workflowId: string, version: number | null): Promise<Workflow | null>;
  /** Newest first, without the text of the instructions' outcome. */
  listVersions(deskId: DeskId, workflowId: string): Promise<readonly Workflow[]>;
  /** Writes `workflow.version` beside the older ones. Throws `conflict` when the current one is not `version - 1`. */
  saveWorkflow(deskId: DeskId, workflow: Workflow, audit: AuditEntry): Promise<void>;
  /** Takes it off the list; its versions stay for the decisions that name them. Throws `conflict` when `version` is not the current one. */
  removeWorkflow(deskId: DeskId, workflowId: string, version: number, audit: AuditEntry): Promise<void>;
  orderWorkflows(deskId: DeskId, workflowIds: readonly string[], audit: AuditEntry): Promise<void>;
  /** Rota teams of all current versions, each once; empty when nobody saved one. */
  readRotaTeams(deskId: DeskId): Promise<Workflow['setup']['rotaTeams']>;
  /** What the desk calls its priorities besides their names: word → ids of the PSA. `null`: never changed. */
  readPriorityWords(deskId: DeskId): Promise<PriorityWords | null>;
  savePriorityWords(deskId: DeskId, words: PriorityWords, audit: AuditEntry): Promise<void>;
}

/** Such as `P1` → the ids of that priority in each SLA. */
export type PriorityWords = Readonly<Record<string, readonly string[]>>;

/** A candidate as a model may see one: no name, no e-mail, no id. */
export interface ModelCandidate {
  /** `c1` to `cn`, shuffled anew for each question. */
  readonly label: string;
  /** 0 to 100, by the rules alone. */
  readonly score: number;
  readonly openTickets: number | null;
  readonly skillsMatched: number | null;
  readonly skillsRequired: number;
  readonly shift: 'on-shift' | 'off-shift' | 'time-off' | 'unknown';
  readonly knowsCompany: 'yes' | 'no' | 'unknown';
  readonly assignedToday: number;
}

export interface ModelQuestion {
  readonly candidates: readonly ModelCandidate[];
  /** Advice of the workflow that no rule says, sentence by sentence. */
  readonly advice: readonly string[];
  /** Data: last in what is sent, cut, cleaned and marked as untrusted. */
  readonly ticket: {
    readonly title: string;
    readonly description: string;
    readonly priority: string | null;
    readonly queue: string | null;
  };
  /** Recorded with the decision. */
  readonly seed: number;
}

export type ModelReply =
  | {
      readonly state: 'used';
      /** By label, 0 to 100; exactly the labels that were asked about. */
      readonly scores: ReadonlyMap<string, number>;
      /** By label, for the record alone. */
      readonly reasons?: ReadonlyMap<string, readonly ModelReason[]>;
      readonly hasInstructionInTicket: boolean;
      readonly trace: ModelTrace;
    }
  | { readonly state: 'timed-out' | 'failed' | 'invalid-answer'; readonly trace: ModelTrace };

export interface RankingModel {
  /** Never throws, and answers within 8 seconds, one retry included (DIS-5). */
  rank(question: ModelQuestion): Promise<ModelReply>;
}

/** How urgent a ticket of the built-in roster is; P1 is the most urgent. */
export const ROSTER_PRIORITIES = ['P1', 'P2', 'P3', 'P4'] as const;
export type RosterPriority = (typeof ROSTER_PRIORITIES)[number];

/** A ticket that the desk wrote down itself, having no other PSA. */
export interface RosterTicket {
  /** Number, in upper case; one of a kind within the desk. */
  readonly ref: string;
  readonly title: string;
  readonly priority: RosterPriority | null;
  readonly queue: string | null;
  readonly company: string | null;
  readonly requiredSkills: readonly string[];
  readonly status: 'open' | 'closed';
  readonly ownerId: TechnicianId | null;
  readonly openedAt: Date;
  /** Starts at 1, grows by one with each write. */
  readonly version: number;
  readonly updatedAt: Date;
}

/** One open ticket as load counts it. */
export type RosterWork = Pick<RosterTicket, 'priority'> & { readonly ownerId: TechnicianId };

export interface RosterTicketStore {
  /** Newest first. */
  listRosterTickets(deskId: DeskId, question: TicketListQuestion): Promise<readonly RosterTicket[]>;
  readRosterTicket(deskId: DeskId, ref: string): Promise<RosterTicket | null>;
  /** Every open ticket that somebody has. */
  readRosterWork(deskId: DeskId): Promise<readonly RosterWork[]>;
  /** Who had tickets of a company that were opened at or after `since`. */
  readRosterAffinity(deskId: DeskId, company: string, since: Date): Promise<ReadonlySet<TechnicianId>>;
  /** Names that tickets use, each once, sorted. */
  readRosterNames(
    deskId: DeskId,
  ): Promise<{ readonly queues: readonly string[]; readonly companies: readonly string[] }>;
  /** Writes `ticket.version`, and the audit entry with it. Throws `conflict` when the stored one is not `version - 1` (0: there is none). */
  saveRosterTicket(deskId: DeskId, ticket: RosterTicket, audit: AuditEntry): Promise<void>;
  /** Gives an open ticket to a technician or to nobody if its owner still is `ifOwnerIs`; one statement. `false`: nothing was written. */
  assignRosterTicket(
    deskId: DeskId,
    wish: {
      readonly ref: string;
      readonly technicianId: TechnicianId | null;
      readonly ifOwnerIs: TechnicianId | null;
      readonly at: Date;
    },
  ): Promise<boolean>;
}
