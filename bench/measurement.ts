/** One line of the report. */
export interface Row {
  /** The bar that it measures: `B7`, `PERF-6`. */
  readonly id: string;
  readonly what: string;
  readonly value: string;
  readonly target: string;
  readonly isMet: boolean;
  /** `count` is the same on every machine; `time` depends on the machine and its load, so a quick run only prints it. */
  readonly kind: 'count' | 'time';
  /** What the value was made of, for the file of results. */
  readonly details?: Readonly<Record<string, unknown>>;
}

export interface BenchOptions {
  /** Small sizes, for CI: a minute in all, and no judgement on times. */
  readonly isQuick: boolean;
}

export interface Measurement {
  /** For `--only`. */
  readonly name: string;
  /** Throws when it cannot measure; everything that it started has ended then too. */
  run(options: BenchOptions): Promise<readonly Row[]>;
}
