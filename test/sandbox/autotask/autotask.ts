import { type Clock, systemClock } from '#kernel/clock.ts';
import { createCallWindow } from '../call-window.ts';
import { readControlBody } from '../control-doors.ts';
import { type AgentBook, control, createAgentBook, createAgentControls } from '../desk/agent-book.ts';
import type { Desk, PsaAgent } from '../desk/desk-types.ts';
import { ControlInputError } from '../faults.ts';
import {
  type Refusal,
  type Route,
  type SimReply,
  type Simulator,
  type SimRequest,
  startSimulator,
} from '../simulator.ts';
import { autotaskError, page, queried } from './autotask-query.ts';

/** An account for integrations, with what its security level lets it view. */
export interface ApiUser {
  readonly userName: string;
  readonly secret: string;
  readonly rights: readonly Right[];
}
type Right = 'resources' | 'tickets';

export interface AutotaskAccess {
  readonly integrationCode: string;
  /** May everything. */
  readonly admin: ApiUser;
  /** May view tickets and no resources. */
  readonly ticketReader: ApiUser;
}

export interface AutotaskOptions {
  readonly port: number;
  readonly desk: Desk;
  readonly clock?: Clock;
  /** `false` only for measurements. */
  readonly throttling?: boolean;
}

export interface AutotaskSim extends Simulator {
  readonly access: AutotaskAccess;
  state(): AgentBook;
  /** The vendor moves the database: the API users are unknown in the zone before. */
  setZone(zone: number): void;
  /** Other integrations of the desk make so many calls, now. */
  useUp(calls: number): void;
}

/** What the sandbox connects with. */
export const SANDBOX_AUTOTASK_ACCESS: AutotaskAccess = {
  integrationCode: 'SANDBOXINTEGRATIONCODE01',
  admin: {
    userName: 'rollcall@harbourlane.example',
    secret: 'sandbox-autotask-secret',
    rights: ['resources', 'tickets'],
  },
  ticketReader: {
    userName: 'reader@harbourlane.example',
    secret: 'sandbox-autotask-reader',
    rights: ['tickets'],
  },
};

const FIRST_ZONE = 5;
/** For all integrations of a database together. */
const LIMIT = { calls: 10_000, windowMs: 3_600_000 };
const NO_RIGHT = 'The logged in Resource does not have the adequate permissions to query this entity type.';

