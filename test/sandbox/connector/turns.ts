import type { Activity, BotEvent } from './messages.ts';

/** What the bot answered to one HTTP request. */
export interface Delivered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Raw text. */
  readonly body: string;
  /** What it did in chats meanwhile, oldest first. */
  readonly events: readonly BotEvent[];
}

export interface Delivery {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Events of other conversations are of other turns; `null` takes them all. */
  readonly conversationId: string | null;
  /** Id of the activity sent, to tell parallel turns of one conversation apart. */
  readonly activityId: string | null;
  /** How long to listen on after the bot has answered. */
  readonly waitMs: number;
}

export interface Turns {
  /** Sends to the bot and collects what it does. Throws when there is no bot or it does not answer within Teams' 15 s. */
  deliver(delivery: Delivery): Promise<Delivered>;
  note(event: BotEvent): void;
  /** Resolves with the first event that fits, from now on; rejects after `timeoutMs`. */
  waitFor(fits: (event: BotEvent) => boolean, timeoutMs: number): Promise<BotEvent>;
}

/** Teams docs: bots must answer within 15 seconds. */
const PATIENCE_MS = 15_000;

interface OpenTurn {
  readonly delivery: Delivery;
  readonly events: BotEvent[];
}

export function createTurns(messagingEndpoint: () => string | null): Turns {
  const open = new Set<OpenTurn>();
  const listeners = new Set<(event: BotEvent) => void>();
  return {
    async deliver(delivery) {
      const endpoint = messagingEndpoint();
      if (endpoint === null) throw new Error('no bot is connected to the channel');
      const turn: OpenTurn = { delivery, events: [] };
      open.add(turn);
      try {
        const response = await fetch(endpoint, {
          method: 'POST',
          headers: delivery.headers,
          body: delivery.body,
          redirect: 'manual',
          signal: AbortSignal.timeout(PATIENCE_MS),
        });
        const body = await response.text();
        if (delivery.waitMs > 0) await new Promise((resolve) => setTimeout(resolve, delivery.waitMs));
        const headers = Object.fromEntries(response.headers);
        return { status: response.status, headers, body, events: turn.events };
      } finally {
        open.delete(turn);
      }
    },
    note(event) {
      for (const turn of turnsOf(event, [...open])) turn.events.push(event);
      for (const listener of listeners) listener(event);
    },
    waitFor: (fits, timeoutMs) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          listeners.delete(listener);
          reject(new Error(`the bot did nothing of the kind within ${timeoutMs} ms`));
        }, timeoutMs);
        const listener = (event: BotEvent): void => {
          if (!fits(event)) return;
          clearTimeout(timer);
          listeners.delete(listener);
          resolve(event);
        };
        listeners.add(listener);
      }),
  };
}

/** A reply belongs to the turn that it names; anything else to the conversation's turns, or to those that did it before. */
function turnsOf(event: BotEvent, open: readonly OpenTurn[]): readonly OpenTurn[] {
  const here = open.filter(
    ({ delivery }) => delivery.conversationId === null || delivery.conversationId === event.conversationId,
  );
  const named = here.filter(
    ({ delivery }) => delivery.activityId !== null && delivery.activityId === replyTo(event.activity),
  );
  if (named.length > 0) return named;
  const authors = here.filter(({ events }) => events.some((each) => each.activityId === event.activityId));
  return authors.length > 0 ? authors : here;
}

function replyTo(activity: Activity): unknown {
  return activity['replyToId'];
}
