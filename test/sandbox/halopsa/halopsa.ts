import { type Clock, systemClock } from '#kernel/clock.ts';
import { createCallWindow } from '../call-window.ts';
import { control, createAgentControls } from '../desk/agent-book.ts';
import type { Desk, PsaAgent } from '../desk/desk-types.ts';
import type { AssignmentWrite } from '../desk/work-book.ts';
import {
  type Refusal,
  type Route,
  type SimReply,
  type Simulator,
  type SimRequest,
  startSimulator,
} from '../simulator.ts';
import { listAppointments, listHolidays, readWorkday, writeAppointments } from './halo-calendar.ts';
import { type HaloHookSetup, sendHaloHook } from './halo-hook.ts';
import { agentJson, clientJson, priorityJson, statusJson, teamJson } from './halo-json.ts';
import { createHaloSignIn, type HaloApplication } from './halo-sign-in.ts';
import { createHaloState, type HaloState, type HaloTicket } from './halo-state.ts';
import { listTickets, readTicket, writeTickets } from './halo-tickets.ts';
import { haloError } from './halo-writes.ts';

export type { HaloApplication, HaloTicket };

export interface HaloPsaOptions {
  readonly port: number;
  readonly desk: Desk;
  readonly clock?: Clock;
  readonly application?: HaloApplication;
  /** `false` only for measurements. */
  readonly throttling?: boolean;
}

export interface HaloPsaSim extends Simulator {
  /** `{origin}/api` */
  readonly baseUrl: string;
  /** `{origin}/auth/token` */
  readonly tokenUrl: string;
  readonly application: HaloApplication;
  state(): HaloState;
  /** Changes of an owner that came through the API, oldest first. */
  assignments(): readonly AssignmentWrite[];
  /** Sends what HaloPSA sends when tickets change: one event, or a list of them. `bearer` and one by one unless said. */
  sendHook(
    url: string,
    ticketId: string | readonly string[],
    proof: string,
    setup?: Partial<HaloHookSetup>,
  ): Promise<void>;
  /** Tokens given so far are worth nothing. */
  revokeTokens(): void;
}

/** The application that the sandbox connects with. */
export const SANDBOX_HALO_APPLICATION: HaloApplication = {
  clientId: '4c1de6f0-53a2-4b7e-8f09-a1b2c3d4e5f6',
  clientSecret: 'sandbox-halopsa-secret',
  scopes: ['all'],
};

/** Sources disagree about HaloPSA's limit; this is the one that a client can count on (facts of several clients). */
const WINDOW_MS = 5 * 60_000;
const PER_WINDOW = 400;

/** A simulated HaloPSA, API v2, with what Rollcall calls and nothing else. */
export async function startHaloPsa(options: HaloPsaOptions): Promise<HaloPsaSim> {
  const clock = options.clock ?? systemClock;
  const application = options.application ?? SANDBOX_HALO_APPLICATION;
  const signIn = createHaloSignIn(application, clock);
  const state = createHaloState(options.desk);
  const calls = createCallWindow({ calls: PER_WINDOW, windowMs: WINDOW_MS });

  const route = (
    method: string,
    path: string,
    name: string,
    scope: string,
    serve: (request: SimRequest) => SimReply,
  ): Route => ({
    method,
    pattern: `/api${path}`,
    name,
    handle(request) {
      const scopes = signIn.scopesOf(request);
      if (scopes === null) return unauthorised();
      const wait = options.throttling === false ? null : calls.take(clock.now());
      if (wait !== null)
        return { ...haloError(429, 'API calls quota exceeded'), headers: { 'retry-after': String(wait) } };
      if (!scopes.includes('all') && !scopes.includes(scope)) {
        return haloError(403, 'You do not have permission to perform this action');
      }
      return serve(request);
    },
  });

  const simulator = await startSimulator({
    name: 'halopsa',
    port: options.port,
    clock,
    refuse,
    routes: [
      { method: 'POST', pattern: '/auth/token', name: 'token', handle: (request) => signIn.token(request) },
      route('GET', '/Agent', 'agents', 'read:agents', (request) => listAgents(request, state)),
      route('GET', '/Agent/me', 'agent-me', 'read:agents', () => readMyself(state)),
      route('GET', '/Agent/:id', 'agent', 'read:agents', (request) => readAgent(request, state)),
      route('GET', '/Team', 'teams', 'read:agents', () =>
        list(state.isBlind() ? [] : state.desk.psaTeams.map((team) => teamJson(team, state))),
      ),
      route('GET', '/Tickets', 'tickets', 'read:tickets', (request) => listTickets(request, state)),
      route('GET', '/Tickets/:id', 'ticket', 'read:tickets', (request) => readTicket(request, state)),
      route('POST', '/Tickets', 'write-tickets', 'edit:tickets', (request) => writeTickets(request, state)),
      route('GET', '/Priority', 'priorities', 'read:tickets', () =>
        list(state.desk.priorities.map(priorityJson)),
      ),
      route('GET', '/Status', 'statuses', 'read:tickets', (request) => listStatuses(request, state)),
      route('GET', '/Client', 'clients', 'read:customers', (request) => listClients(request, state)),
      route('GET', '/Appointment', 'appointments', 'read:calendar', (request) =>
        listAppointments(request, state),
      ),
      route('POST', '/Appointment', 'write-appointments', 'edit:calendar', (request) =>
        writeAppointments(request, state),
      ),
      route('GET', '/Holiday', 'holidays', 'read:calendar', (request) => listHolidays(request, state)),
      route('GET', '/Workday/:id', 'workday', 'read:calendar', (request) => readWorkday(request, state)),
    ],
    controls: createHaloControls(state, () => signIn.revokeAll()),
    onReset() {
      state.reset();
      signIn.revokeAll();
      calls.reset();
    },
  });
  return {
    ...simulator,
    baseUrl: `${simulator.origin}/api`,
    tokenUrl: `${simulator.origin}/auth/token`,
    application,
    state: () => state,
    assignments: () => state.work.assignments(),
    sendHook: (url, ticketId, proof, setup) =>
      sendHaloHook(
        { url, ticketIds: [ticketId].flat(), proof },
        { authentication: 'bearer', batched: Array.isArray(ticketId), ...setup },
        state,
      ),
    revokeTokens: () => signIn.revokeAll(),
  };
}

