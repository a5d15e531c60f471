import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserOrSkip, isMissing, openBrowser } from '../../support/browser.ts';

const PAGE = `<!doctype html><meta charset="utf-8"><title>Board</title>
<body style="margin:0;background:#fff;font:16px 'Segoe UI', sans-serif">
<button onclick="document.getElementById('said').textContent = 'Ana is working'">Who is available?</button>
<p id="said">nobody asked</p>`;

let server: Server;
let address: string;
let browser: Browser | { readonly skipped: string };

beforeAll(async () => {
  server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  browser = await openBrowser();
}, 90_000);

afterAll(async () => {
  if (browser !== undefined && !isMissing(browser)) await browser.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('the browser of the tests', () => {
  it('opens a loopback page, clicks, and paints text into a screenshot', async (test) => {
    const page = await browserOrSkip(browser, test).newPage({ viewport: { width: 320, height: 200 } });
    await page.goto(address);
    const before = await page.screenshot();
    await page.getByRole('button', { name: 'Who is available?' }).click();
    expect(await page.locator('#said').textContent()).toBe('Ana is working');
    const after = await page.screenshot();
    expect(after.equals(before)).toBe(false);
    expect(darkPixels(after)).toBeGreaterThan(300);
    await page.close();
  });

  it('keeps two contexts apart, as two people on one machine are', async (test) => {
    const chromium = browserOrSkip(browser, test);
    const [ana, lee] = await Promise.all([chromium.newContext(), chromium.newContext()]);
    const [hers, his] = await Promise.all([ana.newPage(), lee.newPage()]);
    await Promise.all([hers.goto(address), his.goto(address)]);
    await hers.evaluate(() => globalThis.localStorage.setItem('who', 'ana'));
    expect(await his.evaluate(() => globalThis.localStorage.getItem('who'))).toBeNull();
    await Promise.all([ana.close(), lee.close()]);
  });

  it('says what is wrong when CHROMIUM names a file that is not there, and fails under CI', async () => {
    const kept = { chromium: process.env['CHROMIUM'], ci: process.env['CI'] };
    try {
      process.env['CHROMIUM'] = '/nowhere/chromium';
      process.env['CI'] = '';
      expect(await openBrowser()).toEqual({
        skipped: expect.stringContaining('/nowhere/chromium') as string,
      });
      process.env['CI'] = 'true';
      await expect(openBrowser()).rejects.toThrow('/nowhere/chromium');
    } finally {
      restore('CHROMIUM', kept.chromium);
      restore('CI', kept.ci);
    }
  });
});

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

function darkPixels(screenshot: Buffer): number {
  const { data } = PNG.sync.read(screenshot);
  let dark = 0;
  for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 255) < 100) dark += 1;
  return dark;
}
