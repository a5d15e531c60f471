import { DatabaseSync, type StatementSync } from 'node:sqlite';

type Prepare = (this: DatabaseSync, ...args: Parameters<DatabaseSync['prepare']>) => StatementSync;

let count = 0;
let isWatched = false;

/** Statements that this process has run on embedded databases since the first call. Call it once before a database is opened. */
export function statementsRun(): number {
  if (!isWatched) watch();
  return count;
}

function watch(): void {
  isWatched = true;
  const prepare = Reflect.get(DatabaseSync.prototype, 'prepare') as Prepare; // called with its `this` below
  DatabaseSync.prototype.prepare = function counted(this: DatabaseSync, ...args): StatementSync {
    const statement = prepare.apply(this, args);
    for (const method of ['all', 'run'] as const) {
      const run = statement[method].bind(statement) as (...values: never[]) => never; // handed through as they come
      Object.assign(statement, {
        [method](...values: never[]) {
          count += 1;
          return run(...values);
        },
      });
    }
    return statement;
  };
}
