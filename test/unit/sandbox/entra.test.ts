import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createLocalJWKSet, createRemoteJWKSet, decodeJwt, jwtVerify, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  BOT_ID,
  BOT_PASSWORD,
  DESK_CLIENT_ID,
  DESK_TENANT_ID,
  EMPTY_TENANT_ID,
  GLOBAL_ADMINISTRATOR,
  OTHER_TENANT_ID,
} from '../../sandbox/desk/ids.ts';
import type { Entra } from '../../sandbox/entra/entra.ts';
import {
  askToken,
  handClock,
  type HandClock,
  NOW,
  RETURN_ADDRESS,
  startTestEntra,
  tokenForm,
} from './graph-world.ts';

const ALL_ROLES = ['Presence.Read.All', 'Schedule.Read.All', 'GroupMember.Read.All', 'User.Read.All'];
const DAY = 86_400_000;

const clock: HandClock = handClock();
let entra: Entra;

// One for all: its RSA keys are slow to make.
beforeAll(async () => {
  entra = await startTestEntra(clock);
});
beforeEach(() => {
  clock.set(NOW);
  entra.reset();
});
afterAll(() => entra.close());

const grant = () => entra.consent.set(DESK_TENANT_ID, { state: 'granted' });
const control = (door: string, body: object) =>
  fetch(`${entra.origin}/_sandbox/${door}`, { method: 'POST', body: JSON.stringify(body) });

describe('CON-3 app-only tokens', () => {
  it('carry the granted roles and the service principal of that tenant, signed by the published keys', async () => {
    grant();
    const { status, body } = await askToken(entra, tokenForm());
    expect([status, body]).toEqual([
      200,
      { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: expect.any(String) },
    ]);
    const keys = createRemoteJWKSet(new URL(`${entra.origin}/common/discovery/v2.0/keys`));
    const { payload } = await jwtVerify(String(body.access_token), keys, {
      issuer: `https://sts.windows.net/${DESK_TENANT_ID}/`,
      audience: 'https://graph.microsoft.com',
      currentDate: clock.now(),
    });
    expect(payload).toMatchObject({
      tid: DESK_TENANT_ID,
      appid: DESK_CLIENT_ID,
      idtyp: 'app',
      oid: entra.consent.principalId(DESK_TENANT_ID),
      roles: ALL_ROLES,
    });
  });

  it('have no roles claim at all when nothing was granted: a token proves nothing', async () => {
    entra.consent.set(DESK_TENANT_ID, { state: 'partial', missing: ALL_ROLES });
    const { body } = await askToken(entra, tokenForm());
    expect(decodeJwt(String(body.access_token))).not.toHaveProperty('roles');
  });

  it('lack what a partial consent lacks', async () => {
    entra.consent.set(DESK_TENANT_ID, { state: 'partial', missing: ['Schedule.Read.All'] });
    const { body } = await askToken(entra, tokenForm());
    expect(decodeJwt(String(body.access_token)).roles).toEqual(
      ALL_ROLES.filter((role) => role !== 'Schedule.Read.All'),
    );
  });

  it('never come with a refresh token', async () => {
    grant();
    expect((await askToken(entra, tokenForm())).body).not.toHaveProperty('refresh_token');
  });

  it('are known to their issuer until they expire, and no other token is', async () => {
    grant();
    const token = String((await askToken(entra, tokenForm())).body.access_token);
    expect(await entra.verifyAccessToken(token)).toMatchObject({ appid: DESK_CLIENT_ID });
    expect(await entra.verifyAccessToken(`${token.slice(0, -4)}AAAA`)).toBeNull();
    clock.forward(3600_000);
    expect(await entra.verifyAccessToken(token)).toBeNull();
  });

  it('the bot gets one for the Bot Framework at home without any consent, and nowhere else', async () => {
    const form = tokenForm({
      client_id: BOT_ID,
      client_secret: BOT_PASSWORD,
      scope: 'https://api.botframework.com/.default',
    });
    const home = await askToken(entra, form);
    expect(decodeJwt(String(home.body.access_token))).toMatchObject({
      aud: 'https://api.botframework.com',
      appid: BOT_ID,
    });
    expect((await askToken(entra, form, 'botframework.com')).status).toBe(200);
    expect((await askToken(entra, form, OTHER_TENANT_ID)).body.error_codes).toEqual([700016]);
  });
});

