import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card, Viewer } from '#chat/cards/card.ts';
import { decisionCard } from '#chat/cards/decision-card.ts';
import { decisionWhyCard } from '#chat/cards/decision-why-card.ts';
import { whyNotCard } from '#chat/cards/why-not-card.ts';
import type { DecisionQuestion } from '#core/dispatch/decision.ts';
import type { PresenceReading } from '#core/dispatch/sources.ts';
import { whyNot } from '#core/dispatch/why-not.ts';
import { aCandidate, ask, ON_LEAVE, RANKED, ROUND_ROBIN, rulesFrom } from '../../dispatch/builders.ts';
import { at, aViewer, NO_TAB, NOW, TAB, tabLinks } from './card-facts.ts';
import { buttonsOf, dataOf, good, inputOf, readOut } from './card-lint.ts';
import {
  aCrowdOf,
  aDesk,
  aHold,
  aTicketWith,
  aView,
  dispatchCards,
  given,
  stored,
  TICKET_LINK,
} from './dispatch-facts.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';

const LINKS = [TICKET_LINK, ...tabLinks('admin/setup', 'admin/workflows')];
const VIEWERS: readonly (readonly [string, Viewer])[] = [
  ['English', aViewer({ role: 'dispatcher' })],
  ['German', aViewer({ role: 'dispatcher', locale: 'de-DE', zone: 'Europe/Berlin' })],
  ['English in a channel', aViewer({ role: 'dispatcher', isPublic: true })],
];
const LONGEST = ['𝕏'.repeat(10_000), '"'.repeat(10_000), 'W'.repeat(10_000)];

function draw(
  changes: Partial<DecisionQuestion> = {},
  viewer: Viewer = aViewer({ role: 'dispatcher' }),
): Card {
  const record = ask(aDesk(), { now: NOW, slot: { start: NOW, end: at('17:02') }, ...changes });
  return good(decisionCard(aView(record), { viewer, links: TAB, hasButtons: true }), LINKS);
}

describe('every card of dispatch', { timeout: 120_000 }, () => {
  it.each(VIEWERS)('CHAT-9: keeps every rule in %s', (_name, viewer) => {
    const cards = dispatchCards({ candidates: aDesk(), viewer });
    for (const [name, card] of Object.entries(cards)) {
      expect([name, ...lintOf(card)]).toEqual([name]);
    }
    expect(Object.keys(cards).length).toBeGreaterThan(30);
  });

  it('says nothing in English to a German', () => {
    const viewer = aViewer({ role: 'dispatcher', locale: 'de-DE' });
    for (const [name, card] of Object.entries(dispatchCards({ candidates: aDesk(), viewer }))) {
      expect(readOut(card), name).not.toMatch(/\b(?:the|and|was|were|has|nobody|ticket is|shift|given)\b/);
    }
  });

  it.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 40), text]))(
    'S23: %j is text and nothing else, wherever a PSA or a person wrote it',
    (_name, text) => {
      for (const [, viewer] of VIEWERS.slice(0, 2)) {
        const cards = dispatchCards({ candidates: aDesk(() => text), viewer, text });
        for (const [name, card] of Object.entries(cards)) expect([name, ...lintOf(card)]).toEqual([name]);
      }
    },
  );

  it('S23, PERF-6: whatever people and tickets are called', () => {
    const texts = fc.oneof(
      fc.constantFrom(...HOSTILE_TEXTS, ...LONGEST),
      fc.string({ unit: 'binary', maxLength: 150 }),
      fc.string({ unit: 'grapheme', maxLength: 150 }),
    );
    fc.assert(
      fc.property(texts, texts, (name, text) => {
        const candidates = aDesk((each) => (each.startsWith('A') ? name : text));
        const cards = dispatchCards({ candidates, viewer: aViewer({ role: 'dispatcher' }), text });
        return Object.values(cards).every((card) => lintOf(card).length === 0);
      }),
      { numRuns: 15 },
    );
  });

  it.each([200, 5000])('PERF-6: weighs at most 25 kB with %i technicians of the longest names', (count) => {
    for (const [, viewer] of VIEWERS.slice(0, 2)) {
      for (const text of LONGEST.slice(0, count > 1000 ? 1 : 3)) {
        const cards = dispatchCards({ candidates: aCrowdOf(count, () => text), viewer, text });
        for (const [name, card] of Object.entries(cards)) expect([name, ...lintOf(card)]).toEqual([name]);
      }
    }
  });
});

