import { randomBytes } from 'node:crypto';
import { type Clock, systemClock } from '#kernel/clock.ts';
import { type AutotaskSim, startAutotask } from './autotask/autotask.ts';
import { type ConnectWiseSim, startConnectWise } from './connectwise/connectwise.ts';
import { type Connector, startConnector } from './connector/connector.ts';
import { createDesk } from './desk/create-desk.ts';
import type { Desk } from './desk/desk-types.ts';
import { BOT_ID, BOT_PASSWORD, DESK_CLIENT_ID, DESK_CLIENT_SECRET } from './desk/ids.ts';
import type { ConsentState } from './entra/consent.ts';
import { type Entra, startEntra } from './entra/entra.ts';
import { startExchange } from './exchange/exchange.ts';
import { freePort } from './free-port.ts';
import { type Graph, startGraph } from './graph/graph.ts';
import { type HaloPsaSim, startHaloPsa } from './halopsa/halopsa.ts';
import { type ModelMode, type ModelSim, startModel } from './model/model.ts';
import type { Simulator } from './simulator.ts';

export const SIMULATORS = [
  'entra',
  'graph',
  'connector',
  'exchange',
  'halopsa',
  'connectwise',
  'autotask',
] as const;
export type SimulatorName = (typeof SIMULATORS)[number];

export interface WorldOptions {
  /** `0` or left out: any free one. */
  readonly ports?: Partial<Readonly<Record<SimulatorName | 'app', number>>>;
  readonly clock?: Clock;
  readonly desk?: Desk;
  /** What the desk's administrator has done so far, and does again at each reset; `granted` unless said. */
  readonly consent?: ConsentState;
  /** `false` only for measurements: the limits of Graph, Teams and the PSA do not hold. */
  readonly throttling?: boolean;
  /** A language model beside the rest; none unless said. */
  readonly model?: { readonly mode?: ModelMode; readonly port?: number };
}

/** Everything outside of Rollcall, in this process. */
export interface World {
  readonly desk: Desk;
  readonly clock: Clock;
  readonly entra: Entra;
  readonly graph: Graph;
  readonly connector: Connector;
  readonly exchange: Simulator;
  readonly halopsa: HaloPsaSim;
  readonly connectwise: ConnectWiseSim;
  readonly autotask: AutotaskSim;
  /** `null`: the program has none either. */
  readonly model: ModelSim | null;
  readonly simulators: Readonly<Record<SimulatorName, Simulator>>;
  readonly origins: Readonly<Record<SimulatorName, string>>;
  /** Where the program will listen: Entra knows its return address, the connector its door for messages. */
  readonly app: { readonly port: number; readonly origin: string };
  reset(): void;
  close(): Promise<void>;
}

