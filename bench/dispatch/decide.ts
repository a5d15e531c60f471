import { decide } from '#core/dispatch/decision.ts';
import type { WorkflowSettings } from '#core/dispatch/workflow.ts';
import type { Measurement, Row } from '../measurement.ts';
import { median, percentile } from '../statistics.ts';
import { questionFor } from './crowd.ts';

const TECHNICIANS = 5_000;
const MANY = 100_000;
/** Twenty times the technicians may take thirty times as long: linear, with room for caches and the collector. */
const GROWTH = 30;

const TARGET_MS = { 'round-robin': 2, ranked: 10 } as const;

/** PERF-4: one decision with its whole record, facts in hand. */
export const decideAmongMany: Measurement = {
  name: 'decide',
  run: async ({ isQuick }) =>
    (['round-robin', 'ranked'] as const).flatMap((mode) => measureMode(mode, isQuick ? 10 : 60)),
};

function measureMode(mode: WorkflowSettings['mode'], rounds: number): readonly Row[] {
  const usual = measure(mode, TECHNICIANS, rounds);
  const many = measure(mode, MANY, Math.max(5, Math.ceil(rounds / 4)));
  const p50 = median(usual);
  const growth = median(many) / p50;
  return [
    {
      id: 'PERF-4',
      what: `deciding among ${TECHNICIANS.toLocaleString('en')} technicians, ${mode}, whole record, CPU`,
      value: `p50 ${p50.toFixed(2)} ms, p99 ${percentile(usual, 0.99).toFixed(2)}`,
      target: `p50 < ${TARGET_MS[mode]} ms`,
      isMet: p50 < TARGET_MS[mode],
      kind: 'time',
      details: { samples: usual },
    },
    {
      id: 'PERF-4',
      what: `${mode}: t(${MANY.toLocaleString('en')}) ÷ t(${TECHNICIANS.toLocaleString('en')})`,
      value: `${growth.toFixed(1)} (${median(many).toFixed(1)} ms)`,
      target: `≤ ${GROWTH}`,
      isMet: growth <= GROWTH,
      kind: 'time',
      details: { samples: many },
    },
  ];
}

const WARM_UP = 150;

/** Linux counts a thread's time in ticks of 4 ms: a sample is this many decisions among the usual number. */
const BATCH = 20;

/** Processor milliseconds of a decision on this thread, one value per sample: a busy machine lends the processor to others. Throws when
 *  nobody is chosen: then there was nothing to measure. */
function measure(mode: WorkflowSettings['mode'], size: number, rounds: number): readonly number[] {
  const question = questionFor(size, mode);
  const batch = size > TECHNICIANS ? 1 : BATCH;
  for (let round = 0; round < (size > TECHNICIANS ? 3 : WARM_UP); round += 1) decide(question);
  globalThis.gc?.();
  return Array.from({ length: rounds }, () => {
    const before = process.threadCpuUsage();
    for (let turn = 0; turn < batch; turn += 1) {
      const { outcome, candidates } = decide(question);
      if (outcome.kind !== 'chosen' || candidates.length !== size) throw new Error('nobody was chosen');
    }
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1000 / batch;
  });
}
