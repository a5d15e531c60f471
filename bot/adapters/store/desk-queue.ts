import { AppError } from '#kernel/errors.ts';
import type { DeskId } from '#kernel/vocabulary.ts';

/** Runs `work` once nobody else of the desk is at work here. */
export type DeskQueue = <Result>(deskId: DeskId, work: () => Promise<Result>) => Promise<Result>;

/** Long enough for some hundred tickets at once; when the database hangs, the last shall not wait for everybody before them. */
const LONGEST_WAIT_MS = 30_000;

/** Makes this process's transactions of one desk take turns before they take a connection: they would take turns at the desk's lock anyway,
 *  and a hundred of them would hold every connection of the pool meanwhile. Throws `store_down` when the turn does not come in time. */
export function createDeskQueue(longestWaitMs = LONGEST_WAIT_MS): DeskQueue {
  const last = new Map<DeskId, Promise<void>>();
  return async (deskId, work) => {
    const before = last.get(deskId) ?? Promise.resolve();
    const { promise: done, resolve: leave } = Promise.withResolvers<void>();
    const mine = before.then(() => done);
    last.set(deskId, mine);
    void mine.then(() => {
      if (last.get(deskId) === mine) last.delete(deskId);
    });
    try {
      await within(longestWaitMs, before);
      return await work();
    } finally {
      leave();
    }
  };
}

async function within(milliseconds: number, turn: Promise<void>): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(tooBusy(milliseconds)), milliseconds);
  try {
    await Promise.race([turn, late]);
  } finally {
    clearTimeout(timer);
  }
}

function tooBusy(milliseconds: number): AppError {
  return new AppError('store_down', `the desk's turn did not come within ${milliseconds} ms`, {
    remedy: 'Try again; when it stays, look for what keeps the database busy.',
  });
}
