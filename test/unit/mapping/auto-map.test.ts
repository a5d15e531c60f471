import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '#adapters/store/open-store.ts';
import { createMappingService, type MappingService } from '#core/mapping/mapping-service.ts';
import type { Team, Technician, User } from '#core/mapping/ports.ts';
import { resultOf } from '#core/mapping/run-standing.ts';
import type { Caller } from '#kernel/caller.ts';
import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { silentLogger } from '#kernel/logger.ts';
import { aTechnician, aUser } from './builders.ts';

const DESK = '3f0d1c52-6f3a-4d3e-9a44-0b6a1de0a001';
const LEAD: Caller = {
  kind: 'person',
  deskId: DESK,
  id: '11111111-1111-4111-8111-111111111111',
  name: 'Priya',
  role: 'lead',
};
const MEMBER: Caller = { ...LEAD, role: 'member' };
const KEYS = `k1:${randomBytes(32).toString('base64')}`;
const TEAMS: Team[] = [
  { teamId: 'aaaaaaaa-0000-4000-8000-000000000001', displayName: 'Service Desk' },
  { teamId: 'aaaaaaaa-0000-4000-8000-000000000002', displayName: 'Escalations' },
];

let store: Store;
let now: Date;
let technicians: Technician[];
let members: Map<string, () => AsyncIterable<readonly User[]>>;
let service: MappingService;
let tickedTeams: Team[];

async function* pages(...all: (readonly User[] | AppError)[]): AsyncGenerator<readonly User[]> {
  for (const page of all) {
    if (page instanceof AppError) throw page;
    yield page;
  }
}

function teamHas(index: number, ...all: (readonly User[] | AppError)[]): void {
  members.set(TEAMS[index]?.teamId ?? '', () => pages(...all));
}

beforeEach(async () => {
  now = new Date('2026-11-21T16:00:00Z');
  technicians = [];
  members = new Map();
  tickedTeams = [];
  store = await openStore({
    url: 'sqlite::memory:',
    vaultKeys: KEYS,
    logger: silentLogger,
    clock: { now: () => now },
  });
  service = createMappingService({
    clock: { now: () => now },
    logger: silentLogger,
    newId,
    sleep: () => Promise.reject(new Error('nobody waits here')),
    technicians: { listTechnicians: async () => technicians },
    directory: {
      listTeams: async () => TEAMS,
      readMembers: (_desk, teamId) => members.get(teamId)?.() ?? pages([]),
      findUser: async (_desk, asked) =>
        asked === 'nobody@desk.example'
          ? null
          : aUser({ userId: asked.includes('@') ? 'found' : asked, userPrincipalName: 'found@desk.example' }),
      searchUsers: async () => [],
    },
    store: store.mapping,
    settings: { readTickedTeams: async () => tickedTeams },
  });
});

afterEach(() => store.close());

async function preview(teamIds: string[] = []) {
  const { review } = await service.startPreview(LEAD, { teamIds });
  return review;
}

async function runAndApply(
  options: { teamIds?: string[]; clear?: boolean; confirmMassClear?: boolean } = {},
) {
  const { run } = await preview(options.teamIds);
  return service.applyPreview(LEAD, run.runId, {
    clear: options.clear ?? true,
    confirmMassClear: options.confirmMassClear ?? false,
  });
}

function mapped(count: number): void {
  technicians = Array.from({ length: count }, (_each, index) =>
    aTechnician({ technicianId: String(index + 10), email: `t${index}@desk.example` }),
  );
  teamHas(
    0,
    technicians.map((technician, index) => aUser({ userId: `u${index}`, mail: technician.email })),
  );
}

const stored = async () =>
  (await store.mapping.listMappings(DESK)).map((each) => [each.technicianId, each.userId, each.source]);

