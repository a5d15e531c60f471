import { writeSync } from 'node:fs';

/** Counts statements; after number `at` says which it was, and stands still until it is killed. Nothing else of the process goes on. */
export function freezeAfter(at: number): (sql: string) => void {
  let count = 0;
  return (sql) => {
    count++;
    if (count !== at) return;
    writeSync(1, `at ${sql.replaceAll(/\s+/g, ' ').slice(0, 80)}\n`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  };
}
