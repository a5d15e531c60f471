import { DAY } from '#kernel/interval.ts';
import type { PsaAgent } from '../desk/desk-types.ts';
import type { AutotaskState, AutotaskTicket } from './autotask-state.ts';

export type Row = Readonly<Record<string, unknown>>;

/** Autotask's own numbers for the desk's priorities: a new database has Critical as 4 and High as 1. */
const PRIORITY_VALUES: Readonly<Record<number, number>> = { 1: 4, 2: 1, 3: 2, 4: 3 };
/** Closed tickets are Complete, which is 5 in every database. */
const COMPLETE = 5;
const FIRST_QUEUE = 29_682_833;
const UNASSIGNED = 1;

export function priorityValue(deskPriority: number): number {
  return PRIORITY_VALUES[deskPriority] ?? deskPriority;
}

export function queueIdOf(state: AutotaskState, name: string): number | null {
  const index = state.desk.psaTeams.findIndex((team) => team.name === name);
  return index < 0 ? null : FIRST_QUEUE + index;
}

/** `T20261121.4711`: day of creation and a count, which here is the number of the ticket in the desk. */
export function ticketNumberOf({ id, dateoccurred }: Pick<AutotaskTicket, 'id' | 'dateoccurred'>): string {
  return `T${dateoccurred.slice(0, 10).replaceAll('-', '')}.${String(id).padStart(4, '0')}`;
}

export function ticketJson(ticket: AutotaskTicket, state: AutotaskState): Row {
  const isClosed = state.desk.statuses.find(({ id }) => id === ticket.status_id)?.closed === true;
  return {
    id: ticket.id,
    ticketNumber: ticketNumberOf(ticket),
    title: ticket.summary,
    description: ticket.details,
    companyID: ticket.client_id,
    queueID: queueIdOf(state, ticket.team),
    priority: priorityValue(ticket.priority_id),
    status: isClosed ? COMPLETE : ticket.status_id,
    assignedResourceID: ticket.agent_id === UNASSIGNED ? null : ticket.agent_id,
    assignedResourceRoleID: ticket.roleId,
    createDate: ticket.dateoccurred,
    dueDateTime: null,
  };
}

/** A resource as Autotask tells it: nobody has an empty e-mail there but users that are programs, so an absent one is empty text. */
export function resourceJson(agent: PsaAgent, state: AutotaskState): Row {
  const [firstName = '', ...rest] = agent.name.split(' ');
  return {
    id: agent.id,
    firstName,
    lastName: rest.join(' '),
    userName: `user${agent.id}`,
    email: agent.email ?? '',
    email2: agent.otherEmails[0] ?? null,
    email3: agent.otherEmails[1] ?? null,
    isActive: !agent.isdisabled,
    licenseType: agent.isapiagent ? 7 : 1,
    resourceType: 'Employee',
    locationID: 1,
    defaultServiceDeskRoleID: state.rolesOf(agent.id).own,
  };
}

export function companyRows({ desk }: AutotaskState): readonly Row[] {
  return desk.clients.map(({ id, name }) => ({ id, companyName: name, isActive: true }));
}

export function secondaryRows(state: AutotaskState): readonly Row[] {
  return state.secondaries().map(({ id, ticketId, agent, roleId }) => ({
    id,
    ticketID: ticketId,
    resourceID: agent,
    roleID: roleId,
  }));
}

export function serviceDeskRoleRows(state: AutotaskState): readonly Row[] {
  return people(state).flatMap((agent) =>
    state.rolesOf(agent.id).roles.map(({ roleId, isDefault, isActive }, index) => ({
      id: agent.id * 10 + index,
      resourceID: agent.id,
      roleID: roleId,
      isDefault,
      isActive,
    })),
  );
}

function skillNames(state: AutotaskState): readonly string[] {
  return [...new Set(state.agents().flatMap((agent) => agent.skills ?? []))].toSorted();
}

export function skillRows(state: AutotaskState): readonly Row[] {
  return skillNames(state).map((name, index) => ({
    id: index + 1,
    name,
    isActive: true,
    categoryID: 1,
    description: null,
  }));
}

