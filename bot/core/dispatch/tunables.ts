import type { NumberTunable } from '#kernel/tunable.ts';

/** What the six parts of a score weigh against each other (DIS-4). Any unit: only their proportions count. */
export interface Weights {
  readonly load: number;
  readonly skill: number;
  readonly shift: number;
  readonly affinity: number;
  readonly earliness: number;
  readonly fairness: number;
}

export const WEIGHT_LOAD = weight(
  'load',
  30,
  'How much a short list of open work counts in a ranked choice.',
);
export const WEIGHT_SKILL = weight('skill', 25, 'How much the skills that a ticket asks for count.');
export const WEIGHT_SHIFT = weight('shift', 15, 'How much being on shift at the slot counts.');
export const WEIGHT_AFFINITY = weight('affinity', 10, 'How much knowing the ticket’s company counts.');
export const WEIGHT_EARLINESS = weight(
  'earliness',
  10,
  'How much being free soon counts; twice that for the most urgent priority.',
);
export const WEIGHT_FAIRNESS = weight(
  'fairness',
  10,
  'How much a long time without an assignment, and few of them today, count.',
);

export const DEFAULT_WEIGHTS: Weights = {
  load: WEIGHT_LOAD.default,
  skill: WEIGHT_SKILL.default,
  shift: WEIGHT_SHIFT.default,
  affinity: WEIGHT_AFFINITY.default,
  earliness: WEIGHT_EARLINESS.default,
  fairness: WEIGHT_FAIRNESS.default,
};

export const CAPACITY: NumberTunable = {
  key: 'dispatch.capacity',
  kind: 'number',
  unit: 'count',
  default: 12,
  min: 1,
  max: 500,
  help: 'Open work at which a technician gets no more, where the PSA does not say.',
};

/** Half of what the model may do: a wish is weaker than a rule that says "always" or "never". */
export const RULE_SHIFT: NumberTunable = {
  key: 'dispatch.rule-shift',
  kind: 'number',
  unit: 'count',
  default: 15,
  min: 0,
  max: 30,
  help: 'Points of 100 by which “prefer” and “avoid” move a score.',
};

/** DIS-5. Text of a ticket must not lift somebody from last to first, so nobody may raise it. */
export const MODEL_SHIFT_LIMIT = 30;

export const MODEL_SHIFT: NumberTunable = {
  key: 'dispatch.model-shift',
  kind: 'number',
  unit: 'count',
  default: MODEL_SHIFT_LIMIT,
  min: 0,
  max: MODEL_SHIFT_LIMIT,
  help: 'Points of 100 by which a language model may move a score.',
};

/** How long an assignment can be taken back; after that somebody may be at work on the ticket. */
export const UNDO_MINUTES = 5;

/** A free slot a working day away is as good as none. */
export const EARLINESS_HORIZON_HOURS = 8;

/** After a day without an assignment nobody waits any longer than the others. */
export const FAIRNESS_HORIZON_HOURS = 24;

function weight(part: keyof Weights, standard: number, help: string): NumberTunable {
  return {
    key: `dispatch.weight-${part}`,
    kind: 'number',
    unit: 'percent',
    default: standard,
    min: 0,
    max: 100,
    help,
  };
}
