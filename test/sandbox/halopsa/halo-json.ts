import type { PsaAgent } from '../desk/desk-types.ts';
import { guidOf } from '../desk/ids.ts';
import type { PsaEntry, PsaHours } from '../desk/work-book.ts';
import type { HaloState, HaloTicket } from './halo-state.ts';

type Json = Readonly<Record<string, unknown>>;

/** One service-level agreement serves the whole desk: priorities hang on it (`slaid`). */
const SLA = 1;

export function agentJson(agent: PsaAgent, state: HaloState): Json {
  const [firstname = '', ...rest] = agent.name.split(' ');
  const surname = rest.join(' ');
  return {
    id: agent.id,
    name: agent.name,
    email: agent.email ?? '',
    firstname,
    surname,
    initials: `${firstname.charAt(0)}${surname.charAt(0)}`,
    team: agent.teams[0] ?? '',
    isdisabled: agent.isdisabled,
    isapiagent: agent.isapiagent,
    is_agent: true,
    googleemail: agent.otherEmails[0] ?? '',
    exchange_account: agent.otherEmails[1] ?? '',
    onlinestatus: 0,
    is_online: false,
    jobtitle: '',
    colour: '#2bd3c6',
    workday_id: 1,
    workday_name: 'Default',
    workday_timezone: windowsZone(state.work.hours().zone),
    enableshifts: false,
    delegation_activated: false,
    teams: agent.teams.map((name) => membershipJson(agent, name, state)),
    qualifications: (agent.skills ?? []).map((name) => ({
      id: agent.id,
      agent_id: agent.id,
      agent_name: agent.name,
      qualification_name: name,
    })),
  };
}

/** HaloPSA's servers run on Windows, and name zones as Windows does. */
function windowsZone(zone: string): string {
  return zone === 'Europe/London' ? 'GMT Standard Time' : zone;
}

function membershipJson(agent: PsaAgent, name: string, { desk }: HaloState): Json {
  return {
    id: agent.id,
    agent_id: agent.id,
    agent_name: agent.name,
    team_id: desk.psaTeams.find((team) => team.name === name)?.id ?? 0,
    team_name: name,
    department_id: 1,
    in_section: true,
    fortickets: true,
    foropps: false,
    forprojects: false,
    is_manager: false,
  };
}

/** Lists leave the text of a ticket out; one ticket shows it with `includedetails=true`. Names of agent and status come when asked for. */
export function ticketJson(
  ticket: HaloTicket,
  state: HaloState,
  options: { readonly details: boolean; readonly agent: boolean; readonly status: boolean },
): Json {
  const { desk } = state;
  const status = desk.statuses.find(({ id }) => id === ticket.status_id);
  return {
    id: ticket.id,
    dateoccurred: ticket.dateoccurred,
    summary: ticket.summary,
    ...(options.details ? { details: ticket.details } : {}),
    status_id: ticket.status_id,
    ...(options.status ? { status_name: status?.name ?? '' } : {}),
    tickettype_id: 1,
    tickettype_name: 'Incident',
    sla_id: SLA,
    sla_name: 'Standard',
    priority_id: ticket.priority_id,
    priority_name: desk.priorities.find(({ id }) => id === ticket.priority_id)?.name ?? '',
    client_id: ticket.client_id,
    client_name: desk.clients.find(({ id }) => id === ticket.client_id)?.name ?? '',
    site_id: ticket.client_id,
    site_name: 'Main',
    team: ticket.team,
    agent_id: ticket.agent_id,
    ...(options.agent
      ? { agent_name: state.agents().find(({ id }) => id === ticket.agent_id)?.name ?? '' }
      : {}),
    reassigncount: ticket.reassigncount,
    ...(ticket.dateassigned === null ? {} : { dateassigned: ticket.dateassigned }),
    last_update: ticket.last_update,
    onhold: false,
    inactive: false,
    hasbeenclosed: status?.closed === true,
  };
}

export function teamJson(team: { readonly id: number; readonly name: string }, state: HaloState): Json {
  return {
    id: team.id,
    guid: guidOf(`halo-team:${team.id}`),
    name: team.name,
    sequence: team.id,
    forrequests: true,
    foropps: false,
    forprojects: false,
    inactive: false,
    department_id: 1,
    department_name: 'Service',
    ticket_count: state.tickets().filter((ticket) => ticket.team === team.name).length,
  };
}

export function priorityJson(priority: { readonly id: number; readonly name: string }): Json {
  return {
    id: guidOf(`halo-priority:${priority.id}`),
    priorityid: priority.id,
    slaid: SLA,
    name: priority.name,
    fixtime: priority.id * 4,
    fixunits: 'H',
    responsetime: priority.id,
    responseunits: 'H',
    ishidden: false,
    colour: '#d9534f',
  };
}

export function statusJson(status: { readonly id: number; readonly name: string }): Json {
  return {
    id: status.id,
    guid: guidOf(`halo-status:${status.id}`),
    name: status.name,
    shortname: status.name,
    type: 0,
    sequence: status.id,
    colour: '#5bc0de',
  };
}

export function clientJson(client: { readonly id: number; readonly name: string }): Json {
  return {
    id: client.id,
    name: client.name,
    toplevel_id: 1,
    toplevel_name: 'Customers',
    inactive: false,
    colour: '#5bc0de',
    main_site_id: client.id,
  };
}

export function appointmentJson(entry: PsaEntry, state: HaloState): Json {
  const agent = state.agents().find(({ id }) => id === entry.agent);
  return {
    id: entry.id,
    subject: entry.subject,
    start_date: entry.start.toISOString(),
    end_date: entry.end.toISOString(),
    allday: false,
    agent_id: entry.agent,
    agent_name: agent?.name ?? '',
    agents: agent ? [{ id: agent.id, name: agent.name }] : [],
    ticket_id: entry.ticket ?? 0,
    is_task: false,
    is_private: false,
    complete_status: -1,
    shift_type_id: 0,
    ...(entry.kind === 'time-off' ? { holiday_id: guidOf(`halo-holiday:${entry.id}`), holiday_type: 1 } : {}),
  };
}

export function holidayJson(entry: PsaEntry, state: HaloState): Json {
  return {
    id: guidOf(`halo-holiday:${entry.id}`),
    holid: entry.id,
    workday_id: 0,
    date: entry.start.toISOString(),
    end_date: entry.end.toISOString(),
    allday: false,
    name: entry.subject,
    holiday_type: 1,
    agent_id: entry.agent,
    agent_name: state.agents().find(({ id }) => id === entry.agent)?.name ?? '',
    isrecurring: false,
  };
}

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** Times of day carry a date that means nothing; the end of a day is its last minute. */
export function workdayJson({ from, to, days, zone }: PsaHours): Json {
  const time = (text: string): string => `1900-01-01T${text === '24:00' ? '23:59' : text}:00`;
  const isWorked = (index: number): boolean => days.includes(index + 1);
  return {
    id: 1,
    name: 'Default',
    timezone: windowsZone(zone),
    alldayssame: false,
    start: time(from),
    end: time(to),
    ...Object.fromEntries(
      DAYS.flatMap((day, index) => [
        [`inc${day}`, isWorked(index)],
        ...(isWorked(index)
          ? [
              [`start${day}`, time(from)],
              [`end${day}`, time(to)],
            ]
          : []),
      ]),
    ),
  };
}
