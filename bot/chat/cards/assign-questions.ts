import { inOrder } from '#core/dispatch/decision.ts';
import type { AssignWarning } from '#core/dispatch/dispatch-service.ts';
import type { StoredDecision, Ticket } from '#core/dispatch/ports.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import { type Texts, textsFor } from '../texts/texts.ts';
import { press } from './actions.ts';
import { type Card, card, type Viewer } from './card.ts';
import { ownerOf } from './decision-card.ts';
import { type DispatchScene, isSkippedInPool, shortName, ticketLines } from './describe-decision.ts';
import { openTicket, plainPress, refreshShown, whyButton } from './dispatch-buttons.ts';
import { filter, heading, line, note, textInput } from './elements.ts';
import { formatWhen, placeOf } from './format.ts';
import { literal } from './literal.ts';
import { choiceOf } from './suggestion-card.ts';

/** Whom a ticket is to be given, and by which words. */
export interface Wished {
  readonly technicianId: TechnicianId;
  readonly name: string;
  /** As people write it. */
  readonly ticket: string;
  readonly decisionId: string | null;
}

/** "Ben is on a break now. Give it to him all the same?" Only its button confirms. */
export function confirmAssignCard(options: {
  readonly wished: Wished;
  readonly warnings: readonly AssignWarning[];
  readonly ticket: Ticket;
  readonly viewer: Viewer;
  readonly hasButtons: boolean;
}): Card {
  const { wished, warnings, ticket, viewer, hasButtons } = options;
  const texts = textsFor(viewer.locale);
  const { dispatch } = texts;
  const title = dispatch.needsConfirmation(shortName(wished.name));
  const said = warnings.map((warning) => warningIn(warning, { name: shortName(wished.name), texts, viewer }));
  const confirmed = warnings.map(({ code }) => code);
  return card({
    summary: `${said.join(' ')} ${title}`,
    body: [
      heading(title),
      ...said.map(line),
      ...ticketLines(ticket, ticket.title, texts),
      note(dispatch.nothingYet),
    ],
    actions: hasButtons
      ? [
          plainPress(dispatch.buttons.assignAnyway, 'dispatch.assign', dataOf(wished, confirmed), viewer),
          leaveButton(wished.decisionId, viewer),
        ]
      : [],
  });
}

function warningIn(
  warning: AssignWarning,
  { name, texts, viewer }: { readonly name: string; readonly texts: Texts; readonly viewer: Viewer },
): string {
  const { dispatch, shared } = texts;
  switch (warning.code) {
    case 'owned':
      return dispatch.warning.owned(
        name,
        warning.ownerName ? shortName(warning.ownerName) : dispatch.somebody,
      );
    case 'own-word': {
      const until = formatWhen(warning.until, viewer.now ?? warning.until, placeOf(viewer));
      return dispatch.warning['own-word'](name, shared.says[warning.says], until);
    }
    case 'closed':
      return dispatch.warning.closed();
    case 'on-break':
      return dispatch.warning['on-break'](name);
    default:
      return dispatch.warning[warning.code](name);
  }
}

/** A name that was only nearly typed, or a card of yesterday: asks before anything is written. */
export function askAssignCard(options: {
  readonly wished: Wished;
  /** What was typed; `null`: nothing was mistyped. */
  readonly typed: string | null;
  readonly viewer: Viewer;
}): Card {
  const { wished, typed, viewer } = options;
  const { dispatch } = textsFor(viewer.locale);
  const title = dispatch.assignTo(shortName(wished.name), literal(wished.ticket, 40));
  const said = typed === null ? [] : [dispatch.youTyped(literal(typed, 40))];
  return card({
    summary: [title, ...said].join(' '),
    body: [heading(title), ...said.map(line), note(dispatch.nothingYet)],
    actions: [
      plainPress(dispatch.buttons.assign, 'dispatch.assign', dataOf(wished, []), viewer),
      leaveButton(wished.decisionId, viewer),
    ],
  });
}

function dataOf({ ticket, technicianId, decisionId }: Wished, confirmed: readonly string[]) {
  return { ticket, decisionId, technicianId, confirmed };
}

