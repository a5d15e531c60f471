import type { ServerResponse } from 'node:http';
import type { Fault } from './faults.ts';
import type { SimReply, SimRequest } from './routing.ts';

/** What a spoiled exchange needs to know. */
export interface FaultScene {
  readonly request: SimRequest;
  readonly origin: string;
  readonly now: Date;
  /** The vendor's error answer for a status. */
  refuse(status: number): SimReply;
  /** The right answer. */
  answer(): Promise<SimReply>;
}

/** How an answer goes over the wire; `null` for the honest way. */
export type Delivery = 'hang' | 'reset' | 'stall' | 'cut' | 'cut-short' | 'huge' | 'huge-declared' | null;

export interface SpoiledAnswer {
  readonly reply: SimReply;
  readonly delivery: Delivery;
}

/** Carried by next links that a fault made up, so that their page is served by the rule of that fault. */
const MARK = '_sandbox_page';
const NOTHING: SimReply = { status: 200 };

/** The page after an `empty-next` or `loop-2` page, whether or not the fault is still on. `null` for every other request. */
export function markedPage(url: URL): { readonly kind: string; readonly clean: URL } | null {
  const kind = url.searchParams.get(MARK);
  if (kind === null) return null;
  const clean = new URL(url);
  clean.search = dropMark(url.search);
  return { kind, clean };
}

/** The answer to a request under `fault`. */
export async function spoil(fault: Fault, scene: FaultScene): Promise<SpoiledAnswer> {
  if (/^\d{3}$/.test(fault.name)) return plain(refusal(fault, scene));
  switch (fault.name) {
    case 'hang':
    case 'reset':
      return { reply: NOTHING, delivery: fault.name };
    case 'html':
      return plain(html(Number(fault.argument ?? 200)));
    case 'redirect':
      return plain({ status: 302, headers: { location: fault.argument ?? `${scene.origin}/elsewhere` } });
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, Number(fault.argument)));
      return plain(await scene.answer());
    default:
      return spoilAnswer(fault, scene, await scene.answer());
  }
}

/** Sends `pages` of blanks after the body, so that whoever reads without a limit reads too much. */
export function writeHuge(response: ServerResponse, body: Buffer, declared: boolean): void {
  const blanks = Buffer.alloc(1024 * 1024, ' ');
  let left = 33;
  if (declared) response.setHeader('content-length', body.length + left * blanks.length);
  response.write(body);
  const more = (): void => {
    while (left > 0 && !response.destroyed) {
      left -= 1;
      if (!response.write(blanks)) {
        response.once('drain', more);
        return;
      }
    }
    response.end();
  };
  more();
}

function plain(reply: SimReply): SpoiledAnswer {
  return { reply, delivery: null };
}

function refusal(fault: Fault, scene: FaultScene): SimReply {
  const reply = scene.refuse(Number(fault.name));
  if (fault.argument === null) return reply;
  return { ...reply, headers: { ...reply.headers, 'retry-after': retryAfter(fault.argument, scene.now) } };
}

function retryAfter(argument: string, now: Date): string {
  const ahead = /^date:(-?\d+)$/.exec(argument)?.[1];
  if (ahead === undefined) return argument;
  return new Date(now.getTime() + Number(ahead) * 1000).toUTCString();
}

function html(status: number): SimReply {
  const page = '<!doctype html><html><body><h1>Please sign in to the guest network</h1></body></html>';
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: page };
}

function spoilAnswer(fault: Fault, scene: FaultScene, reply: SimReply): SpoiledAnswer {
  switch (fault.name) {
    case 'hang-after':
      return { reply, delivery: 'hang' };
    case 'reset-after':
      return { reply, delivery: 'reset' };
    case 'slow-body':
      return { reply, delivery: 'stall' };
    case 'truncate':
      return { reply, delivery: fault.argument === 'short' ? 'cut-short' : 'cut' };
    case 'huge':
      return { reply, delivery: fault.argument === 'declared' ? 'huge-declared' : 'huge' };
    default:
      return plain(spoilBody(fault, scene, reply));
  }
}

/** Faults inside the body. An error answer stays as it is: there is no page to spoil. */
function spoilBody(fault: Fault, scene: FaultScene, reply: SimReply): SimReply {
  if (reply.status !== 200) return reply;
  const body = asRecord(reply.body);
  const { url } = scene.request;
  const here = scene.origin + url.pathname + url.search;
  switch (fault.name) {
    case 'no-value':
      return { ...reply, body: { '@odata.context': `${scene.origin}/v1.0/$metadata#nothing` } };
    case 'empty-next':
      return withNext({ ...reply, body: emptied(body) }, marked(here, 'plain'));
    case 'loop':
      return withNext(reply, here);
    case 'loop-2':
      return withNext(reply, marked(here, 'back'));
    case 'foreign-next':
      return withNext(reply, foreign(fault.argument ?? '', url));
    case 'wrong-type':
      return { ...reply, body: withNumbers(body) };
    default:
      throw new Error(`the fault ${fault.name} has no rule`);
  }
}

/** `reply` with its next link replaced. Every simulator that pages by link uses OData's name for it. */
export function withNext(reply: SimReply, next: string): SimReply {
  return { ...reply, body: { ...asRecord(reply.body), '@odata.nextLink': next } };
}

function emptied(body: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [key, Array.isArray(value) ? [] : value]),
  );
}

function marked(address: string, kind: string): string {
  return `${address}${address.includes('?') ? '&' : '?'}${MARK}=${kind}`;
}

/** Without re-encoding the rest: handlers and logs see the query as the client wrote it. */
function dropMark(search: string): string {
  return search.replace(new RegExp(`([?&])${MARK}=[^&]*&?`), '$1').replace(/[?&]$/, '');
}

/** Built as text: a URL object would tidy away the very oddities that the client must notice. */
function foreign(target: string, url: URL): string {
  const { pathname, search } = new URL(target);
  return pathname === '/' && search === '' ? target.replace(/\/$/, '') + url.pathname + url.search : target;
}

function withNumbers(value: unknown): unknown {
  if (typeof value === 'string') return 7;
  if (Array.isArray(value)) return value.map(withNumbers);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key.startsWith('@odata.') ? inner : withNumbers(inner),
    ]),
  );
}

function asRecord(body: unknown): Record<string, unknown> {
  const value: unknown = typeof body === 'string' ? parsed(body) : body;
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}; // narrowed just before
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
