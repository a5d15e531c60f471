import { decide } from '#core/dispatch/decision.ts';
import type { WorkflowSettings } from '#core/dispatch/workflow.ts';
import type { Measurement, Row } from '../measurement.ts';
import { median, percentile } from '../statistics.ts';
import { questionFor } from './crowd.ts';

const TECHNICIANS = 5_000;
/** Up to a hundred thousand technicians: as far as a curve can be told from a line. */
const CURVE = [100, 1_000, 10_000, 100_000] as const;
const QUICK_CURVE = [100, 1_000, 10_000] as const;
/** Of t ~ size^exponent; above, the time grows faster than the desk. */
const MOST_EXPONENT = 1.15;

const TARGET_MS = { 'round-robin': 2, ranked: 10 } as const;

/** PERF-4, B14: one decision with its whole record, facts in hand. */
export const decideAmongMany: Measurement = {
  name: 'decide',
  run: async ({ isQuick }) =>
    (['round-robin', 'ranked'] as const).flatMap((mode) => [
      usualRow(mode, isQuick ? 2 : REPEATS),
      curveRow(mode, isQuick ? QUICK_CURVE : CURVE),
    ]),
};

/** Medians over so many series; the best one counts, because a busy machine can only make a decision slower. */
const REPEATS = 4;

function usualRow(mode: WorkflowSettings['mode'], repeats: number): Row {
  const series = measure(mode, TECHNICIANS, repeats);
  const medians = series.map(median);
  const p50 = Math.min(...medians);
  const all = series.flat();
  return {
    id: 'PERF-4',
    what: `deciding among ${TECHNICIANS.toLocaleString('en')} technicians, ${mode}, whole record, CPU`,
    value: `p50 ${p50.toFixed(2)} ms (worst series ${Math.max(...medians).toFixed(2)}, p99 ${percentile(all, 0.99).toFixed(2)})`,
    target: `p50 < ${TARGET_MS[mode]} ms`,
    isMet: p50 < TARGET_MS[mode],
    kind: 'time',
    details: { medians, samples: all },
  };
}

function curveRow(mode: WorkflowSettings['mode'], sizes: readonly number[]): Row {
  const points = sizes.map((size) => ({ size, ms: Math.min(...measure(mode, size, 2).map(median)) }));
  const exponent = slopeOf(points.map(({ size, ms }) => [Math.log(size), Math.log(ms)]));
  const times = points.map(({ size, ms }) => `${size.toLocaleString('en')}: ${ms.toFixed(2)}`);
  return {
    id: 'B14',
    what: `${mode}: exponent over ${times.join(', ')} ms`,
    value: exponent.toFixed(2),
    target: `≤ ${MOST_EXPONENT}`,
    isMet: exponent <= MOST_EXPONENT,
    kind: 'time',
    details: { points },
  };
}

/** Of the line through `points` with the least squares. */
function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(([each]) => each)), mean(points.map(([, each]) => each))];
  const above = points.reduce((sum, [px, py]) => sum + (px - x) * (py - y), 0);
  return above / points.reduce((sum, [px]) => sum + (px - x) ** 2, 0);
}

/** Decisions on as many technicians in all warm every size up alike. */
const WARM_UP = 750_000;
/** Linux counts a thread's time in ticks of 4 ms: a sample is as many decisions as take several of them. */
const BATCH = 100_000;
const SAMPLES = 9;

/** Processor milliseconds of a decision on this thread, in `repeats` series: a busy machine lends the processor to others. Throws when
 *  nobody is chosen: then there was nothing to measure. */
function measure(
  mode: WorkflowSettings['mode'],
  size: number,
  repeats: number,
): readonly (readonly number[])[] {
  const question = questionFor(size, mode);
  const batch = Math.max(1, Math.round(BATCH / size));
  for (let round = 0; round < Math.max(3, WARM_UP / size); round += 1) decide(question);
  return Array.from({ length: repeats }, () => {
    globalThis.gc?.();
    return Array.from({ length: SAMPLES }, () => {
      const before = process.threadCpuUsage();
      for (let turn = 0; turn < batch; turn += 1) {
        const { outcome, candidates } = decide(question);
        if (outcome.kind !== 'chosen' || candidates.length !== size) throw new Error('nobody was chosen');
      }
      const { user, system } = process.threadCpuUsage(before);
      return (user + system) / 1000 / batch;
    });
  });
}
