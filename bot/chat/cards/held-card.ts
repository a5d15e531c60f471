import { failedGate, type GateCode } from '#core/dispatch/eligibility.ts';
import type { Hold } from '#core/dispatch/ports.ts';
import type { DecisionRecord, Outcome } from '#core/dispatch/record.ts';
import { type Texts, textsFor } from '../texts/texts.ts';
import { type Card, card, type CardPart, type Viewer } from './card.ts';
import {
  type DecisionView,
  type DispatchScene,
  noteSentences,
  peopleLines,
  reasonWord,
  ticketLines,
} from './describe-decision.ts';
import { mendOf, plainPress, refreshShown, remedyOf, whyButton } from './dispatch-buttons.ts';
import { heading, line, note } from './elements.ts';
import { formatWhen, placeOf } from './format.ts';
import { literal } from './literal.ts';

type Unplaced = Extract<Outcome, { kind: 'held' | 'left-unassigned' }>;

/** Nobody can take the ticket (C13): why, counted; when it is tried again and when a lead is told. `isEscalated`: it needs the reader. */
export function heldCard(
  view: DecisionView,
  outcome: Unplaced,
  scene: DispatchScene,
  isEscalated = false,
): Card {
  const { decision, ticket, hold } = view;
  const { viewer, links, hasButtons } = scene;
  const { record } = decision;
  const texts = textsFor(viewer.locale);
  const { dispatch } = texts;
  const ref = literal(record.ticket.ref, 40);
  const title = isEscalated ? dispatch.needsYou(ref) : dispatch.nobodyCan(ref);
  const because = dispatch.heldBecause[outcome.because];
  const counts = countsOf(record, texts, viewer.isPublic);
  const notes = noteSentences(record, texts, false).filter((sentence) => sentence !== because);
  const what = holdLine(hold, viewer);
  return card({
    summary: `${title}. ${because} ${what}`,
    body: [
      heading(title),
      ...ticketLines(record.ticket, ticket?.title ?? null, texts),
      line(because),
      counts === '' ? null : line(counts),
      line(what),
      ...peopleLines(record, viewer),
      ...notes.map(note),
      decision.hasInstructionInTicket ? note(dispatch.instructionInTicket) : null,
      view.isRepeat ? note(dispatch.repeat) : null,
      hasButtons ? null : note(dispatch.buttonsByMenu),
    ],
    actions: hasButtons ? buttonsOf(view, scene, mendOf(remedyOf(record).first, viewer, links)) : [],
    refresh: refreshShown({ decisionId: decision.decisionId, assignmentId: null }, viewer),
  });
}

/** "4 on a break, 3 at capacity": those of the pool, the largest number first. */
function countsOf(record: DecisionRecord, texts: Texts, isPublic: boolean): string {
  const counts = new Map<GateCode, number>();
  for (const { gates } of record.candidates) {
    const failed = failedGate(gates);
    if (failed === null || failed.gate === 'active' || failed.gate === 'pool') continue;
    counts.set(failed.code, (counts.get(failed.code) ?? 0) + 1);
  }
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([code, count]) => texts.dispatch.counted(texts.count(count), reasonWord(code, texts, isPublic)))
    .join(', ');
}

export function holdLine(hold: Hold | null, viewer: Viewer): string {
  const { dispatch } = textsFor(viewer.locale);
  if (hold === null) return dispatch.noHold;
  if (hold.ended) return dispatch.holdEnded;
  const now = viewer.now ?? hold.heldAt;
  const when = (at: Date): string => formatWhen(at, now, placeOf(viewer));
  const next = when(hold.nextTryAt);
  return hold.escalatedAt
    ? dispatch.needsPerson(when(hold.escalatedAt), next)
    : dispatch.triesAgain(next, when(hold.escalateAt));
}

function buttonsOf(
  { decision, hold }: DecisionView,
  { viewer }: DispatchScene,
  mend: CardPart | null,
): readonly (CardPart | null)[] {
  const { buttons } = textsFor(viewer.locale).dispatch;
  const { decisionId, record } = decision;
  const ticket = record.ticket.ref;
  const isOpen = hold !== null && hold.ended === null;
  const again = isOpen
    ? plainPress(buttons.tryAgain, 'dispatch.retry', { holdId: hold.holdId, decisionId }, viewer)
    : plainPress(buttons.tryAgain, 'dispatch.run', { ticket, intent: 'dispatch' }, viewer);
  const stop = isOpen
    ? plainPress(buttons.stop, 'dispatch.stop', { holdId: hold.holdId, decisionId }, viewer)
    : null;
  const choose = plainPress(buttons.choose, 'dispatch.choose', { ticket, decisionId }, viewer);
  return [again, choose, stop ?? mend ?? whyButton(decisionId, viewer)];
}

/** A ticket that waits no more because somebody said so. */
export function stoppedCard(view: Pick<DecisionView, 'decision' | 'ticket'>, scene: DispatchScene): Card {
  const { viewer, hasButtons } = scene;
  const texts = textsFor(viewer.locale);
  const { dispatch } = texts;
  const { record, decisionId } = view.decision;
  const ticket = record.ticket.ref;
  const title = dispatch.stopped(literal(ticket, 40));
  return card({
    summary: `${title}. ${dispatch.stoppedWhat}`,
    body: [
      heading(title),
      ...ticketLines(record.ticket, view.ticket?.title ?? null, texts),
      line(dispatch.stoppedWhat),
    ],
    actions: hasButtons
      ? [
          plainPress(dispatch.buttons.choose, 'dispatch.choose', { ticket, decisionId }, viewer),
          whyButton(decisionId, viewer),
        ]
      : [],
  });
}
