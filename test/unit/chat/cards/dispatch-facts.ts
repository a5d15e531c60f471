import { technicianTicketCard } from '#chat/cards/technician-ticket-card.ts';
import {
  alreadyTheirsCard,
  askAssignCard,
  chooseCard,
  confirmAssignCard,
  whichTicketCard,
} from '#chat/cards/assign-questions.ts';
import { assignedCard } from '#chat/cards/assigned-card.ts';
import type { Card, Viewer } from '#chat/cards/card.ts';
import { decisionCard } from '#chat/cards/decision-card.ts';
import { decisionSourcesCard, decisionWhyCard } from '#chat/cards/decision-why-card.ts';
import type { DecisionView } from '#chat/cards/describe-decision.ts';
import { stoppedCard } from '#chat/cards/held-card.ts';
import { heldListCard } from '#chat/cards/held-list-card.ts';
import { ticketLinkCard } from '#chat/cards/link-cards.ts';
import { whyNotCard } from '#chat/cards/why-not-card.ts';
import type { Candidate } from '#core/dispatch/candidate.ts';
import type { DecisionQuestion } from '#core/dispatch/decision.ts';
import type { Assignment, Hold, StoredDecision, Ticket } from '#core/dispatch/ports.ts';
import type { DecisionRecord } from '#core/dispatch/record.ts';
import { whyNot } from '#core/dispatch/why-not.ts';
import { aCandidate, ask, RANKED, rulesFrom, TICKET, UNCOVERED } from '../../dispatch/builders.ts';
import { at, NOW, TAB } from './card-facts.ts';

export const TICKET_LINK = 'https://psa.example/tickets?id=4711';

export function aTicketWith(over: Partial<Ticket> = {}): Ticket {
  return { ...TICKET, link: TICKET_LINK, ...over };
}

export function stored(record: DecisionRecord, over: Partial<StoredDecision> = {}): StoredDecision {
  return {
    decisionId: 'decision-1',
    workflowName: 'New tickets',
    source: 'chat',
    by: { kind: 'person', id: 'priya', name: 'Priya Nair' },
    hasInstructionInTicket: false,
    modelTrace: null,
    record,
    ...over,
  };
}

export function aView(record: DecisionRecord, over: Partial<DecisionView> = {}): DecisionView {
  return {
    decision: stored(record),
    ticket: aTicketWith(),
    assignment: null,
    hold: null,
    isRepeat: false,
    ...over,
  };
}

export function given(over: Partial<Assignment> = {}): Assignment {
  return {
    assignmentId: 'assignment-1',
    ticketId: '4711',
    ticketRef: '4711',
    technicianId: 'Aisha Khan',
    technicianName: 'Aisha Khan',
    ifOwnerIs: null,
    decisionId: 'decision-1',
    workflowId: 'new-tickets',
    slot: { start: NOW, end: at('17:02') },
    books: 'nothing',
    booking: 'not-wanted',
    source: 'chat',
    by: { kind: 'person', id: 'priya', name: 'Priya Nair' },
    state: 'done',
    problem: null,
    ownerFoundName: null,
    tries: 1,
    decidedAt: NOW,
    settledAt: NOW,
    nextTryAt: NOW,
    response: null,
    ...over,
  };
}

export function aHold(over: Partial<Hold> = {}): Hold {
  return {
    holdId: 'hold-1',
    ticketId: '4711',
    ticketRef: '4711',
    workflowId: 'new-tickets',
    decisionId: 'decision-1',
    because: 'nobody-eligible',
    tries: 1,
    heldAt: NOW,
    nextTryAt: at('16:07'),
    escalateAt: at('16:32'),
    escalatedAt: null,
    ended: null,
    ...over,
  };
}

/** The desk of C11: one fits, one is on a break, one off shift, one full, one not mapped. */
export function aDesk(nameOf = (name: string): string => name): readonly Candidate[] {
  const person = (name: string, wish: Parameters<typeof aCandidate>[1] = {}): Candidate =>
    aCandidate(name, { name: nameOf(name), ...wish });
  return [
    person('Aisha Khan', { openLoad: 2, openTickets: 2, affinity: 'recent-work', poolPosition: 0 }),
    person('Ben Osei-Tutu', { shows: 'Away', openLoad: 5, openTickets: 5, poolPosition: 1 }),
    person('Chloe Martin', { openLoad: 5, openTickets: 5, poolPosition: 2 }),
    person('Grace Okafor', { openLoad: 5, openTickets: 5, shift: UNCOVERED, poolPosition: 3 }),
    person('Hugo Lindqvist', { isMapped: false, openLoad: 6, openTickets: 6, poolPosition: 4 }),
    person('Ines Duarte', { openLoad: 10, openTickets: 9, poolPosition: 5 }),
  ];
}

