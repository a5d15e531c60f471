import { createAppTokenSource } from '#adapters/entra/app-tokens.ts';
import { type ChannelTokenVerifier, createChannelTokenVerifier } from '#adapters/entra/channel-token.ts';
import { type ConnectorTokenSource, createConnectorTokenSource } from '#adapters/entra/connector-token.ts';
import { createConsentPages } from '#adapters/entra/consent-pages.ts';
import { createUserTokenVerifier, type UserTokenVerifier } from '#adapters/entra/user-token.ts';
import { createDirectorySource } from '#adapters/graph/directory-source.ts';
import { createGraphClient } from '#adapters/graph/guarded-client.ts';
import { createPresenceSource } from '#adapters/graph/presence-source.ts';
import { createShiftSource } from '#adapters/graph/shift-source.ts';
import { createRankingModel } from '#adapters/model/ranking-model.ts';
import { createAutotask } from '#adapters/psa/autotask/autotask.ts';
import { createConnectWise } from '#adapters/psa/connectwise/connectwise.ts';
import { createHaloPsa } from '#adapters/psa/halopsa/halopsa.ts';
import { createCsvSheets } from '#adapters/psa/roster/csv-sheet.ts';
import { createRosterPsa } from '#adapters/psa/roster/roster.ts';
import { createRosterTickets } from '#adapters/psa/roster/roster-tickets.ts';
import { openStore, type Store } from '#adapters/store/open-store.ts';
import { createVault } from '#adapters/store/vault.ts';
import { type AuditService, createAuditService } from '#core/access/audit-service.ts';
import { type ConsentService, createConsentService } from '#core/access/consent-service.ts';
import { createKeysService, type KeysService } from '#core/access/keys-service.ts';
import { createPeopleService, type PeopleService } from '#core/access/people-service.ts';
import { createRolesService, type RolesService } from '#core/access/roles-service.ts';
import {
  type AvailabilityService,
  createAvailabilityService,
} from '#core/availability/availability-service.ts';
import { type CoverageService, createCoverageService } from '#core/availability/coverage-service.ts';
import { createExplainService, type ExplainService } from '#core/availability/explain-service.ts';
import { createOverrideService, type OverrideService } from '#core/availability/override-service.ts';
import { createDispatchService, type DispatchService } from '#core/dispatch/dispatch-service.ts';
import type { HookSource, RankingModel } from '#core/dispatch/ports.ts';
import { createNameReader } from '#core/dispatch/read-names.ts';
import {
  createRosterTicketsService,
  type RosterTicketsService,
} from '#core/dispatch/roster-tickets-service.ts';
import { createWorkflowBook } from '#core/dispatch/workflow-book.ts';
import { createWorkflowService, type WorkflowService } from '#core/dispatch/workflow-service.ts';
import { createMappingService, type MappingService } from '#core/mapping/mapping-service.ts';
import { createHealthService, type HealthService } from '#core/settings/health-service.ts';
import { createInventoryService, type InventoryService } from '#core/settings/inventory-service.ts';
import { createPsaService, type PsaService } from '#core/settings/psa-service.ts';
import { createRosterService, type RosterService } from '#core/settings/roster-service.ts';
import { createSettingsService, type SettingsService } from '#core/settings/settings-service.ts';
import { createSetupService, type SetupService } from '#core/settings/setup-service.ts';
import { createTeamChoices, type TeamChoices } from '#core/settings/team-choice.ts';
import type { Clock } from '#kernel/clock.ts';
import { newId } from '#kernel/ids.ts';
import type { Logger } from '#kernel/logger.ts';
import type { Env } from './env.ts';
import { hooksOf, type PsaConnectors, techniciansOf, ticketsOf } from './psa-of-desk.ts';

/** The services of the core, each with the adapters that this deployment uses. */
export interface Services {
  readonly availability: AvailabilityService;
  readonly coverage: CoverageService;
  readonly explain: ExplainService;
  readonly overrides: OverrideService;
  readonly mapping: MappingService;
  readonly dispatch: DispatchService;
  readonly workflows: WorkflowService;
  readonly rosterTickets: RosterTicketsService;
  readonly hooks: HookSource;
  /** From which the secrets of webhook addresses are made. */
  readonly hookKey: Uint8Array;
  readonly consent: ConsentService;
  readonly keys: KeysService;
  readonly roles: RolesService;
  readonly settings: SettingsService;
  readonly psa: PsaService;
  readonly roster: RosterService;
  readonly setup: SetupService;
  readonly teamChoices: TeamChoices;
  readonly health: HealthService;
  readonly people: PeopleService;
  readonly audit: AuditService;
  readonly inventory: InventoryService;
  readonly store: Store;
}

