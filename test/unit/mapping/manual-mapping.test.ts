import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '#adapters/store/open-store.ts';
import { createMappingService, type MappingService } from '#core/mapping/mapping-service.ts';
import type { MappingStore } from '#core/mapping/ports.ts';
import type { Caller } from '#kernel/caller.ts';
import { newId } from '#kernel/ids.ts';
import { silentLogger } from '#kernel/logger.ts';
import { aTechnician, aUser } from './builders.ts';

const DESK = '3f0d1c52-6f3a-4d3e-9a44-0b6a1de0a001';
const PRIYA: Caller = {
  kind: 'person',
  deskId: DESK,
  id: '11111111-1111-4111-8111-111111111111',
  name: 'Priya',
  role: 'lead',
};
const TOM: Caller = { ...PRIYA, id: '11111111-1111-4111-8111-111111111112', name: 'Tom' };
const ANN = '22222222-2222-4222-8222-22222222222a';
const BOB = '22222222-2222-4222-8222-22222222222b';
const CLEO = '22222222-2222-4222-8222-22222222222c';
const now = new Date('2026-11-21T16:00:00Z');

let store: Store;
/** What others do between the look and the write of `priya`, one per write. */
let meanwhile: (() => Promise<unknown>)[];
let priya: MappingService;
let tom: MappingService;

beforeEach(async () => {
  meanwhile = [];
  store = await openStore({
    url: 'sqlite::memory:',
    vaultKeys: `k1:${randomBytes(32).toString('base64')}`,
    logger: silentLogger,
    clock: { now: () => now },
  });
  priya = serviceOn({
    ...store.mapping,
    async saveMapping(...asked) {
      await meanwhile.shift()?.();
      return store.mapping.saveMapping(...asked);
    },
  });
  tom = serviceOn(store.mapping);
});

afterEach(() => store.close());

function serviceOn(mapping: MappingStore): MappingService {
  return createMappingService({
    clock: { now: () => now },
    logger: silentLogger,
    newId,
    sleep: () => Promise.reject(new Error('nobody waits here')),
    technicians: { listTechnicians: async () => [aTechnician({ technicianId: '10', name: 'Ten' })] },
    directory: {
      listTeams: async () => [],
      async *readMembers() {},
      findUser: async (_desk, asked) => aUser({ userId: asked }),
      searchUsers: async () => [],
    },
    store: mapping,
    settings: { readTickedTeams: async () => [] },
  });
}

const map = (service: MappingService, caller: Caller, userId: string) => () =>
  service.mapByHand(caller, '10', { accountId: userId, allowShared: false });

async function stored(): Promise<string> {
  const [row] = await store.mapping.listMappings(DESK);
  if (!row) return 'no row';
  return `${row.userId ?? 'nobody'} ${row.source ?? 'none'}${row.excluded ? ' excluded' : ''}`;
}

/** The last change in the audit trail: who, what, from whom, to whom. */
async function lastAudit(): Promise<unknown> {
  const [entry] = await store.audit.listAudit(DESK, { limit: 1, before: null });
  return entry && { by: entry.actor.name, action: entry.action, before: entry.before, after: entry.after };
}

describe('REL-2: nothing that another person changed meanwhile is overwritten with what was read before', () => {
  it.each<{
    readonly says: string;
    readonly at: string | null;
    readonly other: () => Promise<unknown>;
    readonly mine: () => Promise<unknown>;
    readonly result: string;
  }>([
    {
      says: 'excluding keeps the user whom another gave',
      at: ANN,
      other: () => map(tom, TOM, BOB)(),
      mine: () => priya.setExcluded(PRIYA, '10', true),
      result: `${BOB} manual excluded`,
    },
    {
      says: 'excluding does not bring a removed user back',
      at: ANN,
      other: () => tom.removeMapping(TOM, '10'),
      mine: () => priya.setExcluded(PRIYA, '10', true),
      result: 'nobody none excluded',
    },
    {
      says: 'excluding keeps a user given where there was none',
      at: null,
      other: () => map(tom, TOM, BOB)(),
      mine: () => priya.setExcluded(PRIYA, '10', true),
      result: `${BOB} manual excluded`,
    },
    {
      says: 'mapping keeps that another excluded',
      at: ANN,
      other: () => tom.setExcluded(TOM, '10', true),
      mine: () => map(priya, PRIYA, BOB)(),
      result: `${BOB} manual excluded`,
    },
    {
      says: 'removing keeps that another excluded',
      at: ANN,
      other: () => tom.setExcluded(TOM, '10', true),
      mine: () => priya.removeMapping(PRIYA, '10'),
      result: 'nobody none excluded',
    },
  ])('$says', async ({ at, other, mine, result }) => {
    if (at !== null) await map(tom, TOM, at)();
    meanwhile = [other];
    await mine();
    expect(await stored()).toBe(result);
    expect(meanwhile).toEqual([]);
  });

  it('DATA-2: the audit entry tells what stood just before, not what was read at first', async () => {
    await map(tom, TOM, ANN)();
    meanwhile = [map(tom, TOM, BOB)];
    await map(priya, PRIYA, CLEO)();
    expect(await stored()).toBe(`${CLEO} manual`);
    expect(await lastAudit()).toEqual({
      by: 'Priya',
      action: 'updated',
      before: { userId: BOB, source: 'manual', excluded: false },
      after: { userId: CLEO, source: 'manual', excluded: false },
    });
  });

  it('what another has done already is not done, or told, again', async () => {
    await map(tom, TOM, ANN)();
    meanwhile = [() => tom.setExcluded(TOM, '10', true)];
    await priya.setExcluded(PRIYA, '10', true);
    expect(await lastAudit()).toMatchObject({ by: 'Tom', action: 'excluded' });
    meanwhile = [() => tom.removeMapping(TOM, '10')];
    await priya.removeMapping(PRIYA, '10');
    expect(await lastAudit()).toMatchObject({ by: 'Tom', action: 'removed' });
    expect(await stored()).toBe('nobody none excluded');
  });

  it('one field cleared is judged anew by what another has made meanwhile', async () => {
    meanwhile = [map(tom, TOM, ANN)];
    const wanted = { accountId: ANN, signInName: null, allowShared: false };
    await expect(priya.mapByHand(PRIYA, '10', wanted)).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await stored()).toBe(`${ANN} manual`);
  });

  it('changed twice meanwhile: a conflict with a remedy, and nothing is written', async () => {
    await map(tom, TOM, ANN)();
    meanwhile = [map(tom, TOM, BOB), map(tom, TOM, CLEO)];
    await expect(priya.setExcluded(PRIYA, '10', true)).rejects.toMatchObject({
      code: 'conflict',
      remedy: expect.stringContaining('Look again'),
    });
    expect(await stored()).toBe(`${CLEO} manual`);
    expect(await lastAudit()).toMatchObject({ by: 'Tom' });
  });
});
