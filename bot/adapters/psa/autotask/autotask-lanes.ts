import type { Clock } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import type { PsaTransport } from '../psa-request.ts';

/** Autotask answers three calls at a time to one entity for one tracking identifier, and refuses a fourth (since release 2023.1). */
const THREADS = 3;

interface Lane {
  running: number;
  readonly waiting: (() => void)[];
}

/** `transport` behind a queue for each entity. Waiting counts towards the time that a call may take: throws `psa_down` when it is over. */
export function createAutotaskLanes(needs: {
  readonly clock: Clock;
  readonly transport: PsaTransport;
}): PsaTransport {
  const { clock, transport } = needs;
  const lanes = new Map<string, Lane>();

  return async (request) => {
    const name = laneOf(request.url, request.headers);
    if (name === null) return transport(request);
    const lane = lanes.get(name) ?? { running: 0, waiting: [] };
    lanes.set(name, lane);
    const cameAt = clock.now().getTime();
    await enter(lane, request.timeoutMs);
    try {
      const waitedMs = clock.now().getTime() - cameAt;
      return await transport({ ...request, timeoutMs: Math.max(1, request.timeoutMs - waitedMs) });
    } finally {
      leave(lane);
      if (lane.running === 0) lanes.delete(name);
    }
  };
}

async function enter(lane: Lane, patienceMs: number): Promise<void> {
  if (lane.running < THREADS) {
    lane.running += 1;
    return;
  }
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(() => {
    lane.waiting.splice(lane.waiting.indexOf(resolve), 1);
    reject(new AppError('psa_down', 'Autotask is still busy with what it was asked before'));
  }, patienceMs);
  lane.waiting.push(resolve);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
  }
}

/** The place goes to whoever waits longest, so the number of those who run stays. */
function leave(lane: Lane): void {
  const next = lane.waiting.shift();
  if (next) next();
  else lane.running -= 1;
}

/** `null` for calls without a tracking identifier, which are not counted. */
function laneOf(url: URL, headers: Readonly<Record<string, string>>): string | null {
  const code = headers['ApiIntegrationCode'];
  const entity = /\/V1\.0\/([^/]+)/.exec(url.pathname)?.[1];
  return code === undefined || entity === undefined ? null : `${url.origin} ${code} ${entity}`;
}
