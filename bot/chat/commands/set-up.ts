import { may } from '#core/access/policy.ts';
import { consentLinkCard } from '../cards/consent-link-card.ts';
import { healthCard } from '../cards/health-card.ts';
import { textCard } from '../cards/plain-cards.ts';
import { textsFor } from '../texts/texts.ts';
import type { ChatTools } from '../services.ts';
import { type Answer, type Turn, viewerOf } from '../turn.ts';
import { repeatable } from './failed-request.ts';

/** The set-up check. Throws `not_allowed`. */
export async function showHealth(turn: Turn, { services, links }: ChatTools): Promise<Answer> {
  const report = await repeatable({ verb: 'setup.health', data: {} }, () =>
    services.health.check(turn.caller),
  );
  const canConsent = may(turn.caller, 'consent.start');
  return { card: healthCard({ report, viewer: viewerOf(turn), links, canConsent }) };
}

/** The way to Microsoft's consent page. It works once and for the person who asked, so a message in front of others gets no link; a press
 *  does, because its answer is shown to the presser alone. Throws `not_allowed`. */
export async function giveConsentLink(turn: Turn, { services }: ChatTools): Promise<Answer> {
  const viewer = viewerOf(turn);
  if (viewer.isPublic && turn.press?.way !== 'execute') {
    const { talk } = textsFor(turn.locale);
    return { card: textCard(talk.linkIsYours, [talk.askInPrivate]) };
  }
  const link = await repeatable({ verb: 'consent.link', data: {} }, () =>
    services.consent.start(turn.caller),
  );
  return { card: consentLinkCard({ ...link, viewer }) };
}

/** Asks Microsoft anew, then tells how everything stands (CON-4). Throws `not_allowed`. */
export async function retryConsent(turn: Turn, tools: ChatTools): Promise<Answer> {
  await repeatable({ verb: 'consent.retry', data: {} }, () => tools.services.consent.retry(turn.caller));
  return showHealth(turn, tools);
}
