import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '#adapters/store/open-store.ts';
import { type ConsentService, createConsentService } from '#core/access/consent-service.ts';
import { type ConsentStore, REQUIRED_PERMISSIONS } from '#core/access/ports.ts';
import type { Caller } from '#kernel/caller.ts';
import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { silentLogger } from '#kernel/logger.ts';

const DESK = '3f0d1c52-6f3a-4d3e-9a44-0b6a1de0a001';
const STATE_KEY = new Uint8Array(randomBytes(32));
const ADMIN: Caller = {
  kind: 'person',
  deskId: DESK,
  id: '11111111-1111-4111-8111-111111111111',
  name: 'Priya',
  role: 'admin',
};
const SOME = REQUIRED_PERMISSIONS.slice(1);
const GONE = new AppError('consent_missing', 'identity not found');

let now: Date;
let store: Store;
/** What the other instance does between the look and the write of `one`, one per write. */
let meanwhile: (() => Promise<unknown>)[];
let one: ConsentService;
let other: ConsentService;
let roles: readonly string[];
let tokens: number;

beforeEach(async () => {
  now = new Date('2026-11-21T16:00:00Z');
  meanwhile = [];
  roles = REQUIRED_PERMISSIONS;
  tokens = 0;
  store = await openStore({
    url: 'sqlite::memory:',
    vaultKeys: `k1:${randomBytes(32).toString('base64')}`,
    logger: silentLogger,
    clock: { now: () => now },
  });
  one = anInstance({
    ...store.consent,
    async saveConsent(...asked) {
      await meanwhile.shift()?.();
      return store.consent.saveConsent(...asked);
    },
  });
  other = anInstance(store.consent);
});

afterEach(() => store.close());

function anInstance(consent: ConsentStore): ConsentService {
  return createConsentService({
    clock: { now: () => now },
    logger: silentLogger,
    newId,
    store: consent,
    tokens: {
      getAppToken: async (tenantId) => ({
        accessToken: `token ${(tokens += 1)}`,
        expiresAt: new Date(now.getTime() + 3_600_000),
        tenantId,
        roles,
      }),
    },
    pages: { consentUrl: (_desk, state) => `https://login.example/?state=${encodeURIComponent(state)}` },
    stateKey: STATE_KEY,
  });
}

const stored = () => store.consent.readConsent(DESK);
const look = (instance: ConsentService) => instance.graphToken(DESK, { fresh: true });

async function grant(instance: ConsentService): Promise<void> {
  const { url } = await instance.start(ADMIN);
  const state = new URL(url).searchParams.get('state');
  await instance.complete({ state, error: null, errorDescription: null, adminConsent: 'True', tenant: DESK });
}

async function observed(): Promise<readonly unknown[]> {
  const entries = await store.audit.listAudit(DESK, { limit: 99, before: null });
  return entries
    .filter(({ action }) => action === 'observed')
    .map(({ after }) => (after as { state: string }).state)
    .toReversed();
}

function pass(seconds: number): void {
  now = new Date(now.getTime() + seconds * 1000);
}

describe('REL-2, CON-4: what another instance learned meanwhile is not lost', () => {
  it('a grant that comes back while a refusal is judged stands, and the refusal is judged by it', async () => {
    await look(one);
    pass(60);
    meanwhile = [() => grant(other)];
    const error = await one.graphRefused(DESK, GONE);
    expect(error.code).toBe('consent_spreading');
    expect(await stored()).toMatchObject({ state: 'spreading', lastGrantAt: now });
    expect(meanwhile).toEqual([]);
  });

  it('the very first record, written by both: a grant stands', async () => {
    roles = SOME;
    meanwhile = [() => grant(other)];
    await look(one);
    expect(await stored()).toMatchObject({ state: 'incomplete', lastGrantAt: now });
  });

  it('a grant is written over what another saw meanwhile', async () => {
    roles = SOME;
    await look(other);
    pass(60);
    meanwhile = [() => other.graphRefused(DESK, GONE)];
    roles = REQUIRED_PERMISSIONS;
    await grant(one);
    expect(await stored()).toMatchObject({ state: 'granted', lastGrantAt: now });
  });

  it('a grant within the same millisecond as the record before it is seen as well', async () => {
    await look(one);
    meanwhile = [() => grant(other)];
    await one.graphRefused(DESK, GONE);
    expect(await stored()).toMatchObject({ lastGrantAt: now });
  });

  it('CON-6: what both see at once is one audit entry', async () => {
    await look(one);
    meanwhile = [() => other.graphRefused(DESK, GONE)];
    expect((await one.graphRefused(DESK, GONE)).code).toBe('consent_revoked');
    expect(await observed()).toEqual(['granted', 'revoked']);
  });

  it('changed twice meanwhile: a conflict with a remedy, and the newest word of the other stands', async () => {
    await look(other);
    pass(60);
    meanwhile = [() => grant(other), () => other.graphRefused(DESK, GONE)];
    await expect(
      one.graphRefused(DESK, new AppError('permission_missing', 'no', FORBIDDEN)),
    ).rejects.toMatchObject({
      code: 'conflict',
      remedy: expect.stringMatching(/again/),
    });
    expect(await stored()).toMatchObject({ state: 'spreading', lastGrantAt: now });
    expect(await observed()).toEqual(['granted', 'spreading']);
  });
});

/** A refusal that changes a record of any state, so that it is written both times. */
const FORBIDDEN = { details: { missing: ['Schedule.Read.All'] } };
