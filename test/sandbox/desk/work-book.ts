import type { Interval } from '#kernel/interval.ts';

/** An entry in the calendar of an agent of a simulated PSA. */
export interface PsaEntry extends Interval {
  readonly id: number;
  /** Number of the agent in the desk. */
  readonly agent: number;
  /** Number of the ticket in the desk. */
  readonly ticket: number | null;
  readonly kind: 'appointment' | 'time-off';
  readonly subject: string;
}

/** Wall-clock hours in `zone`, `HH:MM`; `days`: 1 is Monday. */
export interface PsaHours {
  readonly from: string;
  readonly to: string;
  readonly days: readonly number[];
  readonly zone: string;
}

/** One change of an owner, in the ids of the PSA. `technicianId` `null`: given back to nobody. */
export interface AssignmentWrite {
  readonly ticketId: string;
  readonly technicianId: string | null;
  readonly at: Date;
}

/** Calendar, working hours and log of assignments of a simulated PSA, in memory. */
export interface WorkBook {
  entries(): readonly PsaEntry[];
  addEntry(entry: Omit<PsaEntry, 'id'>): PsaEntry;
  hours(): PsaHours;
  setHours(hours: PsaHours): void;
  /** Oldest first. */
  assignments(): readonly AssignmentWrite[];
  /** Call it for each write that changes an owner, before it is answered. */
  logAssignment(write: AssignmentWrite): void;
  /** Runs `act` once, after the next write of a ticket. */
  afterNextWrite(act: () => void): void;
  /** Call it after each write of a ticket. */
  written(): void;
  reset(): void;
}

/** The made-up desk never sleeps: rota and presence say who is there. */
const ROUND_THE_CLOCK: PsaHours = { from: '00:00', to: '24:00', days: [1, 2, 3, 4, 5, 6, 7], zone: 'UTC' };
const FIRST_ENTRY = 9001;

export function createWorkBook(): WorkBook {
  let entries: readonly PsaEntry[] = [];
  let hours = ROUND_THE_CLOCK;
  let assignments: readonly AssignmentWrite[] = [];
  let act: (() => void) | null = null;
  return {
    entries: () => entries,
    addEntry(entry) {
      const stored = { ...entry, id: FIRST_ENTRY + entries.length };
      entries = [...entries, stored];
      return stored;
    },
    hours: () => hours,
    setHours(value) {
      hours = value;
    },
    assignments: () => assignments,
    logAssignment(write) {
      assignments = [...assignments, write];
    },
    afterNextWrite(next) {
      act = next;
    },
    written() {
      const once = act;
      act = null;
      once?.();
    },
    reset() {
      entries = [];
      hours = ROUND_THE_CLOCK;
      assignments = [];
      act = null;
    },
  };
}
