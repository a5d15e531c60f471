import { randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '#adapters/store/open-store.ts';
import type { Card } from '#chat/cards/card.ts';
import { createMappingService } from '#core/mapping/mapping-service.ts';
import type { Technician, User } from '#core/mapping/ports.ts';
import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { silentLogger } from '#kernel/logger.ts';
import { aTechnician, aUser } from '../../mapping/builders.ts';
import { buttonsOf, dataOf, good, inputOf, readOut, textsOf } from '../cards/card-lint.ts';
import { DESK } from '../gate/door.ts';
import { SERVICE_DESK } from './fake-core.ts';
import { type Person, type Reply, startTeams, type TeamsWorld } from './teams-world.ts';

const ELENA_ID = 'e0000000-0000-4000-8000-00000000000e';
const HUGO_ID = 'e0000000-0000-4000-8000-00000000000f';

let teams: TeamsWorld;
let store: Store;
let lead: Person;
let technicians: Technician[];
let users: User[];
/** Thrown by the next look-up of a user. */
let directoryFails: AppError | null;
/** Look-ups of a user wait for this. */
let held: Promise<void> | null;

/** The chat before the mapping service as it is, on a database of its own; only PSA and directory are doubles. */
beforeEach(async () => {
  directoryFails = null;
  held = null;
  technicians = [
    aTechnician({ technicianId: '1', name: 'Elena García', email: 'elena@psa.example' }),
    aTechnician({ technicianId: '2', name: 'Hugo Lindqvist', email: 'hugo@psa.example' }),
  ];
  users = [
    aUser({ userId: ELENA_ID, userPrincipalName: 'elena.garcia@x.example', aliases: ['elena@psa.example'] }),
    aUser({ userId: HUGO_ID, userPrincipalName: 'h.lindqvist@x.example', aliases: ['hugo@psa.example'] }),
  ];
  teams = await startTeams();
  lead = teams.person('Lee Lead', 'lead');
  store = await openStore({
    url: 'sqlite::memory:',
    vaultKeys: `k1:${randomBytes(32).toString('base64')}`,
    logger: silentLogger,
    clock: teams.clock,
  });
  const service = createMappingService({
    clock: teams.clock,
    logger: silentLogger,
    newId,
    sleep: () => Promise.reject(new Error('nobody waits here')),
    technicians: { listTechnicians: () => Promise.resolve(technicians) },
    directory: {
      listTeams: () => Promise.resolve([SERVICE_DESK]),
      async *readMembers() {
        yield users;
      },
      async findUser(_desk, asked) {
        await held;
        if (directoryFails) throw directoryFails;
        return users.find((user) => user.userId === asked) ?? null;
      },
      searchUsers: () => Promise.resolve([]),
    },
    store: store.mapping,
    settings: { readTickedTeams: () => Promise.resolve([]) },
  });
  Object.assign(teams.core.services.mapping, service);
  return async () => {
    await teams.close();
    await store.close();
  };
});

const stored = async (): Promise<unknown[]> =>
  (await store.mapping.listMappings(DESK)).map((each) => [each.technicianId, each.userId, each.source]);

/** Runs auto-map as far as its review, then asks who isn't mapped. */
async function askUnmatched(who = lead): Promise<Card> {
  await teams.ask(lead, 'auto-map');
  return good(await teams.ask(who, "who isn't mapped"));
}

const pressMap = (card: Card, pair: string, who = lead): Promise<Reply> =>
  teams.press(who, card, 'Map', { inputs: { suggestion: pair } });

const cardOf = (reply: Reply): Card => {
  if (!reply.card) throw new Error(`no card: ${reply.status} ${reply.body}`);
  return good(reply.card);
};

describe('MAP-9: one press makes a manual mapping', () => {
  it('of the chosen suggestion, and shows who is left', async () => {
    const card = await askUnmatched();
    expect(inputOf(card, 'suggestion')).toMatchObject({ value: `1|${ELENA_ID}` });
    const after = cardOf(await pressMap(card, `1|${ELENA_ID}`));
    expect(textsOf(after)[0]).toBe('Elena García is mapped to elena.garcia@x.example (Manual).');
    expect(readOut(after)).toContain('1 of 2 technicians not mapped');
    expect(readOut(after)).not.toContain('**Elena García**');
    expect(inputOf(after, 'suggestion')?.['choices']).toHaveLength(1);
    expect(await stored()).toEqual([['1', ELENA_ID, 'manual']]);

    const last = cardOf(await pressMap(after, `2|${HUGO_ID}`));
    expect(readOut(last)).toContain('Every technician is mapped');
    expect(buttonsOf(last)).not.toContain('Map');
  });

  it('from the result of a run: its button "Unmatched" leads there', async () => {
    technicians.push(aTechnician({ technicianId: '3', name: 'Ana Silva', email: 'ana@x.example' }));
    users.push(aUser({ mail: 'ana@x.example' }));
    const preview = await teams.ask(lead, 'auto-map');
    const result = cardOf(await teams.press(lead, preview, 'Apply 1'));
    const list = cardOf(await teams.press(lead, result, 'Unmatched'));
    await pressMap(list, `2|${HUGO_ID}`);
    expect(await stored()).toContainEqual(['2', HUGO_ID, 'manual']);
  });

  it('for a client that knows no Action.Execute too', async () => {
    const card = await askUnmatched();
    const inputs = { suggestion: `1|${ELENA_ID}` };
    await teams.press(lead, card, 'Map', { inputs, asSubmit: true, messageId: 'm-4' });
    const [edit] = teams.connector.edits();
    expect(edit?.messageId).toBe('m-4');
    expect(readOut(edit?.card as Card)).toContain('Elena García is mapped to');
  });

  it('is not offered to a member, and a member’s press is refused', async () => {
    const member = teams.person('Mia Member', 'member');
    const card = await askUnmatched();
    expect(buttonsOf(await teams.ask(member, "who isn't mapped"))).not.toContain('Map');
    expect(readOut(cardOf(await pressMap(card, `1|${ELENA_ID}`, member)))).toContain('needs the role "lead"');
    expect(await stored()).toEqual([]);
  });
});

describe('S33: the same press twice', () => {
  it('writes once and says the same', async () => {
    const card = await askUnmatched();
    const first = cardOf(await pressMap(card, `1|${ELENA_ID}`));
    const second = cardOf(await pressMap(card, `1|${ELENA_ID}`));
    expect(textsOf(second)).toEqual(textsOf(first));
    const entries = await store.audit.listAudit(DESK, { limit: 50, before: null });
    expect(entries.filter((entry) => entry.subject === 'mapping')).toHaveLength(1);
  });

  it('at the same moment is no error for either', async () => {
    const card = await askUnmatched();
    const other = teams.person('Olga Other', 'lead');
    let release = (): void => {};
    held = new Promise((resolve) => {
      release = resolve;
    });
    const both = Promise.all([pressMap(card, `1|${ELENA_ID}`), pressMap(card, `1|${ELENA_ID}`, other)]);
    release();
    for (const reply of await both) {
      expect(textsOf(cardOf(reply))[0]).toBe('Elena García is mapped to elena.garcia@x.example (Manual).');
    }
    expect(await stored()).toEqual([['1', ELENA_ID, 'manual']]);
  });

  it('which finds the mapping made between its look and its write sees it as made', async () => {
    const card = await askUnmatched();
    const { mapping } = teams.core.services;
    const mapByHand = mapping.mapByHand.bind(mapping);
    mapping.mapByHand = async (...asked) => {
      await mapByHand(...asked);
      return mapByHand(...asked);
    };
    expect(textsOf(cardOf(await pressMap(card, `1|${ELENA_ID}`)))[0]).toMatch(/is mapped to/);
  });

  it('still holds after a new run, which suggests nothing for whom is mapped', async () => {
    const card = await askUnmatched();
    await pressMap(card, `1|${ELENA_ID}`);
    await teams.ask(lead, 'auto-map');
    expect(textsOf(cardOf(await pressMap(card, `1|${ELENA_ID}`)))[0]).toMatch(/is mapped to/);
  });
});

describe('S33: forged and late presses change nothing', () => {
  it.each([
    ['a user whom no run suggests', `1|${'9'.repeat(8)}-0000-4000-8000-000000000000`, /no longer exists/],
    ['the suggestion of somebody else', `1|${HUGO_ID}`, /no longer exists/],
    ['a technician whom nobody knows', `77|${ELENA_ID}`, /no longer exists/],
    ['no pair', 'nonsense', /I can't use that/],
    ['something that is no text', { $ne: null }, /I can't use that/],
    ['nothing', undefined, /I can't use that/],
  ])('%s', async (_name, suggestion, shows) => {
    const card = await askUnmatched();
    const reply = await teams.press(lead, card, 'Map', { inputs: { suggestion } });
    expect(readOut(cardOf(reply))).toMatch(shows);
    expect(await stored()).toEqual([]);
  });

  it('without any run there is nothing to accept', async () => {
    const data = { page: 0, suggestion: `1|${ELENA_ID}` };
    const value = { action: { type: 'Action.Execute', verb: 'mapping.accept', data } };
    const over = { type: 'invoke', name: 'adaptiveCard/action', value };
    const reply = await teams.post(teams.activity(lead, 'personal', over));
    expect(readOut(cardOf(reply))).toMatch(/no longer exists/);
    expect(await stored()).toEqual([]);
  });

  it('somebody mapped to another user meanwhile stays so, and "Try again" shows the list', async () => {
    const card = await askUnmatched();
    const other = aUser({ userPrincipalName: 'other@x.example' });
    users.push(other);
    await mapDirectly('1', other.userId);
    const refused = cardOf(await pressMap(card, `1|${ELENA_ID}`));
    expect(readOut(refused)).toContain('Someone else changed this');
    expect(dataOf(refused, 'Try again')).toMatchObject({ verb: 'mapping.unmatched', page: 0 });
    expect(await stored()).toEqual([['1', other.userId, 'manual']]);
  });

  it('somebody excluded meanwhile is not mapped by an old card', async () => {
    const card = await askUnmatched();
    const service = teams.core.services.mapping as unknown as {
      setExcluded(caller: unknown, technicianId: string, excluded: boolean): Promise<void>;
    };
    await service.setExcluded(leadCaller(), '1', true);
    expect(readOut(cardOf(await pressMap(card, `1|${ELENA_ID}`)))).toContain('Someone else changed this');
  });

  it('a technician who left the PSA is named', async () => {
    const card = await askUnmatched();
    const { mapping } = teams.core.services;
    const list = mapping.listTechnicians.bind(mapping);
    mapping.listTechnicians = async (caller) =>
      (await list(caller)).filter(({ technician }) => technician.technicianId !== '1');
    expect(readOut(cardOf(await pressMap(card, `1|${ELENA_ID}`)))).toContain(
      'I know no technician called "Elena García"',
    );
  });

  it('a card of yesterday shows the list of now instead', async () => {
    const card = await askUnmatched();
    teams.clock.advance(24 * 3600 + 60);
    const reply = cardOf(await pressMap(card, `1|${ELENA_ID}`));
    expect(textsOf(reply)[0]).toBe("Who isn't mapped");
    expect(await stored()).toEqual([]);
  });
});

describe('CHAT-7: what goes wrong on the way has its card', () => {
  it('a user who is somebody else’s by now, with that name', async () => {
    const card = await askUnmatched();
    await mapDirectly('2', ELENA_ID);
    const refused = cardOf(await pressMap(card, `1|${ELENA_ID}`));
    expect(textsOf(refused)[0]).toBe('That Microsoft user is already mapped to Hugo Lindqvist.');
    expect(await stored()).toEqual([['2', ELENA_ID, 'manual']]);
  });

  it('a user who is gone', async () => {
    const card = await askUnmatched();
    users = users.filter((user) => user.userId !== ELENA_ID);
    expect(textsOf(cardOf(await pressMap(card, `1|${ELENA_ID}`)))[0]).toBe('Microsoft 365 has no such user.');
  });

  it.each([
    ['consent_revoked', /permission to read Teams was removed/i],
    ['graph_throttled', /asked me to wait/],
    ['graph_down', /can't be reached/],
  ] as const)('%s, and "Try again" maps', async (code, shows) => {
    const card = await askUnmatched();
    directoryFails = new AppError(code, 'made for a test');
    const refused = cardOf(await pressMap(card, `1|${ELENA_ID}`));
    expect(readOut(refused)).toMatch(shows);
    expect(await stored()).toEqual([]);
    if (!buttonsOf(refused).includes('Try again')) return;
    directoryFails = null;
    expect(textsOf(cardOf(await teams.press(lead, refused, 'Try again')))[0]).toMatch(/is mapped to/);
  });
});

function leadCaller() {
  return { kind: 'person', deskId: DESK, id: lead.oid, name: lead.name, role: 'lead' } as const;
}

async function mapDirectly(technicianId: string, userId: string): Promise<void> {
  const wanted = { accountId: userId, signInName: null, allowShared: false };
  await teams.core.services.mapping.mapByHand(leadCaller(), technicianId, wanted);
}
