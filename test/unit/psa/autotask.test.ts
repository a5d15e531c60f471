import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAutotask } from '#adapters/psa/autotask/autotask.ts';
import { silentLogger } from '#kernel/logger.ts';
import { type ScriptedServer, startScriptedServer } from '../../support/scripted-server.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const ZONE = '/ATServicesRest/V1.0/zoneInformation';
const QUERY = '/z5/ATServicesRest/V1.0/Resources/query';
let server: ScriptedServer;

beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.reset();
  server.always(ZONE, {
    json: { url: `${server.origin}/z5//ATServicesRest/`, webUrl: 'https://evil.example' },
  });
});

function list(baseUrl = server.origin) {
  const clock = { now: () => NOW };
  const sleep = async (): Promise<void> => {};
  return createAutotask({ clock, sleep, logger: silentLogger, allowLoopback: true }).listTechnicians(
    {
      deskId: '0a000000-0000-4000-8000-00000000000a',
      kind: 'autotask',
      settings: { baseUrl, userName: 'api+1@msp.example' },
      secrets: { integrationCode: 'code', secret: 's3cret' },
      connectedAt: NOW,
      connectedBy: null,
    },
    'interactive',
  );
}

const resource = (id: number, changes: object = {}) => ({
  id,
  firstName: 'Ada',
  lastName: `No ${id}`,
  isActive: true,
  ...changes,
});
const page = (items: readonly object[], nextPageUrl: string | null = null) => ({
  json: { items, pageDetails: { count: items.length, requestCount: 500, prevPageUrl: null, nextPageUrl } },
});

describe('PSA-2: what is sent', () => {
  it('the zone is asked without secrets, the question with all three headers', async () => {
    server.always(QUERY, page([resource(1)]));
    await list();
    const [zone, asked] = server.requests;
    expect(zone?.query.get('user')).toBe('api+1@msp.example');
    expect([zone?.headers['secret'], zone?.headers['apiintegrationcode']]).toEqual([undefined, undefined]);
    expect(asked?.headers).toMatchObject({
      apiintegrationcode: 'code',
      username: 'api+1@msp.example',
      secret: 's3cret',
    });
    expect(asked?.headers['impersonationresourceid']).toBeUndefined();
    expect(JSON.parse(asked?.body ?? '')).toMatchObject({
      MaxRecords: 500,
      filter: [{ op: 'eq', field: 'isActive', value: true }],
    });
  });

  it('the next page is asked for with POST and the same body', async () => {
    server.always(QUERY, page([resource(1)], `${server.origin}${QUERY}/next?paging=%7B%22x%22%3A1%7D`));
    server.always(
      `${QUERY}/next`,
      page([resource(2), resource(3, { licenseType: 7 }), resource(4, { isActive: false })]),
    );
    expect((await list()).map(({ technicianId }) => technicianId)).toEqual(['1', '2']);
    const [, first, second] = server.requests;
    expect([second?.method, second?.body]).toEqual(['POST', first?.body]);
    expect(second?.headers['secret']).toBe('s3cret');
  });
});

describe('S27: the secret stays in the house', () => {
  it.each([
    ['another host', 'https://evil.example/ATServicesRest/V1.0/Resources/query/next?paging=1'],
    ['another scheme', 'https://127.0.0.1/z5/ATServicesRest/V1.0/Resources/query/next'],
    ['another question', '/z5/ATServicesRest/V1.0/Companies/query/next?paging=1'],
    ['a way around', '/z5/ATServicesRest/V1.0/Resources/query/../../Companies/query'],
    ['no address', 'next please'],
  ])('a next page at %s is not followed, and the list is not shorter for it', async (_, next) => {
    server.always(QUERY, page([resource(1)], next.startsWith('/') ? server.origin + next : next));
    await expect(list()).rejects.toMatchObject({ code: 'psa_down' });
    expect(server.requests).toHaveLength(2);
  });

  it.each([
    'https://evil.example/ATServicesRest/',
    'http://autotask.net.evil.example/',
    'https://webservices5.autotask.net/x/',
  ])('a zone at %s is not believed', async (url) => {
    server.always(ZONE, { json: { url } });
    await expect(list()).rejects.toMatchObject({ code: 'psa_down' });
    expect(server.requests).toHaveLength(1);
  });

  it('REL-1: pages that lead back are not followed for ever', async () => {
    const next = `${server.origin}${QUERY}/next?paging=1`;
    server.always(QUERY, page([resource(1)], next));
    server.always(`${QUERY}/next`, page([resource(2)], next));
    await expect(list()).rejects.toMatchObject({ code: 'psa_down' });
    expect(server.callsTo(`${QUERY}/next`)).toBe(1);
  });
});

describe('PSA-3: refusals', () => {
  it('a validation error (500 with errors) is passed on in its words, and never asked again', async () => {
    server.always(QUERY, { status: 500, json: { errors: ['Unable to find  x in\nthe Resource Entity.'] } });
    await expect(list()).rejects.toMatchObject({
      code: 'psa_down',
      message: 'Autotask refuses the question: Unable to find x in the Resource Entity.',
    });
    expect(server.callsTo(QUERY)).toBe(1);
  });

  it.each([
    ['403', { status: 403, text: '' }],
    [
      '500 in words',
      {
        status: 500,
        json: {
          errors: [
            'The logged in Resource does not have the adequate permissions to query this entity type.',
          ],
        },
      },
    ],
  ])('a missing right told by %s is named', async (_, answer) => {
    server.always(QUERY, answer);
    await expect(list()).rejects.toMatchObject({
      code: 'psa_permission_missing',
      details: { missing: ['Resources: View'] },
    });
  });

  it('an unknown user (500 of the zone) names the field', async () => {
    server.always(ZONE, { status: 500, json: { errors: ['Zone information could not be determined'] } });
    await expect(list()).rejects.toMatchObject({ code: 'psa_refused', details: { field: 'userName' } });
  });

  it('a refused secret is sent once: each refusal counts towards the lock of the user', async () => {
    server.always(QUERY, { status: 401, text: '' });
    await expect(list()).rejects.toMatchObject({ code: 'psa_refused' });
    expect([server.callsTo(QUERY), server.callsTo(ZONE)]).toEqual([1, 2]);
  });

  it('a throttle without a time is psa_throttled after a bounded number of calls', async () => {
    server.always(QUERY, { status: 429, json: { errors: ['threshold'] } });
    await expect(list()).rejects.toMatchObject({ code: 'psa_throttled', retryAfterSeconds: null });
    expect(server.callsTo(QUERY)).toBe(3);
  });
});
