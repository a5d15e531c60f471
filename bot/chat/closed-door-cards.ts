import type { Card } from './cards/card.ts';
import { textCard } from './cards/plain-cards.ts';

/** Row S6: for people of a tenant that is not served. Says nothing about anybody. */
export function notServedCard(): Card {
  return textCard("Rollcall isn't set up for your organisation", [
    'Whoever added it here can ask the people who run it to serve this tenant.',
  ]);
}

/** For guests and people of other organisations (SPEC section 0). */
export function outsiderCard(): Card {
  return textCard('Rollcall answers people of this organisation only', [
    "Ask a colleague of the service desk instead: they can tell you who's available.",
  ]);
}
