import { fork } from 'node:child_process';

/** A process that a measurement starts, so that what it costs is its own. */
export interface Child {
  readonly pid: number;
  /** Rejects with the child's own words when it fails, and with what it wrote when it ended. */
  ask(question: object): Promise<unknown>;
  stop(): Promise<void>;
}

interface Reply {
  readonly number: number;
  readonly answer?: unknown;
  readonly failure?: string;
}

/** Starts a program of the bench that calls `serveParent`. `env` is laid over this process's own. */
export function startChild(file: string, env: Readonly<Record<string, string>> = {}): Child {
  const child = fork(file, [], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ...env },
  });
  const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>();
  let asked = 0;
  let written = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      written = (written + chunk.toString()).slice(-4_000);
    });
  }
  child.on('message', (message) => {
    const { number, answer, failure } = message as Reply; // what serveParent sends
    if (failure === undefined) waiting.get(number)?.resolve(answer);
    else waiting.get(number)?.reject(new Error(failure));
    waiting.delete(number);
  });
  // Not `close`: it does not come when the parent is the one that let go.
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  void ended.then(() => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} ended: ${written}`));
    waiting.clear();
  });
  return {
    pid: child.pid ?? 0,
    ask: (question) =>
      new Promise((resolve, reject) => {
        asked += 1;
        waiting.set(asked, { resolve, reject });
        child.send({ number: asked, question }, (error) => error && reject(error));
      }),
    async stop() {
      if (child.connected) child.disconnect();
      const force = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(force);
    },
  };
}

/** The child's side: answers the parent's questions as they come, and ends when the parent lets go or is gone. `answer` takes the one
 *  type of question that the parent's side of the same measurement sends. */
export function serveParent(answer: (question: never) => Promise<unknown>): void {
  process.on('message', (message) => {
    const { number, question } = message as { readonly number: number; readonly question: never }; // what startChild sends
    answer(question).then(
      (value) => process.send?.({ number, answer: value ?? null }),
      (error: unknown) => process.send?.({ number, failure: describe(error) }),
    );
  });
  process.once('disconnect', () => process.exit(0));
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : ` (${describe(error.cause)})`;
  return `${error.stack ?? error.message}${cause}`;
}
