import { describe, expect, it } from 'vitest';
import { autoMapPreviewCard } from '#chat/cards/automap-preview-card.ts';
import {
  autoMapCancelledCard,
  autoMapRunningCard,
  autoMapUndoneCard,
} from '#chat/cards/automap-progress-cards.ts';
import { autoMapResultCard } from '#chat/cards/automap-result-card.ts';
import { type Card, type Viewer } from '#chat/cards/card.ts';
import { readPair } from '#chat/cards/suggestion-input.ts';
import { unmatchedCard } from '#chat/cards/unmatched-card.ts';
import type { MappedTechnician } from '#core/mapping/mapping-service.ts';
import type { Run, RunRow, Suggestion } from '#core/mapping/ports.ts';
import { aProgress, aReview, aRow, at, aViewer, NO_TAB, NOW, rows, TAB, tabLinks } from './card-facts.ts';
import { buttonsOf, dataOf, good, inputOf, readOut, textsOf } from './card-lint.ts';

const LINKS = tabLinks('admin/setup/run/run-1', 'admin/technicians');
const team = (displayName: string) => ({ teamId: displayName, displayName });
const user = {
  userId: 'u',
  userPrincipalName: 'ben@contoso.example',
  userDisplayName: 'Ben',
  isGuest: false,
};
const plain = [
  ...rows(31, 'add'),
  ...rows(4, 'update'),
  ...rows(158, 'unchanged'),
  ...rows(9, 'manual-kept'),
  ...rows(2, 'excluded'),
  ...rows(10, 'unmatched', { reason: 'no-user-with-this-email' }),
  ...rows(2, 'ambiguous', { reason: 'email-shared-by-technicians', rivals: ['Ana Lee'] }),
];
const clears = (count: number) => rows(count, 'clear', { user, reason: 'no-user-with-this-email' });

function preview(all: readonly RunRow[], run: Partial<Run> = {}, viewer: Partial<Viewer> = {}): Card {
  return good(autoMapPreviewCard({ review: aReview(all, run), viewer: aViewer(viewer), links: TAB }), LINKS);
}

