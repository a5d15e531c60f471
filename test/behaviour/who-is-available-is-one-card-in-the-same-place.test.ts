import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teamIdOf, userIdOf } from '../sandbox/desk/create-desk.ts';
import { PRESENCES, STAFF } from '../sandbox/desk/desk.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { replyOf } from './read-card.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
  // On shift at every hour of the day, and away at this one.
  sandbox.world.graph.state().setPresence(userIdOf('Mateo Vidal'), PRESENCES.away);
});
afterAll(() => sandbox.stop());

/** Takers of tickets as the PSA has them. */
function technicianNames(): readonly string[] {
  const isPerson = ({
    id,
    isdisabled,
    isapiagent,
  }: {
    id: number;
    isdisabled: boolean;
    isapiagent: boolean;
  }) => id !== 1 && !isdisabled && !isapiagent;
  return sandbox.world.desk.agents.filter(isPerson).map(({ name }) => name);
}

const COUNTS = /^(\d+) working · (\d+) on a break · (\d+) off shift · (\d+) no signal$/m;

describe('CHAT-2: "who\'s available"', () => {
  it('AV-8: is answered once, with four groups counted, their age and Refresh, at the least number of calls', async () => {
    const said = await sandbox.say('member', "who's available");
    const { words, card, buttons } = replyOf(said);
    expect(said.status).toBe(200);
    expect(words).toContain("Who's available now");
    expect(words).toMatch(/As of \d\d:\d\d/);
    const counts = COUNTS.exec(words)?.slice(1).map(Number) ?? [];
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(technicianNames().length);
    expect(counts.every((count) => count > 0)).toBe(true);
    expect(buttons[0]).toBe('Refresh');
    expect(card.refresh?.action).toMatchObject({ type: 'Action.Execute', verb: 'availability.show' });
    expect(words).toContain(
      'Used: presence, Shifts (Service Desk, Escalations, Network Operations and 1 more).',
    );

    const rotaTeams = sandbox.world.desk.groups.filter(({ schedule }) => schedule !== null).length;
    expect(sandbox.requests('graph')).toHaveLength(1 + 2 * rotaTeams);
    expect(sandbox.requests('graph', 'presence')).toHaveLength(1);
  });

  /** What holds of these people at any hour and on any day. */
  const GROUPS: Readonly<Record<string, readonly (readonly [name: string, words: RegExp])[]>> = {
    working: [
      ['Aisha Khan', /^\*\*Aisha Khan\*\* · Available\nOn shift until/m],
      ['Ben Osei-Tutu', /^\*\*Ben Osei-Tutu\*\* · In a call\nOn shift until/m],
      ['Zara Ahmed', /^\*\*Zara Ahmed\*\* · Focusing, urgent only\nOn shift until/m],
    ],
    'on-break': [
      ['Mateo Vidal', /^\*\*Mateo Vidal\*\* · Away\nOn shift until/m],
      ['Hannah Weiss', /^\*\*Hannah Weiss\*\* · Out of office/m],
    ],
    'off-shift': [
      ['Jack Whitlock', /^\*\*Jack Whitlock\*\* · Offline\nNext shift/m],
      ['Nora Eriksen', /^\*\*Nora Eriksen\*\* · Do not disturb\nNext shift/m],
      ['Patrick Doyle', /^\*\*Patrick Doyle\*\* · Out of office.*\nTime off until/m],
    ],
    'no-signal': [
      ['Wei Zhang', /^\*\*Wei Zhang\*\* · Not mapped to a Microsoft user/m],
      ['Callum Reid', /^\*\*Callum Reid\*\* · Presence unknown/m],
      ['Daria Morozova', /^\*\*Daria Morozova\*\* · Teams gave no answer for this person/m],
      ['Ewan Fraser', /^\*\*Ewan Fraser\*\* · Presence that is new to us/m],
    ],
  };

  it.each(Object.entries(GROUPS))(
    'AV-1, AV-2, AV-3, AV-5: the group "%s" is shown with its reasons',
    async (group, people) => {
      const asker = { working: 'dispatcher', 'on-break': 'lead', 'off-shift': 'admin' }[group] ?? 'member';
      let reply = replyOf(await sandbox.say(asker, "who's free"));
      reply = replyOf(await sandbox.press(asker, { ...reply.data('Refresh'), show: group }));
      let all = reply.words;
      while (reply.buttons.includes('Next 10')) {
        reply = replyOf(await sandbox.press(asker, reply.data('Next 10')));
        all += `\n${reply.words}`;
      }
      for (const [, words] of people) expect(all).toMatch(words);
      const others = Object.entries(GROUPS).flatMap(([other, rows]) => (other === group ? [] : rows));
      for (const [name] of others) expect(all).not.toContain(`**${name}**`);
    },
  );

  it('AV-7: Refresh shows the same list again, and for half a minute asks Graph for nothing', async () => {
    const first = replyOf(await sandbox.say('Chloe Martin', 'anyone around?'));
    await sandbox.forgetRequests();
    const again = replyOf(await sandbox.press('Chloe Martin', first.data('Refresh')));
    expect(COUNTS.exec(again.words)?.[0]).toBe(COUNTS.exec(first.words)?.[0]);
    expect(sandbox.requests('graph')).toEqual([]);
  });

  it.each(['channel', 'group'])(
    'CHAT-1: in a %s the answer stands in the same place, and says nobody’s private reasons',
    async (conversation) => {
      const said = await sandbox.say('dispatcher', "who's available", { conversation });
      const reply = replyOf(said);
      expect(said.activities.map((activity) => activity.conversationId)).toEqual([said.conversationId]);
      if (conversation === 'channel') expect(said.conversationId).toMatch(/;messageid=\d+$/);
      const pressed = await sandbox.press(
        'dispatcher',
        { ...reply.data('Refresh'), show: 'off-shift' },
        { conversation: said.conversationId },
      );
      expect(replyOf(pressed).words).not.toMatch(/Time off/);
    },
  );

  it('SPEC 0: a guest gets a polite refusal, in a chat of their own and among others, and no data', async () => {
    await sandbox.forgetRequests();
    for (const conversation of ['personal', 'group']) {
      const { words } = replyOf(await sandbox.say('guest', "who's available", { conversation }));
      expect(words).toContain('Rollcall answers people of this organisation only');
      for (const { name } of STAFF) expect(words).not.toContain(name);
    }
    for (const simulator of ['graph', 'entra', 'halopsa'] as const) {
      expect(sandbox.requests(simulator).filter(({ route }) => route !== 'token')).toEqual([]);
    }
  });
});

