import { randomBytes } from 'node:crypto';
import { mountConsentPages } from '#api/consent-pages.ts';
import { mountHealth } from '#api/health.ts';
import { mountPublicApi } from '#api/public-api.ts';
import { openStore } from '#adapters/store/open-store.ts';
import { type ConsentService, createConsentService } from '#core/access/consent-service.ts';
import { createKeysService } from '#core/access/keys-service.ts';
import { SCOPES, type Scope } from '#core/access/policy.ts';
import { createAvailabilityService } from '#core/availability/availability-service.ts';
import { createRosterTicketsService } from '#core/dispatch/roster-tickets-service.ts';
import { createMappingService } from '#core/mapping/mapping-service.ts';
import type { Team, Technician, User } from '#core/mapping/ports.ts';
import { createSettingsService } from '#core/settings/settings-service.ts';
import type { Caller } from '#kernel/caller.ts';
import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { silentLogger } from '#kernel/logger.ts';
import { createHttpServer } from '../../../bot/server.ts';
import { createDesk } from '../dispatch/service/desk.ts';

export const DESK = '3f0d1c52-6f3a-4d3e-9a44-0b6a1de0a001';
export const OTHER_DESK = '3f0d1c52-6f3a-4d3e-9a44-0b6a1de0a002';
export const NOW = new Date('2026-11-21T16:00:00Z');

/** The API on a real listener, over the real core and a real database; only Microsoft and the PSA are made up. */
export async function startApiWorld() {
  let now = NOW;
  const clock = { now: () => now };
  const store = await openStore({
    url: 'sqlite::memory:',
    vaultKeys: `k1:${randomBytes(32).toString('base64')}`,
    logger: silentLogger,
    clock,
  });
  const outside = {
    technicians: [] as Technician[],
    teams: [] as Team[],
    members: [] as User[],
    /** Thrown by every directory read while set. */
    failure: null as AppError | null,
    membersWait: Promise.resolve(),
    roles: ['Presence.Read.All', 'Schedule.Read.All', 'GroupMember.Read.All', 'User.Read.All'] as
      | string[]
      | AppError,
    storeDown: false,
    storeHangs: false,
  };
  const settings = createSettingsService({
    clock,
    store: store.settings,
    configuredDesks: [DESK, OTHER_DESK],
    workflowRotas: store.workflows,
  });
  const consent: ConsentService = createConsentService({
    clock,
    logger: silentLogger,
    newId,
    store: store.consent,
    tokens: {
      async getAppToken(deskId) {
        if (outside.roles instanceof AppError) throw outside.roles;
        return {
          accessToken: 't',
          expiresAt: new Date(now.getTime() + 3_600_000),
          tenantId: deskId,
          roles: outside.roles,
        };
      },
    },
    pages: {
      consentUrl: (deskId, state) =>
        `https://login.example/${deskId}/v2.0/adminconsent?state=${encodeURIComponent(state)}`,
    },
    stateKey: new Uint8Array(randomBytes(32)),
  });
  const mapping = createMappingService({
    clock,
    logger: silentLogger,
    newId,
    sleep: () => Promise.reject(new Error('nobody waits here')),
    technicians: { listTechnicians: async () => outside.technicians },
    directory: {
      async listTeams() {
        if (outside.failure) throw outside.failure;
        return outside.teams;
      },
      async *readMembers() {
        await outside.membersWait;
        yield outside.members;
      },
      findUser: async (_desk, asked) =>
        outside.members.find((user) => user.userId === asked || user.userPrincipalName === asked) ?? null,
      searchUsers: async () => [],
    },
    store: store.mapping,
    settings,
  });
  const availability = createAvailabilityService({
    clock,
    roster: mapping,
    presence: {
      readPresence: async (_desk, ids) => ({
        readAt: now,
        presences: new Map(
          ids.map((id) => [id, { availability: 'Available', activity: 'Available', outOfOffice: false }]),
        ),
        unread: [],
      }),
    },
    shifts: { readRota: async () => ({ readAt: now, shifts: [], timesOff: [], ignoredCount: 0 }) },
    overrides: store.overrides,
    settings,
    teams: { readMemberIds: async () => new Set<string>() },
  });
  const keys = createKeysService({ clock, newId, store: store.keys });
  const desk = createDesk(store, ['Ana', 'Ben', 'Chloe', 'Dmitri']);
  let served: readonly { readonly method: string; readonly path: string }[] = [];
  const server = createHttpServer({
    logger: silentLogger,
    newId,
    isHttps: true,
    messages: async (_req, res) => {
      res.writeHead(200);
      res.end();
    },
    playground: null,
    mount(routes) {
      const shared = {
        clock,
        logger: silentLogger,
        newId,
        publicUrl: 'https://rollcall.example',
        version: '1.2.3',
      };
      mountHealth(routes, {
        ...shared,
        pingStore() {
          if (outside.storeHangs) return new Promise(() => {});
          return outside.storeDown ? Promise.reject(new AppError('store_down', 'down')) : store.ping();
        },
        isDraining: () => server.isDraining(),
      });
      mountConsentPages(routes, { consent, logger: silentLogger, setupUrl: null });
      mountPublicApi(routes, {
        ...shared,
        availability,
        mapping,
        dispatch: desk.service,
        workflows: desk.workflows,
        rosterTickets: createRosterTicketsService({ clock, store: store.rosterTickets }),
        consent,
        keys,
        settings,
      });
      served = Object.values(routes.router.getRoutes()).map(({ method, path }) => ({
        method,
        path: String(path),
      }));
    },
  });
  const port = await server.listen(0);
  const origin = `http://127.0.0.1:${port}`;

  async function makeKey(scopes: readonly Scope[] = SCOPES, deskId = DESK): Promise<string> {
    const system: Caller = { kind: 'system', deskId, id: 'test', name: 'Test' };
    return (await keys.create(system, { name: 'test', scopes })).secret;
  }

  return {
    origin,
    server,
    outside,
    /** Tickets, technicians and workflows of `DESK` for dispatch. */
    desk,
    store,
    consent,
    makeKey,
    served: () => served,
    pass: (seconds: number) => {
      now = new Date(now.getTime() + seconds * 1000);
    },
    async call(
      path: string,
      key: string | null,
      init: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
    ) {
      const response = await fetch(`${origin}${path}`, {
        method: init.method ?? 'GET',
        redirect: 'manual',
        headers: {
          ...(key === null ? {} : { authorization: `Bearer ${key}` }),
          ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
          ...init.headers,
        },
        ...(init.body === undefined
          ? {}
          : { body: typeof init.body === 'string' ? init.body : JSON.stringify(init.body) }),
      });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.includes('json') ?? false;
      return {
        status: response.status,
        headers: response.headers,
        text,
        json: isJson ? JSON.parse(text) : null,
      };
    },
    async stop() {
      await server.close(200);
      await store.close();
    },
  };
}
