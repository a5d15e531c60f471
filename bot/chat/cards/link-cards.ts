import type { Ticket } from '#core/dispatch/ports.ts';
import type { AvailabilityAnswer } from '#core/availability/availability-service.ts';
import { GROUPS } from '#kernel/vocabulary.ts';
import { textsFor } from '../texts/texts.ts';
import { openTab } from './actions.ts';
import { countGroups } from './availability-page.ts';
import { type Card, card, type Links, type Viewer } from './card.ts';
import { shortName, ticketLines } from './describe-decision.ts';
import { openTicket } from './dispatch-buttons.ts';
import { alert, heading, line, note } from './elements.ts';
import { clockAndZone, formatSlot, placeOf } from './format.ts';
import { literal } from './literal.ts';
import { textCard } from './plain-cards.ts';
import { reportSources } from './sources.ts';

/** A pasted link and what is known of it. */
export interface LinkCard {
  readonly card: Card;
  readonly title: string;
  readonly text: string;
}

/** For people whose rights are not known: no data, only where it can be seen. */
export function openInTeamsCard(locale: string): LinkCard {
  const { finder } = textsFor(locale);
  const title = finder.openInTeams;
  return { card: textCard(title, [finder.openInTeamsWhat]), title, text: finder.openInTeamsWhat };
}

/** A link to the board, now or at a time: the four groups counted, with their age. Nobody is named. */
export function boardLinkCard(options: {
  readonly answer: AvailabilityAnswer;
  /** The page of the tab. */
  readonly path: string;
  readonly viewer: Viewer;
  readonly links: Links;
}): LinkCard {
  const { answer, path, viewer, links } = options;
  const texts = textsFor(viewer.locale);
  const place = placeOf(viewer);
  const counts = countGroups(answer.technicians);
  const title = answer.isNow
    ? texts.people.titleNow
    : texts.people.titleAt(formatSlot({ start: answer.slot.start, end: null }, place));
  const counted = GROUPS.map((group) => `${texts.count(counts[group])} ${texts.shared.groupInLine[group]}`);
  const now = viewer.now ?? answer.asOf;
  const report = reportSources(answer, { now, place, texts });
  const age = texts.people.asOf(clockAndZone(answer.asOf, place));
  return {
    card: card({
      summary: `${title}: ${counted.join(', ')}. ${age}.`,
      body: [
        heading(title),
        report.alert === null ? null : alert(report.alert),
        note(age),
        line(counted.join(' · ')),
        ...report.lines.map(note),
      ],
      actions: [openTab(texts.shared.buttons.board, links, path)],
    }),
    title,
    text: counted.join(' · '),
  };
}

/** A link to a ticket of the desk's PSA: what it is about and whose it is. Its text stays in the PSA. */
export function ticketLinkCard(ticket: Ticket, viewer: Viewer): LinkCard {
  const texts = textsFor(viewer.locale);
  const { dispatch } = texts;
  const title = dispatch.ticket(literal(ticket.ref, 40));
  const owner = ticket.ownerId === null ? null : ticket.ownerName;
  const has =
    ticket.ownerId === null
      ? dispatch.linkNobody
      : dispatch.linkOwner(owner ? shortName(owner) : dispatch.somebody);
  const state = [literal(ticket.status.label, 40), has].join(' · ');
  return {
    card: card({
      summary: `${title}. ${state}`,
      body: [heading(title), ...ticketLines(ticket, ticket.title, texts), line(state)],
      actions: [openTicket(dispatch.buttons.openTicket, ticket.link)],
    }),
    title,
    text: state,
  };
}
