import { describe, expect, it } from 'vitest';
import { availabilityCard, type AvailabilityCardOptions } from '#chat/cards/availability-card.ts';
import { defaultShow } from '#chat/cards/availability-page.ts';
import type { Card } from '#chat/cards/card.ts';
import { neutralCoverage } from '#core/availability/shift-coverage.ts';
import {
  aCrowd,
  anAnswer,
  aPerson,
  at,
  aView,
  aViewer,
  BOARD,
  covers,
  NO_TAB,
  NOW,
  offShift,
  shows,
  SMALL_DESK,
  TAB,
  tabLinks,
  unmapped,
  unused,
  used,
} from './card-facts.ts';
import { buttonsOf, dataOf, everyPart, good, inputOf, readOut, textsOf } from './card-lint.ts';

function draw(
  over: Partial<AvailabilityCardOptions> = {},
  links = [...BOARD, ...tabLinks('admin/setup')],
): Card {
  const whole = {
    answer: anAnswer(SMALL_DESK),
    view: aView(),
    viewer: aViewer(),
    links: TAB,
    echo: [],
    ...over,
  };
  return good(availabilityCard(whole), links);
}

/** First and second line of the row about `name`. */
function rowOf(card: Card, name: string): readonly string[] {
  const texts = textsOf(card);
  const index = texts.findIndex((text) => text.startsWith(`**${name}**`));
  return texts.slice(index, index + 2);
}

describe('who is available, a small desk (C4b)', () => {
  const card = draw();

  it('CHAT-2: shows all four groups at once, each counted, in their order', () => {
    const titles = textsOf(card).filter((text) =>
      /^(?:Working|On a break|Off shift|No signal) \(\d+\)$/.test(text),
    );
    expect(titles.slice(0, 4)).toEqual(['Working (3)', 'On a break (1)', 'Off shift (2)', 'No signal (1)']);
    expect(readOut(card)).toContain('3 working · 1 on a break · 2 off shift · 1 no signal');
    expect(readOut(card)).not.toContain('Showing');
    expect(defaultShow(15)).toBe('all');
    expect(defaultShow(16)).toBe('working');
  });

  it('CHAT-2: says as of when, in which zone, and what was used', () => {
    expect(readOut(card)).toContain('As of 16:02, Europe/London');
    expect(readOut(card)).toContain('Used: presence, Shifts (Service Desk).');
    expect(readOut(card)).not.toContain('Not used');
  });

  it.each([
    ['Aisha Khan', 'Available', 'On shift until 17:00'],
    ['Ben Osei-Tutu', 'In a call', 'On shift until 22:00'],
    ['Chloe Martin', 'Be right back', 'On shift until 17:00 · counts as working'],
    ['Grace Okafor', 'Away', 'On shift until 18:00'],
    ['Dmitri Volkov', 'Offline', 'Next shift 22:00'],
    ['Elena García', 'Available in Teams', 'Next shift Monday 08:00'],
  ])('CHAT-2: %s reads "%s", then "%s"', (name, state, second) => {
    expect(rowOf(card, name)).toEqual([`**${name}** · ${state}`, second]);
  });

  it('CHAT-2: people without a mapping stand under No signal and say so', () => {
    expect(rowOf(card, 'Hugo Lindqvist')[0]).toBe('**Hugo Lindqvist** · Not mapped to a Microsoft user');
  });

  it('CHAT-2: off shift, whoever is available in Teams comes first', () => {
    const names = textsOf(card).filter((text) => text.startsWith('**'));
    expect(names.indexOf('**Elena García** · Available in Teams')).toBeLessThan(
      names.indexOf('**Dmitri Volkov** · Offline'),
    );
  });

  it('CHAT-9: a screen reader and a notification get the counts in words', () => {
    expect(card.speak).toBe(
      "Who's available now: 3 working, 1 on a break, 2 off shift, 1 no signal. As of 16:02, Europe/London.",
    );
    expect(card.fallbackText).toBe(card.speak);
  });

  it('CHAT-2: refreshes by button and by itself for the asker alone', () => {
    expect(card.refresh?.userIds).toEqual(['29:1aB']);
    expect(card.refresh?.action['verb']).toBe('availability.show');
    expect(buttonsOf(card)).toEqual(['Refresh', 'Open board']);
    expect(draw({ viewer: aViewer({ userMri: null }) }).refresh).toBeUndefined();
  });

  it('TAB: without a tab there is no button into it', () => {
    expect(buttonsOf(draw({ links: NO_TAB }))).toEqual(['Refresh']);
  });
});