function lintOf(card: Card): readonly string[] {
  try {
    good(card, LINKS);
    return [];
  } catch (error) {
    return [String(error)];
  }
}

describe('C11: a suggestion', () => {
  it('CHAT-5, DIS-7: names the one suggested with three reasons, who was skipped and why, who is lower, who was judged without presence', () => {
    const text = readOut(draw());
    expect(text).toContain('Suggested: Aisha Khan');
    expect(text).toContain('Ticket 4711 · High · Contoso Dental');
    expect(text).toContain('"Outlook keeps asking for a password"');
    expect(text).toMatch(/Starts now · 2 open tickets · on shift · \S/);
    expect(text).toContain('Skipped: Ben Osei-Tutu (on a break) and Ines Duarte (at capacity).');
    expect(text).toContain('Lower: Grace Okafor (off shift).');
    expect(text).toContain('Not judged on presence: Hugo Lindqvist (not mapped).');
    expect(text).toContain('A suggestion: nothing is written until somebody assigns it.');
  });

  it('offers to assign the suggested one, somebody else, and the reasons', () => {
    const card = draw();
    expect(buttonsOf(card)).toEqual(['Assign Aisha', 'Why', 'To chosen']);
    expect(dataOf(card, 'Assign Aisha')).toMatchObject({
      verb: 'dispatch.assign',
      ticket: '4711',
      technicianId: 'Aisha Khan',
      confirmed: [],
    });
    expect(dataOf(card, 'To chosen')).toMatchObject({ technicianId: null });
    const choices = inputOf(card, 'other')?.['choices'] as readonly { value: string }[];
    expect(choices.map(({ value }) => value)).toEqual([
      'Chloe Martin',
      'Grace Okafor',
      'Hugo Lindqvist',
      'Ben Osei-Tutu',
      'Ines Duarte',
    ]);
  });

  it('row 59: in front of everybody it has no buttons and no inputs, and the asker gets theirs by refresh', () => {
    const viewer = aViewer({ role: 'dispatcher', isPublic: true });
    const record = ask(aDesk(), { now: NOW });
    const card = good(decisionCard(aView(record), { viewer, links: TAB, hasButtons: false }), LINKS);
    expect(buttonsOf(card)).toEqual([]);
    expect(inputOf(card, 'other')).toBeUndefined();
    expect(card.refresh).toMatchObject({
      userIds: ['29:1aB'],
      action: { verb: 'dispatch.show', data: { decisionId: 'decision-1' } },
    });
  });

  it.each([
    [0, 'en-GB', 'Standard workflow, not saved yet ·'],
    [0, 'de', 'Standard-Workflow, noch nicht gespeichert ·'],
    [3, 'en-GB', 'version 3 ·'],
    [3, 'de', 'Version 3 ·'],
  ])('DIS-7: version %i of the workflow is named in %s: %s', (version, locale, words) => {
    const record = ask(aDesk(), { now: NOW, workflow: { ...RANKED, version } });
    const scene = { viewer: aViewer({ role: 'dispatcher', locale }), links: TAB, hasButtons: true };
    expect(readOut(good(decisionCard(aView(record), scene), LINKS))).toContain(words);
    const why = decisionWhyCard({ decision: stored(record), ticket: null, page: 0, scene });
    expect(readOut(good(why, LINKS))).toContain(words.replace(' ·', ''));
  });

  it('the choice of somebody else reads as a sentence, and its button fits beside the others in both languages', () => {
    const drawIn = (locale: string) => draw({}, aViewer({ role: 'dispatcher', locale }));
    expect(inputOf(drawIn('en-GB'), 'other')?.['label']).toBe('Or assign to');
    expect(inputOf(drawIn('de'), 'other')?.['label']).toBe('Oder zuweisen an');
    expect(buttonsOf(drawIn('de'))).toEqual(['An Aisha', 'Warum', 'An Auswahl']);
  });

  it('a dry run says so first and offers nothing that writes', () => {
    const card = draw({ workflow: { ...RANKED, act: 'dry-run' } });
    expect(readOut(card)).toMatch(/^Dry run: Aisha Khan would get it\nThis workflow only rehearses/);
    expect(buttonsOf(card)).toEqual(['Why']);
  });

  it.each<[PresenceReading, RegExp, string, string]>([
    ['graph-down', /Microsoft can't be reached/, 'Set-up', 'admin/setup'],
    ['graph-slow', /answered too slowly/, 'Set-up', 'admin/setup'],
    ['consent-missing', /not allowed to read Teams yet/, 'Consent', 'admin/setup'],
    ['consent-revoked', /permission to read Teams was removed/, 'Consent', 'admin/setup'],
    ['partly-read', /read in part only/, 'Set-up', 'admin/setup'],
  ])('DIS-6: %s is said in plain words, with the way to mend it', (presenceReading, words, button, page) => {
    const card = draw({ presenceReading });
    expect(readOut(card)).toMatch(words);
    expect(buttonsOf(card)).toEqual(['Assign Aisha', 'Why', button]);
    expect(card.actions?.[2]).toMatchObject({ type: 'Action.OpenUrl', url: TAB.tab(page) });
  });

  it('DIS-6: nobody mapped is a case of its own and points to auto-map, also where the tab has no page', () => {
    const unmapped = ['Aisha Khan', 'Ben Osei-Tutu'].map((name) =>
      aCandidate(name, { name, isMapped: false }),
    );
    const record = ask(unmapped, { now: NOW });
    const scene = { viewer: aViewer({ role: 'lead' }), links: NO_TAB, hasButtons: true };
    const card = good(decisionCard(aView(record), scene));
    expect(readOut(card)).toContain('nobody in this pool is linked to a Microsoft account yet');
    expect(dataOf(card, 'Auto-map')).toMatchObject({ verb: 'automap.run' });
    expect(readOut(card)).not.toContain('Not judged on presence');
  });

  it('DIS-5: a model that did not answer, and a ticket that tried to give orders, are told', () => {
    const record = ask(aDesk(), { now: NOW, model: { state: 'timed-out', points: new Map() } });
    const decision = stored(record, { hasInstructionInTicket: true });
    const scene = { viewer: aViewer(), links: TAB, hasButtons: true };
    const text = readOut(good(decisionCard(aView(record, { decision }), scene), LINKS));
    expect(text).toContain('The model did not answer in time, so the rules decided alone.');
    expect(text).toContain("The ticket's text tried to say who should get it.");
  });

  it('DIS-3: in Round Robin the turn is the reason, and shifts are not complained about', () => {
    const text = readOut(draw({ workflow: ROUND_ROBIN }));
    expect(text).toContain('next in turn');
    expect(text).not.toContain('In Round Robin shifts have no say');
  });

  it('who is not in the pool is no news', () => {
    const record = ask([...aDesk(), aCandidate('Zed', { isInPool: false, poolPosition: 9 })], { now: NOW });
    const scene = { viewer: aViewer(), links: TAB, hasButtons: true };
    expect(readOut(decisionCard(aView(record), scene))).not.toContain('Zed');
  });

  it('decision 12: in a channel nobody’s time off is told', () => {
    const candidates = [
      ...aDesk(),
      aCandidate('Lee Chan', { calendar: 'time-off', poolPosition: 7 }),
      aCandidate('Mo Diaz', { openLoad: 8, openTickets: 8, shift: ON_LEAVE, poolPosition: 8 }),
    ];
    const record = ask(candidates, { now: NOW });
    const told = (isPublic: boolean): string =>
      ['decision', 'why']
        .map((kind) => {
          const scene = { viewer: aViewer({ isPublic }), links: TAB, hasButtons: true };
          return kind === 'decision'
            ? decisionCard(aView(record), scene)
            : decisionWhyCard({ decision: stored(record), ticket: null, page: 0, scene });
        })
        .map(readOut)
        .join('\n');
    expect(told(false)).toMatch(/time off in the PSA[^]*time off in Shifts/);
    expect(told(true)).not.toMatch(/time off/i);
  });

  it('4.8: somebody who was faster is named', () => {
    const record = ask(aDesk(), { now: NOW });
    const ticket = { ...aView(record).ticket, ownerId: 'Chloe Martin', ownerName: 'Chloe Martin' };
    const scene = { viewer: aViewer(), links: TAB, hasButtons: true };
    const card = good(decisionCard({ ...aView(record), ticket } as ReturnType<typeof aView>, scene));
    expect(readOut(card)).toContain('Ticket 4711 belongs to Chloe Martin already');
    expect(buttonsOf(card)).toEqual(['Reassign', 'Why']);
  });
});

describe('C12: after assigning', () => {
  const record = ask(aDesk(), { now: NOW });
  const theirs = aTicketWith({ ownerId: 'Aisha Khan', ownerName: 'Aisha Khan' });
  const show = (over: Parameters<typeof given>[0], viewer = aViewer(), ticket = theirs): Card => {
    const view = aView(record, { assignment: given(over), ticket });
    return good(decisionCard(view, { viewer, links: TAB, hasButtons: true }), LINKS);
  };

  it('says to whom, by whom and when, and can be undone for five minutes', () => {
    const card = show({});
    expect(readOut(card)).toMatch(/^Assigned to Aisha Khan\n[^]*by Priya Nair, 16:02/);
    expect(buttonsOf(card)).toEqual(['Undo', 'Why', 'Reassign']);
    const later = show({}, aViewer({ now: at('16:08') }));
    expect(buttonsOf(later)).toEqual(['Why', 'Reassign']);
  });

  it.each([
    ['pending', {}, /^Aisha Khan gets it as soon as the PSA answers\n[^]*I'll write it as soon as it does/],
    ['owned', { ownerFoundName: 'Chloe Martin' }, /^It belongs to Chloe Martin already\n[^]*was faster/],
    [
      'refused',
      { problem: 'The member is not on this board.' },
      /^The PSA refused[^]*"The member is not on this board\."/,
    ],
    ['gone', {}, /closed or deleted/],
    ['undone', {}, /^Taken back from Aisha Khan\n(?![^]*calendar)/],
    [
      'undone',
      { booking: 'booked' },
      /^Taken back from Aisha Khan\n[^]*calendar entry in the PSA is still there/,
    ],
  ] as const)('DIS-8: %s is said in words', (state, over, words) => {
    const card = show({ state, ...over });
    expect(readOut(card)).toMatch(words);
    expect(buttonsOf(card)).not.toContain('Undo');
  });

  it.each([
    [
      'somebody else has it',
      { ownerId: 'Ben', ownerName: 'Ben Osei-Tutu' },
      /^Ticket 4711 belongs to Ben Osei-Tutu already\n/,
      ['Why', 'Reassign'],
    ],
    [
      'nobody has it',
      { ownerId: null, ownerName: null },
      /^Ticket 4711 belongs to nobody now\n/,
      ['Why', 'Assign…'],
    ],
    [
      'it is closed',
      { status: { id: 's9', label: 'Closed', phase: 'closed' } },
      /^Ticket 4711 is closed\n/,
      ['Why'],
    ],
  ] as const)('what became of the ticket in the PSA goes first: %s', (_name, now, title, buttons) => {
    const card = show({}, aViewer(), { ...theirs, ...now });
    expect(readOut(card)).toMatch(title);
    expect(readOut(card)).toContain('\nAssigned to Aisha Khan, by Priya Nair, 16:02');
    expect(buttonsOf(card)).toEqual(buttons);
  });

  it('a PSA that does not answer leaves what was written', () => {
    const view = aView(record, { assignment: given({}), ticket: null });
    const card = decisionCard(view, { viewer: aViewer(), links: TAB, hasButtons: true });
    expect(readOut(good(card, LINKS))).toMatch(/^Assigned to Aisha Khan\n/);
  });

  it('tells what the technician answered', () => {
    const response = { kind: 'passed', reason: 'On site until 18:00', at: at('16:05') } as const;
    expect(readOut(show({ response }))).toMatch(/Passed on, 16:05\.\nReason: On site until 18:00/);
  });

  it('given by hand without a decision, it refreshes by itself', () => {
    const { refresh } = dispatchCards({ candidates: aDesk(), viewer: aViewer() })['assigned-by-hand'] as Card;
    expect(refresh?.action['data']).toMatchObject({ decisionId: null, assignmentId: 'assignment-1' });
  });
});

describe('C13: nobody can take it', () => {
  const busy = aDesk().map((each) => ({ ...each, facts: { ...each.facts, calendar: 'busy' as const } }));
  const show = (hold: ReturnType<typeof aHold> | null): Card => {
    const workflow = { ...RANKED, whenEveryoneIsOnABreak: 'hold' } as const;
    const candidates = [...busy, aCandidate('Zed', { shows: 'Away', poolPosition: 9 })];
    const record = ask(candidates, { now: NOW, workflow });
    const scene = { viewer: aViewer({ role: 'dispatcher' }), links: TAB, hasButtons: true };
    return good(decisionCard(aView(record, { hold }), scene), LINKS);
  };

  it('DIS-10: counts why, and says when it is tried again and when a lead is told', () => {
    const card = show(aHold());
    expect(readOut(card)).toContain('Nobody can take 4711 right now');
    expect(readOut(card)).toContain('5 busy in the PSA calendar, 1 at capacity, 1 on a break');
    expect(readOut(card)).toContain("I'll try again at 16:07, and tell a lead at 16:32.");
    expect(buttonsOf(card)).toEqual(['Try again', 'Assign…', 'Stop']);
    expect(dataOf(card, 'Try again')).toMatchObject({ verb: 'dispatch.retry', holdId: 'hold-1' });
  });

  it('DIS-10: a suggestion that waits for nobody is tried again by its number', () => {
    expect(dataOf(show(null), 'Try again')).toMatchObject({ verb: 'dispatch.run', ticket: '4711' });
    expect(readOut(show(null))).toContain('I do not try again by myself');
  });

  it('says since when it has needed a person', () => {
    expect(readOut(show(aHold({ escalatedAt: at('15:32') })))).toContain(
      'It has needed a person since 15:32',
    );
  });
});

describe('why', () => {
  const rules = rulesFrom(
    {
      kind: 'never',
      who: { kind: 'technician', technicianId: 'Chloe Martin', name: 'Chloe' },
      scope: 'always',
    },
    {
      kind: 'prefer',
      who: { kind: 'technician', technicianId: 'Aisha Khan', name: 'Aisha' },
      scope: 'always',
    },
    { kind: 'never', who: { kind: 'technician', technicianId: 'nobody', name: 'x' }, scope: 'always' },
  );
  const scene = { viewer: aViewer(), links: TAB, hasButtons: true };

  it('INS-1: names the sentences that spoke, by number and words, and no other', () => {
    const decision = stored(ask(aDesk(), { now: NOW, rules }));
    const text = readOut(good(decisionWhyCard({ decision, ticket: null, page: 0, scene }), LINKS));
    expect(text).toContain('Sentence 1: "Sentence 0."\nSentence 2: "Sentence 1."');
    expect(text).not.toContain('Sentence 3:');
    expect(text).toContain('**Chloe Martin** · skipped\nkept out by an instruction');
  });

  it('CHAT-6: everybody is on some page, once', () => {
    const decision = stored(
      ask(
        aCrowdOf(200, (index) => `Person ${index}`),
        { now: NOW },
      ),
    );
    const seen = Array.from({ length: 20 }, (_each, page) =>
      readOut(good(decisionWhyCard({ decision, ticket: null, page, scene }), LINKS)),
    ).flatMap((text) => [...text.matchAll(/\*\*(Person \d+)\*\*/g)].map((match) => match[1]));
    expect(seen).toHaveLength(200);
    expect(new Set(seen).size).toBe(200);
    const beyond = readOut(decisionWhyCard({ decision, ticket: null, page: 999, scene }));
    expect(beyond).toContain('Showing 191–200 of 200');
  });

  it('DIS-7: no presence as received and no time of a shift stands on any card', () => {
    for (const [name, card] of Object.entries(dispatchCards({ candidates: aDesk(), viewer: aViewer() }))) {
      expect(readOut(card), name).not.toMatch(/\b(?:Away|Available|InACall|until 18:30)\b/);
    }
  });

  const ask1 = (technicianId: string, changes: Partial<DecisionQuestion> = {}): string => {
    const record = ask(aDesk(), { now: NOW, rules, ...changes });
    const answer = whyNot(record, technicianId);
    const card = whyNotCard({ decision: stored(record), answer, technicianId, name: technicianId, scene });
    return readOut(good(card, LINKS));
  };

  it.each([
    ['Aisha Khan', /^Why Aisha Khan, for 4711[^]*Was chosen\./],
    [
      'Ben Osei-Tutu',
      /^Why not Ben Osei-Tutu, for 4711[^]*Presence, on a break\.[^]*\*\*Break\*\* · speaks against it/,
    ],
    ['Chloe Martin', /Instructions and own word, kept out by an instruction\.\nSentence 1: "Sentence 0\."/],
    ['Grace Okafor', /Aisha Khan has more points\.\nAisha Khan was ahead in: [^]*instructions \(15\)/],
    ['Hugo Lindqvist', /\*\*Mapping\*\* · speaks against it\nNot linked[^]*A lead runs auto-map/],
    ['Ines Duarte', /Capacity, at capacity\.\nPassed before that: active in the PSA, in the pool/],
    ['Nobody Known', /Was not among the technicians/],
  ])('CHAT-5, AV-10: "why not %s" is answered from the record', (name, words) => {
    expect(ask1(name)).toMatch(words);
  });

  it('AV-10: says why shifts made no difference', () => {
    expect(ask1('Grace Okafor', { workflow: { ...RANKED, rotaTeams: [] } })).toContain(
      'Why shifts made no difference: No rota team is chosen in this workflow.',
    );
    expect(ask1('Grace Okafor', { workflow: ROUND_ROBIN })).toContain('In Round Robin shifts have no say.');
  });

  it('DIS-3: a skipped technician keeps the turn, and is told so', () => {
    const workflow = ROUND_ROBIN;
    const record = ask(
      [
        aCandidate('Ben', { shows: 'Away', lastAssignedAt: null, poolPosition: 0 }),
        aCandidate('Aisha', { poolPosition: 1 }),
      ],
      { now: NOW, workflow },
    );
    const answer = whyNot(record, 'Ben');
    const card = whyNotCard({ decision: stored(record), answer, technicianId: 'Ben', name: 'Ben', scene });
    expect(readOut(card)).toContain('Keeps the turn');
  });
});

describe('C14: to the technician', () => {
  it('names ticket, giver and way, and offers to take it, to pass it on with a reason, and to open it', () => {
    const card = dispatchCards({ candidates: aDesk(), viewer: aViewer({ role: 'member', userMri: null }) })[
      'mine'
    ] as Card;
    expect(readOut(card)).toMatch(/^New for you: 4711\n[^]*Assigned by Priya Nair · from a chat with me/);
    expect(buttonsOf(card)).toEqual(['Accept', 'Pass', 'Open ticket']);
    expect(inputOf(card, 'reason')).toMatchObject({ type: 'Input.Text', maxLength: 200 });
  });

  it('answered, it offers no answer any more', () => {
    const cards = dispatchCards({ candidates: aDesk(), viewer: aViewer() });
    expect(buttonsOf(cards['mine-accepted'] as Card)).toEqual(['Open ticket']);
    expect(readOut(cards['mine-passed'] as Card)).toMatch(/You passed 4711 on[^]*It goes to Aisha Khan\./);
  });
});
