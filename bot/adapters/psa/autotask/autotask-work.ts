import type { Affinity, PsaTickets, TechnicianWork, WorkReading } from '#core/dispatch/ports.ts';
import type { PsaConnection } from '#core/settings/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { addMilliseconds, DAY } from '#kernel/interval.ts';
import { z } from 'zod';
import { countLoads, LOAD_UNREAD, NOTHING_OPEN, type OpenLoad } from '../open-load.ts';
import { part } from '../work-part.ts';
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
        part('load', readLoad(visit, labels)),
        part('skills', skills.skillsFor(visit)),
        isWanted ? part('calendar', calendar.read(visit, ids, slot.start)) : null,
        part('affinity', readRecent(visit, ticket.company?.id ?? null, readAt)),
      ]);
      const parts = [load, skill, calendars, affinity].filter((each) => each !== null);
      const unread = parts.flatMap((each) => ('error' in each ? [each] : []));
      if (unread[0] && unread.length === parts.length) throw unread[0].error;
      const work = technicianIds.map((technicianId): readonly [string, TechnicianWork] => {
        const id = toAutotaskId(technicianId) ?? Number.NaN;
        const planned = calendars !== null && 'value' in calendars ? calendars.value.get(id) : undefined;
        return [
          technicianId,
          {
            ...('value' in load ? (load.value.get(id) ?? NOTHING_OPEN) : LOAD_UNREAD),
            capacity: null,
            skills: 'value' in skill ? (skill.value.byResource.get(id) ?? []) : null,
            calendar: planned?.calendar ?? 'unknown',
            earliestStart: planned?.earliestStart ?? null,
            affinity: affinityOf('value' in affinity ? affinity.value : null, id),
          },
        ];
      });
      return { readAt, work: new Map(work), unread };
    },
  };
}

async function readLoad(visit: AutotaskVisit, labels: LabelSource): Promise<ReadonlyMap<number, OpenLoad>> {
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
  const open = rows.map(({ assignedResourceID, priority }) => ({
    ownerId: assignedResourceID,
    rank: priorities.get(String(priority))?.rank ?? null,
  }));
  return countLoads(open);
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
