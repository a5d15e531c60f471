import { UNDO_MINUTES } from '#core/dispatch/tunables.ts';
import type { Assignment, StoredDecision, Ticket } from '#core/dispatch/ports.ts';
import { addMilliseconds, MINUTE } from '#kernel/interval.ts';
import { formatTime } from '#kernel/zoned-time.ts';
import { type Texts, textsFor } from '../texts/texts.ts';
import { type Card, card, type CardPart, type Viewer } from './card.ts';
import {
  chosenOf,
  type DispatchScene,
  nameIn,
  noteSentences,
  reasonsInWords,
  shortName,
  ticketLines,
} from './describe-decision.ts';
import { mendOf, plainPress, refreshShown, remedyOf, whyButton } from './dispatch-buttons.ts';
import { heading, line, note } from './elements.ts';
import { formatWhen, placeOf } from './format.ts';
import { literal } from './literal.ts';

/** How an assignment stands (C12): written, waiting for the PSA, refused in the PSA's words, overtaken, or taken back. What happened to its
 *  ticket since goes before what was written. */
export function assignedCard(options: {
  readonly assignment: Assignment;
  /** `null`: given by hand without one. */
  readonly decision: StoredDecision | null;
  /** As it is once the assignment is written; `null`: not known. */
  readonly ticket: Ticket | null;
  /** Said first, such as that it cannot be taken back any more. */
  readonly said?: string | null;
  readonly isRepeat?: boolean;
  readonly scene: DispatchScene;
}): Card {
  const { assignment, decision, ticket, scene, said = null, isRepeat = false } = options;
  const { viewer, hasButtons } = scene;
  const texts = textsFor(viewer.locale);
  const { dispatch } = texts;
  const given = titleOf(assignment, nameOf(assignment, { decision, ticket }), texts);
  const now = sinceThen(assignment, ticket);
  const title = now === null ? given : titleNow(now, ticket, texts);
  const facts = ticket ?? decision?.record.ticket ?? null;
  const notes = decision ? noteSentences(decision.record, texts, false) : [];
  const by = byLine(assignment, viewer);
  const ref = literal(assignment.ticketRef, 40);
  return card({
    summary: `${title}. ${dispatch.ticket(ref)}, ${by}. ${said ?? ''}`.trim(),
    body: [
      heading(title),
      said === null ? null : line(said),
      ...ticketLines(
        facts ?? { ref: assignment.ticketRef, priority: null, company: null },
        ticket?.title ?? null,
        texts,
      ),
      line(now === null ? by : `${given}, ${by}`),
      ...stateLines(assignment, texts).map(line),
      now === null ? reasonLine(assignment, decision, { viewer, texts }) : null,
      ...answerLines(assignment, viewer).map(note),
      ...notes.map(note),
      decision?.hasInstructionInTicket ? note(dispatch.instructionInTicket) : null,
      isRepeat ? note(dispatch.repeat) : null,
    ],
    actions: hasButtons ? buttonsOf(assignment, { decision, now }, scene) : [],
    refresh: refreshShown(
      {
        decisionId: decision?.decisionId ?? null,
        assignmentId: decision ? null : assignment.assignmentId,
      },
      viewer,
    ),
  });
}

type SinceThen = 'closed' | 'others' | 'nobodys';

/** What became in the PSA of a ticket that was given; `null`: nothing, or it is not known. */
function sinceThen({ state, technicianId }: Assignment, ticket: Ticket | null): SinceThen | null {
  if (state !== 'done' || ticket === null) return null;
  if (ticket.status.phase === 'closed') return 'closed';
  if (ticket.ownerId === technicianId) return null;
  return ticket.ownerId === null ? 'nobodys' : 'others';
}

function titleNow(now: SinceThen, ticket: Ticket | null, { dispatch }: Texts): string {
  const ref = literal(ticket?.ref ?? '', 40);
  if (now === 'nobodys') return dispatch.nobodysNow(ref);
  const owner = ticket?.ownerName ? shortName(ticket.ownerName) : dispatch.somebody;
  return dispatch.notNeeded[now === 'closed' ? 'ticket-closed' : 'already-owned'](ref, owner);
}

