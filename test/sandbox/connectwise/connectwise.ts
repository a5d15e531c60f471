import { type Clock, systemClock } from '#kernel/clock.ts';
import { createCallWindow } from '../call-window.ts';
import { readControlBody } from '../control-doors.ts';
import { control, createAgentControls } from '../desk/agent-book.ts';
import type { Desk, PsaAgent } from '../desk/desk-types.ts';
import type { AssignmentWrite } from '../desk/work-book.ts';
import { ControlInputError } from '../faults.ts';
import {
  type Refusal,
  type Route,
  type SimReply,
  type Simulator,
  type SimRequest,
  startSimulator,
} from '../simulator.ts';
import { SIGNING_KEY, sendCallback } from './connectwise-callback.ts';
import { memberJson, memberReference } from './connectwise-json.ts';
import { connectWiseError, countRows, listRows, oneRow } from './connectwise-lists.ts';
import { addEntry, calendarRows, entryRows, holidayRows, typeRows } from './connectwise-schedule.ts';
import { createCwState, type CwState } from './connectwise-state.ts';
import { boardRows, companyReference, companyRows, priorityRows } from './connectwise-tables.ts';
import { noteRows, patchTicket, ticketRow, ticketRows } from './connectwise-tickets.ts';

/** An account for integrations, with what its security role lets it do. */
export interface ApiMember {
  readonly publicKey: string;
  readonly privateKey: string;
  readonly rights: readonly Right[];
}
const RIGHTS = [
  'members',
  'tickets',
  'edit-tickets',
  'schedule',
  'edit-schedule',
  'tables',
  'companies',
] as const;
type Right = (typeof RIGHTS)[number];

export interface ConnectWiseAccess {
  readonly companyId: string;
  readonly clientId: string;
  /** May everything. */
  readonly admin: ApiMember;
  /** May read tickets and no members. */
  readonly ticketReader: ApiMember;
  /** May read members and no tickets. */
  readonly memberReader: ApiMember;
}

export interface ConnectWiseOptions {
  readonly port: number;
  readonly desk: Desk;
  readonly clock?: Clock;
  /** `false` only for measurements. */
  readonly throttling?: boolean;
}

export interface ConnectWiseSim extends Simulator {
  readonly access: ConnectWiseAccess;
  state(): CwState;
  /** Changes of owners, oldest first. */
  assignments(): readonly AssignmentWrite[];
  /** Sends a signed callback about a ticket. `key`: signs with another one; `null`: does not sign. */
  sendHook(url: string, ticketId: string | number, key?: string | null): Promise<void>;
  /** An upgrade: the API moves there, and the place before is gone. */
  setCodebase(codebase: string): void;
}

/** What the sandbox connects with. */
export const SANDBOX_CONNECTWISE_ACCESS: ConnectWiseAccess = {
  companyId: 'harbourlane',
  clientId: '7d0b5c1e-94a3-4f6d-8a21-c0ffee5eed01',
  admin: {
    publicKey: 'SandboxPublicKey1',
    privateKey: 'sandbox-connectwise-private-key',
    rights: RIGHTS,
  },
  ticketReader: {
    publicKey: 'SandboxPublicKey2',
    privateKey: 'sandbox-ticket-reader-key',
    rights: ['tickets'],
  },
  memberReader: {
    publicKey: 'SandboxPublicKey3',
    privateKey: 'sandbox-member-reader-key',
    rights: ['members'],
  },
};

const FIRST_CODEBASE = 'v4_6_release';
/** The vendor publishes no number; this one is low enough to be met by a client that does not behave. */
const LIMIT = { calls: 1000, windowMs: 60_000 };

