import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '#kernel/clock.ts';
import type { Logger } from '#kernel/logger.ts';
import { createDeliverOnce, type TurnAnswer } from './deliver-once.ts';
import type { Admitted, Gate } from './gate.ts';
import type { Refusal } from './refusal.ts';
import { createRefusalLog } from './refusal-log.ts';

export type MessagesHandler = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

/** How long the rest of an unread body is swallowed, so that the refusal reaches a sender who is still sending. */
const DRAIN_MILLISECONDS = 2000;

/** The HTTP side of a door: refuses with a status and nothing else, or runs the turn once and answers. Never throws. Reads the body
 *  itself, so no body parser may stand in front. */
export function createMessagesHandler(needs: {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly gate: Gate;
  readonly runTurn: (admitted: Admitted) => Promise<TurnAnswer>;
}): MessagesHandler {
  const { gate, logger } = needs;
  const note = createRefusalLog(needs.clock, logger);
  const once = createDeliverOnce(needs.clock);

  async function answer(admitted: Admitted): Promise<TurnAnswer | Refusal> {
    // A repeated delivery costs nothing, and what was refused for haste may be delivered again.
    if (!once.knows(admitted)) {
      const rate = gate.admit(admitted);
      if (!rate.ok) return rate.refusal;
    }
    return once.run(admitted, () => needs.runTurn(admitted));
  }

  return async (req, res) => {
    try {
      const examined = await gate.examine(req);
      const outcome = examined.ok ? await answer(examined.value) : examined.refusal;
      if ('reason' in outcome) {
        note(outcome);
        refuse(req, res, outcome);
      } else {
        send(res, outcome);
      }
    } catch (error) {
      // Something of ours (the store behind `isServed`, say) failed before the turn: Teams may deliver again.
      logger.error('chat.door-failed', { error: error instanceof Error ? error : undefined });
      refuse(req, res, { status: 503, reason: 'door-failed' });
    }
  };
}

function refuse(req: IncomingMessage, res: ServerResponse, refusal: Refusal): void {
  if (res.headersSent) return;
  const headers: Record<string, string | number> = { 'content-length': 0 };
  if (refusal.status === 405) headers['allow'] = 'POST';
  if (refusal.retryAfterSeconds !== undefined) headers['retry-after'] = refusal.retryAfterSeconds;
  if (!req.complete) {
    headers['connection'] = 'close';
    req.on('error', () => {});
    req.resume();
    const timer = setTimeout(() => req.destroy(), DRAIN_MILLISECONDS);
    req.once('close', () => clearTimeout(timer));
  }
  res.writeHead(refusal.status, headers);
  res.end();
}

function send(res: ServerResponse, { status, body }: TurnAnswer): void {
  if (res.headersSent) return;
  if (body === null || body === undefined) {
    res.writeHead(status, { 'content-length': 0 });
    res.end();
    return;
  }
  const json = Buffer.from(JSON.stringify(body));
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'content-length': json.length });
  res.end(json);
}
