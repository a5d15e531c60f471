/** Windows of Teams' rate limits per bot and conversation, `[seconds, requests]` (Teams docs: bots/how-to/rate-limit). */
const SEND: readonly (readonly [number, number])[] = [
  [1, 7],
  [2, 8],
  [30, 60],
  [3600, 1800],
];
const READ: readonly (readonly [number, number])[] = [
  [1, 14],
  [2, 16],
  [30, 120],
  [3600, 3600],
];

export interface Throttle {
  /** `null` when the request may pass, and then it counts; else the seconds to wait, rounded up. */
  take(kind: 'send' | 'read', conversation: string, now: Date): number | null;
  /** Benches measure the program, not Teams' patience. */
  relax(relaxed: boolean): void;
  reset(): void;
}

export function createThrottle(): Throttle {
  const past = new Map<string, number[]>();
  let isRelaxed = false;
  return {
    take(kind, conversation, now) {
      if (isRelaxed) return null;
      const key = `${kind}:${conversation}`;
      const at = now.getTime();
      const times = (past.get(key) ?? []).filter((time) => time > at - 3_600_000);
      const waits = (kind === 'send' ? SEND : READ).map(([seconds, limit]) => {
        const inWindow = times.filter((time) => time > at - seconds * 1000);
        const blocking = inWindow[inWindow.length - limit];
        return blocking === undefined ? 0 : blocking + seconds * 1000 - at;
      });
      const wait = Math.max(...waits);
      if (wait <= 0) times.push(at);
      past.set(key, times);
      return wait <= 0 ? null : Math.max(1, Math.ceil(wait / 1000));
    },
    relax(relaxed) {
      isRelaxed = relaxed;
    },
    reset() {
      past.clear();
    },
  };
}
