import { toAppError } from '#kernel/errors.ts';
import type { RosterMember, Wire } from './adapter/wire.ts';
import { createBoundedMemory } from './bounded-memory.ts';
import type { Card } from './cards/card.ts';
import { teamIntroCard, welcomeCard } from './cards/greeting-cards.ts';
import type { Exchange } from './converse.ts';
import { noteError } from './error-reply.ts';
import type { KeptConversations } from './keep-conversation.ts';
import { textsFor } from './texts/texts.ts';
import { conversationType, readTurn, type WhoIsIt } from './read-turn.ts';
import type { ChatTools } from './services.ts';
import { viewerOf } from './turn.ts';

/** An install comes as two activities, within seconds. */
const GREETED_SECONDS = 10 * 60;
const GREETED_LIMIT = 5000;
/** The welcome works before sign-in: whether consent is missing is worth asking Microsoft for, not worth waiting for. */
const CONSENT_WAIT_MILLISECONDS = 1500;

/** Says hello once where Rollcall was added: to the person in a personal chat, once to a team or group (checklist 45 and 47).
 *  Never to members who join. Never throws. */
export function createIntroductions(needs: {
  readonly tools: ChatTools;
  readonly whoIsIt: WhoIsIt;
  readonly kept: KeptConversations;
}): (exchange: Exchange) => Promise<void> {
  const { tools, whoIsIt, kept } = needs;
  const greeted = createBoundedMemory<true>({
    clock: tools.clock,
    limit: GREETED_LIMIT,
    seconds: GREETED_SECONDS,
  });

  async function welcome({ admitted, wire }: Exchange): Promise<Card | null> {
    const turn = await readTurn(admitted, { tools, whoIsIt, readMember: (mri) => wire.member(mri) });
    if (turn === null) return null;
    void kept.note(turn, admitted.activity);
    const consentMissing = await isConsentMissing(() => tools.services.consent.read(turn.caller));
    return welcomeCard({
      name: turn.person.name,
      consentMissing,
      viewer: viewerOf(turn),
      links: tools.links,
    });
  }

  return async (exchange) => {
    const { activity, deskId, isServed } = exchange.admitted;
    const key = `${deskId} ${activity.conversation.id}`;
    if (!isServed || greeted.get(key)) return;
    greeted.set(key, true);
    try {
      const isPersonal = conversationType(activity) === 'personal';
      const card = isPersonal ? await welcome(exchange) : await introduction(exchange);
      if (card) await exchange.wire.send(card);
    } catch (cause) {
      noteError(toAppError(cause), tools, deskId);
    }
  };
}

async function introduction({ admitted, wire }: Exchange): Promise<Card> {
  const { from, channelData, conversation } = admitted.activity;
  const locale = admitted.activity.locale ?? 'en-GB';
  const addedBy = from.name || (await nameOf(wire, from.id));
  return teamIntroCard({
    addedBy,
    teamName: channelData?.team?.name ?? conversation.name ?? textsFor(locale).talk.thisChat,
    locale,
  });
}

/** Who added us is a courtesy; the introduction stands without it. */
async function nameOf(wire: Wire, mri: string): Promise<string | null> {
  try {
    const member: RosterMember = await wire.member(mri);
    return member.name;
  } catch {
    return null;
  }
}

/** `false` when nobody could say in time: a warning that may be wrong is worse than none. */
async function isConsentMissing(
  read: () => Promise<{ readonly consent: { readonly state: string }; readonly error: unknown }>,
): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), CONSENT_WAIT_MILLISECONDS);
  });
  try {
    const known = await Promise.race([read(), timeUp]);
    return known !== null && known.error === null && known.consent.state !== 'granted';
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
