import type { Clock } from '#kernel/clock.ts';
import { createBoundedMemory } from '../bounded-memory.ts';
import type { Admitted } from './gate.ts';

/** What goes back over HTTP. A message is answered through the connector, so only an invoke has a body. */
export interface TurnAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Teams delivers again when an answer is late, within a minute or two; ten minutes is far past the last attempt. */
const REMEMBERED_SECONDS = 10 * 60;
const REMEMBERED_LIMIT = 20_000;
/** An invoke delivered twice wants its answer twice. Cards are up to 25 kB, so these are fewer and shorter. */
const ANSWER_SECONDS = 60;
const ANSWER_LIMIT = 200;

export interface DeliverOnce {
  /** Whether the activity was delivered before. */
  knows(admitted: Admitted): boolean;
  /** Runs the turn once, however often its activity is delivered: a repeat gets the first one's answer, or waits for it. */
  run(admitted: Admitted, turn: () => Promise<TurnAnswer>): Promise<TurnAnswer>;
}

export function createDeliverOnce(clock: Clock): DeliverOnce {
  const seen = createBoundedMemory<true>({ clock, limit: REMEMBERED_LIMIT, seconds: REMEMBERED_SECONDS });
  const answers = createBoundedMemory<TurnAnswer>({ clock, limit: ANSWER_LIMIT, seconds: ANSWER_SECONDS });
  const running = new Map<string, Promise<TurnAnswer>>();

  return {
    knows: (admitted) => seen.get(keyOf(admitted)) === true,

    async run(admitted, turn) {
      // Without an id nothing can be told apart.
      if (!admitted.activity.id) return turn();
      const key = keyOf(admitted);
      const earlier = running.get(key) ?? answers.get(key);
      if (earlier) return earlier;
      if (seen.get(key)) return { status: 200, body: null };
      seen.set(key, true);
      const current = turn();
      running.set(key, current);
      try {
        const answer = await current;
        if (answer.body !== null) answers.set(key, answer);
        return answer;
      } finally {
        running.delete(key);
      }
    },
  };
}

/** With the desk, so that no tenant can use up another's ids. */
function keyOf({ deskId, activity }: Admitted): string {
  return `${deskId} ${activity.type} ${activity.conversation.id} ${activity.id ?? ''}`;
}
