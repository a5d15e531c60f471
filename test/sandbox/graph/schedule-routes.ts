import type { DeskSchedule, DeskShift, DeskSpan, DeskTimeOff } from '../desk/desk-types.ts';
import { guidOf } from '../desk/ids.ts';
import type { SimReply, SimRequest } from '../routing.ts';
import { requireTeams } from './access.ts';
import type { Visit } from './directory-routes.ts';
import { badRequest, ok, teamNotFound } from './graph-error.ts';
import { expiredPageToken, pageOf, readOffset } from './paging.ts';
import { isInside, parseSpanFilter } from './schedule-filter.ts';

/** Observed; `$top` is not documented for these paths. */
const PAGE_SIZE = 200;
const SCHEDULE_PERMISSIONS = ['Schedule.Read.All', 'Schedule.ReadWrite.All'];

export function readSchedule({ request, caller, state }: Visit): SimReply {
  const denied = requireTeams(request, caller, SCHEDULE_PERMISSIONS);
  if (denied !== null) return denied;
  const fault = optionFault(request, []);
  if (fault !== null) return fault;
  const schedule = scheduleOf({ request, state });
  if ('status' in schedule) return schedule;
  const { timeZone, enabled, provisionStatus } = schedule;
  return ok({
    '@odata.context': `https://graph.microsoft.com/v1.0/$metadata#teams('${request.params.id}')/schedule/$entity`,
    id: request.params.id,
    enabled,
    timeZone,
    provisionStatus,
    provisionStatusCode: null,
    timeClockEnabled: false,
    openShiftsEnabled: true,
    swapShiftsRequestsEnabled: true,
    offerShiftRequestsEnabled: true,
    timeOffRequestsEnabled: true,
    startDayOfWeek: 'monday',
    workforceIntegrationIds: [],
  });
}

export function listShifts(visit: Visit): SimReply {
  return listSpans(visit, 'Shift', (schedule) => schedule.shifts, shiftJson);
}

export function listTimesOff(visit: Visit): SimReply {
  return listSpans(visit, 'TimeOff', (schedule) => schedule.timesOff, timeOffJson);
}

function listSpans<T extends DeskShift | DeskTimeOff>(
  { request, caller, state, origin }: Visit,
  noun: 'Shift' | 'TimeOff',
  itemsOf: (schedule: DeskSchedule) => readonly T[],
  toJson: (item: T) => object,
): SimReply {
  const denied = requireTeams(request, caller, SCHEDULE_PERMISSIONS);
  if (denied !== null) return denied;
  const fault = optionFault(request, ['$filter', '$skiptoken']);
  if (fault !== null) return fault;
  const offset = readOffset(request);
  if (offset === null) return expiredPageToken(request);
  const text = request.url.searchParams.get('$filter');
  const filter = text === null ? null : parseSpanFilter(text, noun);
  if (typeof filter === 'string') return badRequest(request, filter);
  const schedule = scheduleOf({ request, state });
  if ('status' in schedule) return schedule;
  const items = itemsOf(schedule);
  const found = filter === null ? items : items.filter((item) => isInside(item, filter));
  const list = noun === 'Shift' ? 'shifts' : 'timesOff';
  const context = `teams('${request.params.id}')/schedule/${list}`;
  return ok(pageOf(found, toJson, { request, origin, context, size: PAGE_SIZE, offset }));
}

function optionFault(request: SimRequest, allowed: readonly string[]): SimReply | null {
  for (const name of request.url.searchParams.keys()) {
    if (name.startsWith('$') && !allowed.includes(name)) {
      return badRequest(request, `Query option '${name}' is not allowed.`);
    }
  }
  return null;
}

/** A group that is no team, a team that never opened Shifts and an id of nobody all look the same. */
function scheduleOf({ request, state }: Pick<Visit, 'request' | 'state'>): DeskSchedule | SimReply {
  const group = state.group(request.params.id ?? '');
  return group?.schedule ?? teamNotFound(request);
}

function shiftJson(shift: DeskShift): object {
  const item = (span: DeskSpan | null): object | null =>
    span === null
      ? null
      : { displayName: shift.label, notes: shift.notes, ...times(span), theme: 'blue', activities: [] };
  return {
    ...tracked(shift.id),
    userId: shift.userId,
    schedulingGroupId: `TAG_${guidOf('scheduling group')}`,
    isStagedForDeletion: shift.isStagedForDeletion,
    sharedShift: item(shift.shared),
    draftShift: item(shift.draft),
  };
}

function timeOffJson(timeOff: DeskTimeOff): object {
  const timeOffReasonId = `TOR_${guidOf('time off reason')}`;
  const item = (span: DeskSpan | null): object | null =>
    span === null ? null : { timeOffReasonId, ...times(span), theme: 'white' };
  return {
    ...tracked(timeOff.id),
    userId: timeOff.userId,
    isStagedForDeletion: timeOff.isStagedForDeletion,
    sharedTimeOff: item(timeOff.shared),
    draftTimeOff: item(timeOff.draft),
  };
}

function tracked(id: string): object {
  const user = { id: guidOf('planner'), displayName: 'Morgan Blake' };
  return {
    id,
    createdDateTime: '2024-03-04T09:00:00.000Z',
    lastModifiedDateTime: '2024-03-04T09:00:00.000Z',
    lastModifiedBy: { application: null, device: null, user },
  };
}

/** Published times come without milliseconds where there are none. */
function times({ start, end }: DeskSpan) {
  const text = (date: Date): string => date.toISOString().replace('.000Z', 'Z');
  return { startDateTime: text(start), endDateTime: text(end) };
}
