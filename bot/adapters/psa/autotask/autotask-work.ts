import type { Affinity, PsaTickets, TechnicianWork, WorkPart, WorkReading } from '#core/dispatch/ports.ts';
import type { PsaConnection } from '#core/settings/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { type AppError, toAppError } from '#kernel/errors.ts';
import { addMilliseconds, DAY } from '#kernel/interval.ts';
import { z } from 'zod';
import type { AutotaskCalendar } from './autotask-calendar.ts';
import type { AutotaskCondition, AutotaskVisit } from './autotask-client.ts';
import { toAutotaskTime } from './autotask-instant.ts';
import type { LabelSource } from './autotask-labels.ts';
import { RIGHTS } from './autotask-rights.ts';
import type { SkillSource } from './autotask-skills.ts';
import { OPEN, toAutotaskId } from './autotask-tickets.ts';

type WorkQuestion = Parameters<PsaTickets<PsaConnection>['readWork']>[1];

export interface AutotaskWork {
  read(visit: AutotaskVisit, question: WorkQuestion): Promise<WorkReading>;
}

const RECENT_DAYS = 90;
const ASSIGNED: AutotaskCondition = { op: 'exist', field: 'assignedResourceID' };

const openSchema = z.object({ assignedResourceID: z.number().int(), priority: z.number().int().nullish() });
const ownedSchema = z.object({ assignedResourceID: z.number().int() });

/** Everybody's work in a handful of requests side by side, whatever their number: one for the open tickets, one for the company's, and four
 *  for the calendar; skills, labels and days of work are kept for an hour. */
export function createAutotaskWork(needs: {
  readonly clock: Clock;
  readonly labels: LabelSource;
  readonly skills: SkillSource;
  readonly calendar: AutotaskCalendar;
}): AutotaskWork {
  const { clock, labels, skills, calendar } = needs;
  return {
    async read(visit, { ticket, technicianIds, slot, calendar: isWanted }) {
      const readAt = clock.now();
      const ids = technicianIds.map(toAutotaskId).filter((id) => id !== null);
      const [load, skill, calendars, affinity] = await Promise.all([
        attempt(() => readLoad(visit, labels)),
        attempt(() => skills.skillsFor(visit)),
        isWanted ? attempt(() => calendar.read(visit, ids, slot.start)) : null,
        attempt(() => readRecent(visit, ticket.company?.id ?? null, readAt)),
      ]);
      const tried = { load, skills: skill, ...(calendars && { calendar: calendars }), affinity };
      const unread = Object.entries(tried).flatMap(
        ([part, { error }]) => (error === null ? [] : [{ part: part as WorkPart, error }]), // keys of the line above
      );
      const [first] = unread;
      if (first !== undefined && unread.length === Object.keys(tried).length) throw first.error;
      const work = technicianIds.map((technicianId): readonly [string, TechnicianWork] => {
        const id = toAutotaskId(technicianId) ?? Number.NaN;
        const own = load.value === null ? null : (load.value.get(id) ?? { tickets: 0, load: 0 });
        const planned = calendars?.value?.get(id);
        return [
          technicianId,
          {
            openTickets: own?.tickets ?? null,
            openLoad: own?.load ?? null,
            capacity: null,
            skills: skill.value === null ? null : (skill.value.byResource.get(id) ?? []),
            calendar: planned?.calendar ?? 'unknown',
            earliestStart: planned?.earliestStart ?? null,
            affinity: affinityOf(affinity.value, id),
          },
        ];
      });
      return { readAt, work: new Map(work), unread };
    },
  };
}

type Attempt<Value> =
  | { readonly value: Value; readonly error: null }
  | { readonly value: null; readonly error: AppError };

/** Only what the PSA does is a part that could not be read. */
async function attempt<Value>(read: () => Promise<Value>): Promise<Attempt<Value>> {
  try {
    return { value: await read(), error: null };
  } catch (cause) {
    const error = toAppError(cause);
    if (!error.code.startsWith('psa_')) throw cause;
    return { value: null, error };
  }
}

interface Load {
  readonly tickets: number;
  readonly load: number;
}

async function readLoad(visit: AutotaskVisit, labels: LabelSource): Promise<ReadonlyMap<number, Load>> {
  const [rows, { priorities }] = await Promise.all([
    visit.query({
      entity: 'Tickets',
      filter: [OPEN, ASSIGNED],
      fields: Object.keys(openSchema.shape),
      row: openSchema,
      right: RIGHTS.tickets,
    }),
    labels.labelsFor(visit),
  ]);
  const loads = new Map<number, Load>();
  for (const { assignedResourceID: id, priority } of rows) {
    const before = loads.get(id) ?? { tickets: 0, load: 0 };
    const weight = weightOf(priorities.get(String(priority))?.rank);
    loads.set(id, { tickets: before.tickets + 1, load: before.load + weight });
  }
  return loads;
}

function weightOf(rank: number | undefined): number {
  if (rank === 1) return 2;
  return rank === 2 ? 1.5 : 1;
}

/** Who had tickets of the company that were opened lately; nobody for a ticket without a company. */
async function readRecent(
  visit: AutotaskVisit,
  companyId: string | null,
  now: Date,
): Promise<ReadonlySet<number>> {
  const company = companyId === null ? null : toAutotaskId(companyId);
  if (company === null) return new Set();
  const rows = await visit.query({
    entity: 'Tickets',
    filter: [
      { op: 'eq', field: 'companyID', value: company },
      { op: 'gte', field: 'createDate', value: toAutotaskTime(addMilliseconds(now, -RECENT_DAYS * DAY)) },
      ASSIGNED,
    ],
    fields: Object.keys(ownedSchema.shape),
    row: ownedSchema,
    right: RIGHTS.tickets,
  });
  return new Set(rows.map(({ assignedResourceID }) => assignedResourceID));
}

function affinityOf(recent: ReadonlySet<number> | null, id: number): Affinity {
  if (recent === null) return 'unknown';
  return recent.has(id) ? 'recent-work' : 'none';
}
