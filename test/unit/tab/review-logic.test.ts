import { describe, expect, it } from 'vitest';
import {
  firstGroup,
  firstWishes,
  isMostlyUnmatched,
  isOpen,
  planOf,
  type Row,
  type Run,
  withRow,
} from '../../../tab/src/features/setup/run/review-plan.ts';
import { afterWords, beforeWords, whyWords } from '../../../tab/src/features/setup/run/row-words.ts';
import { autoMapTexts } from '../../../tab/src/texts/auto-map.ts';

const NONE = {
  matched: 0,
  unmatched: 0,
  add: 0,
  update: 0,
  unchanged: 0,
  clear: 0,
  manualKept: 0,
  excluded: 0,
  ambiguous: 0,
};

const aRun = (counts: Partial<Run['counts']>, more: Partial<Run> = {}): Run => ({
  runId: 'r1',
  state: 'preview',
  scope: { isFull: true, teams: [] },
  startedBy: 'Priya',
  startedAt: '2026-11-21T16:00:00.000Z',
  finishedAt: null,
  applicableUntil: '2026-11-21T16:30:00.000Z',
  teamsScanned: 4,
  membersScanned: 40,
  scanComplete: true,
  unreadTeams: [],
  failure: null,
  progress: null,
  counts: { ...NONE, ...counts },
  clearsNeedConfirmation: false,
  result: null,
  canUndo: false,
  ...more,
});

const aRow = (action: Row['action'], more: Partial<Row> = {}): Row => ({
  technicianId: '7',
  name: 'Ben',
  email: 'ben@desk.example',
  action,
  reason: null,
  user: null,
  matchedOn: null,
  rivals: [],
  suggestions: [],
  before: null,
  outcome: null,
  ...more,
});
const user = { userId: 'u1', signInName: 'ben@tenant.example', displayName: 'Ben', isGuest: false };

describe('MAP-4: what Apply would do', () => {
  it('is every change and every clear that is not skipped', () => {
    const run = aRun({ add: 3, update: 1, clear: 2 });
    let wishes = firstWishes(run);
    expect(planOf(run, wishes)).toEqual({ changes: 4, clears: 2, skipped: 0, needsConfirmation: false });
    wishes = withRow(wishes, aRow('add'), false);
    wishes = withRow(wishes, aRow('clear', { technicianId: '8' }), false);
    expect(planOf(run, wishes)).toEqual({ changes: 3, clears: 1, skipped: 2, needsConfirmation: false });
    expect(planOf(run, { ...wishes, clear: false })).toMatchObject({ changes: 3, clears: 0, skipped: 1 });
    wishes = withRow(wishes, aRow('add'), true);
    expect(planOf(run, wishes)).toMatchObject({ changes: 4, skipped: 1 });
  });

  it('MAP-6a: clears that the valve holds are not ticked, and ticked they are asked for once more', () => {
    const run = aRun({ add: 1, clear: 9 }, { clearsNeedConfirmation: true });
    const wishes = firstWishes(run);
    expect(planOf(run, wishes)).toEqual({ changes: 1, clears: 0, skipped: 0, needsConfirmation: false });
    expect(planOf(run, { ...wishes, clear: true })).toMatchObject({ clears: 9, needsConfirmation: true });
  });

  it('can be done for half an hour, up to the very moment', () => {
    const run = aRun({});
    expect(isOpen(run, new Date('2026-11-21T16:29:59.999Z'))).toBe(true);
    expect(isOpen(run, new Date('2026-11-21T16:30:00.000Z'))).toBe(false);
    expect(isOpen({ ...run, state: 'complete' }, new Date('2026-11-21T16:01:00Z'))).toBe(false);
  });
});

it.each<[Partial<Run['counts']>, string]>([
  [{ add: 1, unmatched: 3 }, 'changes'],
  [{ clear: 1, unmatched: 3 }, 'clears'],
  [{ unmatched: 3, unchanged: 9 }, 'unmatched'],
  [{ manualKept: 3 }, 'kept'],
  [{}, 'changes'],
])('a review opens where there is something to do: %j → %s', (counts, group) => {
  expect(firstGroup(aRun(counts))).toBe(group);
});

it.each([
  [81, 19, true],
  [80, 20, false],
  [5, 0, true],
  [4, 0, false],
])('%i unmatched beside %i matched get one diagnosis: %s', (unmatched, matched, expected) => {
  expect(isMostlyUnmatched(aRun({ unmatched, matched }))).toBe(expected);
});

describe('MAP-4: a row in words', () => {
  const t = autoMapTexts.en;
  const list = (names: readonly string[]): string => names.join(' and ');
  const before = { userId: 'u0', signInName: 'b.osei@tenant.example', displayName: null };

  it.each<[Row, string, string, string]>([
    [
      aRow('add', { user, matchedOn: { field: 'mail', value: 'ben@desk.example' } }),
      'not mapped',
      'ben@tenant.example',
      'same email',
    ],
    [
      aRow('update', {
        user,
        before,
        matchedOn: { field: 'userPrincipalName', value: 'ben@tenant.example' },
      }),
      'b.osei@tenant.example',
      'ben@tenant.example',
      'this account has the sign-in name now',
    ],
    [aRow('clear', { user, before }), 'b.osei@tenant.example', 'not mapped', 'no longer found in any team'],
    [
      aRow('clear', { user, before, reason: 'technician-gone' }),
      'b.osei@tenant.example',
      'not mapped',
      'is not active in the PSA any more',
    ],
    [
      aRow('manual-kept', { user, before }),
      'b.osei@tenant.example',
      'ben@tenant.example',
      'mapped by hand, never changed by a run',
    ],
    [aRow('excluded'), 'not mapped', 'not mapped', 'excluded from auto-map'],
    [
      aRow('ambiguous', { reason: 'email-shared-by-technicians', rivals: ['Sam', 'Lee'] }),
      'not mapped',
      'not mapped',
      'shares this email with Sam and Lee in the PSA',
    ],
    [
      aRow('update', { user: { ...user, isGuest: true }, before: { ...before, signInName: null } }),
      'another account',
      'ben@tenant.example (guest)',
      '',
    ],
  ])('%#', (row, now, after, why) => {
    expect([beforeWords(row, t), afterWords(row, t), whyWords(row, t, list)]).toEqual([now, after, why]);
  });
});
