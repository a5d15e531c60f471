import type { JWTPayload } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createUserTokenVerifier, type UserTokenVerifier } from '#adapters/entra/user-token.ts';
import { startScriptedServer, type ScriptedServer } from '../../support/scripted-server.ts';
import { createFakeClock, createRecordingLogger } from './fake-clock.ts';
import { createSigningPair, type SigningPair, unsigned } from './issuer.ts';

const DESK = '0b1c2d3e-0000-4000-8000-00000000d35c';
const OTHER = '0b1c2d3e-0000-4000-8000-00000000ffff';
const AUDIENCE = '11111111-0000-4000-8000-000000000550';
const TEAMS_WEB = '5e3ce6c0-2b1f-4285-8d4b-75ee78787346';
const GLOBAL_ADMIN = '62e90394-69f5-4237-9190-012177145e10';
const KEYS = `/${DESK}/discovery/v2.0/keys`;

let server: ScriptedServer;
let pair: SigningPair;
let time: ReturnType<typeof createFakeClock>;
let verifier: UserTokenVerifier;

beforeAll(async () => {
  server = await startScriptedServer();
  pair = await createSigningPair('entra-1');
});
afterAll(() => server.close());
beforeEach(() => {
  server.reset();
  server.always(KEYS, { json: { keys: [pair.jwk] } });
  time = createFakeClock();
  verifier = createUserTokenVerifier({
    entraBaseUrl: server.origin,
    cloud: 'global',
    audience: AUDIENCE,
    isDesk: async (tenantId) => tenantId === DESK,
    clock: time.clock,
    logger: createRecordingLogger().logger,
  });
});

function claims(changes: JWTPayload = {}): JWTPayload {
  const now = time.seconds();
  return {
    iss: `https://login.microsoftonline.com/${DESK}/v2.0`,
    aud: AUDIENCE,
    ver: '2.0',
    tid: DESK,
    oid: 'AAAAAAAA-0000-4000-8000-000000000001',
    azp: TEAMS_WEB,
    scp: 'access_as_user',
    name: 'Ana',
    preferred_username: 'ana@desk.example',
    wids: [GLOBAL_ADMIN],
    iat: now,
    nbf: now,
    exp: now + 3_600,
    ...changes,
  };
}

const verify = async (payload: JWTPayload) => verifier.verify(`Bearer ${await pair.sign(payload)}`);

function without(name: string): JWTPayload {
  const { [name]: _, ...rest } = claims();
  return rest;
}

it('TAB-7: a tab token proves desk and person by tid and oid', async () => {
  expect(await verify(claims())).toEqual({
    ok: true,
    user: {
      deskId: DESK,
      userId: 'aaaaaaaa-0000-4000-8000-000000000001',
      name: 'Ana',
      directoryRoles: [GLOBAL_ADMIN],
      authenticationContexts: [],
    },
  });
});

it('a token with several scopes and no name', async () => {
  const { name: _, wids: __, ...rest } = claims({ scp: 'openid access_as_user' });
  expect(await verify(rest)).toMatchObject({ ok: true, user: { name: '', directoryRoles: [] } });
});

describe('S9: tokens that are not this', () => {
  const wrong: readonly (readonly [string, number, () => JWTPayload])[] = [
    ['for another audience', 401, () => claims({ aud: 'api://other' })],
    ['for Microsoft Graph', 401, () => claims({ aud: 'https://graph.microsoft.com' })],
    ['of a v1 issuer', 401, () => claims({ iss: `https://sts.windows.net/${DESK}/` })],
    [
      'whose issuer is another tenant than tid',
      401,
      () => claims({ iss: `https://login.microsoftonline.com/${OTHER}/v2.0` }),
    ],
    ['of another host', 401, () => claims({ iss: `https://login.evil.example/${DESK}/v2.0` })],
    ['of version 1.0', 403, () => claims({ ver: '1.0' })],
    ['expired', 401, () => claims({ exp: time.seconds() - 301 })],
    ['without exp', 401, () => without('exp')],
    ['not yet valid', 401, () => claims({ nbf: time.seconds() + 301 })],
    [
      'of a tenant that is not served',
      403,
      () => claims({ tid: OTHER, iss: `https://login.microsoftonline.com/${OTHER}/v2.0` }),
    ],
    ['without tid', 401, () => without('tid')],
    ['with a path as tid', 401, () => claims({ tid: `${DESK}/../x` })],
    ['without oid', 403, () => without('oid')],
    ['that is an ID token', 403, () => without('scp')],
    ['with a longer scope', 403, () => claims({ scp: 'access_as_user2' })],
    ['with another scope', 403, () => claims({ scp: 'User.Read' })],
    ['got by another client', 403, () => claims({ azp: '99999999-0000-4000-8000-000000000000' })],
    ['without client', 403, () => without('azp')],
    ['of an app', 403, () => claims({ idtyp: 'app' })],
    ['of a guest', 403, () => claims({ acct: 1 })],
    ['of a person with a home elsewhere', 403, () => claims({ idp: `https://sts.windows.net/${OTHER}/` })],
  ];
  it.each(wrong)('a token %s: %i', async (_, status, made) => {
    expect(await verify(made())).toMatchObject({ ok: false, status });
  });

  it('a token signed by another desk’s or anybody’s key: 401', async () => {
    const stranger = await createSigningPair('entra-1');
    const token = await stranger.sign(claims());
    expect(await verifier.verify(`Bearer ${token}`)).toMatchObject({ ok: false, status: 401 });
  });

  it.each([undefined, '', 'Bearer x', 'Basic eA=='])('header %j: 401', async (header) => {
    expect(await verifier.verify(header)).toMatchObject({ ok: false, status: 401 });
  });

  it('an unsigned token: 401, and nothing is fetched for it', async () => {
    expect(await verifier.verify(`Bearer ${unsigned(claims())}`)).toMatchObject({ ok: false, status: 401 });
    expect(server.requests).toEqual([]);
  });

  it('tokens of foreign tenants fetch no keys', async () => {
    await verify(claims({ tid: OTHER }));
    expect(server.requests).toEqual([]);
  });
});

it.each([
  ['a member by acct', { acct: 0, idp: `https://sts.windows.net/${OTHER}/` }],
  ['own v1 issuer as idp', { idp: `https://sts.windows.net/${DESK}/` }],
  ['own v2 issuer as idp', { idp: `https://login.microsoftonline.com/${DESK}/v2.0` }],
])('%s is no guest', async (_, changes) => {
  expect(await verify(claims(changes))).toMatchObject({ ok: true });
});

it('S7: Entra down at a cold start is 503, not 401', async () => {
  server.always(KEYS, { status: 500 });
  expect(await verify(claims())).toMatchObject({ ok: false, status: 503 });
});
