import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDesk } from '../sandbox/desk/create-desk.ts';
import type { Desk } from '../sandbox/desk/desk-types.ts';
import type { Said } from '../sandbox/connector/connector.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { HOSTILE_TEXTS } from '../unit/chat/cards/hostile-texts.ts';
import { INTO_THE_TAB, askUntil, lastCard, type Reply, replyOf } from './read-card.ts';

/** A desk where everything that has a name has one that wants to be more: technicians, users and teams. */
const BASE = '/public-api/teams-availability';
const NAMES = HOSTILE_TEXTS.filter((text) => text.trim() !== '' && text.length < 1000);
const nameAt = (index: number): string => NAMES[index % NAMES.length] ?? '';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ desk: hostileDesk() });
});
afterAll(() => sandbox.stop());

function hostileDesk(): Desk {
  const desk = createDesk(new Date());
  return {
    ...desk,
    agents: desk.agents.map((agent, index) => (index === 0 ? agent : { ...agent, name: nameAt(index) })),
    users: desk.users.map((user, index) => ({ ...user, displayName: nameAt(index + 20) })),
    groups: desk.groups.map((group, index) => ({ ...group, displayName: nameAt(index * 5) })),
  };
}

/** Whoever was made hostile is known by object id. */
const person = (key: 'admin' | 'lead' | 'member' | 'dispatcher'): string =>
  sandbox.world.desk.people[key].oid;

/** Every card is held to the rules on its way through `replyOf`: no link, image, mention, template or markup. Around it nothing may hide either. */
function plainReplyOf(said: Said): Reply {
  for (const activity of said.activities) {
    const entities = Array.isArray(activity['entities'])
      ? (activity['entities'] as readonly { type?: unknown }[])
      : [];
    expect(entities.filter(({ type }) => type === 'mention')).toEqual([]);
    expect(activity['text'] ?? '').toBe('');
    const whole = JSON.stringify(activity);
    const addresses = [...whole.matchAll(/"url":"([^"]*)"/g)].map(([, url]) => url);
    expect(addresses.filter((url) => !INTO_THE_TAB.test(url ?? ''))).toEqual([]);
    expect(whole).not.toMatch(/"type":"Image"|"type":"Media"/);
  }
  return replyOf(said);
}

describe('S23: names are shown as text', () => {
  it.each(['personal', 'channel'])('on every page of an answer (%s)', async (conversation) => {
    const asker = person('admin');
    const said = await sandbox.say(asker, "who's available", { conversation });
    const inPlace = { conversation: said.conversationId };
    let page = plainReplyOf(said);
    page = plainReplyOf(await sandbox.press(asker, { ...page.data('Refresh'), show: 'all' }, inPlace));
    let all = page.words;
    while (page.buttons.includes('Next 10')) {
      page = plainReplyOf(await sandbox.press(asker, page.data('Next 10'), inPlace));
      all += page.words;
    }
    expect(all).toContain('evil.example');
    expect(all).toContain('everyone');
  });

  it('in answers about one person, in questions back, and in what was not understood', async () => {
    const texts = [
      'is evil available',
      'is everyone available',
      'when is bold back',
      ...NAMES.slice(0, 12).map((name) => `is ${name} available`),
    ];
    const askers = [person('lead'), person('dispatcher'), person('member')];
    for (const [index, text] of texts.entries()) {
      plainReplyOf(await sandbox.say(askers[index % askers.length] ?? '', text));
    }
  });

  it('of teams: in filters, in scopes, and in what was not found', async () => {
    for (const name of [nameAt(0), nameAt(5), nameAt(10)]) {
      plainReplyOf(await sandbox.say(person('member'), `who's free in ${name}`));
    }
    const { words } = plainReplyOf(await sandbox.say(person('member'), "who's available"));
    expect(words).toContain('Team (then Refresh)');
  });

  it('in previews, results, lists of the unmatched, suggestions and failures', async () => {
    const lead = person('lead');
    const preview = await askUntil(sandbox, lead, 'auto-map');
    expect(preview.words).toContain('Preview of auto-map');
    const close = preview.buttons.includes('Cancel') ? 'Cancel' : 'Close';
    plainReplyOf(await sandbox.press(lead, preview.data(close)));
    // Somebody leaves, so that a clear is named, and is then done.
    const state = sandbox.world.graph.state();
    for (const user of state.users().slice(0, 3))
      state.putUser({ ...user, mail: null, userPrincipalName: `x.${user.userPrincipalName}` });
    const clearing = await askUntil(sandbox, lead, 'auto-map');
    expect(clearing.words).toMatch(/Would be cleared \(\d\)/);
    const apply = clearing.buttons.find((title) => title.startsWith('Apply')) ?? '';
    const result = plainReplyOf(await sandbox.press(lead, { clear: 'true', ...clearing.data(apply) }));
    expect(result.words).toMatch(/Started by .+\./);
    let list = plainReplyOf(await sandbox.say(person('admin'), "who isn't mapped"));
    while (list.buttons.includes('Next 10'))
      list = plainReplyOf(await sandbox.press(person('admin'), list.data('Next 10')));

    sandbox.fault('graph', 'shifts', '403', 1);
    sandbox.fault('graph', 'members-as-user', '403', 1);
    const partial = await askUntil(sandbox, lead, 'auto-map');
    expect(partial.words).toContain('Could not be read to the end: ');
    sandbox.clearFaults();
    plainReplyOf(await sandbox.say(person('admin'), 'check set-up'));
    plainReplyOf(await sandbox.say(person('member'), 'auto-map'));
  });

  it('CHAT-7: at the first hello, to a person and to a team', async () => {
    const { connector } = sandbox.world;
    const newcomer = sandbox.world.desk.users[30]?.id ?? '';
    await connector.install({ person: newcomer, conversation: 'personal' }, 'add');
    expect(lastCard(connector.messages('personal', newcomer))?.words).toContain(
      'I know who can take a ticket',
    );
    await connector.install({ person: newcomer, conversation: 'channel' }, 'add');
    expect(lastCard(connector.messages('channel'))?.words).toMatch(/ added me to .+\./);
  });
});

describe('S23: names over HTTP', () => {
  it('are exactly what the PSA has, as JSON that no browser takes for a page', async () => {
    for (const path of ['technicians?limit=500', 'availability', 'teams']) {
      const { status, headers, body } = await sandbox.api(`${BASE}/${path}`);
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      const text = JSON.stringify(body);
      expect(text).toContain(JSON.stringify(path === 'teams' ? nameAt(0) : nameAt(1)).slice(1, -1));
    }
  });

  it.each([
    'technicians?cursor=%3Cscript%3E',
    'availability?team=%3Cimg%20src=x%3E',
    'technicians/%3Cscript%3E/mapping',
    '%3Cscript%3Ealert(1)%3C/script%3E',
  ])('what an address brings is no page either: %s', async (path) => {
    const init = path.includes('mapping') ? { method: 'PUT', json: { signInName: '<img>' } } : {};
    const { status, headers } = await sandbox.api(`${BASE}/${path}`, init);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});
