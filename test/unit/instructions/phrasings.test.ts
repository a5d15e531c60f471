import { describe, expect, it } from 'vitest';
import { compile } from '#core/instructions/compile.ts';
import type { RuleEffect } from '#core/instructions/rules.ts';
import { DESK } from './a-desk.ts';

const P1 = { priorities: ['prio-1a', 'prio-1b'] };
const P2 = { priorities: ['prio-2'] };
const CONTOSO = { companies: ['c-contoso'] };
const NETWORK = { queues: ['q-net'] };
const person = (technicianId: string, name: string) => ({ kind: 'technician', technicianId, name }) as const;
const LEE = person('t-lee', 'Lee');
const ANA = person('t-ana', 'Ana');
const NETWORKING = { kind: 'skill', skill: 'Networking' } as const;

type Row = readonly [sentence: string, ...effects: RuleEffect[]];

function state(
  name: Extract<RuleEffect, { kind: 'treat-state' }>['state'],
  as: 'unavailable' | 'available',
): RuleEffect {
  return { kind: 'treat-state', state: name, as };
}
const dnd = state('do-not-disturb', 'unavailable');
const meeting = state('in-a-meeting', 'unavailable');
const brb = state('be-right-back', 'available');
const noPresence = (scope: Extract<RuleEffect, { kind: 'ignore-presence' }>['scope']): RuleEffect => ({
  kind: 'ignore-presence',
  scope,
});
const noShifts = (scope: Extract<RuleEffect, { kind: 'ignore-shifts' }>['scope']): RuleEffect => ({
  kind: 'ignore-shifts',
  scope,
});
type WhoRule = Extract<RuleEffect, { who: unknown }>;
const people =
  (kind: WhoRule['kind']) =>
  (who: WhoRule['who'], scope: WhoRule['scope']): RuleEffect => ({ kind, who, scope });
const [never, always, prefer, avoid] = [people('never'), people('always'), people('prefer'), people('avoid')];
const limit = (tickets: number, who = LEE): RuleEffect => ({
  kind: 'limit',
  technicianId: who.technicianId,
  name: who.name,
  tickets,
});
const within = (minutes: number): RuleEffect => ({ kind: 'presence-window', minutes });

