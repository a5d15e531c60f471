import type { Logger } from '#kernel/logger.ts';

export const START = new Date('2026-11-20T09:00:00Z');

export function createFakeClock() {
  let now = START.getTime();
  return {
    clock: { now: () => new Date(now) },
    seconds: () => Math.floor(now / 1000),
    advanceSeconds: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}

export function createRecordingLogger(): { readonly logger: Logger; readonly lines: string[] } {
  const lines: string[] = [];
  const write: Logger['info'] = (event, fields) =>
    void lines.push(`${event} ${JSON.stringify(fields ?? {})}`);
  const logger: Logger = { debug: write, info: write, warn: write, error: write, with: () => logger };
  return { logger, lines };
}