/** A simulated ConnectWise PSA, REST API 3.0, with what Rollcall calls and nothing else. */
export async function startConnectWise(options: ConnectWiseOptions): Promise<ConnectWiseSim> {
  const { desk } = options;
  const clock = options.clock ?? systemClock;
  const access = SANDBOX_CONNECTWISE_ACCESS;
  const state = createCwState(desk);
  const calls = createCallWindow(LIMIT);
  let codebase = FIRST_CODEBASE;

  const route = (
    path: string,
    name: string,
    right: Right,
    serve: (request: SimRequest) => SimReply,
    method: 'GET' | 'PATCH' | 'POST' = 'GET',
  ): Route => ({
    method,
    pattern: `/:codebase/apis/3.0${path}`,
    name,
    handle(request) {
      if (request.params['codebase'] !== codebase) return notFound();
      const member = signedIn(request, access);
      if ('status' in member) return member;
      const wait = options.throttling === false ? null : calls.take(clock.now());
      if (wait !== null) {
        const refusal = connectWiseError(429, 'TooManyRequests', 'Too many requests');
        return { ...refusal, headers: { 'retry-after': String(wait) } };
      }
      return member.rights.includes(right) ? serve(request) : forbidden();
    },
  });

  /** "Unassigned" is no member here. Who may inquire "My" only sees the API member's own record. */
  const members = (): readonly ReturnType<typeof memberJson>[] =>
    state
      .agents()
      .filter((agent: PsaAgent) => agent.id !== 1 && (!state.isBlind() || agent.isapiagent))
      .map((agent) => memberJson(agent, desk, state.work.hours().zone));
  const ticketOf = ({ params }: SimRequest) => (state.isBlind() ? null : state.ticket(Number(params['id'])));

  const simulator = await startSimulator({
    name: 'connectwise',
    port: options.port,
    clock,
    refuse,
    routes: [
      {
        method: 'GET',
        pattern: '/login/companyinfo/:company',
        name: 'company-info',
        handle: ({ params, url }) => ({
          status: 200,
          body:
            params['company']?.toLowerCase() === access.companyId
              ? companyJson(desk, codebase, url.host)
              : null,
        }),
      },
      route('/system/members', 'members', 'members', (request) => listRows(request, members())),
      route('/system/members/count', 'member-count', 'members', (request) => countRows(request, members())),
      route('/system/members/:id', 'member', 'members', ({ params }) => {
        const member = members().find(({ id }) => String(id) === params['id']);
        return member === undefined ? notFound() : { status: 200, body: member };
      }),
      route('/service/tickets/count', 'ticket-count', 'tickets', (request) =>
        countRows(request, ticketRows(state)),
      ),
      route('/service/tickets', 'tickets', 'tickets', (request) => listRows(request, ticketRows(state))),
      route('/service/tickets/:id', 'ticket', 'tickets', (request) => {
        const ticket = ticketOf(request);
        const row = ticket === null ? null : ticketRow(ticket, state);
        return oneRow(request, row, `Ticket ${request.params['id']}`);
      }),
      route(
        '/service/tickets/:id',
        'patch-ticket',
        'edit-tickets',
        (request) => patchTicket(request, state),
        'PATCH',
      ),
      route('/service/tickets/:id/notes', 'ticket-notes', 'tickets', (request) => {
        const ticket = ticketOf(request);
        return ticket === null ? notFound() : listRows(request, noteRows(ticket));
      }),
      route('/service/priorities', 'priorities', 'tables', (request) =>
        listRows(request, priorityRows(state)),
      ),
      route('/service/boards', 'boards', 'tables', (request) => listRows(request, boardRows(state))),
      route('/company/companies', 'companies', 'companies', (request) =>
        listRows(request, companyRows(state)),
      ),
      route('/company/companies/:id/teams', 'company-teams', 'companies', (request) =>
        listRows(request, companyTeam(Number(request.params['id']), state)),
      ),
      route('/schedule/entries', 'schedule-entries', 'schedule', (request) =>
        listRows(request, entryRows(state)),
      ),
      route(
        '/schedule/entries',
        'add-schedule-entry',
        'edit-schedule',
        (request) => addEntry(request, state),
        'POST',
      ),
      route('/schedule/types', 'schedule-types', 'tables', (request) => listRows(request, typeRows())),
      route('/schedule/calendars', 'calendars', 'tables', (request) =>
        listRows(request, calendarRows(state)),
      ),
      route('/schedule/holidayLists/:id/holidays', 'holidays', 'tables', (request) => {
        const rows = holidayRows(request.params['id'] ?? '', state);
        return rows === null ? notFound() : listRows(request, rows);
      }),
      {
        method: 'GET',
        pattern: '/keys/:company',
        name: 'signing-key',
        handle: ({ params }) =>
          params['company'] === access.companyId
            ? { status: 200, body: { signing_key: SIGNING_KEY } }
            : notFound(),
      },
    ],
    controls: [
      ...createAgentControls(state),
      control('POST', 'codebase', (request) => {
        const wanted = readControlBody(request)['codebase'];
        if (typeof wanted !== 'string' || !/^\w+$/.test(wanted))
          throw new ControlInputError('codebase', 'must be one word, such as v2026_1');
        codebase = wanted;
        return { codebase };
      }),
    ],
    onReset() {
      state.reset();
      calls.reset();
      codebase = FIRST_CODEBASE;
    },
  });
  return {
    ...simulator,
    access,
    state: () => state,
    assignments: () => state.work.assignments(),
    sendHook: (url, ticketId, key = SIGNING_KEY) =>
      sendCallback(url, Number(ticketId), state, {
        companyId: access.companyId,
        origin: simulator.origin,
        key,
      }),
    setCodebase(value) {
      codebase = value;
    },
  };
}

