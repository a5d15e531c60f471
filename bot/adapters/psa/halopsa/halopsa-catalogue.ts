import type { Named, PsaCatalogue, PsaTickets } from '#core/dispatch/ports.ts';
import type { PsaConnection } from '#core/settings/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Budget } from '#kernel/vocabulary.ts';
import { z } from 'zod';
import { createHourMemory, type HourMemory } from '../hour-memory.ts';
import { blankToNull } from '../person-words.ts';
import type { HaloPsaAgents } from './halopsa-agents.ts';
import type { HaloPsaClient } from './halopsa-client.ts';
import type { HaloPsaNames } from './halopsa-names.ts';

const PAGE = 100;
const MOST_COMPANIES = 2_000;
const PAGES_AT_ONCE = 4;

const clientsSchema = z.object({
  record_count: z.number().int(),
  clients: z.array(
    z.object({ id: z.number().int(), name: z.string().nullish(), inactive: z.boolean().nullish() }),
  ),
});

/** Names for instructions. Throws `psa_down`, `psa_throttled`, `psa_refused`, `psa_permission_missing`. */
export function createHaloPsaCatalogue(needs: {
  readonly client: HaloPsaClient;
  readonly clock: Clock;
  readonly names: HourMemory<HaloPsaNames>;
  readonly agents: HourMemory<HaloPsaAgents>;
}): Pick<PsaTickets<PsaConnection>, 'readCatalogue'> {
  const { client, clock, names, agents } = needs;
  const companies = createHourMemory({
    clock,
    read: (connection, budget) => readCompanies(client, connection, budget),
  });

  return {
    async readCatalogue(connection, budget): Promise<PsaCatalogue> {
      const [known, people, clients] = await Promise.all([
        names(connection, budget),
        agents(connection, budget),
        companies(connection, budget),
      ]);
      return {
        priorities: [...known.priorities.values()]
          .filter(({ id }) => !known.hidden.has(id))
          .toSorted((a, b) => a.rank - b.rank),
        queues: known.teams,
        companies: clients,
        skills: [...new Set([...people.values()].flatMap(({ skills }) => skills ?? []))].toSorted(),
      };
    },
  };
}

async function readCompanies(
  client: HaloPsaClient,
  connection: PsaConnection,
  budget: Budget,
): Promise<readonly Named[]> {
  const patience = client.patienceFor(budget);
  const readPage = (page: number) =>
    client.get(connection, {
      path: '/Client',
      query: {
        pageinate: 'true',
        page_no: String(page),
        page_size: String(PAGE),
        order: 'name',
        includeactive: 'true',
        includeinactive: 'false',
      },
      schema: clientsSchema,
      right: 'read:customers',
      budget,
      patience,
    });
  const first = await readPage(1);
  const size = first.clients.length;
  const pages = size === 0 ? 1 : Math.ceil(Math.min(first.record_count, MOST_COMPANIES) / size);
  const rows = [...first.clients];
  for (let page = 2; page <= pages; page += PAGES_AT_ONCE) {
    const batch = Array.from({ length: Math.min(PAGES_AT_ONCE, pages - page + 1) }, (_, at) => page + at);
    rows.push(...(await Promise.all(batch.map(readPage))).flatMap(({ clients }) => clients));
  }
  const named = rows.flatMap(({ id, name, inactive }): readonly Named[] => {
    const known = blankToNull(name);
    return known === null || inactive === true ? [] : [{ id: String(id), name: known }];
  });
  const once = [...new Map(named.map((company) => [company.id, company])).values()];
  return once.toSorted((a, b) => a.name.localeCompare(b.name)).slice(0, MOST_COMPANIES);
}
