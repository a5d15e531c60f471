import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Card } from '#chat/cards/card.ts';
import { AppError } from '#kernel/errors.ts';
import { RANKED, rulesFrom } from '../../dispatch/builders.ts';
import { buttonsOf, dataOf, good, inputOf, readOut } from '../cards/card-lint.ts';
import { DESK } from '../gate/door.ts';
import { aTicket, named } from './fake-dispatch.ts';
import { type Person, startTeams, type TeamsWorld } from './teams-world.ts';

let teams: TeamsWorld;
let dispatcher: Person;
let member: Person;

beforeEach(async () => {
  teams = await startTeams();
  dispatcher = teams.person('Priya Nair', 'dispatcher');
  member = teams.person('Mia Member', 'member');
  return () => teams.close();
});

const LINKS = ['4711', '48213', '48209'].map((ref) => `https://psa.example/tickets?id=${ref}`);
const ask = async (text: string, who = dispatcher): Promise<Card> => good(await teams.ask(who, text), LINKS);
const writes = (): readonly string[] =>
  teams.core.dispatch.calls.filter((call) => /^(?:assign|undo|stop|accepted|passed)/.test(call));
const press = async (
  card: Card,
  title: string,
  options: Parameters<TeamsWorld['press']>[3] = {},
): Promise<Card> => {
  const { card: answer } = await teams.press(dispatcher, card, title, options);
  if (!answer) throw new Error('no card');
  return good(answer, LINKS);
};

/** What Teams asks for by itself when somebody sees the message. */
async function pressRefresh(base: Card, who: Person, where: 'channel' | 'group' = 'channel'): Promise<Card> {
  const { action } = base.refresh ?? {};
  const reply = await teams.post(
    teams.activity(who, where, {
      type: 'invoke',
      name: 'adaptiveCard/action',
      replyToId: 'm-3',
      value: { action: { ...action }, trigger: 'automatic' },
    }),
  );
  return good(reply.card as Card, LINKS);
}

describe('CHAT-5: dispatch and suggest', () => {
  it.each([
    ['dispatch 4711', 'decide 4711 dispatch'],
    ['triage 4711', 'decide 4711 dispatch'],
    ['give 4711 to someone', 'decide 4711 dispatch'],
    ['verteile 4711', 'decide 4711 dispatch'],
    ['who should take 4711', 'decide 4711 suggest'],
    ['suggest someone for #4711', 'decide 4711 suggest'],
    ['best person for 4711', 'decide 4711 suggest'],
    ['wer soll 4711 übernehmen', 'decide 4711 suggest'],
  ])('"%s" comes to "%s"', async (text, call) => {
    expect(readOut(await ask(text))).toContain('Suggested: Aisha Khan');
    expect(teams.core.dispatch.calls).toEqual([call]);
  });

  it('a time without an end lasts as long as the workflow’s work; one with an end, until then', async () => {
    const wishes = vi.spyOn(teams.core.dispatch.service, 'dispatch');
    await ask('dispatch 4711 at 5pm');
    await ask('who should take 4711 from 5pm to 5:30pm');
    expect(wishes.mock.calls.map(([, { slot }]) => slot)).toEqual([
      { start: new Date('2026-11-21T17:00:00Z'), end: null },
      { start: new Date('2026-11-21T17:00:00Z'), end: new Date('2026-11-21T17:30:00Z') },
    ]);
  });

  it('a workflow that assigns hands over on "dispatch", and on "who should take" never', async () => {
    teams.core.dispatch.workflow = { ...RANKED, act: 'assign' };
    await ask('who should take 4711');
    expect(writes()).toEqual([]);
    expect(readOut(await ask('dispatch 4711'))).toMatch(/^Assigned to Aisha Khan\n/);
    expect(writes()).toEqual(['assign 4711 Aisha Khan']);
  });

  it('asks for the number when none is known, and takes it from the card', async () => {
    const card = await ask('dispatch');
    expect(readOut(card)).toContain('Which ticket?');
    const answer = await press(card, 'Dispatch', { inputs: { ticket: ' #4711 ' } });
    expect(readOut(answer)).toContain('Suggested: Aisha Khan');
  });

  it('"who should take it" is about the last ticket, for ten minutes', async () => {
    await ask('dispatch 4711');
    await ask('who should take it');
    expect(teams.core.dispatch.calls.at(-1)).toBe('decide 4711 suggest');
    teams.clock.advance(11 * 60);
    expect(readOut(await ask('who should take it'))).toContain('Which ticket?');
  });

  it('CHAT-7: a ticket that the PSA does not have, and a PSA that is down, are cards', async () => {
    expect(readOut(await ask('dispatch 99999'))).toContain("I can't find that ticket");
    teams.core.dispatch.failNext = new AppError('psa_down', 'no answer');
    const down = await ask('dispatch 4711');
    expect(dataOf(down, 'Try again')).toMatchObject({
      verb: 'dispatch.run',
      ticket: '4711',
      intent: 'dispatch',
    });
    expect(readOut(await press(down, 'Try again'))).toContain('Suggested: Aisha Khan');
  });

  it.each(['dispatch 4711', 'assign 4711 to Aisha', 'why 4711', 'held tickets'])(
    'SPEC 0: a member who says "%s" is told whom to ask, and nothing happens',
    async (text) => {
      expect(readOut(await ask(text, member))).toMatch(/dispatcher[^]*Priya Nair/);
      expect(teams.core.dispatch.calls).toEqual([]);
    },
  );

  it('SPEC 0: a member who presses a dispatcher’s button writes nothing', async () => {
    const card = await ask('dispatch 4711');
    for (const title of ['Assign Aisha', 'To chosen', 'Why']) {
      const { card: refused } = await teams.press(member, card, title);
      expect(readOut(refused as Card)).toContain('Priya Nair');
    }
    expect(writes()).toEqual([]);
  });
});

