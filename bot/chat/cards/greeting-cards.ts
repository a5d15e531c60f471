import { openTab, press } from './actions.ts';
import { type Card, card, type Links, type Viewer } from './card.ts';
import { heading, line, note, row } from './elements.ts';
import { literal } from './literal.ts';
import { mendButton, roleMay, WHO_IS_AVAILABLE } from './mend-button.ts';
import { setupWords } from './setup-words.ts';
import { words } from './words.ts';

/** On install in personal chat (C1). Works before anything is set up. */
export function welcomeCard(options: {
  readonly name: string;
  readonly consentMissing: boolean;
  readonly viewer: Viewer;
  readonly links: Links;
}): Card {
  const { consentMissing, viewer, links } = options;
  const hello = setupWords.welcome(literal(options.name, 60));
  const isAdmin = roleMay(viewer.role, 'consent.start');
  const consent = mendButton({ mend: 'consent', viewer, links, retry: null });
  const setupPage = openTab(words.buttons.setup, links, 'admin/setup');
  const who = mendButton({ mend: 'who', viewer, links, retry: null });
  const help = press({ title: words.buttons.help, verb: 'help', viewer });
  const setup = isAdmin ? setupWords.welcomeConsentAdmin : setupWords.welcomeConsent;
  return card({
    summary: consentMissing ? `${hello} ${setup}` : hello,
    body: [
      heading(hello),
      line(setupWords.welcomeReads),
      consentMissing ? line(setup) : null,
      note(setupWords.welcomeTry(roleMay(viewer.role, 'automap.run'))),
    ],
    actions: consentMissing ? [consent, setupPage, who] : [who, setupPage, help],
  });
}

/** Once, when added to a team (C2). No buttons: nobody asked anything yet. */
export function teamIntroCard(options: {
  /** `null` when Teams did not say who. */
  readonly addedBy: string | null;
  readonly teamName: string;
}): Card {
  const team = literal(options.teamName, 60);
  const title =
    options.addedBy === null
      ? setupWords.introTitleAlone(team)
      : setupWords.introTitle(literal(options.addedBy, 60), team);
  return card({
    summary: `${title} ${setupWords.introHow}`,
    body: [heading(title), line(setupWords.introHow), note(setupWords.introPromise)],
  });
}

/** A command as help tells it. */
export interface HelpEntry {
  readonly title: string;
  readonly phrasings: readonly string[];
  /** What it does, as a sentence. */
  readonly help: string;
}

const COMMANDS_LISTED = 12;
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
  const hello = greet === undefined ? null : setupWords.hello(literal(greet, 40));
  const listed = commands.slice(0, COMMANDS_LISTED);
  const zone =
    profileZone === viewer.zone
      ? setupWords.helpZone(viewer.zone)
      : setupWords.helpZoneDesk(viewer.zone, profileZone);
  return card({
    summary: `${hello ? `${hello} ` : ''}${setupWords.helpTitle}: ${listed.map((each) => each.title).join(', ')}.`,
    body: [
      heading(hello ?? setupWords.helpTitle),
      hello ? line(`${setupWords.helpTitle}:`) : null,
      ...listed.map((each) =>
        row({
          name: each.title,
          words: otherPhrasings(each),
          second: each.help,
        }),
      ),
      commands.length > listed.length ? note(setupWords.helpMore(commands.length - listed.length)) : null,
      note(zone),
    ],
    actions: [
      press({
        title: words.buttons.whoIsAvailable,
        verb: 'availability.show',
        data: WHO_IS_AVAILABLE,
        viewer,
      }),
      press({ title: words.buttons.health, verb: 'setup.health', viewer }),
    ],
  });
}
