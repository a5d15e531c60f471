import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BOT_ID, DESK_CLIENT_ID, guidOf } from '../sandbox/desk/ids.ts';
import { sampleRequest } from '../support/sample-request.ts';
import { type ApiAnswer, type Sandbox, startSandbox } from '../support/sandbox.ts';
import { tabEndpoints } from '../support/tab-endpoints.ts';

const GRAPH = 'https://graph.microsoft.com';
const HOUR = 3600;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ prepared: 'connected' });
});
afterAll(() => sandbox.stop());

const tokenOf = (person: string, claims: Readonly<Record<string, unknown>> = {}): Promise<string> =>
  sandbox.world.entra.ssoToken(person, claims);

function asks(path: string, authorization: string | null): Promise<ApiAnswer> {
  return sandbox.api(path, { headers: { authorization: authorization ?? '' } });
}

const me = (token: string): Promise<ApiAnswer> => asks('/api/me', `Bearer ${token}`);

/** What differs between two answers to two strangers is at most the reference. */
function withoutReference({ status, headers, body }: ApiAnswer): unknown {
  const { requestId, ...rest } = body as Record<string, unknown>;
  expect(requestId).toEqual(expect.any(String));
  return { status, challenge: headers.get('www-authenticate'), body: rest };
}

const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const partsOf = (token: string): readonly [string, string, string] =>
  token.split('.') as unknown as readonly [string, string, string];
const claimsIn = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(partsOf(token)[1], 'base64url').toString('utf8')) as Record<string, unknown>;
const seconds = (): number => Math.floor(sandbox.world.clock.now().getTime() / 1000);
const deskId = (): string => sandbox.world.desk.tenantId;

/** Everything that somebody might send who is not to get in. */
const STRANGERS: Readonly<Record<string, () => string | null | Promise<string | null>>> = {
  'nobody at all': () => null,
  'words that are no token': () => 'Bearer letmein',
  'a token behind another scheme': async () => `Basic ${await tokenOf('admin')}`,
  'somebody of another tenant': async () => `Bearer ${await tokenOf('otherTenant')}`,
  'somebody of another tenant who claims to be of this one': async () =>
    `Bearer ${await tokenOf('otherTenant', { iss: `https://login.microsoftonline.com/${deskId()}/v2.0` })}`,
  'a token for another app': async () => `Bearer ${await tokenOf('admin', { aud: guidOf('another app') })}`,
  'a token for the bot': async () => `Bearer ${await tokenOf('admin', { aud: BOT_ID })}`,
  'a token for Graph': async () =>
    `Bearer ${await tokenOf('admin', {
      aud: GRAPH,
      iss: `https://sts.windows.net/${deskId()}/`,
      ver: '1.0',
      scp: 'User.Read openid',
    })}`,
  'a token of version 1 for us': async () =>
    `Bearer ${await tokenOf('admin', {
      aud: `api://127.0.0.1/${DESK_CLIENT_ID}`,
      iss: `https://sts.windows.net/${deskId()}/`,
      ver: '1.0',
    })}`,
  'an ID token': async () => `Bearer ${await tokenOf('admin', { azp: null, azpacr: null, scp: null })}`,
  'a token of an app without a person': async () =>
    `Bearer ${await tokenOf('admin', { idtyp: 'app', scp: null, roles: ['access_as_app'] })}`,
  'a token without our scope': async () => `Bearer ${await tokenOf('admin', { scp: 'profile' })}`,
  'a token whose scope only begins like ours': async () =>
    `Bearer ${await tokenOf('admin', { scp: 'access_as_user.none' })}`,
  'a token that another app got': async () =>
    `Bearer ${await tokenOf('admin', { azp: guidOf('another app') })}`,
  'a token that has ended': async () =>
    `Bearer ${await tokenOf('admin', { iat: seconds() - 2 * HOUR, nbf: seconds() - 2 * HOUR, exp: seconds() - HOUR })}`,
  'a token that never ends': async () => `Bearer ${await tokenOf('admin', { exp: null })}`,
  'a token of tomorrow': async () => `Bearer ${await tokenOf('admin', { nbf: seconds() + 24 * HOUR })}`,
  'a token without a person': async () => `Bearer ${await tokenOf('admin', { oid: null })}`,
  'a token without a tenant': async () => `Bearer ${await tokenOf('admin', { tid: null })}`,
  'an admin’s claims under a member’s signature': async () => {
    const [header, , signature] = partsOf(await tokenOf('member'));
    return `Bearer ${[header, partsOf(await tokenOf('admin'))[1], signature].join('.')}`;
  },
  'claims without a signature': async () =>
    `Bearer ${encode({ alg: 'none', typ: 'JWT' })}.${partsOf(await tokenOf('admin'))[1]}.`,
  'claims signed with a secret that everybody knows': async () => {
    const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${partsOf(await tokenOf('admin'))[1]}`;
    return `Bearer ${text}.${createHmac('sha256', DESK_CLIENT_ID).update(text).digest('base64url')}`;
  },
  'a key of the public API': () => `Bearer ${sandbox.apiKey}`,
};

