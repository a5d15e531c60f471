import { once } from 'node:events';
import { join } from 'node:path';
import { findSandbox, startSandbox } from './running-sandbox.ts';
import { type RunningProcess, startPlayground } from './start-playground.ts';

/** `npm run playground`: Microsoft's Agents Playground against the bot of the sandbox, which is started too unless one runs.
 *  It stops, with all that it started, on Ctrl-C. `PLAYGROUND_PORT` moves it; the sandbox has to be started with the same one,
 *  because the bot answers listed addresses only. */

const DIRECTORY = process.env['SANDBOX_DIR'] || join(import.meta.dirname, '..', '..', 'data', 'sandbox');
const ENDPOINTS = join(DIRECTORY, 'endpoints.json');

process.exitCode = await main(Number(process.env['PLAYGROUND_PORT'] ?? 56_150));

async function main(port: number): Promise<number> {
  const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]).then(
    () => 'stopped' as const,
  );
  const started: RunningProcess[] = [];
  try {
    const endpoints = (await findSandbox(ENDPOINTS)) ?? (await startOwnSandbox(started)).endpoints;
    const playground = await startPlayground({
      botEndpoint: `${endpoints.app}/api/playground/messages`,
      configPath: endpoints.playgroundConfig,
      port,
      directory: DIRECTORY,
      openBrowser: process.stdout.isTTY,
    });
    started.push(playground);
    if (new URL(playground.address).port !== String(port))
      throw new Error(
        `port ${port} is in use: end what uses it, or start the sandbox and this with another PLAYGROUND_PORT`,
      );
    console.log(`Agents Playground: ${playground.address}  (ask "who's available"; Ctrl-C ends it)`);
    const ended = await Promise.race([stopped, ...started.map((one) => one.exited)]);
    if (ended === 'stopped') return 0;
    console.error(`A program that was started here ended by itself (${ended ?? 'by a signal'}).`);
    return 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  } finally {
    await Promise.all(started.map((one) => one.stop()));
  }
}

async function startOwnSandbox(started: RunningProcess[]): ReturnType<typeof startSandbox> {
  console.log('No sandbox is running; starting one.');
  const sandbox = await startSandbox(ENDPOINTS);
  started.push(sandbox);
  return sandbox;
}
