import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RolesService } from '#core/access/roles-service.ts';
import type { Caller } from '#kernel/caller.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import type { DeskId, UserId } from '#kernel/vocabulary.ts';
import { createRateLimit, takeOrThrow, tooMany } from './rate-limit.ts';

/** Requests a minute of one person: a board that polls, and hands that click. */
const PER_PERSON = 240;
/** Failed sign-ins a minute of one address. Many people of one office share one, and a stale token is nobody's attack. */
const FAILURES_PER_ADDRESS = 60;

/** What the check of a sign-in token says. 401: no, forged or stale token · 403: a good token that is not for this use · 503: cannot be checked now. */
export type PersonCheck =
  | {
      readonly ok: true;
      readonly user: {
        readonly deskId: DeskId;
        readonly userId: UserId;
        readonly name: string;
        readonly directoryRoles: readonly string[];
        readonly authenticationContexts: readonly string[];
      };
    }
  | { readonly ok: false; readonly status: number; readonly reason: string };

/** The person behind a request of the tab, with the role that the desk gave them. Whatever is wrong with a token, whoever sent it learns nothing from
 *  the answer (SEC-1); only a guest, whose token is good, is told so, and somebody who must prove more. Throws `not_signed_in`, `not_allowed`, `step_up_needed`,
 *  `rate_limited`, `entra_down`. */
export function createPersonAuthentication(needs: {
  readonly verifyUserToken: (authorizationHeader: string | undefined) => Promise<PersonCheck>;
  readonly roles: Pick<RolesService, 'roleOf'>;
  /** `STEP_UP_CONTEXT`: what tokens for endpoints with `stepUp` must carry; `null` when nothing more is asked for. */
  readonly stepUpContext: string | null;
  readonly clock: Clock;
}): (req: IncomingMessage, res: ServerResponse, endpoint: { readonly stepUp?: boolean }) => Promise<Caller> {
  const perPerson = createRateLimit(needs.clock, PER_PERSON);
  const perAddress = createRateLimit(needs.clock, FAILURES_PER_ADDRESS);

  return async (req, res, endpoint) => {
    const check = await needs.verifyUserToken(req.headers.authorization);
    if (!check.ok && check.status === 503) {
      throw new AppError('entra_down', 'the signing keys of the tenant cannot be read', {
        retryAfterSeconds: 5,
      });
    }
    if (!check.ok && check.reason === 'guest') {
      throw new AppError('not_allowed', 'guests of the tenant get nothing', {
        details: { needed: 'member' },
      });
    }
    if (!check.ok) {
      const failures = perAddress.take(req.socket.remoteAddress ?? '');
      if (!failures.allowed) throw tooMany(failures.resetSeconds);
      throw new AppError('not_signed_in', 'no valid sign-in token');
    }
    const { deskId, userId, name, directoryRoles, authenticationContexts } = check.user;
    takeOrThrow(perPerson, `${deskId} ${userId}`, res);
    const needed = endpoint.stepUp === true ? needs.stepUpContext : null;
    if (needed !== null && !authenticationContexts.includes(needed)) throw stepUpTo(needed);
    const role = await needs.roles.roleOf(deskId, userId, directoryRoles);
    return { kind: 'person', deskId, id: userId, name, role };
  };
}

/** What Microsoft's sign-in is to be asked for: a token that says the person met the policies of this authentication context (Entra docs: claims-challenge). */
function stepUpTo(context: string): AppError {
  const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: context } } });
  return new AppError('step_up_needed', `the token does not carry the authentication context ${context}`, {
    details: { claims },
  });
}
