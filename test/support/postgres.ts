import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { freePort } from '../sandbox/free-port.ts';

/** A throw-away PostgreSQL. `url` names its database `postgres`; whoever uses the server makes databases of its own. */
export interface TestPostgres {
  readonly url: string;
  /** Ends the server and removes its files. */
  stop(): Promise<void>;
}

export const SKIPPED =
  'PostgreSQL tests skipped: no server binaries found; install the Debian package postgresql or set PG_BIN';

const DEBIAN = '/usr/lib/postgresql';
const START_MS = 30_000;

/** Starts a server of its own on a free port, its files in a temporary folder. As root it runs as another user, since PostgreSQL refuses root. */
export async function startPostgres(): Promise<TestPostgres | { readonly skipped: string }> {
  const bin = findBinaries();
  if (bin === null) return { skipped: SKIPPED };
  const account = findAccount();
  if (account === null) return { skipped: 'PostgreSQL tests skipped: no account but root to run the server' };

  const folder = await mkdtemp(join(tmpdir(), 'rollcall-pg-'));
  const data = join(folder, 'data');
  await mkdir(data);
  if (account.uid !== undefined && account.gid !== undefined) {
    for (const path of [folder, data]) await chown(path, account.uid, account.gid);
  }
  await chmod(folder, 0o700);
  try {
    await promisify(execFile)(
      join(bin, 'initdb'),
      ['-D', data, '-U', 'rollcall', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
      { ...account, cwd: folder },
    );
    return await startServer({ bin, account, folder, data });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

interface Cluster {
  readonly bin: string;
  readonly account: Account;
  readonly folder: string;
  readonly data: string;
}

async function startServer({ bin, account, folder, data }: Cluster): Promise<TestPostgres> {
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: folder,
    max_connections: '200',
    // The files are thrown away: nothing has to survive a power cut.
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...args], {
    ...account,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const complaints: string[] = [];
  server.stderr?.on('data', (chunk: Buffer) => complaints.push(chunk.toString()));
  // A test run that ends without its clean-up must not leave a server behind.
  const endAtExit = (): void => {
    server.kill('SIGQUIT');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', endAtExit);
  const stop = async (): Promise<void> => {
    process.off('exit', endAtExit);
    await end(server);
    rmSync(folder, { recursive: true, force: true });
  };
  const url = `postgres://rollcall@127.0.0.1:${port}/postgres`;
  try {
    await waitUntilReady(url, server);
    return { url, stop };
  } catch (cause) {
    await stop();
    throw new Error(`PostgreSQL did not start: ${complaints.join('').slice(-2000)}`, { cause });
  }
}

async function waitUntilReady(url: string, server: ChildProcess): Promise<void> {
  const until = performance.now() + START_MS;
  for (;;) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (server.exitCode !== null || performance.now() > until) throw error;
      // The server says nothing when it is ready; asking again is the only way to know.
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** SIGINT is PostgreSQL's fast shutdown: it drops its clients and ends. */
async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGINT');
  const impatient = setTimeout(() => server.kill('SIGQUIT'), 5000);
  await ended;
  clearTimeout(impatient);
}

/** `$PG_BIN`, the newest of Debian's, or what the path has; `null` when there is none. */
function findBinaries(): string | null {
  const debian = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  const places = [
    process.env['PG_BIN'] ?? '',
    ...debian.toSorted((a, b) => Number(b) - Number(a)).map((version) => join(DEBIAN, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ];
  const hasBoth = (place: string): boolean =>
    place !== '' && ['initdb', 'postgres'].every((program) => existsSync(join(place, program)));
  return places.find(hasBoth) ?? null;
}

/** Who runs the server: nobody special, unless we are root. `null`: root, and no other account to be found. */
function findAccount(): Account | null {
  if (process.getuid?.() !== 0) return {};
  const lines = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const found = ['postgres', 'nobody']
    .map((name) => lines.find(([account]) => account === name))
    .find((line) => line !== undefined);
  return found ? { uid: Number(found[2]), gid: Number(found[3]) } : null;
}
