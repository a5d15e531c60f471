import type { Clock } from '#kernel/clock.ts';

/** Graph allows 4 requests a second per app and team (Graph docs: throttling-limits, Teams). */
const PER_SECOND = 4;
const SECOND_MS = 1_000;
/** Idle teams are forgotten above this number. */
const REMEMBERED_TEAMS = 500;

/** A turn for a request about a team: at once while the team has room in this second, else as soon as it has. */
export function createTeamPacer(
  clock: Clock,
  sleep: (milliseconds: number) => Promise<void>,
): (teamKey: string) => Promise<void> {
  const turns = new Map<string, readonly number[]>();

  function forgetIdle(now: number): void {
    if (turns.size <= REMEMBERED_TEAMS) return;
    for (const [key, times] of turns) {
      if ((times.at(-1) ?? 0) < now - SECOND_MS) turns.delete(key);
    }
  }

  return async (teamKey) => {
    const now = clock.now().getTime();
    forgetIdle(now);
    const times = turns.get(teamKey) ?? [];
    const fourAgo = times.at(-PER_SECOND);
    // The turn is booked before the wait, so that parallel callers line up behind it.
    const turn = fourAgo === undefined ? now : Math.max(now, fourAgo + SECOND_MS);
    turns.set(teamKey, [...times, turn].slice(-PER_SECOND));
    if (turn > now) await sleep(turn - now);
  };
}
