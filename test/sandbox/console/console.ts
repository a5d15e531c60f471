import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Clock } from '#kernel/clock.ts';
import { BOT_ID } from '../desk/ids.ts';
import { CONSENT_STATES } from '../entra/consent.ts';
import { FAULTS } from '../faults.ts';
import { type Route, type SimReply, type Simulator, startSimulator } from '../simulator.ts';
import { SIMULATORS, type World } from '../world.ts';

export interface ConsoleOptions {
  readonly port: number;
  readonly world: World;
  readonly clock?: Clock;
}

/** One sentence for each outside service, as the page shows it. */
const SAYS = {
  entra: 'Microsoft Entra: consent, sign-in and tokens.',
  graph: 'Microsoft Graph: presence, shifts, teams and people of the desk.',
  connector: 'Bot Connector: carries messages between people in Teams and the bot.',
  exchange: 'Exchange Online of client tenants: refuses everybody until a tenant grants it.',
  halopsa: 'HaloPSA: technicians and tickets.',
  connectwise:
    'ConnectWise PSA: the same technicians as members; connect it in the tab or on the command line.',
  autotask: 'Autotask: the same technicians as resources; connect it in the tab or on the command line.',
} as const;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

const PARTS = [
  'card-text.js',
  'console.css',
  'console.js',
  'consent-panel.js',
  'fault-panel.js',
  'host.css',
  'host.js',
  'host-answers.js',
  'host-links.js',
  'host-pop-ups.js',
  'host-presence.js',
  'host-protocol.js',
  'host-sign-in.js',
  'host-state.js',
  'sandbox-calls.js',
];

/** Two pages for people who try the sandbox: `/` talks to the bot, `/host` frames the tab as Teams does. */
export async function startConsole({ port, world, clock = world.clock }: ConsoleOptions): Promise<Simulator> {
  const connectTo = Object.values(world.origins).join(' ');
  // Frames: the tab is shown inside this page.
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${connectTo}`,
    `frame-src ${world.app.origin}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return startSimulator({
    name: 'console',
    port,
    clock,
    headers: () => ({
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    }),
    routes: [
      file('/', 'console.html'),
      file('/host', 'host.html'),
      ...PARTS.map((name) => file(`/${name}`, name)),
      {
        method: 'GET',
        pattern: '/about',
        name: 'about',
        handle: ({ url }) => ({ status: 200, body: about(world, url.origin) }),
      },
    ],
  });
}

/** What the pages need to know: no secret, key or token. */
function about(world: World, tabHost: string): unknown {
  const { desk, app } = world;
  return {
    app: app.origin,
    tabHost,
    teamsAppId: BOT_ID,
    desk: { name: desk.tenantName, tenantId: desk.tenantId },
    people: Object.values(desk.people).map(({ key, name, role, oid, tenantId, userPrincipalName }) => ({
      key,
      name,
      role,
      oid,
      tenantId,
      userPrincipalName,
    })),
    users: desk.users
      .map(({ id, displayName }) => ({ id, name: displayName }))
      .toSorted((a, b) => a.name.localeCompare(b.name)),
    consentStates: CONSENT_STATES,
    faults: FAULTS,
    simulators: SIMULATORS.map((name) => ({
      name,
      says: SAYS[name],
      origin: world.origins[name],
      routes: world.simulators[name].routes,
    })),
  };
}

function file(pattern: string, name: string): Route {
  return {
    method: 'GET',
    pattern,
    name,
    async handle(): Promise<SimReply> {
      const body = await readFile(join(import.meta.dirname, name), 'utf8');
      return { status: 200, headers: { 'content-type': TYPES[extname(name)] ?? 'text/plain' }, body };
    },
  };
}
