import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '#adapters/store/open-store.ts';
import { createMappingService, type MappingService } from '#core/mapping/mapping-service.ts';
import type { MappingStore, Team, Technician, User } from '#core/mapping/ports.ts';
import { auditEntry } from '#kernel/audit.ts';
import type { Caller } from '#kernel/caller.ts';
import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { silentLogger } from '#kernel/logger.ts';
import { aTechnician, aUser } from './builders.ts';

const LEAD: Caller = {
  kind: 'person',
  deskId: '3f0d1c52-6f3a-4d3e-9a44-0b6a1de0a001',
  id: '11111111-1111-4111-8111-111111111111',
  name: 'Priya',
  role: 'lead',
};
const { deskId: DESK } = LEAD;
const OTHER_LEAD: Caller = { ...LEAD, id: '33333333-3333-4333-8333-333333333333', name: 'Olga' };
const STRANGER: Caller = { ...LEAD, deskId: '3f0d1c52-6f3a-4d3e-9a44-0b6a1de0a002' };
const TEAMS: readonly Team[] = ['Service Desk', 'Escalations', 'Night Shift'].map((displayName, index) => ({
  teamId: `aaaaaaaa-0000-4000-8000-00000000000${index + 1}`,
  displayName,
}));
const START = new Date('2026-11-21T16:00:00Z');
/** Ten technicians, of whom team 1 has the first five, team 2 the next four, and nobody the last. */
const PEOPLE: readonly Technician[] = Array.from({ length: 10 }, (_each, index) =>
  aTechnician({ technicianId: String(index + 10), email: `t${index}@desk.example` }),
);
const USERS: readonly User[] = PEOPLE.map(({ email }, index) => aUser({ userId: `u${index}`, mail: email }));

let store: Store;
/** In place of the store's, once set. */
let beats: (() => ReturnType<MappingStore['extendRun']>) | null;
let now: Date;
/** Every call to Microsoft, with the second at which it came. */
let calls: string[];
/** By team or `list`: until which second it is throttled; read again at each call. */
let throttled: Map<string, number>;
/** Pages of a team that come before the throttling. */
let pagesFirst: boolean;
/** What is done once, at the first moment of waiting. */
let meanwhile: (() => Promise<void>) | null;
let sleeps: number;
let tickedTeams: readonly Team[];
let service: MappingService;

const second = (): number => (now.getTime() - START.getTime()) / 1000;

function ask(what: string): void {
  calls.push(`${what} ${second()}`);
  const left = (throttled.get(what) ?? 0) - second();
  if (left > 0) throw new AppError('graph_throttled', 'wait', { retryAfterSeconds: left });
}

beforeEach(async () => {
  now = START;
  calls = [];
  throttled = new Map();
  pagesFirst = false;
  meanwhile = null;
  sleeps = 0;
  tickedTeams = [];
  store = await openStore({
    url: 'sqlite::memory:',
    vaultKeys: `k1:${randomBytes(32).toString('base64')}`,
    logger: silentLogger,
    clock: { now: () => now },
  });
  beats = null;
  service = createMappingService({
    clock: { now: () => now },
    logger: silentLogger,
    newId,
    async sleep(milliseconds) {
      sleeps += 1;
      const first = meanwhile;
      meanwhile = null;
      await first?.();
      now = new Date(now.getTime() + milliseconds);
    },
    technicians: { listTechnicians: async () => PEOPLE },
    directory: {
      async listTeams() {
        ask('list');
        return TEAMS;
      },
      async *readMembers(_desk, teamId) {
        const index = TEAMS.findIndex((team) => team.teamId === teamId);
        const name = TEAMS[index]?.displayName ?? 'Gone';
        const members = [USERS.slice(0, 5), USERS.slice(5, 9), []][index] ?? [];
        if (pagesFirst) yield members.slice(0, 2);
        ask(name);
        if (index < 0) throw new AppError('team_unreadable', 'gone');
        yield pagesFirst ? members.slice(2) : members;
      },
      findUser: async () => null,
      searchUsers: async () => [],
    },
    store: {
      ...store.mapping,
      extendRun: (...asked) => beats?.() ?? store.mapping.extendRun(...asked),
    },
    settings: { readTickedTeams: async () => tickedTeams },
  });
});

