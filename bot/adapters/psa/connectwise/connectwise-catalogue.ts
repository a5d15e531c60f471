import type { Named, PsaCatalogue } from '#core/dispatch/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { z } from 'zod';
import { blankToNull } from '../person-words.ts';
import type { ConnectWiseTalk } from './connectwise-client.ts';
import { referenceSchema, RIGHTS, textSchema } from './connectwise-fields.ts';
import { createHourMemory } from './connectwise-memory.ts';
import type { ConnectWisePriorities } from './connectwise-priorities.ts';
import { readRows } from './connectwise-rows.ts';

const boardSchema = z.object({ id: z.number().int(), name: textSchema });
const companySchema = z.object({ id: z.number().int(), name: textSchema, status: referenceSchema.nullish() });
const MOST_BOARDS = 1000;
const MOST_COMPANIES = 2000;

/** Priorities, service boards and companies; up to an hour old. Skills are left out, because no technician's are known. Throws as
 *  `ConnectWiseTalk.get`. */
export type CatalogueReader = (talk: ConnectWiseTalk) => Promise<PsaCatalogue>;

export function createCatalogueReader(needs: {
  readonly clock: Clock;
  readonly priorities: ConnectWisePriorities;
}): CatalogueReader {
  const memory = createHourMemory<PsaCatalogue>(needs);
  return (talk) =>
    memory.recall(talk, 'catalogue', async () => {
      const [priorities, boards, companies] = await Promise.all([
        needs.priorities.list(talk),
        readRows(talk, {
          path: '/service/boards',
          conditions: 'inactiveFlag=false and projectFlag=false',
          row: boardSchema,
          right: RIGHTS.readTables,
          most: MOST_BOARDS,
        }),
        readRows(talk, {
          path: '/company/companies',
          conditions: 'deletedFlag=false',
          row: companySchema,
          right: RIGHTS.readCompanies,
          most: MOST_COMPANIES,
        }),
      ]);
      const active = companies.filter(({ status }) => !/inactive/i.test(status?.name ?? ''));
      return { priorities, queues: named(boards), companies: named(active), skills: [] };
    });
}

function named(rows: readonly z.output<typeof boardSchema>[]): readonly Named[] {
  return rows
    .flatMap(({ id, name }) => {
      const known = blankToNull(name);
      return known === null ? [] : [{ id: String(id), name: known }];
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en') || Number(a.id) - Number(b.id));
}