describe('errors of the token endpoint have the fields of the real ones', () => {
  it.each([
    ['a wrong secret', { client_secret: 'wrong' }, 401, 7000215, 'invalid_client'],
    ['no secret', { client_secret: null }, 401, 7000218, 'invalid_client'],
    ['an unknown application', { client_id: randomUUID() }, 400, 700016, 'unauthorized_client'],
    ['no client id', { client_id: null }, 400, 900144, 'invalid_request'],
    ['no grant type', { grant_type: null }, 400, 900144, 'invalid_request'],
    ['no scope', { scope: null }, 400, 900144, 'invalid_request'],
    ['another grant', { grant_type: 'password' }, 400, 70003, 'unsupported_grant_type'],
    [
      'a single permission as scope',
      { scope: 'https://graph.microsoft.com/User.Read.All' },
      400,
      70011,
      'invalid_scope',
    ],
    ['two scopes', { scope: 'https://graph.microsoft.com/.default openid' }, 400, 70011, 'invalid_scope'],
    ['an unknown resource', { scope: 'https://nowhere.example/.default' }, 400, 500011, 'invalid_resource'],
  ])('%s', async (_what, changes, status, number, error) => {
    grant();
    const answer = await askToken(entra, tokenForm(changes));
    expect([answer.status, answer.body]).toEqual([
      status,
      {
        error,
        error_description: expect.stringMatching(
          new RegExp(
            `^AADSTS${number}: .+ Trace ID: [0-9a-f-]{36} Correlation ID: [0-9a-f-]{36} Timestamp: 2026-11-18 10:20:00Z$`,
          ),
        ),
        error_codes: [number],
        timestamp: '2026-11-18 10:20:00Z',
        trace_id: expect.any(String),
        correlation_id: expect.any(String),
        error_uri: `https://login.microsoftonline.com/error?code=${number}`,
      },
    ]);
  });

  it('no consent is 7000229, an unknown tenant 90002, no tenant at all 50059', async () => {
    expect(await askToken(entra, tokenForm())).toMatchObject({
      status: 401,
      body: { error_codes: [7000229] },
    });
    expect((await askToken(entra, tokenForm(), randomUUID())).body.error_codes).toEqual([90002]);
    expect((await askToken(entra, tokenForm(), 'organizations')).body.error_codes).toEqual([50059]);
  });

  it('G19: any known number can be forced, for a count of calls', async () => {
    grant();
    expect((await control('token-errors', { code: 7000222, times: 1 })).status).toBe(200);
    expect((await askToken(entra, tokenForm())).body.error_codes).toEqual([7000222]);
    expect((await askToken(entra, tokenForm())).status).toBe(200);
    expect((await control('token-errors', { code: 1 })).status).toBe(400);
  });

  it('a certificate stands for the secret, and only a right one', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const certificate = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    const certified = await startTestEntra(clock, { certificate });
    certified.consent.set(DESK_TENANT_ID, { state: 'granted' });
    const audience = `${certified.origin}/${DESK_TENANT_ID}/oauth2/v2.0/token`;
    const ask = async (aud: string) => {
      const assertion = await new SignJWT({ jti: randomUUID() })
        .setProtectedHeader({ alg: 'RS256' })
        .setIssuer(DESK_CLIENT_ID)
        .setSubject(DESK_CLIENT_ID)
        .setAudience(aud)
        .setExpirationTime(new Date(clock.now().getTime() + 60_000))
        .sign(privateKey);
      return askToken(
        certified,
        tokenForm({
          client_secret: null,
          client_assertion: assertion,
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        }),
      );
    };
    expect((await ask(audience)).status).toBe(200);
    expect((await ask('https://evil.example')).body.error_codes).toEqual([700027]);
    await certified.close();
  });
});

