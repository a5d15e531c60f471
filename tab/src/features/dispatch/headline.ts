import type { decisionTexts } from '../../texts/decisions.ts';
import type { DecisionWords } from '../../texts/dispatch-decision.ts';
import type { Formats } from '../../texts/language.ts';
import type { Assignment, Candidate, Decision, Standing } from './dispatch-types.ts';

export interface Headline {
  /** What the decision came to, as it stands now. */
  readonly title: string;
  readonly lines: readonly string[];
  /** Whether a ticket that waits needs a person by now. */
  readonly isUrgent: boolean;
}

interface Words {
  readonly t: DecisionWords;
  readonly shared: (typeof decisionTexts)['en'];
  readonly formats: Pick<Formats, 'moment'>;
}

/** The first sentences of a decision. What happened to its ticket since goes before what was decided then. `standing`: `null` while it is read. */
export function headlineOf(
  decision: Pick<Decision, 'outcome' | 'ticket' | 'workflow' | 'source'>,
  standing: Standing | null,
  candidates: readonly Pick<Candidate, 'technicianId' | 'name'>[],
  words: Words,
): Headline {
  const { t, shared, formats } = words;
  const { outcome } = decision;
  const { head } = t;
  const time = (iso: string): string => formats.moment(new Date(iso));
  const calm = (title: string, ...lines: readonly string[]): Headline => ({ title, lines, isUrgent: false });
  const nameOf = (id: string | null): string =>
    candidates.find(({ technicianId }) => technicianId === id)?.name ?? head.somebody;

  const given = standing?.assignment;
  if (given && !hasChangedSince(given, standing.ticket))
    return calm(...assignmentLines(given, nameOf, words));
  const overtaken = given ? nowWords(standing.ticket, head) : overtakenWords(decision, standing, head);
  const name = outcome.technicianName ?? nameOf(outcome.technicianId);
  if (outcome.kind === 'chosen' && !given) {
    // That people give the ticket to somebody is what a rehearsal expects: whom it would have chosen stays the point.
    const since = overtaken === null ? [] : [overtaken];
    if (decision.source === 'shadow') return calm(head.shadow(name), head.shadowOnly, ...since);
    if (decision.workflow.act === 'dry-run') return calm(head.dryRun(name), head.dryRunOnly, ...since);
  }
  if (overtaken !== null) return calm(overtaken);
  if (outcome.kind === 'chosen') return calm(head.suggested(name), head.suggestOnly);
  const because = outcome.because === null ? [] : [shared.because[outcome.because]];
  if (outcome.kind === 'not-needed') return calm(head.notNeeded, ...because);
  if (outcome.kind === 'left-unassigned') return calm(head.unassigned, ...because);
  const hold = standing?.hold;
  if (!hold) return calm(head.held, ...because, ...(standing === null ? [] : [head.heldOver]));
  const isUrgent = hold.escalatedAt !== null;
  const next =
    hold.escalatedAt === null
      ? head.heldNext(time(hold.nextTryAt), time(hold.escalateAt))
      : head.heldEscalated(time(hold.escalatedAt), time(hold.nextTryAt));
  return { title: head.held, lines: [...because, next], isUrgent };
}

function overtakenWords(
  decision: Pick<Decision, 'ticket' | 'outcome'>,
  standing: Standing | null,
  head: DecisionWords['head'],
): string | null {
  const ticket = standing?.ticket;
  if (!ticket || decision.outcome.kind === 'not-needed') return null;
  const isOthers = ticket.ownerId !== null && ticket.ownerId !== decision.ticket.ownerId;
  return isOthers || ticket.status.phase === 'closed' ? nowWords(ticket, head) : null;
}

/** Whether the PSA says otherwise by now than what was written. */
function hasChangedSince({ state, technicianId }: Assignment, ticket: Standing['ticket']): boolean {
  if (state !== 'done' || !ticket) return false;
  return ticket.status.phase === 'closed' || ticket.ownerId !== technicianId;
}

function nowWords(ticket: Standing['ticket'], head: DecisionWords['head']): string {
  if (ticket?.status.phase === 'closed') return head.closedNow;
  if (ticket?.ownerId === null) return head.nobodysNow;
  return head.ownedNow(ticket?.ownerName ?? head.somebody);
}

function assignmentLines(
  assignment: Assignment,
  nameOf: (id: string | null) => string,
  { t, formats }: Words,
): [string, ...string[]] {
  const { head } = t;
  const { state, problem, response, booking } = assignment;
  const name = assignment.technicianName ?? nameOf(assignment.technicianId);
  const says = isWords(problem) ? [head.psaSays(problem)] : [];
  if (state === 'pending') {
    const title = assignment.technicianId === null ? head.givesBack : head.pending(name);
    return [title, head.pendingText, ...says];
  }
  if (state === 'owned') return [head.owned(assignment.ownerFoundName ?? head.somebody), head.nothingWritten];
  if (state === 'refused') {
    const title = assignment.technicianId === null ? head.notGivenBack : head.refused(name);
    return [title, ...says, head.nothingWritten];
  }
  if (state === 'gone') return [head.gone, head.nothingWritten];
  if (state === 'undone') {
    return [head.undone(name), head.undoneText, ...(booking === 'booked' ? [head.entryStays] : [])];
  }
  if (assignment.technicianId === null) return [head.givenBack];
  const at = response ? formats.moment(new Date(response.at)) : '';
  const answered = response
    ? [response.kind === 'accepted' ? head.accepted(at) : head.passed(at, response.reason)]
    : [];
  return [head.done(name), ...(booking === 'not-wanted' ? [] : [t.booking[booking]]), ...answered];
}

/** A try that failed leaves a code of ours, a refusal the PSA's own words. */
function isWords(problem: string | null): problem is string {
  return problem !== null && !/^[a-z_]+$/.test(problem);
}

/** Long enough to notice a mistake; the server asks the same. */
const UNDO_MINUTES = 5;

/** Until when the assignment can be taken back; `null`: it can't. */
export function undoableUntil(standing: Pick<Standing, 'assignment' | 'ticket'> | null): Date | null {
  const assignment = standing?.assignment;
  if (!assignment || assignment.state !== 'done' || assignment.technicianId === null) return null;
  if (hasChangedSince(assignment, standing.ticket)) return null;
  // What gave a ticket back to an earlier owner names nobody, and is no mistake to take back.
  if (assignment.settledAt === null || assignment.technicianName === null) return null;
  return new Date(new Date(assignment.settledAt).getTime() + UNDO_MINUTES * 60_000);
}