function leaveButton(decisionId: string | null, viewer: Viewer) {
  const { buttons } = textsFor(viewer.locale).dispatch;
  return decisionId === null
    ? plainPress(buttons.leave, 'help', {}, viewer)
    : plainPress(buttons.leave, 'dispatch.show', { decisionId, assignmentId: null }, viewer);
}

/** People offered for choosing; anybody else is named in words. */
const MOST_CHOICES = 20;

/** Who should get it instead. The choice arrives as input `other` beside the data of Assign. */
export function chooseCard(options: {
  readonly decision: StoredDecision;
  readonly ticket: Ticket | null;
  readonly viewer: Viewer;
}): Card {
  const { decision, ticket, viewer } = options;
  const texts = textsFor(viewer.locale);
  const { dispatch } = texts;
  const { record, decisionId } = decision;
  const title = dispatch.chooseTitle(literal(record.ticket.ref, 40));
  const ownerId = ticket ? ticket.ownerId : record.ticket.ownerId;
  const choices = inOrder(record)
    .filter((each) => each.word !== 'skipped' || isSkippedInPool(each))
    .filter(({ input }) => input.facts.technicianId !== ownerId)
    .slice(0, MOST_CHOICES)
    .map((each) => choiceOf(each, texts, viewer.isPublic));
  const [first] = choices;
  const data = { ticket: record.ticket.ref, decisionId, technicianId: null, confirmed: [] };
  return card({
    summary: title,
    body: [
      heading(title),
      ...ticketLines(record.ticket, ticket?.title ?? null, texts),
      first ? filter({ id: 'other', label: dispatch.chooseLabel, value: first.value, choices }) : null,
      note(dispatch.chooseMore),
    ],
    actions: [
      first ? press({ title: dispatch.buttons.assign, verb: 'dispatch.assign', data, viewer }) : null,
      leaveButton(decisionId, viewer),
    ],
  });
}

/** No ticket was named. The number arrives as input `ticket`. */
export function whichTicketCard(options: {
  readonly wants: 'dispatch' | 'suggest' | { readonly technicianId: TechnicianId; readonly name: string };
  /** Put in beforehand. */
  readonly ticket: string;
  readonly viewer: Viewer;
}): Card {
  const { wants, ticket, viewer } = options;
  const { dispatch } = textsFor(viewer.locale);
  const { buttons } = dispatch;
  const input = textInput({
    id: 'ticket',
    label: dispatch.ticketLabel,
    value: ticket.slice(0, 40),
    maxLength: 40,
    missing: dispatch.ticketMissing,
  });
  const button =
    typeof wants === 'string'
      ? press({ title: buttons[wants], verb: 'dispatch.run', data: { intent: wants }, viewer })
      : press({
          title: buttons.assign,
          verb: 'dispatch.assign',
          data: { technicianId: wants.technicianId, decisionId: null, confirmed: [] },
          viewer,
        });
  const title = dispatch.whichTicket;
  return card({
    summary: title,
    body: [
      heading(title),
      typeof wants === 'string' ? null : line(dispatch.ticketFor(shortName(wants.name))),
      input,
    ],
    actions: [button],
  });
}

/** Nothing was to be done: the technician has the ticket already. */
export function alreadyTheirsCard(options: {
  readonly wished: Wished;
  readonly ticket: Ticket;
  readonly scene: DispatchScene;
}): Card {
  const { wished, ticket, scene } = options;
  const { viewer, hasButtons } = scene;
  const texts = textsFor(viewer.locale);
  const { dispatch } = texts;
  const title = dispatch.alreadyTheirs(ownerOf(ticket, null) ?? shortName(wished.name));
  const { decisionId } = wished;
  return card({
    summary: `${title}. ${dispatch.alreadyTheirsWhat}`,
    body: [heading(title), ...ticketLines(ticket, ticket.title, texts), line(dispatch.alreadyTheirsWhat)],
    actions: hasButtons
      ? [whyButton(decisionId, viewer), openTicket(dispatch.buttons.openTicket, ticket.link)]
      : [],
    refresh: decisionId === null ? null : refreshShown({ decisionId, assignmentId: null }, viewer),
  });
}
