import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** Plain pages without scripts: readable from 280 px to wide, in light, dark and forced colours. */
const STYLE = `
:root{color-scheme:light dark;--ink:#242424;--soft:#5c5c5c;--paper:#f5f5f5;--card:#fff;--line:#d1d1d1;--brand:#4f52b2;--on-brand:#fff;--good:#0b6a0b;--bad:#b10e1c}
@media(prefers-color-scheme:dark){:root{--ink:#fff;--soft:#adadad;--paper:#1f1f1f;--card:#292929;--line:#525252;--brand:#9299f7;--on-brand:#1b1b1b;--good:#54b054;--bad:#f1707b}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 "Segoe UI",system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:40rem;margin:0 auto;padding:2rem 1rem}
main.wide{max-width:60rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:1.5rem}
h1{font-size:1.5rem;line-height:1.3;margin:0 0 .75rem}
h2{font-size:1.15rem;margin:0 0 .5rem}
h3{font-size:1.15rem;margin:0 0 .5rem}
h4{font-size:1rem;margin:1.25rem 0 .25rem}
.card+h2{margin-top:2rem}
.card+.card{margin-top:1rem}
dd p{margin:0}
summary{margin-top:1rem;cursor:pointer;font-weight:600}
p,ul,dl{margin:.5rem 0}
.soft{color:var(--soft)}
.good{color:var(--good)}.bad{color:var(--bad)}
blockquote{margin:1rem 0;padding:.25rem 1rem;border-left:4px solid var(--line);color:var(--soft)}
a.button{display:inline-block;margin:1rem .5rem 0 0;padding:.5rem 1rem;border-radius:4px;background:var(--brand);color:var(--on-brand);text-decoration:none;font-weight:600}
a{color:var(--brand)}
a:focus-visible{outline:3px solid var(--ink);outline-offset:2px}
code{font-family:ui-monospace,Consolas,monospace;font-size:.9em}
dt{font-weight:600;margin-top:.5rem}dd{margin:0 0 0 1rem}
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

export interface Page {
  readonly title: string;
  /** HTML made by us; data in it has passed `escapeHtml`. */
  readonly body: string;
  /** Loads again by itself. */
  readonly refreshSeconds?: number;
  readonly wide?: boolean;
}

export function sendPage(res: ServerResponse, status: number, page: Page): void {
  const refresh = page.refreshSeconds ? `<meta http-equiv="refresh" content="${page.refreshSeconds}">` : '';
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">${refresh}<title>${escapeHtml(page.title)} · Rollcall</title><style>${STYLE}</style></head><body><main${page.wide ? ' class="wide"' : ''}>${page.body}</main></body></html>`;
  res.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
  });
  res.end(html);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text from elsewhere as text: no markup, no control or direction characters. */
export function escapeHtml(text: string): string {
  return text
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