describe('who is available, a desk of 200', () => {
  const answer = anAnswer(aCrowd(200));
  const view = aView({ show: 'working', order: 'tok-1' });

  it('CHAT-6: pages of ten over a header that always counts everybody', () => {
    const card = draw({ answer, view });
    expect(textsOf(card).filter((text) => text.startsWith('**'))).toHaveLength(10);
    expect(readOut(card)).toContain('101 working · 33 on a break · 33 off shift · 33 no signal');
    expect(readOut(card)).toContain('Working (101)');
    expect(readOut(card)).toContain('Showing 1–10 of 101');
    expect(buttonsOf(card)).toEqual(['Refresh', 'Next 10', 'Open board']);
  });

  it('CHAT-6: the buttons keep the filter and the remembered order, and turn one page', () => {
    const card = draw({ answer, view: { ...view, page: 2, teamId: 'team-1', teamName: 'Escalations' } });
    expect(readOut(card)).toContain('Showing 21–30 of 101');
    expect(dataOf(card, 'Next 10')).toEqual({
      v: 1,
      verb: 'availability.show',
      zone: 'Europe/London',
      askedAt: NOW.toISOString(),
      show: 'working',
      page: 3,
      teamId: 'team-1',
      teamName: 'Escalations',
      start: null,
      end: null,
      order: 'tok-1',
    });
    expect(dataOf(card, 'Back')['page']).toBe(1);
    expect(dataOf(card, 'Refresh')['page']).toBe(0);
    expect(card.refresh?.action['data']).toMatchObject({ page: 2, order: 'tok-1' });
  });

  it('CHAT-6: turning a page leaves a half-made choice in the filters alone, Refresh takes it', () => {
    const actions = draw({ answer, view: { ...view, page: 1 } }).actions ?? [];
    const inputsOf = (title: string): unknown =>
      actions.find((action) => action['title'] === title)?.['associatedInputs'];
    expect([inputsOf('Next 10'), inputsOf('Back'), inputsOf('Refresh')]).toEqual(['none', 'none', undefined]);
  });

  it('CHAT-6: pages go on to the last person, instead of leaving anybody out', () => {
    const inside = draw({ answer, view: { ...view, page: 9 } });
    expect(readOut(inside)).toContain('Showing 91–100 of 101');
    expect(buttonsOf(inside)).toEqual(['Refresh', 'Next 10', 'Back']);
    const last = draw({ answer, view: { ...view, page: 10 } });
    expect(readOut(last)).toContain('Showing 101–101 of 101');
    expect(buttonsOf(last)).toEqual(['Refresh', 'Back', 'Open board']);
  });

  it.each([-1, 99, Number.NaN, 1.5])('CHAT-6: page %s is held to the pages that there are', (page) => {
    const shown = readOut(draw({ answer, view: { ...view, page } }));
    expect(shown).toContain(page === 99 ? 'Showing 101–101 of 101' : 'Showing 1–10 of 101');
  });

  it('CHAT-6: with everyone, a page may span groups and names each again', () => {
    const people = [...aCrowd(12).filter((each) => each.group === 'working'), ...SMALL_DESK, ...aCrowd(8)];
    const spanning = draw({ answer: anAnswer(people), view: aView({ page: 1 }) });
    const titles = textsOf(spanning).filter((text) => /\(\d+\)$/.test(text) && !text.startsWith('Show'));
    expect(titles.slice(0, 4)).toEqual([
      expect.stringMatching(/^Working \(1\d\)$/),
      'On a break (2)',
      'Off shift (3)',
      expect.stringMatching(/^No signal/),
    ]);
  });

  it('CHAT-6: every person stands on exactly one page, while pages reach', () => {
    const crowd = anAnswer(aCrowd(48));
    const pages = [0, 1, 2, 3, 4].map((page) => draw({ answer: crowd, view: aView({ page }) }));
    const names = pages.flatMap((card) => textsOf(card).filter((text) => text.startsWith('**')));
    const plain = names.map((name) => name.split('**')[1]);
    expect(plain).toHaveLength(48);
    expect(new Set(plain).size).toBe(48);
  });

  it('CHAT-2: the filters offer every group with its count, and the teams', () => {
    const card = draw({
      answer,
      view: { ...view, teamId: 'b', teamName: 'NOC', teams: [{ teamId: 'a', name: 'Desk' }] },
    });
    expect(inputOf(card, 'show')).toMatchObject({ value: 'working', style: 'compact' });
    expect(inputOf(card, 'show')?.['choices']).toContainEqual({
      title: 'No signal (33)',
      value: 'no-signal',
    });
    expect(inputOf(card, 'teamId')).toMatchObject({ value: 'b' });
    expect(inputOf(card, 'teamId')?.['choices']).toEqual([
      { title: 'All teams', value: 'all' },
      { title: 'NOC', value: 'b' },
      { title: 'Desk', value: 'a' },
    ]);
    expect(readOut(card)).toContain("Who's available now in NOC");
  });
});

