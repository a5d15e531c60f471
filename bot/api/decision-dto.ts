import type { z } from 'zod';
import {
  CANDIDATES_A_PAGE,
  type decisionSchema,
  type decisionSummarySchema,
  type outcomeSchema,
  type presenceUseSchema,
  type shadowReportSchema,
  type shiftsUseSchema,
  type shownDecisionSchema,
  type whatIfSchema,
} from '#contract/dispatch-schemas.ts';
import type { ShadowReport } from '#core/dispatch/dispatch-service.ts';
import type { DecisionSummary, ModelTrace, StoredDecision } from '#core/dispatch/ports.ts';
import type { DecisionRecord, Outcome } from '#core/dispatch/record.ts';
import type { PresenceUse, ShiftsUse } from '#core/dispatch/sources.ts';
import type { WhatIf } from '#core/dispatch/what-if.ts';
import { type CandidatePage, toCandidatesDto, toShownCandidatesDto } from './candidate-dto.ts';
import { toActorDto, toAssignmentDto, toTicketFactsDto } from './ticket-dto.ts';
import { toIntervalDto } from './to-dto.ts';

/** Decisions as wire values. */

const FIRST_PAGE: CandidatePage = { offset: 0, limit: CANDIDATES_A_PAGE };

export function toDecisionDto(
  decision: StoredDecision,
  page: CandidatePage = FIRST_PAGE,
): z.input<typeof decisionSchema> {
  return { ...toDecidedDto(decision), ...toCandidatesDto(decision, page) };
}

/** With what Teams had to do with each candidate, for the tab. */
export function toShownDecisionDto(
  decision: StoredDecision,
  page: CandidatePage = FIRST_PAGE,
): z.input<typeof shownDecisionSchema> {
  return { ...toDecidedDto(decision), ...toShownCandidatesDto(decision, page) };
}

export function toSummaryDto(summary: DecisionSummary): z.input<typeof decisionSummarySchema> {
  const { decisionId, workflowId, workflowName, workflowVersion, mode, act, model, source } = summary;
  return {
    decisionId,
    decidedAt: summary.decidedAt.toISOString(),
    ticket: toTicketFactsDto(summary.ticket),
    source,
    by: toActorDto(summary.by),
    outcome: toOutcomeDto(summary.outcome, () => summary.chosenName),
    presence: toPresenceDto(summary.presence),
    shifts: toShiftsDto(summary.shifts),
    hasInstructionInTicket: summary.hasInstructionInTicket,
    workflowId,
    workflowName,
    workflowVersion,
    mode,
    act,
    model,
    assignment: summary.assignment && toAssignmentDto(summary.assignment),
    humanOwnerId: summary.humanOwnerId,
  };
}

export function toWhatIfDto(
  decision: StoredDecision,
  { record, differs, before, notes }: WhatIf,
): z.input<typeof whatIfSchema> {
  const { candidateCount, candidates } = toCandidatesDto({ record, modelTrace: null }, FIRST_PAGE);
  return {
    decisionId: decision.decisionId,
    differs,
    before: toOutcomeDto(before, namesIn(record)),
    after: toOutcomeDto(record.outcome, namesIn(record)),
    presence: toPresenceDto(record.presence),
    shifts: toShiftsDto(record.shifts),
    slot: toIntervalDto(record.slot),
    notes: [...notes],
    candidateCount,
    candidates,
  };
}

export function toShadowReportDto(report: ShadowReport): z.input<typeof shadowReportSchema> {
  const { workflowId, since, until, decided, compared, agreed, differences } = report;
  return {
    workflowId,
    since: since.toISOString(),
    until: until?.toISOString() ?? null,
    decided,
    compared,
    agreed,
    differences: differences.map(toSummaryDto),
  };
}

export function toOutcomeDto(
  outcome: Outcome,
  nameOf: (technicianId: string) => string | null,
): z.input<typeof outcomeSchema> {
  if (outcome.kind !== 'chosen') {
    return { kind: outcome.kind, because: outcome.because, technicianId: null, technicianName: null };
  }
  const { technicianId } = outcome;
  return { kind: 'chosen', because: null, technicianId, technicianName: nameOf(technicianId) };
}

/** Names of a decision's candidates; `null` for everybody else. */
export function namesIn({ candidates }: DecisionRecord): (technicianId: string) => string | null {
  return (technicianId) =>
    candidates.find(({ input }) => input.facts.technicianId === technicianId)?.input.facts.name ?? null;
}

function toDecidedDto(decision: StoredDecision) {
  const { record } = decision;
  return {
    decisionId: decision.decisionId,
    decidedAt: record.decidedAt.toISOString(),
    ticket: toTicketFactsDto(record.ticket),
    source: decision.source,
    by: toActorDto(decision.by),
    outcome: toOutcomeDto(record.outcome, namesIn(record)),
    presence: toPresenceDto(record.presence),
    shifts: toShiftsDto(record.shifts),
    hasInstructionInTicket: decision.hasInstructionInTicket,
    slot: toIntervalDto(record.slot),
    workflow: toDecidingWorkflowDto(decision),
    model: { state: record.model, trace: decision.modelTrace && toTraceDto(decision.modelTrace) },
    notes: record.notes.map(({ note, because, remedy }) => ({ note, because, remedy })),
    instructions: sentencesOf(record),
  };
}

function toDecidingWorkflowDto({ workflowName, record: { workflow } }: StoredDecision) {
  const { id, version, mode, act, teamsAvailability, presenceBlocksMinutes, rotaTeams } = workflow;
  const { calendar, weights, capacity, whenEveryoneIsOnABreak } = workflow;
  return {
    workflowId: id,
    name: workflowName,
    version,
    mode,
    act,
    teamsAvailability,
    presenceBlocksMinutes,
    rotaTeamIds: [...rotaTeams],
    calendar,
    weights: { ...weights },
    capacity,
    whenEveryoneIsOnABreak,
    ruleShiftPoints: workflow.ruleShiftPoints,
    modelShiftPoints: workflow.modelShiftPoints,
  };
}

function toTraceDto({ model, schemaVersion, seed, promptHash }: ModelTrace) {
  return { model, schemaVersion, seed, promptHash };
}

/** Each sentence once, whatever number of rules it became. */
function sentencesOf({ rules }: DecisionRecord): { sentence: number; text: string }[] {
  const texts = new Map(rules.map(({ sentence, source }) => [sentence, source]));
  return [...texts].map(([sentence, text]) => ({ sentence, text }));
}

function toPresenceDto({ use, because, sentence, remedy }: PresenceUse): z.input<typeof presenceUseSchema> {
  return { use, because, sentence, remedy };
}

function toShiftsDto({ use, because, sentence, remedy }: ShiftsUse): z.input<typeof shiftsUseSchema> {
  return { use, because, sentence, remedy };
}
