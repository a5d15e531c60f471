import { beforeEach, describe, expect, it } from 'vitest';
import { BOT_ID } from '../gate/channel-authority.ts';
import { readOut } from '../cards/card-lint.ts';
import { STRANGER_DESK, startTeams, type TeamsWorld } from './teams-world.ts';

let teams: TeamsWorld;

beforeEach(async () => {
  teams = await startTeams();
  return () => teams.close();
});

const nothingAsked = (): void => {
  expect(teams.core.questions).toEqual([]);
  expect(teams.core.calls).toEqual([]);
};

describe('SPEC 0: guests get nothing', () => {
  it.each([
    ['a guest', { userRole: 'guest' }],
    ['an anonymous visitor', { userRole: 'anonymous' }],
    ['somebody of another organisation', { tenantId: STRANGER_DESK }],
  ])('%s is told so politely, by word and by button', async (_who, over) => {
    const guest = teams.person('Gus Guest', 'admin', over);
    for (const text of ["who's available", 'auto-map', 'help']) {
      expect(readOut(await teams.ask(guest, text, 'group'))).toMatch(/people of this organisation only/);
    }
    const member = teams.person('Mia', 'member');
    const card = await teams.ask(member, "who's available", 'group');
    const asked = teams.core.questions.length;
    const reply = await teams.press(guest, card, 'Refresh', { where: 'group' });
    expect(readOut(reply.card ?? card)).toMatch(/people of this organisation only/);
    expect(teams.core.questions).toHaveLength(asked);
  });

  it('asks the roster once in ten minutes', async () => {
    const member = teams.person('Mia', 'member');
    const lookUps = (): number => teams.connector.requests.filter((each) => each.method === 'GET').length;
    await teams.ask(member, 'help');
    await teams.ask(member, 'help');
    expect(lookUps()).toBe(1);
    teams.clock.advance(601);
    await teams.ask(member, 'help');
    expect(lookUps()).toBe(2);
  });

  it('asks the roster of the team for a message in a channel', async () => {
    await teams.ask(teams.person('Mia', 'member'), 'help', 'channel');
    const [lookUp] = teams.connector.requests.filter((each) => each.method === 'GET');
    expect(lookUp?.conversationId).toBe('19:general@thread.tacv2');
  });

  it('finds people of a shared channel, who are not in the team', async () => {
    const mia = teams.person('Mia', 'member');
    const guest = teams.person('Gus', 'admin', { tenantId: STRANGER_DESK });
    for (const [who, shows] of [
      [mia, /What you can ask/],
      [guest, /people of this organisation only/],
    ] as const) {
      teams.connector.failNext.push(404);
      expect(readOut(await teams.ask(who, 'help', 'channel'))).toMatch(shows);
    }
    const asked = teams.connector.requests.filter((each) => each.method === 'GET');
    expect(asked.map((each) => each.conversationId)).toEqual(
      [mia, guest].flatMap(() => ['19:general@thread.tacv2', '19:channel@thread.tacv2']),
    );
  });

  it('answers nobody whom the roster does not know', async () => {
    const ghost = teams.person('Ghost', 'admin');
    teams.connector.roster.delete(ghost.mri);
    expect(readOut(await teams.ask(ghost, "who's available"))).toMatch(/can't tell who you are/);
    nothingAsked();
  });

  it('takes the account id from the roster when the activity has none', async () => {
    const lead = teams.person('Lee', 'lead');
    const from = { id: lead.mri, name: lead.name };
    expect(readOut(await teams.ask(lead, 'auto-map', 'personal', { from }))).toMatch(/Preview of auto-map/);
  });
});

describe('roles decide, on every press anew', () => {
  it('CHAT-4: auto-map is for leads; others are told whom to ask', async () => {
    for (const role of ['member', 'dispatcher'] as const) {
      const person = teams.person(role, role);
      const card = await teams.ask(person, 'auto-map');
      expect(readOut(card)).toMatch(/lead/);
      expect(readOut(card)).toContain('Priya Nair');
    }
    nothingAsked();
  });

  it('S33: a member who presses a lead’s button changes nothing', async () => {
    const lead = teams.person('Lee', 'lead');
    const member = teams.person('Mia', 'member');
    const card = await teams.ask(lead, 'auto-map', 'channel');
    const reply = await teams.press(member, card, 'Apply 1', { where: 'channel' });
    expect(readOut(reply.card ?? card)).toMatch(/needs the role "lead"/);
    expect(teams.core.run?.state).toBe('preview');
    expect(teams.connector.edits()).toEqual([]);
  });

  it('a role that was taken away no longer counts', async () => {
    const lead = teams.person('Lee', 'lead');
    const card = await teams.ask(lead, 'auto-map');
    teams.core.roles.set(lead.oid, 'member');
    const reply = await teams.press(lead, card, 'Apply 1');
    expect(readOut(reply.card ?? card)).toMatch(/needs the role/);
    expect(teams.core.run?.state).toBe('preview');
  });

  it('identity never comes from a card', async () => {
    const member = teams.person('Mia', 'member');
    const lead = teams.person('Lee', 'lead');
    const card = await teams.ask(lead, 'auto-map');
    const inputs = { userId: lead.oid, caller: { role: 'admin' }, role: 'admin', deskId: STRANGER_DESK };
    await teams.press(member, card, 'Apply 1', { inputs });
    expect(teams.core.calls).toEqual(['start ticked']);
  });
});

describe('S6: a tenant that is not served', () => {
  it('gets a polite card without any data', async () => {
    const stranger = teams.person('Stan', 'admin', { tenantId: STRANGER_DESK });
    const over = {
      conversation: { id: 'a:stan', conversationType: 'personal', tenantId: STRANGER_DESK },
      channelData: { tenant: { id: STRANGER_DESK } },
    };
    const card = await teams.ask(stranger, "who's available", 'personal', over);
    expect(readOut(card)).toMatch(/isn't set up for your organisation/);
    expect(readOut(card)).not.toMatch(/Aisha/);
    nothingAsked();
    expect(teams.connector.requests.every((each) => each.method === 'POST')).toBe(true);
  });

  it('hears nothing when it adds the bot', async () => {
    const stranger = teams.person('Stan', 'admin', { tenantId: STRANGER_DESK });
    const over = {
      type: 'installationUpdate',
      action: 'add',
      conversation: { id: 'a:stan', conversationType: 'personal', tenantId: STRANGER_DESK },
      channelData: { tenant: { id: STRANGER_DESK } },
    };
    await teams.post(teams.activity(stranger, 'personal', over));
    expect(teams.connector.requests).toEqual([]);
  });
});

describe('welcome', () => {
  const installed = (who: Parameters<TeamsWorld['activity']>[0], where: 'personal' | 'channel' | 'group') => [
    teams.activity(who, where, { type: 'installationUpdate', action: 'add' }),
    teams.activity(who, where, {
      type: 'conversationUpdate',
      membersAdded: [{ id: who.mri }, { id: `28:${BOT_ID}` }],
    }),
  ];

  it('CHAT-7: greets once on install, and says when consent is missing', async () => {
    teams.core.consent = 'missing';
    const mia = teams.person('Mia Member', 'member');
    for (const activity of installed(mia, 'personal')) await teams.post(activity);
    expect(teams.connector.sent()).toHaveLength(1);
    const text = readOut(teams.connector.sent()[0] as never);
    expect(text).toContain('Hello Mia Member');
    expect(text).toMatch(/administrator must consent/);
  });

  it('introduces itself once to a team and names who added it', async () => {
    const priya = teams.person('Priya Nair', 'admin');
    for (const activity of installed(priya, 'channel')) await teams.post(activity);
    expect(teams.connector.sent()).toHaveLength(1);
    expect(readOut(teams.connector.sent()[0] as never)).toContain('Priya Nair added me to Service Desk');
  });

  it('finds out who added it when Teams sends no name', async () => {
    const priya = teams.person('Priya Nair', 'admin');
    const [activity = {}] = installed(priya, 'group');
    await teams.post({ ...activity, from: { id: priya.mri } });
    expect(readOut(teams.connector.sent()[0] as never)).toContain('Priya Nair added me');
  });

  it('is silent when people join', async () => {
    const priya = teams.person('Priya Nair', 'admin');
    const joined = { type: 'conversationUpdate', membersAdded: [{ id: '29:new' }, { id: '29:newer' }] };
    await teams.post(teams.activity(priya, 'channel', joined));
    expect(teams.connector.requests).toEqual([]);
  });
});
