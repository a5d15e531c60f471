import { beforeEach, describe, expect, it } from 'vitest';
import { COMMANDS } from '#chat/commands/table.ts';
import { english } from '#chat/texts/en/english.ts';
import { AppError } from '#kernel/errors.ts';
import { buttonsOf, dataOf, good, inputOf, readOut, textsOf } from '../cards/card-lint.ts';
import { ESCALATIONS, SERVICE_DESK } from './fake-core.ts';
import { type Person, type Place, startTeams, type TeamsWorld } from './teams-world.ts';

let teams: TeamsWorld;
let lead: Person;
let member: Person;

beforeEach(async () => {
  teams = await startTeams();
  lead = teams.person('Lee Lead', 'lead');
  member = teams.person('Mia Member', 'member');
  return () => teams.close();
});

/** What a card for each intent has on it. */
const ANSWERS: Readonly<Record<string, RegExp>> = {
  'availability.now': /Who's available now/,
  'availability.at': /Who's on/,
  'availability.team': /Service Desk/,
  'technician.state': /Aisha Khan/,
  'technician.next': /Aisha Khan/,
  'technician.why': /is considered|Shifts do matter/,
  coverage: /on shift|[Gg]ap|overed/,
  'self.override': /Noted:|aren't mapped to a technician/,
  'ticket.suggest': /Suggested: Aisha Khan/,
  'ticket.assign': /Assigned to Aisha Khan/,
  'decision.why': /How 4711 was decided|Why (?:not )?Aisha Khan, for 4711|What Teams had to do with 4711/,
  'ticket.held': /No ticket waits/,
  'automap.run': /Preview of auto-map/,
  'mapping.open': /mapped/,
  'setup.health': /Everything is connected/,
  help: /What you can ask/,
  'social.greeting': /What you can ask/,
  'social.thanks': /welcome/,
  'social.cancel': /Nothing to stop/,
};
const asked = (phrasing: string): string => phrasing.replaceAll(/\b(?:Ana|Ben|Chloe|Lee)\b/g, 'Aisha');
const PLACES: readonly Place[] = ['personal', 'group', 'channel'];
const CASES = COMMANDS.flatMap(({ name }) =>
  PLACES.flatMap((place) =>
    [...english.commands[name].phrasings, english.commands[name].title].map(
      (phrasing) => [phrasing, place, name] as const,
    ),
  ),
);

describe('CHAT-1: every phrasing that is shown works where people are', () => {
  it.each(CASES)('"%s" in %s is %s', async (phrasing, place, intent) => {
    const words = asked(phrasing).replace('Escalations', 'Service Desk');
    // "It", "her" and "why not" are about what was shown before.
    if (intent === 'ticket.assign' || intent === 'decision.why')
      await teams.ask(lead, 'dispatch 4711', place);
    const card = good(await teams.ask(lead, words, place), ['https://login.example/consent?state=s']);
    expect(readOut(card)).toMatch(ANSWERS[intent] ?? /^never$/);
    const [request] = teams.connector.requests.filter((each) => each.body?.type === 'message');
    expect(request?.authorization).toBe('Bearer bot-token');
    if (place === 'channel') {
      expect(request?.conversationId).toBe('19:channel@thread.tacv2;messageid=1700000000000');
    }
  });
});

