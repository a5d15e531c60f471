import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserOrSkip, isMissing, openBrowser } from '../support/browser.ts';
import { startWholePlayground, type WholePlayground } from './whole-playground.ts';

/** Microsoft's own client in a real browser, the real bot behind it. */
let playground: WholePlayground;
let browser: Awaited<ReturnType<typeof openBrowser>>;

beforeAll(async () => {
  playground = await startWholePlayground('admin');
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  if (!isMissing(browser)) await browser.close();
  await playground.stop();
});

async function openChat(opened: Browser): Promise<Page> {
  const page = await opened.newPage({ viewport: { width: 1200, height: 1000 } });
  page.setDefaultTimeout(15_000);
  await page.goto(playground.address);
  return page;
}

async function say(page: Page, text: string): Promise<void> {
  const box = page.locator('div[role=textbox][contenteditable]').first();
  await box.click();
  await box.pressSequentially(text);
  await page.keyboard.press('Enter');
}

describe('BOX-3, CHAT-2: Microsoft’s Agents Playground', () => {
  it('draws the answer to "who\'s available", and Refresh brings it anew', async (context) => {
    const page = await openChat(browserOrSkip(browser, context));
    await say(page, "who's available");
    await page.getByText("Who's available now").first().waitFor();
    await page
      .getByText(/^As of \d{1,2}:\d\d/)
      .first()
      .waitFor();
    await page
      .getByText(/^Working \(\d+\)$/)
      .first()
      .waitFor();
    await page.getByText('Aisha Khan').first().waitFor();

    // The filter goes along with Refresh, and the same message shows the other group, from what was read a moment ago.
    const calls = playground.whole.world.graph.requests.length;
    expect(await page.getByText('Amelia Hart').count()).toBe(0);
    await page.getByRole('combobox').first().click();
    await page.getByRole('option', { name: /^No signal/ }).click();
    await page.getByRole('button', { name: 'Refresh', exact: true }).click();
    await page.getByText('Amelia Hart').first().waitFor();
    await page.getByText('Not mapped to a Microsoft user').first().waitFor();
    expect(await page.getByText('Aisha Khan').count()).toBe(0);
    expect(playground.whole.world.graph.requests.length).toBe(calls);
    await page.close();
  }, 90_000);
});
