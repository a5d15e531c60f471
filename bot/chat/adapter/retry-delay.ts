export interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly text: string;
}

/** What one attempt came to. */
export type Outcome =
  | { readonly answer: Answer; readonly failure: null }
  | { readonly answer: null; readonly failure: unknown };

/** What Teams says about itself: busy, lost a race, or a hop in between failed (Teams docs: bots/how-to/rate-limit). */
const PASSING = new Set([412, 429, 502, 503, 504]);
const MOST_ATTEMPTS = 3;
const FIRST_WAIT_MILLISECONDS = 400;

/** Milliseconds until the next attempt, `null` for none. A connection that broke is tried again only where nothing can have been
 *  received: a message that may have arrived is not sent twice. */
export function retryDelay(
  { answer, failure }: Outcome,
  options: { readonly tried: number; readonly random: () => number },
): number | null {
  const { tried, random } = options;
  if (tried >= MOST_ATTEMPTS) return null;
  if (answer ? !PASSING.has(answer.status) : !neverArrived(failure)) return null;
  const asked = secondsOf(answer?.retryAfter);
  if (asked !== null) return asked * 1000 * (1 + random() * 0.2);
  return FIRST_WAIT_MILLISECONDS * 2 ** (tried - 1) * (0.8 + random() * 0.4);
}

const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

function neverArrived(failure: unknown): boolean {
  if (!(failure instanceof Error) || !('code' in failure)) return false;
  // A kept connection that is reset at once was closed by the other side while it lay idle (Node docs: request.reusedSocket).
  if (failure.code === 'ECONNRESET') return 'wasKept' in failure && failure.wasKept === true;
  return typeof failure.code === 'string' && NOT_CONNECTED.has(failure.code);
}

/** Seconds only: the connector sends no dates, and a value that is none means our own wait. */
function secondsOf(retryAfter: string | undefined): number | null {
  if (retryAfter === undefined || !/^\d+(?:\.\d+)?$/.test(retryAfter.trim())) return null;
  return Number(retryAfter);
}
