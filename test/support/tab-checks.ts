import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Frame, Page } from 'playwright-core';
import { assert, expect } from 'vitest';
import type { HostTheme, OpenTab, TabWidth } from './tab-host.ts';

const WCAG_21_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
const SCREENSHOTS = join(import.meta.dirname, '..', '..', 'data', 'screenshots');

type Violations = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'];

/** No violation of WCAG 2.1 AA that axe can see: of the tab alone when given its frame, else of the whole page with its frames. */
export async function expectAccessible(where: Page | Frame): Promise<void> {
  const frame = 'mainFrame' in where ? where.mainFrame() : where;
  const builder = new AxeBuilder({ page: frame.page() }).withTags(WCAG_21_AA);
  // In frames axe leaves out the rules of whole documents that need no more than this.
  expect(await frame.title(), 'the title of the document').not.toBe('');
  if (frame.parentFrame() !== null) builder.include(await selectorOf(frame));
  const { violations, passes } = await builder.analyze();
  expect(passes.length, 'rules that axe could try').toBeGreaterThan(0);
  const found = violations.filter((each) => !isTabsterDummy(each)).map(inWords);
  if (found.length > 0) assert.fail(`axe found\n${found.join('\n')}`);
}

/** What the tab gave its host to share, oldest first. A moment passes between a press and this: poll for it. */
export async function sharedPlaces(tab: OpenTab): Promise<readonly string[]> {
  return (await tab.shared()).map(({ here }) => here);
}

async function selectorOf(frame: Frame): Promise<string> {
  const element = await frame.frameElement();
  const id = await element.getAttribute('id');
  if (id === null) throw new Error('the frame has no id to find it by');
  return `iframe#${id}`;
}

/** Fluent's arrow-key groups have hidden, focusable guards at both ends that hand the focus on at once: microsoft/tabster issue 288. */
function isTabsterDummy({ id, nodes }: Violations[number]): boolean {
  return id === 'aria-hidden-focus' && nodes.every(({ html }) => html.includes('data-tabster-dummy'));
}

function inWords({ id, help, nodes }: Violations[number]): string {
  return `${id}: ${help}\n${nodes.map(({ target, html }) => `  ${target.join(' ')}  ${html.slice(0, 200)}`).join('\n')}`;
}

/** Nothing sticks out: no sideways scrolling of the document, and no text wider than the element that holds it. A page whose width has just
 *  changed gets a moment to lay itself out anew. */
export async function expectNoOverflow(frame: Frame): Promise<void> {
  const end = performance.now() + LAID_OUT_WITHIN_MS;
  for (;;) {
    const found = await frame.evaluate<readonly string[]>(`(${findOverflow.toString()})()`);
    if (found.length === 0) return;
    if (performance.now() > end)
      assert.fail(`at ${await frame.evaluate<number>('innerWidth')} px\n${found.join('\n')}`);
    await settleLayout(frame);
  }
}

const LAID_OUT_WITHIN_MS = 3_000;

/** Runs in the browser. An element counts when text of its own stands in it; what scrolls by itself, is hidden from sight on purpose, or is a field does not. */
function findOverflow(): readonly string[] {
  const page = globalThis as unknown as BrowserPage; // this function is sent to the browser as text
  const { documentElement: root } = page.document;
  const wide = root.scrollWidth > page.innerWidth ? [`the document is ${root.scrollWidth} px wide`] : [];
  const cut = [...page.document.querySelectorAll('body *')].filter((element) => {
    const style = page.getComputedStyle(element);
    const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
    const isLaidOut = element.clientWidth > 1 && element.clientHeight > 1 && style.visibility !== 'hidden';
    const scrolls = ['auto', 'scroll'].includes(style.overflowX);
    const isField = ['INPUT', 'TEXTAREA', 'SELECT', 'OPTION'].includes(element.tagName);
    return hasText && isLaidOut && !scrolls && !isField && element.scrollWidth > element.clientWidth + 1;
  });
  return [
    ...wide,
    ...cut.map(
      (element) =>
        `${element.tagName.toLowerCase()} "${(element.textContent ?? '').trim().slice(0, 60)}" needs ${element.scrollWidth} px and has ${element.clientWidth}`,
    ),
  ];
}

/** The little of a browser's globals that `findOverflow` uses; tests are compiled without the DOM. */
interface BrowserPage {
  readonly innerWidth: number;
  readonly document: {
    readonly documentElement: BrowserElement;
    querySelectorAll(selector: string): Iterable<BrowserElement>;
  };
  getComputedStyle(element: BrowserElement): { readonly visibility: string; readonly overflowX: string };
}
interface BrowserElement {
  readonly tagName: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<{ readonly nodeType: number; readonly textContent: string | null }>;
  readonly clientWidth: number;
  readonly clientHeight: number;
  readonly scrollWidth: number;
}

export interface Look {
  readonly theme: HostTheme;
  readonly width: TabWidth;
  readonly forcedColors: boolean;
}

/** Every theme narrow and wide, high contrast together with the forced colours of the system, and the other widths in light. */
export const LOOKS: readonly Look[] = [
  { theme: 'default', width: 1024, forcedColors: false },
  { theme: 'default', width: 640, forcedColors: false },
  { theme: 'default', width: 320, forcedColors: false },
  { theme: 'default', width: 280, forcedColors: false },
  { theme: 'dark', width: 320, forcedColors: false },
  { theme: 'dark', width: 1024, forcedColors: false },
  { theme: 'contrast', width: 1024, forcedColors: true },
  { theme: 'contrast', width: 320, forcedColors: true },
];

export function nameOf({ theme, width, forcedColors }: Look): string {
  return `${theme}${forcedColors ? ' with forced colours' : ''} at ${width} px`;
}

/** Shows the open tab in every look, one after the other, without loading it again, and runs `check` in each. A failure names its look. */
export async function forEachLook(tab: OpenTab, check: (look: Look) => Promise<void>): Promise<void> {
  for (const look of LOOKS) {
    await tab.setForcedColors(look.forcedColors);
    await tab.setTheme(look.theme);
    await tab.setWidth(look.width);
    await settleLayout(tab.frame);
    try {
      await check(look);
    } catch (cause) {
      if (cause instanceof Error) cause.message = `${nameOf(look)}: ${cause.message}`;
      throw cause;
    }
  }
}

/** Two frames painted: theme and width have come through the message, the state and the layout. */
async function settleLayout(frame: Frame): Promise<void> {
  await frame.evaluate(
    'new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 50))',
  );
}

/** A picture of the tab alone, in its whole length: into `data/screenshots/<name>.png`, which git ignores, and as bytes. */
export async function screenshot(
  { page, frame }: Pick<OpenTab, 'page' | 'frame'>,
  name: string,
): Promise<Buffer> {
  const before = page.viewportSize();
  const needed = await frame.evaluate<number>('document.documentElement.scrollHeight');
  const visible = await frame.evaluate<number>('innerHeight');
  if (before !== null && needed > visible) {
    await page.setViewportSize({ width: before.width, height: before.height + needed - visible });
    await settleLayout(frame);
  }
  const bytes = await page.locator('iframe#tab').screenshot({ animations: 'disabled' });
  if (before !== null) await page.setViewportSize(before);
  const path = join(SCREENSHOTS, `${name}.png`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  return bytes;
}
