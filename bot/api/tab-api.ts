import {
  addRosterTicket,
  changeRosterTicket,
  listRosterTickets,
  readRosterTicket,
  setRosterTicketStatus,
} from '#contract/roster-ticket-endpoints.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Logger } from '#kernel/logger.ts';
import type { RolesService } from '#core/access/roles-service.ts';
import type { AvailabilityService } from '#core/availability/availability-service.ts';
import type { MappingService } from '#core/mapping/mapping-service.ts';
import type { DispatchService } from '#core/dispatch/dispatch-service.ts';
import type { RosterTicketsService } from '#core/dispatch/roster-tickets-service.ts';
import type { WorkflowService } from '#core/dispatch/workflow-service.ts';
import type { PsaService } from '#core/settings/psa-service.ts';
import type { RosterService } from '#core/settings/roster-service.ts';
import type { SettingsService } from '#core/settings/settings-service.ts';
import { createPersonAuthentication, type PersonCheck } from './authenticate-person.ts';
import { type AdministrationNeeds, mountAdministration } from './handlers/administration.ts';
import { mountAutoMapRuns } from './handlers/auto-map-runs.ts';
import { type BoardNeeds, mountBoard } from './handlers/board.ts';
import { mountDeskTechnicians } from './handlers/desk-technicians.ts';
import { mountDispatch } from './handlers/dispatch.ts';
import { mountMe } from './handlers/me.ts';
import { mountPsa } from './handlers/psa.ts';
import { mountPsaHookAddress } from './handlers/psa-hook.ts';
import { mountRoster } from './handlers/roster.ts';
import { mountRosterTickets } from './handlers/roster-tickets.ts';
import { mountSetup, type SetupNeeds } from './handlers/setup.ts';
import { mountWorkflows } from './handlers/workflows.ts';
import { createIdempotency } from './idempotency.ts';
import type { MountForPeople } from './mount-for-people.ts';
import { mountEndpoint, type RouteContext, type Routes } from './route.ts';

export interface TabApiNeeds extends AdministrationNeeds, BoardNeeds, SetupNeeds {
  readonly verifyUserToken: (authorizationHeader: string | undefined) => Promise<PersonCheck>;
  readonly stepUpContext: string | null;
  readonly roles: RolesService;
  readonly settings: SettingsService;
  readonly mapping: MappingService;
  readonly availability: AvailabilityService;
  readonly dispatch: DispatchService;
  readonly workflows: WorkflowService;
  readonly rosterTickets: RosterTicketsService;
  readonly psa: PsaService;
  readonly roster: RosterService;
  /** From which the secrets of webhook addresses are made. */
  readonly hookKey: Uint8Array;
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly newId: () => string;
  readonly version: string;
}

/** Mounts what the tab asks for, under `/api/`. Each subject has a file under `handlers/` and its endpoints in the contract. */
export function mountTabApi(server: Routes, needs: TabApiNeeds): void {
  const context: RouteContext = {
    authenticate: createPersonAuthentication({
      verifyUserToken: needs.verifyUserToken,
      roles: needs.roles,
      stepUpContext: needs.stepUpContext,
      clock: needs.clock,
    }),
    logger: needs.logger,
    newId: needs.newId,
    idempotency: createIdempotency(needs.clock),
  };
  const mount: MountForPeople = (endpoint, handle) => mountEndpoint(server, context, endpoint, handle);
  mountMe(mount, needs);
  mountAdministration(mount, needs);
  mountBoard(mount, needs);
  mountDeskTechnicians(mount, needs);
  mountSetup(mount, needs);
  mountAutoMapRuns(mount, needs);
  mountPsa(mount, needs);
  mountPsaHookAddress(mount, needs);
  mountRoster(mount, needs);
  mountRosterTickets(
    mount,
    {
      list: listRosterTickets,
      read: readRosterTicket,
      add: addRosterTicket,
      change: changeRosterTicket,
      setStatus: setRosterTicketStatus,
    },
    needs,
  );
  mountDispatch(mount, needs);
  mountWorkflows(mount, needs);
}
