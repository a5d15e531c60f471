import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import type { Card } from '#chat/cards/card.ts';

export type CardTheme = 'light' | 'dark';

/** What a card turned into. */
export interface DrawnCard {
  /** All text, as a person reads it. */
  readonly text: string;
  /** Tags of the elements that could lead somewhere or load something: `a`, `img`, `iframe`, `script`, … */
  readonly lively: readonly string[];
  /** Pixels of the widest thing that its box cuts off or that sticks out; 0 when all is whole. */
  readonly overflow: number;
  /** What Microsoft's renderer complained about. */
  readonly complaints: readonly string[];
}

const COLOURS = {
  light: {
    page: '#f5f5f5',
    card: '#ffffff',
    text: '#242424',
    subtle: '#616161',
    accent: '#5b5fc7',
    good: '#0e700e',
  },
  dark: {
    page: '#1f1f1f',
    card: '#292929',
    text: '#ffffff',
    subtle: '#adadad',
    accent: '#9299f7',
    good: '#54b054',
  },
} as const;

/** A page that draws one card after the other. */
export interface CardPage {
  draw(card: Card): Promise<DrawnCard>;
  /** Draws it and takes a picture: PNG. */
  picture(card: Card): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Draws cards with Microsoft's own renderer (`adaptivecards`), at the width of a phone or of a chat on a desktop. Markdown is processed, and
 *  more greedily than Teams does: links, images, bare addresses, headings and lists anywhere, so that text which stays text here stays it there.
 *  The caller closes the page. */
export async function openCardPage(
  browser: Browser,
  { width, theme }: { readonly width: number; readonly theme: CardTheme },
): Promise<CardPage> {
  const page = await browser.newPage({ viewport: { width, height: 100 } });
  await page.setContent(pageOf(theme));
  await page.addScriptTag({ content: await rendererSource() });
  const draw = (card: Card): Promise<DrawnCard> => {
    const input = JSON.stringify({ card: JSON.stringify(card), host: hostConfig(theme) });
    return page.evaluate<DrawnCard>(`${DRAW}(${input})`);
  };
  return {
    draw,
    async picture(card) {
      await draw(card);
      return page.screenshot({ fullPage: true });
    },
    close: () => page.close(),
  };
}

function pageOf(theme: CardTheme): string {
  const colours = COLOURS[theme];
  return `<!doctype html><html lang="en"><meta charset="utf-8"><style>
    body { margin: 0; padding: 8px; background: ${colours.page}; color: ${colours.text}; font: 14px "Segoe UI", sans-serif; }
    #card { background: ${colours.card}; border-radius: 6px; }
    #card p { margin: 0; }
    .ac-pushButton { border: 1px solid ${colours.subtle}; border-radius: 4px; background: none; color: ${colours.text};
      padding: 5px 12px; font: 600 13px "Segoe UI", sans-serif; }
    .ac-input, .ac-input select { font: 14px "Segoe UI", sans-serif; color: ${colours.text}; background: ${colours.page}; }
  </style><div id="card"></div></html>`;
}

let source: Promise<string> | null = null;

function rendererSource(): Promise<string> {
  source ??= readFile(
    createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js'),
    'utf8',
  );
  return source;
}

/** Runs in the page, whose types this project does not have: therefore a text. */
const DRAW = `(${String.raw`({ card, host }) => {
  const AC = window.AdaptiveCards;
  AC.AdaptiveCard.onProcessMarkdown = (text, result) => {
    const escape = (part) => part.replace(/&(?!#?\w+;)/g, '&amp;');
    result.outputHtml = escape(text)
      .replace(/!\[([^\]]*)\]\(([^)]*)\)/g, '<img alt="$1" src="$2">')
      .replace(/\[([^\]]*)\]\(([^)]*)\)/g, '<a href="$2">$1</a>')
      .replace(/(^|\s)(https?:\/\/\S+|www\.\S+)/gi, '$1<a href="$2">$2</a>')
      .replace(/(\*\*|__)(?=\S)(.+?)\1/g, '<strong>$2</strong>')
      .replace(/(^|[^\w*])(\*|_)(?=\S)(.+?)\2(?!\w)/g, '$1<em>$3</em>')
      .replace(/~~(.+?)~~/g, '<del>$1</del>')
      .replace(/\u0060([^\u0060]+)\u0060/g, '<code>$1</code>')
      .replace(/^(#{1,6}) (.*)$/gm, '<h2>$2</h2>')
      .replace(/^[-*+] (.*)$/gm, '<ul><li>$1</li></ul>')
      .replace(/^\d+[.)] (.*)$/gm, '<ol><li>$1</li></ol>');
    result.didProcess = true;
  };
  const context = new AC.SerializationContext();
  const parsed = new AC.AdaptiveCard();
  parsed.hostConfig = new AC.HostConfig(host);
  parsed.parse(JSON.parse(card), context);
  const element = parsed.render();
  const home = document.getElementById('card');
  home.replaceChildren(element);
  return {
    text: home.innerText,
    lively: [...home.querySelectorAll('a,img,iframe,script,object,embed,svg,video,h2,del,code,em,ul,ol,at')].map(
      (each) => each.tagName.toLowerCase(),
    ),
    overflow: Math.max(...[...home.querySelectorAll('*')].map((each) => each.scrollWidth - each.clientWidth)),
    complaints: Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message),
  };
}`})`;

function hostConfig(theme: CardTheme): unknown {
  const colours = COLOURS[theme];
  const tone = (main: string) => ({ default: main, subtle: colours.subtle });
  const style = {
    backgroundColor: colours.card,
    foregroundColors: {
      default: tone(colours.text),
      accent: tone(colours.accent),
      good: tone(colours.good),
    },
  };
  return {
    fontFamily: '"Segoe UI", sans-serif',
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 12 },
    separator: { lineThickness: 1, lineColor: colours.subtle },
    containerStyles: { default: style, emphasis: style },
    textBlock: { headingLevel: 2 },
    actions: {
      maxActions: 6,
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
      buttonSpacing: 8,
      spacing: 'default',
    },
    inputs: {
      label: {
        inputSpacing: 'small',
        requiredInputs: { weight: 'bolder' },
        optionalInputs: { size: 'small' },
      },
    },
    supportsInteractivity: true,
  };
}
