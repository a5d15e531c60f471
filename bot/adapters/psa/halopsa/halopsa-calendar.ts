import type { TechnicianWork } from '#core/dispatch/ports.ts';
import type { PsaConnection } from '#core/settings/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { HOUR, type Interval } from '#kernel/interval.ts';
import type { DeskId, TechnicianId } from '#kernel/vocabulary.ts';
import type { HourMemory } from '../hour-memory.ts';
import type { HaloPsaAgents } from './halopsa-agents.ts';
import { type Appointment, readAppointments } from './halopsa-appointments.ts';
import type { HaloPsaClient } from './halopsa-client.ts';
import { type Diary, judgeDiary } from './halopsa-diary.ts';
import { readHolidays } from './halopsa-holidays.ts';
import { openingsAround, toWorkingHours, type WorkingHours, workdaySchema } from './halopsa-hours.ts';
import type { Reading } from './halopsa-tickets.ts';

export type CalendarReading = ReadonlyMap<TechnicianId, Pick<TechnicianWork, 'calendar' | 'earliestStart'>>;

export type CalendarReader = (
  connection: PsaConnection,
  question: { readonly technicianIds: readonly TechnicianId[]; readonly slot: Interval },
  reading: Reading,
) => Promise<CalendarReading>;

/** How the slot's start stands in everybody's calendar: appointments, time off, and shifts or working hours. Throws what the client throws. */
export function createHaloPsaCalendar(needs: {
  readonly client: HaloPsaClient;
  readonly clock: Clock;
  readonly agents: HourMemory<HaloPsaAgents>;
}): CalendarReader {
  const { client, agents } = needs;
  const readHours = createWorkdayMemory(needs);

  return async (connection, { technicianIds, slot }, reading) => {
    const [appointments, holidays, known] = await Promise.all([
      readAppointments(client, connection, { technicianIds, slot }, reading),
      readHolidays(client, connection, slot, reading),
      agents(connection, reading.budget),
    ]);
    const workdayIds = new Set(technicianIds.flatMap((id) => known.get(id)?.workdayId ?? []));
    const openings = new Map(
      await Promise.all(
        [...workdayIds].map(async (id) => {
          const hours = await readHours(connection, id, reading);
          return [id, hours === null ? null : openingsAround(slot.start, hours)] as const;
        }),
      ),
    );
    const theirs = byTechnician(appointments);
    const holidaysOf = Map.groupBy(holidays, ({ technicianId }) => technicianId);
    const bankHolidays = Map.groupBy(holidaysOf.get(null) ?? [], ({ workdayId }) => workdayId);
    // Without a single one, this HaloPSA shows no shifts: then nobody is judged by theirs.
    const hasShifts = appointments.some(({ kind }) => kind === 'shift');

    function diaryOf(technicianId: TechnicianId, workdayId: number | null): Diary {
      const own = theirs.get(technicianId) ?? [];
      const isOnShifts = hasShifts && known.get(technicianId)?.worksShifts === true;
      const away = holidaysOf.get(technicianId) ?? [];
      const bank = workdayId === null ? [] : (bankHolidays.get(workdayId) ?? []);
      return {
        busy: own.filter(({ kind }) => kind === 'appointment'),
        timeOff: [...own.filter(({ kind }) => kind === 'time-off'), ...away, ...bank],
        openings: isOnShifts
          ? own.filter(({ kind }) => kind === 'shift')
          : (openings.get(workdayId ?? 0) ?? null),
      };
    }

    // Most of a large desk have the same hours and nothing of their own: one judgement serves them all.
    const usual = new Map<number | null, ReturnType<typeof judgeDiary>>();
    function judge(technicianId: TechnicianId): ReturnType<typeof judgeDiary> {
      const agent = known.get(technicianId);
      const workdayId = agent?.workdayId ?? null;
      const isUsual =
        !theirs.has(technicianId) && !holidaysOf.has(technicianId) && !(hasShifts && agent?.worksShifts);
      const judged = isUsual ? usual.get(workdayId) : undefined;
      if (judged) return judged;
      const found = judgeDiary(diaryOf(technicianId, workdayId), slot.start);
      if (isUsual) usual.set(workdayId, found);
      return found;
    }
    return new Map(technicianIds.map((technicianId) => [technicianId, judge(technicianId)]));
  };
}

function byTechnician(
  appointments: readonly Appointment[],
): ReadonlyMap<TechnicianId, readonly Appointment[]> {
  const theirs = new Map<TechnicianId, Appointment[]>();
  for (const appointment of appointments) {
    for (const technicianId of appointment.technicianIds) {
      const own = theirs.get(technicianId);
      if (own) own.push(appointment);
      else theirs.set(technicianId, [appointment]);
    }
  }
  return theirs;
}

type WorkdayReader = (
  connection: PsaConnection,
  workdayId: number,
  reading: Reading,
) => Promise<WorkingHours | null>;

/** Working hours, kept for an hour per connection. A desk has a handful. */
function createWorkdayMemory(needs: {
  readonly client: HaloPsaClient;
  readonly clock: Clock;
}): WorkdayReader {
  const { client, clock } = needs;
  const desks = new Map<
    DeskId,
    { readonly connectedAt: number; readonly until: number; readonly known: Map<number, WorkingHours | null> }
  >();

  function knownOf({ deskId, connectedAt }: PsaConnection): Map<number, WorkingHours | null> {
    const now = clock.now().getTime();
    const desk = desks.get(deskId);
    if (desk?.connectedAt === connectedAt.getTime() && desk.until > now) return desk.known;
    const known = new Map<number, WorkingHours | null>();
    desks.set(deskId, { connectedAt: connectedAt.getTime(), until: now + HOUR, known });
    return known;
  }

  return async (connection, workdayId, reading) => {
    const known = knownOf(connection);
    const kept = known.get(workdayId);
    if (kept !== undefined) return kept;
    const workday = await client.find(connection, {
      path: `/Workday/${workdayId}`,
      query: { includedetails: 'true' },
      schema: workdaySchema,
      right: 'read:calendar',
      ...reading,
    });
    const hours = workday === null ? null : toWorkingHours(workday);
    known.set(workdayId, hours);
    return hours;
  };
}
