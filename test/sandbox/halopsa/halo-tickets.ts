import type { SimReply, SimRequest } from '../routing.ts';
import { ticketJson } from './halo-json.ts';
import type { HaloState, HaloTicket } from './halo-state.ts';
import { haloError, isReply, readRows } from './halo-writes.ts';

/** The server caps a page, whatever is asked (homotechsual/HaloAPI#90). */
const PAGE_CAP = 100;
const STANDARD_PAGE = 50;
const UNASSIGNED = 1;

export function listTickets(request: SimRequest, state: HaloState): SimReply {
  const { searchParams } = request.url;
  const [page, size] = [
    count(searchParams.get('page_no'), 1),
    count(searchParams.get('page_size'), STANDARD_PAGE),
  ];
  if (page === null || size === null) return haloError(400, 'page_no and page_size must be whole numbers');
  const order = orderOf(searchParams);
  if (order === null) return haloError(400, `Invalid column name '${searchParams.get('order') ?? ''}'.`);
  const isWanted = createFilter(searchParams, state);
  if (isWanted === null) return haloError(400, 'startdate and enddate must be dates');
  const wanted = state.isBlind() ? [] : state.tickets().filter(isWanted).toSorted(order);
  const rows = Math.min(size, PAGE_CAP);
  const tickets = wanted.slice((page - 1) * rows, page * rows).map((ticket) =>
    ticketJson(ticket, state, {
      details: false,
      agent: searchParams.get('includeagent') === 'true',
      status: searchParams.get('includestatus') === 'true',
    }),
  );
  return { status: 200, body: { page_no: page, page_size: rows, record_count: wanted.length, tickets } };
}

export function readTicket(request: SimRequest, state: HaloState): SimReply {
  const ticket = state.isBlind() ? null : state.ticket(Number(request.params['id']));
  if (ticket === null) return noSuchTicket();
  const details = request.url.searchParams.get('includedetails') === 'true';
  return { status: 200, body: ticketJson(ticket, state, { details, agent: true, status: true }) };
}

/** Everything is written as a list: with `id` it changes, without it creates. All or nothing. One answers itself, several a list. */
export function writeTickets(request: SimRequest, state: HaloState): SimReply {
  const rows = readRows(request.body);
  if (isReply(rows)) return rows;
  const outcomes = rows.map((row) => judge(row, state, request.receivedAt));
  const failed = outcomes.find((outcome) => 'status' in outcome);
  if (failed !== undefined && 'status' in failed) return failed;
  const written = outcomes.flatMap((outcome) => ('ticket' in outcome ? [outcome] : []));
  const answers = written.map(({ ticket, isRehearsal }) => {
    const stored = ticket.id === 0 ? { ...ticket, id: state.nextTicketId() } : ticket;
    if (!isRehearsal) store(stored, state, request.receivedAt);
    return ticketJson(stored, state, { details: true, agent: true, status: true });
  });
  return { status: 201, body: answers.length === 1 ? answers[0] : answers };
}

function store(ticket: HaloTicket, state: HaloState, at: Date): void {
  const owner = state.ticket(ticket.id)?.agent_id ?? UNASSIGNED;
  state.putTicket(ticket);
  if (owner !== ticket.agent_id) {
    const technicianId = ticket.agent_id === UNASSIGNED ? null : String(ticket.agent_id);
    state.work.logAssignment({ ticketId: String(ticket.id), technicianId, at });
  }
  state.work.written();
}

interface Write {
  readonly ticket: HaloTicket;
  readonly isRehearsal: boolean;
}

function judge(fields: Readonly<Record<string, unknown>>, state: HaloState, now: Date): Write | SimReply {
  const wrong = wrongField(fields, state);
  if (wrong !== null) return haloError(400, wrong);
  const { id } = fields;
  const before = typeof id === 'number' && id > 0 ? state.ticket(id) : null;
  if (typeof id === 'number' && id > 0 && (before === null || state.isBlind())) return noSuchTicket();
  if (before === null && !(typeof fields['summary'] === 'string' && fields['summary'] !== '')) {
    return haloError(400, 'Please enter a summary');
  }
  return { ticket: apply(before ?? blank(now), fields, now), isRehearsal: fields['_validate_only'] === true };
}

