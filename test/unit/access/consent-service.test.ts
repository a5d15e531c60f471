import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '#adapters/store/open-store.ts';
import { type ConsentService, createConsentService } from '#core/access/consent-service.ts';
import { type AppToken, REQUIRED_PERMISSIONS } from '#core/access/ports.ts';
import type { Caller } from '#kernel/caller.ts';
import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { silentLogger } from '#kernel/logger.ts';

const DESK = '3f0d1c52-6f3a-4d3e-9a44-0b6a1de0a001';
const OTHER = '3f0d1c52-6f3a-4d3e-9a44-0b6a1de0a002';
const STATE_KEY = new Uint8Array(randomBytes(32));
const ADMIN: Caller = {
  kind: 'person',
  deskId: DESK,
  id: '11111111-1111-4111-8111-111111111111',
  name: 'Priya',
  role: 'admin',
};

let store: Store;
let now: Date;
let service: ConsentService;
let answer: () => readonly string[] | AppError;
let tokenCalls: number;
/** Each new token has another text; one asked for without `fresh` is the last one, as long as there is one. */
let lastToken: AppToken | null;

beforeEach(async () => {
  now = new Date('2026-11-21T16:00:00Z');
  tokenCalls = 0;
  lastToken = null;
  answer = () => new AppError('consent_missing', 'no service principal');
  const clock = { now: () => now };
  const vaultKeys = `k1:${randomBytes(32).toString('base64')}`;
  store = await openStore({ url: 'sqlite::memory:', vaultKeys, logger: silentLogger, clock });
  service = anInstance();
});

afterEach(() => store.close());

/** One process: its own pauses and memory on the one database. */
function anInstance(): ConsentService {
  return createConsentService({
    clock: { now: () => now },
    logger: silentLogger,
    newId,
    store: store.consent,
    tokens: {
      async getAppToken(deskId, { fresh }) {
        if (lastToken && !fresh) return lastToken;
        tokenCalls += 1;
        const given = answer();
        if (given instanceof AppError) throw given;
        lastToken = {
          accessToken: `token ${tokenCalls}`,
          expiresAt: new Date(now.getTime() + 3_600_000),
          tenantId: deskId,
          roles: given,
        };
        return lastToken;
      },
    },
    pages: {
      consentUrl: (deskId, state) => `https://login.example/${deskId}?state=${encodeURIComponent(state)}`,
    },
    stateKey: STATE_KEY,
  });
}

const observed = async () =>
  (await store.audit.listAudit(DESK, { limit: 100, before: null }))
    .filter((entry) => entry.action === 'observed')
    .map((entry) => (entry.after as { state: string }).state)
    .toReversed();

const pass = (seconds: number): void => {
  now = new Date(now.getTime() + seconds * 1000);
};
const all = (): readonly string[] => REQUIRED_PERMISSIONS;

async function startState(): Promise<string> {
  const { url } = await service.start(ADMIN);
  return new URL(url).searchParams.get('state') ?? '';
}

const back = (state: string | null, more: Partial<Parameters<ConsentService['complete']>[0]> = {}) =>
  service.complete({
    state,
    error: null,
    errorDescription: null,
    adminConsent: 'True',
    tenant: DESK,
    ...more,
  });

const stateNow = async () => (await service.read(ADMIN)).consent.state;
const errorNow = async () =>
  service.graphToken(DESK, { fresh: false }).then(
    () => null,
    (error: AppError) => error.code,
  );

it('CON-1: consent asks for exactly four read-only permissions', () => {
  expect([...REQUIRED_PERMISSIONS].toSorted()).toEqual([
    'GroupMember.Read.All',
    'Presence.Read.All',
    'Schedule.Read.All',
    'User.Read.All',
  ]);
});

describe('CON-4: four states, four codes', () => {
  it('never granted: missing', async () => {
    expect(await errorNow()).toBe('consent_missing');
    expect(await stateNow()).toBe('missing');
  });
  it('granted a moment ago: spreading, then granted by itself', async () => {
    await back(await startState());
    expect(await stateNow()).toBe('spreading');
    expect(await errorNow()).toBe('consent_spreading');
    answer = all;
    pass(10);
    expect(await errorNow()).toBeNull();
    expect(await stateNow()).toBe('granted');
  });
  it('spreading for more than ten minutes: missing', async () => {
    await back(await startState());
    pass(600);
    expect(await errorNow()).toBe('consent_missing');
  });
  it('CON-6: granted, then taken back: revoked', async () => {
    answer = all;
    await service.graphToken(DESK, { fresh: false });
    lastToken = null;
    answer = () => new AppError('consent_missing', 'gone');
    expect(await errorNow()).toBe('consent_revoked');
    expect(await stateNow()).toBe('revoked');
  });
  it('revoked, granted again, still failing: spreading', async () => {
    answer = all;
    await service.graphToken(DESK, { fresh: false });
    lastToken = null;
    answer = () => new AppError('consent_missing', 'gone');
    await errorNow();
    pass(60);
    await back(await startState());
    expect(await stateNow()).toBe('spreading');
  });
  it('a token without any role proves nothing', async () => {
    answer = () => [];
    expect(await errorNow()).toBe('consent_missing');
  });
  it('CON-3: a missing permission is named, and the others serve', async () => {
    answer = () => REQUIRED_PERMISSIONS.filter((permission) => permission !== 'Schedule.Read.All');
    expect(await errorNow()).toBeNull();
    const { consent } = await service.read(ADMIN);
    expect(consent).toMatchObject({ state: 'incomplete', missingPermissions: ['Schedule.Read.All'] });
  });
  it('a wrong secret is not a consent state', async () => {
    answer = () => new AppError('secret_invalid', 'wrong');
    expect(await errorNow()).toBe('secret_invalid');
    expect((await service.read(ADMIN)).error?.code).toBe('secret_invalid');
  });
});

