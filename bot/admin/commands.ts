import { SCOPES, type Scope } from '#core/access/policy.ts';
import type { SettingsService } from '#core/settings/settings-service.ts';
import type { Caller } from '#kernel/caller.ts';
import { AppError, type FieldFault, invalidInput } from '#kernel/errors.ts';
import { isGuid } from '#kernel/ids.ts';
import { ROLES, type Role } from '#kernel/vocabulary.ts';
import type { Services } from '../compose.ts';

/** What a command was given: flags as typed, and the text of standard input when the command wants it. */
export interface AdminInput {
  readonly flags: Readonly<Record<string, string | readonly string[] | boolean | undefined>>;
  readonly readStdin: () => Promise<string>;
}

/** What a command answers: a value for --json, lines for people. */
export interface AdminOutput {
  readonly value: unknown;
  readonly lines: readonly string[];
}

export interface AdminCommand {
  /** As typed: `key create`. */
  readonly name: string;
  readonly help: string;
  readonly usage: string;
  readonly run: (services: Services, caller: Caller, input: AdminInput) => Promise<AdminOutput>;
}

function text(input: AdminInput, flag: string): string | null {
  const value = input.flags[flag];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function needed(input: AdminInput, flag: string, remedy: string): string {
  const value = text(input, flag);
  if (value !== null) return value;
  throw invalidInput([{ field: `--${flag}`, problem: 'is missing', remedy }]);
}

function list(input: AdminInput, flag: string): readonly string[] {
  const value = input.flags[flag];
  return Array.isArray(value) ? value.flatMap((each: string) => each.split(',')) : [];
}

function scopesOf(input: AdminInput): readonly Scope[] {
  const given = list(input, 'scope');
  if (given.length === 0) return [...SCOPES];
  const known = SCOPES.filter((scope) => given.includes(scope));
  const unknown = given.filter((scope) => !SCOPES.some((each) => each === scope));
  if (unknown.length === 0) return known;
  const remedy = `Known scopes: ${SCOPES.join(', ')}.`;
  throw invalidInput([{ field: '--scope', problem: `has no scope ${unknown.join(', ')}`, remedy }]);
}

function userOf(input: AdminInput): string {
  const userId = needed(input, 'user', 'Give the user’s object id in Microsoft Entra.').toLowerCase();
  if (isGuid(userId)) return userId;
  throw invalidInput([
    { field: '--user', problem: 'is not an object id', remedy: 'Copy the object id (a GUID) from Entra.' },
  ]);
}

function roleOf(input: AdminInput): Role {
  const given = needed(input, 'role', `Give one of ${ROLES.join(', ')}.`);
  const role = ROLES.find((each) => each === given);
  if (role) return role;
  throw invalidInput([
    { field: '--role', problem: `is "${given}"`, remedy: `Give one of ${ROLES.join(', ')}.` },
  ]);
}

/** `name=value` flags as an object. */
function pairs(input: AdminInput, flag: string): Readonly<Record<string, string>> {
  const given = input.flags[flag];
  const entries = (Array.isArray(given) ? given : []).map((pair: string) => {
    const at = pair.indexOf('=');
    return at > 0 ? [pair.slice(0, at), pair.slice(at + 1)] : null;
  });
  if (entries.some((entry) => entry === null)) {
    throw invalidInput([
      { field: `--${flag}`, problem: 'is not name=value', remedy: `Write --${flag} name=value.` },
    ]);
  }
  return Object.fromEntries(entries.filter((entry) => entry !== null));
}

/** Secrets come on standard input only: arguments are seen by everybody on the machine. A JSON object, or lines of name=value. */
async function secretsFrom(
  input: AdminInput,
  names: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const given = (await input.readStdin()).trim();
  const secrets = given.startsWith('{') ? parseObject(given) : parseLines(given);
  const faults: FieldFault[] = names
    .filter((name) => !secrets[name])
    .map((name) => ({
      field: name,
      problem: 'is missing on standard input',
      remedy: `Pipe in {"${names.join('": "…", "')}": "…"}.`,
    }));
  if (faults.length > 0) throw invalidInput(faults);
  return secrets;
}

function parseObject(given: string): Readonly<Record<string, string>> {
  try {
    const parsed: unknown = JSON.parse(given);
    const entries = Object.entries(parsed as object).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
    return Object.fromEntries(entries);
  } catch {
    throw invalidInput([
      { field: 'standard input', problem: 'is not JSON', remedy: 'Pipe in one JSON object.' },
    ]);
  }
}

function parseLines(given: string): Readonly<Record<string, string>> {
  const lines = given.split('\n').filter((line) => line.includes('='));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')).trim(), line.slice(line.indexOf('=') + 1).trim()]),
  );
}

function checkOutput(check: Awaited<ReturnType<Services['psa']['check']>>): AdminOutput {
  const lines = check.steps.map((step) =>
    step.ok ? `ok      ${step.step}` : `FAILED  ${step.step}: ${step.problem}. ${step.remedy ?? ''}`,
  );
  if (!check.ok) {
    throw new AppError('psa_refused', `the PSA connection does not work yet\n${lines.join('\n')}`);
  }
  return { value: check, lines: [...lines, `${check.technicianCount} technicians`] };
}

async function writeSetting(
  settings: SettingsService,
  caller: Caller,
  input: AdminInput,
): Promise<AdminOutput> {
  const key = needed(input, 'key', 'See: npm run admin -- setting list');
  const given = needed(
    input,
    'value',
    'Give a JSON value, such as 120 or "Europe/London"; null goes back to the default.',
  );
  let value: unknown = given;
  try {
    value = JSON.parse(given);
  } catch {
    // A bare word is a text: --value Europe/London needs no quotes.
  }
  await settings.write(caller, key, value);
  return { value: { key, value }, lines: [`${key} is now ${JSON.stringify(value)}`] };
}

