import type { DecisionRecord } from '#core/dispatch/record.ts';
import type { DispatchRemedy } from '#core/dispatch/sources.ts';
import { textsFor } from '../texts/texts.ts';
import { type ActionData, openTab, press, refreshBy, type Verb } from './actions.ts';
import type { Card, CardPart, Links, Viewer } from './card.ts';
import { roleMay } from './mend-button.ts';

/** What shows a card of dispatch again: the decision, or for an assignment without one, that. */
export interface Shown {
  readonly decisionId: string | null;
  readonly assignmentId: string | null;
}

export function refreshShown(shown: Shown, viewer: Viewer): Card['refresh'] | null {
  const { decisionId, assignmentId } = shown;
  const title = textsFor(viewer.locale).dispatch.buttons.refresh;
  return refreshBy({
    title,
    verb: 'dispatch.show',
    data: { decisionId, assignmentId },
    viewer,
    at: viewer.now ?? null,
  });
}

/** A button that leaves the inputs of the card alone. */
export function plainPress(title: string, verb: Verb, data: ActionData, viewer: Viewer): CardPart {
  return press({ title, verb, data, viewer, withoutInputs: true });
}

export function whyButton(decisionId: string | null, viewer: Viewer): CardPart | null {
  if (decisionId === null) return null;
  const title = textsFor(viewer.locale).dispatch.buttons.why;
  return plainPress(title, 'dispatch.why', { decisionId, page: 0 }, viewer);
}

/** The page of the ticket in the PSA. The address comes from the connection that an admin made; anything but https is none. */
export function openTicket(title: string, link: string | null): CardPart | null {
  if (link === null || !URL.canParse(link) || new URL(link).protocol !== 'https:') return null;
  return { type: 'Action.OpenUrl', title, url: link };
}

/** The step that mends what kept presence out (DIS-6): its page of the tab, or what can be pressed here instead. */
export function mendOf(remedy: DispatchRemedy | null, viewer: Viewer, links: Links): CardPart | null {
  if (remedy === null) return null;
  const title = textsFor(viewer.locale).dispatch.mend[remedy];
  const page = openTab(title, links, PAGES[remedy]);
  if (page) return page;
  if (remedy === 'run-auto-map' && roleMay(viewer.role, 'automap.run')) {
    return plainPress(title, 'automap.run', { teamIds: null }, viewer);
  }
  if (remedy === 'open-consent' && roleMay(viewer.role, 'consent.start')) {
    return plainPress(title, 'consent.link', {}, viewer);
  }
  return remedy === 'open-health' ? plainPress(title, 'setup.health', {}, viewer) : null;
}

const PAGES: Readonly<Record<DispatchRemedy, string>> = {
  'run-auto-map': 'admin/setup',
  'open-consent': 'admin/setup',
  'open-health': 'admin/setup',
  'choose-rota-teams': 'admin/workflows',
  'create-schedule': 'admin/workflows',
  'switch-on-teams-availability': 'admin/workflows',
};

/** What to mend first: presence, then shifts that failed. A rota that nobody chose is a choice; the page of reasons mends it. */
export function remedyOf({ presence, shifts }: Pick<DecisionRecord, 'presence' | 'shifts'>): {
  readonly first: DispatchRemedy | null;
  readonly any: DispatchRemedy | null;
} {
  const isChoice = shifts.because === 'no-rota-chosen' || shifts.because === 'teams-availability-off';
  const isWanted = presence.because === 'teams-availability-off';
  const first = isWanted ? null : (presence.remedy ?? (isChoice ? null : shifts.remedy));
  return { first, any: presence.remedy ?? shifts.remedy };
}
