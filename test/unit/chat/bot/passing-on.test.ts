import { beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '#chat/cards/card.ts';
import type { DispatchEvent } from '#core/dispatch/dispatch-service.ts';
import { AppError } from '#kernel/errors.ts';
import { RANKED } from '../../dispatch/builders.ts';
import { buttonsOf, good, readOut } from '../cards/card-lint.ts';
import { DESK } from '../gate/door.ts';
import { aTicket, named } from './fake-dispatch.ts';
import { type Person, startTeams, type TeamsWorld } from './teams-world.ts';

let teams: TeamsWorld;
let dispatcher: Person;
let aisha: Person;
/** What Aisha was sent when she got 4711. */
let told: Card;
/** What the dispatcher sees. */
let given: Card;
const LINKS = ['https://psa.example/tickets?id=4711'];
const PENDING = { state: 'pending', problem: 'psa_down', ownerFoundName: null } as const;

beforeEach(async () => {
  teams = await startTeams();
  dispatcher = teams.person('Priya Nair', 'dispatcher');
  aisha = teams.person('Aisha Khan', 'member');
  teams.core.dispatch.users.set(aisha.oid, 'id-Aisha Khan');
  await teams.ask(aisha, 'hello');
  given = await teams.ask(dispatcher, 'assign 4711 to Aisha');
  const [assignment] = teams.core.dispatch.assignments;
  if (!assignment) throw new Error('nothing was assigned');
  const event = { event: 'assigned', deskId: DESK, assignment, userId: aisha.oid } satisfies DispatchEvent;
  expect(await teams.chat.tellAssigned(event)).toBe('told');
  told = good(teams.connector.sent().at(-1) as Card, LINKS);
  return () => teams.close();
});

const press = async (card: Card, title: string, who = aisha): Promise<Card> =>
  good((await teams.press(who, card, title, { messageId: 'm-5' })).card as Card, LINKS);
const pass = (card = told): Promise<Card> => press(card, 'Pass');
const answers = (): readonly string[] =>
  teams.core.dispatch.calls.filter((call) => /^(?:accepted|passed)/.test(call));
const owner = () => teams.core.dispatch.tickets.get('4711')?.ownerId;

describe('C14: what comes after passing', () => {
  const lunch = [named('Aisha Khan'), named('Ben Osei-Tutu', { shows: 'Away' })];
  it.each([
    ['a workflow that assigns names who has it', { act: 'assign' }, null, 'It goes to Chloe Martin.'],
    ['one that suggests names who is suggested', { act: 'suggest' }, null, 'Suggested next: Chloe Martin.'],
    ['one that rehearses says so', { act: 'dry-run' }, null, 'Dry run: Chloe Martin would get it.'],
    [
      'a ticket that waits is said to wait',
      { act: 'assign', whenEveryoneIsOnABreak: 'hold' },
      lunch,
      'Nobody else can take it right now; it waits.',
    ],
    ...(
      [
        ['one that is left with nobody', { act: 'assign', whenEveryoneIsOnABreak: 'leave-unassigned' }],
        ['one that only suggests', { act: 'suggest', whenEveryoneIsOnABreak: 'hold' }],
        ['one that only rehearses', { act: 'dry-run', whenEveryoneIsOnABreak: 'hold' }],
      ] as const
    ).map(
      ([name, workflow]) =>
        [
          `${name} does not wait`,
          workflow,
          lunch,
          'It stays with nobody, and I do not try again by myself.',
        ] as const,
    ),
  ] as const)('DIS-10: %s', async (_name, workflow, candidates, words) => {
    teams.core.dispatch.workflow = { ...RANKED, ...workflow };
    if (candidates) teams.core.dispatch.candidates = candidates;
    const card = await pass();
    expect(readOut(card)).toMatch(/^You passed 4711 on\n/);
    expect(readOut(card).split('\n')).toContain(words);
    expect(teams.core.dispatch.holds).toHaveLength(words.endsWith('it waits.') ? 1 : 0);
  });

  it('DIS-8: a PSA that cannot be read leaves the question open, and "Try again" answers it with its reason', async () => {
    teams.core.dispatch.failNext = new AppError('psa_down', 'no answer');
    const failed = await teams.press(aisha, told, 'Pass', { inputs: { reason: 'On site' } });
    expect([answers(), owner()]).toEqual([[], 'id-Aisha Khan']);
    const card = await press(failed.card as Card, 'Try again');
    expect(readOut(card)).toMatch(/^You passed 4711 on\n[^]*Suggested next: Chloe Martin\.[^]*On site/);
    expect([answers(), owner()]).toEqual([['passed 4711 On site'], null]);
  });

  it('DIS-8: while the PSA has not taken it back it is said to be theirs, and a press goes on once it has', async () => {
    teams.core.dispatch.settlesAs = PENDING;
    const card = await pass();
    expect(readOut(card)).toMatch(
      /^You passed 4711 on\n[^]*In the PSA it is still yours\.\nIt is given back as soon as the PSA answers\./,
    );
    expect(buttonsOf(card)).toEqual(['Try again', 'Open ticket']);
    teams.core.dispatch.answers();
    expect(readOut(await press(card, 'Try again'))).toContain('Suggested next: Chloe Martin.');
    expect(answers()).toEqual(['passed 4711']);
  });

  it('DIS-8: one that the PSA refuses to take back stays theirs, in its words, until a press succeeds', async () => {
    teams.core.dispatch.settlesAs = { state: 'refused', problem: 'Locked by Tom.', ownerFoundName: null };
    const card = await pass();
    expect(readOut(card)).toMatch(/In the PSA it is still yours\.\nThe PSA says: "Locked by Tom\."/);
    teams.core.dispatch.settlesAs = { state: 'done', problem: null, ownerFoundName: null };
    expect(readOut(await pass())).toContain('Suggested next: Chloe Martin.');
    expect([answers(), owner()]).toEqual([['passed 4711'], null]);
  });

  it('DIS-8: given back and not decided about, a second press decides', async () => {
    teams.core.dispatch.settlesAs = PENDING;
    await pass();
    teams.core.dispatch.answers();
    teams.core.dispatch.failNext = new AppError('psa_down', 'no answer');
    expect(buttonsOf((await teams.press(aisha, told, 'Pass')).card as Card)).toContain('Try again');
    expect(readOut(await pass())).toContain('Suggested next: Chloe Martin.');
    expect(readOut(await pass())).toMatch(/^You passed 4711 on\n[^]*Belongs to nobody\./);
    expect(teams.core.dispatch.calls.filter((call) => call === 'decide 4711 dispatch')).toHaveLength(1);
  });
});

describe('C14: a ticket that is theirs no more', () => {
  it.each([
    [
      'undone',
      async (): Promise<void> => void (await press(given, 'Undo', dispatcher)),
      'Belongs to nobody.',
    ],
    [
      'given to Ben in the PSA',
      (): void => {
        const now = { ownerId: 'id-Ben Osei-Tutu', ownerName: 'Ben Osei-Tutu' };
        teams.core.dispatch.tickets.set('4711', aTicket('4711', now));
      },
      'Belongs to Ben Osei-Tutu.',
    ],
  ] as const)('%s: neither button takes it, and the card says whose it is', async (_name, change, words) => {
    await change();
    for (const title of ['Accept', 'Pass']) {
      const card = await press(told, title);
      expect(readOut(card)).toMatch(/^Ticket 4711 is not yours any more\n/);
      expect(readOut(card).split('\n')).toContain(words);
      expect(buttonsOf(card)).toEqual(['Open ticket']);
    }
    expect(answers()).toEqual([]);
  });

  it('closed: there is nothing to answer', async () => {
    const ticket = teams.core.dispatch.tickets.get('4711') ?? aTicket('4711');
    teams.core.dispatch.tickets.set('4711', { ...ticket, status: { ...ticket.status, phase: 'closed' } });
    const card = await press(told, 'Accept');
    expect(readOut(card)).toMatch(/^Ticket 4711 is closed\n/);
    expect(buttonsOf(card)).toEqual(['Open ticket']);
    expect(answers()).toEqual([]);
  });

  it('an accepted one that was taken away says whose it is', async () => {
    await press(told, 'Accept');
    await press(given, 'Undo', dispatcher);
    expect(readOut(await press(told, 'Accept'))).toMatch(/^You took 4711\n[^]*Belongs to nobody\./);
  });

  it('an answer that was not kept is not passed over in silence', async () => {
    teams.core.dispatch.settlesAs = PENDING;
    await press(given, 'Undo', dispatcher);
    expect(readOut(await pass())).toContain('changed this a moment ago');
    expect(answers()).toEqual([]);
  });
});

describe('DIS-8: taking back', () => {
  it('that the PSA has not taken yet is said to be under way; pressed again it writes nothing more', async () => {
    teams.core.dispatch.settlesAs = PENDING;
    for (const _press of ['first', 'second']) {
      const card = await press(given, 'Undo', dispatcher);
      expect(readOut(card)).toMatch(/^It is given back as soon as the PSA answers\n/);
      expect(buttonsOf(card)).not.toContain('Undo');
    }
    expect(owner()).toBe('id-Aisha Khan');
    teams.core.dispatch.answers();
    expect(readOut(await press(given, 'Undo', dispatcher))).toMatch(/^Taken back from Aisha Khan/);
    expect(teams.core.dispatch.calls.filter((call) => call.startsWith('undo'))).toHaveLength(1);
  });

  it('what somebody else has got in the PSA since is not taken from them', async () => {
    const now = { ownerId: 'id-Ben Osei-Tutu', ownerName: 'Ben Osei-Tutu' };
    teams.core.dispatch.tickets.set('4711', aTicket('4711', now));
    const card = await press(given, 'Undo', dispatcher);
    expect(readOut(card)).toMatch(/^Ticket 4711 belongs to Ben Osei-Tutu already\n[^]*can't be taken back/);
    expect(buttonsOf(card)).not.toContain('Undo');
    expect(owner()).toBe('id-Ben Osei-Tutu');
  });
});
