import {
  ENDPOINT_GROUPS,
  deleteMapping,
  getAvailability,
  getConsentUrl,
  getTeams,
  getTechnicians,
  postAutoMap,
  putMapping,
} from '#contract/endpoints.ts';
import {
  getRosterTicket,
  getRosterTickets,
  postRosterTicket,
  putRosterTicket,
  putRosterTicketStatus,
} from '#contract/public-roster-ticket-endpoints.ts';
import type { ConsentService } from '#core/access/consent-service.ts';
import type { KeysService } from '#core/access/keys-service.ts';
import type { AvailabilityService } from '#core/availability/availability-service.ts';
import type { DispatchService } from '#core/dispatch/dispatch-service.ts';
import type { RosterTicketsService } from '#core/dispatch/roster-tickets-service.ts';
import type { WorkflowService } from '#core/dispatch/workflow-service.ts';
import type { MappingService } from '#core/mapping/mapping-service.ts';
import type { SettingsService } from '#core/settings/settings-service.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Logger } from '#kernel/logger.ts';
import { apiReferencePage } from './api-reference.ts';
import { createKeyAuthentication } from './authenticate-key.ts';
import { handleAutoMap } from './handlers/auto-map.ts';
import { handleAvailability } from './handlers/availability.ts';
import { mountPublicDispatch } from './handlers/public-dispatch.ts';
import { mountPublicWorkflows } from './handlers/public-workflows.ts';
import { mountRosterTickets } from './handlers/roster-tickets.ts';
import { handleDeleteMapping, handlePutMapping, handleTechnicians } from './handlers/technicians.ts';
import { createIdempotency } from './idempotency.ts';
import { openApiDocument } from './openapi.ts';
import type { MountForKeys } from './mount-for-keys.ts';
import { sendPage } from './page.ts';
import { mountEndpoint, type RouteContext, type Routes } from './route.ts';
import { sendAnswer } from './send.ts';
import { toTeamDto } from './to-dto.ts';

export interface PublicApiNeeds {
  readonly availability: AvailabilityService;
  readonly mapping: MappingService;
  readonly dispatch: DispatchService;
  readonly workflows: WorkflowService;
  readonly rosterTickets: RosterTicketsService;
  readonly consent: ConsentService;
  readonly keys: KeysService;
  readonly settings: Pick<SettingsService, 'isServed'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly newId: () => string;
  readonly publicUrl: string;
  readonly version: string;
}

/** Mounts API-1 whole: every operation of the contract, its document, and the page that people read. */
export function mountPublicApi(server: Routes, needs: PublicApiNeeds): void {
  const { clock, mapping } = needs;
  const context: RouteContext = {
    authenticate: createKeyAuthentication({
      keys: needs.keys,
      isServed: (deskId) => needs.settings.isServed(deskId),
      clock,
    }),
    logger: needs.logger,
    newId: needs.newId,
    idempotency: createIdempotency(clock),
  };
  mountEndpoint(server, context, getConsentUrl, async ({ caller }) => {
    const { url, expiresAt } = await needs.consent.start(caller);
    return { url, expiresAt: expiresAt.toISOString() };
  });
  mountEndpoint(server, context, getTeams, async ({ caller }) => {
    const teams = await mapping.listTeams(caller);
    return { teams: teams.map(toTeamDto) };
  });
  mountEndpoint(server, context, postAutoMap, handleAutoMap(mapping));
  mountEndpoint(server, context, getAvailability, handleAvailability(needs.availability));
  mountEndpoint(server, context, getTechnicians, handleTechnicians(mapping));
  mountEndpoint(server, context, putMapping, handlePutMapping(mapping));
  mountEndpoint(server, context, deleteMapping, handleDeleteMapping(mapping));
  const mount: MountForKeys = (endpoint, handle) => mountEndpoint(server, context, endpoint, handle);
  mountPublicDispatch(mount, needs);
  mountPublicWorkflows(mount, needs);
  mountRosterTickets(
    mount,
    {
      list: getRosterTickets,
      read: getRosterTicket,
      add: postRosterTicket,
      change: putRosterTicket,
      setStatus: putRosterTicketStatus,
    },
    needs,
  );

  const document = openApiDocument(ENDPOINT_GROUPS, needs);
  server.get('/public-api/openapi.json', async (_req, res) => sendAnswer(res, needs.newId(), document));
  server.get('/public-api/docs', async (_req, res) => sendPage(res, 200, apiReferencePage(document)));
}
