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
  /** After passing: how giving it back went; `null`: not known. */
  readonly giveBack?: Assignment | null;
  /** After passing: who gets it now; `null`: not known. */
  readonly next?: DispatchRun | null;
  readonly viewer: Viewer;
}): Card {
  const { assignment, ticket, giveBack = null, next = null, viewer } = options;
  const texts = textsFor(viewer.locale);
  const { dispatch } = texts;
  const title = titleOf(assignment, ticket, texts);
  const isOpen = isToBeAnswered(assignment, ticket);
  const by = [dispatch.assignedBy(shortName(assignment.by.name)), dispatch.from[assignment.source]].join(
    ' · ',
  );
  const facts = ticket ?? { ref: assignment.ticketRef, priority: null, company: null };
  const after = next ? [nextLine(next, texts)] : standLines(assignment, { ticket, giveBack }, texts);
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
    actions: [
      ...(isOpen ? answerButtons(assignment, viewer) : []),
      next === null && isStuck(assignment, ticket) ? passAgain(assignment, viewer) : null,
      openTicket(dispatch.buttons.openTicket, ticket?.link ?? null),
    ],
  });
}

/** Whether there is anything left to answer: not once it was taken back, closed, or given to somebody else. */
export function isToBeAnswered(assignment: Assignment, ticket: Ticket | null): boolean {
  return assignment.response === null && isGiven(assignment) && isTheirs(assignment, ticket);
}

function isGiven({ state }: Assignment): boolean {
  return state === 'done' || state === 'pending';
}

function isTheirs({ technicianId }: Assignment, ticket: Ticket | null): boolean {
  return ticket === null || (ticket.ownerId === technicianId && ticket.status.phase === 'open');
}

/** Passed on, and the PSA has not taken it back. */
function isStuck(assignment: Assignment, ticket: Ticket | null): boolean {
  return assignment.response?.kind === 'passed' && ticket !== null && isTheirs(assignment, ticket);
}

function titleOf(assignment: Assignment, ticket: Ticket | null, { dispatch }: Texts): string {
  const ref = literal(assignment.ticketRef, 40);
  const { response, state } = assignment;
  if (response) return response.kind === 'accepted' ? dispatch.youAccepted(ref) : dispatch.youPassed(ref);
  if (!isGiven(assignment)) return dispatch.notYours(ref);
  if (ticket?.status.phase === 'closed') return dispatch.notNeeded['ticket-closed'](ref, '');
  return state === 'pending' || isTheirs(assignment, ticket) ? dispatch.forYou(ref) : dispatch.notYours(ref);
}

/** Whose it is by now where that is not what the title says. */
function standLines(
  assignment: Assignment,
  { ticket, giveBack }: { readonly ticket: Ticket | null; readonly giveBack: Assignment | null },
  { dispatch }: Texts,
): readonly string[] {
  if (ticket === null || ticket.status.phase === 'closed') return [];
  if (isStuck(assignment, ticket)) {
    const goesOn = giveBack?.state === 'pending' ? [`${dispatch.givesBack}.`] : [];
    const isRefused = giveBack?.state === 'refused' && giveBack.problem !== null;
    const theirs = isRefused ? [dispatch.psaSays(literal(giveBack.problem, 300))] : [];
    return [dispatch.stillYours, ...theirs, ...goesOn];
  }
  if (isTheirs(assignment, ticket)) return [];
  if (assignment.state === 'pending') return [dispatch.stateWhat.pending];
  if (ticket.ownerId === null) return [`${dispatch.linkNobody}.`];
  return [`${dispatch.linkOwner(ticket.ownerName ? shortName(ticket.ownerName) : dispatch.somebody)}.`];
}

function startLine({ slot, decidedAt }: Assignment, viewer: Viewer): string {
  const { dispatch } = textsFor(viewer.locale);
  const now = viewer.now ?? decidedAt;
  if (slot.start.getTime() <= now.getTime() + MINUTE) return dispatch.startsNow;
  return dispatch.starts(formatWhen(slot.start, now, placeOf(viewer)));
}

function nextLine({ decision, assignment, ticket, hold }: DispatchRun, { dispatch }: Texts): string {
  const { record } = decision;
  const { outcome } = record;
  if (assignment) return givenLine(assignment, dispatch);
  const chosen = chosenOf(record);
  if (chosen) {
    const name = shortName(chosen.input.facts.name);
    return record.workflow.act === 'dry-run' ? `${dispatch.dryRun(name)}.` : dispatch.suggestedNext(name);
  }
  if (outcome.kind === 'not-needed') {
    const owner = ticket.ownerName ? shortName(ticket.ownerName) : dispatch.somebody;
    return `${dispatch.notNeeded[outcome.because](literal(ticket.ref, 40), owner)}.`;
  }
  return hold && hold.ended === null ? dispatch.waitsNow : dispatch.noHold;
}

function givenLine(
  { state, technicianName, ownerFoundName }: Assignment,
  dispatch: Texts['dispatch'],
): string {
  const found = state === 'owned' ? ownerFoundName : technicianName;
  const name = found ? shortName(found) : dispatch.somebody;
  return state === 'done' ? dispatch.goesTo(name) : `${dispatch.state[state](name)}.`;
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

function answerButtons({ assignmentId }: Assignment, viewer: Viewer): readonly CardPart[] {
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
  ];
}

function passAgain({ assignmentId }: Assignment, viewer: Viewer): CardPart {
  const { buttons } = textsFor(viewer.locale).dispatch;
  return press({ title: buttons.tryAgain, verb: 'dispatch.pass', data: { assignmentId }, viewer });
}
