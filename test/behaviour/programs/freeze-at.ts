import { writeSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** Moments of a dispatch on our side, each as the statements that have been run by then, in this order. */
const MOMENTS = {
  /** Decided, and nothing of it is kept yet. */
  deciding: [/^insert into "assignment_outbox"/],
  /** Kept, and taken in hand with it. */
  decided: [/^insert into "assignment_outbox"/, /^commit/],
  /** All that the PSA had to say is here. */
  answered: [/^insert into "assignment_outbox"/, /^commit/, /^begin/],
  settling: [/^insert into "assignment_outbox"/, /^update "assignment_outbox" set "state"/],
  settled: [/^insert into "assignment_outbox"/, /^update "assignment_outbox" set "state"/, /^commit/],
} as const satisfies Record<string, readonly RegExp[]>;

export type Moment = keyof typeof MOMENTS;

type Prepare = (this: DatabaseSync, ...args: Parameters<DatabaseSync['prepare']>) => StatementSync;

/** Lets this process stand still, once, when the embedded database has run the statements of a moment: it says `{"at": …}` then, and waits to
 *  be killed. Call it before a database is opened; what it answers chooses the moment. */
export function freezing(): (moment: Moment) => void {
  let left: readonly RegExp[] = [];
  let wanted = '';
  const prepare = Reflect.get(DatabaseSync.prototype, 'prepare') as Prepare; // called with its `this` below
  DatabaseSync.prototype.prepare = function watched(this: DatabaseSync, ...args): StatementSync {
    const [sql] = args;
    const statement = prepare.apply(this, args);
    for (const method of ['all', 'run'] as const) {
      const run = statement[method].bind(statement) as (...values: never[]) => never; // handed through as they come
      Object.assign(statement, {
        [method](...values: never[]) {
          const result = run(...values);
          hasRun(sql);
          return result;
        },
      });
    }
    return statement;
  };

  function hasRun(sql: string): void {
    const [next, ...others] = left;
    if (next === undefined || !next.test(sql)) return;
    left = others;
    if (left.length > 0) return;
    writeSync(1, `${JSON.stringify({ at: wanted })}\n`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }

  return (moment) => {
    wanted = moment;
    left = MOMENTS[moment];
  };
}
