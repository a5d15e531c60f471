import type { PsaAgent } from '../desk/desk-types.ts';
import type { SimReply, SimRequest } from '../routing.ts';
import type { Row } from './connectwise-conditions.ts';
import { memberReference, picked } from './connectwise-json.ts';
import { connectWiseError, invalidObject } from './connectwise-lists.ts';
import type { CwState, CwTicket } from './connectwise-state.ts';
import {
  boardReference,
  companyReference,
  priorityReference,
  statusReference,
} from './connectwise-tables.ts';

const NOBODY = 1;

/** A service ticket as ConnectWise PSA tells it. What people wrote first is among its notes and not here. */
export function ticketRow(ticket: CwTicket, state: CwState): Row {
  const owner = state.agents().find(({ id }) => id === ticket.agent_id && id !== NOBODY);
  return {
    id: ticket.id,
    summary: ticket.summary,
    recordType: 'ServiceTicket',
    board: boardReference(ticket.team, state),
    status: statusReference(ticket.status_id, state),
    company: companyReference(ticket.client_id, state),
    priority: priorityReference(ticket.priority_id, state),
    owner: owner === undefined ? null : memberReference(owner),
    severity: 'Medium',
    impact: 'Medium',
    closedFlag: isClosed(ticket, state),
    resources: owner === undefined ? null : String(memberReference(owner)['identifier']),
    _info: { dateEntered: seconds(ticket.dateoccurred), lastUpdated: seconds(ticket.lastUpdated) },
  };
}

/** Nobody and nothing for an API member that may inquire "My". */
export function ticketRows(state: CwState): readonly Row[] {
  return state.isBlind() ? [] : state.tickets().map((ticket) => ticketRow(ticket, state));
}

export function noteRows(ticket: CwTicket): readonly Row[] {
  const note = (id: number, text: string, isDescription: boolean): Row => ({
    id,
    ticketId: ticket.id,
    text,
    detailDescriptionFlag: isDescription,
    internalAnalysisFlag: !isDescription,
  });
  return [
    note(ticket.id * 10 + 1, 'Called back, nobody there.', false),
    note(ticket.id * 10 + 2, ticket.details, true),
  ];
}

/** A JSON patch. All or nothing, and 200 also for a change of `resources`, which does nothing. */
export function patchTicket(request: SimRequest, state: CwState): SimReply {
  const ticket = state.isBlind() ? null : state.ticket(Number(request.params['id']));
  if (ticket === null) return connectWiseError(404, 'NotFound', `Ticket ${request.params['id']} not found`);
  const operations = parsed(request.body);
  state.logWrite({ route: 'patch-ticket', body: operations });
  if (!Array.isArray(operations) || operations.length === 0)
    return connectWiseError(400, 'InvalidObject', 'A patch must be an array of operations');
  if (state.takeConflict())
    return connectWiseError(409, 'Conflict', 'The ticket is being updated by somebody else');
  let after = ticket;
  for (const operation of operations) {
    const outcome = applied(operation, after, state);
    if ('status' in outcome) return outcome;
    after = outcome;
  }
  const { receivedAt } = request;
  state.putTicket({ ...after, lastUpdated: receivedAt.toISOString() });
  if (after.agent_id !== ticket.agent_id) {
    const technicianId = after.agent_id === NOBODY ? null : String(after.agent_id);
    state.work.logAssignment({ ticketId: String(ticket.id), technicianId, at: receivedAt });
  }
  const body = picked(ticketRow(after, state), null);
  state.work.written();
  return { status: 200, body };
}

function applied(operation: unknown, ticket: CwTicket, state: CwState): CwTicket | SimReply {
  if (typeof operation !== 'object' || operation === null)
    return connectWiseError(400, 'InvalidObject', 'An operation must be an object');
  const { op, path, value } = operation as Row; // narrowed just before
  if (op !== 'add' && op !== 'replace' && op !== 'remove')
    return connectWiseError(400, 'InvalidObject', 'op must be add, replace or remove');
  const field = typeof path === 'string' ? path.replace(/^\//, '') : '';
  if (field === 'resources') return ticket;
  if (field === 'owner') return owned(op === 'remove' ? null : value, ticket, state);
  if (field === 'summary' && typeof value === 'string' && value !== '') return { ...ticket, summary: value };
  return invalidObject('ticket', [{ code: 'InvalidField', message: `${field} cannot be changed`, field }]);
}

function owned(value: unknown, ticket: CwTicket, state: CwState): CwTicket | SimReply {
  if (value === null) return { ...ticket, agent_id: NOBODY };
  const refuse = (code: string, message: string): SimReply =>
    invalidObject('ticket', [{ code, message, field: 'owner' }]);
  const id = typeof value === 'object' && value !== undefined ? (value as Row)['id'] : undefined; // null is above
  const member = memberOf(id, state);
  if (member === null) return refuse('NotFound', `Member ${JSON.stringify(id)} not found`);
  if (member.isdisabled)
    return refuse('InvalidValue', `Member ${member.name} is inactive and cannot own tickets`);
  if (member.isapiagent) return refuse('InvalidValue', `Member ${member.name} cannot own tickets`);
  return { ...ticket, agent_id: member.id };
}

export function memberOf(id: unknown, state: CwState): PsaAgent | null {
  return state.agents().find((agent) => agent.id === id && agent.id !== NOBODY) ?? null;
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isClosed({ status_id }: CwTicket, { desk }: CwState): boolean {
  return desk.statuses.find(({ id }) => id === status_id)?.closed === true;
}

/** ConnectWise PSA tells no fractions of a second. */
export function seconds(at: string | Date): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
