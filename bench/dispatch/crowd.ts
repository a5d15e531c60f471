import type { Candidate } from '#core/dispatch/candidate.ts';
import type { DecisionQuestion } from '#core/dispatch/decision.ts';
import { NO_MODEL } from '#core/dispatch/decision.ts';
import { DEFAULT_WEIGHTS } from '#core/dispatch/tunables.ts';
import type { WorkflowSettings } from '#core/dispatch/workflow.ts';
import { addMilliseconds, HOUR, MINUTE } from '#kernel/interval.ts';

const NOW = new Date('2026-11-21T16:00:00Z');

/** A ticket for a pool of `size` technicians with everything read: one in five on a break, one in seven full, some unmapped, three shifts, skills. */
export function questionFor(size: number, mode: WorkflowSettings['mode']): DecisionQuestion {
  return {
    ticket: {
      id: '48213',
      ref: '48213',
      link: null,
      priority: { id: '2', label: 'High', rank: 2 },
      queue: { id: '7', name: 'Service Desk' },
      status: { id: '1', label: 'New', phase: 'open' },
      ownerId: null,
      ownerName: null,
      company: { id: '31', name: 'Contoso Dental' },
      title: 'Outlook keeps asking for a password',
      description: '',
      requiredSkills: ['Exchange', 'Identity'],
      openedAt: null,
    },
    slot: { start: addMilliseconds(NOW, 10 * MINUTE), end: addMilliseconds(NOW, 70 * MINUTE) },
    workflow: {
      id: 'bench',
      version: 1,
      mode,
      act: 'suggest',
      teamsAvailability: 'on',
      presenceBlocksMinutes: 120,
      rotaTeams: ['t1'],
      calendar: 'gate',
      weights: DEFAULT_WEIGHTS,
      capacity: 12,
      whenEveryoneIsOnABreak: 'assign-by-psa',
      ruleShiftPoints: 15,
      modelShiftPoints: 30,
    },
    rules: RULES,
    candidates: Array.from({ length: size }, (_, index) => candidateAt(index)),
    presenceReading: 'read',
    shiftsReading: 'read',
    model: NO_MODEL,
    now: NOW,
  };
}

const RULES: DecisionQuestion['rules'] = [
  {
    kind: 'prefer',
    who: { kind: 'skill', skill: 'Exchange' },
    scope: 'always',
    sentence: 0,
    source: 'Prefer Exchange people.',
  },
  {
    kind: 'never',
    who: { kind: 'technician', technicianId: '11', name: 'Technician 11' },
    scope: 'always',
    sentence: 1,
    source: 'Never Technician 11.',
  },
  {
    kind: 'treat-state',
    state: 'do-not-disturb',
    as: 'unavailable',
    sentence: 2,
    source: 'Treat Do not disturb as unavailable.',
  },
];

const SKILLS = ['exchange', 'identity', 'networks', 'printers'] as const;
const WORDS = ['available', 'busy', 'in-a-call', 'do-not-disturb', 'away'] as const;
const SHIFTS = ['covers', 'has-shifts-not-covering', 'none-in-window'] as const;

function candidateAt(index: number): Candidate {
  const word = WORDS[index % WORDS.length] ?? 'available';
  const isMapped = index % 9 !== 0;
  return {
    facts: {
      technicianId: String(index),
      name: `Technician ${index}`,
      isActive: true,
      isInPool: true,
      poolPosition: index,
      skills: SKILLS.filter((_, place) => (index + place) % 3 !== 0),
      openLoad: index % 14,
      openTickets: index % 14,
      capacity: null,
      calendar: index % 17 === 0 ? 'busy' : 'free',
      earliestStart: addMilliseconds(NOW, (index % 40) * 15 * MINUTE),
      isMapped,
      overrides: [],
      lastAssignedAt: index % 23 === 0 ? null : addMilliseconds(NOW, -(index % 97) * HOUR),
      assignmentsToday: index % 4,
      affinity: index % 10 === 0 ? 'recent-work' : 'none',
      slotLease: index % 31 === 0 ? 'taken' : 'free',
    },
    availability: {
      verdict: word === 'away' ? 'on-break' : 'working',
      reasons: [isMapped ? 'presence' : 'not-mapped'],
      presence: isMapped ? { word, besides: null } : null,
      shift: {
        state: isMapped ? (SHIFTS[index % SHIFTS.length] ?? 'covers') : 'neutral',
        neutralBecause: isMapped ? null : 'not-mapped',
        coveredUntil: null,
        coversWholeSlot: false,
        next: null,
        timeOff: null,
      },
      override: null,
    },
  };
}
