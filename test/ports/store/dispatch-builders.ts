import type { Candidate } from '#core/dispatch/candidate.ts';
import { decide, type DecisionQuestion, NO_MODEL } from '#core/dispatch/decision.ts';
import type {
  Assignment,
  DispatchStore,
  Hold,
  Reservation,
  Standing,
  StoredDecision,
} from '#core/dispatch/ports.ts';
import { STANDARD_SETUP } from '#core/dispatch/standard-workflow.ts';
import { settingsOf, type Workflow } from '#core/dispatch/workflow.ts';
import type { AuditEntry } from '#kernel/audit.ts';
import { newId } from '#kernel/ids.ts';
import { HOUR, MINUTE } from '#kernel/interval.ts';
import { anAudit, AT, DESK_A } from './builders.ts';

export const SLOT = { start: AT, end: new Date(AT.getTime() + HOUR) };
export const DAY_START = new Date('2026-11-23T00:00:00.000Z');
const LENA = { kind: 'person', id: 'oid-of-lena', name: 'Lena Ortiz' } as const;

export const minutes = (count: number): Date => new Date(AT.getTime() + count * MINUTE);

/** The ticket that is meant is T1 where nothing else is said, of desk A, read at AT. */
export function aQuestion(
  changes: Partial<Parameters<DispatchStore['reserve']>[0]> = {},
): Parameters<DispatchStore['reserve']>[0] {
  return { deskId: DESK_A, ticketId: 'T1', slot: SLOT, since: AT, dayStart: DAY_START, ...changes };
}

export const NOTHING: Reservation = {
  decision: null,
  assignment: null,
  claimSeconds: null,
  leaseUntil: null,
  hold: null,
  endsHold: null,
  audit: [],
};

/** Reserves what is given, whatever stands. */
export function reserve(
  dispatch: DispatchStore,
  reservation: Partial<Reservation>,
  question: Parameters<typeof aQuestion>[0] = {},
): Promise<Standing> {
  const ticketId = reservation.assignment?.ticketId ?? reservation.hold?.ticketId ?? 'T1';
  return dispatch.reserve(aQuestion({ ticketId, ...question }), (standing) => ({
    reservation: { ...NOTHING, ...reservation },
    result: standing,
  }));
}

/** How things stand; nothing is written. */
export const standing = (
  dispatch: DispatchStore,
  question: Parameters<typeof aQuestion>[0] = {},
): Promise<Standing> => reserve(dispatch, {}, question);

export function anAssignment(changes: Partial<Assignment> = {}): Assignment {
  const ticketId = changes.ticketId ?? 'T1';
  const decidedAt = changes.decidedAt ?? AT;
  return {
    assignmentId: newId(),
    ticketId,
    ticketRef: `ref-${ticketId}`,
    technicianId: 't1',
    technicianName: 'Ana Silva',
    ifOwnerIs: null,
    decisionId: null,
    workflowId: 'w1',
    slot: SLOT,
    books: 'nothing',
    booking: 'not-wanted',
    source: 'chat',
    by: LENA,
    state: 'pending',
    problem: null,
    ownerFoundName: null,
    tries: 0,
    decidedAt,
    settledAt: null,
    nextTryAt: decidedAt,
    response: null,
    ...changes,
  };
}

/** As whoever claimed it tells how it went. */
export function settled(
  assignment: Assignment,
  changes: Partial<Assignment> = {},
): Parameters<DispatchStore['settleAssignment']>[1] {
  return { ...assignment, state: 'done', settledAt: minutes(1), ...changes };
}

export function aHold(changes: Partial<Hold> = {}): Hold {
  const ticketId = changes.ticketId ?? 'T1';
  return {
    holdId: newId(),
    ticketId,
    ticketRef: `ref-${ticketId}`,
    workflowId: 'w1',
    decisionId: newId(),
    because: 'nobody-eligible',
    tries: 1,
    heldAt: AT,
    nextTryAt: minutes(5),
    escalateAt: minutes(30),
    escalatedAt: null,
    ended: null,
    ...changes,
  };
}

export function dispatchAudit(changes: Partial<AuditEntry> = {}): AuditEntry {
  return anAudit({ subject: 'dispatch', subjectId: 'T1', action: 'assigned', ...changes });
}

export function aWorkflow(changes: Partial<Workflow> = {}): Workflow {
  return {
    workflowId: 'w1',
    version: 1,
    position: 0,
    setup: { ...STANDARD_SETUP, name: 'New tickets', act: 'assign' },
    sentences: [
      {
        text: 'Never give Lee P1 tickets',
        outcome: {
          kind: 'rules',
          rules: [
            {
              kind: 'never',
              who: { kind: 'technician', technicianId: 't9', name: 'Lee' },
              scope: { priorities: ['1'] },
              sentence: 0,
              source: 'Never give Lee P1 tickets',
            },
          ],
        },
        warnings: [],
      },
      { text: 'Be kind', outcome: { kind: 'advice' }, warnings: [] },
    ],
    onSince: AT,
    savedAt: AT,
    savedBy: 'Lena Ortiz',
    ...changes,
  };
}

export function aCandidate(technicianId: string, changes: Partial<Candidate['facts']> = {}): Candidate {
  return {
    facts: {
      technicianId,
      name: `Technician ${technicianId}`,
      isActive: true,
      isInPool: true,
      poolPosition: 0,
      skills: ['exchange', 'intune'],
      openLoad: 3.5,
      openTickets: 3,
      capacity: null,
      calendar: 'free',
      earliestStart: AT,
      isMapped: false,
      overrides: [{ technicianId, says: 'working', from: minutes(-60), until: minutes(60) }],
      lastAssignedAt: null,
      assignmentsToday: 0,
      affinity: 'none',
      slotLease: 'free',
      ...changes,
    },
    availability: null,
  };
}

/** A decision as dispatch makes one. */
export function aDecision(
  changes: Partial<StoredDecision> & {
    readonly question?: Partial<DecisionQuestion>;
    readonly ticket?: Partial<DecisionQuestion['ticket']>;
    readonly at?: Date;
  } = {},
): StoredDecision {
  const { question, ticket, at = AT, ...rest } = changes;
  const workflow = aWorkflow();
  return {
    decisionId: newId(),
    workflowName: workflow.setup.name,
    source: 'chat',
    by: LENA,
    hasInstructionInTicket: false,
    modelTrace: null,
    record: decide({
      ticket: {
        id: 'T1',
        ref: 'ref-T1',
        link: 'https://psa.example/T1',
        priority: { id: '1', label: 'P1', rank: 1 },
        queue: { id: 'q', name: 'Service Desk' },
        status: { id: 's', label: 'New', phase: 'open' },
        ownerId: null,
        ownerName: null,
        company: { id: 'c', name: 'Contoso' },
        title: 'Words of a customer',
        description: 'More words of a customer',
        requiredSkills: ['exchange'],
        openedAt: minutes(-90),
        ...ticket,
      },
      slot: SLOT,
      workflow: settingsOf(workflow),
      rules: [],
      candidates: [aCandidate('t1'), aCandidate('t2', { calendar: 'busy', poolPosition: 1 })],
      presenceReading: 'graph-down',
      shiftsReading: 'not-read',
      model: NO_MODEL,
      now: at,
      ...question,
    }),
    ...rest,
  };
}