describe('auto-map preview (C8)', () => {
  it('MAP-4, CHAT-4: counts, scope in words, what Apply does, and that nothing is changed yet', () => {
    const card = preview(plain, {
      scope: { teams: [team('Service Desk'), team('Escalations')], isFull: false },
    });
    const text = readOut(card);
    expect(text).toContain('Teams: Service Desk and Escalations');
    expect(text).toContain('31 to add · 4 to change · 158 the same');
    expect(text).toContain('9 Manual kept · 2 excluded · 12 unmatched');
    expect(text).toContain('Most frequent reason: No Microsoft user has this e-mail (10 of 12).');
    expect(text).toContain(
      'Apply writes 35 mappings. Manual mappings are never changed, and the run can be undone.',
    );
    expect(text).toContain('Nothing is changed yet.');
    expect(text).toContain('The preview can be applied until 16:32.');
    expect(buttonsOf(card)).toEqual(['Apply 35', 'Review', 'Cancel']);
    expect(dataOf(card, 'Apply 35')).toMatchObject({
      verb: 'automap.apply',
      runId: 'run-1',
      askedAt: NOW.toISOString(),
    });
    expect(dataOf(card, 'Cancel')).toMatchObject({ verb: 'automap.cancel', runId: 'run-1' });
  });

  it('MAP-6: a run over picked teams says that it cannot clear, and has no tick for it', () => {
    const card = preview(plain, { scope: { teams: [team('Service Desk')], isFull: false } });
    expect(readOut(card)).toContain('Picked teams only: nothing can be cleared.');
    expect(inputOf(card, 'clear')).toBeUndefined();
  });

  it('MAP-6: an incomplete scan names the teams and says that nothing can be cleared', () => {
    const card = preview(plain, {
      scanComplete: false,
      teamFailures: [
        { team: team('NOC'), code: 'team_unreadable' },
        { team: team('Projects'), code: 'graph_throttled' },
        { team: team('Later'), code: 'a_code_of_tomorrow' },
      ],
    });
    expect(readOut(card)).toContain(
      'Could not be read to the end: NOC (the team is archived, deleted or closed to me), Projects (Microsoft asked us to wait) and Later (something failed on our side).',
    );
    expect(readOut(card)).toContain('nothing can be cleared by this run; adding and changing still work.');
    expect(readOut(card)).not.toContain('Nothing would be cleared');
  });

  it('MAP-6a: a few clears stand apart with a tick that is set', () => {
    const card = preview([...plain, ...clears(2)]);
    expect(readOut(card)).toContain('Would be cleared (2)');
    expect(readOut(card)).toContain('was ben@contoso.example · No Microsoft user has this e-mail');
    expect(inputOf(card, 'clear')).toMatchObject({
      type: 'Input.Toggle',
      value: 'true',
      title: 'Also clear 2 mappings that no longer match',
    });
    expect(inputOf(card, 'confirmMassClear')).toBeUndefined();
    expect(dataOf(card, 'Apply 35')).not.toHaveProperty('clear');
    expect(dataOf(card, 'Apply 35')).not.toHaveProperty('confirmMassClear');
  });

  it('MAP-6a: what the valve holds needs an explicit tick that is not set', () => {
    const card = preview([...plain, ...clears(60)], { autoMappingsBefore: 160 });
    expect(inputOf(card, 'confirmMassClear')).toMatchObject({
      type: 'Input.Toggle',
      value: 'false',
      valueOn: 'true',
      title: expect.stringContaining('clear 60 of 160 auto mappings'),
    });
    expect(inputOf(card, 'clear')).toBeUndefined();
    expect(dataOf(card, 'Apply 35')['clear']).toBe('true');
    expect(readOut(card)).toContain('and 55 more');
    expect(readOut(card)).toContain('Without the tick, Apply leaves them as they are.');
  });

  it('MAP-4: with nothing to apply there is no Apply', () => {
    const card = preview(rows(5, 'unchanged'));
    expect(buttonsOf(card)).toEqual(['Review', 'Close']);
    expect(readOut(card)).toContain('There is nothing to apply');
    expect(readOut(card)).not.toContain('can be applied until');
    expect(readOut(card)).toContain('Nothing would be cleared.');
  });

  it('MAP-4: with clears alone Apply says so', () => {
    const card = preview(clears(1), { autoMappingsBefore: 40 });
    expect(buttonsOf(card)[0]).toBe('Apply');
    expect(readOut(card)).toContain('Apply changes nothing but the clears ticked below.');
  });

  it('UX-8: when nobody matched there is one diagnosis with a pair to look at, not two hundred rows', () => {
    const all = rows(200, 'unmatched', {
      reason: 'no-user-with-this-email',
      suggestions: [{ ...user, because: 'similar-name', technicianValue: 'x', userValue: 'y' }],
    });
    const card = preview(all);
    expect(readOut(card)).toContain('None of 200 technicians matched');
    expect(readOut(card)).toContain(
      'For example: PSA: unmatched.1@psa.example · Microsoft 365: ben@contoso.example (similar name).',
    );
    expect(readOut(preview(all, {}, { isPublic: true }))).not.toContain('@');
  });
});