describe('GET /api/me', () => {
  it('TAB-7: a person of the desk is let in, and known with role and rights', async () => {
    const { admin, member } = sandbox.world.desk.people;
    const answer = await me(await tokenOf('admin'));
    expect(answer).toMatchObject({
      status: 200,
      body: { person: { userId: admin.oid, name: admin.name, role: 'admin' }, desk: { deskId: deskId() } },
    });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await me(await tokenOf('member'))).toMatchObject({
      status: 200,
      body: { person: { userId: member.oid, role: 'member' } },
    });
  });

  it.each(Object.entries(STRANGERS))(
    'SEC-1, S9: %s gets 401 and learns nothing',
    async (_who, authorization) => {
      const nobody = withoutReference(await asks('/api/me', null));
      expect(nobody).toMatchObject({
        status: 401,
        challenge: 'Bearer realm="rollcall"',
        body: { code: 'not_signed_in' },
      });
      expect(withoutReference(await asks('/api/me', await authorization()))).toEqual(nobody);
    },
  );

  it('a guest of the tenant is told that guests get nothing, and gets nothing', async () => {
    const answer = await me(await tokenOf('guest'));
    expect(answer).toMatchObject({ status: 403, body: { code: 'not_allowed', needed: 'member' } });
    // Where the optional claim is not switched on, a home elsewhere tells.
    expect(await me(await tokenOf('guest', { acct: null }))).toMatchObject({ status: 403 });
    expect(JSON.stringify(answer.body)).not.toContain(sandbox.world.desk.people.admin.name);
  });

  it('S9: the person is the one of the token, whatever else the request says', async () => {
    const { admin, member } = sandbox.world.desk.people;
    const answer = await sandbox.api(`/api/me?userId=${admin.oid}&role=admin`, {
      headers: {
        authorization: `Bearer ${await tokenOf('member', { name: admin.name, preferred_username: admin.userPrincipalName })}`,
        'x-ms-client-principal-id': admin.oid,
        'x-forwarded-user': admin.userPrincipalName,
        cookie: `oid=${admin.oid}`,
      },
    });
    expect(answer).toMatchObject({ status: 200, body: { person: { userId: member.oid, role: 'member' } } });
  });

  it('SEC-2: the log tells the operator why, and holds no token', async () => {
    const expired = (await STRANGERS['a token that has ended']?.()) ?? '';
    await asks('/api/me', expired);
    expect(sandbox.logs()).toContain('security.user_token_refused');
    const [, claims, signature] = partsOf(expired.slice('Bearer '.length));
    for (const part of [claims, signature]) expect(sandbox.logs()).not.toContain(part);
  });

  it('SEC-1: a token opens nothing of the public API', async () => {
    const token = await tokenOf('admin');
    for (const path of ['availability', 'technicians', 'teams', 'consent-url']) {
      const answer = await asks(`/public-api/teams-availability/${path}`, `Bearer ${token}`);
      expect(answer, path).toMatchObject({ status: 401, body: { code: 'not_signed_in' } });
    }
  });
});

