import { createDirectorySource } from '#adapters/graph/directory-source.ts';
import { createGraphClient } from '#adapters/graph/guarded-client.ts';
import { createPresenceSource } from '#adapters/graph/presence-source.ts';
import { createShiftSource } from '#adapters/graph/shift-source.ts';
import type { DeskAccess } from '#core/access/ports.ts';
import {
  type AvailabilityService,
  createAvailabilityService,
} from '#core/availability/availability-service.ts';
import { systemClock } from '#kernel/clock.ts';
import { silentLogger } from '#kernel/logger.ts';
import { setTimeout as wait } from 'node:timers/promises';
import type { Desk } from '../../test/sandbox/desk/desk-types.ts';
import { BOT_ID, BOT_PASSWORD, DESK_CLIENT_ID, DESK_CLIENT_SECRET } from '../../test/sandbox/desk/ids.ts';
import { makeLargeDesk } from '../../test/sandbox/desk/large-desk.ts';
import { type Entra, startEntra } from '../../test/sandbox/entra/entra.ts';
import { type Graph, startGraph } from '../../test/sandbox/graph/graph.ts';
import type { Measurement, Row } from '../measurement.ts';

export const TECHNICIANS = [0, 1, 650, 651, 1_000, 5_000] as const;
export const ROTA_TEAMS = [0, 1, 3] as const;
const AT_ONCE = 50;
const SEATS_PER_ROTA_TEAM = 100;

export interface RequestCount {
  readonly technicians: number;
  readonly rotaTeams: number;
  readonly questions: number;
  /** By route of the simulated Graph, tokens left out. */
  readonly byRoute: Readonly<Record<string, number>>;
  readonly total: number;
  readonly least: number;
}

/** How often Graph is asked for one cold answer, over the real adapter, beside the least that Graph's limits allow (AV-8); last a line
 *  where many ask at once. */
export async function countGraphRequests(): Promise<readonly RequestCount[]> {
  const now = systemClock.now();
  const desk = makeLargeDesk({
    technicians: Math.max(...TECHNICIANS),
    teams: Math.max(...ROTA_TEAMS),
    membersPerTeam: SEATS_PER_ROTA_TEAM,
    rotaTeams: Math.max(...ROTA_TEAMS),
    now,
  });
  const entra = await startDeskEntra(desk);
  try {
    const graph = await startGraph({ port: 0, desk, entra, clock: systemClock, throttling: false });
    try {
      const token = await appToken(entra, desk.tenantId);
      const counts: RequestCount[] = [];
      for (const technicians of TECHNICIANS) {
        for (const rotaTeams of ROTA_TEAMS) {
          counts.push(await countOnce({ desk, graph, token, technicians, rotaTeams, questions: 1 }));
        }
      }
      counts.push(
        await countOnce({ desk, graph, token, technicians: 1_000, rotaTeams: 3, questions: AT_ONCE }),
      );
      return counts;
    } finally {
      await graph.close();
    }
  } finally {
    await entra.close();
  }
}

export const graphRequests: Measurement = {
  name: 'graph-requests',
  async run() {
    return (await countGraphRequests()).map(toRow);
  },
};

function toRow(count: RequestCount): Row {
  const { technicians, rotaTeams, questions, total, least, byRoute } = count;
  const asked = questions === 1 ? 'one question' : `${questions} questions at once`;
  return {
    id: questions === 1 ? 'B5' : 'B6',
    what: `Graph requests: ${technicians} technicians, ${rotaTeams} rota teams, ${asked}`,
    value: String(total),
    target: `= ${least}`,
    isMet: total === least,
    kind: 'count',
    details: byRoute,
  };
}

interface CountOrder {
  readonly desk: Desk;
  readonly graph: Graph;
  readonly token: string;
  readonly technicians: number;
  readonly rotaTeams: number;
  readonly questions: number;
}

/** A new service has nothing in memory, so its first answer is a cold one. */
async function countOnce(order: CountOrder): Promise<RequestCount> {
  const { desk, graph, technicians, rotaTeams, questions } = order;
  const service = createService(order);
  graph.reset();
  const caller = { kind: 'system', deskId: desk.tenantId, id: 'bench', name: 'Bench' } as const;
  const answers = await Promise.all(
    Array.from({ length: questions }, () => service.ask(caller, { slot: null })),
  );
  for (const answer of answers) {
    const failed = answer.sources.find((source) => source.error !== null);
    if (failed) throw new Error(`${failed.source} could not be read`, { cause: failed.error });
    if (answer.technicians.length !== technicians) throw new Error('an answer lacks technicians');
  }
  const routes = graph.requests.map((request) => request.route ?? 'unknown');
  const byRoute = Object.fromEntries(
    Map.groupBy(routes, (route) => route)
      .entries()
      .map(([route, all]) => [route, all.length]),
  );
  const least = Math.ceil(technicians / 650) + 2 * rotaTeams;
  return { technicians, rotaTeams, questions, byRoute, total: routes.length, least };
}

/** The real service and Graph adapter; roster and settings are given, because what is counted leaves for Graph. */
function createService({ desk, graph, token, technicians, rotaTeams }: CountOrder): AvailabilityService {
  const clock = systemClock;
  const access: DeskAccess = {
    graphToken: async () => token,
    graphRefused: async (_deskId, error) => error,
  };
  const sleep = (milliseconds: number): Promise<void> => wait(milliseconds);
  const needs = { clock, access, cloud: 'global', sleep } as const;
  const client = createGraphClient({
    ...needs,
    baseUrl: graph.origin,
    logger: silentLogger,
    random: Math.random,
  });
  const roster = desk.users.slice(0, technicians).map((user) => ({
    technicianId: user.id,
    name: user.displayName,
    userId: user.id,
    mapping: 'auto' as const,
  }));
  const rota = desk.groups.slice(0, rotaTeams).map(({ id, displayName }) => ({
    teamId: id,
    name: displayName,
  }));
  return createAvailabilityService({
    clock,
    roster: { readRoster: async () => ({ readAt: clock.now(), technicians: roster, psaError: null }) },
    presence: createPresenceSource({ ...needs, graph: client }),
    shifts: createShiftSource({ ...needs, graph: client }),
    overrides: { readOverrides: async () => [] },
    settings: {
      readAvailabilitySettings: async () => ({
        rotaTeams: rota,
        presenceBlocksMinutes: 120,
        planningWindowHours: 24,
        coverageMinimum: 1,
      }),
    },
    teams: createDirectorySource({ ...needs, graph: client }),
  });
}

async function startDeskEntra(desk: Desk): Promise<Entra> {
  return startEntra({
    port: 0,
    desk,
    clock: systemClock,
    app: { clientId: DESK_CLIENT_ID, clientSecret: DESK_CLIENT_SECRET, redirectUris: [] },
    bot: { id: BOT_ID, password: BOT_PASSWORD, tenantId: desk.tenantId },
    ssoAudience: DESK_CLIENT_ID,
    initialConsent: 'granted',
  });
}

async function appToken(entra: Entra, tenantId: string): Promise<string> {
  const response = await fetch(`${entra.origin}/${tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: DESK_CLIENT_ID,
      client_secret: DESK_CLIENT_SECRET,
      scope: 'https://graph.microsoft.com/.default',
    }),
  });
  const { access_token: token } = (await response.json()) as { readonly access_token?: string }; // checked on the next line
  if (token === undefined) throw new Error('Entra gave no token');
  return token;
}
