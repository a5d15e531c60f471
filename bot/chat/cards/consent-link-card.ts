import { press } from './actions.ts';
import { type Card, card, type Viewer } from './card.ts';
import { heading, line, note } from './elements.ts';
import { formatWhen, placeOf } from './format.ts';
import { setupWords } from './setup-words.ts';
import { words } from './words.ts';

/** The way to Microsoft's consent page (CON-2). The link works once, so the card is for the person who asked alone. */
export function consentLinkCard(options: {
  /** From the consent service. */
  readonly url: string;
  readonly expiresAt: Date;
  readonly viewer: Viewer;
}): Card {
  const { url, expiresAt, viewer } = options;
  const until = formatWhen(expiresAt, viewer.now ?? expiresAt, placeOf(viewer));
  return card({
    summary: `${setupWords.consentTitle}. ${setupWords.consentWho}`,
    body: [
      heading(setupWords.consentTitle),
      line(setupWords.consentWhat),
      line(setupWords.consentWho),
      note(setupWords.consentUntil(until)),
    ],
    actions: [
      { type: 'Action.OpenUrl', title: words.buttons.consentPage, url },
      press({ title: words.buttons.checkAgain, verb: 'consent.retry', viewer }),
    ],
  });
}
