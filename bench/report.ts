import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeMachine, type Machine } from './machine.ts';
import type { BenchOptions, Row } from './measurement.ts';

const RESULTS = join(import.meta.dirname, 'results');

type Verdict = 'ok' | 'MISS' | 'not judged';

/** A quick run is for CI, whose machines are slow and busy: only counts and complexity are held against it. */
export function verdictOf(row: Row, { isQuick }: BenchOptions): Verdict {
  if (isQuick && row.kind === 'time') return 'not judged';
  return row.isMet ? 'ok' : 'MISS';
}

export function isFailed(rows: readonly Row[], options: BenchOptions): boolean {
  return rows.some((row) => !['ok', 'not judged'].includes(verdictOf(row, options)));
}

/** The table as people read it, without the machine. */
export function formatTable(rows: readonly Row[], options: BenchOptions): string {
  const header = ['id', 'what', 'value', 'target', 'verdict'];
  const cells = rows.map((row) => [row.id, row.what, row.value, row.target, verdictOf(row, options)]);
  const widths = header.map((title, column) =>
    Math.max(title.length, ...cells.map((line) => line[column]?.length ?? 0)),
  );
  const toLine = (line: readonly string[]): string =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width));
  return [header, rule, ...cells].map(toLine).join('\n');
}

export interface Run {
  readonly suites: readonly string[];
  readonly options: BenchOptions;
  readonly startedAt: Date;
  readonly seconds: number;
  readonly machine: Machine;
  readonly rows: readonly Row[];
}

/** Prints the machine and the time taken, and keeps everything in `bench/results/`. Answers the file. */
export function finishReport(run: Run): string {
  console.log(`\n${describeMachine(run.machine)} · ${run.seconds.toFixed(0)} s`);
  mkdirSync(RESULTS, { recursive: true });
  const file = join(RESULTS, `${run.startedAt.toISOString().replaceAll(':', '-')}.json`);
  const rows = run.rows.map((row) => ({ ...row, verdict: verdictOf(row, run.options) }));
  writeFileSync(file, `${JSON.stringify({ ...run, rows }, null, 2)}\n`);
  return file;
}
