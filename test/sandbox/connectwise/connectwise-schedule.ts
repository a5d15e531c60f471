import type { PsaEntry } from '../desk/work-book.ts';
import type { SimReply, SimRequest } from '../routing.ts';
import type { Row } from './connectwise-conditions.ts';
import { CALENDAR, memberReference, picked } from './connectwise-json.ts';
import { connectWiseError, invalidObject } from './connectwise-lists.ts';
import type { CwState } from './connectwise-state.ts';
import { memberOf, parsed, seconds } from './connectwise-tickets.ts';

const HOLIDAY_LIST = { id: 1, name: 'Standard Holiday List' } as const;
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const TYPES = {
  sales: { id: 1, identifier: 'C', name: 'Sales' },
  service: { id: 4, identifier: 'S', name: 'Service' },
  meeting: { id: 6, identifier: 'M', name: 'Meeting' },
  vacation: { id: 9, identifier: 'V', name: 'Vacation' },
} as const;
const FIRM = { id: 2, name: 'Firm' } as const;

export function typeRows(): readonly Row[] {
  return Object.values(TYPES).map((type) => ({ ...type, systemFlag: false }));
}

export function entryRows(state: CwState): readonly Row[] {
  return state.work.entries().map((entry) => entryRow(entry, state));
}

function entryRow(entry: PsaEntry, state: CwState): Row {
  const { id, identifier } = typeOf(entry);
  const member = memberOf(entry.agent, state);
  return {
    id: entry.id,
    objectId: entry.ticket,
    name: entry.subject,
    member: member === null ? null : memberReference(member),
    dateStart: seconds(entry.start),
    dateEnd: seconds(entry.end),
    type: { id, identifier },
    status: FIRM,
    doneFlag: false,
    acknowledgedFlag: false,
    ownerFlag: false,
  };
}

function typeOf({ kind, ticket }: PsaEntry): (typeof TYPES)[keyof typeof TYPES] {
  if (kind === 'time-off') return TYPES.vacation;
  return ticket === null ? TYPES.meeting : TYPES.service;
}

/** What ConnectWise PSA asks of a new entry; overlapping ones only where the flag allows it. */
export function addEntry(request: SimRequest, state: CwState): SimReply {
  const body = parsed(request.body);
  state.logWrite({ route: 'add-schedule-entry', body });
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return connectWiseError(400, 'InvalidObject', 'schedule object is invalid');
  const { objectId, type, member, dateStart, dateEnd, allowScheduleConflictsFlag } = body as Row; // narrowed just before
  const refuse = (field: string, message: string, code = 'InvalidValue'): SimReply =>
    invalidObject('schedule', [{ code, message, field }]);
  const { id: typeId, identifier } = (type ?? {}) as Row;
  const known = Object.values(TYPES).find(({ id }) => id === typeId);
  if (known === undefined) return refuse('type', 'Type is required', 'NotFound');
  if (identifier !== undefined && identifier !== known.identifier)
    return refuse('type', 'Type identifier does not fit its id');
  const ticket = state.ticket(Number(objectId));
  if (known.identifier !== 'S')
    return refuse('objectId', `Activity ${String(objectId)} not found`, 'NotFound');
  if (typeof objectId !== 'number' || ticket === null)
    return refuse('objectId', `Ticket ${String(objectId)} not found`, 'NotFound');
  const agent = memberOf(((member ?? {}) as Row)['id'], state);
  if (agent === null || agent.isdisabled || agent.isapiagent)
    return refuse('member', 'Member not found or inactive', 'NotFound');
  const [start, end] = [instant(dateStart), instant(dateEnd)];
  if (start === null) return refuse('dateStart', 'dateStart must be a date and time in UTC');
  if (end === null || end <= start) return refuse('dateEnd', 'dateEnd must be after dateStart');
  const isTaken = state.work
    .entries()
    .some((entry) => entry.agent === agent.id && entry.start < end && start < entry.end);
  if (isTaken && allowScheduleConflictsFlag !== true)
    return refuse('member', `There is a schedule conflict for ${agent.name}`);
  const stored = state.work.addEntry({
    agent: agent.id,
    ticket: ticket.id,
    kind: 'appointment',
    subject: ticket.summary,
    start,
    end,
  });
  return { status: 201, body: picked(entryRow(stored, state), null) };
}

/** `yyyy-MM-ddTHH:mm:ssZ` and nothing else. */
function instant(value: unknown): Date | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value)) return null;
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** The desk's working hours, on the wall clock of whoever has the calendar. Days off have no times. */
export function calendarRows({ work }: CwState): readonly Row[] {
  const { from, to, days } = work.hours();
  // A day ends at 24:00 where the clock shows 00:00.
  const end = to === '24:00' ? '00:00' : to;
  const times = DAYS.flatMap((day, index) => {
    const isOpen = days.includes(index + 1);
    return [
      [`${day}StartTime`, isOpen ? `${from}:00` : null],
      [`${day}EndTime`, isOpen ? `${end}:00` : null],
    ];
  });
  return [{ ...CALENDAR, ...(Object.fromEntries(times) as Row), holidayList: HOLIDAY_LIST }];
}

export function holidayRows(listId: string, state: CwState): readonly Row[] | null {
  if (listId !== String(HOLIDAY_LIST.id)) return null;
  return state.holidays().map(({ date, from, to }, index) => ({
    id: index + 1,
    name: `Holiday ${index + 1}`,
    allDayFlag: from === undefined,
    date,
    timeStart: from === undefined ? null : `${from}:00`,
    timeEnd: to === undefined ? null : `${to}:00`,
    holidayList: HOLIDAY_LIST,
  }));
}
