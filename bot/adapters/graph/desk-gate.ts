import type { Clock } from '#kernel/clock.ts';
import { graphError } from './failure.ts';

/** A service of Graph that fails by itself: Shifts may be down while presence is well. */
export type Service = 'presence' | 'shifts' | 'directory';

export interface DeskGate {
  /** Called when an operation starts. Throws `graph_down` while the service's breaker is open; lets one through each 30 s. */
  admit(deskId: string, service: Service): void;
  /** Milliseconds until the desk may call again; 0 when it may. A throttled desk is paused whole, for requests made meanwhile count. */
  pausedMs(deskId: string): number;
  pause(deskId: string, seconds: number): void;
  failed(deskId: string, service: Service): void;
  succeeded(deskId: string, service: Service): void;
}

/** So many failures in a row within the window open the breaker, which then tries again once per window. */
const FAILURES_TO_OPEN = 5;
const WINDOW_MS = 30_000;

interface Breaker {
  /** Times of failures in the window. */
  failures: readonly number[];
  /** When the next trial may go; `null` while closed. */
  nextTrialAt: number | null;
}

export function createDeskGate(clock: Clock): DeskGate {
  const pauses = new Map<string, number>();
  const breakers = new Map<string, Breaker>();
  const now = (): number => clock.now().getTime();

  return {
    admit(deskId, service) {
      const breaker = breakers.get(`${deskId}|${service}`);
      if (!breaker || breaker.nextTrialAt === null) return;
      const waitMs = breaker.nextTrialAt - now();
      if (waitMs > 0) {
        throw graphError(
          'graph_down',
          `Graph keeps failing for ${service}; Rollcall waits before it asks again`,
          {
            retryAfterSeconds: Math.ceil(waitMs / 1000),
          },
        );
      }
      breaker.nextTrialAt = now() + WINDOW_MS;
    },
    pausedMs: (deskId) => Math.max(0, (pauses.get(deskId) ?? 0) - now()),
    pause(deskId, seconds) {
      pauses.set(deskId, Math.max(pauses.get(deskId) ?? 0, now() + seconds * 1000));
    },
    failed(deskId, service) {
      const key = `${deskId}|${service}`;
      const breaker = breakers.get(key) ?? { failures: [], nextTrialAt: null };
      breaker.failures = [...breaker.failures, now()].filter((at) => at > now() - WINDOW_MS);
      if (breaker.failures.length >= FAILURES_TO_OPEN) breaker.nextTrialAt ??= now() + WINDOW_MS;
      breakers.set(key, breaker);
    },
    succeeded(deskId, service) {
      breakers.delete(`${deskId}|${service}`);
    },
  };
}
