import type { Right } from './autotask.ts';
import {
  appointmentRows,
  availabilityRows,
  companyRows,
  heldSkillRows,
  resourceJson,
  type Row,
  secondaryRows,
  serviceCallRows,
  serviceCallSeatRows,
  serviceCallTicketRows,
  serviceDeskRoleRows,
  skillRows,
  ticketJson,
  timeOffRows,
} from './autotask-json.ts';
import type { AutotaskState } from './autotask-state.ts';

/** An entity that can be queried. */
export interface AutotaskTable {
  readonly entity: string;
  /** Its name in error texts. */
  readonly single: string;
  /** Name of the route. */
  readonly name: string;
  /** Name of the route that counts; left out: nobody counts them. */
  readonly counted?: string;
  readonly right: Right;
  readonly rows: (state: AutotaskState) => readonly Row[];
  /** For entities that may have no rows: a field is known even then. */
  readonly fields?: readonly string[];
}

export const AUTOTASK_TABLES: readonly AutotaskTable[] = [
  {
    entity: 'Resources',
    single: 'Resource',
    name: 'resources',
    counted: 'resource-count',
    right: 'resources',
    rows: (state) =>
      state
        .agents()
        .filter(({ id }) => id !== 1)
        .map((agent) => resourceJson(agent, state)),
  },
  {
    entity: 'Tickets',
    single: 'Ticket',
    name: 'tickets',
    counted: 'ticket-count',
    right: 'tickets',
    rows: (state) => state.tickets().map((ticket) => ticketJson(ticket, state)),
  },
  {
    entity: 'TicketSecondaryResources',
    single: 'TicketSecondaryResource',
    name: 'secondary-resources',
    right: 'tickets',
    rows: secondaryRows,
    fields: ['id', 'ticketID', 'resourceID', 'roleID'],
  },
  { entity: 'Companies', single: 'Company', name: 'companies', right: 'companies', rows: companyRows },
  {
    entity: 'ResourceServiceDeskRoles',
    single: 'ResourceServiceDeskRole',
    name: 'service-desk-roles',
    right: 'resources',
    rows: serviceDeskRoleRows,
    fields: ['id', 'resourceID', 'roleID', 'isDefault', 'isActive'],
  },
  { entity: 'Skills', single: 'Skill', name: 'skills', right: 'resources', rows: skillRows },
  {
    entity: 'ResourceSkills',
    single: 'ResourceSkill',
    name: 'resource-skills',
    right: 'resources',
    rows: heldSkillRows,
  },
  {
    entity: 'ResourceDailyAvailabilities',
    single: 'ResourceDailyAvailability',
    name: 'daily-availabilities',
    right: 'resources',
    rows: availabilityRows,
  },
  {
    entity: 'Appointments',
    single: 'Appointment',
    name: 'appointments',
    right: 'calendar',
    rows: appointmentRows,
    fields: ['id', 'resourceID', 'title', 'description', 'startDateTime', 'endDateTime'],
  },
  {
    entity: 'TimeOffRequests',
    single: 'TimeOffRequest',
    name: 'time-off',
    right: 'calendar',
    rows: timeOffRows,
    fields: [
      'id',
      'resourceID',
      'requestDate',
      'startTime',
      'endTime',
      'hours',
      'status',
      'timeOffRequestType',
    ],
  },
  {
    entity: 'ServiceCalls',
    single: 'ServiceCall',
    name: 'service-calls',
    right: 'calendar',
    rows: serviceCallRows,
    fields: ['id', 'companyID', 'startDateTime', 'endDateTime', 'canceledDateTime', 'isComplete'],
  },
  {
    entity: 'ServiceCallTickets',
    single: 'ServiceCallTicket',
    name: 'service-call-tickets',
    right: 'calendar',
    rows: serviceCallTicketRows,
    fields: ['id', 'serviceCallID', 'ticketID'],
  },
  {
    entity: 'ServiceCallTicketResources',
    single: 'ServiceCallTicketResource',
    name: 'service-call-resources',
    right: 'calendar',
    rows: serviceCallSeatRows,
    fields: ['id', 'serviceCallTicketID', 'resourceID'],
  },
];
