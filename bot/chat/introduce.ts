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
import { type Turn, viewerOf } from './turn.ts';
import { withinTime } from './within-time.ts';

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

  /** Whoever added us can be written to from now on, whatever this process knew of them: it may not have heard that they took us away. */
  async function meet({ admitted, wire }: Exchange): Promise<Turn | null> {
    const turn = await readTurn(admitted, { tools, whoIsIt, readMember: (mri) => wire.member(mri) });
    if (turn) void kept.note(turn, admitted.activity, 'anew');
    return turn;
  }

  async function welcome(turn: Turn): Promise<Card> {
    const consentMissing = await isConsentMissing(() => tools.services.consent.read(turn.caller));
    return welcomeCard({
      name: turn.person.name,
      consentMissing,
      viewer: viewerOf(turn),
      links: tools.links,
    });
  }

  async function greet(exchange: Exchange): Promise<void> {
    const { activity, deskId } = exchange.admitted;
    const key = `${deskId} ${activity.conversation.id}`;
    const isNew = !greeted.get(key);
    if (isNew) greeted.set(key, true);
    const isPersonal = conversationType(activity) === 'personal';
    const turn = isPersonal ? await meet(exchange) : null;
    if (!isNew) return;
    if (!isPersonal) await exchange.wire.send(await introduction(exchange));
    else if (turn) await exchange.wire.send(await welcome(turn));
  }

  return async (exchange) => {
    const { deskId, isServed } = exchange.admitted;
    if (!isServed) return;
    try {
      await greet(exchange);
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
  try {
    const known = await withinTime(read(), CONSENT_WAIT_MILLISECONDS);
    return known !== null && known.error === null && known.consent.state !== 'granted';
  } catch {
    return false;
  }
}
