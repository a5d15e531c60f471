import type { DispatchRun } from '#core/dispatch/dispatch-service.ts';
import type { Assignment, Ticket } from '#core/dispatch/ports.ts';
import { MINUTE } from '#kernel/interval.ts';
import { formatTime } from '#kernel/zoned-time.ts';
import { type Texts, textsFor } from '../texts/texts.ts';
import { press } from './actions.ts';
import { type Card, card, type CardPart, type Viewer } from './card.ts';
import { chosenOf, shortName, ticketLines } from './describe-decision.ts';
import { openTicket } from './dispatch-buttons.ts';
import { heading, line, note, textInput } from './elements.ts';
import { formatWhen, placeOf } from './format.ts';
import { literal } from './literal.ts';

/** What a technician is told of a ticket of theirs (C14). The reason for passing it on arrives as input `reason`. */
export function technicianTicketCard(options: {
  readonly assignment: Assignment;
  /** `null`: the PSA does not answer. */
  readonly ticket: Ticket | null;
  /** After passing: who gets it now; `null`: not known. */
  readonly next?: DispatchRun | null;
  readonly viewer: Viewer;
}): Card {
  const { assignment, ticket, next = null, viewer } = options;
  const texts = textsFor(viewer.locale);
  const { dispatch } = texts;
  const title = titleOf(assignment, texts);
  const isOpen = assignment.response === null && isTheirs(assignment);
  const by = [dispatch.assignedBy(shortName(assignment.by.name)), dispatch.from[assignment.source]].join(
    ' · ',
  );
  const facts = ticket ?? { ref: assignment.ticketRef, priority: null, company: null };
  const after = next === null ? [] : [nextLine(next, texts)];
  return card({
    summary: [`${title}.`, `${by}.`, ...after].join(' '),
    body: [
      heading(title),
      ...ticketLines(facts, ticket?.title ?? null, texts),
      isOpen ? line(startLine(assignment, viewer)) : null,
      ...after.map(line),
      ...answerLines(assignment, viewer).map(line),
      note(by),
      isOpen ? reasonInput(texts) : null,
    ],
    actions: isOpen
      ? openButtons(assignment, ticket, viewer)
      : [openTicket(dispatch.buttons.openTicket, ticket?.link ?? null)],
  });
}

function isTheirs({ state }: Assignment): boolean {
  return state === 'done' || state === 'pending';
}

function titleOf(assignment: Assignment, { dispatch }: Texts): string {
  const ref = literal(assignment.ticketRef, 40);
  const { response } = assignment;
  if (response) return response.kind === 'accepted' ? dispatch.youAccepted(ref) : dispatch.youPassed(ref);
  return isTheirs(assignment) ? dispatch.forYou(ref) : dispatch.notYours(ref);
}

function startLine({ slot, decidedAt }: Assignment, viewer: Viewer): string {
  const { dispatch } = textsFor(viewer.locale);
  const now = viewer.now ?? decidedAt;
  if (slot.start.getTime() <= now.getTime() + MINUTE) return dispatch.startsNow;
  return dispatch.starts(formatWhen(slot.start, now, placeOf(viewer)));
}

function nextLine({ decision, assignment }: DispatchRun, { dispatch }: Texts): string {
  if (assignment?.technicianName) return dispatch.goesTo(shortName(assignment.technicianName));
  const chosen = chosenOf(decision.record);
  return chosen ? dispatch.suggestedNext(shortName(chosen.input.facts.name)) : dispatch.waitsNow;
}

function answerLines({ response }: Assignment, viewer: Viewer): readonly string[] {
  if (response === null) return [];
  const { dispatch } = textsFor(viewer.locale);
  const said = dispatch.answered[response.kind](formatTime(response.at, placeOf(viewer)));
  return [said, ...(response.reason ? [dispatch.passReason(literal(response.reason))] : [])];
}

/** A reason is for colleagues, not a report. */
export const REASON_LENGTH = 200;

function reasonInput({ dispatch }: Texts): CardPart {
  return textInput({
    id: 'reason',
    label: dispatch.reasonLabel,
    value: '',
    maxLength: REASON_LENGTH,
    missing: null,
  });
}

function openButtons(
  { assignmentId }: Assignment,
  ticket: Ticket | null,
  viewer: Viewer,
): readonly (CardPart | null)[] {
  const { buttons } = textsFor(viewer.locale).dispatch;
  return [
    press({
      title: buttons.accept,
      verb: 'dispatch.accept',
      data: { assignmentId },
      viewer,
      withoutInputs: true,
    }),
    press({ title: buttons.pass, verb: 'dispatch.pass', data: { assignmentId }, viewer }),
    openTicket(buttons.openTicket, ticket?.link ?? null),
  ];
}