describe('SEC-1: where the operator asks for a stronger sign-in', () => {
  let strict: Sandbox;
  beforeAll(async () => {
    strict = await startSandbox({ prepared: 'empty', env: { STEP_UP_CONTEXT: 'c1' } });
  });
  afterAll(() => strict.stop());

  async function send(path: string, claims: Readonly<Record<string, unknown>>, init: object = {}) {
    const token = await strict.world.entra.ssoToken('admin', claims);
    return strict.api(path, { ...init, headers: { authorization: `Bearer ${token}` } });
  }
  const makeKey = (claims: Readonly<Record<string, unknown>>) =>
    send('/api/keys', claims, { method: 'POST', json: { name: 'n', scopes: ['availability:read'] } });

  it('a key is made only with a token that names the context, and the answer says how to get one', async () => {
    const refused = await makeKey({});
    expect(refused).toMatchObject({ status: 401, body: { code: 'step_up_needed' } });
    const { claims } = refused.body as { readonly claims: string };
    expect(JSON.parse(claims)).toEqual({ access_token: { acrs: { essential: true, value: 'c1' } } });
    const challenge = refused.headers.get('www-authenticate') ?? '';
    const [, sent = ''] = /^Bearer error="insufficient_claims", claims="([\w+/=]+)"$/.exec(challenge) ?? [];
    expect(Buffer.from(sent, 'base64').toString('utf8')).toBe(claims);

    // What Teams does with these claims.
    const response = await fetch(`${strict.world.origins.entra}/_sandbox/token`, {
      method: 'POST',
      body: JSON.stringify({ person: 'admin', challenge: [claims] }),
    });
    const { token } = (await response.json()) as { readonly token: string };
    expect(claimsIn(token)['acrs']).toEqual(['c1']);
    const made = await strict.api('/api/keys', {
      method: 'POST',
      json: { name: 'n', scopes: ['availability:read'] },
      headers: { authorization: `Bearer ${token}` },
    });
    expect(made.status).toBe(200);
  });

  it.each([
    ['another context', ['c2']],
    ['a longer name', ['c10']],
    ['text in place of a list', 'c1'],
    ['nothing in the list', []],
  ])('%s is not it', async (_name, acrs) => {
    expect(await makeKey({ acrs })).toMatchObject({ status: 401, body: { code: 'step_up_needed' } });
  });

  it('so it is with roles, the PSA with the secret of its webhook, and consent, and with nothing else', async () => {
    const endpoints = [...(await tabEndpoints()).values()];
    const asked = endpoints.filter(({ stepUp }) => stepUp === true);
    expect(asked.map(({ id }) => id).toSorted()).toEqual([
      'connectPsa',
      'getPsaHook',
      'postKey',
      'putRole',
      'startConsent',
    ]);
    for (const endpoint of asked) {
      const { method, path, json } = sampleRequest(endpoint);
      const answer = await send(path, {}, { method, ...(json === undefined ? {} : { json }) });
      expect(answer, endpoint.id).toMatchObject({ status: 401, body: { code: 'step_up_needed' } });
    }
    expect((await send('/api/me', {})).status).toBe(200);
    expect((await send('/api/keys', {})).status).toBe(200);
  });

  it('a stranger is not told of it', async () => {
    const token = await strict.world.entra.ssoToken('otherTenant');
    const answer = await strict.api('/api/keys', {
      method: 'POST',
      json: { name: 'n', scopes: ['availability:read'] },
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer).toMatchObject({ status: 401, body: { code: 'not_signed_in' } });
  });
});
