import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserOrSkip, isMissing, openBrowser } from '../support/browser.ts';
import { startWholePlayground, type WholePlayground } from './whole-playground.ts';

/** Microsoft's own client in a real browser, the real bot behind it: search and link preview of the message extension. */
let playground: WholePlayground;
let browser: Awaited<ReturnType<typeof openBrowser>>;

beforeAll(async () => {
  playground = await startWholePlayground('member');
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  if (!isMissing(browser)) await browser.close();
  await playground.stop();
});

/** The menu of message extensions beside the message box. */
async function openExtension(page: Page, item: 'Search Command' | 'Link Unfurling'): Promise<void> {
  await page.locator('button[aria-haspopup="menu"]').last().click();
  await page.getByRole('menuitem', { name: item }).click();
}

async function openSearch(page: Page): Promise<void> {
  await page.goto(playground.address);
  await openExtension(page, 'Search Command');
  await page.getByText('Specify Command ID or Parameter').click();
  await page.getByPlaceholder('Command ID').fill('findTechnician');
  await page.getByPlaceholder('Parameter name').fill('query');
}

describe('CHAT-8, BOX-3: Microsoft’s Agents Playground', () => {
  it('finds a technician by the beginning of a name, inserts the card, and says when nobody fits', async (context) => {
    const page = await browserOrSkip(browser, context).newPage({ viewport: { width: 1400, height: 1000 } });
    page.setDefaultTimeout(15_000);
    await openSearch(page);
    await page.getByPlaceholder('Enter a search term').fill('bnnxq');
    await page.getByText('Nobody matches "bnnxq". Try a first name or a team.').waitFor();

    await page.getByPlaceholder('Enter a search term').fill('aish');
    const row = page.getByText(/^Working · .+ · until /).first();
    await row.waitFor();
    await row.click();
    await page.getByText('Aisha Khan: working').first().waitFor();
    await page
      .getByText(/as of \d{1,2}:\d\d/)
      .first()
      .waitFor();
    // The short form: who maps whom is nobody's business in a conversation.
    expect(await page.getByText(/^Mapping:/).count()).toBe(0);
    await page.close();
  }, 90_000);

  it('shows a small card for a link of our own', async (context) => {
    const page = await browserOrSkip(browser, context).newPage({ viewport: { width: 1400, height: 1000 } });
    page.setDefaultTimeout(15_000);
    await page.goto(playground.address);
    await openExtension(page, 'Link Unfurling');
    await page
      .getByRole('textbox', { name: 'Enter an URL' })
      .fill('https://rollcall.example/tab/?screen=board');
    await page.getByText("Who's available now").first().waitFor();
    await page
      .getByText(/^\d+ working · \d+ on a break · \d+ off shift · \d+ no signal$/)
      .first()
      .waitFor();
    await page.close();
  }, 90_000);
});