/** A simulated Autotask, REST API V1.0, with what Rollcall calls and nothing else. Zones are folders here instead of hosts. */
export async function startAutotask(options: AutotaskOptions): Promise<AutotaskSim> {
  const { desk } = options;
  const clock = options.clock ?? systemClock;
  const access = SANDBOX_AUTOTASK_ACCESS;
  const book = createAgentBook(desk);
  const calls = createCallWindow(LIMIT);
  let zone = FIRST_ZONE;

  const route = (
    path: string,
    name: string,
    right: Right,
    serve: (request: SimRequest) => SimReply,
  ): Route => ({
    method: 'POST',
    pattern: `/:zone/ATServicesRest/V1.0${path}`,
    name,
    handle(request) {
      const user = request.params['zone'] === `zone${zone}` ? signedIn(request, access) : null;
      if (user === null) return { status: 401 };
      const wait = options.throttling === false ? null : calls.take(clock.now());
      // The vendor names no time to come back.
      if (wait !== null) return autotaskError(429, 'The request threshold of this database is exceeded.');
      const isImpersonated = request.headers['impersonationresourceid'] !== undefined;
      return isImpersonated || !user.rights.includes(right) ? autotaskError(500, NO_RIGHT) : serve(request);
    },
  });

  const resources = (): readonly Row[] =>
    book
      .agents()
      .filter((agent) => agent.id !== 1 && !book.isBlind())
      .map(resourceJson);
  const tickets = (): readonly Row[] => {
    const closed = new Set(desk.statuses.filter((status) => status.closed).map(({ id }) => id));
    return desk.tickets.map(({ id, status_id }) => ({ id, status: closed.has(status_id) ? 5 : status_id }));
  };
  const nextUrl = ({ url }: SimRequest): string =>
    url.origin + url.pathname.replace(/\/query(\/next)?$/, '/query/next');
  const listResources = (request: SimRequest): SimReply => {
    const found = queried(request, 'Resource', resources());
    return 'status' in found ? found : page(request, found, nextUrl(request));
  };
  const counted = (request: SimRequest, entity: string, rows: readonly Row[]): SimReply => {
    const found = queried(request, entity, rows);
    return 'status' in found ? found : { status: 200, body: { queryCount: found.length } };
  };

  const simulator = await startSimulator({
    name: 'autotask',
    port: options.port,
    clock,
    refuse,
    routes: [
      {
        method: 'GET',
        pattern: '/ATServicesRest/V1.0/zoneInformation',
        name: 'zone-information',
        handle({ url }) {
          const user = url.searchParams.get('user')?.toLowerCase();
          const isKnown = [access.admin, access.ticketReader].some(({ userName }) => userName === user);
          return isKnown
            ? { status: 200, body: zoneJson(zone, url.origin) }
            : autotaskError(500, 'Unknown user.');
        },
      },
      route('/Resources/query', 'resources', 'resources', listResources),
      route('/Resources/query/next', 'next-resources', 'resources', listResources),
      route('/Resources/query/count', 'resource-count', 'resources', (request) =>
        counted(request, 'Resource', resources()),
      ),
      route('/Tickets/query/count', 'ticket-count', 'tickets', (request) =>
        counted(request, 'Ticket', tickets()),
      ),
    ],
    controls: [
      ...createAgentControls(book),
      control('POST', 'zone', (request) => {
        const wanted = readControlBody(request)['zone'];
        if (!Number.isInteger(wanted)) throw new ControlInputError('zone', 'must be a whole number');
        zone = Number(wanted);
        return { zone };
      }),
      control('POST', 'usage', (request) => {
        const wanted = readControlBody(request)['calls'];
        if (!Number.isInteger(wanted)) throw new ControlInputError('calls', 'must be a whole number');
        useUp(Number(wanted));
        return { used: calls.used(clock.now()) };
      }),
    ],
    onReset() {
      book.reset();
      calls.reset();
      zone = FIRST_ZONE;
    },
  });

  function useUp(count: number): void {
    for (let call = 0; call < count; call += 1) calls.take(clock.now());
  }

  return {
    ...simulator,
    access,
    state: () => book,
    setZone(value) {
      zone = value;
    },
    useUp,
  };
}

type Row = Readonly<Record<string, unknown>>;

/** `null`: somebody whom nobody knows, or a header is missing. */
function signedIn({ headers }: SimRequest, access: AutotaskAccess): ApiUser | null {
  if (headers['apiintegrationcode'] !== access.integrationCode) return null;
  const user = [access.admin, access.ticketReader].find(({ userName }) => userName === headers['username']);
  return user?.secret === headers['secret'] ? (user ?? null) : null;
}

/** With the slash at the end that the vendor's answer has. */
function zoneJson(zone: number, origin: string): Row {
  return {
    zoneName: `Sandbox ${zone}`,
    url: `${origin}/zone${zone}/ATServicesRest/`,
    webUrl: `${origin}/zone${zone}/`,
    ci: 1,
  };
}

/** A resource as Autotask tells it: nobody has an empty e-mail there but users that are programs, so an absent one is empty text. */
function resourceJson(agent: PsaAgent): Row {
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
    defaultServiceDeskRoleID: null,
  };
}

function refuse({ status, reason }: Refusal): SimReply {
  if (status === 401) return { status };
  if (reason === 'unknown-path' || reason === 'wrong-method') return { status };
  return autotaskError(status, status === 403 ? NO_RIGHT : 'An error has occurred.');
}