describe('CHAT-5: assigning', () => {
  it('"assign 4711 to Ana" writes, says by whom, and a second press of an old card changes nothing', async () => {
    const card = await ask('dispatch 4711');
    const assigned = await press(card, 'Assign Aisha');
    expect(readOut(assigned)).toMatch(/^Assigned to Aisha Khan\n[^]*by Priya Nair/);
    expect(writes()).toEqual(['assign 4711 Aisha Khan']);
    const again = await press(card, 'Assign Aisha');
    expect(readOut(again)).toMatch(/^Assigned to Aisha Khan\n/);
    expect(writes()).toEqual(['assign 4711 Aisha Khan']);
  });

  it('somebody else from the choice', async () => {
    const card = await ask('dispatch 4711');
    const inputs = { other: 'id-Chloe Martin' };
    expect(readOut(await press(card, 'To chosen', { inputs }))).toMatch(/^Assigned to Chloe Martin\n/);
    expect(teams.core.dispatch.assignments[0]?.decisionId).toBe('decision-1');
  });

  it.each([
    ['assign 48213 to Chloe', 'assign 48213 Chloe Martin'],
    ['48213 → chloe', 'assign 48213 Chloe Martin'],
    ['put grace on 48213', 'assign 48213 Grace Okafor'],
    ['chloe takes 48213', 'assign 48213 Chloe Martin'],
    ['weise 48213 Chloe zu', 'assign 48213 Chloe Martin'],
  ])('"%s" comes to "%s"', async (text, call) => {
    await ask(text);
    expect(writes()).toEqual([call]);
  });

  it('"assign it to her" is the ticket and the person just shown; asked about somebody else, it is them', async () => {
    await ask('who should take 4711');
    await ask('is Chloe available');
    await ask('assign it to her');
    expect(writes()).toEqual(['assign 4711 Chloe Martin']);
    await ask('who should take 48213');
    await ask('assign her');
    expect(writes().at(-1)).toBe('assign 48213 Aisha Khan');
  });

  it('4.6: a name that was only nearly typed asks first and never writes', async () => {
    const card = await ask('assign 4711 to aihsa');
    expect(readOut(card)).toContain('Give 4711 to Aisha Khan?');
    expect(readOut(card)).toContain('You typed "aihsa".');
    expect(writes()).toEqual([]);
    await press(card, 'Assign');
    expect(writes()).toEqual(['assign 4711 Aisha Khan']);
  });

  it('what speaks against it is asked, and only the button confirms it', async () => {
    teams.core.dispatch.warnings = [{ code: 'on-break' }];
    const card = await ask('assign 4711 to Ben');
    expect(readOut(card)).toContain('Ben Osei-Tutu is on a break now.');
    expect(writes()).toEqual([]);
    await ask('assign 4711 to Ben anyway confirmed on-break');
    expect(writes()).toEqual([]);
    expect(readOut(await press(card, 'Assign anyway'))).toMatch(/^Assigned to Ben Osei-Tutu/);
    expect(writes()).toEqual(['assign 4711 Ben Osei-Tutu']);
  });

  it('a ticket that belongs to somebody is only taken from them by the button', async () => {
    teams.core.dispatch.tickets.set(
      '4711',
      aTicket('4711', { ownerId: 'id-Chloe Martin', ownerName: 'Chloe Martin' }),
    );
    const card = await ask('reassign 4711 to Grace');
    expect(readOut(card)).toContain('It belongs to Chloe Martin now.');
    await press(card, 'Assign anyway');
    expect(writes()).toEqual(['assign 4711 Grace Okafor']);
  });

  it('"refresh" afterwards shows the assignment, also of a ticket that nobody decided about', async () => {
    await ask('assign 48213 to Chloe');
    expect(readOut(await ask('refresh'))).toMatch(/^Assigned to Chloe Martin\n/);
    await ask('who should take 4711');
    await ask('assign it to Chloe');
    expect(readOut(await ask('refresh'))).toMatch(/^Assigned to Chloe Martin\n/);
    expect(writes()).toHaveLength(2);
  });

  it('without a number it asks for one', async () => {
    const card = await ask('assign Chloe');
    expect(readOut(card)).toContain('Which ticket?');
    await press(card, 'Assign', { inputs: { ticket: '48213' } });
    expect(writes()).toEqual(['assign 48213 Chloe Martin']);
  });

  it('two people of one name are asked about, and the choice assigns', async () => {
    teams.core.people = [
      ...teams.core.people,
      ...teams.core.people
        .slice(0, 1)
        .map((each) => ({ ...each, technicianId: 'id-Aisha Two', name: 'Aisha Two' })),
    ];
    teams.core.dispatch.candidates = [...teams.core.dispatch.candidates, named('Aisha Two')];
    const card = await ask('assign 4711 to Aisha');
    expect(writes()).toEqual([]);
    await press(card, 'Assign', { inputs: { technicianId: 'id-Aisha Two' } });
    expect(writes()).toEqual(['assign 4711 Aisha Two']);
  });

  it.each([
    ['pending', null, /gets it as soon as the PSA answers/],
    ['refused', 'Not on this **board**', /The PSA says: "Not on this ∗∗board∗∗"/],
  ] as const)('DIS-8: %s is said', async (state, problem, words) => {
    teams.core.dispatch.settlesAs = { state, problem, ownerFoundName: null };
    expect(readOut(await ask('assign 4711 to Chloe'))).toMatch(words);
  });

  it('decision 11: a press that takes long says so and becomes the answer in the same message', async () => {
    await teams.close();
    teams = await startTeams({ running: 30 });
    dispatcher = teams.person('Priya Nair', 'dispatcher');
    const card = await ask('dispatch 4711');
    const gate = Promise.withResolvers<void>();
    teams.core.dispatch.slow = gate.promise;
    const answer = await press(card, 'Assign Aisha', { messageId: 'm-1' });
    expect(readOut(answer)).toContain('Working on it');
    gate.resolve();
    await expect.poll(() => teams.connector.edits().map((edit) => edit.messageId)).toEqual(['m-1']);
    expect(readOut(teams.connector.edits()[0]?.card as Card)).toMatch(/^Assigned to Aisha Khan/);
  });
});

