import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SimulatorName } from '../../test/sandbox/world.ts';
import { startChild } from '../child.ts';
import type { Latencies, OutsideQuestion } from './outside-world.ts';

type Size = Extract<OutsideQuestion, { ask: 'start' }>['size'];

/** A desk of any size with its PSA connected, consent granted and nobody mapped, and a database that no program has open. */
export interface Outside {
  readonly deskId: string;
  /** The environment of the real program in front of it. */
  readonly env: Readonly<Record<string, string>>;
  /** How long each answer takes at least; a simulator that is named loses what was set before. */
  setLatency(milliseconds: Latencies): Promise<void>;
  forgetRequests(): Promise<void>;
  /** Since the start, or since `forgetRequests`. */
  requestsByRoute(simulator: SimulatorName): Promise<Readonly<Record<string, number>>>;
  stop(): Promise<void>;
}

export async function startOutside(size: Size): Promise<Outside> {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-bench-'));
  const child = startChild(join(import.meta.dirname, 'outside-world.ts'));
  const ask = async <Answer>(question: OutsideQuestion): Promise<Answer> =>
    (await child.ask(question)) as Answer; // outside-world.ts answers each question with one shape
  const stop = async (): Promise<void> => {
    await child.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const databaseUrl = `sqlite:${join(folder, 'rollcall.db')}`;
    const started = await ask<Pick<Outside, 'deskId' | 'env'>>({ ask: 'start', size, databaseUrl });
    return {
      ...started,
      setLatency: (milliseconds) => ask({ ask: 'latency', milliseconds }),
      forgetRequests: () => ask({ ask: 'forget' }),
      requestsByRoute: (simulator) => ask({ ask: 'requests', simulator }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Starts one, hands it over and stops it whatever happens. */
export async function withOutside<Result>(
  size: Size,
  work: (outside: Outside) => Promise<Result>,
): Promise<Result> {
  const outside = await startOutside(size);
  try {
    return await work(outside);
  } finally {
    await outside.stop();
  }
}
