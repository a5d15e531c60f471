import { addMilliseconds, MINUTE } from '#kernel/interval.ts';
import type { Run, RunRow } from './ports.ts';
import { changeOf } from './review.ts';
import { PREVIEW_MINUTES } from './tunables.ts';

const APPLIED: ReadonlySet<Run['state']> = new Set(['complete', 'partial', 'held', 'undone']);

/** Until when a review may be applied; `null` for a run that is no review. */
export function applicableUntil(run: Run): Date | null {
  return run.state === 'preview' ? addMilliseconds(run.startedAt, PREVIEW_MINUTES * MINUTE) : null;
}

/** Whether the run was applied, undone since or not. One that ended because Microsoft let nothing be read was applied to nothing. */
export function wasApplied(run: Run): boolean {
  const readNothing = run.state === 'partial' && run.membersScanned === 0;
  return APPLIED.has(run.state) && !readNothing;
}

/** The newest run that was applied; it alone can be undone, unless it was. */
export function lastApplied(runs: readonly Run[]): Run | null {
  const finished = ({ finishedAt }: Run): number => finishedAt?.getTime() ?? 0;
  return runs.filter(wasApplied).toSorted((a, b) => finished(b) - finished(a))[0] ?? null;
}

/** Of `runs`, the desk's newest ones, which can be taken back now; `null`: none. Undo goes back one run, never two. */
export function undoableRun(runs: readonly Run[]): Run | null {
  const last = lastApplied(runs);
  return last?.state === 'undone' ? null : last;
}

export interface RunResult {
  /** Added and updated. */
  readonly written: number;
  readonly cleared: number;
  /** Technicians who no longer match and keep their mapping. */
  readonly notCleared: number;
  /** Changes that the person who applied did not want. */
  readonly leftOut: number;
  /** Somebody changed these since the review. */
  readonly skipped: number;
}

/** What became of the changes of a run that was applied. */
export function resultOf(rows: readonly RunRow[]): RunResult {
  const result = { written: 0, cleared: 0, notCleared: 0, leftOut: 0, skipped: 0 };
  for (const row of rows) {
    if (changeOf(row) === null) continue;
    const isClear = row.action === 'clear';
    if (row.outcome === 'skipped-changed') result.skipped += 1;
    else if (row.outcome === 'written') result[isClear ? 'cleared' : 'written'] += 1;
    else result[isClear ? 'notCleared' : 'leftOut'] += 1;
  }
  return result;
}
