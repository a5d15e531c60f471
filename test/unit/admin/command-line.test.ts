import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Store } from '#adapters/store/open-store.ts';
import { createSettingsService } from '#core/settings/settings-service.ts';
import { systemClock } from '#kernel/clock.ts';
import { silentLogger } from '#kernel/logger.ts';
import { createDesk } from '../../sandbox/desk/create-desk.ts';
import { type HaloPsaSim, startHaloPsa } from '../../sandbox/halopsa/halopsa.ts';
import { anEnvironment, aRingKey, PERSON, TENANT } from '../env/env-values.ts';
import { type AdminResult, runAdmin } from './run-admin.ts';

const OTHER_TENANT = 'b8d4e6f2-91a3-4c75-8e2b-5f60c7d8a911';
const folder = mkdtempSync(join(tmpdir(), 'rollcall-admin-'));
const env = anEnvironment({
  NODE_ENV: undefined,
  ROLLCALL_ALLOW_LOOPBACK: '1',
  PUBLIC_URL: 'http://127.0.0.1:3978',
  DATABASE_URL: `sqlite:${join(folder, 'rollcall.db')}`,
});
let halo: HaloPsaSim;
/** Everything that the command line said in this file. */
let said = '';

beforeAll(async () => {
  halo = await startHaloPsa({ port: 0, desk: createDesk(new Date('2026-11-23T09:00:00Z')) });
});
afterAll(async () => {
  await halo.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A command, its words separated by blanks; further words may hold blanks themselves. */
async function admin(command: string, more: readonly string[] = [], stdin = ''): Promise<AdminResult> {
  const result = await runAdmin(env, [...command.split(' '), ...more], stdin);
  said += result.stdout + result.stderr;
  return result;
}

async function adminJson(command: string, more: readonly string[] = [], stdin = ''): Promise<unknown> {
  const { code, stdout, stderr } = await admin(command, [...more, '--json'], stdin);
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout);
}

/** Looks into the database that the command line left behind. */
async function withStore<Value>(look: (store: Store) => Promise<Value>): Promise<Value> {
  const store = await openStore({
    url: env['DATABASE_URL'] ?? '',
    vaultKeys: aRingKey('k1'),
    logger: silentLogger,
    clock: systemClock,
  });
  try {
    return await look(store);
  } finally {
    await store.close();
  }
}

async function newestAudit(deskId = TENANT): Promise<unknown> {
  const [entry] = await withStore((store) => store.audit.listAudit(deskId, { limit: 1, before: null }));
  return entry;
}

const OPERATOR = { kind: 'system', id: 'command-line', name: 'Command line' };

describe('DATA-3a: keys', () => {
  it('a key is made, shown once, listed without its secret, and revoked', async () => {
    const made = await admin('key create', ['--name', 'Status page', '--scope', 'availability:read']);
    expect(made).toMatchObject({ code: 0, stderr: '' });
    expect(made.stdout).toMatch(/^rk_[0-9a-f]{32}_[\w-]{43}\n$/);
    const secret = made.stdout.trim();
    const keyId = secret.slice(3, 35);
    expect(await newestAudit()).toMatchObject({
      actor: OPERATOR,
      subject: 'key',
      subjectId: keyId,
      action: 'created',
      after: { name: 'Status page', scopes: ['availability:read'] },
    });

    const listed = await admin('key list');
    expect(listed.stdout).toBe(`${keyId}  Status page  availability:read  last used never\n`);

    expect(await adminJson('key revoke', ['--key', keyId])).toEqual({ keyId, revoked: true });
    expect(await newestAudit()).toMatchObject({ subject: 'key', subjectId: keyId, action: 'revoked' });
    const [key] = (await adminJson('key list')) as { revokedAt: string }[];
    expect(key).toMatchObject({ keyId, revokedAt: expect.stringMatching(/Z$/) });

    const again = await admin('key revoke', ['--key', keyId]);
    expect(again).toMatchObject({ code: 1, stdout: '' });
    expect(again.stderr).toBe(`no active key ${keyId}. List the keys for their ids.\n`);
  }, 60_000);
});

describe('DATA-3a: roles', () => {
  it('a role is granted, replaced, listed and revoked', async () => {
    const grant = (role: string) =>
      adminJson('role grant', ['--user', PERSON.toUpperCase(), '--role', role, '--name', 'Lena Ortiz']);
    expect(await grant('lead')).toEqual({ userId: PERSON, role: 'lead', name: 'Lena Ortiz' });
    await grant('admin');
    expect(await newestAudit()).toMatchObject({
      actor: OPERATOR,
      subject: 'role',
      subjectId: PERSON,
      before: { role: 'lead' },
      after: { role: 'admin' },
    });
    expect((await admin('role list')).stdout).toBe(`${PERSON}  admin  Lena Ortiz\n`);
    expect((await admin('role revoke', ['--user', PERSON])).stdout).toBe(`${PERSON} is a member now\n`);
    expect(await newestAudit()).toMatchObject({ subject: 'role', action: 'revoked' });
    expect(await adminJson('role revoke', ['--user', PERSON])).toEqual({ userId: PERSON, revoked: false });
    expect((await admin('role list')).stdout).toBe('No roles granted.\n');
    expect((await admin('audit list')).stdout).toMatch(/ {2}Command line {2}role .* {2}revoked\n/);
  }, 60_000);
});

describe('DATA-3a, PSA-3: the PSA', () => {
  const addresses = () => [
    '--kind',
    'halopsa',
    '--setting',
    `baseUrl=${halo.baseUrl}`,
    '--setting',
    `tokenUrl=${halo.tokenUrl}`,
  ];
  const secrets = (clientSecret: string) =>
    JSON.stringify({ clientId: halo.application.clientId, clientSecret });

  it('without a connection the check says how to make one', async () => {
    const { code, stdout, stderr } = await admin('psa check');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^no PSA is connected\. .*npm run admin -- psa connect/);
  }, 60_000);

  it('a connection that does not work is not saved, and the step is named', async () => {
    const { code, stdout } = await admin('psa connect', addresses(), secrets('a-wrong-secret'));
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^FAILED {2}Sign in: .+secret.+\nThe connection does not work and was not saved\.\n$/,
    );
    expect(await withStore((store) => store.psa.readPsaConnection(TENANT))).toBeNull();
  }, 60_000);

  it('a connection that works is kept; its secrets come on standard input and are never printed, audited or readable on disk', async () => {
    const secret = halo.application.clientSecret;
    const connected = await admin('psa connect', addresses(), secrets(secret));
    expect(connected).toMatchObject({ code: 0, stderr: '' });
    expect(connected.stdout).toMatch(
      /^ok {6}Sign in\nok {6}Read agents\nok {6}Read tickets\n\d+ technicians\n$/,
    );
    const audit = await newestAudit();
    expect(audit).toMatchObject({ actor: OPERATOR, subject: 'psa', subjectId: 'halopsa', action: 'created' });
    expect(JSON.stringify(audit)).not.toContain(secret);
    const saved = await withStore((store) => store.psa.readPsaConnection(TENANT));
    expect(saved).toMatchObject({ settings: { baseUrl: halo.baseUrl }, secrets: { clientSecret: secret } });
    for (const file of readdirSync(folder))
      expect(readFileSync(join(folder, file)).includes(secret)).toBe(false);
    expect(await adminJson('psa check')).toMatchObject({ ok: true, technicianCount: expect.any(Number) });
    expect(said).not.toContain(secret);
    expect(said).not.toContain('a-wrong-secret');
  }, 60_000);

  it('a secret among the settings is refused by its name, and not repeated', async () => {
    const { code, stdout, stderr } = await admin('psa connect', [
      ...addresses(),
      '--setting',
      'clientSecret=hunter22',
    ]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^--setting has no name "clientSecret"\. /);
    expect(stderr).not.toContain('hunter22');
  }, 60_000);

  it('secrets that are missing on standard input are named', async () => {
    const { code, stderr } = await admin('psa connect', addresses(), 'clientId=x\n');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^clientSecret is missing on standard input\. Pipe in \{"clientId": /);
  }, 60_000);

  it('PSA-1: the built-in roster needs no secrets, and is filled from CSV', async () => {
    const connected = await admin('psa connect', ['--kind', 'roster']);
    expect(connected).toMatchObject({
      code: 0,
      stderr: '',
      stdout: 'ok      Read the roster\n0 technicians\n',
    });
    const csv = 'Name,E-mail\nAisha Khan,aisha@example.com\nBen Osei,\n';
    const preview = await admin('psa import', ['--mode', 'preview'], csv);
    expect(preview).toMatchObject({
      code: 0,
      stdout: 'Nothing was changed yet: 2 to add, 0 to update, 0 unchanged\n',
    });
    const imported = await admin('psa import', ['--mode', 'replace'], csv);
    expect(imported.stdout).toBe('2 added, 0 updated, 0 removed, 0 unchanged\n');
    expect((await admin('psa check')).stdout).toBe('ok      Read the roster\n2 technicians\n');
    const broken = await admin('psa import', ['--mode', 'preview'], 'Name,E-mail\nDana Roy,dana@\n');
    expect(broken.code).toBe(1);
    expect(broken.stdout).toMatch(/^line 2, email is not an e-mail address: dana@\. Write one such as/);
    const refused = await admin('psa import', ['--mode', 'replace'], 'Name,E-mail\nDana Roy,dana@\n');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect((await admin('psa check')).stdout).toContain('2 technicians');
  }, 60_000);
});

