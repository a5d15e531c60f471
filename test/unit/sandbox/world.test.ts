import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnv } from '../../../bot/env.ts';
import { startConsole } from '../../sandbox/console/console.ts';
import { lockDirectory } from '../../sandbox/directory-lock.ts';
import { describeSandbox, writeEndpoints } from '../../sandbox/endpoints.ts';
import { freePort } from '../../sandbox/free-port.ts';
import { appEnv, SIMULATORS, startWorld, type World } from '../../sandbox/world.ts';

let world: World;
let folder: string;

beforeAll(async () => {
  world = await startWorld();
  folder = mkdtempSync(join(tmpdir(), 'rollcall-world-'));
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the world around the program', () => {
  it('BOX-1: every service listens on loopback and has the same control doors', async () => {
    for (const name of SIMULATORS) {
      const { origin } = world.simulators[name];
      expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      expect(world.origins[name]).toBe(origin);
      const faults = await fetch(`${origin}/_sandbox/faults`, {
        method: 'POST',
        body: JSON.stringify({ route: '*', fault: '503', times: 1 }),
      });
      expect(faults.status, name).toBe(200);
      expect((await fetch(`${origin}/_sandbox/faults`, { method: 'DELETE' })).status).toBe(200);
      expect((await fetch(`${origin}/_sandbox/requests`)).status).toBe(200);
      expect((await fetch(`${origin}/_sandbox/reset`, { method: 'POST' })).status).toBe(200);
    }
  });

  it('BOX-2: a page elsewhere cannot steer it through a browser', async () => {
    const reply = await fetch(`${world.origins.graph}/_sandbox/reset`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
    });
    expect(reply.status).toBe(403);
  });

  it('the desk’s consent is granted from the start, and again after a reset', () => {
    const { entra, desk } = world;
    expect(entra.consent.state(desk.tenantId)).toBe('granted');
    entra.consent.set(desk.tenantId, { state: 'revoked' });
    world.reset();
    expect(entra.consent.state(desk.tenantId)).toBe('granted');
  });

  it('the bot’s own token from Entra opens the connector, and Graph’s does not', async () => {
    const { desk, entra, connector, origins } = world;
    const tokenFor = async (clientId: string, secret: string, scope: string): Promise<string> => {
      const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret, scope };
      const address = `${entra.origin}/${desk.tenantId}/oauth2/v2.0/token`;
      const reply = await fetch(address, { method: 'POST', body: new URLSearchParams(form) });
      return ((await reply.json()) as { access_token: string }).access_token;
    };
    const env = appEnv(world, { databaseUrl: 'sqlite::memory:' });
    const post = async (token: string): Promise<number> => {
      const chat = encodeURIComponent(connector.conversationId('personal', 'member'));
      const reply = await fetch(`${origins.connector}/v3/conversations/${chat}/activities`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify({ type: 'message', text: 'hello' }),
      });
      return reply.status;
    };
    const bot = await tokenFor(
      env['BOT_ID'] ?? '',
      env['BOT_PASSWORD'] ?? '',
      'https://api.botframework.com/.default',
    );
    expect(await post(bot)).toBe(201);
    const graph = await tokenFor(
      env['DESK_CLIENT_ID'] ?? '',
      env['DESK_CLIENT_SECRET'] ?? '',
      'https://graph.microsoft.com/.default',
    );
    expect(await post(graph)).toBe(401);
  });

  it('a port that is taken leaves nothing running', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const [entra, halopsa] = [await freePort(), (taken.address() as AddressInfo).port];
    await expect(startWorld({ ports: { entra, halopsa } })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await expect(fetch(`http://127.0.0.1:${entra}/`)).rejects.toThrow();
    await new Promise((resolve) => taken.close(resolve));
  });
});

describe('the program’s environment in this world', () => {
  it('BOX-1: has no fault, and says what a deployment would but for addresses', () => {
    const env = readEnv(appEnv(world, { databaseUrl: 'sqlite:x.db', tabHost: 'http://127.0.0.1:4700' }));
    expect(env).toMatchObject({
      allowLoopback: true,
      playground: false,
      port: world.app.port,
      publicUrl: world.app.origin,
      graphBaseUrl: world.origins.graph,
      botServiceUrls: [world.origins.connector],
      tabHostOrigins: ['http://127.0.0.1:4700'],
      desks: [world.desk.tenantId],
    });
  });

  it('BOX-3: lets the Playground’s own connector in only when asked', () => {
    const env = readEnv(appEnv(world, { databaseUrl: 'sqlite:x.db', playgroundPorts: [56_150] }));
    expect(env.playground).toBe(true);
    expect(env.botServiceUrls).toContain('http://localhost:56150');
  });

  it('seals with another key each time', () => {
    const keys = [1, 2].map(() => appEnv(world, { databaseUrl: 'sqlite:x.db' })['ENCRYPTION_KEYS']);
    expect(keys[0]).not.toBe(keys[1]);
  });

  it('production refuses it', () => {
    const env = { ...appEnv(world, { databaseUrl: 'sqlite:x.db' }), NODE_ENV: 'production' };
    expect(() => readEnv(env)).toThrow('ROLLCALL_ALLOW_LOOPBACK is set in production');
  });
});

describe('what a running sandbox says about itself', () => {
  it('names every address and every person with a sign-in token, for the owner’s eyes', async () => {
    const path = join(folder, 'endpoints.json');
    const more = {
      tabHost: 'http://127.0.0.1:4700',
      publicApiKey: 'key',
      playgroundConfig: 'data/playground.yml',
    };
    writeEndpoints(path, await describeSandbox(world, more));
    const read = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    expect(Object.keys(read).toSorted()).toEqual([
      'app',
      'connector',
      'deskTenantId',
      'entra',
      'exchange',
      'graph',
      'people',
      'playgroundConfig',
      'psa',
      'publicApiKey',
      'tabHost',
    ]);
    expect(read['people']).toMatchObject(
      Object.fromEntries(
        ['admin', 'lead', 'dispatcher', 'member', 'guest', 'otherTenant'].map((key) => [
          key,
          {
            oid: expect.stringMatching(/^[0-9a-f-]{36}$/),
            name: expect.any(String),
            ssoToken: expect.stringMatching(/^ey/),
          },
        ]),
      ),
    );
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it('P10: one sandbox at a time; what a killed one left behind is taken over', () => {
    const path = join(folder, 'pid');
    const giveBack = lockDirectory(path);
    expect(() => lockDirectory(path)).toThrow(`process ${process.pid}`);
    giveBack();
    expect(existsSync(path)).toBe(false);
    writeFileSync(path, '2147483646'); // above the largest process id there is
    lockDirectory(path)();
  });
});

describe('the console page', () => {
  it('serves a page, its parts, and what it needs to know, but no secret', async () => {
    const page = await startConsole({ port: 0, world });
    const html = await fetch(`${page.origin}/`);
    expect(html.headers.get('content-type')).toContain('text/html');
    expect(html.headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const part of ['/console.css', '/console.js', '/card-text.js', '/host', '/host.js', '/host.css']) {
      expect((await fetch(page.origin + part)).status, part).toBe(200);
    }
    const about = await (await fetch(`${page.origin}/about`)).text();
    expect(about).toContain(world.origins.connector);
    const env = appEnv(world, { databaseUrl: 'sqlite:x.db' });
    const secrets = [env['BOT_PASSWORD'], env['DESK_CLIENT_SECRET'], world.halopsa.application.clientSecret];
    for (const secret of secrets) expect(about).not.toContain(secret);
    expect(about).not.toMatch(/eyJ[\w-]{10}/); // a signed token begins like this
    await page.close();
  });
});