export function heldSkillRows(state: AutotaskState): readonly Row[] {
  const names = skillNames(state);
  return people(state).flatMap((agent) =>
    (agent.skills ?? []).map((skill, index) => ({
      id: agent.id * 10 + index,
      resourceID: agent.id,
      skillID: names.indexOf(skill) + 1,
      skillLevel: 3,
      skillDescription: null,
    })),
  );
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** How many hours a day everybody works; Autotask does not tell which ones. */
export function availabilityRows(state: AutotaskState): readonly Row[] {
  const { from, to, days } = state.work.hours();
  const inHours = (time: string): number => Number(time.slice(0, 2)) + Number(time.slice(3)) / 60;
  const hours = inHours(to) - inHours(from);
  return people(state).map((agent) => ({
    id: agent.id,
    resourceID: agent.id,
    ...Object.fromEntries(
      WEEKDAYS.map((day, index) => [`${day}AvailableHours`, days.includes(index + 1) ? hours : 0]),
    ),
  }));
}

export function appointmentRows(state: AutotaskState): readonly Row[] {
  return state.work
    .entries()
    .filter(({ kind }) => kind === 'appointment')
    .map(({ id, agent, subject, start, end }) => ({
      id,
      resourceID: agent,
      title: subject,
      description: null,
      startDateTime: start.toISOString(),
      endDateTime: end.toISOString(),
    }));
}

export const TIME_OFF_STATUSES = ['Submitted', 'Approved', 'Rejected', 'Cancelled'] as const;

/** One row for each day on which somebody is away: whole days come without times. */
export function timeOffRows(state: AutotaskState): readonly Row[] {
  const granted = state.work
    .entries()
    .filter(({ kind }) => kind === 'time-off')
    .map(({ agent, start, end }) => ({ agent, start, end, status: 'Approved' as const }));
  let id = 0;
  return [...granted, ...state.wishes()].flatMap(({ agent, start, end, status }) =>
    daysOf(start, end).map(({ day, from, to }) => {
      const isWhole = to.getTime() - from.getTime() === DAY;
      id += 1;
      return {
        id,
        resourceID: agent,
        requestDate: day.toISOString(),
        startTime: isWhole ? null : from.toISOString(),
        endTime: isWhole ? null : to.toISOString(),
        hours: (to.getTime() - from.getTime()) / 3_600_000,
        status: TIME_OFF_STATUSES.indexOf(status) + 1,
        timeOffRequestType: 1,
      };
    }),
  );
}

function daysOf(
  start: Date,
  end: Date,
): readonly { readonly day: Date; readonly from: Date; readonly to: Date }[] {
  const days: { day: Date; from: Date; to: Date }[] = [];
  for (let day = Math.floor(start.getTime() / DAY) * DAY; day < end.getTime(); day += DAY) {
    const from = new Date(Math.max(day, start.getTime()));
    const to = new Date(Math.min(day + DAY, end.getTime()));
    days.push({ day: new Date(day), from, to });
  }
  return days;
}

export function serviceCallRows(state: AutotaskState): readonly Row[] {
  return state.serviceCalls().map(({ start, end, isCancelled }, index) => ({
    id: index + 1,
    companyID: 11,
    startDateTime: start.toISOString(),
    endDateTime: end.toISOString(),
    canceledDateTime: isCancelled ? start.toISOString() : null,
    isComplete: 0,
  }));
}

export function serviceCallTicketRows(state: AutotaskState): readonly Row[] {
  return state
    .serviceCalls()
    .map(({ ticket }, index) => ({ id: 100 + index, serviceCallID: index + 1, ticketID: ticket }));
}

export function serviceCallSeatRows(state: AutotaskState): readonly Row[] {
  return state
    .serviceCalls()
    .map(({ agent }, index) => ({ id: 200 + index, serviceCallTicketID: 100 + index, resourceID: agent }));
}

/** Resources that are people; HaloPSA's "Unassigned" is none. */
function people(state: AutotaskState): readonly PsaAgent[] {
  return state.agents().filter((agent) => agent.id !== UNASSIGNED && !agent.isapiagent);
}