afterEach(() => store.close());

const stored = async () => (await store.mapping.listMappings(DESK)).map((each) => each.technicianId);
const readRun = async (runId: string) => (await service.readReview(LEAD, runId)).run;

async function apply(runId: string) {
  return service.applyPreview(LEAD, runId, { clear: true, confirmMassClear: true });
}

/** The last technician is mapped to a user who left: a whole and complete run clears that. */
async function mapTheLast(): Promise<void> {
  const user = { userId: 'gone', userPrincipalName: null, userDisplayName: 'Gone', isGuest: false };
  const change = {
    technicianId: '19',
    technicianName: 'Last',
    user,
    source: 'auto',
    excluded: false,
  } as const;
  const audit = auditEntry(LEAD, now, { subject: 'mapping', subjectId: '19', action: 'made' });
  await store.mapping.saveMapping(DESK, change, { allowShared: false, expected: null, audit });
}

describe('G2: a run that Microsoft asks to wait', () => {
  it('stands still as waiting, asks nothing until then, goes on by itself, and is whole', async () => {
    await mapTheLast();
    throttled.set('Escalations', 120);
    const { runId, review, progress } = await service.startPreview(LEAD, { teamIds: [] });
    meanwhile = async () => {
      expect(await readRun(runId)).toMatchObject({ state: 'waiting', teamsScanned: 2, membersScanned: 5 });
      expect((await service.listRuns(LEAD)).map(({ state }) => state)).toEqual(['waiting']);
      expect(progress()).toEqual({
        teamsDone: 2,
        teamsTotal: 3,
        members: 5,
        waitingUntil: new Date('2026-11-21T16:02:00Z'),
        endsAt: new Date('2026-11-21T16:15:00Z'),
      });
    };
    const { run, counts } = await review;
    expect(meanwhile).toBeNull();
    expect(run).toMatchObject({ state: 'preview', scanComplete: true, teamsScanned: 3, membersScanned: 9 });
    expect(counts).toMatchObject({ add: 9, clear: 1 });
    expect(calls).toEqual(['list 0', 'Service Desk 0', 'Escalations 0', 'Night Shift 0', 'Escalations 120']);
    expect(progress()).toMatchObject({ teamsDone: 3, waitingUntil: null });
    expect((await apply(runId)).run.state).toBe('complete');
    expect(await stored()).not.toContain('19');
  });

  it.each([true, false])(
    'MAP-7: keeps the lock meanwhile; a second run hears its id (%s)',
    async (mayPause) => {
      throttled.set('Escalations', 120);
      const { runId, review } = await service.startPreview(LEAD, { teamIds: [] });
      meanwhile = async () => {
        throttled.set('list', 120);
        await expect(service.startPreview(OTHER_LEAD, { teamIds: [], mayPause })).rejects.toMatchObject({
          code: 'run_in_progress',
          details: { runId },
        });
      };
      expect((await review).run.state).toBe('preview');
      expect(meanwhile).toBeNull();
    },
  );

  it('waits again when it is asked again', async () => {
    throttled.set('Escalations', 120);
    const { review } = await service.startPreview(LEAD, { teamIds: [] });
    meanwhile = async () => {
      throttled.set('Escalations', 500);
    };
    expect((await review).run).toMatchObject({ scanComplete: true, membersScanned: 9 });
    expect(calls.filter((call) => call.startsWith('Esc'))).toEqual([
      'Escalations 0',
      'Escalations 120',
      'Escalations 500',
    ]);
  });

  it('reads a team from its beginning again, and counts nobody twice', async () => {
    pagesFirst = true;
    throttled.set('Service Desk', 90);
    const { review } = await service.startPreview(LEAD, { teamIds: [] });
    const { run, counts } = await review;
    expect(run.membersScanned).toBe(9);
    expect(counts).toMatchObject({ add: 9, ambiguous: 0 });
  });

  it('MAP-6: for longer than 15 minutes waits as long, then shows what it read, and clears nothing', async () => {
    await mapTheLast();
    throttled.set('Escalations', 3600);
    const { runId, review, progress } = await service.startPreview(LEAD, { teamIds: [] });
    meanwhile = async () => {
      expect(progress().waitingUntil).toEqual(new Date('2026-11-21T17:00:00Z'));
      expect((await readRun(runId)).state).toBe('waiting');
    };
    const { run, counts } = await review;
    expect(meanwhile).toBeNull();
    expect(second()).toBe(900);
    expect(run).toMatchObject({ state: 'preview', scanComplete: false, teamsScanned: 2 });
    expect(run.teamFailures).toEqual([{ team: TEAMS[1], code: 'graph_throttled' }]);
    expect(counts).toMatchObject({ add: 5, clear: 0 });
    expect(calls).toHaveLength(4);
    expect((await apply(runId)).run.state).toBe('partial');
    expect(await stored()).toEqual(expect.arrayContaining(['10', '14', '19']));
    expect(await stored()).toHaveLength(6);
  });

  it('a team that failed for another reason is not read again, and named beside the throttled one', async () => {
    throttled.set('Escalations', 3600);
    tickedTeams = [...TEAMS, { teamId: 'gone', displayName: 'Gone' }];
    const { review } = await service.startPreview(LEAD, { teamIds: null });
    const { teamFailures } = (await review).run;
    expect(teamFailures.map(({ team, code }) => `${team.displayName} ${code}`)).toEqual([
      'Gone team_unreadable',
      'Escalations graph_throttled',
    ]);
    expect(calls.filter((call) => call.startsWith('Gone'))).toHaveLength(1);
  });

  it('with a single page read shows what that says', async () => {
    pagesFirst = true;
    for (const { displayName } of TEAMS) throttled.set(displayName, 3600);
    const { review } = await service.startPreview(LEAD, { teamIds: [] });
    const { run, counts } = await review;
    expect([run.state, run.membersScanned, counts.add]).toEqual(['preview', 4, 4]);
  });

  it('with nobody read ends partial, with nothing to apply, and the next one may begin', async () => {
    await mapTheLast();
    for (const { displayName } of TEAMS) throttled.set(displayName, 3600);
    const { runId, review } = await service.startPreview(LEAD, { teamIds: [] });
    meanwhile = async () => expect((await readRun(runId)).state).toBe('waiting');
    const { run, rows } = await review;
    expect([second(), run.state, run.finishedAt, run.scanComplete]).toEqual([900, 'partial', now, false]);
    expect(run.teamFailures).toHaveLength(3);
    expect(rows).toEqual([]);
    await expect(apply(runId)).rejects.toMatchObject({ code: 'run_expired', details: { state: 'partial' } });
    await expect(service.undoRun(LEAD, runId)).rejects.toMatchObject({ code: 'run_not_undoable' });
    expect(await stored()).toEqual(['19']);
    now = new Date(START.getTime() + 3600_000);
    expect((await (await service.startPreview(LEAD, { teamIds: [] })).review).run.scanComplete).toBe(true);
  });

  it.each([
    ['every team', [], true],
    ['chosen teams', [TEAMS[1]?.teamId ?? ''], false],
  ])('waits for the list of teams too: %s', async (_which, teamIds, isFull) => {
    throttled.set('list', 60);
    const { runId, review, scope, progress } = await service.startPreview(LEAD, { teamIds });
    expect(scope.isFull).toBe(isFull);
    meanwhile = async () => {
      expect((await readRun(runId)).state).toBe('waiting');
      expect(progress()).toMatchObject({ teamsTotal: 0, members: 0 });
    };
    const { run } = await review;
    expect(run).toMatchObject({ state: 'preview', scanComplete: true });
    expect(run.scope.teams.map((team) => team.displayName)).toEqual(isFull ? [] : ['Escalations']);
    expect(calls.filter((call) => call.startsWith('list'))).toEqual(['list 0', 'list 60']);
  });

  it('and finds after the wait that a chosen team does not exist', async () => {
    throttled.set('list', 60);
    const { runId, review } = await service.startPreview(LEAD, { teamIds: ['nowhere'] });
    await expect(review).rejects.toMatchObject({ code: 'team_not_found' });
    expect(await readRun(runId)).toMatchObject({ state: 'failed', failure: 'team_not_found' });
  });

  it('without a list of teams fails after 15 minutes, and says when to ask again', async () => {
    throttled.set('list', 3600);
    const { runId, review } = await service.startPreview(LEAD, { teamIds: [] });
    await expect(review).rejects.toMatchObject({
      code: 'graph_throttled',
      retryAfterSeconds: 2700,
      details: { runId },
    });
    expect(await readRun(runId)).toMatchObject({ state: 'failed', failure: 'graph_throttled' });
    expect(calls).toEqual(['list 0']);
  });
});

