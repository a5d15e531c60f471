import type { Candidate } from '#core/dispatch/candidate.ts';
import type { DecisionRecord } from '#core/dispatch/record.ts';
import type { Ticket } from '#core/dispatch/ports.ts';
import { aCandidate, says, TICKET, UNCOVERED } from './builders.ts';

export const VPN_TICKET: Ticket = {
  ...TICKET,
  title: 'VPN does not connect',
  description: 'Since this morning the VPN ends with error 809.',
  requiredSkills: ['VPN', 'Network'],
};

const BOTH = ['vpn', 'network'];

/** A desk of ten. By rules alone: `ana` 89, `cy` and `dee` close behind, `bob` far below with no skill and much work; the others fail a gate each. */
export const DESK: readonly Candidate[] = [
  aCandidate('t-ana-0001', { name: 'Ana Lindqvist', skills: BOTH, affinity: 'account-team' }),
  aCandidate('t-cy-0002', { name: 'Cyrus Oduya', skills: BOTH, openLoad: 3, openTickets: 3 }),
  aCandidate('t-dee-0003', { name: 'Deepika Raman', skills: ['vpn'], openLoad: 1, openTickets: 1 }),
  aCandidate('t-bob-0004', {
    name: 'Bob Weissmann',
    skills: [],
    openLoad: 9,
    openTickets: 9,
    assignmentsToday: 9,
    lastAssignedAt: new Date('2026-11-21T15:55:00Z'),
    shift: UNCOVERED,
  }),
  aCandidate('t-lee-0005', { name: 'Lee Kowalczyk', skills: BOTH, shows: 'Away' }),
  aCandidate('t-max-0006', { name: 'Max Feldkamp', skills: BOTH, overrides: [says('t-max-0006', 'off')] }),
  aCandidate('t-ina-0007', { name: 'Ina Sorensen', skills: BOTH, isActive: false }),
  aCandidate('t-nat-0008', { name: 'Nat Vercauteren', skills: BOTH, isInPool: false }),
  aCandidate('t-ful-0009', { name: 'Fulvia Brandt', skills: BOTH, openLoad: 10, openTickets: 10 }),
  aCandidate('t-gus-0010', { name: 'Gus Halloran', skills: BOTH, calendar: 'time-off' }),
];

export const GATED = ['t-lee-0005', 't-max-0006', 't-ina-0007', 't-nat-0008', 't-ful-0009', 't-gus-0010'];
export const IN_REACH = ['t-ana-0001', 't-cy-0002', 't-dee-0003'];
export const BEST = 't-ana-0001';
export const LAST = 't-bob-0004';

/** Points of everybody who may take the ticket, by rules alone. */
export function totalsOf(record: DecisionRecord): Readonly<Record<string, number>> {
  return Object.fromEntries(
    record.candidates.flatMap(({ input, score }) =>
      score === null ? [] : [[input.facts.technicianId, score.total] as const],
    ),
  );
}
