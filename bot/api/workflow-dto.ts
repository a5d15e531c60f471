import type { z } from 'zod';
import type { sentenceSchema } from '#contract/instruction-schemas.ts';
import type {
  compiledSchema,
  workflowGroundSchema,
  workflowSchema,
  workflowSetupSchema,
} from '#contract/workflow-schemas.ts';
import { STANDARD_SETUP } from '#core/dispatch/standard-workflow.ts';
import type { Workflow, WorkflowSetup } from '#core/dispatch/workflow.ts';
import type { WorkflowGround } from '#core/dispatch/workflow-service.ts';
import type { CompiledInstructions, CompiledSentence } from '#core/instructions/compile.ts';
import { describeRule, type RuleDescription } from '#core/instructions/describe-rule.ts';
import type { Known } from '#core/instructions/known.ts';

/** Workflows and how their instructions were understood, as wire values and back. */

type SetupDto = z.input<typeof workflowSetupSchema>;
type SentenceDto = z.input<typeof sentenceSchema>;

/** `known` names what rules are about; ids that it lacks stand for themselves. */
export function toWorkflowDto(workflow: Workflow, known: Known): z.input<typeof workflowSchema> {
  const { workflowId, version, position, setup, sentences, savedAt, savedBy } = workflow;
  return {
    workflowId,
    version,
    position,
    setup: toSetupDto(setup),
    sentences: sentences.map((sentence) => toSentenceDto(sentence, known)),
    savedAt: savedAt?.toISOString() ?? null,
    savedBy,
  };
}

export function toSetupDto(setup: WorkflowSetup): SetupDto {
  const { takes, pool, rotaTeams, weights, shadowUntil, ...plain } = setup;
  const { name, isOn, mode, act, teamsAvailability, presenceBlocksMinutes, calendar, capacity } = plain;
  const { whenEveryoneIsOnABreak, ruleShiftPoints, modelShiftPoints, books, workMinutes } = plain;
  const { retryMinutes, escalateMinutes, instructions } = plain;
  return {
    name,
    isOn,
    takes: { queues: [...takes.queues], priorities: [...takes.priorities] },
    pool: pool === 'everyone' ? pool : [...pool],
    mode,
    act,
    teamsAvailability,
    presenceBlocksMinutes,
    rotaTeams: rotaTeams.map((team) => ({ id: team.teamId, displayName: team.name })),
    calendar,
    weights: { ...weights },
    capacity,
    whenEveryoneIsOnABreak,
    ruleShiftPoints,
    modelShiftPoints,
    books,
    workMinutes,
    retryMinutes,
    escalateMinutes,
    instructions,
    shadowUntil: shadowUntil?.toISOString() ?? null,
  };
}

export function fromSetupDto(dto: z.output<typeof workflowSetupSchema>): WorkflowSetup {
  const { rotaTeams, shadowUntil, ...rest } = dto;
  return {
    ...rest,
    rotaTeams: rotaTeams.map(({ id, displayName }) => ({ teamId: id.toLowerCase(), name: displayName })),
    shadowUntil: shadowUntil === null ? null : new Date(shadowUntil),
  };
}

export function toCompiledDto(
  { sentences, faults }: CompiledInstructions,
  known: Known,
): z.input<typeof compiledSchema> {
  return {
    sentences: sentences.map((sentence) => toSentenceDto(sentence, known)),
    faults: faults.map(({ field, problem, remedy, rule }) => ({
      field,
      problem,
      remedy,
      rule: rule ?? null,
    })),
  };
}

export function toGroundDto({
  known,
  catalogue,
  hasModel,
}: WorkflowGround): z.input<typeof workflowGroundSchema> {
  const words = new Map(known.priorities.map((priority) => [priority.id, priority.words]));
  return {
    psaWasRead: catalogue !== null,
    technicians: known.technicians.map(({ id, name }) => ({ id, name })),
    skills: [...known.skills],
    priorities: (catalogue?.priorities ?? []).map(({ id, label, rank }) => ({
      id,
      label,
      rank,
      words: [...(words.get(id) ?? [])],
    })),
    queues: known.queues.map(({ id, name }) => ({ id, name })),
    companies: known.companies.map(({ id, name }) => ({ id, name })),
    hasModel,
    standard: toSetupDto(STANDARD_SETUP),
  };
}

function toSentenceDto({ text, outcome, warnings }: CompiledSentence, known: Known): SentenceDto {
  return {
    text,
    outcome: toOutcomeDto(outcome, known),
    warnings: warnings.map(({ code, other }) => ({
      code,
      other: other && { sentence: other.sentence, text: other.text },
    })),
  };
}

function toOutcomeDto(outcome: CompiledSentence['outcome'], known: Known): SentenceDto['outcome'] {
  switch (outcome.kind) {
    case 'rules':
      return { kind: 'rules', rules: outcome.rules.map((rule) => toRuleDto(describeRule(rule, known))) };
    case 'advice':
      return { kind: 'advice' };
    case 'half-understood': {
      const { understood, leftover, problem, hint } = outcome;
      return { kind: 'half-understood', understood, leftover: [...leftover], problem, hint };
    }
    case 'refers-to-unknown': {
      const { what, name, closest } = outcome;
      return { kind: 'refers-to-unknown', what, name, closest };
    }
    default: {
      const choices = outcome.choices.map(({ what, id, name }) => ({ what, id, name }));
      return { kind: outcome.kind, name: outcome.name, choices };
    }
  }
}

function toRuleDto({ code, state, who, tickets, minutes, scope }: RuleDescription) {
  return {
    code,
    state,
    who: who && { kind: who.kind, name: who.name },
    tickets,
    minutes,
    scope:
      scope === null || scope === 'always'
        ? scope
        : {
            priorities: [...scope.priorities],
            queues: [...scope.queues],
            companies: [...scope.companies],
          },
  };
}
