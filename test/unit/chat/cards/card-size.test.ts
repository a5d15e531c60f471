import fc from 'fast-check';
import { describe, it } from 'vitest';
import { availabilityCard } from '#chat/cards/availability-card.ts';
import { autoMapPreviewCard } from '#chat/cards/automap-preview-card.ts';
import { autoMapResultCard } from '#chat/cards/automap-result-card.ts';
import { unmatchedCard } from '#chat/cards/unmatched-card.ts';
import { type Group, GROUPS } from '#kernel/vocabulary.ts';
import {
  aCrowd,
  anAnswer,
  aReview,
  at,
  aView,
  aViewer,
  BOARD,
  covers,
  shows,
  TAB,
  tabLinks,
  unused,
} from './card-facts.ts';
import { aMapping } from '../../mapping/builders.ts';
import { good } from './card-lint.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';
import { rows } from './card-facts.ts';

const LONGEST = ['𝕏'.repeat(10_000), '"'.repeat(10_000), 'W'.repeat(10_000)];
const RUN_LINKS = tabLinks('admin/setup/run/run-1', 'admin/technicians');

/** Everything that can make a row long at once. */
function crowd(count: number, nameOf: (index: number) => string): ReturnType<typeof aCrowd> {
  return aCrowd(count, nameOf).map((person) => ({
    ...person,
    presence: person.presence && shows('out-of-office', 'presence-unknown'),
    shift: covers('2026-12-24T17:00:00Z', {
      timeOff: { start: at('10:00'), end: at('2026-12-24T17:00:00Z') },
    }),
    override: {
      technicianId: person.technicianId,
      says: 'working',
      from: at('10:00'),
      until: at('2026-12-24T17:00:00Z'),
    },
  }));
}

function draw(count: number, nameOf: (index: number) => string, show: Group | 'all', page: number): void {
  const teams = Array.from({ length: 25 }, (_, index) => ({
    teamId: `9f1a7c52-0000-4000-8000-${index}`,
    name: nameOf(index),
  }));
  const failing = [
    unused('technicians', 'failed', 'psa_down'),
    unused('presence', 'partly-failed', 'graph_down'),
    ...teams.map((team) => unused('shifts', 'failed', 'team_unreadable', team.name)),
  ];
  const card = availabilityCard({
    answer: anAnswer(crowd(count, nameOf), { sources: failing }),
    view: aView({
      show,
      page,
      teamId: '9f1a7c52-0000-4000-8000-999999999999',
      teamName: nameOf(0),
      teams,
      slot: { start: at('18:00'), end: at('2026-12-24T17:00:00Z') },
      order: 'x'.repeat(64),
    }),
    viewer: aViewer({ zone: 'America/Argentina/ComodRivadavia', userMri: `29:${'m'.repeat(80)}` }),
    links: TAB,
    echo: ['I read that as about Sun 22 Nov, 14:00–18:00, America/Argentina/ComodRivadavia (your time).'],
  });
  good(card, [...BOARD, ...tabLinks('admin/setup')]);
}

describe('every card', { timeout: 60_000 }, () => {
  const counts = [0, 1, 15, 16, 200, 5000];
  it.each(counts)('PERF-6: weighs at most 25 kB with %i technicians of the longest names', (count) => {
    for (const name of LONGEST) {
      for (const show of ['all', ...GROUPS] as const) {
        for (const page of [0, 4]) draw(count, () => name, show, page);
      }
    }
  });

  it('PERF-6, S23: keeps every rule whatever people and teams are called', () => {
    const name = fc.oneof(
      fc.constantFrom(...HOSTILE_TEXTS, ...LONGEST),
      fc.string({ unit: 'binary', maxLength: 150 }),
      fc.string({ unit: 'grapheme', maxLength: 150 }),
    );
    const names = fc.array(name, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(names, fc.constantFrom(...counts.slice(1, 5)), fc.nat(5), (all, count, page) => {
        draw(count, (index) => all[index % all.length] ?? '', 'all', page);
      }),
      { numRuns: 40 },
    );
  });

  it.each(LONGEST)('PERF-6: mapping cards weigh at most 25 kB too (%.1s)', (name) => {
    const over = {
      technicianName: name,
      technicianEmail: name,
      reason: 'guest-sign-in-name-only',
      rivals: [name, name, name],
      user: { userId: 'u', userPrincipalName: name, userDisplayName: name, isGuest: false },
    } as const;
    const suggestions = ['1', '2', '3'].map((userId) => ({
      ...over.user,
      userId: `9f1a7c52-0000-4000-8000-00000000000${userId}`,
      isGuest: true,
      because: 'other-psa-email' as const,
      technicianValue: name,
      userValue: name,
    }));
    const all = [...rows(5000, 'ambiguous', over), ...rows(3000, 'clear', over), ...rows(100, 'add', over)];
    const teams = Array.from({ length: 100 }, (_, index) => ({ teamId: String(index), displayName: name }));
    const review = aReview(all, {
      teamFailures: teams.map((team) => ({ team, code: 'team_unreadable' })),
      scanComplete: false,
    });
    const viewer = aViewer();
    good(autoMapPreviewCard({ review, viewer, links: TAB }), RUN_LINKS);
    const scoped = aReview(all, {
      scope: { teams, isFull: false },
      state: 'held',
      startedBy: { kind: 'person', id: 'x', name },
    });
    good(autoMapResultCard({ review: scoped, canUndo: true, viewer, links: TAB }), RUN_LINKS);
    const technicians = all.map((each) => ({
      technician: { technicianId: each.technicianId, name, email: name, otherEmails: [] },
      mapping: null,
    }));
    const [one] = technicians;
    const justMapped = one && { ...one, mapping: aMapping({ technicianId: 'x', userPrincipalName: name }) };
    const suggested = all.map((row) => ({ ...row, rivals: [], suggestions }));
    for (const page of [0, 3, 9]) {
      good(unmatchedCard({ technicians, rows: all, page, viewer, links: TAB }), RUN_LINKS);
      good(
        unmatchedCard({
          technicians,
          rows: suggested,
          page,
          viewer,
          links: TAB,
          ...(justMapped ? { justMapped } : {}),
        }),
        RUN_LINKS,
      );
    }
  });
});
