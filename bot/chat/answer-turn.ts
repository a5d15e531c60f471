import { z } from 'zod';
import { assertMay } from '#core/access/policy.ts';
import { DAY } from '#kernel/interval.ts';
import type { ActionData, Verb } from './cards/actions.ts';
import { staleCard } from './cards/plain-cards.ts';
import { answerText } from './answer-text.ts';
import { showHelp } from './commands/help.ts';
import { PRESSES } from './commands/presses.ts';
import { replyToFailure } from './commands/reply-to-failure.ts';
import { COMMANDS } from './commands/table.ts';
import type { ChatTools } from './services.ts';
import { type Answer, type Press, type Turn, viewerOf } from './turn.ts';

/** The answer to what somebody said or pressed. Never throws: every failure has a card. */
export async function answerTurn(turn: Turn, tools: ChatTools): Promise<Answer> {
  try {
    return turn.press ? await answerPress(turn, turn.press, tools) : await answerText(turn, tools);
  } catch (caught) {
    return replyToFailure(turn, caught, tools);
  }
}

/** A press is judged as of now: the presser's role, the age of the card, and what it brings. */
async function answerPress(turn: Turn, press: Press, tools: ChatTools): Promise<Answer> {
  if (!isVerb(press.verb)) return showHelp(turn, COMMANDS);
  const { permission, run, whenStale } = PRESSES[press.verb];
  assertMay(turn.caller, permission);
  if (!isStale(press, turn.now)) return run(turn, press.data, tools);
  if (whenStale) return whenStale(turn, press.data, tools);
  const data = carriedOn(press.data);
  return { card: staleCard({ verb: press.verb, data, viewer: viewerOf(turn), now: turn.now }) };
}

function isVerb(verb: string): verb is Verb {
  return Object.hasOwn(PRESSES, verb);
}

function isStale({ data }: Press, now: Date): boolean {
  const askedAt = typeof data['askedAt'] === 'string' ? Date.parse(data['askedAt']) : Number.NaN;
  return now.getTime() - askedAt > DAY;
}

/** What an old card asked, for its Refresh: without its age and its page, which belong to the list of then. */
function carriedOn(data: Press['data']): ActionData {
  const { v: _v, verb: _verb, zone: _zone, askedAt: _askedAt, order: _order, page: _page, ...rest } = data;
  return carried.parse(rest);
}

const short = z.string().max(200);
/** Anything else than what our buttons carry is dropped. */
const carried = z.record(
  z.string().max(64),
  z.union([short, z.number(), z.boolean(), z.null(), z.array(short).max(500)]).catch(null),
);
