import type {
  Override,
  OverrideSource,
  Roster,
  RosterSource,
  RosterTechnician,
} from '#core/availability/ports.ts';
import type { InstructionRule } from '#core/instructions/rules.ts';
import { breathe } from '#kernel/breathe.ts';
import type { Clock } from '#kernel/clock.ts';
import { toAppError } from '#kernel/errors.ts';
import { addMilliseconds, contains, type Interval } from '#kernel/interval.ts';
import type { Logger } from '#kernel/logger.ts';
import type { DeskId, TechnicianId, UserId } from '#kernel/vocabulary.ts';
import { type Candidate, type CandidateFacts, skillKey } from './candidate.ts';
import type { TechnicianWork, Ticket, TicketSource, WorkReading } from './ports.ts';
import { type AvailabilityAsker, readTeams } from './read-teams.ts';
import { planRules } from './rule-plan.ts';
import { notBefore } from './slot.ts';
import type { PresenceReading, ShiftsReading } from './sources.ts';
import type { WorkflowSetup } from './workflow.ts';

export interface GatherNeeds {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly availability: AvailabilityAsker;
  readonly overrides: OverrideSource;
  readonly tickets: Pick<TicketSource, 'readWork'>;
  readonly teamsDeadlineMs?: number;
}

export interface Gathered {
  /** The moment that the facts are about: a slot that began before counts from then. */
  readonly factsAt: Date;
  /** Without what only the store knows: last assignments, leases, who passed. */
  readonly candidates: readonly Candidate[];
  /** `null` of whoever is not mapped. */
  readonly userIdOf: (technicianId: TechnicianId) => UserId | null;
  readonly presenceReading: PresenceReading;
  readonly shiftsReading: ShiftsReading;
}

/** The desk's technicians, read while the ticket is on its way: what was asked for just before leaves first, for the mappings of thousands
 *  keep the processor busy. A failure is told to whoever awaits it. */
export function beginRoster(source: RosterSource, deskId: DeskId): Promise<Roster> {
  const reading = breathe().then(() => source.readRoster(deskId, 'interactive'));
  reading.catch(() => {});
  return reading;
}

/** All that is known about everybody for one ticket and slot, read side by side: the slowest source sets the pace. Throws the `psa_…` codes
 *  when not even the technicians are known; every other failure leaves its facts unknown. */
export async function gather(
  needs: GatherNeeds,
  question: {
    readonly deskId: DeskId;
    readonly roster: Promise<Roster>;
    readonly ticket: Ticket;
    readonly setup: WorkflowSetup;
    readonly rules: readonly InstructionRule[];
    readonly slot: Interval;
  },
): Promise<Gathered> {
  const { deskId, ticket, setup, rules } = question;
  const factsAt = needs.clock.now();
  const slot = notBefore(question.slot, factsAt);
  const roster = await question.roster;
  const { technicians } = roster;
  const people = poolOf(technicians, setup.pool);
  const technicianIds = people.flatMap(({ isActive, isInPool, technicianId }) =>
    isActive && isInPool ? [technicianId] : [],
  );
  const isEverybody = technicianIds.length === technicians.length;
  const calendar = setup.calendar === 'gate';
  const reading = readWork(needs, { deskId, ticket, technicianIds, slot, calendar });
  // The PSA's lists leave first: thousands of users keep the processor busy before Graph is asked.
  await breathe();
  const [work, teams, overrides] = await Promise.all([
    reading,
    readTeams(
      {
        // Thousands of mappings are read from the store and joined once for a ticket, and not searched when all are asked about.
        availability: {
          ask: (caller, asked) =>
            needs.availability.ask(caller, { ...asked, roster, ...(isEverybody && { technicianIds: null }) }),
        },
        ...(needs.teamsDeadlineMs !== undefined && { deadlineMs: needs.teamsDeadlineMs }),
      },
      { deskId, setup, plan: planRules(rules, ticket), slot, technicianIds },
    ),
    needs.overrides.readOverrides(deskId, { start: slot.start, end: addMilliseconds(slot.start, 1) }),
  ]);
  const words = Map.groupBy(overrides, ({ technicianId }) => technicianId);
  const candidates = people.map((person): Candidate => {
    const own = words.get(person.technicianId);
    return {
      facts: factsOf(
        person,
        work?.work.get(person.technicianId) ?? null,
        own ? forSlot(own, slot) : NO_WORDS,
      ),
      availability: teams.availability.get(person.technicianId) ?? null,
    };
  });
  const userIdOf = (id: TechnicianId): UserId | null =>
    technicians.find(({ technicianId }) => technicianId === id)?.userId ?? null;
  return { factsAt, candidates, userIdOf, presenceReading: teams.presence, shiftsReading: teams.shifts };
}