describe('G2: a run for which somebody holds the line', () => {
  const options = { teamIds: [], mayPause: false };

  it('ends at once with what it read', async () => {
    throttled.set('Escalations', 3600);
    const { review } = await service.startPreview(LEAD, options);
    const { run, counts } = await review;
    expect(run).toMatchObject({ state: 'preview', scanComplete: false });
    expect(counts).toMatchObject({ add: 5, clear: 0 });
    expect([second(), sleeps]).toEqual([0, 0]);
  });

  it.each([
    ['no member', ['Service Desk', 'Escalations', 'Night Shift']],
    ['no list of teams', ['list']],
  ])('with %s read fails at once, says when to ask again, and gives the lock back', async (_what, parts) => {
    for (const part of parts) throttled.set(part, 3600);
    const { runId, review } = await service.startPreview(LEAD, options);
    const failure = { code: 'graph_throttled', retryAfterSeconds: 3600, details: { runId } };
    await expect(review).rejects.toMatchObject(failure);
    expect(await readRun(runId)).toMatchObject({ state: 'failed', failure: 'graph_throttled' });
    expect([second(), sleeps]).toEqual([0, 0]);
    throttled.clear();
    expect((await (await service.startPreview(LEAD, options)).review).run.scanComplete).toBe(true);
  });
});