/** The API member of the request, or why it is let in by nobody. */
function signedIn({ headers }: SimRequest, access: ConnectWiseAccess): ApiMember | SimReply {
  if (headers['clientid'] !== access.clientId) {
    return connectWiseError(401, 'Unauthorized', 'The clientId header is missing or is not registered');
  }
  const basic = /^Basic ([A-Za-z0-9+/]+=*)$/.exec(headers.authorization ?? '')?.[1] ?? '';
  const given = Buffer.from(basic, 'base64').toString('utf8');
  const known = [access.admin, access.ticketReader, access.memberReader].find(
    ({ publicKey, privateKey }) => given === `${access.companyId}+${publicKey}:${privateKey}`,
  );
  return known ?? connectWiseError(401, 'UserNotAuthenticated', 'The user is not authenticated');
}

/** Rosa Kim looks after Quayside Logistics; the other companies have nobody of their own. */
function companyTeam(companyId: number, state: CwState) {
  const rosa = state.agents().find(({ name }) => name === 'Rosa Kim');
  if (companyId !== 13 || rosa === undefined) return [];
  const company = companyReference(companyId, state);
  return [{ id: 1, company, member: memberReference(rosa), accountManagerFlag: false, techFlag: true }];
}

function companyJson(desk: Desk, codebase: string, host: string): unknown {
  return {
    CompanyName: desk.tenantName,
    Codebase: `${codebase}/`,
    VersionCode: 'v2026.4',
    CompanyID: SANDBOX_CONNECTWISE_ACCESS.companyId,
    IsCloud: true,
    SiteUrl: host,
  };
}

function forbidden(): SimReply {
  return connectWiseError(403, 'Forbidden', 'You do not have security permission to perform this action.');
}

function notFound(): SimReply {
  return connectWiseError(404, 'NotFound', 'The resource was not found');
}

function refuse({ status }: Refusal): SimReply {
  if (status === 403) return forbidden();
  if (status === 404) return notFound();
  if (status === 401) return connectWiseError(401, 'UserNotAuthenticated', 'The user is not authenticated');
  return connectWiseError(status, 'Error', status === 429 ? 'Too many requests' : 'An error has occurred');
}
