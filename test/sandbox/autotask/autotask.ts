import { type Clock, systemClock } from '#kernel/clock.ts';
import { createCallWindow } from '../call-window.ts';
import { readControlBody } from '../control-doors.ts';
import { control, createAgentControls } from '../desk/agent-book.ts';
import type { Desk } from '../desk/desk-types.ts';
import { ControlInputError } from '../faults.ts';
import {
  type Refusal,
  type Route,
  type SimReply,
  type Simulator,
  type SimRequest,
  startSimulator,
} from '../simulator.ts';
import { ticketFields, timeOffFields } from './autotask-fields.ts';
import { sendAutotaskHook } from './autotask-hook.ts';
import type { Row } from './autotask-json.ts';
import { autotaskError, page, queried } from './autotask-query.ts';
import { type AutotaskState, createAutotaskState } from './autotask-state.ts';
import { AUTOTASK_TABLES } from './autotask-tables.ts';
import { createThreadBook } from './autotask-threads.ts';
import { addAppointment, addSecondary, patchTicket, removeSecondary } from './autotask-writes.ts';

/** An account for integrations, with what its security level lets it do. */
export interface ApiUser {
  readonly userName: string;
  readonly secret: string;
  readonly rights: readonly Right[];
}
export type Right = 'resources' | 'tickets' | 'edit-tickets' | 'calendar' | 'edit-calendar' | 'companies';

export interface AutotaskAccess {
  readonly integrationCode: string;
  /** May everything. */
  readonly admin: ApiUser;
  /** May view tickets and nothing else. */
  readonly ticketReader: ApiUser;
  /** May view everything and change nothing. */
  readonly viewer: ApiUser;
  /** May view resources and nothing else. */
  readonly resourceReader: ApiUser;
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
  state(): AutotaskState;
  /** The vendor moves the database: the API users are unknown in the zone before. */
  setZone(zone: number): void;
  /** Other integrations of the desk make so many calls, now. */
  useUp(calls: number): void;
  /** Calls to `entity` (`Tickets`) are kept waiting until the answer is called. */
  hold(entity: string): () => void;
  /** What Autotask sends when a ticket changes, signed with `proof`. */
  sendHook(url: string, ticketId: string, proof: string): Promise<void>;
}

const VIEWS: readonly Right[] = ['resources', 'tickets', 'calendar', 'companies'];

