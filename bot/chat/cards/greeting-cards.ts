import { openTab, press } from './actions.ts';
import { type Card, card, type Links, type Viewer } from './card.ts';
import { heading, line, note, row } from './elements.ts';
import { literal } from './literal.ts';
import { mendButton, roleMay, WHO_IS_AVAILABLE } from './mend-button.ts';
import { textsFor } from '../texts/texts.ts';

/** On install in personal chat (C1). Works before anything is set up. */
export function welcomeCard(options: {
  readonly name: string;
  readonly consentMissing: boolean;
  readonly viewer: Viewer;
  readonly links: Links;
}): Card {
  const { consentMissing, viewer, links } = options;
  const texts = textsFor(viewer.locale);
  const hello = texts.setup.welcome(literal(options.name, 60));
  const isAdmin = roleMay(viewer.role, 'consent.start');
  const consent = mendButton({ mend: 'consent', viewer, links, retry: null });
  const setupPage = openTab(texts.shared.buttons.setup, links, 'admin/setup');
  const who = mendButton({ mend: 'who', viewer, links, retry: null });
  const help = press({ title: texts.shared.buttons.help, verb: 'help', viewer });
  const setup = isAdmin ? texts.setup.welcomeConsentAdmin : texts.setup.welcomeConsent;
  return card({
    summary: consentMissing ? `${hello} ${setup}` : hello,
    body: [
      heading(hello),
      line(texts.setup.welcomeReads),
      consentMissing ? line(setup) : null,
      note(texts.setup.welcomeTry(roleMay(viewer.role, 'automap.run'))),
    ],
    actions: consentMissing ? [consent, setupPage, who] : [who, setupPage, help],
  });
}

/** Once, when added to a team (C2). No buttons: nobody asked anything yet. */
export function teamIntroCard(options: {
  /** `null` when Teams did not say who. */
  readonly addedBy: string | null;
  readonly teamName: string;
  /** Language of whoever added us. */
  readonly locale: string;
}): Card {
  const texts = textsFor(options.locale);
  const team = literal(options.teamName, 60);
  const title =
    options.addedBy === null
      ? texts.setup.introTitleAlone(team)
      : texts.setup.introTitle(literal(options.addedBy, 60), team);
  return card({
    summary: `${title} ${texts.setup.introHow}`,
    body: [heading(title), line(texts.setup.introHow), note(texts.setup.introPromise)],
  });
}

/** A command as help tells it. */
export interface HelpEntry {
  readonly title: string;
  readonly phrasings: readonly string[];
  /** What it does, as a sentence. */
  readonly help: string;
}

const COMMANDS_LISTED = 16;
const PHRASINGS_LISTED = 3;

/** The title is a phrasing already; here stand the others. */
function otherPhrasings({ title, phrasings }: HelpEntry): string {
  return phrasings
    .filter((phrasing) => phrasing !== title)
    .slice(0, PHRASINGS_LISTED)
    .join(' · ');
}

/** What one can ask (C3), out of the same table that answers. */
export function helpCard(options: {
  /** What the viewer may use, most useful first. */
  readonly commands: readonly HelpEntry[];
  readonly viewer: Viewer;
  /** The desk's own zone. */
  readonly profileZone: string;
  /** First name of somebody who said hello. */
  readonly greet?: string;
}): Card {
  const { commands, viewer, profileZone, greet } = options;
  const texts = textsFor(viewer.locale);
  const hello = greet === undefined ? null : texts.setup.hello(literal(greet, 40));
  const listed = commands.slice(0, COMMANDS_LISTED);
  const zone =
    profileZone === viewer.zone
      ? texts.setup.helpZone(viewer.zone)
      : texts.setup.helpZoneDesk(viewer.zone, profileZone);
  return card({
    summary: `${hello ? `${hello} ` : ''}${texts.setup.helpTitle}: ${listed.map((each) => each.title).join(', ')}.`,
    body: [
      heading(hello ?? texts.setup.helpTitle),
      hello ? line(`${texts.setup.helpTitle}:`) : null,
      ...listed.map((each) =>
        row({
          name: each.title,
          words: otherPhrasings(each),
          second: each.help,
        }),
      ),
      commands.length > listed.length ? note(texts.setup.helpMore(commands.length - listed.length)) : null,
      note(zone),
    ],
    actions: [
      press({
        title: texts.shared.buttons.whoIsAvailable,
        verb: 'availability.show',
        data: WHO_IS_AVAILABLE,
        viewer,
      }),
      press({ title: texts.shared.buttons.health, verb: 'setup.health', viewer }),
    ],
  });
}
