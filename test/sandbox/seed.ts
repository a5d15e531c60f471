import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { World } from './world.ts';

/** One call of the program's command line (DATA-3a). Secrets go to its standard input. */
export interface AdminCall {
  readonly command: string;
  readonly flags: Readonly<Record<string, string | readonly string[]>>;
  readonly stdin?: string;
}

/** Runs a command against the program's database and answers its `--json` value. Throws with the command's own words. */
export type RunAdmin = (call: AdminCall) => Promise<unknown>;

export interface SeedResult {
  readonly publicApiKey: string;
}

/** What a new desk needs before the first question: its PSA, a key, the roles of its people, and its rota teams. */
export async function seedDesk(world: World, run: RunAdmin): Promise<SeedResult> {
  const { desk, halopsa } = world;
  const { clientId, clientSecret } = halopsa.application;
  await run({
    command: 'psa connect',
    flags: { kind: 'halopsa', setting: [`baseUrl=${halopsa.baseUrl}`, `tokenUrl=${halopsa.tokenUrl}`] },
    stdin: JSON.stringify({ clientId, clientSecret }),
  });
  for (const person of [desk.people.lead, desk.people.dispatcher]) {
    const { oid, role, name } = person;
    await run({ command: 'role grant', flags: { user: oid, role: role ?? 'member', name } });
  }
  const rotaTeams = desk.groups
    .filter((group) => group.schedule !== null)
    .map((group) => ({ teamId: group.id, displayName: group.displayName }));
  await run({
    command: 'setting set',
    flags: { key: 'availability.rota-teams', value: JSON.stringify(rotaTeams) },
  });
  return { publicApiKey: await createKey(run) };
}

async function createKey(run: RunAdmin): Promise<string> {
  const made = await run({ command: 'key create', flags: { name: 'sandbox' } });
  const { key } = made as { readonly key?: unknown }; // checked on the next line
  if (typeof key !== 'string') throw new Error('"key create" answered no key');
  return key;
}

/** Matches technicians to users for the first time, over the public API. Throws when the run did not complete. */
export async function autoMapOnce(appOrigin: string, apiKey: string): Promise<void> {
  const response = await fetch(`${appOrigin}/public-api/teams-availability/auto-map`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ teamIds: [], dryRun: false, clear: true }),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`the first auto-map was answered ${response.status}: ${text}`);
}

const ADMIN = join(import.meta.dirname, '..', '..', 'bot', 'admin.ts');

/** Through a process of its own per command, as an operator does it. The embedded database serves one program at a time. */
export function adminByCommandLine(env: Readonly<Record<string, string>>, desk: string): RunAdmin {
  return async ({ command, flags, stdin = '' }) => {
    const args = Object.entries(flags).flatMap(([name, value]) =>
      (typeof value === 'string' ? [value] : value).flatMap((each) => [`--${name}`, each]),
    );
    const argv = [ADMIN, ...command.split(' '), '--desk', desk, '--json', ...args];
    const { code, stdout, stderr } = await runNode(argv, env, stdin);
    if (code !== 0) throw new Error(`"${command}" failed: ${stderr.trim() || stdout.trim()}`);
    return JSON.parse(stdout);
  };
}

async function runNode(
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
  stdin: string,
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  const child = spawn(process.execPath, argv, { env, stdio: ['pipe', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    said.stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said.stderr += chunk.toString();
  });
  child.stdin.on('error', () => undefined); // it may end before it reads
  child.stdin.end(stdin);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, ...said };
}
