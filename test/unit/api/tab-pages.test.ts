import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mountTabPages } from '#api/tab-pages.ts';
import { newId } from '#kernel/ids.ts';
import { silentLogger } from '#kernel/logger.ts';
import { createHttpServer, type HttpServer } from '../../../bot/server.ts';
import { buildTabIfNeeded } from '../../../tab/build.ts';

const ENTRA = 'https://login.microsoftonline.com';
let server: HttpServer;
let origin = '';

beforeAll(async () => {
  await buildTabIfNeeded();
  server = createHttpServer({
    logger: silentLogger,
    newId,
    isHttps: true,
    messages: async (_req, res) => void res.end(),
    playground: null,
    mount: (routes) =>
      mountTabPages(routes, {
        cloud: 'global',
        tabHostOrigins: [],
        signInClient: '8c3f2f0e-0000-4000-8000-000000000001',
        entraOrigin: ENTRA,
      }),
  });
  origin = `http://127.0.0.1:${await server.listen(0)}`;
}, 60_000);
afterAll(() => server.close(100));

describe('the pages of the tab', () => {
  it('SEC-2: may be framed by the hosts of Teams and by nobody else', async () => {
    const policy = directives(await fetch(`${origin}/tab/?screen=board`));
    expect(policy['frame-ancestors']?.split(' ')).toEqual([
      "'self'",
      'https://teams.microsoft.com',
      'https://*.teams.microsoft.com',
      'https://teams.cloud.microsoft',
      'https://*.cloud.microsoft',
      'https://outlook.office.com',
      'https://outlook.office365.com',
      'https://outlook.live.com',
      'https://teams.live.com',
      'https://www.office.com',
      'https://*.www.office.com',
      'https://www.microsoft365.com',
      'https://*.www.microsoft365.com',
      'https://m365.cloud.microsoft',
      'https://outlook.cloud.microsoft',
    ]);
  });

  it('SEC-2: run no code but their own, and styles only with the nonce of this very answer', async () => {
    const [first, second] = [await fetch(`${origin}/tab/`), await fetch(`${origin}/tab/`)];
    const policy = directives(first);
    const html = await first.text();
    const nonce = /name="csp-nonce" content="([^"]+)"/.exec(html)?.[1] ?? '';
    expect(policy['script-src']).toBe("'self'");
    expect(policy['style-src']).toBe(`'self' 'nonce-${nonce}'`);
    expect(nonce.length).toBeGreaterThanOrEqual(20);
    expect(await second.text()).not.toContain(nonce);
    expect(JSON.stringify(policy)).not.toContain('unsafe');
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(html).not.toContain('__');
    expect(first.headers.get('x-frame-options')).toBeNull();
  });

  it('SEC-2: the pages of the sign-in pop-up are framed by nobody', async () => {
    for (const name of ['auth-start.html', 'auth-end.html']) {
      const answer = await fetch(`${origin}/tab/${name}`);
      expect(directives(answer)['frame-ancestors']).toBe("'none'");
      expect(await answer.text()).not.toContain('__');
    }
  });

  it('PERF-5: send scripts packed, once and for ever, and what does not exist is no page', async () => {
    const html = await (await fetch(`${origin}/tab/`)).text();
    const [, script = ''] = /src="(\/tab\/assets\/[^"]+\.js)"/.exec(html) ?? [];
    const answer = await fetch(origin + script, { headers: { 'accept-encoding': 'gzip' } });
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    for (const path of [
      '/tab/assets/none.js',
      '/tab/assets/..%2f.stamp',
      '/tab/.stamp',
      '/tab/.vite/manifest.json',
    ]) {
      expect((await fetch(origin + path)).status, path).toBe(404);
    }
  });
});

function directives(answer: Response): Record<string, string> {
  const policy = answer.headers.get('content-security-policy') ?? '';
  return Object.fromEntries(
    policy.split('; ').map((directive) => {
      const space = directive.indexOf(' ');
      return [directive.slice(0, space), directive.slice(space + 1)];
    }),
  );
}
