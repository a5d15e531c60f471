import type { Affinity, PsaTickets, TechnicianWork } from '#core/dispatch/ports.ts';
import type { PsaConnection } from '#core/settings/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { addMilliseconds, DAY } from '#kernel/interval.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import type { HourMemory } from '../hour-memory.ts';
import { countLoads, LOAD_UNREAD, NOTHING_OPEN, type OpenLoad } from '../open-load.ts';
import { part } from '../work-part.ts';
import type { HaloPsaAgents } from './halopsa-agents.ts';
import type { CalendarReader } from './halopsa-calendar.ts';
import type { HaloPsaClient } from './halopsa-client.ts';
import { toHaloInstant } from './halopsa-instant.ts';
import type { HaloPsaNames } from './halopsa-names.ts';
import { ownerOf, priorityOf } from './halopsa-ticket.ts';
import type { HaloPsaTicketReader, Reading } from './halopsa-tickets.ts';

/** A desk with more open tickets than this reads as many; the newest count. */
const MOST_OPEN = 5_000;
/** Who worked for a company lately is known from far fewer. */
const MOST_RECENT = 500;
const RECENT_MS = 90 * DAY;

type Question = Parameters<PsaTickets<PsaConnection>['readWork']>[1];

/** Work of technicians: two lists of tickets, the calendar and the agents, side by side. */
export function createHaloPsaWork(needs: {
  readonly clock: Clock;
  readonly client: HaloPsaClient;
  readonly names: HourMemory<HaloPsaNames>;
  readonly agents: HourMemory<HaloPsaAgents>;
  readonly tickets: Pick<HaloPsaTicketReader, 'readRows'>;
  readonly calendar: CalendarReader;
}): Pick<PsaTickets<PsaConnection>, 'readWork'> {
  const { clock, client, names, agents, tickets } = needs;

  async function readLoad(
    connection: PsaConnection,
    reading: Reading,
  ): Promise<ReadonlyMap<TechnicianId, OpenLoad>> {
    const question = { query: { open_only: 'true' }, most: MOST_OPEN };
    const [rows, known] = await Promise.all([
      tickets.readRows(connection, question, reading),
      names(connection, reading.budget),
    ]);
    const open = rows.flatMap((row) => {
      const ownerId = ownerOf(row);
      return ownerId === null ? [] : [{ ownerId, rank: priorityOf(row, known)?.rank ?? null }];
    });
    return countLoads(open);
  }

  /** Who has had a ticket of the company lately, this one aside. */
  async function readRecent(
    connection: PsaConnection,
    { ticket }: Question,
    reading: Reading,
  ): Promise<ReadonlySet<TechnicianId>> {
    if (ticket.company === null) return new Set();
    const now = clock.now();
    const since = addMilliseconds(now, -RECENT_MS);
    const query = {
      client_id: ticket.company.id,
      datesearch: 'dateoccured', // HaloPSA's spelling
      startdate: toHaloInstant(since),
      enddate: toHaloInstant(addMilliseconds(now, DAY)),
    };
    const rows = await tickets.readRows(connection, { query, most: MOST_RECENT }, reading);
    const recent = rows.filter(({ id, dateoccurred: at }) => String(id) !== ticket.id && at && at >= since);
    return new Set(recent.flatMap((row) => ownerOf(row) ?? []));
  }

  return {
    async readWork(connection, question, budget) {
      const { technicianIds, calendar } = question;
      const reading = { budget, patience: client.patienceFor(budget) };
      const readAt = clock.now();
      const [load, skills, diary, recent] = await Promise.all([
        part('load', readLoad(connection, reading)),
        part('skills', agents(connection, budget)),
        calendar ? part('calendar', needs.calendar(connection, question, reading)) : null,
        part('affinity', readRecent(connection, question, reading)),
      ]);
      const parts = [load, skills, diary, recent].filter((each) => each !== null);
      const unread = parts.flatMap((each) => ('error' in each ? [each] : []));
      if (unread[0] && unread.length === parts.length) throw unread[0].error;
      const affinityOf = (id: TechnicianId): Affinity => {
        if (!('value' in recent)) return 'unknown';
        return recent.value.has(id) ? 'recent-work' : 'none';
      };
      const workOf = (id: TechnicianId): TechnicianWork => {
        const open = 'value' in load ? (load.value.get(id) ?? NOTHING_OPEN) : LOAD_UNREAD;
        const own = (diary !== null && 'value' in diary ? diary.value.get(id) : undefined) ?? UNREAD_CALENDAR;
        return {
          openLoad: open.openLoad,
          openTickets: open.openTickets,
          capacity: null,
          skills: 'value' in skills ? (skills.value.get(id)?.skills ?? null) : null,
          calendar: own.calendar,
          earliestStart: own.earliestStart,
          affinity: affinityOf(id),
        };
      };
      const work = new Map<TechnicianId, TechnicianWork>();
      for (const id of technicianIds) work.set(id, workOf(id));
      return { readAt, unread, work };
    },
  };
}

const UNREAD_CALENDAR = { calendar: 'unknown', earliestStart: null } as const;
