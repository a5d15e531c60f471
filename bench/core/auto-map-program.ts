import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { Caller } from '#kernel/caller.ts';
import { systemClock } from '#kernel/clock.ts';
import { silentLogger } from '#kernel/logger.ts';
import { openServices, type Services } from '../../bot/compose.ts';
import { readEnv } from '../../bot/env.ts';
import { serveParent } from '../child.ts';

/** One auto-map over the real services in a process of its own, whose memory and event loop are watched from inside. */

export interface AutoMapQuestion {
  readonly env: Readonly<Record<string, string>>;
  readonly deskId: string;
  /** For a small run first: a service that has been used before is idle, not new. */
  readonly warmUpTeamIds: readonly string[];
}

export interface AutoMapResult {
  readonly scanMs: number;
  readonly applyMs: number;
  readonly members: number;
  readonly mapped: number;
  readonly idleRssBytes: number;
  readonly peakRssBytes: number;
  readonly idleHeapBytes: number;
  /** After the run, with garbage collected: what it keeps. */
  readonly endHeapBytes: number;
  readonly scanDelay: LoopDelay;
  readonly applyDelay: LoopDelay;
  /** The same process doing nothing, just before: what the machine alone does to a timer. */
  readonly idleDelay: LoopDelay;
}

/** Milliseconds that timers were late. */
export interface LoopDelay {
  readonly maxMs: number;
  readonly p99Ms: number;
  /** Most processor time that this thread took between two ticks: the part of a stall that is its own, not the machine's or the disk's. */
  readonly maxCpuMs: number;
}

const RESOLUTION_MS = 1;
const RSS_EVERY_MS = 10;
const IDLE_MS = 1_500;

serveParent(async ({ env, deskId, warmUpTeamIds }: AutoMapQuestion): Promise<AutoMapResult> => {
  const services = await openServices({ env: readEnv(env), clock: systemClock, logger: silentLogger });
  try {
    const caller: Caller = { kind: 'system', deskId, id: 'bench', name: 'Bench' };
    await warmUp(services, caller, warmUpTeamIds);
    return await measure(services, caller);
  } finally {
    await services.store.close();
  }
});

async function warmUp({ mapping }: Services, caller: Caller, teamIds: readonly string[]): Promise<void> {
  const { runId, review } = await mapping.startPreview(caller, { teamIds });
  await review;
  await mapping.cancelPreview(caller, runId);
}

async function measure({ mapping }: Services, caller: Caller): Promise<AutoMapResult> {
  collectGarbage();
  const { delay: idleDelay } = await watchLoop(() => wait(IDLE_MS));
  const idle = process.memoryUsage();
  let peakRssBytes = idle.rss;
  const look = (): void => {
    peakRssBytes = Math.max(peakRssBytes, process.memoryUsage.rss());
  };
  const looking = setInterval(look, RSS_EVERY_MS);

  const scan = await watchLoop(async () => {
    const { runId, review } = await mapping.startPreview(caller, { teamIds: [] });
    const { run } = await review;
    return { runId, members: run.membersScanned };
  });
  const { runId, members } = scan.value;
  const apply = await watchLoop(() =>
    mapping.applyPreview(caller, runId, { clear: true, confirmMassClear: true }),
  );
  look();
  clearInterval(looking);
  collectGarbage();
  return {
    scanMs: scan.tookMs,
    applyMs: apply.tookMs,
    members,
    mapped: apply.value.rows.filter((row) => row.outcome === 'written').length,
    idleRssBytes: idle.rss,
    peakRssBytes,
    idleHeapBytes: idle.heapUsed,
    endHeapBytes: process.memoryUsage().heapUsed,
    scanDelay: scan.delay,
    applyDelay: apply.delay,
    idleDelay,
  };
}

async function watchLoop<Value>(
  work: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly tookMs: number; readonly delay: LoopDelay }> {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  const stopCpu = watchCpuBetweenTicks();
  histogram.enable();
  const started = performance.now();
  const value = await work();
  const tookMs = performance.now() - started;
  // A stall at the very end is seen only by the next tick.
  await wait(5 * RESOLUTION_MS);
  histogram.disable();
  // The histogram holds whole gaps between ticks, the wanted one included.
  const late = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
  const delay = { maxMs: late(histogram.max), p99Ms: late(histogram.percentile(99)), maxCpuMs: stopCpu() };
  return { value, tookMs, delay };
}

function watchCpuBetweenTicks(): () => number {
  let before = process.threadCpuUsage();
  let most = 0;
  const ticking = setInterval(() => {
    const { user, system } = process.threadCpuUsage(before);
    most = Math.max(most, (user + system) / 1000);
    before = process.threadCpuUsage();
  }, RESOLUTION_MS);
  return () => {
    clearInterval(ticking);
    return most;
  };
}

function collectGarbage(): void {
  if (globalThis.gc === undefined) throw new Error('start with --expose-gc');
  globalThis.gc();
  globalThis.gc();
}