describe('CON-4 CON-6 the life of a consent', () => {
  it('spreads: the token is refused a number of times, then issued', async () => {
    entra.consent.set(DESK_TENANT_ID, { state: 'spreading', spreadCalls: 2 });
    const numbers = [];
    for (let call = 0; call < 3; call += 1)
      numbers.push((await askToken(entra, tokenForm())).body.error_codes);
    expect(numbers).toEqual([[7000229], [7000229], undefined]);
    expect(entra.consent.state(DESK_TENANT_ID)).toBe('granted');
  });

  it('spreads by time', async () => {
    entra.consent.set(DESK_TENANT_ID, { state: 'spreading', spreadMs: 30_000 });
    expect((await askToken(entra, tokenForm())).status).toBe(401);
    clock.forward(30_000);
    expect((await askToken(entra, tokenForm())).status).toBe(200);
  });

  it('spreads with tokens that have no roles yet', async () => {
    entra.consent.set(DESK_TENANT_ID, { state: 'spreading', spreadCalls: 1, spreadAt: 'roles' });
    const roles = [];
    for (let call = 0; call < 2; call += 1) {
      roles.push(decodeJwt(String((await askToken(entra, tokenForm())).body.access_token)).roles);
    }
    expect(roles).toEqual([undefined, ALL_ROLES]);
  });

  it('ends: no new token, and a renewed consent has another service principal', async () => {
    grant();
    const before = entra.consent.principalId(DESK_TENANT_ID);
    entra.consent.set(DESK_TENANT_ID, { state: 'revoked' });
    expect((await askToken(entra, tokenForm())).body.error_codes).toEqual([7000229]);
    grant();
    expect(entra.consent.principalId(DESK_TENANT_ID)).not.toBe(before);
  });

  it('is of one tenant: consent in one says nothing about another', async () => {
    grant();
    expect((await askToken(entra, tokenForm(), OTHER_TENANT_ID)).body.error_codes).toEqual([7000229]);
  });

  it.each([
    [{ state: 'maybe' }, 'state'],
    [{ state: 'partial' }, 'missing'],
    [{ state: 'partial', missing: ['Mail.Read'] }, 'missing'],
    [{ state: 'spreading', spreadCalls: -1 }, 'spreadCalls'],
    [{ state: 'granted', tenantId: randomUUID() }, 'tenantId'],
  ])('the control refuses %o and names %s', async (body, field) => {
    const answer = await control('consent', body);
    expect([answer.status, await answer.json()]).toMatchObject([400, { field }]);
  });
});