describe('CHAT-2: who is available', () => {
  it('asks the shared service once, about now, for the person who asked', async () => {
    await teams.ask(member, "who's available");
    expect(teams.core.questions).toMatchObject([{ slot: null, teamId: null, askedBy: member.oid }]);
  });

  it('reads a time in the asker’s zone and echoes it', async () => {
    const card = await teams.ask(member, "who's on at 5pm", 'personal', {
      localTimezone: 'America/New_York',
    });
    expect(teams.core.questions[0]?.slot?.start.toISOString()).toBe('2026-11-21T22:00:00.000Z');
    expect(readOut(card)).toContain('New_York');
  });

  it('takes the desk’s zone when Teams says none or nonsense', async () => {
    await teams.ask(member, 'who is on at 5pm', 'personal', { localTimezone: 'Mars/Olympus' });
    expect(teams.core.questions[0]?.slot?.start.toISOString()).toBe('2026-11-21T17:00:00.000Z');
  });

  it('filters by a team of the desk, also for members', async () => {
    const card = await teams.ask(member, "who's free in service desk");
    expect(teams.core.questions[0]?.teamId).toBe(SERVICE_DESK.teamId);
    expect(inputOf(card, 'teamId')?.['value']).toBe(SERVICE_DESK.teamId);
  });

  it('finds any team for whoever may list them, and lists them once in five minutes', async () => {
    await teams.ask(lead, "who's free in escalations");
    await teams.ask(lead, 'anyone in escalations');
    expect(teams.core.questions.map((each) => each.teamId)).toEqual([ESCALATIONS.teamId, ESCALATIONS.teamId]);
    expect(teams.core.calls).toEqual(['listTeams']);
  });

  it('names a team that it does not know', async () => {
    const card = await teams.ask(member, "who's free in the night team");
    expect(readOut(card)).toMatch(/I know no team called/);
    expect(teams.core.questions).toEqual([]);
  });

  it('asks which of two times was meant, and the choice answers', async () => {
    const card = await teams.ask(member, "who's on 5/12");
    expect(teams.core.questions).toEqual([]);
    expect(buttonsOf(card)).toHaveLength(2);
    const [title = ''] = buttonsOf(card);
    await teams.press(member, card, title);
    expect(teams.core.questions[0]?.slot?.start.toISOString()).toBe('2026-12-05T00:00:00.000Z');
  });
});

