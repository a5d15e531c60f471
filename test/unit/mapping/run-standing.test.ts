import { describe, expect, it } from 'vitest';
import type { Run, RunRow } from '#core/mapping/ports.ts';
import { applicableUntil, resultOf, undoableRun } from '#core/mapping/run-standing.ts';
import { aRun } from '../../ports/store/builders.ts';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 21, 16, minute));
const ended = (runId: string, state: Run['state'], minute: number, more: Partial<Run> = {}): Run =>
  aRun({ runId, state, finishedAt: at(minute), membersScanned: 9, ...more });

describe('which run can be undone', () => {
  it.each<[string, readonly Run[], string | null]>([
    ['none when none was applied', [ended('failed', 'failed', 3), ended('gone', 'cancelled', 2)], null],
    ['the one applied last, whenever it began', [ended('b', 'complete', 1), ended('a', 'held', 5)], 'a'],
    ['a partial one too', [ended('p', 'partial', 5), ended('a', 'complete', 1)], 'p'],
    [
      'a partial one that read nobody was never applied',
      [ended('p', 'partial', 5, { membersScanned: 0, teamsScanned: 0 }), ended('a', 'complete', 1)],
      'a',
    ],
    [
      'none after the last was undone: undo goes back once',
      [ended('b', 'undone', 5), ended('a', 'complete', 1)],
      null,
    ],
    ['a review under way changes nothing', [aRun({ state: 'preview' }), ended('a', 'complete', 1)], 'a'],
  ])('MAP-4: %s', (_, runs, expected) => {
    expect(undoableRun(runs)?.runId ?? null).toBe(expected);
  });
});

it('a review can be applied for 30 minutes from its start; what is no review, never', () => {
  expect(applicableUntil(aRun({ state: 'preview', startedAt: at(0) }))).toEqual(at(30));
  expect(applicableUntil(aRun({ state: 'complete', startedAt: at(0) }))).toBeNull();
});

it('MAP-4: what became of a run is counted by what was written, left and skipped', () => {
  const row = (action: RunRow['action'], outcome: RunRow['outcome']): RunRow => ({
    technicianId: `${action} ${outcome}`,
    technicianName: 'T',
    technicianEmail: null,
    action,
    reason: null,
    user: null,
    matchedOn: null,
    rivals: [],
    suggestions: [],
    before: null,
    outcome,
  });
  const rows = [
    row('add', 'written'),
    row('update', 'written'),
    row('add', null),
    row('update', 'skipped-changed'),
    row('clear', 'written'),
    row('clear', null),
    row('clear', 'skipped-changed'),
    row('unchanged', null),
    row('manual-kept', null),
    row('unmatched', null),
  ];
  expect(resultOf(rows)).toEqual({ written: 2, cleared: 1, notCleared: 1, leftOut: 1, skipped: 2 });
});
