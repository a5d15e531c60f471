import type { Card } from './cards/card.ts';
import { textCard } from './cards/plain-cards.ts';
import { textsFor } from './texts/texts.ts';

/** Row S6: for people of a tenant that is not served. Says nothing about anybody. */
export function notServedCard(locale: string): Card {
  const { talk } = textsFor(locale);
  return textCard(talk.notServed, [talk.notServedWhat]);
}

/** For guests and people of other organisations (SPEC section 0). */
export function outsiderCard(locale: string): Card {
  const { talk } = textsFor(locale);
  return textCard(talk.outsider, [talk.outsiderWhat]);
}