describe('auto-map result (C10)', () => {
  const written = plain.map((row) =>
    row.action === 'add' || row.action === 'update' ? { ...row, outcome: 'written' as const } : row,
  );
  function result(
    all: readonly RunRow[],
    run: Partial<Run> = {},
    over: { canUndo?: boolean; viewer?: Viewer; tab?: boolean } = {},
  ): Card {
    const review = aReview(all, { state: 'complete', finishedAt: at('16:04'), ...run });
    const { canUndo = true, viewer = aViewer(), tab = true } = over;
    return good(autoMapResultCard({ review, canUndo, viewer, links: tab ? TAB : NO_TAB }), LINKS);
  }

  it('CHAT-4: what was added, changed, cleared and kept, who started it, who is unmatched and why, and a link to the tab', () => {
    const card = result(written);
    const text = readOut(card);
    expect(textsOf(card)[0]).toBe('Auto-map finished, 16:04');
    expect(text).toContain('31 added · 4 changed · 0 cleared · 169 kept');
    expect(text).toContain('Started by Priya Nair.');
    expect(text).toContain('Unmatched (12)');
    expect(text).toContain('Most frequent reason: No Microsoft user has this e-mail (10 of 12).');
    expect(text).toContain('Of the unmatched, 2 need a person to decide.');
    expect(textsOf(card).filter((each) => each.startsWith('**unmatched'))).toHaveLength(5);
    expect(text).toContain('PSA: unmatched.1@psa.example · Microsoft 365: nothing similar found');
    expect(text).toContain('and 7 more');
    expect(buttonsOf(card)).toEqual(['Unmatched', 'Undo', 'Details']);
    expect(dataOf(card, 'Undo')).toMatchObject({ verb: 'automap.undo', runId: 'run-1' });
    expect(dataOf(card, 'Unmatched')).toMatchObject({ verb: 'mapping.unmatched', page: 0 });
  });

  it('CHAT-4: compared values stay out of a channel', () => {
    expect(readOut(result(written, {}, { viewer: aViewer({ isPublic: true }) }))).not.toContain('@');
  });

  it('CHAT-4: only what was really written is counted; rows that somebody changed meanwhile are named', () => {
    const raced = written.map((row) =>
      row.action === 'update' ? { ...row, outcome: 'skipped-changed' as const } : row,
    );
    const card = result(raced, {}, { canUndo: false, tab: false });
    expect(readOut(card)).toContain('31 added · 0 changed');
    expect(readOut(card)).toContain(
      '4 rows were left alone, because someone changed them after the preview.',
    );
    expect(buttonsOf(card)).toEqual(['Unmatched']);
  });

  it('MAP-6a: held clears are said, apart from those that were not ticked', () => {
    const held = result([...written, ...clears(60)], { state: 'held' });
    expect(textsOf(held)[0]).toBe('Auto-map finished, clears held, 16:04');
    expect(readOut(held)).toContain('60 clears are held: so many at once need your explicit yes.');
    const unticked = result([...written, ...clears(1)]);
    expect(readOut(unticked)).toContain(
      "1 mapping that no longer matches was left as it is, because clearing wasn't ticked.",
    );
    const cleared = clears(2).map((row) => ({ ...row, outcome: 'written' as const }));
    expect(readOut(result([...written, ...cleared]))).toContain('2 cleared');
  });

  it('MAP-6: a partial run names what could not be read', () => {
    const card = result(written, {
      state: 'partial',
      scanComplete: false,
      teamFailures: [{ team: team('NOC'), code: 'graph_down' }],
    });
    expect(textsOf(card)[0]).toBe('Auto-map finished in part, 16:04');
    expect(readOut(card)).toContain("NOC (Microsoft Teams can't be reached)");
    expect(readOut(card)).toContain('Because of that nothing was cleared.');
  });

  it.each([
    ['cancelled', 'This auto-map preview was cancelled', 'No mapping was changed.'],
    ['undone', 'This auto-map run was undone', 'The mappings that it wrote are as before the run.'],
    ['interrupted', 'Auto-map was interrupted', 'No mapping was changed.'],
    ['failed', 'Auto-map could not finish', 'No mapping was changed.'],
  ] as const)('CHAT-4: a run that is %s claims no result and offers no Undo', (state, title, line) => {
    const card = result(written, { state });
    expect(textsOf(card).slice(0, 2)).toEqual([title, line]);
    expect(buttonsOf(card)).not.toContain('Undo');
    expect(readOut(card)).not.toContain('31 added');
  });

  it('G2: a run that could read nobody calls nobody unmatched, and can be run again', () => {
    const card = result([], {
      state: 'partial',
      finishedAt: at('16:17'),
      scanComplete: false,
      scope: { teams: [team('NOC')], isFull: false },
      teamFailures: [{ team: team('NOC'), code: 'graph_throttled' }],
    });
    expect(readOut(card)).toContain('Microsoft let me read nobody in time, so no mapping was changed.');
    expect(readOut(card)).toContain('Could not be read to the end: NOC (Microsoft asked us to wait).');
    expect(readOut(card)).not.toMatch(/matched|cleared/);
    expect(buttonsOf(card)).not.toContain('Undo');
    expect(dataOf(card, 'Run auto-map')).toMatchObject({ verb: 'automap.run', teamIds: ['NOC'] });
  });

  it('MAP-4: when everybody is matched it says so', () => {
    expect(readOut(result(rows(3, 'add', { outcome: 'written' })))).toContain('Every technician is matched.');
  });
});