describe('MAP-4: preview, then apply', () => {
  it('a preview writes no mapping; applying does; applying twice changes nothing', async () => {
    mapped(2);
    const { run, counts } = await preview();
    expect(run.state).toBe('preview');
    expect(counts).toMatchObject({ add: 2, matched: 2 });
    expect(await stored()).toEqual([]);
    const applied = await service.applyPreview(LEAD, run.runId, { clear: true, confirmMassClear: false });
    expect(applied.run.state).toBe('complete');
    expect(await stored()).toHaveLength(2);
    const second = await runAndApply();
    expect(second.counts).toMatchObject({ add: 0, update: 0, unchanged: 2 });
  });
  it('technicians that are left out stay as they are, and the run and its audit entry say so', async () => {
    mapped(3);
    const { run } = await preview();
    const applied = await service.applyPreview(LEAD, run.runId, {
      clear: true,
      confirmMassClear: false,
      leaveOut: ['11', 'nobody'],
    });
    expect(applied.run.state).toBe('complete');
    expect((await stored()).map(([technicianId]) => technicianId)).toEqual(['10', '12']);
    expect(resultOf(applied.rows)).toMatchObject({ written: 2, leftOut: 1 });
    const [entry] = await store.audit.listAudit(DESK, { limit: 1, before: null });
    expect(entry).toMatchObject({ action: 'applied', after: { leftOut: ['11', 'nobody'] } });
  });
  it('a row keeps the name of whom the technician had before', async () => {
    mapped(1);
    await runAndApply();
    teamHas(0, [
      aUser({ userId: 'new', mail: technicians[0]?.email ?? '', userPrincipalName: 'new@desk.example' }),
    ]);
    const { rows } = await runAndApply();
    expect(rows).toMatchObject([
      { action: 'update', before: { userId: 'u0', userPrincipalName: expect.stringContaining('@') } },
    ]);
  });
  it('pressing Apply twice applies once', async () => {
    mapped(1);
    const { run } = await preview();
    await service.applyPreview(LEAD, run.runId, { clear: true, confirmMassClear: false });
    await expect(
      service.applyPreview(LEAD, run.runId, { clear: true, confirmMassClear: false }),
    ).rejects.toMatchObject({
      code: 'run_expired',
      details: { state: 'complete' },
    });
  });
  it('a preview older than 30 minutes is refused', async () => {
    mapped(1);
    const { run } = await preview();
    now = new Date(now.getTime() + 30 * 60_000);
    await expect(
      service.applyPreview(LEAD, run.runId, { clear: true, confirmMassClear: false }),
    ).rejects.toMatchObject({ code: 'run_expired' });
  });
  it('a cancelled preview cannot be applied', async () => {
    mapped(1);
    const { run } = await preview();
    await service.cancelPreview(LEAD, run.runId);
    await expect(
      service.applyPreview(LEAD, run.runId, { clear: true, confirmMassClear: false }),
    ).rejects.toMatchObject({ code: 'run_expired' });
    expect(await stored()).toEqual([]);
  });
});

describe('MAP-5: manual rows', () => {
  it('stay as they are through any run, even one made between preview and apply', async () => {
    mapped(2);
    const { run } = await preview();
    await service.mapByHand(LEAD, '10', {
      accountId: '22222222-2222-4222-8222-222222222222',
      signInName: null,
      allowShared: false,
    });
    const before = JSON.stringify(
      (await store.mapping.listMappings(DESK)).find((each) => each.technicianId === '10'),
    );
    const applied = await service.applyPreview(LEAD, run.runId, { clear: true, confirmMassClear: false });
    expect(applied.rows.find((row) => row.technicianId === '10')?.outcome).toBe('skipped-changed');
    expect(
      JSON.stringify((await store.mapping.listMappings(DESK)).find((each) => each.technicianId === '10')),
    ).toBe(before);
    expect((await runAndApply()).rows.find((row) => row.technicianId === '10')?.action).toBe('manual-kept');
    expect(
      JSON.stringify((await store.mapping.listMappings(DESK)).find((each) => each.technicianId === '10')),
    ).toBe(before);
  });
});