describe('an empty answer', () => {
  it('CHAT-7: a group without people says so and where people are', () => {
    const breaks = aCrowd(40).filter((person) => person.group === 'on-break');
    const card = draw({
      answer: anAnswer([...breaks, ...breaks, ...breaks]),
      view: aView({ show: 'working' }),
    });
    expect(readOut(card)).toContain('Nobody is working right now.');
    expect(readOut(card)).toMatch(/Elsewhere: \d+ on a break\. Choose a group below, then Refresh\./);
  });

  it.each([
    [
      'consent_revoked',
      'My permission to read Teams was removed.',
      'a Microsoft 365 administrator can grant it again.',
    ],
    ['graph_slow', 'Microsoft is answering too slowly.', 'Try again'],
    ['graph_throttled', 'Microsoft asked me to wait.', 'Try again'],
    ['graph_down', "Microsoft Teams can't be reached.", 'Try again'],
  ] as const)(
    'AV-3: without presence (%s) nobody is said to be absent: what happened comes first, with what to do',
    (code, happened, toDo) => {
      const people = aCrowd(40).map((person) => ({
        ...person,
        group: 'no-signal' as const,
        verdict: 'no-signal' as const,
      }));
      const card = draw({
        answer: anAnswer(people, { sources: [unused('presence', 'failed', code)] }),
        view: aView({ show: 'working' }),
      });
      expect(readOut(card)).not.toContain('Nobody is working');
      expect(readOut(card)).toContain("I can't tell who is working.");
      const [, second = ''] = textsOf(card);
      expect(second).toContain(happened);
      expect(second).toContain(toDo);
      expect(readOut(card).split(toDo)).toHaveLength(2);
    },
  );

  it('AV-3: with nobody mapped it says so instead of calling everybody absent', () => {
    const people = aCrowd(40).map((person) => ({
      ...person,
      group: 'no-signal' as const,
      verdict: 'no-signal' as const,
    }));
    const sources = [unused('presence', 'nobody-mapped')];
    const card = draw({ answer: anAnswer(people, { sources }), view: aView({ show: 'working' }) });
    expect(readOut(card)).not.toContain('Nobody is working');
    expect(readOut(card)).toContain(
      "I can't tell who is working: nobody is mapped to a Microsoft account yet.",
    );
  });

  it('CHAT-7: a desk without technicians says that the PSA lists none', () => {
    const card = draw({ answer: anAnswer([]) });
    expect(readOut(card)).toContain('0 working · 0 on a break · 0 off shift · 0 no signal');
    expect(readOut(card)).toContain('The PSA lists no active technicians');
  });

  it('CHAT-7: a team without technicians says who counts as a member', () => {
    const card = draw({ answer: anAnswer([]), view: aView({ teamId: 'a', teamName: 'NOC' }) });
    expect(readOut(card)).toContain('No technician is known as a member of NOC.');
  });
});

