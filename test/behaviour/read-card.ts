import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Card } from '#chat/cards/card.ts';
import type { Message, Said } from '../sandbox/connector/connector.ts';
import type { Sandbox } from '../support/sandbox.ts';
import { buttonsOf, dataOf, good, readOut } from '../unit/chat/cards/card-lint.ts';

/** The answer to one thing that a person did, as the person gets it. */
export interface Reply {
  readonly card: Card;
  /** Every text on the card, a line each. */
  readonly words: string;
  /** Titles of its buttons. */
  readonly buttons: readonly string[];
  /** What the button with this title brings back. Throws when there is no such button. */
  readonly data: (title: string) => Readonly<Record<string, unknown>>;
}

/** The one card of an answer. Fails when there is none, more than one, or one that breaks a rule of cards (size, markup, links). */
export function replyOf(said: Said, ourLinks: readonly string[] = []): Reply {
  const cards = said.activities.flatMap((activity) => cardsIn(activity));
  expect(cards, JSON.stringify(said).slice(0, 2000)).toHaveLength(1);
  return asReply(cards[0] as Card, ourLinks); // there is exactly one
}

/** Asks and answers with the card; waits when the card is edited later, as a long run's is. */
export async function askUntil(
  sandbox: Sandbox,
  person: string,
  text: string,
  isDone: (words: string) => boolean = (words) => !words.includes('Matching technicians…'),
): Promise<Reply> {
  replyOf(await sandbox.say(person, text));
  const giveUpAt = Date.now() + 15_000;
  for (;;) {
    const last = lastCard(sandbox.world.connector.messages('personal', person));
    if (last !== null && isDone(last.words)) return last;
    if (Date.now() > giveUpAt) throw new Error(`the card still says: ${last?.words}`);
    await wait(50);
  }
}

/** The newest card in a chat, as it stands after edits; `null` when there is none. */
export function lastCard(messages: readonly Message[]): Reply | null {
  const cards = messages.filter(({ from }) => from.isBot).flatMap(({ activity }) => cardsIn(activity));
  const card = cards.at(-1);
  return card === undefined ? null : asReply(card, []);
}

/** A deep link into the tab of this very app: board or admin, and at most a route of ours inside it. In a sandbox the page that hosts the tab stands for Teams. */
export const INTO_THE_TAB =
  /^(?:https:\/\/teams\.microsoft\.com\/l\/entity\/[0-9a-f-]{36}\/(board|admin)(\?context=%7B%22subEntityId%22%3A%22[\w%-]+%22%7D)?|http:\/\/127\.0\.0\.1:\d+\/host\?screen=(board|admin)(&sub=[\w%-]+)?)$/;

function asReply(card: Card, ourLinks: readonly string[]): Reply {
  const addresses = (card.actions ?? []).map(({ url }) => String(url));
  good(card, [...ourLinks, ...addresses.filter((url) => INTO_THE_TAB.test(url))]);
  return { card, words: readOut(card), buttons: buttonsOf(card), data: (title) => dataOf(card, title) };
}

function cardsIn(activity: Readonly<Record<string, unknown>>): readonly Card[] {
  const { attachments } = activity;
  const list: readonly { contentType?: unknown; content?: unknown }[] = Array.isArray(attachments)
    ? attachments
    : [];
  return list
    .filter((each) => each.contentType === 'application/vnd.microsoft.card.adaptive')
    .map((each) => each.content as Card); // checked by `good`
}
