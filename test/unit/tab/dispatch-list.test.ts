import { describe, expect, it } from 'vitest';
import {
  midnight,
  queryOf,
  withNewest,
  withOlder,
} from '../../../tab/src/features/dispatch/decision-list.ts';
import { readRoute } from '../../../tab/src/features/dispatch/dispatch-route.ts';
import type { DecisionPage, DecisionRow } from '../../../tab/src/features/dispatch/dispatch-types.ts';
import { decidedWords, teamsWords } from '../../../tab/src/features/dispatch/row-words.ts';
import { dispatchTexts } from '../../../tab/src/texts/dispatch.ts';

const row = (decisionId: string, changes: object = {}): DecisionRow =>
  ({ decisionId, act: 'suggest', assignment: null, ...changes }) as DecisionRow;
const page = (ids: readonly string[], nextCursor: string | null = null): DecisionPage => ({
  decisions: ids.map((id) => row(id)),
  nextCursor,
  today: { held: 0, suggested: 0, assigned: 0, withoutTeams: 0 },
});
const idsOf = (list: { readonly rows: readonly DecisionRow[] }) => list.rows.map((each) => each.decisionId);

describe('TAB-5: the list stays where somebody looks at it', () => {
  const shown = withNewest(null, page(['5', '4', '3'], '3'), { key: 'a', isHeld: false });

  it('new decisions stand on top while nobody looks', () => {
    const next = withNewest(shown, page(['6', '5', '4'], '4'), { key: 'a', isHeld: false });
    expect([idsOf(next), next.waiting, next.cursor]).toEqual([['6', '5', '4', '3'], [], '3']);
  });
  it('held, they wait, and the rows that stand get their newest state', () => {
    const fresh = page(['6', '5', '4'], '4');
    const changed = { ...fresh, decisions: [row('6'), row('5', { act: 'assign' }), row('4')] };
    const next = withNewest(shown, changed, { key: 'a', isHeld: true });
    expect(idsOf(next)).toEqual(['5', '4', '3']);
    expect(next.rows[0]?.act).toBe('assign');
    expect(next.waiting.map(({ decisionId }) => decisionId)).toEqual(['6']);
  });
  it('what fits the view no more goes, what lies on older pages stays', () => {
    const long = withOlder(shown, page(['2', '1'], null));
    const next = withNewest(long, page(['5', '3'], '3'), { key: 'a', isHeld: false });
    expect(idsOf(next)).toEqual(['5', '3', '2', '1']);
  });
  it('a last page that came whole takes away all that it lacks', () => {
    expect(idsOf(withNewest(shown, page(['4']), { key: 'a', isHeld: false }))).toEqual(['4']);
    expect(idsOf(withNewest(shown, page([]), { key: 'a', isHeld: false }))).toEqual([]);
  });
  it('more new ones than a page holds leave no gap', () => {
    const next = withNewest(shown, page(['9', '8', '7'], '7'), { key: 'a', isHeld: false });
    expect([idsOf(next), next.cursor]).toEqual([['9', '8', '7'], '7']);
  });
  it('another view begins anew, held or not', () => {
    expect(idsOf(withNewest(shown, page(['1']), { key: 'b', isHeld: true }))).toEqual(['1']);
  });
  it('a page that came twice stands once', () => {
    expect(idsOf(withOlder(shown, page(['3', '2'])))).toEqual(['5', '4', '3', '2']);
  });
});