describe('another time than now (C5)', () => {
  const tomorrow = { start: new Date('2026-11-22T15:00:00Z'), end: null };
  const ahead = anAnswer(
    [
      aPerson('Aisha Khan', {
        presence: null,
        reasons: ['presence-not-used', 'on-shift'],
        shift: covers('2026-11-22T17:00:00Z'),
      }),
      aPerson('Noor Ali', {
        presence: null,
        group: 'off-shift',
        reasons: ['no-shift-in-window', 'presence-not-used'],
        shift: offShift(null),
      }),
      aPerson('Omar Sy', {
        presence: null,
        reasons: ['presence-not-used'],
        shift: neutralCoverage('no-schedule'),
      }),
    ],
    {
      slot: { start: tomorrow.start, end: tomorrow.start },
      isNow: false,
      sources: [unused('presence', 'too-far-ahead'), used('shifts', 'Service Desk')],
    },
  );

  it('AV-4: more than two hours ahead it says that presence is not used, and judges by the rota', () => {
    const card = draw({
      answer: ahead,
      view: aView({ slot: tomorrow }),
      echo: ['I read that as Sun 22 Nov, 15:00.'],
    });
    expect(textsOf(card).slice(0, 2)).toEqual([
      "Who's on, Sun 22 Nov, 15:00",
      'I read that as Sun 22 Nov, 15:00.',
    ]);
    expect(readOut(card)).toContain("Presence isn't used more than 2 hours ahead.");
    expect(readOut(card)).toContain('Used: Shifts (Service Desk).');
    expect(rowOf(card, 'Aisha Khan')[0]).toBe('**Aisha Khan** · On shift until tomorrow 17:00');
    expect(rowOf(card, 'Noor Ali')[0]).toBe('**Noor Ali** · No shift planned');
    expect(rowOf(card, 'Omar Sy')[0]).toBe('**Omar Sy** · Rota not known');
    expect(dataOf(card, 'Refresh')).toMatchObject({ start: '2026-11-22T15:00:00.000Z', end: null });
  });

  it('AV-4: with a shorter setting it does not claim two hours', () => {
    const soon = { start: at('17:30'), end: at('17:30') };
    const card = draw({ answer: { ...ahead, slot: soon } });
    expect(readOut(card)).toContain("Presence isn't used for a time that far ahead.");
  });

  it('CHAT-2: a range says for each person whether all of it or part of it is covered', () => {
    const slot = { start: new Date('2026-11-22T14:00:00Z'), end: new Date('2026-11-22T18:00:00Z') };
    const card = draw({
      answer: anAnswer(
        [
          aPerson('Whole Day', { shift: covers('2026-11-22T22:00:00Z') }),
          aPerson('First Half', {
            reasons: ['presence', 'on-shift-partly'],
            shift: covers('2026-11-22T16:00:00Z', { coversWholeSlot: false }),
          }),
          aPerson('Second Half', {
            group: 'off-shift',
            reasons: ['off-shift', 'presence'],
            shift: offShift(['2026-11-22T16:00:00Z', '2026-11-22T22:00:00Z']),
          }),
        ],
        { slot, isNow: false },
      ),
      view: aView({ slot }),
    });
    expect(textsOf(card)[0]).toBe("Who's on, Sun 22 Nov, 14:00–18:00");
    expect(rowOf(card, 'Whole Day')[1]).toBe('On shift for all of it, until tomorrow 22:00');
    expect(rowOf(card, 'First Half')[1]).toBe('On shift for part of it, until tomorrow 16:00');
    expect(rowOf(card, 'Second Half')[1]).toBe('On shift for part of it: tomorrow 16:00–22:00');
    expect(dataOf(card, 'Refresh')['end']).toBe('2026-11-22T18:00:00.000Z');
  });
});

describe('what a row may say', () => {
  const rowFor = (over: Parameters<typeof aPerson>[1], isPublic = false): readonly string[] =>
    rowOf(draw({ answer: anAnswer([aPerson('Ana Lee', over)]), viewer: aViewer({ isPublic }) }), 'Ana Lee');
  const until = { technicianId: 'id-Ana Lee', from: NOW, until: at('16:45') };

  it('AV-9: an own word is shown with its end', () => {
    const lunch = rowFor({ group: 'on-break', override: { ...until, says: 'on-break' } });
    expect(lunch[1]).toBe('says: on a break until 16:45 · On shift until 17:00');
    expect(rowFor({ override: { ...until, says: 'working' } })[1]).toContain(
      'says: on the clock until 16:45',
    );
    expect(rowFor({ override: { ...until, says: 'off' } }, true)[1]).toContain('says: off until 16:45');
  });

  it('AV-1: out of office shows what presence says besides, but not in a channel', () => {
    const over = { group: 'on-break', presence: shows('out-of-office', 'available') } as const;
    expect(rowFor(over)[0]).toBe('**Ana Lee** · Out of office (Available in Teams)');
    expect(rowFor(over, true)[0]).toBe('**Ana Lee** · Out of office');
  });

  it("AV-5: time off is shown with its end, but its reason is nobody else's business in a channel", () => {
    const shift = covers('17:00', { timeOff: { start: NOW, end: at('2026-11-23T08:00:00Z') } });
    const over = { group: 'off-shift', reasons: ['time-off', 'presence'], shift } as const;
    expect(rowFor(over)[1]).toBe('Time off until Monday 08:00 · On shift until 17:00');
    expect(rowFor(over, true)[1]).not.toContain('Time off');
  });

  it('AV-3: a failed read is said in the row', () => {
    const unread = { presence: null, group: 'no-signal', verdict: 'no-signal' } as const;
    const both = { ...unread, reasons: ['presence-unreadable', 'shifts-unreadable'] } as const;
    expect(rowFor({ ...both, shift: neutralCoverage('shifts-unreadable') })).toEqual([
      '**Ana Lee** · Presence could not be read',
      'Shifts could not be read',
    ]);
    expect(rowFor({ presence: shows('no-answer') })[0]).toContain('Teams gave no answer for this person');
  });

  it('CHAT-2: without a rota a row is one line', () => {
    const card = draw({
      answer: anAnswer([
        aPerson('Ana Lee', { reasons: ['presence'], shift: neutralCoverage('no-rota-chosen') }),
      ]),
    });
    const container = everyPart(card).find((part) => part.type === 'Container');
    expect(container?.['items']).toHaveLength(1);
  });

  it("CHAT-2: times are in the viewer's zone and habit", () => {
    const viewer = aViewer({ zone: 'America/New_York', locale: 'en-US' });
    const card = draw({ viewer });
    expect(readOut(card)).toContain('As of 11:02 AM, America/New_York');
    expect(rowOf(card, 'Aisha Khan')[1]).toBe('On shift until 12:00 PM');
    expect(readOut(draw({ viewer: aViewer({ zone: 'Not/AZone', locale: '??' }) }))).toContain(
      'As of 16:02, UTC',
    );
  });
});

