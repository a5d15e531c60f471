import { beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '#chat/cards/card.ts';
import type { DispatchEvent } from '#core/dispatch/dispatch-service.ts';
import { RANKED } from '../../dispatch/builders.ts';
import { buttonsOf, good, readOut } from '../cards/card-lint.ts';
import { DESK } from '../gate/door.ts';
import { named } from './fake-dispatch.ts';
import { type Person, startTeams, type TeamsWorld } from './teams-world.ts';

let teams: TeamsWorld;
let dispatcher: Person;
let aisha: Person;
const LINKS = ['https://psa.example/tickets?id=4711'];

beforeEach(async () => {
  teams = await startTeams();
  dispatcher = teams.person('Priya Nair', 'dispatcher');
  aisha = teams.person('Aisha Khan', 'member');
  teams.core.dispatch.users.set(aisha.oid, 'id-Aisha Khan');
  return () => teams.close();
});

/** Aisha has written to Rollcall before, and gets a ticket now. */
async function assigned(over: { readonly userId?: string | null } = {}) {
  await teams.ask(aisha, 'hello');
  await teams.ask(dispatcher, 'assign 4711 to Aisha');
  const [assignment] = teams.core.dispatch.assignments;
  if (!assignment) throw new Error('nothing was assigned');
  const userId = over.userId === undefined ? aisha.oid : over.userId;
  return { event: 'assigned', deskId: DESK, assignment, userId } satisfies DispatchEvent;
}

const lastSent = (): Card => good(teams.connector.sent().at(-1) as Card, LINKS);

describe('4.8: a ticket was assigned', () => {
  it('C14: the technician is told in the personal chat, with ticket, giver and buttons', async () => {
    expect(await teams.chat.tellAssigned(await assigned())).toBe('told');
    const card = lastSent();
    expect(readOut(card)).toMatch(/^New for you: 4711\n[^]*Contoso Dental[^]*Assigned by Priya Nair/);
    expect(buttonsOf(card)).toEqual(['Accept', 'Pass', 'Open ticket']);
    const request = teams.connector.requests.at(-1);
    expect(request).toMatchObject({ conversationId: 'a:29:Aisha Khan', authorization: 'Bearer bot-token' });
  });

  it('in the language of their Teams', async () => {
    const event = await assigned();
    await teams.ask(aisha, 'hallo', 'personal', { locale: 'de-DE' });
    await teams.chat.tellAssigned(event);
    expect(readOut(lastSent())).toContain('Neu für Sie: Ticket 4711');
  });

  it.each([
    ['accepted', 'Accept', {}, /^You took 4711\n/, 'accepted 4711'],
    [
      'passed on with its reason',
      'Pass',
      { reason: ' On site ' },
      /^You passed 4711 on\n[^]*On site/,
      'passed 4711 On site',
    ],
  ] as const)(
    'is %s once; the message changes on every device',
    async (_name, button, inputs, words, call) => {
      await teams.chat.tellAssigned(await assigned());
      const card = lastSent();
      const first = await teams.press(aisha, card, button, { inputs, messageId: 'm-5' });
      expect(readOut(good(first.card as Card, LINKS))).toMatch(words);
      await expect.poll(() => teams.connector.edits().map((edit) => edit.messageId)).toEqual(['m-5']);
      for (const other of ['Accept', 'Pass']) {
        const again = await teams.press(aisha, card, other, { messageId: 'm-5' });
        expect(readOut(again.card as Card)).toMatch(words);
        expect(buttonsOf(again.card as Card)).toEqual(['Open ticket']);
      }
      expect(teams.core.dispatch.calls.filter((each) => /accepted|passed/.test(each))).toEqual([call]);
    },
  );

  it('whoever passes learns who comes next', async () => {
    await teams.chat.tellAssigned(await assigned());
    const { card } = await teams.press(aisha, lastSent(), 'Pass');
    expect(readOut(card as Card)).toMatch(/^You passed 4711 on\n[^]*\nSuggested next: Chloe Martin\.\n/);
    expect(readOut(card as Card)).not.toContain('It goes to');
  });

  it('nobody else can answer for them', async () => {
    await teams.chat.tellAssigned(await assigned());
    const stranger = teams.person('Mia Member', 'member');
    for (const title of ['Accept', 'Pass']) {
      const { card } = await teams.press(stranger, lastSent(), title);
      expect(buttonsOf(card as Card)).not.toContain('Accept');
    }
    expect(teams.core.dispatch.assignments[0]?.response).toBeNull();
  });

  it('a button of yesterday shows the ticket as it stands, and answers nothing', async () => {
    await teams.chat.tellAssigned(await assigned());
    const card = lastSent();
    teams.clock.advance(25 * 3600);
    const { card: shown } = await teams.press(aisha, card, 'Accept');
    expect(buttonsOf(shown as Card)).toEqual(['Accept', 'Pass', 'Open ticket']);
    expect(teams.core.dispatch.assignments[0]?.response).toBeNull();
  });

  it('who took it themselves, who is not mapped, and who never wrote to us are not told', async () => {
    const event = await assigned();
    const sent = teams.connector.sent().length;
    const by = { kind: 'person', id: aisha.oid, name: 'Aisha Khan' } as const;
    expect(await teams.chat.tellAssigned({ ...event, assignment: { ...event.assignment, by } })).toBe(
      'nobody',
    );
    expect(await teams.chat.tellAssigned({ ...event, userId: null })).toBe('nobody');
    expect(await teams.chat.tellAssigned({ ...event, userId: 'c0000000-0000-4000-8000-00000000ffff' })).toBe(
      'no-chat',
    );
    expect(teams.connector.sent()).toHaveLength(sent);
  });
});

describe('G27: where people can be written to', () => {
  it('is kept from their own chat alone, written once while nothing changes', async () => {
    await teams.ask(aisha, 'hello', 'channel');
    expect(teams.conversations.size).toBe(0);
    await teams.ask(aisha, 'hello');
    expect([...teams.conversations.values()]).toMatchObject([
      { deskId: DESK, userId: aisha.oid, conversationId: 'a:29:Aisha Khan', locale: 'en-GB' },
    ]);
    teams.conversations.clear();
    await teams.ask(aisha, 'thanks');
    expect(teams.conversations.size).toBe(0);
    await teams.ask(aisha, 'danke', 'personal', { locale: 'de-DE' });
    expect(teams.conversations.size).toBe(1);
  });

  it('is kept from an installation and a press too', async () => {
    await teams.post(teams.activity(aisha, 'personal', { type: 'installationUpdate', action: 'add' }));
    expect(teams.conversations.has(aisha.oid)).toBe(true);
    const help = await teams.ask(dispatcher, 'help', 'channel');
    await teams.press(dispatcher, help, "Who's available", { where: 'personal' });
    expect(teams.conversations.has(dispatcher.oid)).toBe(true);
  });

  it('is kept by the next message when the database could not keep it', async () => {
    teams.conversations.set = () => {
      throw new Error('the database is away');
    };
    await teams.ask(aisha, 'hello');
    expect(teams.conversations.has(aisha.oid)).toBe(false);
    Reflect.deleteProperty(teams.conversations, 'set');
    await teams.ask(aisha, 'hello');
    expect(teams.conversations.has(aisha.oid)).toBe(true);
  });

  it('is kept from every installation, also when another instance heard of the removal', async () => {
    const install = () =>
      teams.post(teams.activity(aisha, 'personal', { type: 'installationUpdate', action: 'add' }));
    await install();
    for (const _again of ['within the ten minutes of a greeting', 'and once more']) {
      teams.conversations.clear();
      await install();
      expect(teams.conversations.has(aisha.oid)).toBe(true);
    }
    expect(teams.connector.sent()).toHaveLength(1);
  });

  it('guests are not kept', async () => {
    const guest = teams.person('Gus Guest', 'member', { userRole: 'guest' });
    await teams.ask(guest, 'hello');
    expect(teams.conversations.size).toBe(0);
  });

  it.each([
    ['installationUpdate', { action: 'remove' }],
    ['conversationUpdate', { membersRemoved: [{ id: '28:00000000-0000-0000-0000-000000000000' }] }],
  ])('is dropped when they take Rollcall away (%s)', async (type, over) => {
    await teams.ask(aisha, 'hello');
    const activity = teams.activity(aisha, 'personal', { type, ...over });
    const { recipient } = activity as { recipient: { id: string } };
    const removed = 'membersRemoved' in over ? { membersRemoved: [recipient] } : {};
    await teams.post({ ...activity, ...removed });
    expect(teams.conversations.size).toBe(0);
  });

  it.each([403, 404])('is dropped when Teams answers %i, and not asked again', async (status) => {
    const event = await assigned();
    teams.connector.failNext.push(status);
    expect(await teams.chat.tellAssigned(event)).toBe('no-chat');
    expect(teams.conversations.has(aisha.oid)).toBe(false);
    const before = teams.connector.requests.length;
    expect(await teams.chat.tellAssigned(event)).toBe('no-chat');
    expect(teams.connector.requests).toHaveLength(before);
    await teams.ask(aisha, 'hello');
    expect(teams.conversations.has(aisha.oid)).toBe(true);
  });

  it('stays when Teams only fails for a while', async () => {
    const event = await assigned();
    teams.connector.failNext.push(500);
    expect(await teams.chat.tellAssigned(event)).toBe('failed');
    expect(teams.conversations.has(aisha.oid)).toBe(true);
  });

  it('SEC-1: an address that is not on the list is not written to, whatever is stored', async () => {
    const event = await assigned();
    const kept = teams.conversations.get(aisha.oid);
    if (kept) teams.conversations.set(aisha.oid, { ...kept, serviceUrl: 'https://evil.example/' });
    const before = teams.connector.requests.length;
    expect(await teams.chat.tellAssigned(event)).toBe('failed');
    expect(teams.connector.requests).toHaveLength(before);
  });
});

describe('DIS-10: a held ticket needs a person', () => {
  let lead: Person;
  let admin: Person;
  beforeEach(() => {
    lead = teams.person('Lee Lead', 'lead');
    admin = teams.person('Ada Admin', 'admin');
  });

  /** A ticket waits and nobody has dealt with it in time. */
  async function escalated() {
    teams.core.dispatch.workflow = { ...RANKED, act: 'assign', whenEveryoneIsOnABreak: 'hold' };
    teams.core.dispatch.candidates = [named('Ben Osei-Tutu', { shows: 'Away' })];
    await teams.ask(dispatcher, 'dispatch 4711');
    const [hold] = teams.core.dispatch.holds;
    if (!hold) throw new Error('nothing is held');
    const escalatedAt = teams.clock.now();
    return { event: 'escalated', deskId: DESK, hold: { ...hold, escalatedAt } } satisfies DispatchEvent;
  }
  const lastTold = () => teams.connector.requests.at(-1)?.conversationId;
  const warnings = () => teams.log.filter(({ event }) => event === 'chat.escalated-to-nobody');

  it('the leads are told, with what they can do; without leads the admins', async () => {
    await teams.ask(lead, 'hello');
    await teams.ask(admin, 'hello');
    const event = await escalated();
    expect(await teams.chat.tellEscalated(event)).toBe(1);
    expect(lastTold()).toBe('a:29:Lee Lead');
    expect(readOut(lastSent())).toMatch(/^Ticket 4711 needs a person\n[^]*on a break/);
    expect(buttonsOf(lastSent())).toEqual(['Try again', 'Assign…', 'Stop']);
    teams.core.roles.delete(lead.oid);
    expect(await teams.chat.tellEscalated(event)).toBe(1);
    expect(lastTold()).toBe('a:29:Ada Admin');
    expect(warnings()).toEqual([]);
  });

  it('the admins are told when no lead has ever written to Rollcall', async () => {
    await teams.ask(admin, 'hello');
    expect(await teams.chat.tellEscalated(await escalated())).toBe(1);
    expect(lastTold()).toBe('a:29:Ada Admin');
  });

  it('the admins are told when Teams takes no message to the leads', async () => {
    await teams.ask(lead, 'hello');
    await teams.ask(admin, 'hello');
    const event = await escalated();
    teams.connector.failNext.push(403);
    expect(await teams.chat.tellEscalated(event)).toBe(1);
    expect(lastTold()).toBe('a:29:Ada Admin');
  });

  it('that nobody could be told stands in the log, without names', async () => {
    const event = await escalated();
    expect(await teams.chat.tellEscalated(event)).toBe(0);
    expect(warnings()).toEqual([
      {
        event: 'chat.escalated-to-nobody',
        fields: { deskId: DESK, holdId: event.hold.holdId, leads: 1, admins: 1 },
      },
    ]);
  });
});