describe('MAP-6: clearing', () => {
  it('a full and whole run clears who no longer matches', async () => {
    mapped(10);
    await runAndApply();
    teamHas(
      0,
      technicians
        .slice(1)
        .map((technician, index) => aUser({ userId: `u${index + 1}`, mail: technician.email })),
    );
    const applied = await runAndApply();
    expect(applied.counts.clear).toBe(1);
    expect(applied.run.state).toBe('complete');
    expect(await stored()).toHaveLength(9);
  });
  it('a run over chosen teams clears nothing', async () => {
    mapped(3);
    await runAndApply();
    const applied = await runAndApply({ teamIds: [TEAMS[1]?.teamId ?? ''] });
    expect(applied.counts.clear).toBe(0);
    expect(await stored()).toHaveLength(3);
  });
  it.each([
    ['a team cannot be read', [new AppError('team_unreadable', 'gone')]],
    ['a page is cut off', [[], new AppError('graph_bad_answer', 'cut')]],
    ['the tail is throttled', [[], new AppError('graph_throttled', 'wait')]],
  ])('G20: %s: the run is partial, the others are applied, and nothing is cleared', async (_case, broken) => {
    mapped(8);
    await runAndApply();
    const fresh = aTechnician({ technicianId: '99', email: 'new@desk.example' });
    technicians = [...technicians, fresh];
    teamHas(0, [aUser({ userId: 'new', mail: 'new@desk.example' })]);
    teamHas(1, ...broken);
    const applied = await runAndApply();
    expect(applied.run.state).toBe('partial');
    expect(applied.run.teamFailures.map((each) => each.team.displayName)).toEqual(['Escalations']);
    expect(applied.counts).toMatchObject({ clear: 0, add: 1 });
    expect(await stored()).toHaveLength(9);
  });
  it('G20: a ticked team that was deleted since is a team that cannot be read', async () => {
    mapped(1);
    const gone = { teamId: 'aaaaaaaa-0000-4000-8000-000000000009', displayName: 'Night Shift' };
    tickedTeams = [...TEAMS.slice(0, 1), gone];
    members.set(gone.teamId, () => pages(new AppError('team_unreadable', 'gone')));
    const { review } = await service.startPreview(LEAD, { teamIds: null });
    expect((await review).counts.add).toBe(1);
    expect((await review).run).toMatchObject({
      scanComplete: false,
      teamFailures: [{ team: gone, code: 'team_unreadable' }],
    });
  });
  it('a technician whom the PSA lists twice is one technician', async () => {
    mapped(1);
    technicians = [...technicians, ...technicians];
    expect((await runAndApply()).counts).toMatchObject({ add: 1, unmatched: 0 });
  });
  it('clear: false leaves them', async () => {
    mapped(10);
    await runAndApply();
    teamHas(
      0,
      technicians
        .slice(1)
        .map((technician, index) => aUser({ userId: `u${index + 1}`, mail: technician.email })),
    );
    await runAndApply({ clear: false });
    expect(await stored()).toHaveLength(10);
  });
});

describe('MAP-6a: the valve', () => {
  it('holds a run that would clear more than a fifth, applies the rest, and clears on confirmation', async () => {
    mapped(20);
    await runAndApply();
    technicians = [...technicians, aTechnician({ technicianId: '99', email: 'new@desk.example' })];
    teamHas(
      0,
      [aUser({ userId: 'new', mail: 'new@desk.example' })],
      technicians
        .slice(6, 20)
        .map((technician, index) => aUser({ userId: `u${index + 6}`, mail: technician.email })),
    );
    const held = await runAndApply();
    expect(held.run.state).toBe('held');
    expect(held.counts.clear).toBe(6);
    expect(await stored()).toHaveLength(21);
    const confirmed = await runAndApply({ confirmMassClear: true });
    expect(confirmed.run.state).toBe('complete');
    expect(await stored()).toHaveLength(15);
  });
  it('holds a run that would clear all, however few', async () => {
    mapped(1);
    await runAndApply();
    teamHas(0, []);
    expect((await runAndApply()).run.state).toBe('held');
    expect(await stored()).toHaveLength(1);
  });
  it('excluded mappings are out of reach, so clearing all others is clearing all', async () => {
    mapped(3);
    await runAndApply();
    await service.setExcluded(LEAD, '12', true);
    teamHas(0, []);
    expect((await runAndApply()).run).toMatchObject({ state: 'held', autoMappingsBefore: 2 });
    expect(await stored()).toHaveLength(3);
  });
  it('a PSA that lists nobody fails the run instead of clearing everybody', async () => {
    mapped(3);
    await runAndApply();
    technicians = [];
    const { review, runId } = await service.startPreview(LEAD, { teamIds: [] });
    await expect(review).rejects.toMatchObject({ code: 'psa_refused' });
    expect((await service.readReview(LEAD, runId)).run).toMatchObject({
      state: 'failed',
      failure: 'psa_refused',
    });
    expect(await stored()).toHaveLength(3);
  });
});

