import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** A second process that uses the store. */
export interface Program {
  readonly pid: number;
  /** Its next line of output. Throws with what it complained about when it ends without one. */
  nextLine(): Promise<string>;
  signal(signal: NodeJS.Signals): void;
  /** Kills it at once and waits until it is gone. */
  kill(): Promise<void>;
  /** Asks it to end, which it does when its input ends, and waits. */
  finish(): Promise<void>;
}

/** Programs are started by the dozen: what Node has compiled once it finds again here. */
const COMPILED = join(import.meta.dirname, '../../../node_modules/.cache/rollcall-tests');

/** Starts `programs/NAME.ts` with this very Node. */
export function startProgram(name: string, ...args: readonly string[]): Program {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'programs', `${name}.ts`), ...args], {
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILED },
  });
  const complaints: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    pid: child.pid ?? 0,
    async nextLine() {
      const line = await lines.next();
      if (!line.done) return line.value;
      await ended;
      throw new Error(`${name} ended: ${Buffer.concat(complaints).toString()}`);
    },
    signal: (signal) => void child.kill(signal),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async finish() {
      child.stdin.end();
      await ended;
    },
  };
}