describe('DATA-3a: desks', () => {
  it('a desk that is added is served from then on', async () => {
    expect((await admin('desk list')).stdout).toBe(`${TENANT}\n`);
    const added = await adminJson('desk add', [
      '--desk',
      OTHER_TENANT.toUpperCase(),
      '--name',
      'Second desk',
    ]);
    expect(added).toEqual({ deskId: OTHER_TENANT, name: 'Second desk' });
    const isServed = await withStore((store) =>
      createSettingsService({
        clock: systemClock,
        store: store.settings,
        configuredDesks: [TENANT],
        workflowRotas: store.workflows,
      }).isServed(OTHER_TENANT),
    );
    expect(isServed).toBe(true);
    expect(await newestAudit(OTHER_TENANT)).toMatchObject({
      actor: OPERATOR,
      subject: 'desk',
      subjectId: OTHER_TENANT,
      action: 'added',
      after: { name: 'Second desk' },
    });
    expect(await adminJson('desk list')).toEqual([TENANT, OTHER_TENANT]);
  }, 60_000);
});

describe('DATA-3a: settings', () => {
  const onDesk = ['--desk', TENANT];
  const set = (key: string, value: string) =>
    admin('setting set', [...onDesk, '--key', key, '--value', value]);

  it('a setting is changed, shown and put back to its default', async () => {
    expect((await set('desk.zone', 'Europe/London')).stdout).toBe('desk.zone is now "Europe/London"\n');
    expect(await newestAudit()).toMatchObject({
      actor: OPERATOR,
      subject: 'setting',
      subjectId: 'desk.zone',
      action: 'updated',
      before: null,
      after: 'Europe/London',
    });
    expect(await adminJson('setting list', onDesk)).toContainEqual({
      key: 'desk.zone',
      value: 'Europe/London',
      isDefault: false,
      version: 1,
    });
    expect((await set('desk.zone', 'null')).stdout).toBe('desk.zone is back to its default\n');
    expect((await admin('setting list', onDesk)).stdout).toContain(
      'desk.zone = "UTC" (default)\n    Time zone',
    );
  }, 60_000);

  it('a value out of bounds is refused with what is possible', async () => {
    const outside = await set('availability.presence-blocks-minutes', '99999');
    expect(outside).toMatchObject({ code: 2, stdout: '' });
    expect(outside.stderr).toMatch(
      /^availability\.presence-blocks-minutes is not a whole number of minutes from 0 to 1440\. /,
    );
  }, 60_000);
});

