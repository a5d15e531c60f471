import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { buildTabIfNeeded } from '../../tab/build.ts';
import { startConsole } from './console/console.ts';
import type { Desk } from './desk/desk-types.ts';
import { BOT_ID } from './desk/ids.ts';
import { lockDirectory } from './directory-lock.ts';
import { describeSandbox, type Endpoints, writeEndpoints } from './endpoints.ts';
import { writePlaygroundConfig } from './playground-config.ts';
import { bareEnv, type Program, startProgram } from './program.ts';
import { adminInOwnProcess, autoMapOnce, seedDesk } from './seed.ts';
import type { Simulator } from './simulator.ts';
import { appEnv, newEncryptionKey, startWorld, type World, type WorldOptions } from './world.ts';

/** `npm run sandbox [-- --keep --model]`: the real program against a simulated outside world, on loopback. `--keep` goes on with the
 *  database of the last time, `--model` adds a language model for ranking. Ports: `PORT` for the program, `SANDBOX_PORT` and the seven
 *  after it (eight with a model) for the rest; 0 takes free ones.
 *  What it writes goes to `data/sandbox`, or to `SANDBOX_DIR`. */

const ROOT = join(import.meta.dirname, '..', '..');
const DIRECTORY = process.env['SANDBOX_DIR'] || join(ROOT, 'data', 'sandbox');
const ENDPOINTS = join(DIRECTORY, 'endpoints.json');
const DATABASE = join(DIRECTORY, 'rollcall.db');
const KEYS = join(DIRECTORY, 'keys');
const LOG = join(DIRECTORY, 'app.log');
const PLAYGROUND_CONFIG = join(DIRECTORY, 'playground.yml');
const DEFAULTS = { app: 3978, base: 4700, playground: 56_150 };
/** Sign-in tokens live an hour; whoever reads the file later needs one that still works. */
const RENEW_TOKENS_MS = 20 * 60_000;

interface Running {
  readonly endpoints: Endpoints;
  readonly program: Program;
}

const { values: flags } = parseArgs({
  options: { keep: { type: 'boolean' }, model: { type: 'boolean' }, playground: { type: 'boolean' } },
});
process.exitCode = await main(flags.keep === true);

async function main(keep: boolean): Promise<number> {
  const startedAt = performance.now();
  const over = new AbortController();
  const stopping = new Promise<'stop'>((resolve) => {
    process.once('SIGINT', () => resolve('stop'));
    process.once('SIGTERM', () => resolve('stop'));
  });
  const cleanUps: CleanUps = [];
  const starting = start(keep, { cleanUps, over: over.signal });
  try {
    const running = await Promise.race([starting, stopping]);
    if (running === 'stop') return 0;
    console.log(greeting(running.endpoints, performance.now() - startedAt));
    const how = await Promise.race([stopping, running.program.exited]);
    if (how === 'stop') return 0;
    console.error(
      `Rollcall ended by itself (${how}). Its last words, from ${relative(ROOT, LOG)}:\n${lastWords()}`,
    );
    return 1;
  } catch (error) {
    console.error(explain(error));
    return 1;
  } finally {
    over.abort();
    await cleanUp(cleanUps);
    // A start that was cut short may have begun one more thing.
    await starting.catch(() => undefined);
    await cleanUp(cleanUps);
  }
}

type CleanUps = (() => unknown)[];

async function cleanUp(cleanUps: CleanUps): Promise<void> {
  for (const step of cleanUps.splice(0).toReversed()) await step();
}

async function start(
  keep: boolean,
  { cleanUps, over }: { readonly cleanUps: CleanUps; readonly over: AbortSignal },
): Promise<Running> {
  mkdirSync(DIRECTORY, { recursive: true });
  cleanUps.push(lockDirectory(join(DIRECTORY, 'pid')));
  prepareDirectory(keep);
  const isNew = !existsSync(DATABASE);
  await buildTabIfNeeded();
  over.throwIfAborted();

  const model = flags.model === true ? { model: { port: simulatorPort(8) } } : {};
  const world = await startWorld({ ports: readPorts(), ...model });
  cleanUps.push(() => world.close());
  const tabHost = await startConsole({ port: portFrom('SANDBOX_PORT', DEFAULTS.base), world });
  cleanUps.push(() => tabHost.close());
  const env = { ...bareEnv(), ...sandboxEnv(world, tabHost) };

  // A kept database learns the addresses of this time.
  const { publicApiKey } = await seedDesk(world, adminInOwnProcess(env, world.desk.tenantId));
  over.throwIfAborted();
  const log = createWriteStream(LOG, { mode: 0o600 });
  cleanUps.push(() => new Promise((resolve) => log.end(resolve)));
  const program = await startProgram({
    env,
    origin: world.app.origin,
    onOutput: (chunk) => log.write(chunk),
  });
  cleanUps.push(() => program.stop());
  if (isNew) await autoMapOnce(world.app.origin, publicApiKey);
  over.throwIfAborted();

  writePlaygroundConfig({
    path: PLAYGROUND_CONFIG,
    deskTenantId: world.desk.tenantId,
    botId: BOT_ID,
    people: playgroundPeople(world.desk),
  });
  const write = async (): Promise<Endpoints> => {
    const more = { tabHost: tabHost.origin, publicApiKey, playgroundConfig: PLAYGROUND_CONFIG };
    const endpoints = await describeSandbox(world, more);
    writeEndpoints(ENDPOINTS, endpoints);
    return endpoints;
  };
  const endpoints = await write();
  const renewal = setInterval(() => void write(), RENEW_TOKENS_MS);
  cleanUps.push(() => {
    clearInterval(renewal);
    rmSync(ENDPOINTS, { force: true });
  });
  return { endpoints, program };
}