describe('CON-2 CON-3 the consent page', () => {
  const address = (changes: Readonly<Record<string, string | null>> = {}, tenant = DESK_TENANT_ID) => {
    const query = {
      client_id: DESK_CLIENT_ID,
      scope: 'https://graph.microsoft.com/.default',
      redirect_uri: RETURN_ADDRESS,
      state: 'the state & more',
      ...changes,
    };
    const fields = Object.entries(query).filter((field): field is [string, string] => field[1] !== null);
    return `${entra.origin}/${tenant}/v2.0/adminconsent?${new URLSearchParams(fields).toString()}`;
  };
  const decide = async (decision: string, person = 'admin', at = address()) => {
    const body = new URLSearchParams({ decision, person });
    const answer = await fetch(at, { method: 'POST', body, redirect: 'manual' });
    const location = answer.headers.get('location');
    return {
      status: answer.status,
      location,
      query: location === null ? {} : Object.fromEntries(new URL(location).searchParams),
    };
  };

  it('CON-1: names each permission to an administrator', async () => {
    const page = await (await fetch(address())).text();
    for (const role of ALL_ROLES) expect(page).toContain(role);
    expect(page).toContain('value="accept"');
  });

  it('offers no Accept to anybody else', async () => {
    const page = await (await fetch(address({ person: 'member' }))).text();
    expect(page).toContain('Need admin approval');
    expect(page).not.toContain('value="accept"');
  });

  it('Accept grants and returns tenant, scope and state', async () => {
    const { status, location, query } = await decide('accept');
    expect([status, location?.startsWith(`${RETURN_ADDRESS}?`)]).toEqual([302, true]);
    expect(query).toEqual({
      admin_consent: 'True',
      tenant: DESK_TENANT_ID,
      scope: 'https://graph.microsoft.com/.default',
      state: 'the state & more',
    });
    expect((await askToken(entra, tokenForm())).status).toBe(200);
  });

  it('Accept can lead to a consent that still spreads', async () => {
    await control('consent', { onAccept: { state: 'spreading', spreadCalls: 1 } });
    await decide('accept');
    expect((await askToken(entra, tokenForm())).status).toBe(401);
    expect((await askToken(entra, tokenForm())).status).toBe(200);
  });

  it('every refusal says admin_consent=True beside its error, and grants nothing', async () => {
    expect((await decide('cancel')).query).toMatchObject({
      error: 'access_denied',
      error_subcode: 'cancel',
      admin_consent: 'True',
      state: 'the state & more',
    });
    expect((await decide('decline')).query).toMatchObject({
      error: 'consent_required',
      error_description: expect.stringMatching(/^AADSTS65004/),
      admin_consent: 'True',
    });
    expect((await decide('accept', 'member')).query).toMatchObject({
      error: 'access_denied',
      error_description: expect.stringMatching(/^AADSTS90094/),
      admin_consent: 'True',
    });
    expect(entra.consent.state(DESK_TENANT_ID)).toBe('none');
  });

  it('an administrator of another tenant cannot consent for this one', async () => {
    expect(await decide('accept', 'otherTenant')).toMatchObject({ status: 400, location: null });
  });

  it('under "organizations" the tenant is the administrator’s own', async () => {
    const at = address({}, 'organizations');
    expect((await decide('accept', 'otherTenant', at)).query).toMatchObject({ tenant: OTHER_TENANT_ID });
    expect([entra.consent.state(OTHER_TENANT_ID), entra.consent.state(DESK_TENANT_ID)]).toEqual([
      'granted',
      'none',
    ]);
  });

  it.each([
    ['common', {}, 'common', 'AADSTS50059'],
    ['an unknown tenant', {}, randomUUID(), 'AADSTS90002'],
    ['another scope', { scope: 'https://graph.microsoft.com/User.Read.All' }, DESK_TENANT_ID, 'AADSTS70011'],
    ['no scope', { scope: null }, DESK_TENANT_ID, 'AADSTS900144'],
    ['an unregistered address', { redirect_uri: 'https://evil.example/' }, DESK_TENANT_ID, 'AADSTS50011'],
    ['no address', { redirect_uri: null }, DESK_TENANT_ID, 'AADSTS900144'],
    ['an unknown application', { client_id: randomUUID() }, DESK_TENANT_ID, 'AADSTS700016'],
  ])('refuses %s on its own page, without a redirect', async (_what, changes, tenant, text) => {
    const answer = await fetch(address(changes, tenant), { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    expect(await answer.text()).toContain(text);
    expect((await decide('accept', 'admin', address(changes, tenant))).status).toBe(400);
  });

  it('shows what it was given as text', async () => {
    const page = await (await fetch(address({ redirect_uri: '"><script>alert(1)</script>' }))).text();
    expect(page).not.toContain('<script>');
  });
});

describe('sign-in with a code', () => {
  const verifier = 'v'.repeat(43);
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const authorize = async (changes: Readonly<Record<string, string>> = {}, tenant = DESK_TENANT_ID) => {
    const query = new URLSearchParams({
      client_id: DESK_CLIENT_ID,
      response_type: 'code',
      redirect_uri: RETURN_ADDRESS,
      scope: 'openid profile offline_access',
      state: 's',
      nonce: 'n',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      login_hint: 'admin',
      ...changes,
    });
    const answer = await fetch(`${entra.origin}/${tenant}/oauth2/v2.0/authorize?${query.toString()}`, {
      redirect: 'manual',
    });
    const location = answer.headers.get('location');
    return {
      status: answer.status,
      text: await answer.text(),
      query: new URL(location ?? 'http://none').searchParams,
    };
  };
  const redeem = (
    code: string | null,
    changes: Readonly<Record<string, string | null>> = {},
    tenant = DESK_TENANT_ID,
  ) =>
    askToken(
      entra,
      tokenForm({
        grant_type: 'authorization_code',
        scope: null,
        code,
        redirect_uri: RETURN_ADDRESS,
        code_verifier: verifier,
        client_info: '1',
        ...changes,
      }),
      tenant,
    );

  it('gives an id token of the person, a refresh token and client info', async () => {
    const { query } = await authorize();
    expect(query.get('state')).toBe('s');
    const { status, body } = await redeem(query.get('code'));
    expect(status).toBe(200);
    const { keys } = (await (
      await fetch(`${entra.origin}/${DESK_TENANT_ID}/discovery/v2.0/keys`)
    ).json()) as {
      keys: never[];
    };
    const { payload } = await jwtVerify(String(body.id_token), createLocalJWKSet({ keys }), {
      issuer: `https://login.microsoftonline.com/${DESK_TENANT_ID}/v2.0`,
      audience: DESK_CLIENT_ID,
      currentDate: clock.now(),
    });
    expect(payload).toMatchObject({ nonce: 'n', name: 'Morgan Blake', tid: DESK_TENANT_ID, ver: '2.0' });
    expect(payload.wids).toContain(GLOBAL_ADMINISTRATOR);
    expect(JSON.parse(Buffer.from(String(body.client_info), 'base64url').toString())).toEqual({
      uid: payload.oid,
      utid: DESK_TENANT_ID,
    });
    expect(body.scope).toBe('openid profile');
  });

  it('a code is good once', async () => {
    const code = (await authorize()).query.get('code');
    expect((await redeem(code)).status).toBe(200);
    expect((await redeem(code)).body.error_codes).toEqual([54005]);
  });

  it.each([
    ['another verifier', { code_verifier: 'w'.repeat(43) }, DESK_TENANT_ID, 501481],
    ['no verifier', { code_verifier: null }, DESK_TENANT_ID, 501481],
    ['another address', { redirect_uri: 'https://evil.example' }, DESK_TENANT_ID, 500112],
    ['another tenant', {}, OTHER_TENANT_ID, 700005],
    ['a made-up code', { code: 'made-up' }, DESK_TENANT_ID, 70000],
    ['a wrong secret', { client_secret: 'wrong' }, DESK_TENANT_ID, 7000215],
  ])('is not redeemed with %s', async (_what, changes, tenant, number) => {
    const code = (await authorize()).query.get('code');
    expect((await redeem(code, changes, tenant)).body.error_codes).toEqual([number]);
  });

  it('a code lives ten minutes', async () => {
    const code = (await authorize()).query.get('code');
    clock.forward(10 * 60_000);
    expect((await redeem(code)).body.error_codes).toEqual([70008]);
  });

  it('delegated permissions need consent', async () => {
    const ask = async () =>
      redeem((await authorize({ scope: 'openid https://graph.microsoft.com/User.Read' })).query.get('code'));
    expect((await ask()).body).toMatchObject({
      error: 'invalid_grant',
      suberror: 'consent_required',
      error_codes: [65001],
    });
    grant();
    const { body } = await ask();
    expect(body.scope).toBe('openid https://graph.microsoft.com/User.Read');
    expect(decodeJwt(String(body.access_token))).toMatchObject({ idtyp: 'user', scp: 'openid User.Read' });
  });

  it('people of other tenants and disabled accounts are turned away', async () => {
    expect((await authorize({ login_hint: 'otherTenant' })).text).toContain('AADSTS50020');
    expect((await authorize({ login_hint: 'marcus.webb@harbourlane.example' })).text).toContain(
      'AADSTS50057',
    );
  });

  it('an unregistered address is never redirected to', async () => {
    const answer = await authorize({ redirect_uri: 'https://evil.example/' });
    expect([answer.status, answer.query.get('code')]).toEqual([400, null]);
  });

  it('nobody named: a choice of people; with prompt=none the application is told', async () => {
    const nobody = new URLSearchParams({
      client_id: DESK_CLIENT_ID,
      redirect_uri: RETURN_ADDRESS,
      response_type: 'code',
      scope: 'openid',
    });
    const at = `${entra.origin}/organizations/oauth2/v2.0/authorize?${nobody.toString()}`;
    expect(await (await fetch(at)).text()).toContain('Pick an account');
    const silent = await fetch(`${at}&prompt=none`, { redirect: 'manual' });
    expect(silent.headers.get('location')).toBe(`${RETURN_ADDRESS}?error=login_required`);
  });

  describe('refresh tokens', () => {
    const first = async () =>
      String((await redeem((await authorize()).query.get('code'))).body.refresh_token);
    const refresh = (token: string, tenant = DESK_TENANT_ID) =>
      askToken(
        entra,
        tokenForm({
          grant_type: 'refresh_token',
          refresh_token: token,
          scope: 'openid profile offline_access',
        }),
        tenant,
      );

    it('each use gives a new one, and the old one stays good', async () => {
      const old = await first();
      const renewed = String((await refresh(old)).body.refresh_token);
      expect(renewed).not.toBe(old);
      expect([(await refresh(old)).status, (await refresh(renewed)).status]).toEqual([200, 200]);
    });

    it('die 90 days after they were issued', async () => {
      const old = await first();
      clock.forward(89 * DAY);
      const renewed = String((await refresh(old)).body.refresh_token);
      clock.forward(2 * DAY);
      expect((await refresh(old)).body.error_codes).toEqual([700082]);
      expect((await refresh(renewed)).status).toBe(200);
    });

    it('die with the person’s sessions', async () => {
      const token = await first();
      expect(await (await control('revoke-sessions', { person: 'admin' })).json()).toEqual({ revoked: 1 });
      expect((await refresh(token)).body.error_codes).toEqual([50173]);
    });

    it('open no tenant where the person has no account', async () => {
      expect((await refresh(await first(), EMPTY_TENANT_ID)).body.error_codes).toEqual([50020]);
    });
  });
});

describe('TAB-7 the token of the tab', () => {
  const tokenOf = async (body: object) => {
    const answer = await control('token', body);
    return decodeJwt(((await answer.json()) as { token: string }).token);
  };

  it('is of version 2, for our API, of that person', async () => {
    expect(await tokenOf({ person: 'admin' })).toMatchObject({
      iss: `https://login.microsoftonline.com/${DESK_TENANT_ID}/v2.0`,
      aud: DESK_CLIENT_ID,
      tid: DESK_TENANT_ID,
      name: 'Morgan Blake',
      scp: 'access_as_user',
      ver: '2.0',
      acct: 0,
      wids: expect.arrayContaining([GLOBAL_ADMINISTRATOR]),
    });
  });

  it('tells guests and other tenants apart', async () => {
    expect(await tokenOf({ person: 'guest' })).toMatchObject({
      tid: DESK_TENANT_ID,
      acct: 1,
      idp: expect.any(String),
    });
    expect(await tokenOf({ person: 'otherTenant' })).toMatchObject({ tid: OTHER_TENANT_ID });
  });

  it('S9: any claim can be replaced, and null removes one', async () => {
    const claims = await tokenOf({ person: 'member', claims: { aud: 'someone-else', scp: null } });
    expect(claims.aud).toBe('someone-else');
    expect(claims).not.toHaveProperty('scp');
  });

  it('is refused for nobody', async () => {
    const answer = await control('token', { person: 'nobody' });
    expect([answer.status, await answer.json()]).toMatchObject([400, { field: 'person' }]);
  });

  it('verifies against the keys of the OpenID document, also after a roll-over', async () => {
    const metadata = (await (
      await fetch(`${entra.origin}/${DESK_TENANT_ID}/v2.0/.well-known/openid-configuration`)
    ).json()) as { issuer: string; jwks_uri: string };
    expect(metadata.issuer).toBe(`https://login.microsoftonline.com/${DESK_TENANT_ID}/v2.0`);
    const old = await entra.ssoToken('member');
    await control('rotate-keys', {});
    const keys = createRemoteJWKSet(new URL(metadata.jwks_uri));
    for (const token of [old, await entra.ssoToken('member')]) {
      const verified = await jwtVerify(token, keys, { issuer: metadata.issuer, currentDate: clock.now() });
      expect(verified.payload.name).toBe('Aisha Khan');
    }
  });

  it('the OpenID document resolves a domain to its tenant, and knows no others', async () => {
    const of = (tenant: string) => fetch(`${entra.origin}/${tenant}/v2.0/.well-known/openid-configuration`);
    expect(await (await of('harbourlane.example')).json()).toMatchObject({
      issuer: `https://login.microsoftonline.com/${DESK_TENANT_ID}/v2.0`,
    });
    expect((await of('nowhere.example')).status).toBe(400);
  });
});
