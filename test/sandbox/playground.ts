import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findSandbox, startSandbox } from './running-sandbox.ts';
import { type RunningProcess, startPlayground } from './start-playground.ts';

/** `npm run playground [-- --port 56150]`: Microsoft's Agents Playground against the bot of the sandbox, which is started too
 *  unless one runs. It stops, with all that it started, on Ctrl-C. */

const DIRECTORY = join(import.meta.dirname, '..', '..', 'data', 'sandbox');
const ENDPOINTS = join(DIRECTORY, 'endpoints.json');

const { values } = parseArgs({ options: { port: { type: 'string', default: '56150' } } });
process.exitCode = await main(Number(values.port));

async function main(port: number): Promise<number> {
  const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]).then(() => 0);
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
    console.log(`Agents Playground: ${playground.address}  (ask "who's available"; Ctrl-C ends it)`);
    return await Promise.race([stopped, ...started.map((one) => one.exited.then(sayThatItEnded))]);
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

function sayThatItEnded(code: number | null): number {
  console.error(`A program that was started here ended by itself (${code ?? 'by a signal'}).`);
  return 1;
}
