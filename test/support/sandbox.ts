import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '#kernel/clock.ts';
import type { LogFields, Logger } from '#kernel/logger.ts';
import { createApp } from '../../bot/app.ts';
import { openServices } from '../../bot/compose.ts';
import { readEnv } from '../../bot/env.ts';
import { adminHere, type RunAdmin } from '../sandbox/admin-calls.ts';
import { startConsole } from '../sandbox/console/console.ts';
import type { Said, Say } from '../sandbox/connector/connector.ts';
import type { Desk, PersonKey } from '../sandbox/desk/desk-types.ts';
import type { ConsentChange, ConsentState } from '../sandbox/entra/consent.ts';
import type { FaultRequest } from '../sandbox/faults.ts';
import { bareEnv, startProgram } from '../sandbox/program.ts';
import { autoMapOnce, seedDesk } from '../sandbox/seed.ts';
import type { RequestRecord } from '../sandbox/simulator.ts';
import {
  appEnv,
  newEncryptionKey,
  type SimulatorName,
  startWorld,
  type World,
  type WorldOptions,
} from '../sandbox/world.ts';

export interface SandboxOptions {
  /** A new SQLite file, removed at the end, unless said. */
  readonly databaseUrl?: string;
  /** Laid over the program's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** How far the desk has come: `empty`, `connected` (PSA, roles, rota teams, a key), `mapped` (and a first auto-map). Default `mapped`. */
  readonly prepared?: 'empty' | 'connected' | 'mapped';
  /** What the administrator has done; `granted` unless said. */
  readonly consent?: ConsentState;
  readonly desk?: Desk;
  /** With a clock of the test's own the program runs inside this process, and so cannot be killed. */
  readonly clock?: Clock;
  readonly throttling?: boolean;
  /** A language model for ranking; none unless said. */
  readonly model?: NonNullable<WorldOptions['model']>;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed when it is JSON, else text; `null` when empty. */
  readonly body: unknown;
}

/** The whole program in front of a simulated outside world. */
export interface Sandbox {
  readonly world: World;
  /** Origin of the program. */
  readonly origin: string;
  /** Origin of the page that frames the tab as Teams does; see tab-host.ts. */
  readonly tabHost: string;
  /** Empty when nothing was prepared. */
  readonly apiKey: string;
  /** A person writes to the bot; answers what the bot did about it. */
  say(person: Say['person'], text: string, options?: Omit<Say, 'person' | 'text'>): Promise<Said>;
  /** A person presses a button with these data on the last card, or on the message named. */
  press(person: Say['person'], data: unknown, options?: Omit<Say, 'person' | 'value'>): Promise<Said>;
  /** With the API key unless `init` brings its own Authorization; an object as `json` is sent as JSON. */
  api(path: string, init?: RequestInit & { readonly json?: unknown }): Promise<ApiAnswer>;
  /** The token that Teams hands to the tab. */
  ssoToken(person: PersonKey): Promise<string>;
  consent(state: ConsentState, more?: Omit<ConsentChange, 'state'>): void;
  fault(simulator: SimulatorName, route: string, fault: string, times?: number): void;
  clearFaults(): void;
  /** Since the start, or since `forgetRequests`. */
  requests(simulator: SimulatorName, route?: string): readonly RequestRecord[];
  forgetRequests(): Promise<void>;
  /** Everything that the program wrote. */
  logs(): string;
  /** Commands of the command line, while the program is stopped (the embedded database serves one at a time). */
  admin: RunAdmin;
  /** Stops the program as an operator does, and starts it again on the same data. */
  restart(): Promise<void>;
  /** SIGKILL. `restart` brings it back. */
  kill(): Promise<void>;
  /** Ends everything and removes what was written. */
  stop(): Promise<void>;
}

interface Running {
  stop(): Promise<void>;
  kill(): Promise<void>;
}