describe('G19: failures that end a run', () => {
  it.each(['consent_revoked', 'consent_missing', 'permission_missing', 'secret_invalid'] as const)(
    '%s',
    async (code) => {
      mapped(3);
      await runAndApply();
      teamHas(1, new AppError(code, 'no'));
      const { review, runId } = await service.startPreview(LEAD, { teamIds: [] });
      await expect(review).rejects.toMatchObject({ code });
      expect((await service.readReview(LEAD, runId)).run.state).toBe('failed');
      expect(await stored()).toHaveLength(3);
      expect((await runAndApply({ teamIds: [TEAMS[0]?.teamId ?? ''] })).run.state).toBe('complete');
    },
  );
  it('no team can be read: failed, with the first failure', async () => {
    mapped(1);
    teamHas(0, new AppError('graph_down', 'down'));
    teamHas(1, new AppError('graph_down', 'down'));
    await expect(preview()).rejects.toMatchObject({ code: 'graph_down' });
  });
});

describe('G26, MAP-7: one run at a time', () => {
  it('a second run is refused with the first one’s id, and allowed when that has ended', async () => {
    mapped(1);
    let open = (): void => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    members.set(TEAMS[1]?.teamId ?? '', async function* () {
      await gate;
      yield [];
    });
    const first = await service.startPreview(LEAD, { teamIds: [] });
    await expect(service.startPreview(LEAD, { teamIds: [] })).rejects.toMatchObject({
      code: 'run_in_progress',
      details: { runId: first.runId },
    });
    open();
    await first.review;
    expect((await preview()).run.state).toBe('preview');
  });
});

describe('MAP-4: undo of the last applied run', () => {
  it('gives back what was before, leaves what changed since, and works once', async () => {
    mapped(3);
    const applied = await runAndApply();
    await service.mapByHand(LEAD, '10', {
      accountId: '22222222-2222-4222-8222-222222222222',
      signInName: null,
      allowShared: false,
    });
    expect(await service.undoRun(LEAD, applied.run.runId)).toEqual({ restored: 2, left: 1 });
    expect(await stored()).toEqual([['10', '22222222-2222-4222-8222-222222222222', 'manual']]);
    await expect(service.undoRun(LEAD, applied.run.runId)).rejects.toMatchObject({
      code: 'run_not_undoable',
    });
  });
  it('an older run cannot be undone', async () => {
    mapped(2);
    const first = await runAndApply();
    await runAndApply();
    await expect(service.undoRun(LEAD, first.run.runId)).rejects.toMatchObject({ code: 'run_not_undoable' });
  });
});

