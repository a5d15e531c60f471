/** One number, switch or choice that an admin may change, declared beside the rule that it tunes. */
export interface NumberTunable {
  readonly key: string;
  readonly kind: 'number';
  readonly unit: 'minutes' | 'hours' | 'percent' | 'count';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly help: string;
}

export interface TextTunable {
  readonly key: string;
  readonly kind: 'text';
  readonly default: string;
  readonly help: string;
  /** The problem with `value` in words, or `null` when it can be used. */
  readonly problem: (value: string) => string | null;
}

/** A list of team ids. */
export interface TeamsTunable {
  readonly key: string;
  readonly kind: 'teams';
  readonly default: readonly string[];
  readonly help: string;
}

export type Tunable = NumberTunable | TextTunable | TeamsTunable;
