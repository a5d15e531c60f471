import type { PsaTickets, TechnicianWork, WorkReading } from '#core/dispatch/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import { LOAD_UNREAD, NOTHING_OPEN } from '../open-load.ts';
import { part } from '../work-part.ts';
import { type CalendarReaders, readCalendar } from './connectwise-calendar.ts';
import type { ConnectWiseTalk } from './connectwise-client.ts';
import { type AffinityReader, readLoad } from './connectwise-load.ts';
import type { ConnectWisePriorities } from './connectwise-priorities.ts';

export type WorkQuestion = Parameters<PsaTickets<unknown>['readWork']>[1];

export interface WorkNeeds extends CalendarReaders {
  readonly clock: Clock;
  readonly priorities: ConnectWisePriorities;
  readonly affinity: AffinityReader;
}

/** Work of technicians, in as many requests for all as for one. Skills would take one request per member, so none are known; a member's
 *  daily capacity is in hours, so none is told. Throws the first failure when no part could be read. */
export async function readWork(
  talk: ConnectWiseTalk,
  { clock, priorities, affinity, ...readers }: WorkNeeds,
  { ticket, technicianIds, slot, calendar }: WorkQuestion,
): Promise<WorkReading> {
  const readAt = clock.now();
  const { company } = ticket;
  const [load, times, ties] = await Promise.all([
    part('load', readLoad(talk, priorities)),
    calendar ? part('calendar', readCalendar(talk, readers, slot)) : null,
    company ? part('affinity', affinity(talk, company)) : null,
  ]);
  const parts = [load, times, ties].filter((each) => each !== null);
  const unread = parts.flatMap((each) => ('error' in each ? [each] : []));
  if (unread[0] && unread.length === parts.length) throw unread[0].error;
  const workOf = (technicianId: TechnicianId): TechnicianWork => {
    const planned = times !== null && 'value' in times ? times.value(technicianId) : undefined;
    const { calendar: state = 'unknown', earliestStart = null } = planned ?? {};
    return {
      ...('value' in load ? (load.value.get(technicianId) ?? NOTHING_OPEN) : LOAD_UNREAD),
      capacity: null,
      skills: null,
      calendar: state,
      earliestStart,
      affinity: ties !== null && 'value' in ties ? (ties.value.get(technicianId) ?? 'none') : 'unknown',
    };
  };
  return { readAt, unread, work: new Map(technicianIds.map((id) => [id, workOf(id)])) };
}