describe('MAP-8: mapping by hand', () => {
  const id = '22222222-2222-4222-8222-222222222222';
  beforeEach(() => mapped(2));
  it('the sign-in name resolves the account id', async () => {
    const mapping = await service.mapByHand(LEAD, '10', {
      accountId: null,
      signInName: 'found@desk.example',
      allowShared: false,
    });
    expect(mapping).toMatchObject({ userId: 'found', source: 'manual' });
  });
  it.each([
    ['an unknown user', { accountId: null, signInName: 'nobody@desk.example' }, 'user_not_found'],
    ['an account id that is none', { accountId: '42', signInName: null }, 'invalid_input'],
    ['two fields that mean two users', { accountId: id, signInName: 'other@desk.example' }, 'invalid_input'],
  ] as const)('%s: nothing is saved', async (_case, wanted, code) => {
    await expect(service.mapByHand(LEAD, '10', { ...wanted, allowShared: false })).rejects.toMatchObject({
      code,
    });
    expect(await stored()).toEqual([]);
  });
  it('clearing both fields removes, clearing one is an error', async () => {
    await service.mapByHand(LEAD, '10', { accountId: id, signInName: null, allowShared: false });
    await expect(
      service.mapByHand(LEAD, '10', { accountId: id, signInName: null, allowShared: false }),
    ).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await stored()).toHaveLength(1);
    expect(
      await service.mapByHand(LEAD, '10', { accountId: '', signInName: ' ', allowShared: false }),
    ).toBeNull();
    expect(await stored()).toEqual([]);
  });
  it('a field that is left out is not a cleared one: mapping again to the same user is no error', async () => {
    await service.mapByHand(LEAD, '10', { accountId: id, allowShared: false });
    expect(await service.mapByHand(LEAD, '10', { accountId: id, allowShared: false })).toMatchObject({
      userId: id,
      source: 'manual',
    });
    await expect(service.mapByHand(LEAD, '10', { allowShared: false })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    expect(await stored()).toHaveLength(1);
  });
  it('a user of another technician is refused with the name, unless confirmed', async () => {
    await service.mapByHand(LEAD, '10', { accountId: id, signInName: null, allowShared: false });
    const again = { accountId: id, signInName: null };
    await expect(service.mapByHand(LEAD, '11', { ...again, allowShared: false })).rejects.toMatchObject({
      code: 'user_already_mapped',
      details: { technicianName: 'Technician 10' },
    });
    expect(await service.mapByHand(LEAD, '11', { ...again, allowShared: true })).toMatchObject({
      userId: id,
    });
  });
  it('an unknown technician is refused', async () => {
    await expect(
      service.mapByHand(LEAD, '404', { accountId: id, signInName: null, allowShared: false }),
    ).rejects.toMatchObject({ code: 'technician_not_found' });
  });
});

it('MAP-10: an excluded technician is left out of runs', async () => {
  mapped(2);
  await service.setExcluded(LEAD, '10', true);
  const applied = await runAndApply();
  expect(applied.rows.map((row) => row.action).toSorted()).toEqual(['add', 'excluded']);
  await service.setExcluded(LEAD, '10', false);
  expect((await runAndApply()).counts.add).toBe(1);
});

it('DATA-2: every change of a mapping and every applied run is in the audit trail', async () => {
  mapped(1);
  const { run } = await runAndApply();
  await service.removeMapping(LEAD, '10');
  const entries = await store.audit.listAudit(DESK, { limit: 10, before: null });
  expect(entries.map((entry) => [entry.subject, entry.action, entry.actor.name])).toEqual([
    ['mapping', 'removed', 'Priya'],
    ['run', 'applied', 'Priya'],
  ]);
  expect(entries[1]?.subjectId).toBe(run.runId);
});

it('SPEC 0: a member may neither preview, apply nor map', async () => {
  await expect(service.startPreview(MEMBER, { teamIds: [] })).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(
    service.applyPreview(MEMBER, 'x', { clear: true, confirmMassClear: true }),
  ).rejects.toMatchObject({ code: 'not_allowed' });
  await expect(
    service.mapByHand(MEMBER, '10', { accountId: null, signInName: null, allowShared: false }),
  ).rejects.toMatchObject({ code: 'not_allowed' });
});

it('an unknown team is refused before anything is read', async () => {
  await expect(
    service.startPreview(LEAD, { teamIds: ['bbbbbbbb-0000-4000-8000-000000000009'] }),
  ).rejects.toMatchObject({ code: 'team_not_found' });
});
