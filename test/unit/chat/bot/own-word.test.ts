import { beforeEach, describe, expect, it } from 'vitest';
import { aPerson } from '../cards/card-facts.ts';
import { buttonsOf, good, inputOf, readOut, textsOf } from '../cards/card-lint.ts';
import { type Person, startTeams, type TeamsWorld } from './teams-world.ts';

/** Saturday 21 November 2026; the clock of these tests stands at 16:02 in London. */
let teams: TeamsWorld;
let ana: Person;

beforeEach(async () => {
  teams = await startTeams();
  ana = teams.person('Ana Silva', 'member');
  teams.core.people = [
    aPerson('Ana Silva', { technicianId: '7', userId: ana.oid }),
    aPerson('Ben Osei', { technicianId: '8' }),
  ];
  return () => teams.close();
});

const stored = (): readonly string[] =>
  teams.core.overrides.map(
    ({ technicianId, says, from, until }) =>
      `${technicianId} ${says} ${from.toISOString().slice(5, 16)} ${until.toISOString().slice(5, 16)}`,
  );

describe('AV-9: a technician says how long, and it is noted', () => {
  it.each([
    ['lunch 45 min', 'on-break 11-21T16:02 11-21T16:47', 'Noted: on a break until 16:47'],
    ['lunch', 'on-break 11-21T16:02 11-21T17:02', 'Noted: on a break until 17:02'],
    ['on the clock until 17:00', 'working 11-21T16:02 11-21T17:00', 'Noted: on the clock until 17:00'],
    ["I'm heads-down until 18:00", 'on-break 11-21T16:02 11-21T18:00', 'Noted: on a break until 18:00'],
    ['back at 5', 'on-break 11-21T16:02 11-21T17:00', 'Noted: on a break until 17:00'],
    ['back in 20 minutes', 'on-break 11-21T16:02 11-21T16:22', 'Noted: on a break until 16:22'],
    ['back on monday', 'off 11-21T16:02 11-23T00:00', 'Noted: off until Monday 00:00'],
    ['on site till 5', 'on-break 11-21T16:02 11-21T17:00', 'Noted: on a break until 17:00'],
    ["I'm off sick", 'off 11-21T16:02 11-22T00:00', 'Noted: off until tomorrow 00:00'],
    ['off today', 'off 11-21T16:02 11-22T00:00', 'Noted: off until tomorrow 00:00'],
    ['off at 18:00', 'off 11-21T18:00 11-22T00:00', 'Noted: off, 18:00–tomorrow 00:00'],
    ['treat me as free', 'working 11-21T16:02 11-21T19:00', 'Noted: on the clock until 19:00'],
    ['taking a break 20 min', 'on-break 11-21T16:02 11-21T16:22', 'Noted: on a break until 16:22'],
  ])('"%s" is %s', async (text, expected, heading) => {
    const card = good(await teams.ask(ana, text));
    expect(textsOf(card)[0]).toBe(heading);
    expect(stored()).toEqual([`7 ${expected}`]);
    expect(readOut(card)).toContain('Times are in Europe/London (your time).');
    expect(buttonsOf(card)).toEqual(['End now', 'Change']);
  });

  it.each([
    ['Mittagspause 45 min', 'on-break 11-21T16:02 11-21T16:47', 'Notiert: in Pause bis 16:47'],
    ['im Dienst bis 17 Uhr', 'working 11-21T16:02 11-21T17:00', 'Notiert: im Dienst bis 17:00'],
    ['um 17 Uhr zurück', 'on-break 11-21T16:02 11-21T17:00', 'Notiert: in Pause bis 17:00'],
    ['heute frei', 'off 11-21T16:02 11-22T00:00', 'Notiert: nicht im Dienst bis morgen 00:00'],
    ['ich bin krank', 'off 11-21T16:02 11-22T00:00', 'Notiert: nicht im Dienst bis morgen 00:00'],
  ])('in German: "%s" is %s', async (text, expected, heading) => {
    const card = good(await teams.ask(ana, text, 'personal', { locale: 'de-DE' }));
    expect(textsOf(card)[0]).toBe(heading);
    expect(stored()).toEqual([`7 ${expected}`]);
    expect(buttonsOf(card)).toEqual(['Jetzt beenden', 'Ändern']);
  });

  it('works in a channel, and ends by word or by button', async () => {
    const card = await teams.ask(ana, 'lunch 45 min', 'channel');
    expect(stored()).toHaveLength(1);
    const reply = await teams.press(ana, card, 'End now', { where: 'channel' });
    expect(readOut(good(reply.card ?? card))).toContain('Your note has ended');
    expect(stored()).toEqual([]);
    await teams.ask(ana, 'lunch 45 min', 'channel');
    expect(readOut(good(await teams.ask(ana, 'end my note', 'channel')))).toContain(
      'Teams and Shifts speak for you',
    );
    expect(stored()).toEqual([]);
    expect(readOut(good(await teams.ask(ana, "I'm back")))).toContain('There is no note to end');
  });

  it('a press on the card of somebody else changes the presser alone', async () => {
    const card = await teams.ask(ana, 'lunch 45 min', 'channel');
    const ben = teams.person('Ben Osei', 'member');
    teams.core.people = teams.core.people.map((each) =>
      each.technicianId === '8' ? { ...each, userId: ben.oid } : each,
    );
    const reply = await teams.press(ben, card, 'End now', { where: 'channel' });
    expect(readOut(reply.card ?? card)).toContain('There is no note to end');
    expect(stored()).toEqual(['7 on-break 11-21T16:02 11-21T16:47']);
  });

  it('asks how long when nothing closes it, and takes the answer', async () => {
    for (const text of ["I'm heads-down", 'taking a break', "I'm in a meeting"]) {
      const asked = good(await teams.ask(ana, text));
      expect(textsOf(asked)[0]).toBe('How long?');
      expect(stored()).toEqual([]);
    }
    const card = await teams.ask(ana, 'taking a break');
    expect(inputOf(card, 'word')?.['value']).toBe('break');
    const ends = inputOf(card, 'end')?.['choices'] as readonly { title: string; value: string }[];
    const half = ends.find(({ title }) => title.startsWith('30 min'));
    expect(half?.title).toBe('30 min, until 16:32');
    const inputs = { word: 'off', end: half?.value };
    const reply = await teams.press(ana, card, 'Set', { inputs });
    expect(textsOf(good(reply.card ?? card))[0]).toBe('Noted: off until 16:32');
    expect(stored()).toEqual(['7 off 11-21T16:02 11-21T16:32']);
  });

  it('Change offers the same choice, with what stands chosen', async () => {
    const card = await teams.ask(ana, 'on the clock until 17:00');
    const reply = await teams.press(ana, card, 'Change');
    expect(inputOf(good(reply.card ?? card), 'word')?.['value']).toBe('working');
  });

  it('an old "Set" notes nothing', async () => {
    const card = await teams.ask(ana, 'taking a break');
    teams.clock.advance(25 * 3600);
    await teams.press(ana, card, 'Set', { inputs: { word: 'off', end: '2026-11-21T17:00:00.000Z' } });
    expect(stored()).toEqual([]);
  });

  it('4.7: "half 3" from a German is asked about before it is noted', async () => {
    const card = good(await teams.ask(ana, 'back at half 3', 'personal', { locale: 'de-DE' }));
    expect(buttonsOf(card)).toEqual(['14:30', '15:30']);
    const reply = await teams.press(ana, card, '14:30', {});
    expect(textsOf(good(reply.card ?? card))[0]).toMatch(/^(?:Noted|Notiert)/);
    expect(stored()).toEqual(['7 off 11-21T16:02 11-22T14:30']);
  });

  it('refuses what is too far ahead, in plain words', async () => {
    const card = good(await teams.ask(ana, "I'm off until 25 Dec"));
    expect(readOut(card)).toContain('I only note up to 14 days ahead');
    expect(stored()).toEqual([]);
  });
});

describe('AV-9: somebody who is no technician', () => {
  it('hears why, and whom to ask', async () => {
    const card = good(await teams.ask(teams.person('Mia', 'member'), 'lunch'));
    expect(readOut(card)).toContain("You aren't mapped to a technician");
    expect(readOut(card)).toContain('Ask one of: Priya Nair.');
    expect(buttonsOf(card)).toEqual([]);
  });

  it('a lead is led to the mapping', async () => {
    const card = good(await teams.ask(teams.person('Lee', 'lead'), 'back at 5'));
    expect(readOut(card)).toContain('Map yourself');
    expect(buttonsOf(card)).toEqual(['Unmatched']);
    expect(stored()).toEqual([]);
  });
});