/** A field that HaloPSA would not take, in words; `null` when all are well. */
function wrongField(fields: Readonly<Record<string, unknown>>, state: HaloState): string | null {
  const { desk } = state;
  const agents = state.agents();
  const among = (field: string, known: readonly { readonly id: number }[]): string | null => {
    const value = fields[field];
    if (value === undefined || known.some(({ id }) => id === value)) return null;
    return `${field} ${JSON.stringify(value)} does not exist`;
  };
  const isText = (field: string): string | null =>
    fields[field] === undefined || typeof fields[field] === 'string' ? null : `${field} must be text`;
  const { id, agent_id, team } = fields;
  if (id !== undefined && !(typeof id === 'number' && Number.isInteger(id)))
    return 'id must be a whole number';
  const agent = agents.find((each) => each.id === agent_id);
  if (agent?.isdisabled || agent?.isapiagent) return `agent ${agent.id} cannot be assigned tickets`;
  return (
    among('agent_id', agents) ??
    among('client_id', desk.clients) ??
    among('priority_id', desk.priorities) ??
    among('status_id', desk.statuses) ??
    isText('summary') ??
    isText('details') ??
    (team === undefined || desk.psaTeams.some(({ name }) => name === team)
      ? null
      : `team ${JSON.stringify(team)} does not exist`)
  );
}

const WRITABLE = ['summary', 'details', 'client_id', 'priority_id', 'status_id', 'agent_id', 'team'] as const;

function apply(before: HaloTicket, fields: Readonly<Record<string, unknown>>, now: Date): HaloTicket {
  const changes = Object.fromEntries(
    WRITABLE.filter((field) => fields[field] !== undefined).map((field) => [field, fields[field]]),
  ) as Partial<HaloTicket>; // each was checked by wrongField
  const after = { ...before, ...changes, last_update: now.toISOString() };
  if (after.agent_id === before.agent_id) return after;
  return {
    ...after,
    dateassigned: after.agent_id === UNASSIGNED ? null : now.toISOString(),
    reassigncount: before.reassigncount + 1,
  };
}

function blank(now: Date): HaloTicket {
  return {
    id: 0,
    summary: '',
    details: '',
    client_id: 11,
    priority_id: 3,
    status_id: 1,
    agent_id: UNASSIGNED,
    team: '',
    dateoccurred: now.toISOString(),
    dateassigned: null,
    reassigncount: 0,
    last_update: now.toISOString(),
  };
}

/** `null`: the dates are none. They count only where `datesearch` names a column, in HaloPSA's own spelling. */
function createFilter(query: URLSearchParams, { desk }: HaloState): ((ticket: HaloTicket) => boolean) | null {
  const closed = new Set(desk.statuses.filter((status) => status.closed).map(({ id }) => id));
  const openOnly = query.get('open_only') === 'true';
  const [agentId, clientId] = [query.get('agent_id'), query.get('client_id')];
  const isDated = query.get('datesearch') === 'dateoccured';
  const from = Date.parse(query.get('startdate') ?? '1900-01-01');
  const to = Date.parse(query.get('enddate') ?? '2100-01-01');
  if (Number.isNaN(from) || Number.isNaN(to)) return null;
  return (ticket) =>
    (!openOnly || !closed.has(ticket.status_id)) &&
    (agentId === null || ticket.agent_id === Number(agentId)) &&
    (clientId === null || ticket.client_id === Number(clientId)) &&
    (!isDated || (Date.parse(ticket.dateoccurred) >= from && Date.parse(ticket.dateoccurred) <= to));
}

/** Newest first unless said; `null` for a column that is none. */
function orderOf(query: URLSearchParams): ((a: HaloTicket, b: HaloTicket) => number) | null {
  const column = query.get('order');
  if (column === null) return (a, b) => b.id - a.id;
  const sign = query.get('orderdesc') === 'true' ? -1 : 1;
  if (column === 'id') return (a, b) => sign * (a.id - b.id);
  if (column !== 'dateoccurred') return null;
  return (a, b) => sign * (Date.parse(a.dateoccurred) - Date.parse(b.dateoccurred));
}

function noSuchTicket(): SimReply {
  return haloError(404, 'The Ticket does not exist, or you do not have permission to view it');
}

function count(value: string | null, fallback: number): number | null {
  if (value === null) return fallback;
  return /^[1-9]\d{0,6}$/.test(value) ? Number(value) : null;
}
