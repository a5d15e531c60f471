import { join } from 'node:path';
import { buildTabIfNeeded } from '../../tab/build.ts';
import { kilo, weighTab } from '../../tab/budgets.ts';
import type { Measurement } from '../measurement.ts';

const DIST = join(import.meta.dirname, '../../tab/dist');
const WORDS = { first: 'first chunk', page: 'page', panel: 'panel' } as const;

/** PERF-5: what people load, as the build itself counts it. */
export const bundle: Measurement = {
  name: 'bundle',
  async run() {
    await buildTabIfNeeded();
    return weighTab(DIST).map(({ kind, name, bytes, limit }) => ({
      id: 'PERF-5',
      what: kind === 'first' ? WORDS.first : `${WORDS[kind]} ${name.replace(/^features\//, '')}`,
      value: `${kilo(bytes)} gzip`,
      target: `<= ${kilo(limit)}`,
      isMet: bytes <= limit,
      kind: 'count',
      details: { bytes },
    }));
  },
};