describe('row 59, decision 11: a late answer in a channel', () => {
  const open = async (): Promise<{ readonly own: Card; readonly slow: PromiseWithResolvers<void> }> => {
    await teams.close();
    teams = await startTeams({ running: 30 });
    dispatcher = teams.person('Priya Nair', 'dispatcher');
    member = teams.person('Mia Member', 'member');
    const own = await pressRefresh(await teams.ask(dispatcher, 'dispatch 4711', 'channel'), dispatcher);
    const slow = Promise.withResolvers<void>();
    teams.core.dispatch.slow = slow.promise;
    return { own, slow };
  };
  const pressSlowly = (card: Card, title: string): Promise<Card> =>
    press(card, title, { where: 'channel', messageId: 'm-3' });
  const lateEdit = async (): Promise<Card> => {
    await expect.poll(() => teams.connector.edits().length).toBe(1);
    const [edit] = teams.connector.edits();
    if (!edit) throw new Error('no edit');
    expect(edit.messageId).toBe('m-3');
    return good(edit.card, LINKS);
  };

  it('that is a question leaves everybody the suggestion without buttons; who asked gets the question', async () => {
    const { own, slow } = await open();
    teams.core.dispatch.warnings = [{ code: 'on-break' }];
    expect(readOut(await pressSlowly(own, 'Assign Aisha'))).toContain('Working on it');
    slow.resolve();
    const base = await lateEdit();
    expect(readOut(base)).toMatch(/^Suggested: Aisha Khan/);
    expect(buttonsOf(base)).toEqual([]);
    expect(base.refresh?.userIds).toEqual([dispatcher.mri]);

    const question = await pressRefresh(base, dispatcher);
    expect(readOut(question)).toContain('Aisha Khan is on a break now.');
    expect(writes()).toEqual([]);
    teams.core.dispatch.slow = null;
    expect(readOut(await pressSlowly(question, 'Assign anyway'))).toMatch(/^Assigned to Aisha Khan/);
    expect(writes()).toEqual(['assign 4711 Aisha Khan']);
  });

  it('is for who asked alone, and for two minutes; then it is how things stand', async () => {
    const { own, slow } = await open();
    teams.core.dispatch.warnings = [{ code: 'on-break' }];
    await pressSlowly(own, 'Assign Aisha');
    slow.resolve();
    const base = await lateEdit();
    const other = teams.person('Tom Roe', 'dispatcher');
    expect(readOut(await pressRefresh(base, other))).toMatch(/^Suggested: Aisha Khan/);
    expect(readOut(await pressRefresh(base, member))).not.toContain('on a break now');
    teams.clock.advance(121);
    expect(readOut(await pressRefresh(base, dispatcher))).toMatch(/^Suggested: Aisha Khan/);
    expect(writes()).toEqual([]);
  });

  it('that is a failure is told to who asked, with the way to try again', async () => {
    const { own, slow } = await open();
    await pressSlowly(own, 'Assign Aisha');
    slow.reject(new AppError('psa_down', 'no answer'));
    const base = await lateEdit();
    expect(readOut(base)).toMatch(/^Suggested: Aisha Khan/);
    expect(buttonsOf(base)).toEqual([]);
    teams.core.dispatch.slow = null;
    const failed = await pressRefresh(base, dispatcher);
    expect(dataOf(failed, 'Try again')).toMatchObject({ verb: 'dispatch.assign', ticket: '4711' });
  });

  it('that stands on no decision is shown without buttons, and asked anew once it is forgotten', async () => {
    await open();
    const which = await teams.ask(dispatcher, 'dispatch', 'channel', { conversation: OTHER_THREAD });
    const slow = Promise.withResolvers<void>();
    teams.core.dispatch.slow = slow.promise;
    await press(which, 'Dispatch', { where: 'channel', messageId: 'm-3', inputs: { ticket: '48213' } });
    slow.reject(new AppError('psa_down', 'no answer'));
    const base = await lateEdit();
    expect(buttonsOf(base)).toEqual([]);
    teams.core.dispatch.slow = null;
    expect(buttonsOf(await pressRefresh(base, dispatcher))).toContain('Try again');
    teams.clock.advance(121);
    const again = await pressRefresh(base, dispatcher);
    expect(inputOf(again, 'ticket')).toMatchObject({ value: '48213' });
  });
});