function titleOf(
  { state, technicianId, ownerFoundName }: Assignment,
  given: string | null,
  texts: Texts,
): string {
  const { dispatch } = texts;
  if (technicianId === null && (state === 'done' || state === 'undone')) return dispatch.givenBack;
  if (technicianId === null && state === 'pending') return dispatch.givesBack;
  if (technicianId === null && state === 'refused') return dispatch.notGivenBack;
  const found = ownerFoundName === null ? null : shortName(ownerFoundName);
  return dispatch.state[state]((state === 'owned' ? found : given) ?? dispatch.somebody);
}

/** An assignment that gives a ticket back knows whom by id alone. */
function nameOf(
  { technicianName, technicianId }: Assignment,
  known: { readonly decision: StoredDecision | null; readonly ticket: Ticket | null },
): string | null {
  if (technicianName !== null) return shortName(technicianName);
  const { decision, ticket } = known;
  if (ticket?.ownerName && ticket.ownerId === technicianId) return shortName(ticket.ownerName);
  return decision && nameIn(decision.record, technicianId);
}

function byLine({ by, decidedAt, source }: Assignment, viewer: Viewer): string {
  const { dispatch } = textsFor(viewer.locale);
  const now = viewer.now ?? decidedAt;
  const at = dispatch.byAt(shortName(by.name), formatWhen(decidedAt, now, placeOf(viewer)));
  return source === 'chat' ? at : `${at} · ${dispatch.from[source]}`;
}

function stateLines({ state, problem, booking, technicianId }: Assignment, texts: Texts): readonly string[] {
  const { dispatch } = texts;
  if (technicianId === null && state !== 'refused') return [];
  const what = dispatch.stateWhat[state];
  const theirs = state === 'refused' && problem ? [dispatch.psaSays(literal(problem, 300))] : [];
  const left = state === 'undone' && booking === 'booked' ? dispatch.entryStays : null;
  const booked = state === 'done' ? dispatch.booking[booking] : left;
  return [...(what ? [what] : []), ...theirs, ...(booked ? [booked] : [])];
}

function reasonLine(
  { technicianId, state }: Assignment,
  decision: StoredDecision | null,
  { viewer, texts }: { readonly viewer: Viewer; readonly texts: Texts },
): CardPart | null {
  const chosen = decision && chosenOf(decision.record);
  const isTheirs = chosen?.input.facts.technicianId === technicianId;
  if (!chosen || !isTheirs || (state !== 'done' && state !== 'pending')) return null;
  return line(reasonsInWords(chosen, { most: 3, texts, isPublic: viewer.isPublic }).join(' · '));
}

function answerLines({ response }: Assignment, viewer: Viewer): readonly string[] {
  if (response === null) return [];
  const { dispatch } = textsFor(viewer.locale);
  const said = dispatch.answered[response.kind](formatTime(response.at, placeOf(viewer)));
  return [said, ...(response.reason ? [dispatch.passReason(literal(response.reason, 120))] : [])];
}

function buttonsOf(
  assignment: Assignment,
  { decision, now }: { readonly decision: StoredDecision | null; readonly now: SinceThen | null },
  { viewer, links }: DispatchScene,
): readonly (CardPart | null)[] {
  const { buttons } = textsFor(viewer.locale).dispatch;
  const { assignmentId, state, ticketRef, technicianId } = assignment;
  const decisionId = decision?.decisionId ?? null;
  const why = whyButton(decisionId, viewer);
  const mend = decision ? mendOf(remedyOf(decision.record).first, viewer, links) : null;
  const again = plainPress(
    state === 'undone' || now === 'nobodys' ? buttons.choose : buttons.reassign,
    'dispatch.choose',
    { ticket: ticketRef, decisionId },
    viewer,
  );
  const refresh = plainPress(
    buttons.refresh,
    'dispatch.show',
    { decisionId, assignmentId: decision ? null : assignmentId },
    viewer,
  );
  if (state === 'gone' || now === 'closed') return [why, mend];
  if (state === 'pending') return [refresh, why, mend];
  const undo =
    technicianId !== null && now === null && canUndo(assignment, viewer)
      ? plainPress(buttons.undo, 'dispatch.undo', { assignmentId, decisionId }, viewer)
      : null;
  return [undo, why, mend ?? again, mend ? again : null];
}

function canUndo({ state, settledAt, decidedAt }: Assignment, { now }: Viewer): boolean {
  const until = addMilliseconds(settledAt ?? decidedAt, UNDO_MINUTES * MINUTE);
  return state === 'done' && (now === undefined || now < until);
}
