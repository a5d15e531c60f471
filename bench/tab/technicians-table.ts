import type { Frame, Page } from 'playwright-core';
import { isMissing, openBrowser } from '../../test/support/browser.ts';
import { startSandbox } from '../../test/support/sandbox.ts';
import { openTab } from '../../test/support/tab-host.ts';
import { makeLargeDesk } from '../../test/sandbox/desk/large-desk.ts';
import type { Measurement, Row } from '../measurement.ts';
import { median } from '../statistics.ts';

const TECHNICIANS = 5_000;
const SLOWED = 4;
const ROWS = 200;
const FIRST_ROWS_MS = 1_500;
const KEYSTROKE_MS = 50;
const WORD = 'person 0042';

/** The technicians' table in a real browser: the whole program, 5,000 technicians, a processor that is four times slower. */
export const techniciansTable: Measurement = {
  name: 'technicians-table',
  async run() {
    const now = new Date();
    const desk = makeLargeDesk({ technicians: TECHNICIANS, teams: 1, membersPerTeam: 10, rotaTeams: 0, now });
    const sandbox = await startSandbox({ desk, prepared: 'connected', throttling: false });
    const browser = await openBrowser();
    try {
      if (isMissing(browser)) throw new Error(browser.skipped);
      const tab = await openTab(sandbox, browser, { screen: 'admin', sub: 'technicians' });
      const { frame, page } = tab;
      await firstRow(frame).waitFor();
      await slowDown(page);
      const firstMs: number[] = [];
      for (let round = 0; round < 3; round += 1) firstMs.push(await showAgain(frame));
      const drawn = await scrollThrough(frame);
      await frame.evaluate('window.scrollTo(0, 0)');
      const keyMs = await typeWord(frame, page);
      await tab.close();
      return [
        firstRowsRow(firstMs),
        row('PERF-5', 'rows drawn while 5,000 are scrolled through, at most', drawn, ROWS, 'count', 'rows'),
        row(
          'TAB-2',
          `a letter typed into the search, ${SLOWED} x slower, median`,
          median(keyMs),
          KEYSTROKE_MS,
          'time',
          'ms',
          { keyMs },
        ),
      ];
    } finally {
      if (!isMissing(browser)) await browser.close();
      await sandbox.stop();
    }
  },
};

function firstRow(frame: Frame) {
  return frame.getByRole('rowheader').first();
}

async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWED });
}

/** From the click that leads to the page to its first rows; Teams and sign-in stand already, as for whoever comes from another page. */
async function showAgain(frame: Frame): Promise<number> {
  await frame.evaluate(`location.hash = '#/nowhere'`);
  await frame.getByRole('rowheader').first().waitFor({ state: 'detached' });
  return frame.evaluate<number>(`new Promise((done) => {
    const started = performance.now();
    location.hash = '#/technicians';
    const look = () => document.querySelector('tbody th') ? done(performance.now() - started) : requestAnimationFrame(look);
    look();
  })`);
}

function firstRowsRow(samples: readonly number[]): Row {
  return row(
    'TAB-2',
    `first rows of 5,000, ${SLOWED} x slower, median`,
    median([...samples]),
    FIRST_ROWS_MS,
    'time',
    'ms',
    { samples },
  );
}

/** The most rows that stood in the document on the way through the list. */
function scrollThrough(frame: Frame): Promise<number> {
  return frame.evaluate<number>(`(async () => {
    let most = 0;
    for (let step = 0; step <= 40; step += 1) {
      window.scrollTo(0, document.documentElement.scrollHeight * step / 40);
      await new Promise((done) => setTimeout(done, 60));
      most = Math.max(most, document.querySelectorAll('tbody tr').length);
    }
    return most;
  })()`);
}

/** From each key to the next painted frame. */
async function typeWord(frame: Frame, page: Page): Promise<number[]> {
  await frame.getByRole('searchbox').focus();
  await frame.evaluate(`(() => {
    window.keyTimes = [];
    document.querySelector('input[type=search]').addEventListener('keydown', () => {
      const started = performance.now();
      requestAnimationFrame(() => setTimeout(() => window.keyTimes.push(performance.now() - started)));
    });
  })()`);
  await page.keyboard.type(WORD, { delay: 120 });
  await frame.getByText(`“${WORD}”`).first().waitFor();
  return frame.evaluate<number[]>('window.keyTimes');
}

function row(
  id: string,
  what: string,
  value: number,
  limit: number,
  kind: Row['kind'],
  unit: string,
  details: Row['details'] = {},
): Row {
  const digits = unit === 'ms' ? 1 : 0;
  return {
    id,
    what,
    value: `${value.toFixed(digits)} ${unit}`,
    target: `<= ${limit} ${unit}`,
    isMet: value <= limit,
    kind,
    details,
  };
}
