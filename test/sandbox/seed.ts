import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { AdminCall, RunAdmin } from './admin-calls.ts';
import type { World } from './world.ts';

/** Prepares a new desk for its first question: the PSA, the roles of its people, its rota teams and a key. Answers the key. */
export async function seedDesk(world: World, run: RunAdmin): Promise<{ readonly publicApiKey: string }> {
  const answers = await run(seedCalls(world));
  const { key } = (answers.at(-1) ?? {}) as { readonly key?: unknown }; // checked on the next line
  if (typeof key !== 'string') throw new Error('"key create" answered no key');
  return { publicApiKey: key };
}

function seedCalls({ desk, halopsa }: World): readonly AdminCall[] {
  const { clientId, clientSecret } = halopsa.application;
  const rotaTeams = desk.groups
    .filter((group) => group.schedule !== null)
    .map((group) => ({ teamId: group.id, displayName: group.displayName }));
  return [
    {
      command: 'psa connect',
      flags: { kind: 'halopsa', setting: [`baseUrl=${halopsa.baseUrl}`, `tokenUrl=${halopsa.tokenUrl}`] },
      stdin: JSON.stringify({ clientId, clientSecret }),
    },
    ...[desk.people.lead, desk.people.dispatcher].map(({ oid, role, name }) => ({
      command: 'role grant',
      flags: { user: oid, role: role ?? 'member', name },
    })),
    {
      command: 'setting set',
      flags: { key: 'availability.rota-teams', value: JSON.stringify(rotaTeams) },
    },
    { command: 'setting set', flags: { key: 'desk.zone', value: desk.zone } },
    { command: 'key create', flags: { name: 'sandbox' } },
  ];
}

/** Matches technicians to users for the first time, over the public API. Throws when that was refused. */
export async function autoMapOnce(appOrigin: string, apiKey: string): Promise<void> {
  const response = await fetch(`${appOrigin}/public-api/teams-availability/auto-map`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ teamIds: [], dryRun: false, clear: true }),
    signal: AbortSignal.timeout(30_000),
  });
  const answer = await response.text();
  if (response.status !== 200) {
    throw new Error(`the first auto-map was answered ${response.status}: ${answer}`);
  }
}

/** Runs commands in a process of their own, before the program starts: the embedded database serves one at a time. */
export function adminInOwnProcess(env: Readonly<Record<string, string>>, deskId: string): RunAdmin {
  return async (calls) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'admin-program.ts')], {
      env: { ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.on('error', () => undefined); // it may end before it reads
    child.stdin.end(JSON.stringify({ deskId, calls }));
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
    if (code !== 0) throw new Error(`the desk could not be prepared: ${stderr.trim()}`);
    return JSON.parse(stdout) as readonly unknown[]; // what admin-program.ts writes
  };
}
