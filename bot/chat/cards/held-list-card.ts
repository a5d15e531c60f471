import type { Hold } from '#core/dispatch/ports.ts';
import { textsFor } from '../texts/texts.ts';
import { type Card, card, type CardPart, type Viewer } from './card.ts';
import { plainPress } from './dispatch-buttons.ts';
import { heading, note, row } from './elements.ts';
import { formatWhen, placeOf } from './format.ts';
import { literal } from './literal.ts';
import { textCard } from './plain-cards.ts';

const PAGE_SIZE = 10;

/** Tickets that wait, those that need a person first (DIS-10). */
export function heldListCard(options: {
  readonly holds: readonly Hold[];
  /** Counts from 0; held to the pages that there are. */
  readonly page: number;
  readonly viewer: Viewer;
  readonly hasButtons: boolean;
}): Card {
  const { holds, viewer, hasButtons } = options;
  const texts = textsFor(viewer.locale);
  const { dispatch } = texts;
  if (holds.length === 0) return textCard(dispatch.noneHeld, [dispatch.noneHeldWhat]);
  const last = Math.ceil(holds.length / PAGE_SIZE) - 1;
  const page = Math.min(Math.max(0, options.page), last);
  const shown = holds.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
  const total = texts.count(holds.length);
  const title = dispatch.heldTitle(total);
  const turn = (label: string, to: number): CardPart =>
    plainPress(label, 'dispatch.held', { page: to }, viewer);
  const [only] = holds.length === 1 ? holds : [];
  return card({
    summary: `${title}: ${texts.list(
      holds.map(({ ticketRef }) => literal(ticketRef, 40)),
      4,
    )}.`,
    body: [
      heading(title),
      ...shown.map((hold) => holdRow(hold, viewer)),
      holds.length > PAGE_SIZE
        ? note(dispatch.showing(page * PAGE_SIZE + 1, page * PAGE_SIZE + shown.length, total))
        : null,
      only ? null : note(dispatch.heldAsk),
    ],
    actions: hasButtons
      ? [
          only
            ? plainPress(
                dispatch.buttons.decision,
                'dispatch.show',
                { decisionId: only.decisionId, assignmentId: null },
                viewer,
              )
            : null,
          plainPress(dispatch.buttons.refresh, 'dispatch.held', { page }, viewer),
          page < last ? turn(dispatch.buttons.next, page + 1) : null,
          page > 0 ? turn(dispatch.buttons.back, page - 1) : null,
        ]
      : [],
  });
}

function holdRow(hold: Hold, viewer: Viewer): CardPart {
  const texts = textsFor(viewer.locale);
  const { dispatch } = texts;
  const now = viewer.now ?? hold.heldAt;
  const when = (at: Date): string => formatWhen(at, now, placeOf(viewer));
  const words: Readonly<Record<string, string>> = dispatch.heldBecause;
  const because = Object.hasOwn(words, hold.because) ? words[hold.because] : undefined;
  const state = hold.escalatedAt
    ? dispatch.needsPerson(when(hold.escalatedAt), when(hold.nextTryAt))
    : `${dispatch.heldSince(when(hold.heldAt))} · ${dispatch.nextTry(when(hold.nextTryAt))}`;
  return row({
    name: dispatch.ticket(literal(hold.ticketRef, 40)),
    words: state,
    second: because ?? null,
  });
}
