import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const START_MILLISECONDS = 30_000;
const STOP_MILLISECONDS = 5_000;

export interface PlaygroundOrder {
  /** Where the bot listens for the Playground. */
  readonly botEndpoint: string;
  readonly configPath: string;
  /** `0` and a port in use: any free one. */
  readonly port: number;
  /** For its log and whatever else it leaves behind. */
  readonly directory: string;
  /** Whether it opens the page in the person's own browser. */
  readonly openBrowser: boolean;
}

export interface RunningProcess {
  readonly exited: Promise<number | null>;
  /** Ends it, by force after 5 s. */
  stop(): Promise<void>;
}

/** Microsoft's Agents Playground from `node_modules`, on loopback only, without telemetry. Answers once it listens;
 *  throws when it ends before that or takes longer than 30 s. */
export async function startPlayground(
  order: PlaygroundOrder,
): Promise<RunningProcess & { readonly address: string }> {
  mkdirSync(order.directory, { recursive: true });
  const child = spawn(
    process.execPath,
    [
      '--import',
      pathToFileURL(join(import.meta.dirname, 'playground-guard.ts')).href,
      playgroundProgram(),
      '-e',
      order.botEndpoint,
      '-c',
      'msteams',
      '-p',
      String(order.port),
      '--dt',
    ],
    {
      cwd: order.directory,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {
        ...process.env,
        M365_AGENTS_PLAYGROUND_CONFIG_PATH: order.configPath,
        M365_AGENTS_PLAYGROUND_LOGFILE: join(order.directory, 'playground.log'),
        ...(order.openBrowser ? {} : { TEAMSAPPTESTER_BROWSER: 'none' }),
      },
    },
  );
  const running = asRunning(child);
  try {
    const port = await portOf(child);
    return { ...running, address: `http://localhost:${port}` };
  } catch (error) {
    await running.stop();
    throw error;
  }
}

export function asRunning(child: ChildProcess): RunningProcess {
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => resolve(code));
    child.once('error', () => resolve(null));
  });
  return {
    exited,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT');
      const force = setTimeout(() => child.kill('SIGKILL'), STOP_MILLISECONDS);
      await exited;
      clearTimeout(force);
    },
  };
}

/** It says "Listening on 56150" when it is ready; another port than asked for when that one was taken. */
async function portOf(child: ChildProcess): Promise<number> {
  let said = '';
  const gaveUp = AbortSignal.timeout(START_MILLISECONDS);
  const ready = new Promise<number>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      said += chunk.toString();
      const port = /Listening on (\d+)/.exec(said)?.[1];
      if (port !== undefined) resolve(Number(port));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) =>
      reject(new Error(`the Agents Playground ended with ${code}: ${said.slice(0, 500)}`)),
    );
    child.once('error', reject);
  });
  const late = once(gaveUp, 'abort').then(() => {
    throw new Error(
      `the Agents Playground did not start within ${START_MILLISECONDS / 1000} s: ${said.slice(0, 500)}`,
    );
  });
  return await Promise.race([ready, late]);
}

function playgroundProgram(): string {
  const manifestPath = createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/package.json');
  const { bin } = JSON.parse(readFileSync(manifestPath, 'utf8')) as {
    readonly bin: { readonly agentsplayground: string };
  };
  return join(dirname(manifestPath), bin.agentsplayground);
}