describe('CHAT-2: for other times and teams', () => {
  it('"at 3pm" is read in the asker’s own time zone', async () => {
    const London = replyOf(await sandbox.say('Stefan Ilic', "who's on at 3pm")).words;
    expect(London).toMatch(/Who's on, .*15:00/);
    const newYork = replyOf(
      await sandbox.say('Stefan Ilic', "who's on at 3pm", { timeZone: 'America/New_York' }),
    );
    expect(newYork.words).toMatch(/Who's on, .*15:00/);
    const startOf = (reply: typeof newYork): Date => new Date(String(reply.data('Refresh')['start']));
    const start = startOf(newYork);
    const there = new Intl.DateTimeFormat('en-GB', { timeZone: 'America/New_York', hour: '2-digit' });
    expect(there.format(start)).toBe('15');
  });

  it('AV-4: "tomorrow 9-11" is judged by the rota; presence is not read, and the card says so', async () => {
    await sandbox.forgetRequests();
    const { words } = replyOf(await sandbox.say('Stefan Ilic', "who's available tomorrow 9-11"));
    expect(words).toMatch(/Who's on, .*09:00.*11:00/);
    expect(words).toContain("Presence isn't used more than 2 hours ahead.");
    expect(words).not.toMatch(/· (?:Available|Busy|Away|In a call)$/m);
    expect(sandbox.requests('graph', 'presence')).toEqual([]);
  });

  it('"who is on shift tonight" names the night', async () => {
    expect(replyOf(await sandbox.say('Stefan Ilic', 'who is on shift tonight')).words).toMatch(/Who's on, /);
  });

  it('a team filter lists its members alone', async () => {
    const { words } = replyOf(await sandbox.say('Tariq Aziz', "who's free in Escalations"));
    expect(words).toContain("Who's available now in Escalations");
    const members = STAFF.filter(({ teams }) => teams.some((team) => team === 'escalations'));
    const shown = [...words.matchAll(/^\*\*(.+?)\*\*/gm)].map(([, name]) => name);
    expect(shown.length).toBeGreaterThan(0);
    expect(members.map(({ name }) => name)).toEqual(expect.arrayContaining(shown));
    expect(
      sandbox
        .requests('graph', 'members-as-user')
        .every(({ path }) => path.includes(teamIdOf('Escalations'))),
    ).toBe(true);
  });
});

describe('CHAT-3: questions about one person', () => {
  it('"is Aisha available" answers first and explains after', async () => {
    const { words, card } = replyOf(await sandbox.say('Uma Patel', 'is Aisha available?'));
    expect(words.split('\n')[0]).toBe('Aisha Khan: working');
    expect(words).toMatch(/Available, as of \d\d:\d\d/);
    expect(words).toContain('Mapping: Auto-mapped');
    expect(card.refresh?.action).toMatchObject({ verb: 'technician.show' });
  });

  it('"when is Nora back" tells the next shift', async () => {
    const { words } = replyOf(await sandbox.say('Uma Patel', 'when is Nora back?'));
    expect(words).toMatch(/^Nora Eriksen is next on shift .*\d\d:\d\d/);
  });

  it('an ambiguous name is asked back, and the choice is answered', async () => {
    const asked = replyOf(await sandbox.say('Uma Patel', 'is Sam available?'));
    expect(asked.words).toContain('Which Sam?');
    expect(asked.words).toContain('Sam Lee');
    expect(asked.words).toContain('Sam Ortiz');
    const chosen = replyOf(await sandbox.press('Uma Patel', { ...asked.data('Show'), technicianId: '34' }));
    expect(chosen.words).toContain('Sam Ortiz: no signal');
    expect(chosen.words).toContain('Mapping: Not mapped');
  });

  it('a name that nobody has gets the closest one instead of a guess', async () => {
    const { words } = replyOf(await sandbox.say('Uma Patel', 'is Ayesha Khann available?'));
    expect(words).toMatch(/I know no technician called "Ayesha Khann"|Aisha Khan: /);
  });
});
