import { randomBytes } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Cloud } from '#kernel/vocabulary.ts';
import { sendPage } from './page.ts';
import type { Routes } from './route.ts';
import { notFound, sendProblem } from './send.ts';

const DIST = resolve(import.meta.dirname, '../../tab/dist');

/** Where Microsoft shows tabs: what teams-js 2.58 trusts, and the hosts of the Teams docs (tab requirements). Nobody else may frame the tab. */
const HOSTS: Readonly<Record<Cloud, readonly string[]>> = {
  global: [
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
  ],
  'gcc-high': [
    'https://gov.teams.microsoft.us',
    'https://*.teams.microsoft.us',
    'https://outlook.office365.us',
  ],
  dod: ['https://dod.teams.microsoft.us', 'https://*.teams.microsoft.us', 'https://outlook-dod.office365.us'],
  china: ['https://teams.microsoftonline.cn', 'https://*.teams.microsoftonline.cn'],
};

/** teams-js reads its list of hosts from there, and goes on without. */
const TEAMS_JS_LIST = 'https://res.cdn.office.net';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export interface TabPagesNeeds {
  readonly cloud: Cloud;
  /** Origins of a sandbox that hosts the tab; empty anywhere else. */
  readonly tabHostOrigins: readonly string[];
  /** Application id that sign-in tokens are issued for. */
  readonly signInClient: string;
  readonly entraOrigin: string;
}

interface Asset {
  readonly type: string;
  readonly plain: Buffer;
  readonly zipped: Buffer;
}

/** Serves the built tab from memory: pages with a new nonce each time, assets for ever, because their names change with their content. */
export function mountTabPages(server: Routes, needs: TabPagesNeeds): void {
  if (!existsSync(join(DIST, 'index.html'))) {
    server.get('/tab', async (_req, res) => sendPage(res, 503, NOT_BUILT));
    return;
  }
  const assets = readAssets();
  const servePage = (name: string, isFramed: boolean) => {
    const html = fillIn(readFileSync(join(DIST, name), 'utf8'), needs);
    return async (_req: IncomingMessage, res: ServerResponse): Promise<void> => {
      const nonce = randomBytes(18).toString('base64');
      res.writeHead(200, {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': policyOf(nonce, isFramed, needs),
        'Cache-Control': 'no-store',
      });
      res.end(html.replace('__NONCE__', nonce));
    };
  };
  server.get('/tab', servePage('index.html', true));
  server.get('/tab/auth-start.html', servePage('auth-start.html', false));
  server.get('/tab/auth-end.html', servePage('auth-end.html', false));
  server.get('/tab/assets/:name', async (req, res) => {
    const asset = assets.get(String(req.params?.name));
    if (asset) sendAsset(req, res, asset);
    else sendProblem(res, '', notFound());
  });
}

function policyOf(nonce: string, isFramed: boolean, { cloud, tabHostOrigins }: TabPagesNeeds): string {
  const ancestors = isFramed ? `'self' ${[...HOSTS[cloud], ...tabHostOrigins].join(' ')}` : "'none'";
  return [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self' https://res.cdn.office.net",
    `connect-src 'self' ${TEAMS_JS_LIST}`,
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
    `frame-ancestors ${ancestors}`,
  ].join('; ');
}

function fillIn(html: string, { tabHostOrigins, signInClient, entraOrigin }: TabPagesNeeds): string {
  return html
    .replace('__HOST_ORIGINS__', tabHostOrigins.join(' '))
    .replace('__SIGN_IN_CLIENT__', encodeURI(signInClient))
    .replace('__SIGN_IN_AUTHORITY__', entraOrigin);
}

function readAssets(): ReadonlyMap<string, Asset> {
  const names = globSync('*', { cwd: join(DIST, 'assets') });
  return new Map(
    names.map((name) => {
      const plain = readFileSync(join(DIST, 'assets', name));
      const type = TYPES[extname(name)] ?? 'application/octet-stream';
      return [name, { type, plain, zipped: gzipSync(plain, { level: 9 }) }];
    }),
  );
}

function sendAsset(req: IncomingMessage, res: ServerResponse, { type, plain, zipped }: Asset): void {
  const isZipped = /\bgzip\b/.test(req.headers['accept-encoding'] ?? '');
  res.writeHead(200, {
    'Content-Type': type,
    'Cache-Control': 'public, max-age=31536000, immutable',
    Vary: 'Accept-Encoding',
    ...(isZipped ? { 'Content-Encoding': 'gzip' } : {}),
  });
  res.end(isZipped ? zipped : plain);
}

const NOT_BUILT = {
  title: 'The tab is not built',
  body: '<div class="card"><h1>The tab is not built</h1><p>Whoever runs Rollcall runs <code>npm run build</code> once, then starts it again. Bot and API work meanwhile.</p></div>',
};
