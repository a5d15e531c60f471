import type { PsaTickets, TechnicianWork, WorkPart, WorkReading } from '#core/dispatch/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { type AppError, toAppError } from '#kernel/errors.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
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
    attempt('load', readLoad(talk, priorities)),
    attempt('calendar', calendar ? readCalendar(talk, readers, slot) : null),
    attempt('affinity', company ? affinity(talk, company) : null),
  ]);
  const parts = [load, times, ties].filter((part) => part !== null);
  const unread = parts.flatMap(({ part, error }) => (error ? [{ part, error }] : []));
  if (unread[0] && unread.length === parts.length) throw unread[0].error;
  const workOf = (technicianId: TechnicianId): TechnicianWork => {
    const open = load?.value && (load.value.get(technicianId) ?? { tickets: 0, load: 0 });
    const { calendar: state = 'unknown', earliestStart = null } = times?.value?.(technicianId) ?? {};
    return {
      openTickets: open?.tickets ?? null,
      openLoad: open?.load ?? null,
      capacity: null,
      skills: null,
      calendar: state,
      earliestStart,
      affinity: ties?.value ? (ties.value.get(technicianId) ?? 'none') : 'unknown',
    };
  };
  return { readAt, unread, work: new Map(technicianIds.map((id) => [id, workOf(id)])) };
}

interface Part<Value> {
  readonly part: WorkPart;
  readonly value: Value | null;
  readonly error: AppError | null;
}

/** `null`: not asked for. Throws what is not the PSA's doing. */
async function attempt<Value>(part: WorkPart, reading: Promise<Value> | null): Promise<Part<Value> | null> {
  if (reading === null) return null;
  try {
    return { part, value: await reading, error: null };
  } catch (cause) {
    const error = toAppError(cause);
    if (!error.code.startsWith('psa_')) throw cause;
    return { part, value: null, error };
  }
}
