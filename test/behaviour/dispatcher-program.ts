import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { bareEnv } from '../sandbox/program.ts';
import type { Order } from './programs/dispatcher.ts';

/** A process with the real services that can be killed at any time. */
export interface Dispatcher {
  /** The answer to an order. Throws with what it complained about when it ends without one. */
  ask(order: Order): Promise<unknown>;
  /** SIGKILL; settles when it is gone. */
  kill(): Promise<void>;
  /** Lets it close its database and end. Throws when it ends in any other way. */
  finish(): Promise<void>;
}

export interface DispatcherProgram {
  start(env: Readonly<Record<string, string>>): Dispatcher;
  /** Ends those that still run. */
  remove(): Promise<void>;
}

const ROOT = join(import.meta.dirname, '../..');
/** Inside the project, so that packages are found. */
const CACHE = join(ROOT, 'node_modules/.cache');

/** `programs/dispatcher.ts` as one file: a program that is started a hundred times must not look up five hundred modules each time. */
export async function bundleDispatcher(): Promise<DispatcherProgram> {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'dispatcher-'));
  await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: join(import.meta.dirname, 'programs/dispatcher.ts'),
      outDir: folder,
      emptyOutDir: false,
      target: 'node22',
      minify: false,
      rolldownOptions: { output: { codeSplitting: false, entryFileNames: 'dispatcher.mjs' } },
    },
  });
  const running = new Set<Dispatcher>();
  return {
    start(env) {
      const dispatcher = startDispatcher(join(folder, 'dispatcher.mjs'), {
        ...bareEnv(),
        ...env,
        NODE_COMPILE_CACHE: join(folder, 'compiled'),
      });
      running.add(dispatcher);
      return dispatcher;
    },
    async remove() {
      await Promise.all([...running].map((dispatcher) => dispatcher.kill()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function startDispatcher(file: string, env: Readonly<Record<string, string>>): Dispatcher {
  const child = spawn(process.execPath, [file], { env, stdio: ['pipe', 'pipe', 'pipe'] });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString();
  });
  child.stdin.on('error', () => undefined); // killed while it was being told something
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(order) {
      child.stdin.write(`${JSON.stringify(order)}\n`);
      const line = await lines.next();
      if (!line.done) return JSON.parse(line.value) as unknown;
      await ended;
      throw new Error(`the dispatcher ended: ${complaints}`);
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async finish() {
      child.stdin.end();
      const code = await ended;
      if (code !== 0) throw new Error(`the dispatcher ended with ${code}: ${complaints}`);
    },
  };
}