/** What the sandbox connects with. */
export const SANDBOX_AUTOTASK_ACCESS: AutotaskAccess = {
  integrationCode: 'SANDBOXINTEGRATIONCODE01',
  admin: {
    userName: 'rollcall@harbourlane.example',
    secret: 'sandbox-autotask-secret',
    rights: [...VIEWS, 'edit-tickets', 'edit-calendar'],
  },
  ticketReader: {
    userName: 'reader@harbourlane.example',
    secret: 'sandbox-autotask-reader',
    rights: ['tickets'],
  },
  viewer: {
    userName: 'viewer@harbourlane.example',
    secret: 'sandbox-autotask-viewer',
    rights: VIEWS,
  },
  resourceReader: {
    userName: 'people@harbourlane.example',
    secret: 'sandbox-autotask-people',
    rights: ['resources'],
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
  const state = createAutotaskState(desk);
  const calls = createCallWindow(LIMIT);
  const threads = createThreadBook({ counts: options.throttling !== false });
  let zone = FIRST_ZONE;
  let callouts = 0;

  interface Door {
    readonly method?: 'GET' | 'PATCH' | 'DELETE';
    /** Behind the version. */
    readonly path: string;
    readonly name: string;
    readonly right: Right;
    readonly serve: (request: SimRequest) => SimReply;
  }

  const route = ({ method, path, name, right, serve }: Door): Route => ({
    method: method ?? 'POST',
    pattern: `/:zone/ATServicesRest/V1.0${path}`,
    name,
    async handle(request) {
      const user = request.params['zone'] === `zone${zone}` ? signedIn(request, access) : null;
      if (user === null) return { status: 401 };
      const wait = options.throttling === false ? null : calls.take(clock.now());
      // The vendor names no time to come back.
      if (wait !== null) return autotaskError(429, 'The request threshold of this database is exceeded.');
      const entity = path.split('/')[1] ?? '';
      const reply = await threads.run(access.integrationCode, entity, () => {
        const isImpersonated = request.headers['impersonationresourceid'] !== undefined;
        return isImpersonated || !user.rights.includes(right) ? autotaskError(500, NO_RIGHT) : serve(request);
      });
      return reply ?? autotaskError(429, `Three threads are already in use for ${entity}.`);
    },
  });

  const nextUrl = ({ url }: SimRequest): string =>
    url.origin + url.pathname.replace(/\/query(\/next)?$/, '/query/next');
  const tableRoutes = AUTOTASK_TABLES.flatMap(({ entity, single, name, right, rows, fields, counted }) => {
    const found = (request: SimRequest): readonly Row[] | SimReply =>
      queried(request, single, state.isBlind() ? [] : rows(state), fields);
    const list = (request: SimRequest): SimReply => {
      const fitting = found(request);
      return 'status' in fitting ? fitting : page(request, fitting, nextUrl(request));
    };
    const count = (request: SimRequest): SimReply => {
      const fitting = found(request);
      return 'status' in fitting ? fitting : { status: 200, body: { queryCount: fitting.length } };
    };
    return [
      route({ path: `/${entity}/query`, name, right, serve: list }),
      route({ path: `/${entity}/query/next`, name: `next-${name}`, right, serve: list }),
      ...(counted ? [route({ path: `/${entity}/query/count`, name: counted, right, serve: count })] : []),
    ];
  });

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
          const isKnown = usersOf(access).some(({ userName }) => userName === user);
          return isKnown
            ? { status: 200, body: zoneJson(zone, url.origin) }
            : autotaskError(500, 'Unknown user.');
        },
      },
      ...tableRoutes,
      route({
        method: 'GET',
        path: '/Tickets/entityInformation/fields',
        name: 'ticket-fields',
        right: 'tickets',
        serve: () => ticketFields(state),
      }),
      route({
        method: 'GET',
        path: '/TimeOffRequests/entityInformation/fields',
        name: 'time-off-fields',
        right: 'calendar',
        serve: timeOffFields,
      }),
      route({
        method: 'PATCH',
        path: '/Tickets',
        name: 'write-ticket',
        right: 'edit-tickets',
        serve: (request) => patchTicket(request, state),
      }),
      route({
        path: '/Tickets/:parentId/SecondaryResources',
        name: 'add-secondary-resource',
        right: 'edit-tickets',
        serve: (request) => addSecondary(request, state),
      }),
      route({
        method: 'DELETE',
        path: '/Tickets/:parentId/SecondaryResources/:id',
        name: 'remove-secondary-resource',
        right: 'edit-tickets',
        serve: (request) => removeSecondary(request, state),
      }),
      route({
        path: '/Appointments',
        name: 'write-appointment',
        right: 'edit-calendar',
        serve: (request) => addAppointment(request, state),
      }),
    ],
    controls: [
      ...createAgentControls(state),
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
      state.reset();
      calls.reset();
      threads.reset();
      zone = FIRST_ZONE;
      callouts = 0;
    },
  });

  function useUp(count: number): void {
    for (let call = 0; call < count; call += 1) calls.take(clock.now());
  }

  return {
    ...simulator,
    access,
    state: () => state,
    setZone(value) {
      zone = value;
    },
    useUp,
    hold: (entity) => threads.hold(entity),
    sendHook(url, ticketId, proof) {
      callouts += 1;
      return sendAutotaskHook(url, { ticketId, sequence: callouts, at: clock.now() }, proof);
    },
  };
}

function usersOf({ admin, ticketReader, viewer, resourceReader }: AutotaskAccess): readonly ApiUser[] {
  return [admin, ticketReader, viewer, resourceReader];
}

/** `null`: somebody whom nobody knows, or a header is missing. */
function signedIn({ headers }: SimRequest, access: AutotaskAccess): ApiUser | null {
  if (headers['apiintegrationcode'] !== access.integrationCode) return null;
  const user = usersOf(access).find(({ userName }) => userName === headers['username']);
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

function refuse({ status, reason }: Refusal): SimReply {
  if (status === 401) return { status };
  if (reason === 'unknown-path' || reason === 'wrong-method') return { status };
  return autotaskError(status, status === 403 ? NO_RIGHT : 'An error has occurred.');
}
