import { beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '#chat/cards/card.ts';
import type { ComposeAnswer } from '#chat/compose-answer.ts';
import { placeIn } from '#chat/preview-link.ts';
import { AppError } from '#kernel/errors.ts';
import { aPerson, at, covers, offShift, shows, unmapped } from '../cards/card-facts.ts';
import { good, readOut, textsOf } from '../cards/card-lint.ts';
import { aLargeDesk, SERVICE_DESK } from './fake-core.ts';
import { type Person, type Place, STRANGER_DESK, startTeams, type TeamsWorld } from './teams-world.ts';

let teams: TeamsWorld;
let mia: Person;

beforeEach(async () => {
  teams = await startTeams();
  mia = teams.person('Mia Member', 'member');
  teams.core.people = [
    aPerson('Aisha Khan', { technicianId: '1', presence: shows('in-a-call'), shift: covers('17:00') }),
    aPerson('Ben Osei-Tutu', { technicianId: '2' }),
    aPerson('Dmitri Volkov', {
      technicianId: '3',
      group: 'off-shift',
      presence: shows('offline'),
      shift: offShift(['2026-11-23T08:00:00Z', '2026-11-23T16:00:00Z'], {
        timeOff: { start: at('09:00'), end: at('18:00') },
      }),
    }),
    unmapped('Hugo <b>Lindqvist</b>'),
  ];
  return () => teams.close();
});

type Found = Extract<ComposeAnswer['composeExtension'], { type: 'result' }>['attachments'];

async function invoke(
  who: Person,
  name: string,
  value: unknown,
  over: Record<string, unknown> = {},
  where: Place = 'personal',
): Promise<ComposeAnswer['composeExtension']> {
  const activity = teams.activity(who, where, { type: 'invoke', name, value, ...over });
  const reply = await teams.post(activity);
  expect(reply.status).toBe(200);
  return (JSON.parse(reply.body) as ComposeAnswer).composeExtension;
}

function search(text: string | null, options: { skip?: number; count?: number } = {}, over = {}, who = mia) {
  const parameters =
    text === null ? [{ name: 'initialRun', value: 'true' }] : [{ name: 'query', value: text }];
  const queryOptions = { skip: options.skip ?? 0, count: options.count ?? 25 };
  return invoke(
    who,
    'composeExtension/query',
    { commandId: 'findTechnician', parameters, queryOptions },
    over,
  );
}

function listed(answer: ComposeAnswer['composeExtension']): Found {
  expect(answer.type).toBe('result');
  return answer.type === 'result' ? answer.attachments : [];
}

const rows = (answer: ComposeAnswer['composeExtension']) =>
  listed(answer).map(({ preview }) => [preview.content.title, preview.content.text]);

describe('CHAT-8: "Find a technician" while composing', () => {
  it('the first opening shows the desk, those who work first, one row each', async () => {
    expect(rows(await search(null))).toEqual([
      ['Aisha Khan', 'Working · In a call · until 17:00'],
      ['Ben Osei-Tutu', 'Working · Available · until 17:00'],
      ['Dmitri Volkov', 'Off shift · Offline · next Monday 08:00'],
      ['Hugo ‹b›Lindqvist‹/b›', 'No signal · Not mapped to a Microsoft user'],
    ]);
  });

  it.each([
    ['ai', ['Aisha Khan']],
    ['KHAN', ['Aisha Khan']],
    ['osei', ['Ben Osei-Tutu']],
    ['aihsa', ['Aisha Khan']],
    ['benjamin', ['Ben Osei-Tutu']],
    ['service desk', ['Aisha Khan', 'Ben Osei-Tutu', 'Dmitri Volkov', 'Hugo ‹b›Lindqvist‹/b›']],
  ])('"%s" finds %j', async (typed, names) => {
    expect(rows(await search(typed)).map(([name]) => name)).toEqual(names);
  });

  it('a team is asked about as the chat asks, so the verdicts are the same', async () => {
    await search('service desk');
    expect(teams.core.questions.map(({ teamId, slot }) => [teamId ?? null, slot])).toEqual([
      [null, null],
      [SERVICE_DESK.teamId, null],
    ]);
    const [first] = listed(await search('aisha'));
    const asked = await teams.ask(mia, 'is Aisha available', 'channel');
    expect(textsOf(first?.content as Card)).toEqual(textsOf(asked));
  });

  it('the card is the short form with its age, and refreshes by hand only', async () => {
    const [dmitri] = listed(await search('dmitri'));
    const card = good(dmitri?.content as Card);
    expect(card.refresh).toBeUndefined();
    expect(readOut(card)).toContain('as of 16:02, Europe/London');
    // Decision 12: why somebody is away is nobody's business in a conversation.
    expect(readOut(card)).not.toMatch(/Time off|Mapping:/);
    const [own] = listed(
      await search(
        'dmitri',
        {},
        { channelData: { tenant: { id: deskOf(mia) }, source: { name: 'commandBox' } } },
      ),
    );
    expect(readOut(good(own?.content as Card))).toContain('Time off until 18:00');
  });

  it('pages by ten at most, in the same order, and ends', async () => {
    teams.core.people = aLargeDesk(25);
    const names = async (skip: number, count = 25) =>
      rows(await search(null, { skip, count })).map(([name]) => name);
    const first = await names(0);
    expect(first).toHaveLength(10);
    expect(await names(10)).toHaveLength(10);
    expect(await names(20)).toHaveLength(5);
    expect(await names(30)).toEqual([]);
    expect(await names(0, 3)).toEqual(first.slice(0, 3));
  });

  it('nobody: says so, and what to try', async () => {
    expect(await search('bnn xq')).toEqual({
      type: 'message',
      text: 'Nobody matches "bnn xq". Try a first name or a team.',
    });
    expect(await search('[x](https://evil)')).toMatchObject({
      text: expect.not.stringContaining('](') as string,
    });
    expect(await search('niemand da', {}, { locale: 'de-DE' })).toEqual({
      type: 'message',
      text: 'Niemand passt zu „niemand da“. Versuchen Sie einen Vornamen oder ein Team.',
    });
  });

  it('is German for Germans', async () => {
    expect(rows(await search('aisha', {}, { locale: 'de-DE' }))).toEqual([
      ['Aisha Khan', 'Im Dienst · In einem Anruf · bis 17:00'],
    ]);
  });

  it('SPEC 0: guests and strangers see nobody', async () => {
    for (const over of [{ userRole: 'guest' }, { tenantId: STRANGER_DESK }]) {
      const guest = teams.person('Gus Guest', 'admin', over);
      expect(await search('aisha', {}, {}, guest)).toEqual({
        type: 'message',
        text: 'Rollcall answers people of this organisation only',
      });
    }
    expect(teams.core.questions).toEqual([]);
  });

  it('works in a chat that we are not in: the own chat of the person tells who asks', async () => {
    teams.connector.failNext.push(403);
    expect(rows(await search('aisha'))).toHaveLength(1);
    expect(
      teams.connector.requests.map(
        ({ method, path }) => `${method} ${path.split('/').slice(0, 4).join('/')}`,
      ),
    ).toEqual(['GET /teams/v3/conversations', 'POST /teams/v3/conversations', 'GET /teams/v3/conversations']);
  });

  it('who cannot be told from a guest sees nobody', async () => {
    teams.connector.failNext.push(403, 403);
    expect(await search('aisha')).toMatchObject({ type: 'message' });
    expect(teams.core.questions).toEqual([]);
  });

  it('CHAT-7: a failure is a sentence with a reference, and what is none of our commands finds nothing', async () => {
    teams.core.failNext = new AppError('psa_not_connected', 'none');
    const answer = await search('aisha');
    expect(answer).toMatchObject({ type: 'message' });
    expect(answer.type === 'message' ? answer.text : '').toMatch(
      /No PSA is connected yet.*Reference [0-9A-F]{6}\.$/,
    );
    for (const value of [{}, { commandId: 'other' }, { commandId: 'findTechnician', parameters: 7 }, null])
      expect(listed(await invoke(mia, 'composeExtension/query', value))).toEqual([]);
  });

  it('answers within five seconds whatever happens', async () => {
    let go = (): void => {};
    teams.core.hold = new Promise((resolve) => (go = resolve));
    const started = Date.now();
    const answer = await search('aisha');
    expect(answer).toMatchObject({ type: 'message', text: 'Microsoft is answering too slowly.' });
    expect(Date.now() - started).toBeLessThan(5000);
    go();
  });
});

function deskOf(who: Person): string {
  const { conversation } = teams.activity(who, 'personal', {}) as { conversation: { tenantId: string } };
  return conversation.tenantId;
}

describe('CHAT-8: links of our own', () => {
  const paste = (url: string, over: Record<string, unknown> = {}, who = mia) =>
    invoke(who, 'composeExtension/queryLink', { url }, over);

  it.each([
    ['https://rollcall.example/tab/?screen=board#/t/1', 'Aisha Khan: working'],
    [
      'https://teams.microsoft.com/l/entity/app/board?context=%7B%22subEntityId%22%3A%22t%2F1%22%7D',
      'Aisha Khan: working',
    ],
    ['https://rollcall.example/tab/?screen=board', "Who's available now"],
    [
      'https://rollcall.example/tab/?screen=board#/at/2026-11-22T15:00:00.000Z',
      "Who's on, Sun 22 Nov, 15:00",
    ],
    [
      'https://rollcall.example/tab/?screen=board#/coverage/2026-11-22',
      'Nobody is on shift: Sun 22 Nov, 00:00–Mon 23 Nov, 00:00',
    ],
  ])('%s becomes a small card', async (url, heading) => {
    const [found] = listed(await paste(url));
    expect(textsOf(good(found?.content as Card))[0]).toBe(heading);
    expect(found?.content.refresh).toBeUndefined();
  });

  it('a link to nobody, or to no page of ours, becomes no card', async () => {
    for (const url of [
      'https://rollcall.example/tab/?screen=board#/t/999',
      'https://rollcall.example/tab/?screen=admin#/keys',
      'https://example.com/',
      'javascript:alert(1)',
      'nonsense',
    ])
      expect(listed(await paste(url))).toEqual([]);
  });

  it('shows no data to whoever may not see it, and none without the app', async () => {
    const guest = teams.person('Gus Guest', 'admin', { userRole: 'guest' });
    const url = 'https://rollcall.example/tab/?screen=board#/t/1';
    for (const answer of [
      await paste(url, {}, guest),
      await invoke(mia, 'composeExtension/anonymousQueryLink', { url }),
    ]) {
      const [found] = listed(answer);
      expect(readOut(good(found?.content as Card))).toContain('Open in Teams to see it');
      expect(JSON.stringify(answer)).not.toContain('Aisha');
    }
    expect(teams.core.questions).toEqual([]);
  });

  it.each([
    ['https://x.example/tab/?screen=board#/t/a%2Fb', { screen: 'board', path: ['t', 'a/b'] }],
    ['https://x.example/host?screen=board&sub=at/2026', { screen: 'board', path: ['at', '2026'] }],
    ['https://teams.microsoft.com/l/entity/app/admin?context=%7Bbroken', { screen: 'admin', path: [] }],
    ['https://x.example/tabs/?screen=board', null],
    ['ftp://x.example/tab/?screen=board', null],
  ])('%s is the page %j', (url, place) => {
    expect(placeIn(url)).toEqual(place);
  });
});
