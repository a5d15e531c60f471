import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserOrSkip, isMissing, type NoBrowser, openBrowser } from '../support/browser.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';

let sandbox: Sandbox;
let browser: Browser | NoBrowser;
let stranger: Server;

beforeAll(async () => {
  sandbox = await startSandbox();
  browser = await openBrowser();
  stranger = createServer((_req, res) => {
    res.setHeader('content-type', 'text/html');
    res.end(
      `<!doctype html><title>elsewhere</title><iframe src="${sandbox.origin}/tab/?screen=admin"></iframe>`,
    );
  });
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
}, 120_000);
afterAll(async () => {
  if (browser && !isMissing(browser)) await browser.close();
  stranger.close();
  await sandbox.stop();
});

describe('a page outside Teams', () => {
  it('SEC-2: cannot frame the tab: the browser refuses to show it there', async (test) => {
    const page = await browserOrSkip(browser, test).newPage();
    const refusals: string[] = [];
    page.on('console', (message) => {
      if (/frame-ancestors|refused to (?:frame|display)|framing/i.test(message.text())) {
        refusals.push(message.text());
      }
    });
    await page.goto(`http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`);
    await expect.poll(() => refusals.length, { timeout: 30_000 }).toBeGreaterThan(0);
    const framed = page.frames().find((frame) => frame !== page.mainFrame());
    expect(await framed?.locator('#root').count()).toBe(0);
    await page.close();
  });

  it('TAB-7: opened alone, the tab says where it works and how to get there', async (test) => {
    const page = await browserOrSkip(browser, test).newPage();
    await page.route('https://res.cdn.office.net/**', (route) => route.abort());
    await page.goto(`${sandbox.origin}/tab/?screen=board`);
    await page.getByRole('heading', { name: 'Open this in Microsoft Teams' }).waitFor();
    expect(await page.getByRole('link', { name: 'Open Teams' }).getAttribute('href')).toBe(
      'https://teams.microsoft.com',
    );
    await page.close();
  });
});
