import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startHistoryPruner } from '#jobs/prune-history.ts';
import { AppError } from '#kernel/errors.ts';
import { DAY, MINUTE } from '#kernel/interval.ts';
import { type Logger, type LogFields, silentLogger } from '#kernel/logger.ts';

const START = new Date('2026-11-21T16:00:00Z');

let asked: (readonly [what: 'runs' | 'attempts', olderThan: string])[];
let lines: (readonly [level: string, event: string, fields: LogFields | undefined])[];
let runs: () => Promise<number>;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers({ now: START });
  asked = [];
  lines = [];
  runs = async () => 3;
  stop = startHistoryPruner({
    mapping: {
      pruneRuns(olderThan) {
        asked.push(['runs', olderThan.toISOString()]);
        return runs();
      },
    },
    consent: {
      async pruneAttempts(olderThan) {
        asked.push(['attempts', olderThan.toISOString()]);
        return 2;
      },
    },
    clock: { now: () => new Date() },
    logger: recorder(),
  });
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

describe('DATA-1: what is over for 30 days is not kept', () => {
  it('a minute after the start, and then once a day', async () => {
    await vi.advanceTimersByTimeAsync(MINUTE - 1);
    expect(asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    const first = [
      ['runs', '2026-10-22T16:01:00.000Z'],
      ['attempts', '2026-10-22T16:01:00.000Z'],
    ];
    expect(asked).toEqual(first);
    await vi.advanceTimersByTimeAsync(DAY - 1);
    expect(asked).toEqual(first);
    await vi.advanceTimersByTimeAsync(1);
    expect(asked).toEqual([
      ...first,
      ['runs', '2026-10-23T16:01:00.000Z'],
      ['attempts', '2026-10-23T16:01:00.000Z'],
    ]);
  });

  it('how many went is logged', async () => {
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(lines).toEqual([
      ['info', 'history.pruned', { what: 'runs', count: 3 }],
      ['info', 'history.pruned', { what: 'consent-attempts', count: 2 }],
    ]);
  });

  it('decisions go after 180 days', async () => {
    stop();
    const olderThan: string[] = [];
    stop = startHistoryPruner({
      mapping: { pruneRuns: async () => 0 },
      consent: { pruneAttempts: async () => 0 },
      dispatch: {
        async pruneDecisions(before) {
          olderThan.push(before.toISOString());
          return 7;
        },
      },
      clock: { now: () => new Date() },
      logger: recorder(),
    });
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(olderThan).toEqual(['2026-05-25T16:01:00.000Z']);
    expect(lines.at(-1)).toEqual(['info', 'history.pruned', { what: 'decisions', count: 7 }]);
  });

  it('a store that is down is logged, keeps nothing else from being pruned, and is asked again the next day', async () => {
    const error = new AppError('store_down', 'the database did not answer');
    runs = async () => {
      throw error;
    };
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(lines).toEqual([
      ['warn', 'history.prune-failed', { what: 'runs', error }],
      ['info', 'history.pruned', { what: 'consent-attempts', count: 2 }],
    ]);
    runs = async () => 5;
    await vi.advanceTimersByTimeAsync(DAY);
    expect(lines[2]).toEqual(['info', 'history.pruned', { what: 'runs', count: 5 }]);
  });

  it('a turn that takes longer than a day is not joined by a second one', async () => {
    const { promise, resolve } = Promise.withResolvers<number>();
    runs = () => promise;
    await vi.advanceTimersByTimeAsync(MINUTE + DAY);
    expect(asked.map(([what]) => what)).toEqual(['runs']);
    resolve(1);
    await vi.advanceTimersByTimeAsync(DAY);
    expect(asked.map(([what]) => what)).toEqual(['runs', 'attempts', 'runs', 'attempts']);
  });

  it.each([
    ['before its first turn', 0],
    ['between two turns', MINUTE],
  ])('stopped %s, it asks nothing more', async (_when, milliseconds) => {
    await vi.advanceTimersByTimeAsync(milliseconds);
    const before = asked.length;
    stop();
    await vi.advanceTimersByTimeAsync(3 * DAY);
    expect(asked).toHaveLength(before);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('stopped in the middle of a turn, it ends that turn there, without a word', async () => {
    const { promise, reject } = Promise.withResolvers<number>();
    runs = () => promise;
    await vi.advanceTimersByTimeAsync(MINUTE);
    stop();
    reject(new AppError('store_down', 'the database is closed'));
    await vi.advanceTimersByTimeAsync(DAY);
    expect(asked.map(([what]) => what)).toEqual(['runs']);
    expect(lines).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

it('pruning does not keep a program from ending', () => {
  vi.useRealTimers();
  const before = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const stopNow = startHistoryPruner({
    mapping: { pruneRuns: async () => 0 },
    consent: { pruneAttempts: async () => 0 },
    clock: { now: () => START },
    logger: silentLogger,
  });
  // Node lists only what keeps it alive.
  expect(process.getActiveResourcesInfo().filter((name) => name === 'Timeout')).toHaveLength(before);
  stopNow();
});

function recorder(): Logger {
  const at = (level: string) => (event: string, fields?: LogFields) => {
    lines.push([level, event, fields]);
  };
  return { ...silentLogger, info: at('info'), warn: at('warn') };
}
