import type { SimReply, SimRequest } from '../routing.ts';
import { resourceJson, type Row, ticketJson } from './autotask-json.ts';
import { autotaskError, parse } from './autotask-query.ts';
import type { AutotaskState, AutotaskTicket } from './autotask-state.ts';

const UNASSIGNED = 1;
const BOTH =
  'When assigning a Resource, you must assign both a assignedResourceID and assignedResourceRoleID.';

/** `PATCH /Tickets`: what is left out stays as it is. Validation is answered with 500, and nothing is written then. */
export function patchTicket(request: SimRequest, state: AutotaskState): SimReply {
  const body = parse(request.body);
  if (body === null) return autotaskError(500, 'Value cannot be null. Parameter name: entity');
  const before = typeof body['id'] === 'number' && !state.isBlind() ? state.ticket(body['id']) : null;
  if (before === null) return { status: 404, body: { errors: [] } };
  const strange = Object.keys(body).find((name) => !(name in ticketJson(before, state)));
  if (strange !== undefined) return autotaskError(500, `Unable to find ${strange} in the Ticket Entity.`);
  const given = ['assignedResourceID', 'assignedResourceRoleID'].filter((name) => body[name] !== undefined);
  const unwritable = Object.keys(body).find((name) => name !== 'id' && !given.includes(name));
  if (unwritable !== undefined) return autotaskError(500, `${unwritable} is read-only here.`);
  if (given.length === 1) return autotaskError(500, BOTH);
  if (given.length === 0) return done(before.id);
  const [resource, role] = [body['assignedResourceID'], body['assignedResourceRoleID']];
  if ((resource === null) !== (role === null)) return autotaskError(500, BOTH);
  const refusal = resource === null ? null : problemOf(before, resource, role, state);
  if (refusal !== null) return autotaskError(500, refusal);
  const agent = resource === null ? UNASSIGNED : Number(resource);
  state.putTicket({ ...before, agent_id: agent, roleId: role === null ? null : Number(role) });
  if (agent !== before.agent_id) {
    state.work.logAssignment({
      ticketId: String(before.id),
      technicianId: resource === null ? null : String(agent),
      at: request.receivedAt,
    });
  }
  state.work.written();
  return done(before.id);
}

/** Why Autotask does not give `ticket` to this resource in this role; `null` when it does. */
function problemOf(
  ticket: AutotaskTicket,
  resource: unknown,
  role: unknown,
  state: AutotaskState,
): string | null {
  const agent = state.agents().find(({ id }) => id === resource && id !== UNASSIGNED);
  if (agent === undefined || agent.isapiagent) return 'assignedResourceID: the Resource does not exist.';
  if (resourceJson(agent, state)['isActive'] !== true) return 'assignedResourceID: the Resource is inactive.';
  const known = state.rolesOf(agent.id).roles;
  if (!known.some(({ roleId, isActive }) => roleId === role && isActive))
    return 'Role does not exist or is invalid.';
  if (ticket.team !== '' && !state.queuesOf(agent.id).includes(ticket.team))
    return 'The Resource and Role combination is not associated with the Queue of the Ticket.';
  if (state.secondaries().some((row) => row.ticketId === ticket.id && row.agent === agent.id))
    return 'The assigned Resource is already a secondary Resource of the Ticket.';
  return null;
}

/** `POST /Tickets/{parentId}/SecondaryResources`. */
export function addSecondary(request: SimRequest, state: AutotaskState): SimReply {
  const ticket = state.ticket(Number(request.params['parentId']));
  const body = parse(request.body);
  if (ticket === null) return { status: 404, body: { errors: [] } };
  const { resourceID: agent, roleID: role } = body ?? {};
  if (typeof agent !== 'number' || typeof role !== 'number')
    return autotaskError(500, 'resourceID and roleID are required.');
  if (ticket.agent_id === agent)
    return autotaskError(500, 'The primary Resource cannot be a secondary Resource.');
  return done(state.addSecondary({ ticketId: ticket.id, agent, roleId: role }).id);
}

/** `DELETE /Tickets/{parentId}/SecondaryResources/{id}`. */
export function removeSecondary(request: SimRequest, state: AutotaskState): SimReply {
  const [ticketId, id] = [Number(request.params['parentId']), Number(request.params['id'])];
  const row = state.secondaries().find((each) => each.id === id && each.ticketId === ticketId);
  if (row === undefined) return { status: 404, body: { errors: [] } };
  state.removeSecondary(id);
  return done(id);
}

const APPOINTMENT_FIELDS = ['resourceID', 'title', 'startDateTime', 'endDateTime', 'description'];

/** `POST /Appointments`. One above another is taken: Autotask leaves it to people. */
export function addAppointment(request: SimRequest, state: AutotaskState): SimReply {
  const body: Row = parse(request.body) ?? {};
  const strange = Object.keys(body).find((name) => !APPOINTMENT_FIELDS.includes(name));
  if (strange !== undefined)
    return autotaskError(500, `Unable to find ${strange} in the Appointment Entity.`);
  const { resourceID: agent, title } = body;
  if (typeof title !== 'string' || title === '') return autotaskError(500, 'title is required.');
  const known = state.agents().some(({ id, isdisabled }) => id === agent && id !== UNASSIGNED && !isdisabled);
  if (!known) return autotaskError(500, 'resourceID: the Resource does not exist or is inactive.');
  const [start, end] = [utc(body['startDateTime']), utc(body['endDateTime'])];
  if (start === null || end === null || end <= start)
    return autotaskError(500, 'endDateTime must be after startDateTime.');
  const entry = {
    agent: Number(agent),
    ticket: null,
    kind: 'appointment' as const,
    subject: title,
    start,
    end,
  };
  return done(state.work.addEntry(entry).id);
}

/** Times are UTC, whatever they say. */
function utc(value: unknown): Date | null {
  const at = typeof value === 'string' ? new Date(value.endsWith('Z') ? value : `${value}Z`) : null;
  return at === null || Number.isNaN(at.getTime()) ? null : at;
}

function done(itemId: number): SimReply {
  return { status: 200, body: { itemId } };
}
