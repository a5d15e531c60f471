import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, expectTypeOf, it } from 'vitest';
import { addressOf } from '#adapters/graph/address.ts';
import type { Ask } from '#adapters/graph/exchange.ts';
import type { GraphClient } from '#adapters/graph/guarded-client.ts';
import { startScriptedServer, type ScriptedServer } from '../../support/scripted-server.ts';
import { createWorld, DESK, everything, TEAM, userId } from './graph-world.ts';

const ROOM = new URL('../../../bot/adapters/graph/', import.meta.url);
const files = readdirSync(ROOM).map((name) => ({ name, text: readFileSync(new URL(name, ROOM), 'utf8') }));
const code = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');

let server: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());

it('CON-5: the client has three reads and nothing else', () => {
  expect(Object.keys(createWorld(server).graph).toSorted()).toEqual(['get', 'getPresences', 'pages']);
  expectTypeOf<keyof GraphClient>().toEqualTypeOf<'get' | 'getPresences' | 'pages'>();
  expectTypeOf<Ask>().toEqualTypeOf<{ readonly read: URL } | { readonly presencesOf: readonly string[] }>();
});

it('CON-5: one file of the room reaches the network, and it knows GET and the presence POST only', () => {
  const callers = files.filter(({ text }) =>
    /\bfetch\b|XMLHttpRequest|undici|node:https?|node:net|WebSocket/.test(code(text)),
  );
  expect(callers.map((file) => file.name)).toEqual(['exchange.ts']);
  const exchange = code(callers[0]?.text ?? '');
  expect(exchange.match(/\bfetch\(/g)).toHaveLength(2);
  expect([...exchange.matchAll(/method: '(\w+)'/g)].map((match) => match[1])).toEqual(['GET', 'POST']);
  expect(exchange).toContain("const PRESENCES = '/communications/getPresencesByUserId';");
  for (const { name, text } of files) {
    expect(code(text), name).not.toMatch(/['"](?:PUT|PATCH|DELETE)['"]|x-http-method/i);
  }
});

it('S31: every read together sends GETs and the presence POST, below /v1.0', async () => {
  const world = createWorld(server);
  const window = { start: new Date('2026-11-20T09:00:00Z'), end: new Date('2026-11-21T09:00:00Z') };
  await Promise.allSettled([
    world.presence.readPresence(DESK, [userId(1)], 'interactive'),
    world.shifts.readRota(DESK, TEAM, window, 'interactive'),
    world.directory.listTeams(DESK, 'interactive'),
    everything(world.directory.readMembers(DESK, TEAM, 'interactive')),
    world.directory.readMemberIds(DESK, TEAM, 'interactive'),
    world.directory.findUser(DESK, userId(1), 'interactive'),
    world.directory.searchUsers(DESK, 'ana', 5, 'interactive'),
  ]);
  const sent = new Set(server.requests.map(({ method, path }) => `${method} ${path}`));
  expect([...sent].toSorted()).toEqual([
    `GET /v1.0/groups`,
    `GET /v1.0/groups/${TEAM}/members/microsoft.graph.user`,
    `GET /v1.0/teams/${TEAM}/schedule/shifts`,
    `GET /v1.0/teams/${TEAM}/schedule/timesOff`,
    `GET /v1.0/users`,
    `GET /v1.0/users/${userId(1)}`,
    `POST /v1.0/communications/getPresencesByUserId`,
  ]);
});

it('S27: parameters stay inside their place of the path', () => {
  const address = addressOf('https://graph.microsoft.com', {
    template: '/groups/{id}/members',
    params: { id: '../users?x=1#y' },
  });
  expect(address.href).toBe('https://graph.microsoft.com/v1.0/groups/..%2Fusers%3Fx%3D1%23y/members');
  for (const id of ['', '.', '..']) {
    const build = (): URL =>
      addressOf('https://graph.microsoft.com', { template: '/groups/{id}', params: { id } });
    expect(build).toThrowError(expect.objectContaining({ code: 'graph_refused' }));
  }
});
