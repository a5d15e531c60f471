import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { bareEnv } from '../sandbox/program.ts';

const ENTRY = join(import.meta.dirname, '..', '..', 'bot', 'index.ts');
/** Where a program without configuration may write what it likes. */
const folder = mkdtempSync(join(tmpdir(), 'rollcall-env-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ending {
  readonly code: number | null;
  readonly lines: readonly string[];
  readonly output: string;
}

async function start(env: Readonly<Record<string, string>>): Promise<Ending> {
  const child = spawn(process.execPath, [ENTRY], {
    env: { ...bareEnv(), ...env },
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, lines: errors.trim().split('\n'), output };
}

const GUID = '6f1c2a84-3b7d-4e59-9c08-d2a5b1e7f340';
const COMPLETE = {
  PUBLIC_URL: 'https://rollcall.harbourlane.example',
  DESKS: GUID,
  DATABASE_URL: 'postgres://rollcall@db.harbourlane.example/rollcall',
  ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  BOT_ID: GUID,
  BOT_PASSWORD: 'a-password-of-the-bot',
  BOT_TENANT_ID: GUID,
  DESK_CLIENT_ID: GUID,
  DESK_CLIENT_SECRET: 'a-secret-of-the-desk',
};

describe('OPS-1, O6: a configuration that cannot work', () => {
  it('an empty one: every fault at once, each with its remedy, and exit code 2', async () => {
    const { code, lines, output } = await start({});
    expect(code).toBe(2);
    expect(output).toBe('');
    const named = lines.slice(1).map((line) => line.trim().split(' ')[0]);
    expect(named).toEqual(
      expect.arrayContaining([
        'PUBLIC_URL',
        'DESKS',
        'ENCRYPTION_KEYS',
        'BOT_ID',
        'BOT_PASSWORD',
        'BOT_TENANT_ID',
        'DESK_CLIENT_ID',
        'DESK_CLIENT_SECRET',
      ]),
    );
    expect(lines[0]).toContain(`${named.length} fault`);
    expect(new Set(named).size).toBe(named.length);
    for (const line of lines.slice(1)) expect(line).toMatch(/^ {2}[A-Z_]+ [^.]+\. \S.{10,}$/);
  });

  it('several wrong values: each is named, and no secret is repeated', async () => {
    const { code, lines } = await start({
      ...COMPLETE,
      PORT: 'ninety',
      CLOUD: 'moon',
      DESKS: 'desk-one',
      ENCRYPTION_KEYS: 'k1:too-short-to-be-a-key',
      GRAPH_BASE_URL: 'http://127.0.0.1:4702',
      INITIAL_ADMINS: 'somebody',
    });
    expect(code).toBe(2);
    const named = lines.slice(1).map((line) => line.trim().split(' ')[0] ?? '');
    expect(named.toSorted()).toEqual([
      'CLOUD',
      'DESKS',
      'ENCRYPTION_KEYS',
      'GRAPH_BASE_URL',
      'INITIAL_ADMINS',
      'PORT',
    ]);
    const all = lines.join('\n');
    for (const secret of ['too-short-to-be-a-key', COMPLETE.BOT_PASSWORD, COMPLETE.DESK_CLIENT_SECRET]) {
      expect(all).not.toContain(secret);
    }
  });

  it('a port where another program listens: said by its variable, and nothing is left running', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, resolve));
    const { port } = other.address() as AddressInfo; // a TCP server that listens has one
    const { code, lines } = await start({
      ...COMPLETE,
      PORT: String(port),
      DATABASE_URL: `sqlite:${join(folder, 'rollcall.db')}`,
    });
    await new Promise((resolve) => other.close(resolve));
    expect(code).toBe(2);
    expect(lines.slice(1)).toEqual([
      expect.stringMatching(`^  PORT is ${port}, where another program listens`),
    ]);
  });
});

describe('S36: production', () => {
  it('refuses the leave to use loopback, the Playground’s door, and what leaned on them', async () => {
    const { code, lines } = await start({
      ...COMPLETE,
      NODE_ENV: 'production',
      ROLLCALL_ALLOW_LOOPBACK: '1',
      ROLLCALL_PLAYGROUND: '1',
      PUBLIC_URL: 'http://127.0.0.1:3978',
      ENTRA_BASE_URL: 'http://127.0.0.1:4701',
    });
    expect(code).toBe(2);
    const all = lines.join('\n');
    expect(all).toMatch(/ROLLCALL_ALLOW_LOOPBACK is set in production\./);
    for (const name of ['ROLLCALL_PLAYGROUND', 'PUBLIC_URL', 'ENTRA_BASE_URL'])
      expect(all).toContain(`  ${name} `);
  });

  it('without these it is content with the same configuration: what stops it then is only the database', async () => {
    const { code, lines } = await start({
      ...COMPLETE,
      NODE_ENV: 'production',
      DATABASE_URL: 'postgres://rollcall@127.0.0.1:9/rollcall',
    });
    expect([code, lines.join('\n')]).toEqual([
      1,
      expect.stringMatching(/^Rollcall cannot start: open PostgreSQL at .*ECONNREFUSED/),
    ]);
  });
});
