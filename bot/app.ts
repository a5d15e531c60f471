import { mountConsentPages } from '#api/consent-pages.ts';
import { mountHealth } from '#api/health.ts';
import { mountPsaHooks } from '#api/psa-hooks.ts';
import { mountPublicApi } from '#api/public-api.ts';
import { mountTabApi } from '#api/tab-api.ts';
import { mountTabPages } from '#api/tab-pages.ts';
import { createChat } from '#chat/bot.ts';
import { startDispatchJobs } from '#jobs/dispatch-jobs.ts';
import { startHistoryPruner } from '#jobs/prune-history.ts';
import { startRunSweeper } from '#jobs/sweep-runs.ts';
import { newId } from '#kernel/ids.ts';
import packageJson from '../package.json' with { type: 'json' };
import { type Needs, openSignIn, openTeamsAccess, type Services } from './compose.ts';
import { createHttpServer } from './server.ts';
import { createTabLinks } from './tab-links.ts';

export interface App {
  /** Starts to listen and answers the port. */
  start(): Promise<number>;
  /** Readiness goes, requests under way end, the database is handed back. */
  stop(): Promise<void>;
}

/** All of the end together (row P11: 10 s); platforms kill after 30 s. */
const STOP_MS = 9_000;
/** Of which the listener may take. */
const DRAIN_MS = 8_000;
/** A balancer looks every second or two. Nobody balances a sandbox. */
const ANNOUNCE_MS = 2_000;

/** The whole program on top of its services: bot, public API, pages, health and jobs behind one listener. */
export function createApp({ env, clock, logger }: Needs, services: Services): App {
  const { store } = services;
  const teams = openTeamsAccess({ env, clock, logger });
  const users = openSignIn({ env, clock, logger }, services.settings);
  const links = createTabLinks(env);
  const chat = createChat({
    services,
    verifyChannelToken: (header, activity) => teams.channel.verify(header, activity),
    getConnectorToken: () => teams.connector.getConnectorToken(),
    serviceUrls: env.botServiceUrls,
    botId: env.bot.appId,
    tenantId: env.bot.tenantId,
    isServed: (deskId) => services.settings.isServed(deskId),
    clock,
    logger,
    newId,
    links,
    playground: env.playground,
    conversations: store.conversations,
  });
  services.dispatch.onEvent((event) => {
    if (event.event === 'assigned') void chat.tellAssigned(event);
    else void chat.tellEscalated(event);
  });
  const server = createHttpServer({
    logger,
    newId,
    isHttps: env.publicUrl.startsWith('https:'),
    messages: chat.handleMessages,
    playground: chat.handlePlayground,
    announceMs: env.allowLoopback ? 0 : ANNOUNCE_MS,
    mount(routes) {
      const shared = { clock, logger, newId, publicUrl: env.publicUrl, version: packageJson.version };
      mountHealth(routes, {
        ...shared,
        pingStore: () => store.ping(),
        isDraining: () => server.isDraining(),
      });
      mountConsentPages(routes, { consent: services.consent, logger, setupUrl: links.tab('admin/setup') });
      mountPsaHooks(routes, { ...shared, ...services });
      mountPublicApi(routes, { ...shared, ...services });
      mountTabPages(routes, {
        cloud: env.cloud,
        tabHostOrigins: env.tabHostOrigins,
        signInClient: env.ssoAudience,
        entraOrigin: env.entraBaseUrl,
      });
      mountTabApi(routes, {
        ...shared,
        ...services,
        verifyUserToken: (header) => users.verify(header),
        stepUpContext: env.stepUpContext,
      });
    },
  });
  let stopJobs = async (): Promise<void> => {};

  return {
    async start() {
      // Before any work: a program without a door does nothing.
      const port = await server.listen(env.port);
      const stops = [
        startRunSweeper({ store: store.mapping, logger }),
        startHistoryPruner({
          mapping: store.mapping,
          consent: store.consent,
          dispatch: store.dispatch,
          clock,
          logger,
        }),
      ];
      const stopDispatch = startDispatchJobs({ dispatch: services.dispatch, logger });
      stopJobs = async () => {
        for (const stop of stops) stop();
        await stopDispatch();
      };
      return port;
    },
    async stop() {
      const end = performance.now() + STOP_MS;
      const jobsEnded = stopJobs();
      await server.close(DRAIN_MS);
      await within(jobsEnded, end - performance.now());
      await chat.close(end - performance.now());
      await store.close();
    },
  };
}

/** A job that waits for a silent PSA must not keep the program from ending: what it began is found again at the next start. */
async function within(work: Promise<void>, milliseconds: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, Math.max(0, milliseconds));
  await Promise.race([work, promise]);
  clearTimeout(timer);
}
