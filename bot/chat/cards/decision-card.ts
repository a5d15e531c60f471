import type { Ticket } from '#core/dispatch/ports.ts';
import type { DecisionRecord } from '#core/dispatch/record.ts';
import { textsFor } from '../texts/texts.ts';
import { assignedCard } from './assigned-card.ts';
import { type Card, card } from './card.ts';
import {
  chosenOf,
  type DecisionView,
  type DispatchScene,
  nameIn,
  shortName,
  ticketLines,
} from './describe-decision.ts';
import { plainPress, refreshShown, whyButton } from './dispatch-buttons.ts';
import { heading, line, note } from './elements.ts';
import { heldCard } from './held-card.ts';
import { literal } from './literal.ts';
import { suggestionCard } from './suggestion-card.ts';

/** A decision as it stands now: suggested (C11), assigned (C12), held (C13), or not needed. */
export function decisionCard(view: DecisionView, scene: DispatchScene): Card {
  const { decision, assignment, ticket, isRepeat } = view;
  const { record } = decision;
  const { outcome } = record;
  if (assignment) return assignedCard({ assignment, decision, ticket, isRepeat, scene });
  if (outcome.kind === 'not-needed') return notNeededCard(view, outcome.because, scene);
  const overtaken = ticket && overtakenBy(record, ticket);
  if (overtaken) return notNeededCard(view, overtaken, scene);
  const chosen = chosenOf(record);
  if (outcome.kind !== 'chosen') return heldCard(view, outcome, scene);
  // A record names its chosen one among its candidates; without them there is nothing to suggest.
  return chosen ? suggestionCard(view, chosen, scene) : heldCard(view, NOBODY, scene);
}

const NOBODY = { kind: 'held', because: 'nobody-eligible' } as const;

/** What happened to the ticket in the PSA since it was decided about. */
function overtakenBy(record: DecisionRecord, ticket: Ticket): 'ticket-closed' | 'already-owned' | null {
  if (ticket.status.phase === 'closed') return 'ticket-closed';
  const isOthers = ticket.ownerId !== null && ticket.ownerId !== record.ticket.ownerId;
  return isOthers ? 'already-owned' : null;
}

function notNeededCard(
  view: DecisionView,
  because: 'ticket-closed' | 'already-owned',
  scene: DispatchScene,
): Card {
  const { decision, ticket, isRepeat } = view;
  const { viewer, hasButtons } = scene;
  const texts = textsFor(viewer.locale);
  const { dispatch } = texts;
  const { record, decisionId } = decision;
  const facts = ticket ?? record.ticket;
  const title = dispatch.notNeeded[because](
    literal(facts.ref, 40),
    ownerOf(facts, record) ?? dispatch.somebody,
  );
  const reassign = plainPress(
    dispatch.buttons.reassign,
    'dispatch.choose',
    { ticket: facts.ref, decisionId },
    viewer,
  );
  return card({
    summary: `${title}. ${dispatch.notNeededWhat}`,
    body: [
      heading(title),
      ...ticketLines(facts, ticket?.title ?? null, texts),
      line(dispatch.notNeededWhat),
      isRepeat ? note(dispatch.repeat) : null,
    ],
    actions: hasButtons ? [because === 'already-owned' ? reassign : null, whyButton(decisionId, viewer)] : [],
    refresh: refreshShown({ decisionId, assignmentId: null }, viewer),
  });
}

export function ownerOf(
  { ownerName, ownerId }: Pick<Ticket, 'ownerName' | 'ownerId'>,
  record: DecisionRecord | null,
): string | null {
  if (ownerName) return shortName(ownerName);
  return record && nameIn(record, ownerId);
}
