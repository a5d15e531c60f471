import { assertMay } from '#core/access/policy.ts';
import { toAppError } from '#kernel/errors.ts';
import { openInTeamsCard } from './cards/link-cards.ts';
import { type ComposeAnswer, composeMessage, composeResult, type Found } from './compose-answer.ts';
import type { Exchange } from './converse.ts';
import { noteError } from './error-reply.ts';
import { findPeople } from './find-people.ts';
import { previewLink } from './preview-link.ts';
import { readTurn, type WhoIsIt } from './read-turn.ts';
import { readLinkQuery, readSearch } from './read-compose.ts';
import type { ChatTools } from './services.ts';
import { textsFor } from './texts/texts.ts';
import type { Turn } from './turn.ts';
import { withinTime } from './within-time.ts';

/** What Teams asks while somebody writes a message (CHAT-8). Never throws: whatever fails is a sentence in the result list. */
export interface MessageExtension {
  /** "Find a technician". */
  query(exchange: Exchange): Promise<ComposeAnswer>;
  /** A link of ours was pasted. */
  queryLink(exchange: Exchange): Promise<ComposeAnswer>;
  /** The same by somebody for whom the app is not installed: no rights are known, so nothing is shown. */
  anonymousQueryLink(exchange: Exchange): ComposeAnswer;
}

/** Teams shows an error after five seconds. */
const ANSWER_MILLISECONDS = 4500;

export function createMessageExtension(needs: {
  readonly tools: ChatTools;
  readonly whoIsIt: WhoIsIt;
}): MessageExtension {
  const { tools, whoIsIt } = needs;

  /** The turn of a person who may see people; `null` for everybody else, who get nothing. */
  async function admit({ admitted, wire }: Exchange): Promise<Turn | null> {
    if (!admitted.isServed) return null;
    const readMember = (mri: string) => wire.memberAnywhere(mri);
    const turn = await readTurn(admitted, { tools, whoIsIt, readMember });
    if (turn) assertMay(turn.caller, 'availability.read');
    return turn;
  }

  async function answer(
    exchange: Exchange,
    work: (turn: Turn) => Promise<ComposeAnswer>,
    refused: () => ComposeAnswer,
  ): Promise<ComposeAnswer> {
    const { activity, deskId } = exchange.admitted;
    const texts = textsFor(activity.locale ?? 'en-GB');
    const late = composeMessage(texts.errors.graph_slow.happened(NO_FACTS));
    try {
      const asked = admit(exchange).then((turn) => (turn === null ? refused() : work(turn)));
      return (await withinTime(asked, ANSWER_MILLISECONDS)) ?? late;
    } catch (cause) {
      const error = toAppError(cause);
      const reference = noteError(error, tools, deskId);
      const { happened, toDo } = texts.errors[error.code];
      const said = [happened(NO_FACTS), toDo(NO_FACTS), `${texts.setup.reference(reference)}.`];
      return composeMessage(said.join(' '));
    }
  }

  /** Without a word about anybody. */
  function closedLink({ admitted }: Exchange): ComposeAnswer {
    return composeResult([openInTeamsCard(admitted.activity.locale ?? 'en-GB')]);
  }

  return {
    query: (exchange) =>
      answer(
        exchange,
        async (turn) => {
          const search = readSearch(exchange.admitted.activity);
          if (search === null) return composeResult([]);
          const { found, nobody } = await findPeople(turn, search, tools);
          return nobody === null ? composeResult(found) : composeMessage(nobody);
        },
        () => {
          const { talk } = textsFor(exchange.admitted.activity.locale ?? 'en-GB');
          return composeMessage(exchange.admitted.isServed ? talk.outsider : talk.notServed);
        },
      ),
    queryLink: (exchange) =>
      answer(
        exchange,
        async (turn) => {
          const url = readLinkQuery(exchange.admitted.activity);
          const preview: Found | null = url === null ? null : await previewLink(turn, url, tools);
          return composeResult(preview === null ? [] : [preview]);
        },
        () => closedLink(exchange),
      ),
    anonymousQueryLink: closedLink,
  };
}

const NO_FACTS = { name: null, list: null, until: null, role: null };
