import type { IncomingMessage } from 'node:http';
import type { Clock } from '#kernel/clock.ts';
import { isGuid } from '#kernel/ids.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import { type IncomingActivity, parseActivity, tenantOf } from './incoming-activity.ts';
import { checkLoopback } from './loopback-door.ts';
import { parseJson } from './parse-json.ts';
import { createRateBuckets } from './rate-buckets.ts';
import { checkHeaders, readBody } from './read-body.ts';
import { accepted, type Checked, refused } from './refusal.ts';
import type { ServiceOrigins } from './service-origins.ts';

/** What a verifier of channel tokens says (bot-docs: "Authenticate requests from the Bot Connector service"). */
export type ChannelTokenVerdict =
  | { readonly ok: true; readonly claims: object }
  | { readonly ok: false; readonly status: 401 | 403 | 503; readonly reason: string };

export type VerifyChannelToken = (
  authorizationHeader: string,
  activity: { readonly serviceUrl: string; readonly channelId: string },
) => Promise<ChannelTokenVerdict>;

/** An activity that may be acted on. */
export interface Admitted {
  readonly activity: IncomingActivity;
  /** The tenant it speaks for, as the channel says; served or not. */
  readonly deskId: DeskId;
  /** `false`: the only answer is that Rollcall isn't set up there (row S6). */
  readonly isServed: boolean;
}

export interface Gate {
  /** Everything that can be known without looking at who asks how often. */
  examine(req: IncomingMessage): Promise<Checked<Admitted>>;
  /** Takes one from the buckets of the person and of the desk. Apart from `examine`, because a repeated delivery costs nothing. */
  admit(admitted: Admitted): Checked<null>;
}

export interface GateNeeds {
  readonly clock: Clock;
  readonly origins: ServiceOrigins;
  /** `null` at the Playground's door: the request must then come from this machine, and answers stay on it. */
  readonly verifyChannelToken: VerifyChannelToken | null;
  readonly isServed: (deskId: DeskId) => Promise<boolean>;
  readonly bodyDeadlineMilliseconds: number;
}

/** O11: what a person asks in the long run. Somebody who pages through a desk of 200 presses 20 times within half a minute and asks on, so
 *  the bucket holds three minutes' worth. */
const PERSON_PER_MINUTE = 20;
const PERSON_BURST = 60;
/** Thrice what Teams lets one app send to one tenant a second would queue up behind us; this stays below its 30 to 50. */
const DESK_PER_MINUTE = 20 * 60;
const DESK_BURST = 200;

/** What stands in front of the SDK, in this order: headers, body, token, address, channel, tenant, rate (SEC-1, rows S1 to S6, S17, S34). */
export function createGate(needs: GateNeeds): Gate {
  const { clock, origins, verifyChannelToken } = needs;
  const people = createRateBuckets({
    clock,
    perMinute: PERSON_PER_MINUTE,
    burst: PERSON_BURST,
    limit: 20_000,
  });
  const desks = createRateBuckets({
    clock,
    perMinute: DESK_PER_MINUTE,
    burst: DESK_BURST,
    limit: 1000,
  });

  function checkCaller(req: IncomingMessage): Checked<null> {
    if (verifyChannelToken === null) return checkLoopback(req);
    const header = req.headers.authorization ?? '';
    // Nothing is read for somebody who does not even pretend.
    return /^Bearer [^\s]+$/i.test(header) ? accepted(null) : refused(401, 'no-token');
  }

  async function checkToken(req: IncomingMessage, activity: IncomingActivity): Promise<Checked<null>> {
    if (verifyChannelToken === null) return accepted(null);
    const { serviceUrl, channelId } = activity;
    const verdict = await verifyChannelToken(req.headers.authorization ?? '', { serviceUrl, channelId });
    return verdict.ok ? accepted(null) : refused(verdict.status, verdict.reason);
  }

  function checkAddress({ serviceUrl, channelId }: IncomingActivity): Checked<null> {
    const isAllowed =
      verifyChannelToken === null ? origins.allowsLoopback(serviceUrl) : origins.allows(serviceUrl);
    if (!isAllowed) return refused(403, 'service-url');
    return channelId === 'msteams' ? accepted(null) : refused(403, 'channel');
  }

  async function checkTenant(activity: IncomingActivity): Promise<Checked<Admitted>> {
    const tenant = tenantOf(activity);
    if (!tenant.ok) return tenant;
    const deskId = tenant.value;
    return accepted({ activity, deskId, isServed: isGuid(deskId) && (await needs.isServed(deskId)) });
  }

  return {
    async examine(req) {
      const headers = checkHeaders(req);
      if (!headers.ok) return headers;
      const caller = checkCaller(req);
      if (!caller.ok) return caller;
      const text = await readBody(req, needs.bodyDeadlineMilliseconds);
      if (!text.ok) return text;
      const json = parseJson(text.value);
      if (!json.ok) return json;
      const activity = parseActivity(json.value);
      if (!activity.ok) return activity;
      const token = await checkToken(req, activity.value);
      if (!token.ok) return token;
      const address = checkAddress(activity.value);
      return address.ok ? checkTenant(activity.value) : address;
    },

    admit({ activity, deskId }) {
      const isPerson = activity.type === 'message' || activity.type === 'invoke';
      const wait = isPerson
        ? people.take(`${deskId} ${activity.from.aadObjectId ?? activity.from.id}`)
        : null;
      if (wait !== null) return tooMany('person-rate', wait);
      const deskWait = desks.take(deskId);
      return deskWait === null ? accepted(null) : tooMany('desk-rate', deskWait);
    },
  };
}

function tooMany(reason: string, retryAfterSeconds: number): Checked<never> {
  return { ok: false, refusal: { status: 429, reason, retryAfterSeconds } };
}
