import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startScriptedServer, type ScriptedServer } from '../../support/scripted-server.ts';
import { createWorld } from './graph-world.ts';
import { PAGED_SOURCES } from './sources.ts';

let server: ScriptedServer;
let foreign: ScriptedServer;
beforeAll(async () => {
  server = await startScriptedServer();
  foreign = await startScriptedServer();
});
beforeEach(() => {
  server.reset();
  foreign.reset();
});
afterAll(() => Promise.all([server.close(), foreign.close()]));

const port = (): string => new URL(server.origin).port;

const FOREIGN_LINKS: readonly { readonly name: string; readonly link: () => string }[] = [
  { name: 'another port', link: () => `${foreign.origin}/v1.0/groups?$skiptoken=x` },
  { name: 'another scheme', link: () => `https://127.0.0.1:${port()}/v1.0/groups` },
  { name: 'another name of the same host', link: () => `http://localhost:${port()}/v1.0/groups` },
  { name: 'another IP literal', link: () => `http://127.0.0.2:${port()}/v1.0/groups` },
  { name: 'an IPv6 literal', link: () => `http://[::1]:${port()}/v1.0/groups` },
  { name: 'user info', link: () => `http://graph:secret@127.0.0.1:${port()}/v1.0/groups` },
  { name: 'a user name', link: () => `http://graph@127.0.0.1:${port()}/v1.0/groups` },
  {
    name: 'a host hidden behind user info',
    link: () => `http://127.0.0.1:${port()}@${foreign.origin.slice(7)}/v1.0/x`,
  },
  { name: 'the beta version', link: () => `${server.origin}/beta/groups` },
  { name: 'a version with the same beginning', link: () => `${server.origin}/v1.0x/groups` },
  { name: 'a path that climbs out', link: () => `${server.origin}/v1.0/../beta/groups` },
  { name: 'a path that climbs out encoded', link: () => `${server.origin}/v1.0/%2e%2e/beta/groups` },
  {
    name: 'a path that climbs out behind an encoded slash',
    link: () => `${server.origin}/v1.0/..%2fbeta/groups`,
  },
  { name: 'a relative link', link: () => '/v1.0/groups?$skiptoken=x' },
  { name: 'a script', link: () => 'javascript:alert(1)' },
  { name: 'nothing', link: () => '' },
];

describe.each(PAGED_SOURCES)('REL-1: pages of $name', (source) => {
  it.each(FOREIGN_LINKS)('G12, S27: a nextLink with $name is not followed', async ({ link }) => {
    const world = createWorld(server);
    source.prepare(server);
    server.always(source.path, { json: { ...source.goodPage, '@odata.nextLink': link() } });
    await expect(source.read(world, 'interactive')).rejects.toMatchObject({ code: 'graph_refused' });
    expect(server.callsTo(source.path)).toBe(1);
    expect(server.requests.filter((request) => request.path.includes('beta'))).toEqual([]);
    expect(foreign.connections()).toBe(0);
    expect(world.lines.filter((line) => line.event === 'security.graph_link_refused')).toHaveLength(1);
  });

  it('G13: a redirect to another host is not followed', async () => {
    const world = createWorld(server);
    source.prepare(server);
    server.always(source.path, { status: 307, headers: { location: `${foreign.origin}/v1.0/groups` } });
    await expect(source.read(world, 'interactive')).rejects.toMatchObject({ code: 'graph_refused' });
    expect(foreign.connections()).toBe(0);
  });

  it('G10: an empty page with a nextLink is followed, and the link is sent as it came', async () => {
    const world = createWorld(server);
    source.prepare(server);
    const token = "$skiptoken=RFNwdAIAAQ%3D%3D'x'&$top=2";
    const next = `${server.origin}${source.path}?${token}`;
    server.play(source.path, { json: { value: [], '@odata.nextLink': next } }, { json: source.goodPage });
    expect(await source.read(world, 'interactive')).toBe('read 1');
    const second = server.requests.filter((request) => request.path === source.path)[1];
    // The address parser encodes the apostrophe; nothing else changes.
    expect(second?.rawUrl.replaceAll('%27', "'")).toBe(`${source.path}?${token}`);
  });

  it('G11: a page that leads to itself stops the read', async () => {
    const world = createWorld(server);
    source.prepare(server);
    server.always(source.path, (request) => ({
      json: { ...source.goodPage, '@odata.nextLink': `${server.origin}${request.rawUrl}` },
    }));
    await expect(source.read(world, 'interactive')).rejects.toMatchObject({ code: 'graph_refused' });
    expect(server.callsTo(source.path)).toBe(1);
  });

  it('G11: two pages that lead to each other stop the read at the first repeat', async () => {
    const world = createWorld(server);
    source.prepare(server);
    server.always(source.path, (request) => {
      const other = request.query.get('$skiptoken') === 'b' ? 'a' : 'b';
      return { json: { value: [], '@odata.nextLink': `${server.origin}${source.path}?$skiptoken=${other}` } };
    });
    await expect(source.read(world, 'interactive')).rejects.toMatchObject({ code: 'graph_refused' });
    expect(server.callsTo(source.path)).toBe(3);
  });

  it('G8: a page lost in the middle fails the read instead of shortening it', async () => {
    const world = createWorld(server);
    source.prepare(server);
    const next = `${server.origin}${source.path}?$skiptoken=2`;
    server.play(source.path, { json: { ...source.goodPage, '@odata.nextLink': next } });
    server.always(source.path, { status: 500 });
    await expect(source.read(world, 'interactive')).rejects.toMatchObject({ code: 'graph_down' });
  });
});

it('G11: a list of more than 2,000 pages is given up', async () => {
  const world = createWorld(server);
  let page = 0;
  server.always('/v1.0/groups', () => {
    page += 1;
    return { json: { value: [], '@odata.nextLink': `${server.origin}/v1.0/groups?$skiptoken=${page}` } };
  });
  await expect(world.directory.listTeams('desk', 'background')).rejects.toMatchObject({
    code: 'graph_refused',
  });
  expect(page).toBe(2_000);
});
