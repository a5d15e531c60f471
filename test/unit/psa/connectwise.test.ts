import type { LookupFunction } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { serverOf } from '#adapters/psa/connectwise/connectwise-codebase.ts';
import { createConnectWise } from '#adapters/psa/connectwise/connectwise.ts';
import type { PsaConnection } from '#core/settings/ports.ts';
import { silentLogger } from '#kernel/logger.ts';
import { type ScriptedServer, startScriptedServer } from '../../support/scripted-server.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const COMPANY = '/login/companyinfo/harbour%20lane';
const MEMBERS = '/v4_6_release/apis/3.0/system/members';
let server: ScriptedServer;

beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.reset();
  server.always(COMPANY, { json: { Codebase: 'v4_6_release/', SiteUrl: 'evil.example' } });
});

function aConnection(settings: Readonly<Record<string, string>> = {}): PsaConnection {
  return {
    deskId: '0a000000-0000-4000-8000-00000000000a',
    kind: 'connectwise',
    settings: { baseUrl: server.origin, companyId: 'harbour lane', clientId: 'client-1', ...settings },
    secrets: { publicKey: 'püb', privateKey: 'priv' },
    connectedAt: NOW,
    connectedBy: null,
  };
}

function list(settings: Readonly<Record<string, string>> = {}, lookup?: LookupFunction) {
  const clock = { now: () => NOW };
  const sleep = async (): Promise<void> => {};
  const needs = { clock, sleep, logger: silentLogger, allowLoopback: true };
  return createConnectWise({ ...needs, ...(lookup && { lookup }) }).listTechnicians(
    aConnection(settings),
    'interactive',
  );
}

const member = (id: number, changes: object = {}) => ({
  id,
  firstName: 'Ada',
  lastName: `No ${id}`,
  licenseClass: 'F',
  inactiveFlag: false,
  ...changes,
});