describe('P1: a run that waits and loses its lease', () => {
  it.each([
    ['to somebody else', async () => false],
    ['because the database does not answer', () => Promise.reject(new AppError('store_down', 'gone'))],
  ])('%s: writes nothing any more', async (_how, extendRun) => {
    throttled.set('Escalations', 120);
    const { runId, review } = await service.startPreview(LEAD, { teamIds: [] });
    meanwhile = async () => {
      throttled.set('Escalations', 240);
      beats = extendRun;
    };
    await expect(review).rejects.toMatchObject({ code: 'run_expired', details: { runId } });
    expect((await readRun(runId)).state).not.toBe('preview');
    expect(second()).toBeLessThanOrEqual(240);
  });
});

describe('readProgress', () => {
  it('tells every lead of the desk how far a run is, and nobody else', async () => {
    throttled.set('Escalations', 120);
    const { runId, review, progress } = await service.startPreview(LEAD, { teamIds: [] });
    meanwhile = async () => {
      expect(service.readProgress(OTHER_LEAD, runId)).toEqual(progress());
      expect(service.readProgress(OTHER_LEAD, runId)?.waitingUntil).not.toBeNull();
      expect(service.readProgress(STRANGER, runId)).toBeNull();
      expect(service.readProgress(LEAD, 'another')).toBeNull();
      expect(() => service.readProgress({ ...LEAD, role: 'member' }, runId)).toThrow(
        expect.objectContaining({ code: 'not_allowed' }),
      );
    };
    await review;
    expect(meanwhile).toBeNull();
    expect(service.readProgress(LEAD, runId)).toBeNull();
  });

  it('of a run that failed is null', async () => {
    throttled.set('list', 3600);
    const { runId, review } = await service.startPreview(LEAD, { teamIds: [], mayPause: false });
    await review.catch(() => {});
    expect(service.readProgress(LEAD, runId)).toBeNull();
  });
});