/** Starts world and program. One per test file; stop it in `afterAll`. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-sandbox-'));
  const world = await startWorld({
    ...(options.clock === undefined ? {} : { clock: options.clock }),
    ...(options.desk === undefined ? {} : { desk: options.desk }),
    ...(options.throttling === undefined ? {} : { throttling: options.throttling }),
    ...(options.model === undefined ? {} : { model: options.model }),
    consent: options.consent ?? 'granted',
  });
  const tabHost = await startConsole({ port: 0, world });
  const env = {
    ...appEnv(world, {
      databaseUrl: options.databaseUrl ?? `sqlite:${join(folder, 'rollcall.db')}`,
      encryptionKeys: newEncryptionKey(),
      tabHost: tabHost.origin,
      logLevel: 'debug',
    }),
    ...options.env,
  };
  const { origin } = world.app;
  const deskTenantId = world.desk.tenantId;
  let log = '';
  const write = (text: string): void => {
    log += text;
  };
  const admin = adminHere({ env, clock: world.clock, deskId: deskTenantId });
  const startApp = (): Promise<Running> =>
    options.clock === undefined
      ? startProgram({ env: { ...bareEnv(), ...env }, origin, onOutput: (chunk) => write(chunk.toString()) })
      : startInside(env, options.clock, write);
  const forgetRequests = async (): Promise<void> => {
    const doors = Object.values(world.origins).map((each) => `${each}/_sandbox/requests`);
    await Promise.all(doors.map((door) => fetch(door, { method: 'DELETE' })));
  };

  let running: Running | null = null;
  const end = async (): Promise<void> => {
    await running?.stop();
    await tabHost.close();
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  };
  const prepared = options.prepared ?? 'mapped';
  let apiKey = '';
  try {
    if (prepared !== 'empty') apiKey = (await seedDesk(world, admin)).publicApiKey;
    running = await startApp();
    if (prepared === 'mapped') await autoMapOnce(origin, apiKey);
    await forgetRequests();
  } catch (error) {
    await end();
    throw new Error(`the sandbox did not start: ${message(error)}\n${log.slice(-4000)}`, { cause: error });
  }

  return {
    world,
    origin,
    tabHost: tabHost.origin,
    apiKey,
    say: (person, text, more = {}) => world.connector.say({ ...more, person, text }),
    press: (person, data, more = {}) => world.connector.say({ ...more, person, value: data }),
    api: (path, init = {}) => callApi(origin + path, apiKey, init),
    ssoToken: (person) => world.entra.ssoToken(person),
    consent: (state, more = {}) => world.entra.consent.set(deskTenantId, { ...more, state }),
    fault(simulator, route, fault, times) {
      const request: FaultRequest = { route, fault, ...(times === undefined ? {} : { times }) };
      world.simulators[simulator].faults.set(request);
    },
    clearFaults() {
      for (const simulator of Object.values(world.simulators)) simulator.faults.clear();
    },
    requests: (simulator, route) =>
      world.simulators[simulator].requests.filter((each) => route === undefined || each.route === route),
    forgetRequests,
    logs: () => log,
    admin,
    async restart() {
      await running?.stop();
      running = null;
      running = await startApp();
    },
    async kill() {
      await running?.kill();
    },
    stop: end,
  };
}

async function callApi(
  url: string,
  apiKey: string,
  { json, ...init }: RequestInit & { readonly json?: unknown },
): Promise<ApiAnswer> {
  const headers = new Headers(init.headers);
  if (!headers.has('authorization') && apiKey !== '') headers.set('authorization', `Bearer ${apiKey}`);
  if (json !== undefined) headers.set('content-type', 'application/json');
  const response = await fetch(url, {
    redirect: 'manual',
    signal: AbortSignal.timeout(30_000),
    ...init,
    headers,
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: parsed(text) };
}

async function startInside(
  env: Readonly<Record<string, string>>,
  clock: Clock,
  write: (text: string) => void,
): Promise<Running> {
  const needs = { env: readEnv(env), clock, logger: createMemoryLogger(write) };
  const app = createApp(needs, await openServices(needs));
  await app.start();
  const cannotBeKilled = (): Promise<void> =>
    Promise.reject(
      new Error('a program with a clock of the test’s own runs inside the test and cannot be killed'),
    );
  return { stop: () => app.stop(), kill: cannotBeKilled };
}

/** Lines like the program's own, but unmasked: what must not be logged is looked for in the real program's output. */
function createMemoryLogger(write: (text: string) => void, standing: LogFields = {}): Logger {
  const line =
    (level: string) =>
    (event: string, fields: LogFields = {}): void => {
      const all = { level, event, ...standing, ...fields };
      write(
        `${JSON.stringify(all, (_, value: unknown) => (value instanceof Error ? describe(value) : value))}\n`,
      );
    };
  return {
    debug: line('debug'),
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    with: (fields) => createMemoryLogger(write, { ...standing, ...fields }),
  };
}

function describe(error: Error): unknown {
  const { cause } = error;
  return {
    name: error.name,
    message: error.message,
    stack: error.stack,
    ...(cause instanceof Error ? { cause: describe(cause) } : {}),
  };
}

function parsed(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