/** DATA-3a: what can be done at the command line. */
export const ADMIN_COMMANDS: readonly AdminCommand[] = [
  {
    name: 'key create',
    help: 'Make an API key. Its text is shown once.',
    usage: '--name NAME [--scope SCOPE …]',
    async run({ keys }, caller, input) {
      const name = needed(input, 'name', 'Name what uses the key.');
      const { key, secret } = await keys.create(caller, { name, scopes: scopesOf(input) });
      return { value: { keyId: key.keyId, name, scopes: key.scopes, key: secret }, lines: [secret] };
    },
  },
  {
    name: 'key list',
    help: 'List API keys.',
    usage: '',
    async run({ keys }, caller) {
      const all = await keys.list(caller);
      const lines = all.map((key) => {
        const state = key.revokedAt ? 'revoked' : `last used ${key.lastUsedAt?.toISOString() ?? 'never'}`;
        return `${key.keyId}  ${key.name}  ${key.scopes.join(',')}  ${state}`;
      });
      return { value: all, lines: lines.length > 0 ? lines : ['No keys.'] };
    },
  },
  {
    name: 'key revoke',
    help: 'Revoke an API key at once.',
    usage: '--key KEY_ID',
    async run({ keys }, caller, input) {
      const keyId = needed(input, 'key', 'See: npm run admin -- key list');
      await keys.revoke(caller, keyId);
      return { value: { keyId, revoked: true }, lines: [`${keyId} is revoked`] };
    },
  },
  {
    name: 'role grant',
    help: 'Give a person a role; it replaces the one they had.',
    usage: '--user OBJECT_ID --role member|dispatcher|lead|admin --name NAME',
    async run({ roles }, caller, input) {
      const grant = {
        userId: userOf(input),
        role: roleOf(input),
        name: needed(input, 'name', 'Name the person.'),
      };
      await roles.grant(caller, grant);
      return { value: grant, lines: [`${grant.name} is now ${grant.role}`] };
    },
  },
  {
    name: 'role list',
    help: 'List who has which role; everybody else of the tenant is a member.',
    usage: '',
    async run({ roles }, caller) {
      const all = await roles.list(caller);
      const lines = all.map((grant) => `${grant.userId}  ${grant.role}  ${grant.name}`);
      return { value: all, lines: lines.length > 0 ? lines : ['No roles granted.'] };
    },
  },
  {
    name: 'role revoke',
    help: 'Take a person’s role away; they stay a member.',
    usage: '--user OBJECT_ID',
    async run({ roles }, caller, input) {
      const userId = userOf(input);
      const revoked = await roles.revoke(caller, userId);
      return {
        value: { userId, revoked },
        lines: [revoked ? `${userId} is a member now` : 'Nothing to revoke.'],
      };
    },
  },
  {
    name: 'psa connect',
    help: 'Connect the desk’s PSA: tries it, then keeps it. Secrets come on standard input.',
    usage:
      '--kind halopsa --setting baseUrl=URL --setting tokenUrl=URL [--setting tenant=NAME]   < {"clientId": …, "clientSecret": …}',
    async run({ psa }, caller, input) {
      const kind = needed(input, 'kind', 'Give halopsa.');
      if (kind !== 'halopsa') {
        throw invalidInput([{ field: '--kind', problem: `is "${kind}"`, remedy: 'Give halopsa.' }]);
      }
      const settings = pairs(input, 'setting');
      const faults = ['baseUrl', 'tokenUrl']
        .filter((name) => !settings[name])
        .map((name) => ({
          field: `--setting ${name}`,
          problem: 'is missing',
          remedy: 'Copy it from HaloPSA: Configuration, Integrations, API Details.',
        }));
      if (faults.length > 0) throw invalidInput(faults);
      const secrets = await secretsFrom(input, ['clientId', 'clientSecret']);
      return checkOutput(await psa.connect(caller, { kind, settings, secrets }));
    },
  },
  {
    name: 'psa check',
    help: 'Try the PSA connection and name what is missing.',
    usage: '',
    run: async ({ psa }, caller) => checkOutput(await psa.check(caller)),
  },
  {
    name: 'desk list',
    help: 'List the desks (tenants) that are served.',
    usage: '',
    async run({ settings }) {
      const desks = await settings.servedDesks();
      return { value: desks, lines: desks };
    },
  },
  {
    name: 'desk add',
    help: 'Serve another tenant from now on.',
    usage: '--desk TENANT_ID --name NAME',
    async run({ settings }, caller, input) {
      const name = needed(input, 'name', 'Name the desk.');
      await settings.addDesk(caller, name);
      return { value: { deskId: caller.deskId, name }, lines: [`${name} (${caller.deskId}) is served`] };
    },
  },
  {
    name: 'setting list',
    help: 'List the settings with their values.',
    usage: '',
    async run({ settings }, caller) {
      const all = await settings.list(caller);
      const lines = all.map(
        ({ tunable, value, isDefault }) =>
          `${tunable.key} = ${JSON.stringify(value)}${isDefault ? ' (default)' : ''}\n    ${tunable.help}`,
      );
      return {
        value: all.map(({ tunable, value, isDefault }) => ({ key: tunable.key, value, isDefault })),
        lines,
      };
    },
  },
  {
    name: 'setting set',
    help: 'Change a setting; null goes back to the default.',
    usage: '--key KEY --value JSON',
    run: ({ settings }, caller, input) => writeSetting(settings, caller, input),
  },
];