type Person = Pick<
  CandidateFacts,
  'technicianId' | 'name' | 'isActive' | 'isInPool' | 'poolPosition' | 'isMapped'
>;

/** Everybody of the desk, and whoever stands in the pool without being active any more. */
function poolOf(technicians: readonly RosterTechnician[], pool: WorkflowSetup['pool']): readonly Person[] {
  if (pool === 'everyone') {
    return technicians.map((technician, place) => personOf(technician, { isInPool: true, place }));
  }
  const places = new Map(pool.map((technicianId, place) => [technicianId, place]));
  const known = new Set(technicians.map(({ technicianId }) => technicianId));
  const gone = pool.filter((technicianId) => !known.has(technicianId));
  return [
    ...technicians.map((technician, place) => {
      const inPool = places.get(technician.technicianId);
      return personOf(technician, { isInPool: inPool !== undefined, place: inPool ?? pool.length + place });
    }),
    ...gone.map((technicianId) => ({
      technicianId,
      name: technicianId,
      isActive: false,
      isMapped: false,
      isInPool: true,
      poolPosition: places.get(technicianId) ?? 0,
    })),
  ];
}

function personOf(
  { technicianId, name, userId }: RosterTechnician,
  { isInPool, place }: { readonly isInPool: boolean; readonly place: number },
): Person {
  return { technicianId, name, isActive: true, isMapped: userId !== null, isInPool, poolPosition: place };
}

/** `null` when the PSA tells nothing about anybody's work: dispatch goes on with unknown loads. */
async function readWork(
  { tickets, logger }: GatherNeeds,
  question: { readonly deskId: DeskId } & Parameters<TicketSource['readWork']>[1],
): Promise<WorkReading | null> {
  const { deskId, ...rest } = question;
  if (rest.technicianIds.length === 0) return null;
  try {
    const reading = await tickets.readWork(deskId, rest, 'interactive');
    for (const { part, error } of reading.unread) logger.warn('dispatch.work-unread', { part, error });
    return reading;
  } catch (cause) {
    logger.warn('dispatch.work-unread', { part: 'all', error: toAppError(cause) });
    return null;
  }
}

const NO_WORDS: readonly Override[] = [];

/** Written out: spreading thousands of people took as long as deciding about them. */
function factsOf(
  person: Person,
  work: TechnicianWork | null,
  overrides: readonly Override[],
): CandidateFacts {
  return {
    technicianId: person.technicianId,
    name: person.name,
    isActive: person.isActive,
    isInPool: person.isInPool,
    poolPosition: person.poolPosition,
    isMapped: person.isMapped,
    skills: work?.skills?.map(skillKey) ?? null,
    openLoad: work?.openLoad ?? null,
    openTickets: work?.openTickets ?? null,
    capacity: work?.capacity ?? null,
    calendar: work?.calendar ?? 'unknown',
    earliestStart: work?.earliestStart ?? null,
    overrides,
    lastAssignedAt: null,
    assignmentsToday: 0,
    affinity: work?.affinity ?? 'unknown',
    slotLease: 'free',
  };
}

/** Own words as a decision may keep them: what was said of the slot's start, and not until when (AV-9). */
function forSlot(overrides: readonly Override[], slot: Interval): readonly Override[] {
  return overrides
    .filter(({ from, until }) => contains({ start: from, end: until }, slot.start))
    .map(({ technicianId, says }) => ({
      technicianId,
      says,
      from: slot.start,
      until: addMilliseconds(slot.start, 1),
    }));
}