describe('the day of the desk', () => {
  it.each([
    ['2026-11-22T00:30:00Z', 'Europe/London', 0, '2026-11-22T00:00:00.000Z'],
    ['2026-11-22T00:30:00Z', 'America/New_York', 0, '2026-11-21T05:00:00.000Z'],
    ['2026-07-22T23:30:00Z', 'Europe/Berlin', 0, '2026-07-22T22:00:00.000Z'],
    // The clocks went back at 03:00 of 25 October.
    ['2026-10-25T12:00:00Z', 'Europe/Berlin', 0, '2026-10-24T22:00:00.000Z'],
    ['2026-10-27T12:00:00Z', 'Europe/Berlin', 6, '2026-10-20T22:00:00.000Z'],
    ['2026-03-29T12:00:00Z', 'Europe/Berlin', 0, '2026-03-28T23:00:00.000Z'],
    ['2026-11-22T12:00:00Z', 'Asia/Kathmandu', 0, '2026-11-21T18:15:00.000Z'],
  ])('at %s in %s, %i days before, it began at %s', (now, zone, days, began) => {
    expect(midnight(new Date(now), zone, days).toISOString()).toBe(began);
  });
  it('a view asks for what it shows and nothing else', () => {
    const now = new Date('2026-11-22T10:00:00Z');
    expect(queryOf({ filter: null, period: 'ever', text: '' }, now, 'UTC')).toEqual({ limit: 50 });
    expect(queryOf({ filter: 'without-teams', period: 'week', text: '47' }, now, 'UTC')).toEqual({
      limit: 50,
      state: 'without-teams',
      text: '47',
      since: '2026-11-16T00:00:00.000Z',
    });
  });
});

describe('ux S3: a decision in a few words', () => {
  const chosen = { outcome: { kind: 'chosen', because: null, technicianName: 'Aisha Khan' } };
  const held = { outcome: { kind: 'held', because: 'nobody-eligible', technicianName: null } };
  const given = (changes: object) => ({
    ...chosen,
    assignment: { state: 'done', technicianId: '2', technicianName: 'Ben Osei', response: null, ...changes },
  });

  it.each<[object, boolean, string]>([
    [chosen, false, 'Aisha Khan (suggested)'],
    [{ ...chosen, act: 'dry-run' }, false, 'Aisha Khan (dry run)'],
    [held, true, 'Nobody eligible, retrying'],
    [held, false, 'Nobody eligible, waited'],
    [given({}), false, 'Ben Osei (assigned)'],
    [given({ response: { kind: 'accepted' } }), false, 'Ben Osei (assigned, accepted)'],
    [given({ response: { kind: 'passed' } }), false, 'Ben Osei (passed it on)'],
    [given({ state: 'pending' }), false, 'Ben Osei (as soon as the PSA answers)'],
    [given({ state: 'owned', ownerFoundName: 'Wei' }), false, 'Ben Osei (Wei got it first)'],
    [given({ state: 'owned', ownerFoundName: null }), false, 'Ben Osei (somebody else got it first)'],
    [given({ state: 'refused' }), false, 'Ben Osei (the PSA refused)'],
    [given({ state: 'gone' }), false, 'The ticket was closed or deleted'],
    [given({ technicianId: null, technicianName: null }), false, 'Aisha Khan (taken back)'],
  ])('%j', (changes, isWaiting, words) => {
    expect(decidedWords(row('1', changes), dispatchTexts.en, isWaiting)).toBe(words);
  });

  it.each<[object, string]>([
    [{ use: 'used', because: null }, 'Yes'],
    [{ use: 'not-used', because: 'nobody-mapped' }, 'No: none of the candidates are mapped'],
    [{ use: 'partly', because: 'partly-read' }, 'In part: some presence couldn’t be read'],
  ])('Teams used? %j', (presence, words) => {
    expect(teamsWords({ presence } as DecisionRow, dispatchTexts.en)).toBe(words);
  });
});

describe('ux 4.2: addresses', () => {
  it.each([
    [[], { place: 'list' }],
    [['d', '0197'], { place: 'decision', decisionId: '0197' }],
    [['ticket', '4711'], { place: 'ticket', ref: '4711' }],
    [['d'], null],
    [['x', 'y'], null],
    [['d', '1', '2'], null],
  ])('%j', (rest, route) => {
    expect(readRoute(rest)).toEqual(route);
  });
});
