import { beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '#chat/cards/card.ts';
import { buttonsOf, dataOf, readOut } from '../cards/card-lint.ts';
import { aLargeDesk } from './fake-core.ts';
import { type Person, startTeams, type TeamsWorld } from './teams-world.ts';

let teams: TeamsWorld;
let lead: Person;
let member: Person;

beforeEach(async () => {
  teams = await startTeams();
  lead = teams.person('Lee Lead', 'lead');
  member = teams.person('Mia Member', 'member');
  return () => teams.close();
});

const namesOn = (card: Card | null): readonly string[] =>
  [...(card ? readOut(card) : '').matchAll(/\*\*(Person \d+)\*\*/g)].map((match) => match[1] ?? '');

describe('a press is answered in its own request', () => {
  it('with the card that takes its place, and no message', async () => {
    const card = await teams.ask(member, "who's available");
    const before = teams.connector.requests.length;
    const reply = await teams.press(member, card, 'Refresh');
    expect(reply.status).toBe(200);
    expect(JSON.parse(reply.body)).toMatchObject({
      statusCode: 200,
      type: 'application/vnd.microsoft.card.adaptive',
      value: { type: 'AdaptiveCard' },
    });
    expect(teams.connector.requests).toHaveLength(before);
  });

  it('of an old client: the pressed message is edited instead', async () => {
    const card = await teams.ask(member, "who's available");
    const reply = await teams.press(member, card, 'Refresh', { asSubmit: true, messageId: 'm-7' });
    expect(reply).toMatchObject({ status: 200, body: '' });
    expect(teams.connector.edits().map((edit) => edit.messageId)).toEqual(['m-7']);
    expect(teams.connector.sent()).toHaveLength(1);
  });

  it('of an old client whose message is gone: a new message', async () => {
    const card = await teams.ask(member, "who's available");
    teams.connector.failNext.push(404);
    await teams.press(member, card, 'Refresh', { asSubmit: true });
    expect(teams.connector.sent()).toHaveLength(2);
  });

  it('keeps the zone of the asker, which a press does not say', async () => {
    const card = await teams.ask(member, "who's on at 5pm", 'personal', {
      localTimezone: 'America/New_York',
    });
    const reply = await teams.press(member, card, 'Refresh');
    expect(readOut(reply.card ?? card)).toContain('New_York');
    expect(teams.core.questions.at(-1)?.slot?.start.toISOString()).toBe('2026-11-21T22:00:00.000Z');
  });

  it('filters arrive as inputs; "all teams" is empty text', async () => {
    const card = await teams.ask(member, "who's free in service desk");
    const reply = await teams.press(member, card, 'Refresh', { inputs: { teamId: 'all', show: 'on-break' } });
    expect(teams.core.questions.at(-1)?.teamId).toBeNull();
    expect(readOut(reply.card ?? card)).toContain('Grace Okafor');
    expect(readOut(reply.card ?? card)).not.toContain('**Aisha Khan**');
  });
});

describe('CHAT-6: pages of one list', () => {
  it('keep the order of ids for two minutes, though the data is asked anew', async () => {
    teams.core.people = aLargeDesk(30);
    const first = await teams.ask(member, "who's available");
    expect(namesOn(first)).toHaveLength(10);
    teams.core.people = aLargeDesk(31).toReversed();
    const second = await teams.press(member, first, 'Next 10');
    expect(namesOn(second.card)).toEqual(
      Array.from({ length: 10 }, (_each, at) => `Person ${String(at + 10).padStart(3, '0')}`),
    );
    expect(teams.core.questions).toHaveLength(2);
    teams.clock.advance(121);
    const late = await teams.press(member, first, 'Next 10');
    expect(namesOn(late.card)[0]).toBe('Person 020');
  });

  it('turn by word too', async () => {
    teams.core.people = aLargeDesk(30);
    await teams.ask(member, "who's available");
    expect(namesOn(await teams.ask(member, 'next'))[0]).toBe('Person 010');
    expect(namesOn(await teams.ask(member, 'next'))[0]).toBe('Person 020');
    expect(namesOn(await teams.ask(member, 'previous'))[0]).toBe('Person 010');
  });

  it('an order of one desk is no order of another, and a made-up one is none', async () => {
    teams.core.people = aLargeDesk(30);
    const card = await teams.ask(member, "who's available");
    const reply = await teams.press(member, card, 'Next 10', { inputs: { order: 'made-up' } });
    expect(namesOn(reply.card)[0]).toBe('Person 010');
    expect(dataOf(reply.card ?? card, 'Refresh')['order']).not.toBe('made-up');
  });
});

describe('S33: stale, forged and repeated presses', () => {
  it('a card of yesterday says so, and Refresh asks the same as of now', async () => {
    const card = await teams.ask(member, "who's free in service desk");
    const asked = teams.core.questions.length;
    teams.clock.advance(24 * 3600 + 60);
    const stale = (await teams.press(member, card, 'Refresh')).card ?? card;
    expect(readOut(stale)).toMatch(/from yesterday|more than a day/i);
    expect(teams.core.questions).toHaveLength(asked);
    await teams.press(member, stale, 'Refresh');
    expect(teams.core.questions.at(-1)?.teamId).toBe(teams.core.questions[0]?.teamId);
  });

  it('a preview of yesterday is not applied by Refresh either', async () => {
    const card = await teams.ask(lead, 'auto-map');
    teams.clock.advance(24 * 3600 + 60);
    const reply = await teams.press(lead, card, 'Apply 1');
    expect(teams.core.run?.state).toBe('preview');
    expect(buttonsOf(reply.card ?? card)).not.toContain('Apply 1');
  });

  it.each([
    ['a verb that we never gave', { verb: 'desk.delete' }, /What you can ask/],
    ['a verb of the prototype', { verb: 'constructor' }, /What you can ask/],
    ['data that no card carries', { verb: 'technician.show', technicianId: { $ne: null } }, /./],
    ['a team that is no id', { verb: 'availability.show', page: 0, teamId: '../users' }, /./],
    ['a run that nobody started', { verb: 'automap.apply', runId: 'nope' }, /./],
  ])('%s changes nothing', async (_name, data, shows) => {
    const reply = await teams.post(
      teams.activity(lead, 'personal', {
        type: 'invoke',
        name: 'adaptiveCard/action',
        value: { action: { type: 'Action.Execute', verb: data.verb, data } },
      }),
    );
    expect(reply.status).toBe(200);
    expect(readOut(reply.card as Card)).toMatch(shows);
    expect(teams.core.questions).toEqual([]);
    expect(teams.core.calls).toEqual([]);
  });

  it.each([
    ['no value', undefined],
    ['a value of the wrong shape', { action: 7 }],
    ['another action', { action: { type: 'Action.Http' } }],
  ])('an invoke with %s is no fault of the server', async (_name, value) => {
    const over = { type: 'invoke', name: 'adaptiveCard/action', ...(value ? { value } : {}) };
    const reply = await teams.post(teams.activity(member, 'personal', over));
    expect(reply.status).toBeLessThan(500);
  });

  it.each(['task/fetch', 'composeExtension/submitAction', 'signin/tokenExchange', 'nonsense'])(
    'the invoke %s, which our manifest does not offer, is 400',
    async (name) => {
      const reply = await teams.post(teams.activity(member, 'personal', { type: 'invoke', name, value: {} }));
      expect(reply).toMatchObject({ status: 400, body: '' });
    },
  );
});

describe('CON-4: the set-up in chat', () => {
  it('consent link: for admins, and only where nobody else reads it', async () => {
    const admin = teams.person('Ada Admin', 'admin');
    const invoke = (who: Person, where: 'personal' | 'channel'): Promise<{ card: Card | null }> =>
      teams.post(
        teams.activity(who, where, {
          type: 'invoke',
          name: 'adaptiveCard/action',
          value: { action: { type: 'Action.Execute', verb: 'consent.link', data: { verb: 'consent.link' } } },
        }),
      );
    expect(readOut((await invoke(lead, 'personal')).card as Card)).toMatch(/needs the role "admin"/);
    expect(JSON.stringify((await invoke(admin, 'personal')).card)).toContain('https://login.example/consent');
    expect(teams.core.calls).toEqual(['consent.start']);

    const submit = { type: 'message', value: { verb: 'consent.link' }, replyToId: 'm-1' };
    await teams.post(teams.activity(admin, 'channel', submit));
    expect(JSON.stringify(teams.connector.edits())).not.toContain('https://login.example/consent');
    expect(teams.core.calls).toEqual(['consent.start']);
  });

  it('retry asks Microsoft anew and shows how everything stands', async () => {
    const over = {
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { type: 'Action.Execute', verb: 'consent.retry', data: {} } },
    };
    const reply = await teams.post(teams.activity(lead, 'personal', over));
    expect(teams.core.calls).toEqual(['consent.retry']);
    expect(readOut(reply.card as Card)).toContain('Everything is connected');
  });
});