/** Starts every simulator. Throws, with nothing left open, when a port is taken. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const clock = options.clock ?? systemClock;
  const desk = options.desk ?? createDesk(clock.now());
  const ports = options.ports ?? {};
  const appPort = ports.app || (await freePort());
  const app = { port: appPort, origin: `http://127.0.0.1:${appPort}` };
  const started: Simulator[] = [];
  const keep = async <Kind extends Simulator>(starting: Promise<Kind>): Promise<Kind> => {
    const simulator = await starting;
    started.push(simulator);
    return simulator;
  };
  const close = async (): Promise<void> => {
    await Promise.all(started.map((simulator) => simulator.close()));
  };
  const bot = { id: BOT_ID, tenantId: desk.tenantId };
  const throttling = options.throttling ?? true;

  try {
    const entra = await keep(
      startEntra({
        port: ports.entra ?? 0,
        desk,
        clock,
        app: {
          clientId: DESK_CLIENT_ID,
          clientSecret: DESK_CLIENT_SECRET,
          redirectUris: [`${app.origin}/consent/return`],
        },
        bot: { ...bot, password: BOT_PASSWORD },
        ssoAudience: DESK_CLIENT_ID,
        initialConsent: options.consent ?? 'granted',
      }),
    );
    const graph = await keep(startGraph({ port: ports.graph ?? 0, desk, entra, clock, throttling }));
    const connector = await keep(
      startConnector({
        port: ports.connector ?? 0,
        desk,
        bot,
        clock,
        verifyToken: (token) => entra.verifyAccessToken(token),
        throttle: throttling ? 'on' : 'off',
      }),
    );
    connector.connectBot(`${app.origin}/api/messages`);
    const exchange = await keep(startExchange({ port: ports.exchange ?? 0, clock }));
    const halopsa = await keep(startHaloPsa({ port: ports.halopsa ?? 0, desk, clock, throttling }));
    const connectwise = await keep(
      startConnectWise({ port: ports.connectwise ?? 0, desk, clock, throttling }),
    );
    const autotask = await keep(startAutotask({ port: ports.autotask ?? 0, desk, clock, throttling }));
    const model = options.model ? await keep(startModel({ port: 0, clock, ...options.model })) : null;
    const simulators = { entra, graph, connector, exchange, halopsa, connectwise, autotask };
    return {
      desk,
      clock,
      ...simulators,
      model,
      simulators,
      origins: {
        entra: entra.origin,
        graph: graph.origin,
        connector: connector.origin,
        exchange: exchange.origin,
        halopsa: halopsa.origin,
        connectwise: connectwise.origin,
        autotask: autotask.origin,
      },
      app,
      reset() {
        for (const simulator of started) simulator.reset();
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

export interface AppEnvOptions {
  /** The world's port for the program unless said. */
  readonly port?: number;
  readonly databaseUrl: string;
  /** Opens the door of the Agents Playground, whose own connector listens on these ports. */
  readonly playgroundPorts?: readonly number[];
  /** Origin of the page that hosts the tab. */
  readonly tabHost?: string;
  /** `id:base64`; a new key unless said. */
  readonly encryptionKeys?: string;
  readonly logLevel?: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** The environment of the real program in this world. Only addresses, and the leave to use loopback, differ from a deployment. */
export function appEnv(world: World, options: AppEnvOptions): Record<string, string> {
  const { desk, origins } = world;
  const port = options.port ?? world.app.port;
  const playground = (options.playgroundPorts ?? []).flatMap((each) => [
    `http://localhost:${each}`,
    `http://127.0.0.1:${each}`,
  ]);
  return {
    ROLLCALL_ALLOW_LOOPBACK: '1',
    ...(playground.length > 0 ? { ROLLCALL_PLAYGROUND: '1' } : {}),
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    CLOUD: 'global',
    LOG_LEVEL: options.logLevel ?? 'info',
    DATABASE_URL: options.databaseUrl,
    ENCRYPTION_KEYS: options.encryptionKeys ?? newEncryptionKey(),
    DESKS: desk.tenantId,
    INITIAL_ADMINS: `${desk.tenantId}:${desk.people.admin.oid}`,
    ENTRA_BASE_URL: origins.entra,
    GRAPH_BASE_URL: origins.graph,
    EXCHANGE_BASE_URL: origins.exchange,
    BOT_OPENID_METADATA_URL: `${origins.connector}/v1/.well-known/openidconfiguration`,
    BOT_SERVICE_URLS: [origins.connector, ...playground].join(','),
    BOT_ID,
    BOT_PASSWORD,
    BOT_TYPE: 'SingleTenant',
    BOT_TENANT_ID: desk.tenantId,
    DESK_CLIENT_ID,
    DESK_CLIENT_SECRET,
    SSO_AUDIENCE: DESK_CLIENT_ID,
    ...modelEnv(world),
    ...(options.tabHost === undefined ? {} : { TAB_HOST_ORIGINS: options.tabHost }),
  };
}

function modelEnv({ model }: World): Record<string, string> {
  if (model === null) return {};
  return { MODEL_BASE_URL: model.baseUrl, MODEL_NAME: model.model, MODEL_API_KEY: model.apiKey };
}

export function newEncryptionKey(): string {
  return `sandbox:${randomBytes(32).toString('base64')}`;
}
