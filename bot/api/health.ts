import type { Clock } from '#kernel/clock.ts';
import type { Logger } from '#kernel/logger.ts';
import { AppError, toAppError } from '#kernel/errors.ts';
import type { Routes } from './route.ts';

/** How long one look at the database serves: a balancer asks often, the answer changes seldom. */
const PING_SECONDS = 2;
/** A database that takes longer is not ready for people either. */
const PING_DEADLINE_MS = 1_000;

export interface HealthRouteNeeds {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly version: string;
  /** Settles when the database answers; throws when it does not. */
  readonly pingStore: () => Promise<void>;
  /** Whether the program is on its way out. */
  readonly isDraining: () => boolean;
}

/** /livez: the event loop turns. /readyz: the database answers too; Microsoft's health is not ours, or an outage there takes us down as well. */
export function mountHealth(server: Routes, needs: HealthRouteNeeds): void {
  let last: { readonly at: number; readonly ok: Promise<boolean> } | null = null;

  function storeIsUp(): Promise<boolean> {
    const now = needs.clock.now().getTime();
    if (last && now - last.at < PING_SECONDS * 1000) return last.ok;
    const ok = within(PING_DEADLINE_MS, needs.pingStore()).then(
      () => true,
      (cause: unknown) => {
        needs.logger.warn('store.unreachable', { error: toAppError(cause) });
        return false;
      },
    );
    last = { at: now, ok };
    return ok;
  }

  server.get('/livez', async (_req, res) => {
    send(res, 200, { status: 'ok', version: needs.version });
  });

  server.get('/readyz', async (_req, res) => {
    const draining = needs.isDraining();
    const store = await storeIsUp();
    const ready = store && !draining;
    send(res, ready ? 200 : 503, {
      status: ready ? 'ok' : 'unavailable',
      version: needs.version,
      checks: { store: store ? 'ok' : 'unreachable', accepting: draining ? 'draining' : 'ok' },
    });
  });
}

async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new AppError('store_down', `no answer within ${milliseconds} ms`)),
      milliseconds,
    );
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function send(
  res: { writeHead(status: number, headers: Record<string, string>): unknown; end(body: string): unknown },
  status: number,
  body: unknown,
): void {
  res.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' });
  res.end(JSON.stringify(body));
}
