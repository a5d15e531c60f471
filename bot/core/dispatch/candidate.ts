import type { TechnicianAvailability } from '#core/availability/availability-at.ts';
import type { Override } from '#core/availability/ports.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import type { Affinity, CalendarState } from './ports.ts';
import type { Signal } from './signal.ts';

/** What is known of a technician for one ticket and slot besides Teams. Nothing here comes from presence or Shifts, so a decision may keep it. */
export interface CandidateFacts {
  readonly technicianId: TechnicianId;
  readonly name: string;
  readonly isActive: boolean;
  readonly isInPool: boolean;
  /** Place in the workflow's pool, from 0; unique within it. */
  readonly poolPosition: number;
  /** As `skillKey` writes them; `null` when the PSA knows none. */
  readonly skills: readonly string[] | null;
  /** Open work, weighted by priority and status; `null` when it could not be read. */
  readonly openLoad: number | null;
  readonly openTickets: number | null;
  /** In units of `openLoad`; `null`: the workflow's. */
  readonly capacity: number | null;
  readonly calendar: CalendarState;
  /** First free moment at or after the slot's start; `null` when not known. */
  readonly earliestStart: Date | null;
  readonly isMapped: boolean;
  /** The technician's own words that may touch the slot. */
  readonly overrides: readonly Override[];
  /** `null`: never. */
  readonly lastAssignedAt: Date | null;
  readonly assignmentsToday: number;
  readonly affinity: Affinity;
  /** Handed this ticket on before. */
  readonly hasPassed?: boolean;
  /** The PSA would not give this ticket to them, a moment ago. */
  readonly isRefusedByPsa?: boolean;
  /** Whether another run has reserved this technician for the slot (DIS-9). */
  readonly slotLease: 'free' | 'taken';
}

/** A technician with what Teams says of them now. Lives in memory only: a decision keeps `facts`, never `availability`. */
export interface Candidate {
  readonly facts: CandidateFacts;
  /** For the slot, by the shared service; `null` when it was not asked or did not answer. */
  readonly availability: Pick<
    TechnicianAvailability,
    'verdict' | 'reasons' | 'presence' | 'shift' | 'override'
  > | null;
}

/** A technician with our verdict words in place of presence and shifts: what rules decide on, and what a decision keeps. */
export interface JudgedCandidate {
  readonly facts: CandidateFacts;
  readonly signal: Signal;
}

/** The form in which two skills are the same: without case and outer spaces. Made once per technician, not once per decision. */
export function skillKey(skill: string): string {
  return skill.trim().toLowerCase();
}

export function hasSkill({ skills }: CandidateFacts, key: string): boolean {
  return skills !== null && skills.includes(key);
}
