import type { Assignment, DecisionSummary, StoredDecision } from '#core/dispatch/ports.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import { decodeCandidates, encodeCandidates } from './candidate-codec.ts';
import {
  fromJson,
  fromMoment,
  fromMomentOrNull,
  toFlag,
  toJson,
  toMoment,
  toMomentOrNull,
} from './columns.ts';
import type { DecisionCandidateTable, DecisionRecord, DecisionTable } from './dispatch-tables.ts';

/** Reasons for which presence is left out on purpose, or was known all the same: nothing went wrong with Teams. */
const NOT_WITHOUT_TEAMS: readonly DecisionRecord['presence']['because'][] = [
  null,
  'teams-availability-off',
  'ignored-by-rule',
  'too-far-ahead',
  'everyone-on-a-break',
];

export function toDecisionRow(deskId: DeskId, decision: StoredDecision): DecisionTable {
  const { record } = decision;
  const { ticket, workflow, outcome, presence } = record;
  const chosenName = nameOfChosen(record);
  return {
    desk_id: deskId,
    decision_id: decision.decisionId,
    ticket_id: ticket.id,
    ticket_ref: ticket.ref,
    workflow_id: workflow.id,
    source: decision.source,
    is_shadow: toFlag(decision.source === 'shadow'),
    decided_at: toMoment(record.decidedAt),
    outcome: outcome.kind,
    is_without_teams: toFlag(isWithoutTeams(record)),
    search_text: searchable(`${ticket.ref}\n${chosenName ?? ''}`),
    human_owner_id: null,
    summary: toJson({
      workflowName: decision.workflowName,
      workflowVersion: workflow.version,
      mode: workflow.mode,
      act: workflow.act,
      by: decision.by,
      hasInstructionInTicket: decision.hasInstructionInTicket,
      ticket: { ...ticket, openedAt: toMomentOrNull(ticket.openedAt) },
      outcome,
      presence,
      shifts: record.shifts,
      model: record.model,
      chosenName,
    }),
    record: toJson({
      workflow,
      rules: record.rules,
      notes: record.notes,
      slot: [toMoment(record.slot.start), toMoment(record.slot.end)] as const,
      modelTrace: decision.modelTrace,
    }),
  };
}

export function toCandidateRow(
  deskId: DeskId,
  { decisionId, record }: StoredDecision,
): DecisionCandidateTable {
  return { desk_id: deskId, decision_id: decisionId, candidates: encodeCandidates(record.candidates) };
}

export function toDecision(row: DecisionTable & Pick<DecisionCandidateTable, 'candidates'>): StoredDecision {
  const summary = fromJson(row.summary);
  const { workflow, rules, notes, slot, modelTrace } = fromJson(row.record);
  return {
    decisionId: row.decision_id,
    workflowName: summary.workflowName,
    source: row.source,
    by: summary.by,
    hasInstructionInTicket: summary.hasInstructionInTicket,
    modelTrace,
    record: {
      decidedAt: fromMoment(row.decided_at),
      slot: { start: fromMoment(slot[0]), end: fromMoment(slot[1]) },
      ticket: { ...summary.ticket, openedAt: fromMomentOrNull(summary.ticket.openedAt) },
      workflow,
      rules,
      presence: summary.presence,
      shifts: summary.shifts,
      model: summary.model,
      outcome: summary.outcome,
      notes,
      candidates: decodeCandidates(row.candidates),
    },
  };
}

/** Columns that a list needs. */
export const SUMMARY_COLUMNS = [
  'decision_id',
  'workflow_id',
  'source',
  'decided_at',
  'human_owner_id',
  'summary',
] as const satisfies readonly (keyof DecisionTable)[];

export function toSummary(
  row: Pick<DecisionTable, (typeof SUMMARY_COLUMNS)[number]>,
  assignment: Assignment | null,
): DecisionSummary {
  const { ticket, ...summary } = fromJson(row.summary);
  return {
    ...summary,
    decisionId: row.decision_id,
    workflowId: row.workflow_id,
    source: row.source,
    decidedAt: fromMoment(row.decided_at),
    ticket: { ...ticket, openedAt: fromMomentOrNull(ticket.openedAt) },
    assignment,
    humanOwnerId: row.human_owner_id,
  };
}

/** The form in which texts are searched without regard to case. */
export function searchable(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

function nameOfChosen({ outcome, candidates }: DecisionRecord): string | null {
  if (outcome.kind !== 'chosen') return null;
  const chosen = candidates.find(({ input }) => input.facts.technicianId === outcome.technicianId);
  return chosen?.input.facts.name ?? null;
}

/** Teams should have had a say and could not. A ticket that needed nobody asked nothing of Teams. */
function isWithoutTeams({ outcome, presence: { use, because } }: StoredDecision['record']): boolean {
  return outcome.kind !== 'not-needed' && use === 'not-used' && !NOT_WITHOUT_TEAMS.includes(because);
}
