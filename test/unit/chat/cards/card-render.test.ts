import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { availabilityCard } from '#chat/cards/availability-card.ts';
import { type Card, literal } from '#chat/cards/card.ts';
import { browserOrSkip, isMissing, openBrowser } from '../../../support/browser.ts';
import { openCardPage } from '../../../support/card-render.ts';
import { anAnswer, aPerson, aView, aViewer, NO_TAB } from './card-facts.ts';
import { lintCard } from './card-lint.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';
import { SAMPLES } from './sample-cards.ts';

let opened: Awaited<ReturnType<typeof openBrowser>>;
beforeAll(async () => {
  opened = await openBrowser();
});
afterAll(async () => {
  if (!isMissing(opened)) await opened.close();
});

const OURS = [
  ...[
    'board',
    'board/coverage/2026-11-21',
    'admin/setup',
    'admin/setup/run/run-1',
    'admin/technicians',
    'board/t/id-Ben%20Osei-Tutu',
  ].map((path) => `https://teams.example/l/${path}`),
  'https://login.example/adminconsent',
];

describe('a desk as it is', () => {
  it.each(Object.entries(SAMPLES))('CHAT-9: %s keeps every rule of cards', (_, card) => {
    expect(lintCard(card, OURS)).toEqual([]);
  });
});

describe("Microsoft's own renderer", { timeout: 60_000 }, () => {
  it.for([
    [320, 'light'],
    [600, 'dark'],
  ] as const)('CHAT-9: cuts nothing off at %i px in %s', async ([width, theme], test) => {
    const page = await openCardPage(browserOrSkip(opened, test), { width, theme });
    for (const [name, card] of Object.entries(SAMPLES)) {
      const { overflow, complaints, text } = await page.draw(card);
      expect({ name, overflow, complaints }).toEqual({ name, overflow: 0, complaints: [] });
      expect(text).not.toContain('**');
    }
    await page.close();
  });

  it('S23: makes no link, picture, mention, template or markup out of names, and shows them', async (test) => {
    const page = await openCardPage(browserOrSkip(opened, test), { width: 600, theme: 'light' });
    for (let start = 0; start < HOSTILE_TEXTS.length; start += 15) {
      const names = HOSTILE_TEXTS.slice(start, start + 15);
      const { lively, text } = await page.draw(cardOf(names));
      expect(lively).toEqual([]);
      for (const name of names) {
        expect(text.normalize()).toContain(literal(name, 40).slice(0, 30).trim().normalize());
      }
    }
    await page.close();
  });

  it('S23: would show a link, a picture and markup, were a name let through as it is', async (test) => {
    const page = await openCardPage(browserOrSkip(opened, test), { width: 600, theme: 'light' });
    const text = '[click](https://evil.example) ![x](x.png) https://evil.example ~~x~~ `y`';
    const card = { ...cardOf(['Ana']), body: [{ type: 'TextBlock', text, wrap: true }] };
    const { lively } = await page.draw(card);
    expect(lively.toSorted()).toEqual(['a', 'a', 'code', 'del', 'img']);
    await page.close();
  });
});

function cardOf(names: readonly string[]): Card {
  return availabilityCard({
    answer: anAnswer(names.map((name, index) => ({ ...aPerson(name), technicianId: String(index) }))),
    view: aView({
      teams: names.map((name, index) => ({ teamId: `t${index}`, name })),
      teamId: 't0',
      teamName: names[0] ?? '',
    }),
    viewer: aViewer(),
    links: NO_TAB,
    echo: [],
  });
}
