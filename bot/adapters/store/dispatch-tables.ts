import type {
  Actor,
  Assignment,
  DecisionSummary,
  Hold,
  ModelTrace,
  RosterTicket,
  RunSource,
  StoredDecision,
  WorkflowStore,
} from '#core/dispatch/ports.ts';
import type { CandidateBody } from './candidate-codec.ts';
import type { Flag, Json } from './columns.ts';

export type DecisionRecord = StoredDecision['record'];
/** A workflow as the port has it. */
export type Workflow = Awaited<ReturnType<WorkflowStore['listWorkflows']>>[number];

/** The tables of dispatch and of the bot's own messages. What each column holds in words: dispatch-schema.ts. */
export interface DispatchTables {
  workflow: WorkflowTable;
  workflow_version: WorkflowVersionTable;
  decision: DecisionTable;
  decision_candidate: DecisionCandidateTable;
  assignment_outbox: AssignmentTable;
  technician_turn: TurnTable;
  held_ticket: HoldTable;
  psa_hook_event: HookEventTable;
  roster_ticket: RosterTicketTable;
  conversation_reference: ConversationTable;
}

export interface WorkflowTable {
  desk_id: string;
  workflow_id: string;
  /** The current one. */
  version: number;
  /** From 0 without gaps among those that are not removed. */
  position: number;
  removed_at: number | null;
}

export interface WorkflowVersionTable {
  desk_id: string;
  workflow_id: string;
  version: number;
  setup: Json<Omit<Workflow['setup'], 'shadowUntil'> & { readonly shadowUntil: number | null }>;
  sentences: Json<Workflow['sentences']>;
  on_since: number | null;
  saved_at: number | null;
  saved_by: string | null;
}

export interface DecisionTable {
  desk_id: string;
  decision_id: string;
  ticket_id: string;
  ticket_ref: string;
  workflow_id: string;
  source: RunSource;
  is_shadow: Flag;
  decided_at: number;
  outcome: DecisionRecord['outcome']['kind'];
  is_without_teams: Flag;
  /** Number of the ticket and name of the chosen technician, in lower case, a line each. */
  search_text: string;
  human_owner_id: string | null;
  /** What lists show. */
  summary: Json<StoredSummary>;
  /** What only the decision itself shows, without its candidates. */
  record: Json<StoredRecord>;
}

export interface StoredSummary
  extends Pick<
    DecisionSummary,
    | 'workflowName'
    | 'workflowVersion'
    | 'mode'
    | 'act'
    | 'hasInstructionInTicket'
    | 'outcome'
    | 'presence'
    | 'shifts'
    | 'model'
    | 'chosenName'
  > {
  readonly by: Actor;
  readonly ticket: Omit<DecisionRecord['ticket'], 'openedAt'> & { readonly openedAt: number | null };
}

export interface StoredRecord extends Pick<DecisionRecord, 'workflow' | 'rules' | 'notes'> {
  readonly slot: readonly [start: number, end: number];
  readonly modelTrace: ModelTrace | null;
}

export interface DecisionCandidateTable {
  desk_id: string;
  decision_id: string;
  candidates: Json<CandidateBody>;
}

export interface AssignmentTable {
  desk_id: string;
  assignment_id: string;
  ticket_id: string;
  ticket_ref: string;
  technician_id: string | null;
  technician_name: string | null;
  if_owner_is: string | null;
  decision_id: string | null;
  workflow_id: string | null;
  slot_start: number;
  slot_end: number;
  books: Assignment['books'];
  booking: Assignment['booking'];
  source: RunSource;
  decided_by: Json<Actor>;
  state: Assignment['state'];
  problem: string | null;
  owner_found_name: string | null;
  tries: number;
  decided_at: number;
  settled_at: number | null;
  next_try_at: number;
  /** Until when, by the database's clock, one process alone writes it. */
  claimed_until: number | null;
  /** Until when the slot is reserved, by the program's clock; `null`: it is not. */
  lease_until: number | null;
  response: NonNullable<Assignment['response']>['kind'] | null;
  response_reason: string | null;
  responded_at: number | null;
}

export interface TurnTable {
  desk_id: string;
  technician_id: string;
  last_assigned_at: number;
  assignment_id: string;
  before_at: number | null;
}

export interface HoldTable {
  desk_id: string;
  hold_id: string;
  ticket_id: string;
  ticket_ref: string;
  workflow_id: string;
  decision_id: string;
  because: string;
  tries: number;
  held_at: number;
  next_try_at: number;
  escalate_at: number;
  escalated_at: number | null;
  ended_at: number | null;
  ended_because: NonNullable<Hold['ended']>['because'] | null;
}

export interface HookEventTable {
  desk_id: string;
  event_id: string;
  received_at: number;
}

export interface RosterTicketTable {
  desk_id: string;
  ref: string;
  title: string;
  priority: RosterTicket['priority'];
  queue: string | null;
  company: string | null;
  required_skills: Json<RosterTicket['requiredSkills']>;
  status: RosterTicket['status'];
  owner_id: string | null;
  opened_at: number;
  version: number;
  updated_at: number;
}

export interface ConversationTable {
  desk_id: string;
  user_id: string;
  conversation_id: string;
  service_url: string;
  locale: string | null;
  saved_at: number;
}