describe('CHAT-3: one person', () => {
  it('asks about that person alone', async () => {
    const card = await teams.ask(member, 'is grace available');
    expect(teams.core.questions).toMatchObject([{ technicianIds: ['id-Grace Okafor'] }]);
    expect(readOut(card)).toContain('Grace Okafor: on a break');
  });

  it('looks a week ahead for "when is … back"', async () => {
    await teams.ask(member, 'when is dmitri back');
    expect(teams.core.questions).toMatchObject([{ planningWindowHours: 168 }]);
  });

  it('asks which one, and the choice answers', async () => {
    const [first] = teams.core.people;
    if (!first) throw new Error('nobody');
    teams.core.people = [
      { ...first, technicianId: 's1', name: 'Sam Lee' },
      { ...first, technicianId: 's2', name: 'Sam Ortiz' },
    ];
    const card = await teams.ask(member, 'is sam free tomorrow at 9');
    expect(readOut(card)).toMatch(/Which "?sam/i);
    const reply = await teams.press(member, card, 'Show', { inputs: { technicianId: 's2' } });
    expect(readOut(reply.card ?? card)).toContain('Sam Ortiz');
    expect(teams.core.questions.at(-1)).toMatchObject({ technicianIds: ['s2'] });
    expect(teams.core.questions.at(-1)?.slot?.start.toISOString()).toBe('2026-11-22T09:00:00.000Z');
  });

  it('says whom it does not know, with the closest', async () => {
    const card = await teams.ask(member, 'is aixxa available');
    expect(readOut(card)).toContain('I know no technician called "aixxa"');
    expect(readOut(card)).toContain('Closest: Aisha Khan');
  });

  it('takes a mention by its account, whatever the text says', async () => {
    const userId = 'e0000000-0000-4000-8000-00000000000e';
    teams.core.people = teams.core.people.map((each) =>
      each.name === 'Aisha Khan' ? { ...each, userId } : each,
    );
    const mentioned = { id: '29:x', name: 'Somebody Else', aadObjectId: userId.toUpperCase() };
    const card = await teams.ask(member, 'is <at>Somebody Else</at> available', 'personal', {
      entities: [{ type: 'mention', text: '<at>Somebody Else</at>', mentioned }],
    });
    expect(readOut(card)).toContain('Aisha Khan');
  });

  it('answers about a team when nobody is called so', async () => {
    teams.core.services.settings.knownTeams = () =>
      Promise.resolve([{ teamId: SERVICE_DESK.teamId, displayName: 'Falcon' }]);
    await teams.ask(member, 'is falcon available');
    expect(teams.core.questions[0]?.teamId).toBe(SERVICE_DESK.teamId);
  });
});

describe('follow-ups within ten minutes', () => {
  const lastSlot = (): string | undefined => teams.core.questions.at(-1)?.slot?.start.toISOString();

  it('"and at 5pm?", "only service desk", "what about ben", "and at 6pm?"', async () => {
    await teams.ask(member, "who's available");
    await teams.ask(member, 'and at 5pm?');
    expect(lastSlot()).toBe('2026-11-21T17:00:00.000Z');
    await teams.ask(member, 'only service desk');
    expect(teams.core.questions.at(-1)).toMatchObject({ teamId: SERVICE_DESK.teamId });
    expect(lastSlot()).toBe('2026-11-21T17:00:00.000Z');
    await teams.ask(member, 'what about ben');
    expect(teams.core.questions.at(-1)).toMatchObject({ technicianIds: ['id-Ben Osei-Tutu'] });
    await teams.ask(member, 'and at 6pm?');
    expect(teams.core.questions.at(-1)).toMatchObject({ technicianIds: ['id-Ben Osei-Tutu'] });
    expect(lastSlot()).toBe('2026-11-21T18:00:00.000Z');
  });

  it('"her" is the last person', async () => {
    await teams.ask(member, 'is grace available');
    await teams.ask(member, 'when is she back');
    expect(teams.core.questions.at(-1)).toMatchObject({
      technicianIds: ['id-Grace Okafor'],
      planningWindowHours: 168,
    });
  });

  it('is nothing after ten minutes, in another place, or for another person', async () => {
    await teams.ask(member, "who's available", 'channel');
    expect(readOut(await teams.ask(lead, 'and at 5pm?', 'channel'))).toMatch(/didn't get/i);
    expect(readOut(await teams.ask(member, 'and at 5pm?'))).toMatch(/didn't get/i);
    teams.clock.advance(601);
    expect(readOut(await teams.ask(member, 'and at 5pm?', 'channel'))).toMatch(/didn't get/i);
    expect(teams.core.questions).toHaveLength(1);
  });
});

describe('no dead end', () => {
  it('CHAT-1: a near miss suggests phrasings of the table', async () => {
    const card = await teams.ask(member, 'auto mop the technicals');
    expect(readOut(card)).toMatch(/didn't get/i);
    expect(readOut(card)).toMatch(/Closest: "/);
    const offered = COMMANDS.map((command) => english.commands[command.name].phrasings[0] ?? '');
    expect(offered.some((phrasing) => readOut(card).includes(`"${phrasing}"`))).toBe(true);
  });

  it('says what it understood and does not do', async () => {
    const card = readOut(await teams.ask(member, 'sign out'));
    expect(card).toMatch(/can't do that yet/);
    expect(card).not.toContain('auto-map');
    expect(readOut(await teams.ask(lead, 'sign out'))).toContain('auto-map');
    expect(teams.core.questions).toEqual([]);
  });

  it('CHAT-1: a near miss suggests nothing that this person may not do', async () => {
    expect(readOut(await teams.ask(lead, 'auto mop the technicals'))).toContain('"auto-map"');
    expect(readOut(await teams.ask(member, 'auto mop the technicals'))).not.toContain('"auto-map"');
  });

  it.each([
    ['Aisha Khan', 'Aisha'],
    ['Khan, Aisha (External)', 'Aisha'],
    ['Priya', 'Priya'],
  ])('CHAT-1: "hello" from %s is answered by first name, then with the help', async (name, first) => {
    const card = good(await teams.ask(teams.person(name, 'member'), 'hello'));
    expect(textsOf(card).slice(0, 2)).toEqual([`Hello ${first}.`, 'What you can ask:']);
  });

  it('help lists what this person may do', async () => {
    expect(readOut(await teams.ask(lead, 'help'))).toContain('auto-map');
    expect(readOut(await teams.ask(member, 'help'))).not.toContain('auto-map');
  });

  it('CHAT-7: a failure is a card with a reference that stands in the log, and "Try again" asks the same', async () => {
    teams.core.failNext = new AppError('psa_not_connected', 'no PSA');
    const refused = await teams.ask(member, "who's free in service desk");
    expect(readOut(refused)).toMatch(/PSA/);
    teams.core.failNext = new AppError('unexpected', 'secret words of ours', { cause: new Error('boom') });
    const card = good(await teams.ask(member, "who's free in service desk"));
    const reference = /Reference ([0-9A-F]{6})/.exec(readOut(card))?.[1];
    expect(teams.log.find((line) => line.fields['reference'] === reference)).toMatchObject({
      event: 'chat.failed',
    });
    expect(readOut(card)).not.toContain('secret words');
    expect(dataOf(card, 'Try again')).toMatchObject({
      verb: 'availability.show',
      teamId: SERVICE_DESK.teamId,
    });
    const again = await teams.press(member, card, 'Try again');
    expect(readOut(again.card ?? card)).toContain('Service Desk');
  });
});
