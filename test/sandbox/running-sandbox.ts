import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { asRunning, type RunningProcess } from './start-playground.ts';

const START_MILLISECONDS = 60_000;
const LOOK_AGAIN_MILLISECONDS = 200;

const endpointsSchema = z.object({ app: z.url(), playgroundConfig: z.string().min(1) });
export type SandboxEndpoints = z.infer<typeof endpointsSchema>;

/** What the sandbox that runs now said about itself; `null` when none runs. A file that a killed sandbox left behind
 *  does not count: its app has to answer. Throws when the file is not what a sandbox writes. */
export async function findSandbox(endpointsPath: string): Promise<SandboxEndpoints | null> {
  if (!existsSync(endpointsPath)) return null;
  const read = endpointsSchema.safeParse(parse(readFileSync(endpointsPath, 'utf8')));
  if (!read.success)
    throw new Error(`${endpointsPath} is not of this version; stop the sandbox and start it again`);
  return (await answers(read.data.app)) ? read.data : null;
}

/** Starts `test/sandbox/main.ts` and waits until it answers. Its output goes to this terminal. Throws when it ends before, or
 *  takes longer than a minute. */
export async function startSandbox(
  endpointsPath: string,
): Promise<RunningProcess & { readonly endpoints: SandboxEndpoints }> {
  const program = join(import.meta.dirname, 'main.ts');
  const running = asRunning(spawn(process.execPath, [program], { stdio: ['ignore', 'inherit', 'inherit'] }));
  const ended = running.exited.then(() => 'ended' as const);
  const giveUpAt = Date.now() + START_MILLISECONDS;
  while (Date.now() < giveUpAt) {
    const endpoints = await findSandbox(endpointsPath);
    if (endpoints !== null) return { ...running, endpoints };
    if ((await Promise.race([ended, wait(LOOK_AGAIN_MILLISECONDS)])) === 'ended') break;
  }
  await running.stop();
  throw new Error('the sandbox did not start; "npm run sandbox" shows why');
}

/** Any answer will do: this asks who is there, not how they are. */
async function answers(origin: string): Promise<boolean> {
  try {
    await (await fetch(new URL('/livez', origin), { signal: AbortSignal.timeout(2_000) })).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

/** `null` for a file that is being written. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
