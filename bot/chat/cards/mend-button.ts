import { type Permission, PERMISSIONS } from '#core/access/policy.ts';
import { ROLES, type Role } from '#kernel/vocabulary.ts';
import { type ActionData, openTab, press, type Verb } from './actions.ts';
import type { CardPart, Links, Viewer } from './card.ts';
import type { Mend } from './error-mends.ts';
import { textsFor } from '../texts/texts.ts';

/** What "Who's available" asks from a card that has no list of its own: everybody's default. */
export const WHO_IS_AVAILABLE: ActionData = {
  show: null,
  page: 0,
  teamId: null,
  teamName: null,
  start: null,
  end: null,
  order: null,
};

/** Whether a person with this role may do it; the same table decides again when the button is pressed. */
export function roleMay(role: Role, permission: Permission): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(PERMISSIONS[permission].role);
}

/** The button that mends, if the viewer may press it; `null` otherwise. */
export function mendButton(options: {
  readonly mend: Mend;
  readonly viewer: Viewer;
  readonly links: Links;
  /** What to repeat for "Try again". */
  readonly retry: { readonly verb: Verb; readonly data: ActionData } | null;
}): CardPart | null {
  const { mend, viewer, links, retry } = options;
  const texts = textsFor(viewer.locale);
  const again = retry && press({ title: texts.shared.buttons.tryAgain, ...retry, viewer });
  const allowed = (permission: Permission, button: CardPart): CardPart | null =>
    roleMay(viewer.role, permission) ? button : null;
  const buttons: Readonly<Record<NonNullable<Mend>, () => CardPart | null>> = {
    consent: () =>
      allowed('consent.start', press({ title: texts.shared.buttons.consent, verb: 'consent.link', viewer })),
    'check-again': () =>
      allowed(
        'consent.retry',
        press({ title: texts.shared.buttons.checkAgain, verb: 'consent.retry', viewer }),
      ) ?? again,
    'auto-map': () =>
      allowed(
        'automap.run',
        press({ title: texts.shared.buttons.autoMap, verb: 'automap.run', data: { teamIds: null }, viewer }),
      ),
    setup: () => openTab(texts.shared.buttons.setup, links, 'admin/setup'),
    mappings: () => openTab(texts.shared.buttons.mappings, links, 'admin/technicians'),
    who: () =>
      press({
        title: texts.shared.buttons.whoIsAvailable,
        verb: 'availability.show',
        data: WHO_IS_AVAILABLE,
        viewer,
      }),
    help: () => press({ title: texts.shared.buttons.help, verb: 'help', viewer }),
    retry: () => again,
  };
  return mend && buttons[mend]();
}
