import { isZone } from '#kernel/zoned-time.ts';
import type { RosterMember } from './adapter/wire.ts';
import type { Admitted } from './gate/gate.ts';
import type { IncomingActivity } from './gate/incoming-activity.ts';
import type { Mention } from './parse/strip.ts';
import { readPress } from './read-press.ts';
import type { ChatTools } from './services.ts';
import type { Turn } from './turn.ts';
import type { Identity, Sender } from './who-is-it.ts';

export type WhoIsIt = (
  sender: Sender,
  readMember: (mri: string) => Promise<RosterMember>,
) => Promise<Identity>;

/** The turn behind an activity; `null` when it is an outsider's. Throws `not_signed_in`, `store_down`. */
export async function readTurn(
  { activity, deskId }: Admitted,
  needs: {
    readonly tools: ChatTools;
    readonly whoIsIt: WhoIsIt;
    readonly readMember: (mri: string) => Promise<RosterMember>;
  },
): Promise<Turn | null> {
  const { services, clock } = needs.tools;
  const identity = await needs.whoIsIt(senderOf(activity, deskId), needs.readMember);
  if (identity.kind === 'outsider') return null;
  const { userId, name } = identity;
  const [role, profile] = await Promise.all([
    services.roles.roleOf(deskId, userId),
    services.settings.deskProfile(deskId),
  ]);
  const press = readPress(activity);
  return {
    deskId,
    person: { userId, mri: activity.from.id, name },
    caller: { kind: 'person', deskId, id: userId, name, role },
    text: activity.text ?? '',
    mentions: mentionsOf(activity),
    press,
    conversation: { id: activity.conversation.id, type: conversationType(activity) },
    zone: zoneOf(activity, press?.data['zone']) ?? profile.zone,
    locale: activity.locale ?? profile.locale,
    profile,
    now: clock.now(),
  };
}

export function senderOf({ from }: IncomingActivity, deskId: string): Sender {
  return { deskId, mri: from.id, name: from.name || null, userId: from.aadObjectId || null };
}

export function conversationType({ conversation }: IncomingActivity): Turn['conversation']['type'] {
  if (conversation.conversationType === 'channel') return 'channel';
  if (conversation.conversationType === 'groupChat' || conversation.isGroup === true) return 'group';
  return 'personal';
}

/** Where the person's clock stands: said by the message, by the client, or by the card that was pressed (which carries it, because
 *  presses often say nothing). */
export function zoneOf(activity: IncomingActivity, carried: unknown = null): string | null {
  const client = activity.entities?.find((entity) => entity.type === 'clientInfo')?.timezone;
  const said = [activity.localTimezone, client, carried];
  return said.find((each): each is string => typeof each === 'string' && isZone(each)) ?? null;
}

/** Names come from the entities, never from the text (Teams docs: channel and group conversations). */
function mentionsOf({ entities, recipient }: IncomingActivity): readonly Mention[] {
  return (entities ?? []).flatMap(({ type, text, mentioned }) => {
    if (type !== 'mention' || !text || !mentioned) return [];
    return [
      {
        text,
        name: mentioned.name ?? '',
        userId: mentioned.aadObjectId?.toLowerCase() ?? null,
        isBot: mentioned.id === recipient.id,
      },
    ];
  });
}