describe('PSA-2: what is sent', () => {
  it('keys as Basic in UTF-8 with the company, the client id and the version, to the codebase’s address', async () => {
    server.always(MEMBERS, { json: [member(1)] });
    await list();
    const [lookedUp, asked] = server.requests;
    expect(lookedUp?.headers['authorization']).toBeUndefined();
    expect(asked?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('harbour lane+püb:priv').toString('base64')}`,
      clientid: 'client-1',
      accept: 'application/vnd.connectwise.com+json; version=2026.4',
    });
    expect(asked?.query.get('pageSize')).toBe('1000');
  });

  it.each([
    ['https://na.myconnectwise.net', 'https://api-na.myconnectwise.net/'],
    ['https://aus.myconnectwise.net/v4_6_release/apis/3.0/', 'https://api-aus.myconnectwise.net/'],
    ['https://api-eu.myconnectwise.net', 'https://api-eu.myconnectwise.net/'],
    ['https://psa.msp.example/v4_6_release', 'https://psa.msp.example/'],
    ['https://na.myconnectwise.net.evil.example', 'https://na.myconnectwise.net.evil.example/'],
  ])('%s is asked at %s', (baseUrl, server) => {
    expect(serverOf(aConnection({ baseUrl })).href).toBe(server);
  });
});

describe('PSA-2: paging', () => {
  it('goes on by id, also when the server holds less on a page than was asked', async () => {
    const next = { link: `<${server.origin}/elsewhere?page=2>; rel="next"` };
    server.play(
      MEMBERS,
      { json: [member(3), member(2)], headers: next },
      { json: [member(9, { inactiveFlag: true }), member(7)], headers: next },
      { json: [member(12)] },
    );
    const technicians = await list();
    expect(technicians.map(({ technicianId }) => technicianId)).toEqual(['2', '3', '7', '12']);
    const conditions = server.requests.slice(1).map(({ query }) => query.get('conditions'));
    expect(conditions).toEqual([0, 3, 9].map((id) => `inactiveFlag=false and id>${id}`));
    expect(server.callsTo('/elsewhere')).toBe(0);
  });

  it('REL-1: a server that gives the same page again and again is not believed', async () => {
    const next = { link: '<x>; rel="next"' };
    server.always(MEMBERS, { json: [member(3)], headers: next });
    await expect(list()).rejects.toMatchObject({ code: 'psa_down' });
    expect(server.callsTo(MEMBERS)).toBe(2);
  });
});

describe('PSA-2: a member as a technician', () => {
  it.each([
    [
      'the primary e-mail',
      { primaryEmail: ' a@x.example ', officeEmail: 'o@x.example' },
      'a@x.example',
      ['o@x.example'],
    ],
    [
      'else the one of the default place',
      { defaultEmail: 'Mobile', mobileEmail: 'm@x.example', homeEmail: 'h@x.example' },
      'm@x.example',
      ['h@x.example'],
    ],
    ['else none', { primaryEmail: '', homeEmail: 'h@x.example' }, null, ['h@x.example']],
    [
      'the Microsoft 365 name is one more, when it is an address',
      { primaryEmail: 'a@x.example', office365: { id: 'g', name: 'ada@tenant.example' } },
      'a@x.example',
      ['ada@tenant.example'],
    ],
    ['a Microsoft 365 name of another kind is not', { office365: { name: 'Ada L' } }, null, []],
  ])('%s', async (_, changes, email, otherEmails) => {
    server.always(MEMBERS, { json: [member(5, changes)] });
    expect(await list()).toEqual([{ technicianId: '5', name: 'Ada No 5', email, otherEmails }]);
  });

  it('a member without a name has the identifier, and an API member is none', async () => {
    const nameless = member(6, { firstName: ' ', lastName: null, identifier: 'alovelace' });
    server.always(MEMBERS, { json: [nameless, member(8, { licenseClass: 'A' })] });
    expect((await list()).map(({ name }) => name)).toEqual(['alovelace']);
  });
});

describe('PSA-3: refusals', () => {
  it('an unknown company (JSON null) names the field', async () => {
    server.always(COMPANY, { json: null });
    await expect(list()).rejects.toMatchObject({ code: 'psa_refused', details: { field: 'companyId' } });
  });

  it.each(['../evil', 'x?y', 'https://evil.example', 'a/b', ''])(
    'S27: the codebase "%s" is not put into an address',
    async (Codebase) => {
      server.always(COMPANY, { json: { Codebase } });
      await expect(list()).rejects.toMatchObject({ code: 'psa_down' });
      expect(server.requests).toHaveLength(1);
    },
  );

  it('"Cannot route" with 400 is a codebase that moved: it is looked up again, and the list is whole', async () => {
    server.play(COMPANY, { json: { Codebase: 'v4_6_release/' } }, { json: { Codebase: 'v2026_4/' } });
    server.always(MEMBERS, { status: 400, text: 'Cannot route. Codebase/company is invalid' });
    server.always('/v2026_4/apis/3.0/system/members', { json: [member(1)] });
    expect(await list()).toHaveLength(1);
  });

  it('"Cannot route" for good is the address’s fault; another 400 is not', async () => {
    server.always(MEMBERS, { status: 400, text: 'Cannot route. Codebase/company is invalid' });
    await expect(list()).rejects.toMatchObject({ code: 'psa_refused', details: { field: 'baseUrl' } });
    server.always(MEMBERS, { status: 400, json: { code: 'InvalidRequest', message: 'no' } });
    await expect(list()).rejects.toMatchObject({ code: 'psa_down' });
  });

  it('a refusal keeps the vendor’s code and nothing else of the answer', async () => {
    server.always(MEMBERS, { status: 401, json: { code: 'UserNotAuthenticated', message: 'priv püb' } });
    await expect(list()).rejects.toMatchObject({
      code: 'psa_refused',
      message: expect.stringMatching(/\(UserNotAuthenticated\)$/),
    });
  });
});