export interface Needs {
  readonly env: Env;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Opens the database and builds the services. Whoever opens them closes `store`. Throws what `openStore` throws. */
export async function openServices({ env, clock, logger }: Needs): Promise<Services> {
  const store = await openStore({ url: env.databaseUrl, vaultKeys: env.encryptionKeys, logger, clock });
  const settings = createSettingsService({
    clock,
    store: store.settings,
    configuredDesks: env.desks,
    workflowRotas: store.workflows,
  });
  const consent = createConsentService({
    clock,
    logger,
    newId,
    store: store.consent,
    tokens: createAppTokenSource({ ...entraOf(env), ...env.deskApp, clock, logger }),
    pages: createConsentPages({ ...entraOf(env), clientId: env.deskApp.clientId, publicUrl: env.publicUrl }),
    stateKey: new Uint8Array(createVault(env.encryptionKeys).deriveKey('consent-state')),
  });
  const graph = createGraphClient({
    baseUrl: env.graphBaseUrl,
    access: consent,
    clock,
    logger,
    random: Math.random,
    sleep,
  });
  const directory = createDirectorySource({ graph, access: consent });
  const connectors: PsaConnectors = {
    roster: {
      ...createRosterPsa({ store: store.roster }),
      ...createRosterTickets({ roster: store.roster, tickets: store.rosterTickets, clock }),
    },
    halopsa: createHaloPsa({ clock, logger, allowLoopback: env.allowLoopback }),
    connectwise: createConnectWise({ clock, logger, allowLoopback: env.allowLoopback }),
    autotask: createAutotask({ clock, logger, allowLoopback: env.allowLoopback }),
  };
  const mapping = createMappingService({
    clock,
    logger,
    newId,
    sleep,
    technicians: techniciansOf(store.psa, connectors),
    directory,
    store: store.mapping,
    settings,
  });
  const shifts = createShiftSource({ graph, clock, cloud: env.cloud, sleep });
  const availability = createAvailabilityService({
    clock,
    roster: mapping,
    presence: createPresenceSource({ graph, clock, cloud: env.cloud }),
    shifts,
    overrides: store.overrides,
    settings,
    teams: directory,
  });
  const teamChoices = createTeamChoices({ settings, mapping });
  const tickets = ticketsOf(store.psa, connectors);
  const names = createNameReader({ roster: mapping, tickets, store: store.workflows, logger });
  const workflowBook = createWorkflowBook({ store: store.workflows, settings });
  const model = modelOf({ env, clock, logger });
  return {
    dispatch: createDispatchService({
      clock,
      logger,
      newId,
      newSeed: () => Math.floor(Math.random() * 2 ** 32),
      availability,
      roster: mapping,
      overrides: store.overrides,
      tickets,
      store: store.dispatch,
      workflows: workflowBook,
      names,
      desks: {
        servedDesks: () => settings.servedDesks(),
        async readZone(deskId) {
          return (await settings.deskProfile(deskId)).zone;
        },
      },
      model,
    }),
    workflows: createWorkflowService({
      clock,
      newId,
      store: store.workflows,
      book: workflowBook,
      names,
      hasModel: model !== null,
    }),
    rosterTickets: createRosterTicketsService({ clock, store: store.rosterTickets }),
    hooks: hooksOf(store.psa, connectors),
    hookKey: new Uint8Array(createVault(env.encryptionKeys).deriveKey('psa-hook')),
    availability,
    coverage: createCoverageService({
      clock,
      roster: mapping,
      shifts,
      settings,
      names: {
        async readUserName(deskId, userId, budget) {
          return (await directory.findUser(deskId, userId, budget))?.displayName ?? null;
        },
      },
    }),
    explain: createExplainService({ availability }),
    overrides: createOverrideService({ clock, roster: mapping, store: store.overrides }),
    mapping,
    consent,
    settings,
    store,
    keys: createKeysService({ clock, newId, store: store.keys }),
    roles: createRolesService({ clock, store: store.roles, initialAdmins: env.initialAdmins }),
    psa: createPsaService({
      clock,
      store: store.psa,
      mappings: store.mapping,
      connectors,
      onTechniciansChanged: (deskId) => mapping.forgetTechnicians(deskId),
    }),
    roster: createRosterService({
      clock,
      newId,
      store: store.roster,
      sheets: createCsvSheets(),
      onTechniciansChanged: (deskId) => mapping.forgetTechnicians(deskId),
    }),
    people: createPeopleService({ directory }),
    audit: createAuditService({ store: store.audit }),
    inventory: createInventoryService({ store: store.inventory }),
    teamChoices,
    setup: createSetupService({ cloud: env.cloud, consent, teams: teamChoices, mapping, psa: store.psa }),
    health: createHealthService({ clock, consent, mapping, availability }),
  };
}

/** What the bot needs of Entra: proof that a message comes from Teams, and a token for the answer. */
export function openTeamsAccess({ env, clock, logger }: Needs): {
  readonly channel: ChannelTokenVerifier;
  readonly connector: ConnectorTokenSource;
} {
  const connector = createConnectorTokenSource({
    ...entraOf(env),
    botId: env.bot.appId,
    botPassword: env.bot.password,
    botType: env.bot.type,
    botTenantId: env.bot.tenantId,
    clock,
    logger,
  });
  const channel = createChannelTokenVerifier({
    openIdMetadataUrl: env.botOpenIdMetadataUrl,
    cloud: env.cloud,
    botId: env.bot.appId,
    clock,
    logger,
  });
  return { channel, connector };
}

/** What the tab needs of Entra: proof of who is signed in. */
export function openSignIn(
  { env, clock, logger }: Needs,
  settings: Pick<SettingsService, 'isServed'>,
): UserTokenVerifier {
  const isDesk = (deskId: string) => settings.isServed(deskId);
  return createUserTokenVerifier({ ...entraOf(env), audience: env.ssoAudience, isDesk, clock, logger });
}

function entraOf(env: Env): Pick<Env, 'entraBaseUrl' | 'cloud'> {
  return { entraBaseUrl: env.entraBaseUrl, cloud: env.cloud };
}

function modelOf({ env, clock, logger }: Needs): RankingModel | null {
  if (env.model === null) return null;
  const { name, ...access } = env.model;
  return createRankingModel({ ...access, model: name, clock, logger });
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