export function aCrowdOf(count: number, nameOf: (index: number) => string): readonly Candidate[] {
  return Array.from({ length: count }, (_each, index) =>
    aCandidate(`technician-${index}`, {
      name: nameOf(index),
      poolPosition: index,
      shows: index % 3 === 1 ? 'Away' : 'Available',
      shift: index % 3 === 2 ? UNCOVERED : undefined,
      isMapped: index % 5 !== 4,
      openLoad: index % 9,
      openTickets: index % 9,
    } as Parameters<typeof aCandidate>[1]),
  );
}

/** Every card of dispatch, about one question, for one reader. */
export function dispatchCards(options: {
  readonly candidates: readonly Candidate[];
  readonly viewer: Viewer;
  /** What a name, a title or a word of the PSA is here. */
  readonly text?: string;
  readonly changes?: Partial<DecisionQuestion>;
}): Readonly<Record<string, Card>> {
  const { candidates, viewer, text, changes = {} } = options;
  const ticket = aTicketWith(
    text === undefined
      ? {}
      : {
          ref: text.slice(0, 60) || '4711',
          title: text,
          ownerName: text,
          priority: { id: 'p', label: text, rank: 2 },
          company: { id: 'c', name: text },
          status: { id: 's', label: text, phase: 'open' },
        },
  );
  const workflow = { ...RANKED, ...changes.workflow };
  const named = rulesFrom({
    kind: 'prefer',
    who: { kind: 'technician', technicianId: candidates[0]?.facts.technicianId ?? '', name: 'x' },
    scope: 'always',
  });
  const rules = text === undefined ? named : named.map((rule) => ({ ...rule, source: text }));
  const question = { ticket, rules, now: NOW, slot: { start: NOW, end: at('17:02') }, ...changes };
  const record = ask(candidates, { ...question, workflow });
  const rehearsed = ask(candidates, { ...question, workflow: { ...workflow, act: 'dry-run' } });
  const broken = ask(candidates, {
    ...question,
    workflow,
    presenceReading: 'consent-revoked',
    shiftsReading: 'unreadable',
  });
  const nobody = ask(
    candidates.map((each) => ({ ...each, facts: { ...each.facts, calendar: 'busy' as const } })),
    { ...question, workflow },
  );
  const closed = ask(candidates, {
    ...question,
    workflow,
    ticket: { ...ticket, status: { ...ticket.status, phase: 'closed' } },
  });
  const owner = candidates[1]?.facts.technicianId ?? 'somebody';
  const owned = ask(candidates, {
    ...question,
    workflow: { ...workflow, act: 'assign' },
    ticket: { ...ticket, ownerId: owner },
  });
  const by = { kind: 'person', id: 'p', name: text ?? 'Priya Nair' } as const;
  const who = candidates[0]?.facts;
  const name = who?.name ?? 'Aisha Khan';
  const assignment = given({
    technicianId: who?.technicianId ?? null,
    technicianName: name,
    ticketRef: ticket.ref,
    by,
    ownerFoundName: text ?? 'Chloe Martin',
    problem: text ?? 'The member is not on this board.',
  });
  const written = { ...ticket, ownerId: assignment.technicianId, ownerName: name };
  const others = { ...ticket, ownerId: 'x', ownerName: text ?? 'Chloe Martin' };
  const scene = { viewer, links: TAB, hasButtons: true };
  const decision = stored(record, { workflowName: text ?? 'New tickets', hasInstructionInTicket: true });
  const withText = { decision, ticket };
  const wished = {
    technicianId: who?.technicianId ?? 'a',
    name,
    ticket: ticket.ref,
    decisionId: 'decision-1',
  };
  const hold = aHold({ ticketRef: ticket.ref });
  const asked = (index: number) => {
    const technicianId = candidates[index]?.facts.technicianId ?? 'nobody';
    const answer = whyNot(record, technicianId);
    return whyNotCard({ decision, answer, technicianId, name: candidates[index]?.facts.name ?? name, scene });
  };
  return {
    suggestion: decisionCard(aView(record, withText), scene),
    'suggestion-public': decisionCard(aView(record, withText), { ...scene, hasButtons: false }),
    'suggestion-dry-run': decisionCard(aView(rehearsed, { ticket }), scene),
    'suggestion-without-teams': decisionCard(aView(broken, { ticket }), scene),
    'suggestion-overtaken': decisionCard(
      aView(record, { ticket: { ...ticket, ownerId: owner, ownerName: text ?? 'Chloe Martin' } }),
      scene,
    ),
    'suggestion-psa-silent': decisionCard(aView(record, { decision, ticket: null }), scene),
    held: decisionCard(aView(nobody, { ticket, hold }), scene),
    'held-not-waiting': decisionCard(aView(nobody, { ticket }), scene),
    stopped: stoppedCard({ decision, ticket }, scene),
    'not-needed-closed': decisionCard(aView(closed, { ticket: null }), scene),
    'not-needed-owned': decisionCard(aView(owned, { ticket: { ...ticket, ownerId: owner } }), scene),
    ...Object.fromEntries(
      (['done', 'pending', 'owned', 'refused', 'gone', 'undone'] as const).map((state) => [
        `assigned-${state}`,
        assignedCard({ assignment: { ...assignment, state }, decision, ticket: written, scene }),
      ]),
    ),
    'assigned-by-hand': assignedCard({ assignment, decision: null, ticket: written, scene }),
    'assigned-then-others': assignedCard({ assignment, decision, ticket: others, scene }),
    'assigned-then-nobodys': assignedCard({ assignment, decision: null, ticket, scene }),
    'assigned-not-given-back': assignedCard({
      assignment: { ...assignment, technicianId: null, technicianName: null, state: 'refused' },
      decision,
      ticket: written,
      scene,
    }),
    'assigned-given-back': assignedCard({
      assignment: { ...assignment, technicianId: null, technicianName: null },
      decision,
      ticket: null,
      scene,
    }),
    'assigned-passed': assignedCard({
      assignment: { ...assignment, response: { kind: 'passed', reason: text ?? 'On site', at: NOW } },
      decision,
      ticket: written,
      scene,
    }),
    confirm: confirmAssignCard({
      wished,
      warnings: [
        { code: 'owned', ownerId: 'x', ownerName: text ?? 'Chloe Martin' },
        { code: 'closed' },
        { code: 'on-break' },
        { code: 'own-word', says: 'off', until: at('18:00') },
        { code: 'not-in-pool' },
      ],
      ticket,
      viewer,
      hasButtons: true,
    }),
    'ask-first': askAssignCard({ wished, typed: text ?? 'aihsa', viewer }),
    choose: chooseCard({ decision, ticket, viewer }),
    'which-ticket': whichTicketCard({ wants: 'dispatch', ticket: '', viewer }),
    'which-ticket-for': whichTicketCard({ wants: { technicianId: 'a', name }, ticket: '', viewer }),
    already: alreadyTheirsCard({ wished, ticket, scene }),
    why: decisionWhyCard({ decision, ticket, page: 0, scene }),
    'why-second-page': decisionWhyCard({ decision, ticket, page: 1, scene }),
    'why-sources': decisionSourcesCard(stored(broken), scene),
    'why-not-chosen': asked(0),
    'why-not-skipped': asked(1),
    'why-not-outranked': asked(2),
    'why-not-unmapped': asked(4),
    'why-not-stranger': asked(-1),
    'held-list': heldListCard({
      holds: Array.from({ length: 12 }, (_each, index) =>
        aHold({ ticketRef: ticket.ref, holdId: `h${index}`, escalatedAt: index === 0 ? NOW : null }),
      ),
      page: 0,
      viewer,
      hasButtons: true,
    }),
    'held-list-one': heldListCard({ holds: [hold], page: 0, viewer, hasButtons: true }),
    mine: technicianTicketCard({ assignment, ticket: written, viewer }),
    'mine-no-more': technicianTicketCard({ assignment, ticket: others, viewer }),
    'mine-accepted': technicianTicketCard({
      assignment: { ...assignment, response: { kind: 'accepted', reason: null, at: NOW } },
      ticket: written,
      viewer,
    }),
    'mine-passed': technicianTicketCard({
      assignment: { ...assignment, response: { kind: 'passed', reason: text ?? 'On site', at: NOW } },
      ticket,
      next: { decision, ticket, assignment, hold: null, isRepeat: false },
      viewer,
    }),
    'mine-not-passed-yet': technicianTicketCard({
      assignment: { ...assignment, response: { kind: 'passed', reason: null, at: NOW } },
      ticket: written,
      giveBack: { ...assignment, technicianId: null, technicianName: null, state: 'refused' },
      viewer,
    }),
    'link-ticket': ticketLinkCard({ ...ticket, ownerId: 'x' }, viewer).card,
  };
}
