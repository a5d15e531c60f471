import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { availabilityCard } from '#chat/cards/availability-card.ts';
import { literal } from '#chat/cards/card.ts';
import { type NoBrowser, browserOrSkip, isMissing, openBrowser } from '../../../support/browser.ts';
import { renderCard } from '../../../support/card-render.ts';
import { anAnswer, aPerson, aView, aViewer, NO_TAB } from './card-facts.ts';
import { lintCard } from './card-lint.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';
import { SAMPLES } from './sample-cards.ts';

let browser: Awaited<ReturnType<typeof openBrowser>> | NoBrowser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  if (!isMissing(browser)) await browser.close();
});

const OURS = [
  ...['board', 'admin/setup', 'admin/setup/run/run-1', 'admin/technicians', 'board/t/id-Ben%20Osei-Tutu'].map(
    (path) => `https://teams.example/l/${path}`,
  ),
  'https://login.example/adminconsent',
];

describe('a desk as it is', () => {
  it.each(Object.entries(SAMPLES))('CHAT-9: %s keeps every rule of cards', (_, card) => {
    expect(lintCard(card, OURS)).toEqual([]);
  });
});

describe("Microsoft's own renderer", () => {
  it('CHAT-9: cuts nothing off at 320 px in light and 600 px in dark', async (test) => {
    const open = browserOrSkip(browser, test);
    for (const [name, card] of Object.entries(SAMPLES)) {
      for (const [width, theme] of [
        [320, 'light'],
        [600, 'dark'],
      ] as const) {
        const { overflow, complaints, text } = await renderCard(open, card, { width, theme });
        expect({ name, width, overflow, complaints }).toEqual({ name, width, overflow: 0, complaints: [] });
        expect(text).not.toContain('**');
      }
    }
  });

  it('S23: makes no link, picture, mention, template or markup out of names, and shows them', async (test) => {
    const open = browserOrSkip(browser, test);
    for (let start = 0; start < HOSTILE_TEXTS.length; start += 15) {
      const names = HOSTILE_TEXTS.slice(start, start + 15);
      const card = availabilityCard({
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
      const { lively, text } = await renderCard(open, card, { width: 600, theme: 'light' });
      expect(lively).toEqual([]);
      for (const name of names)
        expect(text.normalize()).toContain(literal(name, 40).slice(0, 30).trim().normalize());
    }
  });

  it('S23: would show a link, a picture and markup, were a name let through as it is', async (test) => {
    const open = browserOrSkip(browser, test);
    const [sample] = Object.values(SAMPLES);
    if (!sample) throw new Error('no sample');
    const text = '[click](https://evil.example) ![x](x.png) https://evil.example ~~x~~ `y`';
    const card = { ...sample, body: [{ type: 'TextBlock', text, wrap: true }] };
    const { lively } = await renderCard(open, card, { width: 600, theme: 'light' });
    expect(lively.toSorted()).toEqual(['a', 'a', 'code', 'del', 'img']);
  });
});