describe('CON-4: it is noticed by itself, whatever a kept token says', () => {
  it('a token without roles is replaced while the grant spreads', async () => {
    answer = () => [];
    await back(await startState());
    expect(await stateNow()).toBe('spreading');
    answer = all;
    pass(10);
    expect(await errorNow()).toBeNull();
    expect(await stateNow()).toBe('granted');
  });
  it('a permission granted later is found within a minute, although the old token lives for an hour', async () => {
    answer = () => REQUIRED_PERMISSIONS.slice(1);
    expect(await stateNow()).toBe('incomplete');
    answer = all;
    for (let asked = 0; asked < 5; asked += 1) await errorNow();
    expect(tokenCalls).toBe(1);
    pass(60);
    expect(await stateNow()).toBe('granted');
    pass(60);
    await errorNow();
    expect(tokenCalls).toBe(2);
  });
  it('Entra down while more is looked for: what the token has still serves', async () => {
    answer = () => REQUIRED_PERMISSIONS.slice(1);
    await errorNow();
    answer = () => new AppError('entra_down', 'down');
    pass(60);
    expect(await errorNow()).toBeNull();
    expect(await errorNow()).toBeNull();
    expect(tokenCalls).toBe(2);
  });
  it('granted, but Graph does not know it yet: spreading, not revoked', async () => {
    answer = all;
    await back(await startState());
    const error = await service.graphRefused(DESK, new AppError('consent_missing', 'identity not found'));
    expect(error).toMatchObject({ code: 'consent_spreading', retryAfterSeconds: 10 });
  });
  it('CON-6: granted ten minutes ago, and Graph does not know us any more: revoked', async () => {
    answer = all;
    await back(await startState());
    pass(600);
    const error = await service.graphRefused(DESK, new AppError('consent_missing', 'identity not found'));
    expect(error.code).toBe('consent_revoked');
  });
  it('CON-6: consent given again while it stood, confirmed, and taken back at once: revoked', async () => {
    answer = all;
    await errorNow();
    pass(3600);
    await back(await startState());
    lastToken = null;
    answer = () => new AppError('consent_missing', 'gone');
    expect(await errorNow()).toBe('consent_revoked');
  });
});

describe('CON-6: nothing loops', () => {
  const forbidden = (permission: string) =>
    new AppError('permission_missing', 'no', { details: { missing: [permission] } });

  it('Graph refuses what the newest token names: a late answer to an older one, which changes nothing', async () => {
    answer = all;
    for (let asked = 0; asked < 5; asked += 1) {
      expect(await errorNow()).toBeNull();
      const error = forbidden('Presence.Read.All');
      expect(await service.graphRefused(DESK, error)).toBe(error);
    }
    expect(await observed()).toEqual(['granted']);
    expect(tokenCalls).toBe(1);
  });
  it('Graph refuses without a token that tells more: each permission is named, once', async () => {
    for (let asked = 0; asked < 3; asked += 1) {
      await service.graphRefused(DESK, forbidden('Schedule.Read.All'));
      await service.graphRefused(DESK, forbidden('Presence.Read.All'));
    }
    expect(await store.consent.readConsent(DESK)).toMatchObject({
      state: 'incomplete',
      missingPermissions: ['Presence.Read.All', 'Schedule.Read.All'],
    });
    expect(await observed()).toEqual(['incomplete', 'incomplete']);
  });
  it('sixteen refusals at once are one audit entry', async () => {
    answer = all;
    await errorNow();
    const gone = new AppError('consent_missing', 'gone');
    await Promise.all(Array.from({ length: 16 }, () => service.graphRefused(DESK, gone)));
    expect(await observed()).toEqual(['granted', 'revoked']);
  });
  it('two instances do not overwrite each other with every call', async () => {
    const other = anInstance();
    answer = all;
    await errorNow();
    await other.graphToken(DESK, { fresh: false });
    await other.graphRefused(DESK, new AppError('consent_missing', 'gone'));
    for (let asked = 0; asked < 3; asked += 1) await errorNow();
    expect(await observed()).toEqual(['granted', 'revoked']);
  });
  it('consent given at one instance opens the way at the other at once', async () => {
    const other = anInstance();
    await expect(other.graphToken(DESK, { fresh: false })).rejects.toMatchObject({ code: 'consent_missing' });
    answer = all;
    await back(await startState());
    await expect(other.graphToken(DESK, { fresh: false })).resolves.toMatch(/^token/);
  });
});

