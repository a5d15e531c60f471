import { describe, expect, it } from 'vitest';
import {
  canReadTeams,
  type ConsentStanding,
  type ConsentView,
  consentView,
  type Setup,
} from '../../../tab/src/features/setup/consent-view.ts';
import { stepStates } from '../../../tab/src/features/setup/setup-steps.ts';
import { listedTeams, searchTeams } from '../../../tab/src/features/setup/team-list.ts';

const T1 = '2026-11-21T16:01:00.000Z';
const T2 = '2026-11-21T16:02:00.000Z';
const T3 = '2026-11-21T16:03:00.000Z';

const standing = (given: Partial<ConsentStanding> = {}): ConsentStanding => ({
  state: 'missing',
  missingPermissions: [],
  confirmedAt: null,
  lastGrant: null,
  lastReturn: null,
  pending: null,
  ...given,
});
const returned = (
  outcome: 'granted' | 'refused' | 'wrong-tenant',
  at: string,
): ConsentStanding['lastReturn'] => ({
  outcome,
  refusal: outcome === 'refused' ? 'no' : null,
  by: 'Priya',
  at,
});
const opened = (startedAt: string, isMine = true): ConsentStanding['pending'] => ({
  by: 'Priya',
  isMine,
  startedAt,
  expiresAt: '2026-11-21T16:20:00.000Z',
});

describe('CON-4: each state of consent is told apart', () => {
  it.each<[string, ConsentView, Partial<ConsentStanding>, string | null]>([
    ['nobody was asked', 'not-started', {}, null],
    ['this person is at Microsoft’s page', 'waiting', { pending: opened(T1) }, null],
    ['somebody else is', 'not-started', { pending: opened(T1, false) }, null],
    ['they gave up waiting', 'not-started', { pending: opened(T1) }, T1],
    ['they opened another page since', 'waiting', { pending: opened(T2) }, T1],
    ['the page came back', 'refused', { pending: opened(T1), lastReturn: returned('refused', T2) }, null],
    [
      'a second page after a refusal',
      'waiting',
      { pending: opened(T3), lastReturn: returned('refused', T2) },
      null,
    ],
    ['another tenant', 'wrong-tenant', { lastReturn: returned('wrong-tenant', T2) }, null],
    ['on its way', 'spreading', { state: 'spreading', lastReturn: returned('granted', T2) }, null],
    ['accepted and never there', 'not-arrived', { lastReturn: returned('granted', T2) }, null],
    ['whole', 'granted', { state: 'granted', pending: opened(T3) }, null],
    ['in part', 'partial', { state: 'incomplete', confirmedAt: T2 }, null],
    [
      'in part, and the second try was refused',
      'refused',
      { state: 'incomplete', confirmedAt: T2, lastReturn: returned('refused', T3) },
      null,
    ],
    [
      'taken back',
      'revoked',
      { state: 'revoked', confirmedAt: T2, lastReturn: returned('granted', T1) },
      null,
    ],
    [
      'taken back long after a refusal',
      'revoked',
      { state: 'revoked', confirmedAt: T2, lastReturn: returned('refused', T1) },
      null,
    ],
  ])('%s: %s', (_, view, given, ignored) => {
    expect(consentView(standing(given), ignored)).toBe(view);
  });

  it.each<[boolean, Partial<ConsentStanding>]>([
    [true, { state: 'granted' }],
    [true, { state: 'incomplete', missingPermissions: ['Schedule.Read.All'] }],
    [false, { state: 'incomplete', missingPermissions: ['GroupMember.Read.All'] }],
    [false, { state: 'spreading' }],
    [false, { state: 'revoked' }],
  ])('teams can be listed: %s with %j', (can, given) => {
    expect(canReadTeams(standing(given))).toBe(can);
  });
});

describe('TAB-1: the state of each step is real', () => {
  const setup = (given: Partial<Setup> = {}): Setup => ({
    cloud: 'global',
    lacks: [],
    psa: { kind: 'halopsa' },
    consent: standing(),
    ticked: { teams: [], version: 0 },
    rota: { teams: [], version: 0 },
    runs: { underWay: null, open: null, lastApplied: null, last: null },
    ...given,
  });
  const applied = (state: 'complete' | 'undone'): Setup['runs'] => ({
    underWay: null,
    open: null,
    last: null,
    lastApplied: { runId: 'r', state, by: 'Priya', at: T1, canUndo: true },
  });
  const granted = standing({ state: 'granted' });

  it.each<[string, Partial<Setup>, number | null, string]>([
    ['a first day', {}, 0, 'current open open open'],
    ['consent is there', { consent: granted }, 0, 'done current open open'],
    [
      'every team was chosen',
      { consent: granted, ticked: { teams: [], version: 1 } },
      0,
      'done done current open',
    ],
    ['a run was applied', { consent: granted, runs: applied('complete') }, 30, 'done done done done'],
    ['and undone', { consent: granted, runs: applied('undone') }, 0, 'done current open open'],
    ['consent was revoked later', { runs: applied('complete') }, 30, 'current done done open'],
    [
      'mapped by hand only',
      { consent: granted, ticked: { teams: [], version: 2 } },
      3,
      'done done done done',
    ],
  ])('%s', (_, given, mapped, expected) => {
    expect(stepStates(setup(given), mapped).join(' ')).toBe(expected);
  });
});

describe('MAP-1: the list of teams', () => {
  const teams = ['Büro Zürich', 'Service Desk', 'Service Desk nights'].map((displayName, index) => ({
    id: `t${index}`,
    displayName,
  }));

  it('shows what was chosen and is gone first, and nothing twice', () => {
    const gone = { id: 'gone', displayName: 'Old team' };
    const listed = listedTeams(teams, [gone, { id: 't1', displayName: 'Service Desk' }]);
    expect(listed.map(({ id, isGone }) => [id, isGone])).toEqual([
      ['gone', true],
      ['t0', false],
      ['t1', false],
      ['t2', false],
    ]);
  });

  it('shows what is chosen while Microsoft cannot be asked', () => {
    expect(listedTeams(null, teams.slice(1, 2))).toEqual([
      { id: 't1', displayName: 'Service Desk', isGone: false },
    ]);
  });

  it.each([
    ['', ['t0', 't1', 't2']],
    ['zurich', ['t0']],
    ['desk service', ['t1', 't2']],
    ['NIGHT', ['t2']],
    ['nothing', []],
  ])('search "%s" finds %j', (text, expected) => {
    const found = searchTeams(listedTeams(teams, []), text, null);
    expect(found.map(({ id }) => id)).toEqual(expected);
  });

  it('can show only what is picked', () => {
    const found = searchTeams(listedTeams(teams, []), 'service', new Set(['t0', 't2']));
    expect(found.map(({ id }) => id)).toEqual(['t2']);
  });
});
