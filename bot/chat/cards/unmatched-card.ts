import type { MappedTechnician } from '#core/mapping/mapping-service.ts';
import type { RunRow } from '#core/mapping/ports.ts';
import { openTab, press } from './actions.ts';
import { PAGE_SIZE } from './availability-page.ts';
import {
  type Card,
  CARD_LIMIT_BYTES,
  card,
  cardBytes,
  type CardPart,
  type Links,
  type Viewer,
} from './card.ts';
import { heading, line, note, row } from './elements.ts';
import { literal } from './literal.ts';
import { mendButton, roleMay } from './mend-button.ts';
import { isOpen, unmatchedWords, type UnmatchedWords } from './run-lines.ts';
import { offersOf, suggestionInput } from './suggestion-input.ts';
import { type Texts, textsFor } from '../texts/texts.ts';

export interface UnmatchedCardOptions {
  readonly technicians: readonly MappedTechnician[];
  /** Rows of the newest run; `null` when none was made yet. */
  readonly rows: readonly RunRow[] | null;
  /** Counts from 0. */
  readonly page: number;
  /** Somebody who was mapped a moment ago: the card begins with that. */
  readonly justMapped?: MappedTechnician;
  readonly viewer: Viewer;
  readonly links: Links;
}

/** Suggestions of one card; more than that nobody reads on a phone. Fewer where made-up names would take the card past its limit. */
const MOST_SUGGESTIONS = 12;
const FEWER_SUGGESTIONS = 6;
const FEWEST_SUGGESTIONS = 2;

/** Who isn't mapped, with the reason and both compared values of the last run. Whoever may map gets its suggestions to choose from:
 *  the choice arrives as input `suggestion` beside the data of Map (MAP-9). */
export function unmatchedCard(options: UnmatchedCardOptions): Card {
  for (const most of [MOST_SUGGESTIONS, FEWER_SUGGESTIONS]) {
    const drawn = drawCard(options, most);
    if (cardBytes(drawn) <= CARD_LIMIT_BYTES) return drawn;
  }
  return drawCard(options, FEWEST_SUGGESTIONS);
}

function drawCard(options: UnmatchedCardOptions, mostSuggestions: number): Card {
  const { technicians, rows, justMapped, viewer, links } = options;
  const texts = textsFor(viewer.locale);
  const open = technicians.filter(({ mapping }) => !mapping?.userId);
  const last = Math.max(Math.ceil(open.length / PAGE_SIZE), 1) - 1;
  const page = Math.min(Math.max(Number.isInteger(options.page) ? options.page : 0, 0), last);
  const start = page * PAGE_SIZE;
  const shown = open.slice(start, start + PAGE_SIZE);
  const byId = new Map((rows ?? []).filter(isOpen).map((each) => [each.technicianId, each]));
  const count = texts.automap.openCount(open.length, technicians.length);
  const title = justMapped ? mappedLine(justMapped, viewer) : texts.automap.openTitle;
  const offers = roleMay(viewer.role, 'mapping.write')
    ? offersOf({ shown, technicians, rows: rows ?? [] })
    : [];
  const choice = viewer.isPublic ? null : suggestionInput(offers, mostSuggestions, texts);
  return card({
    summary: `${title}${justMapped ? '' : ':'} ${open.length === 0 ? texts.automap.everyoneMapped : count}`,
    body: [
      heading(title),
      line(countLine({ open: open.length, all: technicians.length, count, texts })),
      ...shown.map((each) => rowOf(describe(each, byId, viewer))),
      pageLine({ start, shown: shown.length, total: open.length, texts }),
      open.length > 0 && rows === null ? note(texts.automap.runToSee) : null,
      open.length > 0 && !roleMay(viewer.role, 'automap.run') ? note(texts.automap.askLead) : null,
      offers.length > 0 && viewer.isPublic ? note(texts.automap.suggestionsInPersonal) : null,
      choice,
    ],
    actions: [
      choice && press({ title: texts.shared.buttons.map, verb: 'mapping.accept', data: { page }, viewer }),
      page < last ? turn(texts.shared.buttons.next, page + 1, viewer) : null,
      page > 0 ? turn(texts.shared.buttons.back, page - 1, viewer) : null,
      open.length > 0 ? mendButton({ mend: 'auto-map', viewer, links, retry: null }) : null,
      openTab(texts.shared.buttons.mappings, links, 'admin/technicians'),
    ],
  });
}

/** E-mails stay out of a channel: there the user's name has to do. */
function mappedLine({ technician, mapping }: MappedTechnician, { isPublic, locale }: Viewer): string {
  const texts = textsFor(locale);
  const { userPrincipalName = null, userDisplayName = null, source = null } = mapping ?? {};
  const account = isPublic ? userDisplayName : (userPrincipalName ?? userDisplayName);
  return texts.automap.mapped(
    literal(technician.name, 60),
    literal(account ?? '', 60),
    texts.shared.mapping[source ?? 'none'],
  );
}

function countLine(options: {
  readonly open: number;
  readonly all: number;
  readonly count: string;
  readonly texts: Texts;
}): string {
  const { open, all, count, texts } = options;
  if (all === 0) return texts.automap.noTechnicians;
  return open === 0 ? texts.automap.everyoneMapped : count;
}

function describe(
  { technician, mapping }: MappedTechnician,
  byId: ReadonlyMap<string, RunRow>,
  viewer: Viewer,
): UnmatchedWords {
  const texts = textsFor(viewer.locale);
  const found = byId.get(technician.technicianId);
  if (found && !mapping?.excluded) return unmatchedWords(found, viewer);
  const because =
    technician.email === null ? texts.shared.unmatched['no-email'] : texts.automap.reasonUnknown;
  const email = technician.email === null || viewer.isPublic ? null : `PSA: ${literal(technician.email, 60)}`;
  return {
    name: literal(technician.name, 60),
    because: mapping?.excluded ? texts.automap.excluded : because,
    second: email,
  };
}

function rowOf({ name, because, second }: UnmatchedWords): CardPart {
  return row({ name, words: because, second });
}

function pageLine(options: {
  readonly start: number;
  readonly shown: number;
  readonly total: number;
  readonly texts: Texts;
}): CardPart | null {
  const { start, shown, total, texts } = options;
  return total <= PAGE_SIZE ? null : note(texts.automap.showing(start + 1, start + shown, total));
}

function turn(title: string, page: number, viewer: Viewer): CardPart {
  return press({ title, verb: 'mapping.unmatched', data: { page }, viewer, withoutInputs: true });
}
