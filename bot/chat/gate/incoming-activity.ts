import { z } from 'zod';
import { accepted, type Checked, refused } from './refusal.ts';

const id = z.string().min(1).max(1024);
const words = z.string().max(4096).nullish();

const account = z.object({ id, name: words, aadObjectId: z.string().max(64).nullish() });

const channelData = z.object({
  tenant: z.object({ id: z.string().max(128) }).nullish(),
  team: z.object({ id: z.string().max(1024).nullish(), name: words, aadGroupId: words }).nullish(),
  channel: z.object({ id: z.string().max(1024).nullish(), name: words }).nullish(),
  eventType: z.string().max(64).nullish(),
  /** Of an invoke: `compose`, `commandBox` or `message`. */
  source: z.object({ name: z.string().max(64).nullish() }).nullish(),
});

/** What of an activity reaches us: the fields that we or the SDK read, and no other (row S21). Addresses and the channel may be missing
 *  here, because their absence is judged together with the token. Bot Framework "Activity" schema, Teams "conversation basics". */
const activity = z.object({
  type: z.string().min(1).max(64),
  id: id.nullish(),
  timestamp: words,
  localTimestamp: words,
  localTimezone: z.string().max(64).nullish(),
  serviceUrl: z.string().max(512).default(''),
  channelId: z.string().max(64).default(''),
  from: account,
  recipient: account,
  conversation: z.object({
    id,
    name: words,
    isGroup: z.boolean().nullish(),
    conversationType: z.string().max(64).nullish(),
    tenantId: z.string().max(128).nullish(),
  }),
  name: z.string().max(128).nullish(),
  action: z.string().max(64).nullish(),
  text: z.string().nullish(),
  textFormat: z.string().max(32).nullish(),
  locale: z.string().max(64).nullish(),
  replyToId: id.nullish(),
  value: z.unknown().optional(),
  entities: z
    .array(
      z.object({
        type: z.string().max(64),
        text: words,
        mentioned: account.partial().nullish(),
        timezone: z.string().max(64).nullish(),
      }),
    )
    .max(250)
    .nullish(),
  membersAdded: z.array(account).max(1000).nullish(),
  membersRemoved: z.array(account).max(1000).nullish(),
  channelData: channelData.nullish(),
});

export type IncomingActivity = z.infer<typeof activity>;

export function parseActivity(body: unknown): Checked<IncomingActivity> {
  const parsed = activity.safeParse(body);
  return parsed.success ? accepted(parsed.data) : refused(400, 'not-an-activity');
}

/** The tenant that an activity speaks for. Both places must agree where both are filled; one must be. */
export function tenantOf(from: IncomingActivity): Checked<string> {
  const stated = [from.conversation.tenantId, from.channelData?.tenant?.id].flatMap(
    (each) => each?.toLowerCase() || [],
  );
  const [tenant] = stated;
  if (tenant === undefined) return refused(403, 'no-tenant');
  return stated.every((each) => each === tenant) ? accepted(tenant) : refused(403, 'tenants-differ');
}
