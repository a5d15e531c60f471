import type { Clock } from '#kernel/clock.ts';
import type { Desk } from '../desk/desk-types.ts';
import type { Entra } from '../entra/entra.ts';
import {
  type Refusal,
  type Route,
  type SimReply,
  type Simulator,
  type SimRequest,
  startSimulator,
} from '../simulator.ts';
import { authenticate, requireTeams } from './access.ts';
import {
  listGroups,
  listMembers,
  listMembersAs,
  listUsers,
  readGroup,
  readOrganization,
  readUser,
  type Visit,
} from './directory-routes.ts';
import { createGraphControls } from './graph-controls.ts';
import { errorOfStatus, graphError, requestDenied, requestIds } from './graph-error.ts';
import { createGraphState, emptyState, type GraphState } from './graph-state.ts';
import { readPresences } from './presence-route.ts';
import { listShifts, listTimesOff, readSchedule } from './schedule-routes.ts';
import { createThrottle } from './throttle.ts';

export interface GraphOptions {
  readonly port: number;
  readonly desk: Desk;
  readonly entra: Entra;
  readonly clock: Clock;
  /** `false` only for measurements: Graph's own limits are part of what a client must get right. */
  readonly throttling?: boolean;
}

/** A call that Graph does not serve to Rollcall: a write, another path, another version. */
export interface RefusedCall {
  readonly method: string;
  readonly path: string;
  readonly at: Date;
}

export interface Graph extends Simulator {
  readonly refusedWrites: readonly RefusedCall[];
  /** What the desk's tenant holds now; planting into it lasts until reset. */
  state(): GraphState;
}

/** A simulated Microsoft Graph v1.0 with what Rollcall reads, and the rules that trip a careless client. */
export async function startGraph({
  port,
  desk,
  entra,
  clock,
  throttling = true,
}: GraphOptions): Promise<Graph> {
  const refusedWrites: RefusedCall[] = [];
  const limits = createLimits();
  let state = createGraphState(desk);
  let origin = '';

  const route = (
    method: string,
    pattern: string,
    name: string,
    serve: (visit: Visit) => SimReply,
  ): Route => ({
    method,
    pattern: `/v1.0${pattern}`,
    name,
    async handle(request) {
      const caller = await authenticate(entra, request);
      if ('status' in caller) return caller;
      const throttled = throttling ? limits.check(name, request, caller.tenantId) : null;
      if (throttled !== null) return throttled;
      const seen = caller.tenantId === state.tenantId ? state : emptyState(caller.tenantId);
      return serve({ request, caller, state: seen, origin });
    },
  });

  const simulator = await startSimulator({
    name: 'graph',
    port,
    clock,
    refuse(refusal, request) {
      const isForeign = refusal.reason === 'unknown-path' || refusal.reason === 'wrong-method';
      if (isForeign)
        refusedWrites.push({ method: request.method, path: request.path, at: request.receivedAt });
      return refuse(refusal, request);
    },
    headers(request) {
      const { requestId, clientRequestId } = requestIds(request);
      return {
        'request-id': requestId,
        'client-request-id': clientRequestId,
        date: clock.now().toUTCString(),
      };
    },
    onReset() {
      state = createGraphState(desk);
      refusedWrites.length = 0;
      limits.reset();
    },
    controls: createGraphControls(() => state),
    routes: [
      route('POST', '/communications/getPresencesByUserId', 'presence', readPresences),
      route('GET', '/groups', 'groups', listGroups),
      route('GET', '/groups/:id', 'group', readGroup),
      route('GET', '/groups/:id/members', 'members', listMembers),
      route('GET', '/groups/:id/members/:cast', 'members-as-user', listMembersAs),
      route('GET', '/users', 'users', listUsers),
      route('GET', '/users/:id', 'user', readUser),
      route('GET', '/organization', 'organization', readOrganization),
      route(
        'GET',
        '/teams',
        'teams',
        notForUs(['Team.ReadBasic.All', 'TeamSettings.Read.All', 'TeamSettings.ReadWrite.All']),
      ),
      route(
        'GET',
        '/teams/:id',
        'team',
        notForUs(['Team.ReadBasic.All', 'TeamSettings.Read.All', 'Group.Read.All', 'Directory.Read.All']),
      ),
      route(
        'GET',
        '/teams/:id/members',
        'team-members',
        notForUs(['TeamMember.Read.All', 'TeamMember.ReadWrite.All']),
      ),
      route('GET', '/teams/:id/schedule', 'schedule', readSchedule),
      route('GET', '/teams/:id/schedule/shifts', 'shifts', listShifts),
      route('GET', '/teams/:id/schedule/timesOff', 'times-off', listTimesOff),
    ],
  });
  origin = simulator.origin;
  return { ...simulator, refusedWrites, state: () => state };
}

/** Paths that the four permissions do not open, however near they look. */
function notForUs(permissions: readonly string[]): (visit: Visit) => SimReply {
  return ({ request, caller }) =>
    requireTeams(request, caller, permissions) ??
    graphError(request, 501, 'NotImplemented', 'Not simulated.');
}

function refuse({ status, reason }: Refusal, request: SimRequest): SimReply {
  if (reason === 'unknown-path') return requestDenied(request);
  if (reason === 'wrong-method') {
    const message = `The method '${request.method}' is not allowed on this resource.`;
    return graphError(request, 405, 'Request_BadRequest', message);
  }
  return errorOfStatus(request, status);
}

/** Graph's published limits, per application and tenant. Source: Graph docs, throttling-limits. */
function createLimits() {
  const perTeam = createThrottle(4, 1000);
  const perScheduleTenant = createThrottle(30, 1000);
  const perPresenceTenant = createThrottle(1500, 30_000);
  const tooMany = (request: SimRequest, seconds: number): SimReply => {
    const reply = errorOfStatus(request, 429);
    return { ...reply, headers: { ...reply.headers, 'retry-after': String(seconds) } };
  };
  return {
    check(name: string, request: SimRequest, tenantId: string): SimReply | null {
      if (name === 'presence') return perPresenceTenant.isTooMany(tenantId) ? tooMany(request, 10) : null;
      if (!['schedule', 'shifts', 'times-off'].includes(name)) return null;
      const isTooMany = [
        perTeam.isTooMany(`${tenantId}:${request.params.id}`),
        perScheduleTenant.isTooMany(tenantId),
      ].includes(true);
      return isTooMany ? tooMany(request, 1) : null;
    },
    reset() {
      for (const limit of [perTeam, perScheduleTenant, perPresenceTenant]) limit.reset();
    },
  };
}