function prepareDirectory(keep: boolean): void {
  for (const path of [ENDPOINTS, LOG]) rmSync(path, { force: true });
  if (keep) return;
  for (const path of [
    DATABASE,
    `${DATABASE}-wal`,
    `${DATABASE}-shm`,
    `${DATABASE}.lock`,
    `${DATABASE}.holder`,
    KEYS,
  ]) {
    rmSync(path, { force: true, recursive: true });
  }
}

/** The sealed parts of a kept database open with the key that sealed them. */
function encryptionKeys(): string {
  if (!existsSync(KEYS)) writeFileSync(KEYS, newEncryptionKey(), { mode: 0o600 });
  return readFileSync(KEYS, 'utf8').trim();
}

function sandboxEnv(world: World, tabHost: Simulator): Record<string, string> {
  return appEnv(world, {
    databaseUrl: `sqlite:${DATABASE}`,
    encryptionKeys: encryptionKeys(),
    playgroundPorts: [portFrom('PLAYGROUND_PORT', DEFAULTS.playground)],
    tabHost: tabHost.origin,
    logLevel: 'info',
  });
}

function readPorts(): NonNullable<WorldOptions['ports']> {
  return {
    app: portFrom('PORT', DEFAULTS.app),
    entra: simulatorPort(1),
    graph: simulatorPort(2),
    connector: simulatorPort(3),
    exchange: simulatorPort(4),
    halopsa: simulatorPort(5),
    connectwise: simulatorPort(6),
    autotask: simulatorPort(7),
  };
}

function simulatorPort(offset: number): number {
  const base = portFrom('SANDBOX_PORT', DEFAULTS.base);
  return base === 0 ? 0 : base + offset;
}

function portFrom(name: string, fallback: number): number {
  const given = process.env[name]?.trim() ?? '';
  if (given === '') return fallback;
  if (/^\d{1,5}$/.test(given) && Number(given) <= 65_530) return Number(given);
  throw new Error(`${name} is "${given}"; write a number from 0 to 65530.`);
}

/** The admin speaks; the others are there. */
function playgroundPeople(desk: Desk): Parameters<typeof writePlaygroundConfig>[0]['people'] {
  const { admin, lead, dispatcher, member } = desk.people;
  const known = [admin, lead, dispatcher, member];
  const others = desk.users.filter(
    (user) => user.userType === 'Member' && user.mail !== null && !known.some(({ oid }) => oid === user.id),
  );
  return [
    ...known.map(({ oid, name, userPrincipalName }) => ({ oid, name, userPrincipalName })),
    ...others.slice(0, 2).map((user) => ({ oid: user.id, name: user.displayName, mail: user.mail })),
  ];
}

function greeting(endpoints: Endpoints, milliseconds: number): string {
  const { app, tabHost, publicApiKey, people } = endpoints;
  return [
    `The Rollcall sandbox is ready (${(milliseconds / 1000).toFixed(1)} s).`,
    '',
    `  Tab       ${tabHost}/host   the tab as Teams shows it: person, theme, width, language`,
    `  Console   ${tabHost}/   talk to the bot, switch consent and faults`,
    `  Rollcall  ${app}   ${app}/public-api/openapi.json`,
    `  Services  Entra ${endpoints.entra}, Graph ${endpoints.graph}, Bot Connector ${endpoints.connector},`,
    `            HaloPSA ${endpoints.psa.halopsa}, ConnectWise PSA ${endpoints.psa.connectwise}, Autotask ${endpoints.psa.autotask}, Exchange ${endpoints.exchange}`,
    `  All of it, with a key and sign-in tokens: ${relative(ROOT, ENDPOINTS)}`,
    '',
    'Three things to try:',
    `  1. Open the console and ask "who's available" as ${people.admin.name}.`,
    `  2. curl -H "Authorization: Bearer ${publicApiKey}" \\`,
    `       ${app}/public-api/teams-availability/availability`,
    '  3. Open the tab, set consent to revoked beside it, and look again.',
    '',
    `Rollcall's log goes to ${relative(ROOT, LOG)}. Ctrl-C stops everything.`,
  ].join('\n');
}

function lastWords(): string {
  return existsSync(LOG) ? readFileSync(LOG, 'utf8').trim().split('\n').slice(-10).join('\n') : '';
}

function explain(error: unknown): string {
  const { code, port } = (error ?? {}) as { code?: unknown; port?: unknown }; // of a listener that failed
  if (code === 'EADDRINUSE') {
    return `Port ${String(port)} is in use. Set PORT and SANDBOX_PORT to others; 0 takes free ones.`;
  }
  const words = lastWords();
  const message = error instanceof Error ? error.message : String(error);
  return `The sandbox cannot start: ${message}${words === '' ? '' : `\n${words}`}`;
}