describe('the cards around a run', () => {
  it('CHAT-4: running says how far it is and has no dead button (C9)', () => {
    const scope = { teams: [team('NOC')], isFull: false };
    const card = good(
      autoMapRunningCard({ progress: aProgress({ members: 1204 }), scope, viewer: aViewer() }),
    );
    expect(readOut(card)).toContain('1 of 2 teams read, 1,204 members compared.');
    expect(readOut(card)).toContain('Teams: NOC');
    expect(buttonsOf(card)).toEqual([]);
    good(
      autoMapRunningCard({
        progress: aProgress({ teamsDone: 0, teamsTotal: 0, members: 0 }),
        scope: { teams: [], isFull: true },
        viewer: aViewer(),
      }),
    );
  });

  it.each([
    ['16:10', "Microsoft asked me to wait. I'll go on by myself at 16:10."],
    [
      '17:02',
      "Microsoft asked me to wait until 17:02. That is longer than a run may take, so at 16:16 I'll show what I've read.",
    ],
  ])('G2: a run that waits until %s says so, and what comes then (C9)', (until, words) => {
    const progress = aProgress({ waitingUntil: at(until) });
    const scope = { teams: [], isFull: true };
    const card = good(autoMapRunningCard({ progress, scope, viewer: aViewer() }));
    expect(readOut(card)).toContain(words);
    expect(readOut(card)).toContain('1 of 2 teams read, 40 members compared.');
    expect(buttonsOf(card)).toEqual([]);
  });

  it('CHAT-4: undone and cancelled say what became of the mappings', () => {
    expect(readOut(good(autoMapUndoneCard({ restored: 35, left: 0, viewer: aViewer() })))).toBe(
      'Auto-map run undone\n35 mappings are as before the run.',
    );
    expect(readOut(good(autoMapUndoneCard({ restored: 1, left: 2, viewer: aViewer() })))).toContain(
      '2 rows were left alone',
    );
    expect(readOut(good(autoMapCancelledCard(aViewer())))).toContain('Nothing was changed.');
  });
});

