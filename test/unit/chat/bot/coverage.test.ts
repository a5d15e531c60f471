import { beforeEach, describe, expect, it } from 'vitest';
import { aPerson, at, unmapped } from '../cards/card-facts.ts';
import { buttonsOf, good, readOut, textsOf } from '../cards/card-lint.ts';
import { SERVICE_DESK } from './fake-core.ts';
import { type Person, startTeams, type TeamsWorld } from './teams-world.ts';

let teams: TeamsWorld;
let mia: Person;

beforeEach(async () => {
  teams = await startTeams();
  mia = teams.person('Mia Member', 'member');
  teams.core.people = [
    aPerson('Aisha Khan', { userId: 'u-aisha' }),
    aPerson('Ben Osei', { userId: 'u-ben' }),
    unmapped('Hugo'),
  ];
  teams.core.shifts = [
    { userId: 'u-aisha', start: at('09:00'), end: at('20:00') },
    { userId: 'u-ben', start: at('22:00'), end: at('2026-11-22T06:00:00Z') },
  ];
  return () => teams.close();
});

describe('4.6: are we covered', () => {
  it('names the gap, the part that is covered, and who covers', async () => {
    const card = good(await teams.ask(mia, 'are we covered tonight'));
    const text = readOut(card);
    expect(textsOf(card)[0]).toBe('Gaps: Sat 21 Nov, 17:00–Sun 22 Nov, 06:00');
    // 13 hours, of which 20:00 to 22:00 is nobody's.
    expect(text).toContain('84 % covered');
    expect(text).toContain('Gaps (1)\nSat 21 Nov, 20:00–22:00 · nobody on shift');
    expect(text).toContain('Who covers (2)\n**Aisha Khan** · yesterday'.slice(0, 28));
    expect(text).toContain("1 technician isn't mapped; their shifts can't be seen.");
    expect(text).toContain('Used: Shifts (Service Desk).');
    expect(buttonsOf(card)).toEqual(['Refresh']);
  });

  it('says so when nothing is open, and never rounds up to all of it', async () => {
    expect(textsOf(good(await teams.ask(mia, 'are we covered at 22:00')))[0]).toBe(
      'Covered: Sat 21 Nov, 22:00',
    );
    expect(readOut(good(await teams.ask(mia, 'is anyone on at 21:00')))).toContain('Nobody is on shift');
    teams.clock.advance(31); // a rota is shared for half a minute
    teams.core.shifts = [{ userId: 'u-aisha', start: at('00:00'), end: at('2026-11-21T23:59:00Z') }];
    expect(readOut(good(await teams.ask(mia, 'coverage today')))).toContain('99 % covered');
  });

  it.each([
    'any gaps this week',
    'who covers the weekend',
    'coverage tomorrow',
    'holes in the rota',
    'min cover friday',
    'next gap',
    'gaps next week',
  ])('"%s" is answered with a card of gaps', async (text) => {
    expect(readOut(good(await teams.ask(mia, text)))).toMatch(/Gaps \(\d\)/);
  });

  it('is said in German', async () => {
    const text = readOut(
      good(await teams.ask(mia, 'sind wir heute Abend abgedeckt', 'personal', { locale: 'de-DE' })),
    );
    expect(text).toContain('Lücken: Sa. 21. Nov., 17:00–22:00');
    expect(text).toContain('Sa. 21. Nov., 20:00–22:00 · niemand in Schicht');
  });

  it('AV-3: without a rota nothing is claimed', async () => {
    teams.core.rotaTeams = [];
    const card = good(await teams.ask(mia, 'are we covered tonight'));
    expect(textsOf(card)[0]).toMatch(/^I can't tell about/);
    expect(readOut(card)).not.toContain('% covered');
    expect(readOut(card)).toContain('no rota team is chosen');
  });

  it('Refresh asks the same again; a team without a rota is answered by presence', async () => {
    const card = await teams.ask(mia, 'are we covered tonight');
    teams.clock.advance(31);
    teams.core.shifts = [{ userId: 'u-ben', start: at('09:00'), end: at('2026-11-22T08:00:00Z') }];
    const reply = await teams.press(mia, card, 'Refresh');
    expect(textsOf(good(reply.card ?? card))[0]).toBe('Covered: Sat 21 Nov, 17:00–Sun 22 Nov, 06:00');
    expect(readOut(good(await teams.ask(mia, 'is Service Desk covered tomorrow')))).toContain(
      'in Service Desk',
    );
    teams.core.rotaTeams = [{ teamId: '10000000-0000-4000-8000-000000000009', name: 'Other' }];
    const byPresence = readOut(good(await teams.ask(mia, `is ${SERVICE_DESK.displayName} covered tomorrow`)));
    expect(byPresence).toContain("Who's on");
  });
});

describe('AV-10: why', () => {
  it('somebody is considered, or what comes first against it, with its remedy', async () => {
    teams.core.people = [
      aPerson('Ana Silva'),
      unmapped('Hugo Lindqvist'),
      aPerson('Cleo Away', { verdict: 'on-break', group: 'on-break' }),
    ];
    expect(textsOf(good(await teams.ask(mia, 'why is Ana not considered')))[0]).toBe(
      'Ana Silva is considered',
    );
    const hugo = good(await teams.ask(mia, "why isn't hugo considered"));
    expect(textsOf(hugo)[0]).toBe('Hugo Lindqvist is not considered');
    expect(readOut(hugo)).toContain('**Mapping** · this is why\nNot mapped to a Microsoft user.');
    expect(readOut(hugo)).toContain('A lead maps them by hand, or runs auto-map.');
    const order = ['**Teams availability**', '**Mapping**', '**Signal from Teams**', '**Break**', '**Rota**'];
    const at = order.map((name) => readOut(hugo).indexOf(name));
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    const cleo = readOut(
      good(await teams.ask(mia, 'warum wird Cleo nicht berücksichtigt', 'personal', { locale: 'de' })),
    );
    expect(cleo).toContain('Cleo Away wird nicht berücksichtigt');
    expect(cleo).toContain('**Pause** · daran liegt es');
  });

  it('shifts make no difference, in general and for one', async () => {
    teams.core.people = [aPerson('Ana Silva'), unmapped('Hugo Lindqvist')];
    expect(textsOf(good(await teams.ask(mia, 'why do shifts not matter')))[0]).toBe('Shifts do matter');
    const hugo = good(await teams.ask(mia, 'why are shifts ignored for Hugo'));
    expect(textsOf(hugo)[0]).toBe('Why shifts make no difference');
    expect(readOut(hugo)).toContain('Not mapped to a Microsoft user.');
  });

  it('asks which one, and the choice is answered with why', async () => {
    teams.core.people = [
      aPerson('Sam Lee', { technicianId: '1' }),
      aPerson('Sam Ortiz', { technicianId: '2', verdict: 'on-break', group: 'on-break' }),
    ];
    const card = good(await teams.ask(mia, 'why is sam not considered'));
    expect(textsOf(card)[0]).toBe('Which sam?');
    const reply = await teams.press(mia, card, 'Show', { inputs: { technicianId: '2' } });
    expect(textsOf(good(reply.card ?? card))[0]).toBe('Sam Ortiz is not considered');
  });
});