describe('G19: while Microsoft says no, it is asked once a minute at most', () => {
  it('and Retry asks at once', async () => {
    for (let asked = 0; asked < 5; asked += 1) await errorNow();
    expect(tokenCalls).toBe(1);
    pass(59);
    await errorNow();
    expect(tokenCalls).toBe(1);
    pass(1);
    await errorNow();
    expect(tokenCalls).toBe(2);
    answer = all;
    expect((await service.retry(ADMIN)).consent.state).toBe('granted');
    expect(tokenCalls).toBe(3);
  });
});

describe('CON-2, S13: the state is signed, single use, ten minutes', () => {
  const rejected = { code: 'consent_state_invalid' };
  it('a second use is refused', async () => {
    const state = await startState();
    await back(state);
    await expect(back(state)).rejects.toMatchObject(rejected);
  });
  it('at ten minutes it is too old', async () => {
    const state = await startState();
    pass(600);
    await expect(back(state)).rejects.toMatchObject(rejected);
  });
  it.each([
    ['absent', () => null],
    ['empty', () => ''],
    ['forged', () => 'abc.def'],
    ['with another signature', (state: string) => `${state.split('.')[0]}.${'A'.repeat(43)}`],
    ['without a signature', (state: string) => state.split('.')[0] ?? ''],
  ])('%s is refused and records nothing', async (_case, change) => {
    const state = await startState();
    await expect(back(change(state))).rejects.toMatchObject(rejected);
    expect(await store.consent.readConsent(DESK)).toBeNull();
  });
});

describe('CON-3: what comes back', () => {
  it('error is looked at before anything else, and Microsoft’s words are kept', async () => {
    const { attempt } = await back(await startState(), {
      error: 'access_denied',
      errorDescription: 'The admin canceled the request',
    });
    expect(attempt).toMatchObject({ outcome: 'refused', refusal: 'The admin canceled the request' });
    expect(await store.consent.readConsent(DESK)).toBeNull();
  });
  it.each([null, 'False', ''])('admin_consent "%s" is no consent', async (adminConsent) => {
    answer = all;
    const { attempt } = await back(await startState(), { adminConsent });
    expect(attempt.outcome).toBe('refused');
    expect(tokenCalls).toBe(0);
    expect(await store.consent.readConsent(DESK)).toBeNull();
  });
  it.each([OTHER, 'common', 'evil.example', '../'])('S14: tenant "%s" is not believed', async (tenant) => {
    answer = all;
    const { attempt } = await back(await startState(), { tenant });
    expect(attempt.outcome).toBe('wrong-tenant');
    expect(tokenCalls).toBe(0);
  });
  it('the tenant is confirmed by a token that holds all four roles', async () => {
    answer = all;
    const { attempt, consent } = await back(await startState());
    expect(attempt.outcome).toBe('granted');
    expect(consent.state).toBe('granted');
    expect(tokenCalls).toBe(1);
  });
  it('DATA-2: start to finish is in the audit trail, by the person who began', async () => {
    answer = all;
    await back(await startState());
    const entries = await store.audit.listAudit(DESK, { limit: 10, before: null });
    expect(entries.map((entry) => [entry.action, entry.actor.name])).toEqual([
      ['observed', 'Rollcall'],
      ['granted', 'Priya'],
    ]);
  });
});

it('SPEC 0: only an admin starts consent', async () => {
  await expect(service.start({ ...ADMIN, role: 'lead' })).rejects.toMatchObject({ code: 'not_allowed' });
});

describe('what is known without asking Microsoft', () => {
  it('CON-3: a refusal is told in Microsoft’s words, with whose attempt it was', async () => {
    await back(await startState(), { error: 'access_denied', errorDescription: 'AADSTS65004: declined' });
    const calls = tokenCalls;
    expect(await service.standing(ADMIN)).toMatchObject({
      consent: { state: 'missing' },
      lastGrant: null,
      lastReturn: { outcome: 'refused', refusal: 'AADSTS65004: declined', startedBy: { name: 'Priya' } },
      pending: null,
    });
    expect(tokenCalls).toBe(calls);
  });

  it('CON-2: an opened page is pending until it comes back, or its ten minutes are over', async () => {
    const state = await startState();
    expect((await service.standing(ADMIN)).pending).toMatchObject({ startedBy: { id: ADMIN.id } });
    pass(600);
    expect((await service.standing(ADMIN)).pending).toBeNull();
    await startState();
    await expect(back(state)).rejects.toMatchObject({ code: 'consent_state_invalid' });
    expect((await service.standing(ADMIN)).pending).not.toBeNull();
  });

  it('a grant is told with who and when', async () => {
    answer = all;
    await back(await startState());
    pass(90);
    expect(await service.standing(ADMIN)).toMatchObject({
      consent: { state: 'granted' },
      lastGrant: { by: 'Priya', at: new Date('2026-11-21T16:00:00Z') },
      pending: null,
    });
  });
});
