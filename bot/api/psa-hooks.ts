import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { DispatchService } from '#core/dispatch/dispatch-service.ts';
import type { HookReading, HookSource } from '#core/dispatch/ports.ts';
import type { SettingsService } from '#core/settings/settings-service.ts';
import type { Clock } from '#kernel/clock.ts';
import { toAppError } from '#kernel/errors.ts';
import type { Logger } from '#kernel/logger.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import { createRateLimit } from './rate-limit.ts';
import type { Routes } from './route.ts';

const PATH = '/hooks/psa';
/** A ticket with all its fields is tens of kilobytes. */
const BODY_LIMIT_BYTES = 256_000;
/** A PSA tells of each change of each ticket, in bursts when somebody changes many. */
const PER_DESK = 600;
/** What a stranger can make us write to the log, a minute. */
const LOGGED_REFUSALS = 6;
/** More in one message is no change of tickets but a flood; the sweep finds whatever is left out. */
const MOST_TICKETS = 10;
const RETRY_SECONDS = 60;

export interface PsaHookNeeds {
  /** From which the secrets of the addresses are made. */
  readonly hookKey: Uint8Array;
  readonly hooks: HookSource;
  readonly dispatch: Pick<DispatchService, 'onHook'>;
  readonly settings: Pick<SettingsService, 'isServed'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What a desk's PSA has in the address of its webhook, and enters as password or signing key where it has a place for one. Made anew each
 *  time, so nothing is kept. */
export function hookSecret(hookKey: Uint8Array, deskId: DeskId): string {
  return createHmac('sha256', hookKey).update(deskId).digest('base64url');
}

export function hookUrl(publicUrl: string, deskId: DeskId, secret: string): string {
  return `${publicUrl}${PATH}/${deskId}/${secret}`;
}

/** Where PSA systems report changes of tickets (DIS-1). What they say is a hint and nothing more: each ticket is read again. Whoever has no
 *  right to be here is told nothing: an unknown desk, a wrong secret and a forged message get the same empty 404. */
export function mountPsaHooks(server: Routes, needs: PsaHookNeeds): void {
  const perDesk = createRateLimit(needs.clock, PER_DESK);
  const refusals = createRateLimit(needs.clock, LOGGED_REFUSALS);

  function refuse(res: ServerResponse, because: 'address' | 'forged' | 'not-connected'): void {
    if (refusals.take('all').allowed) needs.logger.warn('hook.refused', { because });
    answer(res, 404);
  }

  async function serve(req: IncomingMessage, res: ServerResponse, deskId: DeskId, given: string) {
    const secret = hookSecret(needs.hookKey, deskId);
    if (!isSame(given, secret) || !(await needs.settings.isServed(deskId))) return refuse(res, 'address');
    const rate = perDesk.take(deskId);
    if (!rate.allowed) return answer(res, 429, rate.resetSeconds);
    const body = await readBody(req);
    if (typeof body !== 'string') return answer(res, body.status);
    const reading = await needs.hooks.readHook(deskId, { headers: headersOf(req), body, secret });
    if (reading.kind === 'forged') return refuse(res, 'forged');
    answer(res, 200);
    await tell(deskId, reading);
  }

  async function tell(deskId: DeskId, reading: Extract<HookReading, { kind: 'tickets' }>): Promise<void> {
    const { ticketIds, eventId } = reading;
    if (ticketIds.length > MOST_TICKETS) needs.logger.warn('hook.too-many', { tickets: ticketIds.length });
    if (ticketIds.length === 0) return;
    await needs.dispatch.onHook(deskId, { ticketIds: ticketIds.slice(0, MOST_TICKETS), eventId });
  }

  server.post({ path: `${PATH}/:deskId/:secret`, name: 'psaHook' }, async (req, res) => {
    const { deskId, secret } = req.params as Readonly<Record<string, string>>; // both are in the path above
    try {
      await serve(req, res, (deskId ?? '').toLowerCase(), secret ?? '');
    } catch (cause) {
      const error = toAppError(cause);
      if (error.code === 'psa_not_connected') return refuse(res, 'not-connected');
      needs.logger.warn('hook.failed', { error });
      // A PSA repeats what was not taken; once it was, nobody hears this any more.
      answer(res, 503, RETRY_SECONDS);
    }
  });
}

/** Both are digests of one length, or the given one is wrong. */
function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function headersOf(req: IncomingMessage): Readonly<Record<string, string | undefined>> {
  const entries = Object.entries(req.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : value,
  ]);
  return Object.fromEntries(entries) as Record<string, string | undefined>; // built of exactly these two lines above
}

/** The body as it came, or the status for one that cannot be used. The rest of a body that is too large is thrown away unread. */
function readBody(req: IncomingMessage): Promise<string | { readonly status: 400 | 413 | 415 }> {
  // Compressed bodies hide their size, and no PSA sends one.
  if (req.headers['content-encoding'] !== undefined) return Promise.resolve({ status: 415 });
  if (Number(req.headers['content-length']) > BODY_LIMIT_BYTES) return Promise.resolve({ status: 413 });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= BODY_LIMIT_BYTES) chunks.push(chunk);
      else resolve({ status: 413 });
    });
    req.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    req.once('close', () => resolve({ status: 400 }));
  });
}

function answer(res: ServerResponse, status: number, retryAfterSeconds?: number): void {
  if (res.headersSent) return;
  if (retryAfterSeconds !== undefined) res.setHeader('Retry-After', String(retryAfterSeconds));
  if (status !== 200) res.setHeader('Connection', 'close');
  res.writeHead(status, { 'Cache-Control': 'no-store', 'Content-Length': '0' });
  res.end();
}
