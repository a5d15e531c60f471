import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CARD_LIMIT_BYTES, cardBytes } from '#chat/cards/card.ts';
import { makeLargeDesk } from '../sandbox/desk/large-desk.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { type Reply, replyOf } from './read-card.ts';

const TECHNICIANS = 200;

let sandbox: Sandbox;

beforeAll(async () => {
  const size = { technicians: TECHNICIANS, teams: 4, membersPerTeam: 60, rotaTeams: 2 };
  sandbox = await startSandbox({ desk: makeLargeDesk({ ...size, now: new Date() }) });
});
afterAll(() => sandbox.stop());

function namesOn({ words }: Reply): readonly string[] {
  return [...words.matchAll(/^\*\*(.+?)\*\*/gm)].map(([, name = '']) => name);
}

/** Every page from the first to the last, as people who press Next see them. One person may ask 20 times a minute, so they take turns. */
async function pagesFrom(first: Reply): Promise<readonly Reply[]> {
  const pages = [first];
  for (let page = first; page.buttons.includes('Next 10'); ) {
    const person = `Person ${String(1 + Math.floor(pages.length / 10)).padStart(6, '0')}`;
    page = replyOf(await sandbox.press(person, page.data('Next 10')));
    pages.push(page);
    expect(pages.length).toBeLessThanOrEqual(TECHNICIANS);
  }
  return pages;
}

describe('CHAT-6, PERF-6: a desk of 200 technicians', () => {
  it('is shown on pages of at most 25 kB, and pressing Next reaches everybody once', async () => {
    const asked = replyOf(await sandbox.say('Person 000001', "who's available"));
    const first = replyOf(
      await sandbox.press('Person 000001', { ...asked.data('Refresh'), show: 'all', teamId: 'all' }),
    );
    const pages = await pagesFrom(first);
    for (const { card } of pages) expect(cardBytes(card)).toBeLessThanOrEqual(CARD_LIMIT_BYTES);
    const names = pages.flatMap(namesOn);
    expect(names).toHaveLength(TECHNICIANS);
    expect(new Set(names).size).toBe(TECHNICIANS);
    expect(pages.at(-1)?.words).toContain(`of ${TECHNICIANS}`);
    // AV-8: two hundred people are one question to Graph, and pages within half a minute share it.
    expect(sandbox.requests('graph', 'presence')).toHaveLength(1);
  });

  it('MAP-9: everybody who is not mapped is on a page of that list too', async () => {
    const { world } = sandbox;
    // Their sign-in names change, so the next full run clears them; so many at once need a yes.
    for (const user of world.graph.state().users().slice(0, 120)) {
      world.graph
        .state()
        .putUser({ ...user, mail: null, userPrincipalName: `gone.${user.userPrincipalName}` });
    }
    const run = await sandbox.api('/public-api/teams-availability/auto-map', {
      method: 'POST',
      json: { confirmMassClear: true },
    });
    expect(run).toMatchObject({ status: 200, body: { state: 'complete', counts: { clear: 120 } } });
    const first = replyOf(await sandbox.say('Person 000150', "who isn't mapped"));
    const names = (await pagesFrom(first)).flatMap(namesOn);
    expect(new Set(names).size).toBe(120);
  });
});