describe('what an answer rests on', () => {
  const linesFor = (
    sources: readonly ReturnType<typeof used>[],
    over: Partial<AvailabilityCardOptions> = {},
  ): Card => draw({ answer: anAnswer(SMALL_DESK, { sources }), ...over });

  it.each([
    [
      unused('presence', 'failed', 'consent_missing'),
      'Not used: presence, because a Microsoft 365 administrator has not consented yet.',
    ],
    [
      unused('presence', 'failed', 'consent_revoked'),
      'Not used: presence, because consent was removed in Microsoft Entra.',
    ],
    [
      unused('presence', 'failed', 'graph_throttled'),
      'Not used: presence, because Microsoft asked us to wait.',
    ],
    [
      unused('presence', 'failed', 'graph_slow'),
      'Not used: presence, because Microsoft did not answer in time.',
    ],
    [
      unused('presence', 'partly-failed', 'graph_down'),
      "Only partly read: presence, because Microsoft Teams can't be reached. Whoever is missing stands under No signal.",
    ],
    [
      unused('presence', 'nobody-mapped'),
      'Not used: presence, because nobody listed here is mapped to a Microsoft user yet.',
    ],
    [
      unused('shifts', 'no-rota-chosen'),
      'Not used: Shifts, because no rota team is chosen; a lead can choose rota teams in the settings.',
    ],
    [
      unused('shifts', 'failed', 'no_schedule', 'Escalations'),
      'Not used: Shifts (Escalations), because the team has no Shifts schedule.',
    ],
    [
      unused('shifts', 'failed', 'team_unreadable', '[NOC](https://evil)'),
      'Not used: Shifts (［NOC］(https:∕∕evil)), because the team is archived, deleted or closed to me.',
    ],
    [
      unused('technicians', 'failed', 'psa_down'),
      "Technicians are listed as last seen, because the PSA isn't answering; without a mapping they are missing.",
    ],
  ])('REL-1, DIS-6: %o is a plain sentence', (source, sentence) => {
    expect(textsOf(linesFor([source]))).toContain(sentence);
  });

  it('REL-1: rota teams that fail alike share a sentence, and many are counted', () => {
    const teams = ['A', 'B', 'C', 'D', 'E'].map((team) => unused('shifts', 'failed', 'graph_down', team));
    expect(readOut(linesFor([used('presence'), ...teams]))).toContain(
      "Not used: Shifts (A, B, C and 2 more), because Microsoft Teams can't be reached.",
    );
  });

  it('CHAT-7: a broken consent brings the button for those who may, and none for the others', () => {
    const broken = [unused('presence', 'failed', 'consent_revoked')];
    expect(buttonsOf(linesFor(broken))).toContain('Get consent link');
    const forMember = linesFor(broken, { viewer: aViewer({ role: 'member' }) });
    expect(buttonsOf(forMember)).not.toContain('Get consent link');
    expect(readOut(forMember)).toContain('Ask an admin of Rollcall to have it granted.');
    expect(readOut(linesFor(broken))).not.toContain('Ask an admin');
    const unmappedDesk = {
      answer: anAnswer([unmapped('Hugo')], { sources: [unused('presence', 'nobody-mapped')] }),
    };
    expect(buttonsOf(draw({ ...unmappedDesk, viewer: aViewer({ role: 'lead' }) }))).toContain('Run auto-map');
    expect(buttonsOf(draw({ ...unmappedDesk, viewer: aViewer({ role: 'dispatcher' }) }))).not.toContain(
      'Run auto-map',
    );
  });
});
