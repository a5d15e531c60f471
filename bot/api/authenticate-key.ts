import type { IncomingMessage, ServerResponse } from 'node:http';
import type { KeysService } from '#core/access/keys-service.ts';
import type { Caller } from '#kernel/caller.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError, invalidInput } from '#kernel/errors.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import { createRateLimit, takeOrThrow, tooMany } from './rate-limit.ts';

/** Requests a minute of one key, and failed sign-ins a minute of one address. */
const PER_KEY = 60;
const FAILURES_PER_ADDRESS = 10;

const KEY_NAMES = ['key', 'api_key', 'apikey', 'access_token', 'token'];

/** The key behind a request of the public API. Throws `not_signed_in`, `rate_limited`, `desk_unknown`, and `invalid_input` for a key in the address. */
export function createKeyAuthentication(needs: {
  readonly keys: KeysService;
  /** Whether a desk is served here, now: its keys outlive it. */
  readonly isServed: (deskId: DeskId) => Promise<boolean>;
  readonly clock: Clock;
}): (req: IncomingMessage, res: ServerResponse) => Promise<Caller> {
  const perKey = createRateLimit(needs.clock, PER_KEY);
  const perAddress = createRateLimit(needs.clock, FAILURES_PER_ADDRESS);

  return async (req, res) => {
    refuseKeyInAddress(req);
    const [scheme, bearer = ''] = (req.headers.authorization ?? '').split(' ');
    const caller = scheme?.toLowerCase() === 'bearer' ? await needs.keys.authenticate(bearer) : null;
    if (caller === null) {
      const failures = perAddress.take(req.socket.remoteAddress ?? '');
      if (!failures.allowed) throw tooMany(failures.resetSeconds);
      throw new AppError('not_signed_in', 'no valid key');
    }
    takeOrThrow(perKey, caller.id, res);
    if (!(await needs.isServed(caller.deskId))) {
      throw new AppError('desk_unknown', 'the desk of this key is not served here');
    }
    return caller;
  };
}

function refuseKeyInAddress(req: IncomingMessage): void {
  const query = new URL(req.url ?? '/', 'http://rollcall').searchParams;
  const inQuery = KEY_NAMES.find((name) => query.has(name));
  if (inQuery === undefined) return;
  const remedy = 'Send the key in the Authorization header; addresses are kept in logs.';
  throw invalidInput([{ field: inQuery, problem: 'must not be in the address', remedy }]);
}