const ENGLISH: Readonly<Record<string, readonly Row[]>> = {
  'treat a state': [
    ['Treat Do not disturb as unavailable.', dnd],
    ['Do not disturb counts as away', dnd],
    ['Consider people in a meeting unavailable', meeting],
    ['Consider people in a meeting busy.', meeting],
    ['Be right back means available', brb],
    ['DND is unavailable', dnd],
    ['trEAT dnd as not available', dnd],
    ['Treat “Do not disturb” and "in a meeting" as unavailable.', dnd, meeting],
    ['When someone is in a meeting, treat them as unavailable.', meeting],
    ['Never assign tickets to people in a meeting.', meeting],
    ['Skip people who are presenting', state('presenting', 'unavailable')],
    ['Busy people should be treated as unavailable', state('busy', 'unavailable')],
    ['Traet do not disturb as unavailble', dnd],
    ['Please count Away as available, thanks', state('away', 'available')],
  ],
  'ignore presence': [
    ['Ignore Teams presence for P1 tickets.', noPresence(P1)],
    ["For P1, don't look at presence", noPresence(P1)],
    ['Do not use Teams presence for Contoso', noPresence(CONTOSO)],
    ['Presence does not matter for tickets in the Network queue.', noPresence(NETWORK)],
    ['P1 tickets: ignore presence', noPresence(P1)],
    ['Always ignore Teams presence', noPresence('always')],
    ['Never check presence', noPresence('always')],
    [
      "Don't take presence into account for P1 or P2",
      noPresence({ priorities: ['prio-1a', 'prio-1b', 'prio-2'] }),
    ],
    ['Ignore presence for P1 tickets from Contoso', noPresence({ ...P1, ...CONTOSO })],
    ['Presence should be ignored for high priority tickets', noPresence(P2)],
    ['Assign P1 tickets regardless of presence', noPresence(P1)],
    ['Ignore presnce for prio 1', noPresence(P1)],
    ['ignore teams presence for fabrikam inc.', noPresence({ companies: ['c-fabrikam'] })],
  ],
  'ignore shifts': [
    ['Ignore shifts for Contoso.', noShifts(CONTOSO)],
    ["For P1 don't check the rota", noShifts(P1)],
    ['Shifts do not matter for P2', noShifts(P2)],
    ['Always ignore the shift plan', noShifts('always')],
    ['No shift checks for the Network queue', noShifts(NETWORK)],
    ['Ignore presence and shifts for P1', noPresence(P1), noShifts(P1)],
  ],
  never: [
    ['Never Lee for Contoso', never(LEE, CONTOSO)],
    ['Never assign Lee to Contoso.', never(LEE, CONTOSO)],
    ["Don't give Lee P1 tickets", never(LEE, P1)],
    ['Lee must not take tickets from Contoso Dental', never(LEE, CONTOSO)],
    ['Contoso tickets should never go to Lee', never(LEE, CONTOSO)],
    ['Exclude Lee from P1', never(LEE, P1)],
    ['No P1 tickets for Lee', never(LEE, P1)],
    ['Keep Lee away from Contoso', never(LEE, CONTOSO)],
    ['Never Lee or Ana for P2', never(LEE, P2), never(ANA, P2)],
    ['Never people with the Networking skill for P1', never(NETWORKING, P1)],
    ["Never assign Contoso's tickets to Ana Diaz", never(person('t-ana', 'Ana Diaz'), CONTOSO)],
    ['Never Will Grant for P1', never(person('t-will', 'Will Grant'), P1)],
    ['Nevr Lee for Contoso', never(LEE, CONTOSO)],
  ],
  always: [
    ['Always Lee for Contoso', always(LEE, CONTOSO)],
    ['Always assign P1 tickets to Ana', always(ANA, P1)],
    ['Contoso tickets always go to Lee', always(LEE, CONTOSO)],
    ['Lee always gets P1 tickets', always(LEE, P1)],
    ['For P1 always Networking', always(NETWORKING, P1)],
    ['Send Contoso tickets to Lee', always(LEE, CONTOSO)],
    ['All P1 tickets must go to Lee', always(LEE, P1)],
  ],
  prefer: [
    ['Prefer Ana for Contoso', prefer(ANA, CONTOSO)],
    ['For P1 prefer people who know Networking', prefer(NETWORKING, P1)],
    ['P1 tickets should preferably go to Lee', prefer(LEE, P1)],
    ['Try Lee first for Contoso', prefer(LEE, CONTOSO)],
    ['Lee is preferred for P2', prefer(LEE, P2)],
    ['Prefer the Networking skill', prefer(NETWORKING, 'always')],
    [
      'Prefer Backup and Restore specialists for P1',
      prefer({ kind: 'skill', skill: 'Backup and Restore' }, P1),
    ],
  ],
  avoid: [
    ['Avoid Lee for P1', avoid(LEE, P1)],
    ['Avoid giving Contoso tickets to Lee', avoid(LEE, CONTOSO)],
    ['Try not to assign Lee P1 tickets', avoid(LEE, P1)],
    ['Preferably not Lee for Contoso', avoid(LEE, CONTOSO)],
    ['Use Lee only as a last resort for P1', avoid(LEE, P1)],
    ['For Contoso, avoid Networking specialists', avoid(NETWORKING, CONTOSO)],
  ],
  limit: [
    ['Lee at most 3 tickets at a time', limit(3)],
    ['Only 3 tickets at once for Lee.', limit(3)],
    ['Limit Ana to two open tickets', limit(2, ANA)],
    ['Never give Lee more than 3 tickets at once', limit(3)],
    ['No more than one ticket at a time for Lee', limit(1)],
    ['Lee can have max. 3 tickets', limit(3)],
    ['Lee and Ana at most 4 tickets each', limit(4), limit(4, ANA)],
    ['Lee: max 3', limit(3)],
    ['Lee should never have more than 5 tickets at the same time', limit(5)],
  ],
  'presence window': [
    ['Block presence only for the next 30 minutes.', within(30)],
    ['Presence blocks only the next 2 hours', within(120)],
    ['Only look at presence for the next 90 min.', within(90)],
    ['Use presence only for tickets starting within 1.5 hours', within(90)],
    ['Presence only counts for the next hour', within(60)],
    ['Set the presence window to half an hour', within(30)],
    ['Ignore presence beyond the next 2h', within(120)],
  ],
};