/** `includeenabled` is on and the other two are off unless said; "Unassigned" is an agent like any other unless left out. */
function listAgents(request: SimRequest, state: HaloState): SimReply {
  if (state.isBlind()) return list([]);
  const { searchParams } = request.url;
  const says = (name: string, standard: boolean): boolean => {
    const value = searchParams.get(name);
    return value === null ? standard : value.toLowerCase() === 'true';
  };
  const [enabled, disabled, api, unassigned] = [
    says('includeenabled', true),
    says('includedisabled', false),
    says('includeapiagents', false),
    says('includeunassigned', true),
  ];
  const isWanted = (agent: PsaAgent): boolean =>
    (agent.isdisabled ? disabled : enabled) && (api || !agent.isapiagent) && (unassigned || agent.id !== 1);
  return list(
    state
      .agents()
      .filter(isWanted)
      .map((agent) => agentJson(agent, state)),
  );
}

function readAgent(request: SimRequest, state: HaloState): SimReply {
  const agent = state.isBlind()
    ? undefined
    : state.agents().find(({ id }) => String(id) === request.params['id']);
  return agent === undefined
    ? haloError(404, 'The Agent does not exist')
    : { status: 200, body: agentJson(agent, state) };
}

function readMyself(state: HaloState): SimReply {
  const self = state.agents().find((agent) => agent.isapiagent);
  return self === undefined ? unauthorised() : { status: 200, body: agentJson(self, state) };
}

/** Whether a status means closed stands in no row: the list with `excludeclosed` leaves them out. */
function listStatuses(request: SimRequest, { desk }: HaloState): SimReply {
  const openOnly = request.url.searchParams.get('excludeclosed') === 'true';
  return list(desk.statuses.filter(({ closed }) => !(openOnly && closed)).map(statusJson));
}

/** In pages of 50 unless said, of 100 at most, whatever is asked. */
function listClients(request: SimRequest, state: HaloState): SimReply {
  const { searchParams } = request.url;
  const size = Math.min(Number(searchParams.get('page_size') ?? 50) || 50, 100);
  const page = Number(searchParams.get('page_no') ?? 1) || 1;
  const rows = state.isBlind() ? [] : state.desk.clients.toSorted((a, b) => a.name.localeCompare(b.name));
  const clients = rows.slice((page - 1) * size, page * size).map(clientJson);
  return { status: 200, body: { page_no: page, page_size: size, record_count: rows.length, clients } };
}

function list(body: readonly unknown[]): SimReply {
  return { status: 200, body };
}

function unauthorised(): SimReply {
  return { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } };
}

function refuse({ status, reason }: Refusal): SimReply {
  if (status === 401) return unauthorised();
  if (reason === 'unknown-path' || reason === 'wrong-method') return { status };
  return haloError(status, status === 429 ? 'API calls quota exceeded' : 'An error has occurred.');
}

function createHaloControls(state: HaloState, revokeTokens: () => void): readonly Route[] {
  return [
    ...createAgentControls(state),
    control('POST', 'revoke-tokens', () => {
      revokeTokens();
      return { ok: true };
    }),
    { ...control('GET', 'tickets', () => ({ tickets: state.tickets() })), name: 'list-tickets' },
  ];
}
