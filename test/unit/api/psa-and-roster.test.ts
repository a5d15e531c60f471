import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mountPsa } from '#api/handlers/psa.ts';
import { mountRoster } from '#api/handlers/roster.ts';
import { createIdempotency } from '#api/idempotency.ts';
import type { MountForPeople } from '#api/mount-for-people.ts';
import { mountEndpoint } from '#api/route.ts';
import { createCsvSheets } from '#adapters/psa/roster/csv-sheet.ts';
import { createRosterPsa } from '#adapters/psa/roster/roster.ts';
import { openStore, type Store } from '#adapters/store/open-store.ts';
import {
  connectedPsaSchema,
  psaCheckSchema,
  psaStateSchema,
  rosterFileSchema,
  rosterImportSchema,
  rosterSchema,
  rosterTechnicianSchema,
} from '#contract/psa-schemas.ts';
import type { PsaConnector } from '#core/settings/ports.ts';
import { createPsaService } from '#core/settings/psa-service.ts';
import { createRosterService } from '#core/settings/roster-service.ts';
import { newId } from '#kernel/ids.ts';
import { silentLogger } from '#kernel/logger.ts';
import type { Role } from '#kernel/vocabulary.ts';
import { createHttpServer, type HttpServer } from '../../../bot/server.ts';
import { aPerson, NOW } from '../settings/callers.ts';

const clock = { now: () => NOW };
const SECRET = 'hunter22-of-the-desk';
const HALO = {
  kind: 'halopsa',
  settings: { baseUrl: 'https://desk.example/api', tokenUrl: 'https://desk.example/auth/token' },
  secrets: { clientId: 'the-app', clientSecret: SECRET },
  expected: null,
};
const PERSON = {
  name: 'Aisha Khan',
  email: null,
  otherEmails: [],
  active: true,
  skills: [],
  externalId: null,
};

let store: Store;
let server: HttpServer;
let origin: string;
let role: Role;

/** Lets in whoever brings the right secret. */
const halo: PsaConnector = {
  async checkPsa({ secrets }) {
    const ok = secrets['clientSecret'] === SECRET;
    const code = ok ? null : ('psa_refused' as const);
    const step = { id: 'sign-in', step: 'Sign in', ok, problem: null, remedy: null, code } as const;
    return { ok, steps: [{ ...step, missing: [], field: null }], technicianCount: ok ? 3 : null };
  },
};

beforeEach(async () => {
  role = 'admin';
  const vaultKeys = `k1:${randomBytes(32).toString('base64')}`;
  store = await openStore({ url: 'sqlite::memory:', vaultKeys, logger: silentLogger, clock });
  const onTechniciansChanged = (): void => {};
  const psa = createPsaService({
    clock,
    store: store.psa,
    mappings: store.mapping,
    connectors: {
      halopsa: halo,
      connectwise: halo,
      autotask: halo,
      roster: createRosterPsa({ store: store.roster }),
    },
    onTechniciansChanged,
  });
  const sheets = createCsvSheets();
  const roster = createRosterService({ clock, newId, store: store.roster, sheets, onTechniciansChanged });
  const context = {
    authenticate: async () => aPerson(role),
    logger: silentLogger,
    newId,
    idempotency: createIdempotency(clock),
  };
  server = createHttpServer({
    logger: silentLogger,
    newId,
    isHttps: true,
    messages: async () => {},
    playground: null,
    mount(routes) {
      const mount: MountForPeople = (endpoint, handle) => mountEndpoint(routes, context, endpoint, handle);
      mountPsa(mount, { psa });
      mountRoster(mount, { roster });
    },
  });
  origin = `http://127.0.0.1:${await server.listen(0)}`;
});
afterEach(async () => {
  await server.close(200);
  await store.close();
});

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly json: unknown;
}

async function call(method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${origin}/api${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, json: text === '' ? null : JSON.parse(text) };
}

describe('PSA-3: the connection over HTTP', () => {
  it('connect, read, check and disconnect answer as the contract says, and no answer holds the secret', async () => {
    const answers = [await call('GET', '/psa')];
    expect(psaStateSchema.parse(answers[0]?.json)).toEqual({ connection: null, mappings: 0 });
    answers.push(await call('POST', '/psa/connect', HALO));
    expect(connectedPsaSchema.parse(answers[1]?.json)).toMatchObject({ saved: true, leaving: null });
    answers.push(await call('GET', '/psa'));
    const { connection } = psaStateSchema.parse(answers[2]?.json);
    expect(connection).toEqual({
      kind: 'halopsa',
      settings: HALO.settings,
      connectedAt: NOW.toISOString(),
      connectedBy: 'Lena Ortiz',
    });
    answers.push(await call('POST', '/psa/check', {}));
    expect(psaCheckSchema.parse(answers[3]?.json)).toMatchObject({ ok: true, technicianCount: 3 });
    answers.push(await call('DELETE', `/psa?expected=${connection?.connectedAt}`));
    expect(answers[4]?.status).toBe(204);
    expect(answers.map(({ text }) => text).join()).not.toContain(SECRET);
    expect(await call('POST', '/psa/check', {})).toMatchObject({
      status: 409,
      json: { code: 'psa_not_connected' },
    });
  });

  it('a check that fails is an answer, not an error; a fault of the form names its field', async () => {
    const wrong = { ...HALO, secrets: { clientId: 'x', clientSecret: 'wrong' } };
    const failed = await call('POST', '/psa/connect', wrong);
    expect(failed).toMatchObject({
      status: 200,
      json: { saved: false, check: { ok: false, steps: [{ id: 'sign-in', code: 'psa_refused' }] } },
    });
    const broken = await call('POST', '/psa/connect', { ...HALO, settings: {}, secrets: {} });
    expect(broken).toMatchObject({ status: 400, json: { code: 'invalid_input' } });
    expect((broken.json as { faults: { field: string }[] }).faults.map(({ field }) => field)).toEqual([
      'settings.baseUrl',
      'settings.tokenUrl',
      'secrets.clientId',
      'secrets.clientSecret',
    ]);
  });

  it.each([
    ['a kind that nobody knows', { ...HALO, kind: 'jira' }],
    ['a field that nobody knows', { ...HALO, deskId: 'another' }],
    ['without what was seen', { kind: 'roster' }],
  ])('%s is refused', async (_, body) => {
    expect(await call('POST', '/psa/connect', body)).toMatchObject({ status: 400 });
  });

  it('the second of two admins gets 409', async () => {
    await call('POST', '/psa/connect', HALO);
    expect(await call('POST', '/psa/connect', HALO)).toMatchObject({
      status: 409,
      json: { code: 'conflict' },
    });
  });
});