const GERMAN: Readonly<Record<string, readonly Row[]>> = {
  'treat a state': [
    ['Behandle „Nicht stören“ als nicht verfügbar.', dnd],
    ['Bitte nicht stören gilt als abwesend', dnd],
    ['Wer in einer Besprechung ist, gilt als nicht verfügbar.', meeting],
    ['Bin gleich zurück zählt als verfügbar', brb],
    ['Behandle Nicht stoeren als nicht verfuegbar', dnd],
  ],
  'ignore presence': [
    ['Ignoriere die Teams-Präsenz bei P1-Tickets.', noPresence(P1)],
    ['Bei P1 zählt die Präsenz nicht', noPresence(P1)],
    ['Teams-Präsenz für Contoso nicht beachten', noPresence(CONTOSO)],
    ['Die Präsenz spielt für P1 keine Rolle', noPresence(P1)],
    ['Schau bei P1 nicht auf die Präsenz', noPresence(P1)],
  ],
  'ignore shifts': [
    ['Ignoriere Schichten für Contoso', noShifts(CONTOSO)],
    ['Den Dienstplan bei P1 nicht beachten', noShifts(P1)],
    ['Bei P2 spielen Schichten keine Rolle', noShifts(P2)],
  ],
  never: [
    ['Nie Lee für Contoso', never(LEE, CONTOSO)],
    ['Lee bekommt keine P1-Tickets', never(LEE, P1)],
    ['P1-Tickets niemals an Lee geben', never(LEE, P1)],
    ['Keine Tickets von Contoso an Lee', never(LEE, CONTOSO)],
    ['Niemals Jörg für Kunde Contoso', never(person('t-jo', 'Jörg'), CONTOSO)],
  ],
  always: [
    ['Immer Lee für Contoso', always(LEE, CONTOSO)],
    ['P1-Tickets immer an Ana', always(ANA, P1)],
    ['Lee übernimmt immer P1-Tickets', always(LEE, P1)],
  ],
  prefer: [
    ['Bevorzuge Ana für Contoso', prefer(ANA, CONTOSO)],
    ['P1-Tickets bevorzugt an Lee', prefer(LEE, P1)],
    ['Bei Contoso am liebsten Lee', prefer(LEE, CONTOSO)],
  ],
  avoid: [
    ['Vermeide Lee bei P1', avoid(LEE, P1)],
    ['Möglichst nicht Lee für Contoso', avoid(LEE, CONTOSO)],
    ['P1-Tickets lieber nicht an Lee', avoid(LEE, P1)],
  ],
  limit: [
    ['Lee höchstens 3 Tickets gleichzeitig', limit(3)],
    ['Nur drei Tickets gleichzeitig für Lee', limit(3)],
    ['Lee bekommt maximal 3 Tickets auf einmal', limit(3)],
    ['Nicht mehr als ein Ticket gleichzeitig für Lee', limit(1)],
  ],
  'presence window': [
    ['Präsenz blockiert nur die nächsten 30 Minuten', within(30)],
    ['Beachte die Präsenz nur für die nächsten 2 Stunden', within(120)],
    ['Präsenz nur in den nächsten 1,5 Stunden berücksichtigen', within(90)],
  ],
};

describe.each([
  ['English', ENGLISH],
  ['German', GERMAN],
] as const)('INS-2: what desk leads write in %s', (_language, book) => {
  for (const [what, rows] of Object.entries(book)) {
    const cases = rows.map(([sentence, ...effects]) => ({ sentence, effects }));
    it.each(cases)(`${what}: $sentence`, ({ sentence, effects }) => {
      const { sentences, faults } = compile(sentence, DESK);
      expect(faults).toEqual([]);
      expect(sentences.map(({ outcome }) => outcome)).toEqual([
        { kind: 'rules', rules: effects.map((effect) => ({ ...effect, sentence: 0, source: sentence })) },
      ]);
    });
  }

  it('every kind of rule has three phrasings and more', () => {
    for (const [what, rows] of Object.entries(book)) expect(rows.length, what).toBeGreaterThanOrEqual(3);
  });
});
