import type { Frame, Page } from 'playwright-core';
import { assert } from 'vitest';

/** The widest way round a page of ours, twice over. */
const MOST_PRESSES = 160;

export interface Keyboard {
  /** Presses Tab until the focus stands on something with this name, as a screen reader would say it. */
  tabTo(name: RegExp): Promise<void>;
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
}

/** A person without a mouse: nothing here clicks, fills or focuses. */
export function keyboardOf(page: Page, frame: Frame | Page): Keyboard {
  return {
    async tabTo(name) {
      const met: string[] = [];
      for (let press = 0; press < MOST_PRESSES; press += 1) {
        const focused = await frame.evaluate<string>(`(${nameOfFocused.toString()})()`);
        if (name.test(focused)) return;
        if (met.at(-1) !== focused) met.push(focused);
        await page.keyboard.press('Tab');
      }
      assert.fail(`Tab never came to ${name}; it met:\n${[...new Set(met)].join('\n')}`);
    },
    press: (key) => page.keyboard.press(key),
    type: (text) => page.keyboard.type(text),
  };
}

/** Runs in the browser. Role and name, such as `button Save`; `-` while the focus is elsewhere. */
function nameOfFocused(): string {
  const { document } = globalThis as unknown as { document: FocusedDocument };
  const element = document.activeElement;
  if (element === null || element.tagName === 'BODY' || !document.hasFocus()) return '-';
  const labels = [...(element.labels ?? [])].map((label) => label.textContent ?? '').join(' ');
  const described = element.getAttribute('aria-labelledby');
  const byId = (described ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ')
    .trim();
  const name = element.getAttribute('aria-label') ?? (byId || labels || element.textContent || '');
  return name.trim().replaceAll(/\s+/g, ' ');
}

/** The little of a document that `nameOfFocused` uses; tests are compiled without the DOM. */
interface FocusedDocument {
  readonly activeElement: FocusedElement | null;
  hasFocus(): boolean;
  getElementById(id: string): { readonly textContent: string | null } | null;
}
interface FocusedElement {
  readonly tagName: string;
  readonly textContent: string | null;
  readonly labels?: Iterable<{ readonly textContent: string | null }> | null;
  getAttribute(name: string): string | null;
}