const OTHER_THREAD = {
  id: '19:channel@thread.tacv2;messageid=1700000009999',
  conversationType: 'channel',
  isGroup: true,
  tenantId: DESK,
};

describe('undo', () => {
  it('takes back within five minutes; pressed again it shows how things stand', async () => {
    const assigned = await ask('assign 4711 to Chloe');
    expect(readOut(await press(assigned, 'Undo'))).toMatch(/^Taken back from Chloe Martin/);
    expect(readOut(await press(assigned, 'Undo'))).toMatch(/^Taken back from Chloe Martin/);
    expect(writes()).toEqual(['assign 4711 Chloe Martin', 'undo 4711']);
  });

  it('says when it is too late, and leaves things as they are', async () => {
    const assigned = await ask('assign 4711 to Chloe');
    teams.clock.advance(6 * 60);
    const late = await press(assigned, 'Undo');
    expect(readOut(late)).toContain("That can't be taken back any more");
    expect(buttonsOf(late)).not.toContain('Undo');
    expect(writes()).toEqual(['assign 4711 Chloe Martin']);
  });

  it('S33: a button of yesterday writes nothing', async () => {
    const card = await ask('dispatch 4711');
    const assigned = await ask('assign 48213 to Chloe');
    teams.clock.advance(24 * 3600 + 60);
    expect(readOut(await press(card, 'Assign Aisha'))).toContain('Give 4711 to Aisha Khan?');
    expect(readOut(await press(assigned, 'Undo'))).toMatch(/^Assigned to Chloe Martin/);
    expect(writes()).toEqual(['assign 48213 Chloe Martin']);
  });
});

