import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const ENTRY = join(import.meta.dirname, '..', '..', 'bot', 'index.ts');
const START_MS = 45_000;
const LOOK_AGAIN_MS = 40;
/** The program promises to end within 10 s of SIGTERM. */
const STOP_MS = 12_000;

export interface ProgramOrder {
  readonly env: Readonly<Record<string, string>>;
  readonly origin: string;
  readonly onOutput: (chunk: Buffer) => void;
}

export interface Program {
  readonly pid: number;
  /** The exit code, or the signal that ended it. */
  readonly exited: Promise<number | string>;
  /** SIGTERM; by force after 12 s. */
  stop(): Promise<void>;
  /** SIGKILL, as when the power fails. */
  kill(): Promise<void>;
}

/** Starts the real program and waits until it says that it is ready. Throws when it ends before, or takes longer than 45 s. */
export async function startProgram({ env, origin, onOutput }: ProgramOrder): Promise<Program> {
  const child = spawn(process.execPath, [ENTRY], {
    env: { ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', onOutput);
  child.stderr.on('data', onOutput);
  const exited = new Promise<number | string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  const program: Program = {
    pid: child.pid ?? 0,
    exited,
    stop: () => end(child, exited, 'SIGTERM'),
    kill: () => end(child, exited, 'SIGKILL'),
  };
  const over = new AbortController();
  const ended = exited.then((how) => {
    over.abort();
    return { ended: how };
  });
  const ready = await Promise.race([untilReady(origin, over.signal), ended]);
  if (ready === 'ready') return program;
  await program.kill();
  throw new Error(
    ready === 'late'
      ? `Rollcall was not ready within ${START_MS / 1000} s`
      : `Rollcall ended with ${ready.ended}`,
  );
}

async function untilReady(origin: string, over: AbortSignal): Promise<'ready' | 'late'> {
  const giveUpAt = Date.now() + START_MS;
  while (Date.now() < giveUpAt && !over.aborted) {
    if (await isReady(origin)) return 'ready';
    await wait(LOOK_AGAIN_MS, undefined, { ref: false });
  }
  return 'late';
}

async function isReady(origin: string): Promise<boolean> {
  try {
    const response = await fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(2000) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false; // not listening yet
  }
}

async function end(child: ChildProcess, exited: Promise<unknown>, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  const force = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await exited;
  clearTimeout(force);
}

/** What any process needs of this one's surroundings. The rest stays out: a variable of the person's shell must not reach the program. */
export function bareEnv(): Record<string, string> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'LANG', 'TZ', 'SystemRoot'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}