describe('PSA-1: the roster over HTTP', () => {
  it('somebody is added, changed and removed', async () => {
    const added = rosterTechnicianSchema.parse((await call('POST', '/roster/technicians', PERSON)).json);
    const path = `/roster/technicians/${added.technicianId}`;
    const change = { ...PERSON, email: 'aisha@example.com', expectedVersion: 1 };
    expect((await call('PUT', path, change)).json).toMatchObject({ version: 2, email: 'aisha@example.com' });
    expect(await call('PUT', path, change)).toMatchObject({ status: 409 });
    const { technicians } = rosterSchema.parse((await call('GET', '/roster/technicians')).json);
    expect(technicians).toHaveLength(1);
    expect(await call('DELETE', `${path}?expectedVersion=2`)).toMatchObject({ status: 204 });
    expect(await call('DELETE', `${path}?expectedVersion=2`)).toMatchObject({ status: 404 });
    expect(await call('POST', '/roster/technicians', { ...PERSON, name: '' })).toMatchObject({
      status: 400,
      json: { faults: [{ field: 'name', rule: 'name-missing' }] },
    });
  });

  it('an import is looked at, applied, and read back as a file', async () => {
    const csv = 'Name;E-Mail\nJörg Groß;joerg@example.com\n=1+1;\n';
    const body = { csv, mode: 'replace', dryRun: true };
    const preview = rosterImportSchema.parse((await call('POST', '/roster/import', body)).json);
    expect(preview).toMatchObject({
      applied: false,
      counts: { add: 2, update: 0, remove: 0, unchanged: 0, faults: 0, warnings: 1 },
      warnings: [{ line: 3, field: 'name', code: 'formula-as-text' }],
    });
    const apply = { ...body, dryRun: false, expectedRevision: preview.revision };
    expect((await call('POST', '/roster/import', apply)).json).toMatchObject({ applied: true });
    expect(await call('POST', '/roster/import', apply)).toMatchObject({ status: 409 });
    const file = rosterFileSchema.parse((await call('GET', '/roster/export?language=de')).json);
    expect(file.csv).toMatch(/^\uFEFFName;E-Mail;/);
    expect(file.csv).toContain("'=1+1;");
    const template = rosterFileSchema.parse((await call('GET', '/roster/export?content=template')).json);
    expect(template.filename).toBe('rollcall-template.csv');
  });

  it('ten thousand rows fit into one request; of thousands of faults a hundred are told', async () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => `Technician ${index},t${index}@example.com`);
    const csv = `Name,E-mail\n${rows.join('\n')}`;
    const whole = await call('POST', '/roster/import', { csv, mode: 'add-update', dryRun: false });
    expect(whole.json).toMatchObject({ applied: true, counts: { add: 10_000 } });
    expect(rosterSchema.parse((await call('GET', '/roster/technicians')).json).technicians).toHaveLength(
      10_000,
    );
    const broken = csv.replaceAll('@', '');
    const told = await call('POST', '/roster/import', { csv: broken, mode: 'replace', dryRun: true });
    const { faults, counts } = rosterImportSchema.parse(told.json);
    expect([faults.length, counts.faults]).toEqual([100, 10_000]);
  });

  it('more than a megabyte is 413', async () => {
    const csv = `Name\n${'x'.repeat(1_000_001)}`;
    const answer = await call('POST', '/roster/import', { csv, mode: 'replace', dryRun: true });
    expect(answer.status).toBe(413);
  });

  it.each([
    ['lead', [200, 200, 403, 403]],
    ['dispatcher', [403, 403, 403, 403]],
  ] as const)('SPEC 0: a %s reads as far as the role goes, and writes nothing', async (who, statuses) => {
    role = who;
    const answers = [
      await call('GET', '/psa'),
      await call('GET', '/roster/technicians'),
      await call('POST', '/roster/technicians', PERSON),
      await call('POST', '/psa/connect', { kind: 'roster', expected: null }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(statuses);
  });
});