describe('CHAT-1, row 59: in channels and group chats', () => {
  it.each(['channel', 'group'] as const)(
    'everyone in a %s sees it without buttons; the asker gets them by refresh',
    async (where) => {
      const base = good(await teams.ask(dispatcher, 'dispatch 4711', where), LINKS);
      expect(buttonsOf(base)).toEqual([]);
      expect(base.refresh?.userIds).toEqual([dispatcher.mri]);
      const own = await pressRefresh(base, dispatcher, where);
      expect(buttonsOf(own)).toEqual(['Assign Aisha', 'Why', 'To chosen']);
      const others = await pressRefresh(base, member, where);
      expect(readOut(others)).toContain('Priya Nair');
      expect(buttonsOf(others)).not.toContain('Assign Aisha');
    },
  );

  it('what one of them does changes the message for all, without buttons', async () => {
    const base = await teams.ask(dispatcher, 'dispatch 4711', 'channel');
    const own = await pressRefresh(base, dispatcher, 'channel');
    const after = await press(own, 'Assign Aisha', { where: 'channel', messageId: 'm-3' });
    expect(buttonsOf(after)).toEqual(['Undo', 'Why', 'Reassign']);
    await expect.poll(() => teams.connector.edits()).toHaveLength(1);
    const [edit] = teams.connector.edits();
    expect(edit?.messageId).toBe('m-3');
    expect(readOut(edit?.card as Card)).toMatch(/^Assigned to Aisha Khan/);
    expect(buttonsOf(edit?.card as Card)).toEqual([]);
  });

  it('an old client’s press edits the message that everybody sees: no buttons either', async () => {
    const card = await ask('dispatch 4711');
    await teams.press(dispatcher, card, 'Assign Aisha', {
      where: 'channel',
      asSubmit: true,
      messageId: 'm-9',
    });
    const [edit] = teams.connector.edits();
    expect(readOut(edit?.card as Card)).toMatch(/^Assigned to Aisha Khan/);
    expect(buttonsOf(edit?.card as Card)).toEqual([]);
  });
});