describe('what is wrongly asked', () => {
  it.each([
    ['nothing at all', [], 0, /^npm run admin -- COMMAND/, ''],
    ['--help', ['--help'], 0, /key create .*setting set /s, ''],
    ['help for one command', ['psa', 'connect', '--help'], 0, /^(?!.*key create).*psa connect --kind/s, ''],
    ['help for one subject', ['role', '-h'], 0, /^(?!.*key create).*role grant.*role revoke/s, ''],
    ['an unknown command', ['key', 'destroy'], 2, '', /^There is no command "key destroy"\.\n.*key revoke/s],
    ['an unknown flag', ['key', 'create', '--nmae', 'x'], 2, '', /^Unknown option '--nmae'\.\n.*key create/s],
    ['a flag without its value', ['key', 'create', '--name'], 2, '', /--name.*\n.*key create/s],
    [
      'a flag of another command',
      ['key', 'create', '--name', 'x', '--role', 'admin'],
      2,
      '',
      /^--role is not a flag of "key create"\. Write: npm run admin -- key create --name NAME/,
    ],
  ] as const)(
    '%s',
    async (_, argv, code, stdout, stderr) => {
      const result = await runAdmin({}, argv);
      expect(result.code).toBe(code);
      for (const [stream, wanted] of [
        [result.stdout, stdout],
        [result.stderr, stderr],
      ] as const) {
        if (wanted === '') expect(stream).toBe('');
        else expect(stream).toMatch(wanted);
      }
    },
    60_000,
  );

  it('every flag that is missing or wrong is named at once', async () => {
    const { code, stderr } = await admin('role grant', [
      '--desk',
      TENANT,
      '--user',
      'ana@contoso.com',
      '--role',
      'boss',
    ]);
    expect(code).toBe(2);
    expect(stderr.split('\n')).toEqual([
      '--user is not an id (a GUID). Give the person’s object id in Microsoft Entra.',
      '--role has no value "boss". Give one of member, dispatcher, lead, admin.',
      '--name is missing. Name the person.',
      '',
    ]);
  }, 60_000);

  it('an environment that is not whole is listed as at the start of the program', async () => {
    const { code, stdout, stderr } = await runAdmin({ ...env, BOT_ID: '', PORT: 'x' }, ['desk', 'list']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(
      /^The environment has 2 fault\(s\):\n {2}BOT_ID is missing\. .+\n {2}PORT is not a port\. .+\n$/,
    );
  }, 60_000);
});

it('a running Rollcall holds the embedded database: the command line says which process to stop', async () => {
  const { code, stdout, stderr } = await withStore(() => admin('desk list'));
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(
    new RegExp(`rollcall\\.db is in use by process ${process.pid} on .+\\. Stop that process first`),
  );
  expect(stderr.trim().split('\n')).toHaveLength(1);
}, 60_000);
