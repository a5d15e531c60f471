import { compile } from '#core/instructions/compile.ts';
import type { Known } from '#core/instructions/known.ts';
import type { FieldFault } from '#kernel/errors.ts';
import type { NumberTunable } from '#kernel/tunable.ts';
import { PRESENCE_BLOCKS_MINUTES } from '#core/availability/tunables.ts';
import {
  CAPACITY,
  MODEL_SHIFT,
  RULE_SHIFT,
  WEIGHT_AFFINITY,
  WEIGHT_EARLINESS,
  WEIGHT_FAIRNESS,
  WEIGHT_LOAD,
  WEIGHT_SHIFT,
  WEIGHT_SKILL,
  type Weights,
} from './tunables.ts';
import type { WorkflowSetup } from './workflow.ts';

export const LONGEST_NAME = 80;
const MOST_ROTA_TEAMS = 20;
const LONGEST_SHADOW_DAYS = 90;
const DAY_MS = 86_400_000;

/** Everything that keeps a workflow from being saved so. */
export function faultsOf(setup: WorkflowSetup, known: Known, now: Date): readonly FieldFault[] {
  return [
    ...nameFaults(setup.name),
    ...NUMBERS.flatMap(({ field, from, to, read }) => rangeFaults(field, read(setup), from, to)),
    ...weightFaults(setup.weights),
    ...poolFaults(setup.pool),
    ...(setup.rotaTeams.length > MOST_ROTA_TEAMS ? [tooManyTeams(setup.rotaTeams.length)] : []),
    ...shadowFaults(setup.shadowUntil, now),
    ...compile(setup.instructions, known).faults,
  ];
}

interface NumberField {
  readonly field: string;
  readonly from: number;
  readonly to: number;
  readonly read: (setup: WorkflowSetup) => number;
}

const NUMBERS: readonly NumberField[] = [
  tuned('presenceBlocksMinutes', PRESENCE_BLOCKS_MINUTES, (setup) => setup.presenceBlocksMinutes),
  tuned('capacity', CAPACITY, ({ capacity }) => capacity),
  tuned('ruleShiftPoints', RULE_SHIFT, ({ ruleShiftPoints }) => ruleShiftPoints),
  tuned('modelShiftPoints', MODEL_SHIFT, ({ modelShiftPoints }) => modelShiftPoints),
  { field: 'workMinutes', from: 5, to: 480, read: ({ workMinutes }) => workMinutes },
  { field: 'retryMinutes', from: 1, to: 120, read: ({ retryMinutes }) => retryMinutes },
  { field: 'escalateMinutes', from: 5, to: 1440, read: ({ escalateMinutes }) => escalateMinutes },
];

const WEIGHTS: Readonly<Record<keyof Weights, NumberTunable>> = {
  load: WEIGHT_LOAD,
  skill: WEIGHT_SKILL,
  shift: WEIGHT_SHIFT,
  affinity: WEIGHT_AFFINITY,
  earliness: WEIGHT_EARLINESS,
  fairness: WEIGHT_FAIRNESS,
};

function tuned(field: string, { min, max }: NumberTunable, read: NumberField['read']): NumberField {
  return { field, from: min, to: max, read };
}

function nameFaults(name: string): readonly FieldFault[] {
  const { length } = name.trim();
  if (length > 0 && length <= LONGEST_NAME) return [];
  const problem = length === 0 ? 'is missing' : `has ${length} characters, at most ${LONGEST_NAME} are kept`;
  const remedy = 'Give the workflow a short name, such as "New tickets, Service board".';
  return [{ field: 'name', problem, remedy, rule: length === 0 ? 'missing' : 'too-long' }];
}

function rangeFaults(field: string, value: number, from: number, to: number): readonly FieldFault[] {
  if (Number.isInteger(value) && value >= from && value <= to) return [];
  const problem = `is not a whole number from ${from} to ${to}`;
  return [{ field, problem, remedy: `Use a whole number from ${from} to ${to}.`, rule: 'out-of-range' }];
}

function weightFaults(weights: Weights): readonly FieldFault[] {
  const parts = Object.keys(WEIGHTS) as readonly (keyof Weights)[]; // the record's own keys
  const faults = parts.flatMap((part) => {
    const { min, max } = WEIGHTS[part];
    return rangeFaults(`weights.${part}`, weights[part], min, max);
  });
  if (faults.length > 0 || parts.some((part) => weights[part] > 0)) return faults;
  const problem = 'are all zero, so every score would be the same';
  return [{ field: 'weights', problem, remedy: 'Give at least one part some weight.', rule: 'all-zero' }];
}

function poolFaults(pool: WorkflowSetup['pool']): readonly FieldFault[] {
  if (pool === 'everyone') return [];
  if (pool.length === 0) {
    const remedy = 'Choose at least one technician, or take everyone.';
    return [{ field: 'pool', problem: 'is empty', remedy, rule: 'missing' }];
  }
  if (new Set(pool).size === pool.length) return [];
  return [
    { field: 'pool', problem: 'names somebody twice', remedy: 'Name each technician once.', rule: 'twice' },
  ];
}

function tooManyTeams(count: number): FieldFault {
  return {
    field: 'rotaTeams',
    problem: `names ${count} teams, at most ${MOST_ROTA_TEAMS} are read`,
    remedy: `Choose at most ${MOST_ROTA_TEAMS} teams.`,
    rule: 'too-many',
  };
}

function shadowFaults(until: Date | null, now: Date): readonly FieldFault[] {
  if (until === null || until.getTime() <= now.getTime() + LONGEST_SHADOW_DAYS * DAY_MS) return [];
  return [
    {
      field: 'shadowUntil',
      problem: `is more than ${LONGEST_SHADOW_DAYS} days ahead`,
      remedy: `Choose a day within ${LONGEST_SHADOW_DAYS} days.`,
      rule: 'out-of-range',
    },
  ];
}