describe('CHAT-5: why', () => {
  it.each([
    ['why', /^How 4711 was decided/],
    ['what did you check', /^How 4711 was decided/],
    ['why 4711', /^How 4711 was decided/],
    ['explain 4711', /^How 4711 was decided/],
    ['why Aisha', /^Why Aisha Khan, for 4711/],
    ['why not Ben', /^Why not Ben Osei-Tutu, for 4711[^]*on a break/],
    ['why was grace skipped', /^Why not Grace Okafor, for 4711[^]*at capacity/],
    ['why did aisha get 4711', /^Why Aisha Khan, for 4711/],
    ['why no teams', /^What Teams had to do with 4711/],
    ['warum nicht Ben', /^Why not Ben Osei-Tutu/],
  ])('"%s" after a decision', async (text, words) => {
    await ask('dispatch 4711');
    expect(readOut(await ask(text))).toMatch(words);
  });

  it('the named ticket counts, not the last one', async () => {
    await ask('dispatch 48213');
    teams.core.dispatch.candidates = [named('Ben Osei-Tutu')];
    await ask('dispatch 4711');
    expect(readOut(await ask('why 48213'))).toMatch(/^How 48213 was decided[^]*Why Aisha Khan/);
    expect(readOut(await ask('why 48209'))).toContain('I have not decided about that ticket yet.');
  });

  it('without any decision "why not Ben" explains Ben, and "why no teams" the set-up', async () => {
    expect(readOut(await ask('why not Ben'))).toMatch(/Ben Osei-Tutu is considered/);
    expect(readOut(await ask('why no teams'))).toContain('Everything is connected');
  });

  it('a chat of another person has another last ticket', async () => {
    await teams.ask(dispatcher, 'dispatch 4711', 'channel');
    const other = teams.person('Tom Roe', 'dispatcher');
    const card = await teams.ask(other, 'why not Ben', 'channel');
    expect(readOut(card)).not.toContain('4711');
  });

  it('CHAT-6: reasons turn pages, by button and by word', async () => {
    teams.core.dispatch.candidates = Array.from({ length: 30 }, (_each, at) =>
      named(`Person ${at}`, { poolPosition: at }),
    );
    await ask('dispatch 4711');
    const first = await ask('why');
    expect(readOut(first)).toContain('Showing 1–10 of 30');
    expect(readOut(await press(first, 'Next 10'))).toContain('Showing 11–20 of 30');
    expect(readOut(await ask('next'))).toContain('Showing 21–30 of 30');
    expect(readOut(await ask('previous'))).toContain('Showing 11–20 of 30');
  });

  it('INS-1: an instruction that spoke is quoted', async () => {
    const who = { kind: 'technician', technicianId: 'id-Chloe Martin', name: 'Chloe' } as const;
    teams.core.dispatch.rules = rulesFrom({ kind: 'never', who, scope: 'always' });
    await ask('dispatch 4711');
    expect(readOut(await ask('why not Chloe'))).toContain('Sentence 1: "Sentence 0."');
  });
});

describe('C13: held tickets', () => {
  beforeEach(() => {
    teams.core.dispatch.workflow = { ...RANKED, act: 'assign', whenEveryoneIsOnABreak: 'hold' };
    teams.core.dispatch.candidates = [named('Ben Osei-Tutu', { shows: 'Away' })];
  });

  it('are tried again at once by a button; when somebody came back they are assigned', async () => {
    const held = await ask('dispatch 48209');
    expect(readOut(held)).toContain('Nobody can take 48209 right now');
    teams.core.dispatch.candidates = [named('Ben Osei-Tutu')];
    expect(readOut(await press(held, 'Try again'))).toMatch(/^Assigned to Ben Osei-Tutu/);
    expect(readOut(await press(held, 'Try again'))).toMatch(/^Assigned to Ben Osei-Tutu/);
    expect(writes()).toEqual(['assign 48209 Ben Osei-Tutu']);
  });

  it('are stopped once', async () => {
    const held = await ask('dispatch 48209');
    expect(readOut(await press(held, 'Stop'))).toContain('Stopped: 48209 waits no more');
    expect(readOut(await press(held, 'Stop'))).toContain('Nobody can take 48209 right now');
    expect(writes()).toHaveLength(1);
  });

  it('are assigned all the same from a choice', async () => {
    const held = await ask('dispatch 48209');
    const choice = await press(held, 'Assign…');
    expect(inputOf(choice, 'other')).toMatchObject({ value: 'id-Ben Osei-Tutu' });
    await press(choice, 'Assign', { inputs: { other: 'id-Ben Osei-Tutu' } });
    expect(writes()).toEqual(['assign 48209 Ben Osei-Tutu']);
  });

  it('DIS-10: are listed', async () => {
    expect(readOut(await ask('held tickets'))).toContain('No ticket waits');
    await ask('dispatch 48209');
    await ask('dispatch 4711');
    expect(readOut(await ask('what is waiting'))).toMatch(
      /Tickets that wait \(2\)[^]*Ticket 48209[^]*Ticket 4711/,
    );
  });
});

describe('CHAT-8: a link to a ticket', () => {
  const preview = async (who: Person, url: string): Promise<string> =>
    (
      await teams.post(
        teams.activity(who, 'channel', {
          type: 'invoke',
          name: 'composeExtension/queryLink',
          value: { url },
        }),
      )
    ).body;

  it('becomes a small card for those who may see tickets, and nothing for others', async () => {
    const url = 'https://psa.example/tickets?id=4711';
    expect(await preview(dispatcher, url)).toContain('Outlook keeps asking for a password');
    expect(await preview(member, url)).not.toContain('Outlook');
    expect(await preview(dispatcher, 'https://elsewhere.example/tickets?id=4711')).not.toContain('Outlook');
  });
});
