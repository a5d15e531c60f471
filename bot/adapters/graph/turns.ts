import { setImmediate as nextTurn } from 'node:timers/promises';

/** Waits for a turn of the event loop that nobody else got from here: large answers that arrive together are then read one per turn, and
 *  whatever else the program has to do comes in between. */
export function createTurns(): () => Promise<void> {
  let last: Promise<unknown> = Promise.resolve();
  return async () => {
    const turn = last.then(() => nextTurn());
    last = turn;
    await turn;
  };
}
