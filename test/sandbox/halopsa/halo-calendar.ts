import type { PsaEntry } from '../desk/work-book.ts';
import type { SimReply, SimRequest } from '../routing.ts';
import { appointmentJson, holidayJson, workdayJson } from './halo-json.ts';
import type { HaloState } from './halo-state.ts';
import { haloError, isReply, readRows } from './halo-writes.ts';

/** Appointments that begin and end inside the window, of the agents named; of nobody else unless `showall`. Holidays are left out unless
 *  asked for. */
export function listAppointments(request: SimRequest, state: HaloState): SimReply {
  const { searchParams: query } = request.url;
  const says = (name: string): boolean => query.get(name) === 'true';
  const window = readWindow(query);
  if (window === null) return haloError(400, 'start_date and end_date must be dates');
  const agents = new Set((query.get('agents') ?? '').split(',').map(Number));
  const rows = state.isBlind() ? [] : state.work.entries();
  const wanted = rows.filter(
    (entry) =>
      (says('showall') || agents.has(entry.agent)) &&
      (entry.kind === 'appointment' ? query.get('showappointments') !== 'false' : says('showholidays')) &&
      entry.start.getTime() >= window.start &&
      entry.end.getTime() <= window.end,
  );
  const body = wanted.map((entry) => appointmentJson(entry, state));
  if (!says('pageinate')) return { status: 200, body };
  return { status: 200, body: { page_no: 1, page_size: 50, record_count: body.length, appointments: body } };
}

/** Of everybody unless `agent_id`; requests that nobody approved too, unless `approved_only`; those that only reach into the window when `inclusive_start` and `inclusive_end` say so. */
export function listHolidays(request: SimRequest, state: HaloState): SimReply {
  const { searchParams: query } = request.url;
  const window = readWindow(query);
  if (window === null) return haloError(400, 'start_date and end_date must be dates');
  const agent = query.get('agent_id');
  const [isBefore, isAfter] = ['inclusive_start', 'inclusive_end'].map((name) => query.get(name) === 'true');
  const wishes = query.get('approved_only') === 'true' ? [] : state.wishes();
  const away = [...state.work.entries().filter(({ kind }) => kind === 'time-off'), ...wishes];
  const rows = (state.isBlind() ? [] : away).filter(
    (entry) =>
      (agent === null || entry.agent === Number(agent)) &&
      (isBefore ? entry.end.getTime() > window.start : entry.start.getTime() >= window.start) &&
      (isAfter ? entry.start.getTime() < window.end : entry.end.getTime() <= window.end),
  );
  return { status: 200, body: rows.map((entry) => holidayJson(entry, state)) };
}

export function readWorkday(request: SimRequest, state: HaloState): SimReply {
  return request.params['id'] === '1'
    ? { status: 200, body: workdayJson(state.work.hours()) }
    : haloError(404, 'The Workday does not exist');
}

/** Appointments are written as a list, like everything. Two at the same time are nothing to HaloPSA. */
export function writeAppointments(request: SimRequest, state: HaloState): SimReply {
  const rows = readRows(request.body);
  if (isReply(rows)) return rows;
  const judged = rows.map((row) => judge(row, state));
  const failed = judged.find(isReply);
  if (failed) return failed;
  const written = judged.flatMap((entry) => (isReply(entry) ? [] : [state.work.addEntry(entry)]));
  const answers = written.map((entry) => appointmentJson(entry, state));
  return { status: 201, body: answers.length === 1 ? answers[0] : answers };
}

function judge(row: Readonly<Record<string, unknown>>, state: HaloState): Omit<PsaEntry, 'id'> | SimReply {
  const [start, end] = [row['start_date'], row['end_date']].map((value) => dateOf(value));
  if (!start || !end) return haloError(400, 'Please enter a start date and an end date');
  if (end <= start) return haloError(400, 'The end date must be after the start date');
  const agents = Array.isArray(row['agents']) ? (row['agents'] as readonly { id?: unknown }[]) : []; // judged just below
  const ids = [...new Set([row['agent_id'], ...agents.map(({ id }) => id)])].filter((id) => id !== undefined);
  const [agent, ...others] = ids.map((id) => state.agents().find((known) => known.id === id));
  if (!agent || others.length > 0) return haloError(400, 'Please select an agent');
  if (agent.isdisabled || agent.isapiagent) return haloError(400, `agent ${agent.id} cannot be booked`);
  const ticket = row['ticket_id'] ?? null;
  if (ticket !== null && !(typeof ticket === 'number' && state.ticket(ticket)))
    return haloError(400, `ticket_id ${JSON.stringify(ticket)} does not exist`);
  if (typeof row['subject'] !== 'string' || row['subject'] === '')
    return haloError(400, 'Please enter a subject');
  return { agent: agent.id, start, end, ticket, kind: 'appointment', subject: row['subject'] };
}

/** A time that does not name its zone is taken for the agent's: an hour off for half of the year in London. Fractions of a second are lost. */
function dateOf(value: unknown): Date | null {
  if (typeof value !== 'string' || Number.isNaN(Date.parse(value))) return null;
  const hasZone = /(Z|[+-]\d{2}:\d{2})$/.test(value);
  const at = hasZone ? Date.parse(value) : Date.parse(`${value}Z`) - 3_600_000;
  return new Date(Math.floor(at / 1000) * 1000);
}

function readWindow(query: URLSearchParams): { readonly start: number; readonly end: number } | null {
  const read = (name: string, open: number): number => {
    const text = query.get(name);
    return text === null ? open : Date.parse(text);
  };
  const window = { start: read('start_date', 0), end: read('end_date', 8.64e15) };
  return Number.isNaN(window.start) || Number.isNaN(window.end) ? null : window;
}
