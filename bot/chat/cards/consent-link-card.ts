import { press } from './actions.ts';
import { type Card, card, type Viewer } from './card.ts';
import { heading, line, note } from './elements.ts';
import { formatWhen, placeOf } from './format.ts';
import { textsFor } from '../texts/texts.ts';

/** The way to Microsoft's consent page (CON-2). The link works once, so the card is for the person who asked alone. */
export function consentLinkCard(options: {
  /** From the consent service. */
  readonly url: string;
  readonly expiresAt: Date;
  readonly viewer: Viewer;
}): Card {
  const { url, expiresAt, viewer } = options;
  const texts = textsFor(viewer.locale);
  const until = formatWhen(expiresAt, viewer.now ?? expiresAt, placeOf(viewer));
  return card({
    summary: `${texts.setup.consentTitle}. ${texts.setup.consentWho}`,
    body: [
      heading(texts.setup.consentTitle),
      line(texts.setup.consentWhat),
      line(texts.setup.consentWho),
      note(texts.setup.consentUntil(until)),
    ],
    actions: [
      { type: 'Action.OpenUrl', title: texts.shared.buttons.consentPage, url },
      press({ title: texts.shared.buttons.checkAgain, verb: 'consent.retry', viewer }),
    ],
  });
}