describe("who isn't mapped", () => {
  const technician = (name: string, mapped = false, excluded = false): MappedTechnician => ({
    technician: { technicianId: `id-${name}`, name, email: `${name}@psa.example`, otherEmails: [] },
    mapping:
      mapped || excluded
        ? {
            technicianId: `id-${name}`,
            technicianName: name,
            userId: mapped ? 'u' : null,
            userPrincipalName: null,
            userDisplayName: null,
            isGuest: false,
            source: mapped ? 'auto' : null,
            excluded,
            updatedAt: NOW,
          }
        : null,
  });
  const draw = (
    technicians: readonly MappedTechnician[],
    all: readonly RunRow[] | null,
    over: { page?: number; viewer?: Viewer } = {},
  ): Card =>
    good(
      unmatchedCard({
        technicians,
        rows: all,
        page: over.page ?? 0,
        viewer: over.viewer ?? aViewer(),
        links: TAB,
      }),
      LINKS,
    );
  const found = [
    aRow('hugo', 'unmatched', {
      reason: 'no-user-with-this-email',
      suggestions: [{ ...user, because: 'alias', technicianValue: 'x', userValue: 'y' }],
    }),
  ];

  it('MAP-4, UX-8: the reason and both compared values side by side', () => {
    const card = draw([technician('hugo'), technician('ana', true), technician('boss', false, true)], found);
    expect(readOut(card)).toContain('2 of 3 technicians not mapped');
    expect(textsOf(card)).toContain('**hugo** · No Microsoft user has this e-mail');
    expect(textsOf(card)).toContain('PSA: hugo@psa.example · Microsoft 365: ben@contoso.example (alias)');
    expect(textsOf(card)).toContain('**boss** · Excluded from auto-map');
    expect(readOut(card)).not.toContain('**ana**');
    expect(buttonsOf(card)).toContain('Run auto-map');
  });

  it('MAP-4: without a run it says how to learn the reason, and to whom', () => {
    const card = draw([technician('hugo')], null, { viewer: aViewer({ role: 'member' }) });
    expect(readOut(card)).toContain('Not looked at yet');
    expect(readOut(card)).toContain('Run auto-map to see why');
    expect(readOut(card)).toContain('A lead can run auto-map');
    expect(buttonsOf(card)).not.toContain('Run auto-map');
  });

  it('CHAT-6: pages of ten, five at most', () => {
    const many = Array.from({ length: 64 }, (_, index) => technician(`t${index}`));
    expect(buttonsOf(draw(many, null))).toEqual(['Next 10', 'Run auto-map']);
    const second = draw(many, null, { page: 1 });
    expect(readOut(second)).toContain('Showing 11–20 of 64');
    expect(dataOf(second, 'Next 10')).toMatchObject({ page: 2 });
    expect(dataOf(second, 'Back')).toMatchObject({ page: 0 });
    expect(readOut(draw(many, null, { page: 40 }))).toContain('Showing 61–64 of 64');
  });

  it('CHAT-7: nothing open is good news, nobody at all is not', () => {
    expect(readOut(draw([technician('ana', true)], []))).toContain(
      'Every technician is mapped to a Microsoft user.',
    );
    expect(readOut(draw([], []))).toContain('The PSA lists no active technicians.');
  });

  describe('MAP-9: one press maps to a suggestion', () => {
    const suggests = (userId: string, over: Partial<Suggestion> = {}): Suggestion => ({
      userId,
      userPrincipalName: `${userId}@contoso.example`,
      userDisplayName: userId,
      isGuest: false,
      because: 'alias',
      technicianValue: 'x',
      userValue: 'x',
      ...over,
    });
    const open = (name: string, ...suggestions: readonly Suggestion[]): RunRow =>
      aRow(name, 'unmatched', { reason: 'no-user-with-this-email', suggestions });
    const choicesOf = (card: Card): readonly { title: string; value: string }[] =>
      (inputOf(card, 'suggestion')?.['choices'] ?? []) as { title: string; value: string }[];
    const desk = [technician('hugo'), technician('ines'), technician('ana', true)];

    it('offers who, to which account and why, with the best one chosen', () => {
      const all = [
        open('hugo', suggests('h'), suggests('h2', { because: 'similar-name', isGuest: true })),
        open('ines', suggests('i', { because: 'other-mail' })),
      ];
      const card = draw(desk, all, { viewer: aViewer({ role: 'lead' }) });
      expect(choicesOf(card)).toEqual([
        { title: 'hugo → h@contoso.example (alias)', value: 'id-hugo|h' },
        { title: 'hugo → h2@contoso.example (similar name, guest)', value: 'id-hugo|h2' },
        { title: 'ines → i@contoso.example (other e-mail)', value: 'id-ines|i' },
      ]);
      expect(inputOf(card, 'suggestion')).toMatchObject({ style: 'compact', value: 'id-hugo|h' });
      expect(dataOf(card, 'Map')).toMatchObject({ verb: 'mapping.accept', page: 0 });
    });

    it('offers nothing to a member, without a run, or where the run suggests nothing', () => {
      const all = [open('hugo', suggests('h'))];
      for (const card of [
        draw(desk, all, { viewer: aViewer({ role: 'member' }) }),
        draw(desk, null),
        draw(desk, [open('hugo')]),
      ]) {
        expect(inputOf(card, 'suggestion')).toBeUndefined();
        expect(buttonsOf(card)).not.toContain('Map');
      }
    });

    it('leaves out users whom somebody has, and people who are mapped or excluded since', () => {
      const people = [...desk, technician('boss', false, true)];
      const all = [
        open('hugo', suggests('u'), suggests('h')),
        open('boss', suggests('b')),
        open('ana', suggests('a')),
      ];
      expect(choicesOf(draw(people, all)).map((choice) => choice.value)).toEqual(['id-hugo|h']);
    });

    it('of many it shows twelve: everybody’s best before anybody’s second, in the order of the list', () => {
      const names = Array.from({ length: 14 }, (_, index) => `t${index}`);
      const all = names.map((name) => open(name, suggests(`${name}a`), suggests(`${name}b`)));
      const people = names.map((name) => technician(name));
      const values = choicesOf(draw(people, all)).map((choice) => choice.value.split('|')[1]);
      const second = ['t2a', 't3a', 't4a', 't5a', 't6a', 't7a', 't8a', 't9a'];
      expect(values).toEqual(['t0a', 't0b', 't1a', 't1b', ...second]);
      expect(choicesOf(draw(people, all, { page: 1 }))).toHaveLength(8);
    });

    it('UX-12: in a channel it names no account, and says where it can be done', () => {
      const card = draw(desk, [open('hugo', suggests('h'))], { viewer: aViewer({ isPublic: true }) });
      expect(inputOf(card, 'suggestion')).toBeUndefined();
      expect(buttonsOf(card)).not.toContain('Map');
      expect(readOut(card)).toContain('ask me the same in our own chat');
    });

    it('S23: names and accounts in choices are text', () => {
      const card = draw(
        [technician('[x](y)')],
        [open('[x](y)', suggests('h', { userPrincipalName: '<at>all</at>' }))],
      );
      expect(choicesOf(card)[0]?.title).toBe('［x］(y) → ‹at›all‹/at› (alias)');
    });

    it('begins with who was mapped a moment ago', () => {
      const done = technician('ana', true);
      const mapping = done.mapping && { ...done.mapping, source: 'manual' as const };
      const drawn = (isPublic: boolean): Card =>
        good(
          unmatchedCard({
            technicians: desk,
            rows: [],
            page: 0,
            justMapped: {
              ...done,
              mapping: mapping && {
                ...mapping,
                userPrincipalName: 'ana@x.example',
                userDisplayName: 'Ana K',
              },
            },
            viewer: aViewer({ isPublic }),
            links: TAB,
          }),
          LINKS,
        );
      expect(textsOf(drawn(false))[0]).toBe('ana is mapped to ana@x.example (Manual).');
      expect(textsOf(drawn(true))[0]).toBe('ana is mapped to Ana K (Manual).');
      expect(drawn(false).speak).toBe(
        'ana is mapped to ana@x.example (Manual). 2 of 3 technicians not mapped',
      );
    });

    it.each([
      ['7|u-1', { technicianId: '7', userId: 'u-1' }],
      ['a|b|u-1', { technicianId: 'a|b', userId: 'u-1' }],
      ['|u-1', null],
      ['7|', null],
      ['7', null],
      ['', null],
    ])('the choice "%s" is read as %j', (text, pair) => {
      expect(readPair(text)).toEqual(pair);
    });
  });

  it('UX-12: e-mails stay out of a channel', () => {
    expect(
      readOut(draw([technician('hugo'), technician('ana')], found, { viewer: aViewer({ isPublic: true }) })),
    ).not.toContain('@');
  });
});
