import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startProgram } from '../../test/sandbox/program.ts';
import { appEnv, startWorld } from '../../test/sandbox/world.ts';
import type { Measurement, Row } from '../measurement.ts';
import { npmStartEnv } from '../npm-start.ts';
import { cpuMsOf, rssMbOf } from '../process-cost.ts';
import { median } from '../statistics.ts';

/** B17, for the embedded database. */
const TARGET = { readyMs: 2_000, idleMb: 180 };
const IDLE_MS = 3_000;

/** From the start of the process to `/readyz`, first on a new database and then on the same one, and what it holds when nobody asks. */
export const startUp: Measurement = {
  name: 'start-up',
  async run({ isQuick }) {
    const folder = mkdtempSync(join(tmpdir(), 'rollcall-bench-'));
    const world = await startWorld();
    const env = {
      ...npmStartEnv(),
      ...appEnv(world, { databaseUrl: `sqlite:${join(folder, 'rollcall.db')}` }),
    };
    const starts: Start[] = [];
    try {
      for (let left = isQuick ? 2 : 6; left > 0; left -= 1) {
        starts.push(await startOnce(env, world.app.origin));
      }
      return toRows(starts);
    } finally {
      await world.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

interface Start {
  readonly readyMs: number;
  readonly cpuMs: number;
  readonly idleMb: number;
}

async function startOnce(env: Readonly<Record<string, string>>, origin: string): Promise<Start> {
  const started = performance.now();
  const program = await startProgram({ env, origin, onOutput: () => undefined });
  const readyMs = performance.now() - started;
  try {
    const cpuMs = cpuMsOf(program.pid);
    await wait(IDLE_MS);
    return { readyMs, cpuMs, idleMb: rssMbOf(program.pid) };
  } finally {
    await program.stop();
  }
}

function toRows(starts: readonly Start[]): readonly Row[] {
  const [first, ...later] = starts;
  if (first === undefined) throw new Error('nothing was started');
  const again = median(later.map((start) => start.readyMs));
  const cpu = median(starts.map((start) => start.cpuMs));
  const idle = Math.max(...starts.map((start) => start.idleMb));
  const usualIdle = median(starts.map((start) => start.idleMb));
  return [
    {
      id: 'B17',
      what: `start to ready: first with a new database, and the median of ${later.length} later starts`,
      value: `${first.readyMs.toFixed(0)} ms, ${again.toFixed(0)} ms, CPU ${cpu.toFixed(0)} ms`,
      target: `≤ ${TARGET.readyMs} ms each`,
      isMet: Math.max(first.readyMs, again) <= TARGET.readyMs,
      kind: 'time',
      details: { starts },
    },
    {
      id: 'B17',
      what: `resident set, idle for ${IDLE_MS / 1000} s after the start: the highest, and the median`,
      value: `${idle.toFixed(0)} MB, ${usualIdle.toFixed(0)} MB`,
      target: `≤ ${TARGET.idleMb} MB`,
      isMet: idle <= TARGET.idleMb,
      kind: 'time',
    },
  ];
}
