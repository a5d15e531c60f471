import type { Clock } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import { z } from 'zod';
import { blankToNull } from '../person-words.ts';
import type { AutotaskVisit } from './autotask-client.ts';
import { createHourMemory } from './autotask-memory.ts';
import { MOST_VALUES, RIGHTS } from './autotask-rights.ts';

export interface NameSource {
  /** Names of companies by id, one request for all that are not known yet. Those that are gone are left out. */
  companyNames(visit: AutotaskVisit, ids: readonly number[]): Promise<ReadonlyMap<number, string>>;
  /** Names of people by id; without those that may not be read. */
  resourceNames(visit: AutotaskVisit, ids: readonly number[]): Promise<ReadonlyMap<number, string>>;
}

const textSchema = z.string().nullish();
const companySchema = z.object({ id: z.number().int(), companyName: textSchema });
const resourceSchema = z.object({ id: z.number().int(), firstName: textSchema, lastName: textSchema });

/** Tickets hold ids alone; who and what they stand for is kept for an hour. */
export function createNameSource({ clock }: { readonly clock: Clock }): NameSource {
  const companies = createHourMemory<string>({ clock });
  const resources = createHourMemory<string>({ clock });

  async function named(
    memory: typeof companies,
    visit: AutotaskVisit,
    ids: readonly number[],
    read: (unknown: readonly number[]) => Promise<readonly (readonly [number, string])[]>,
  ): Promise<ReadonlyMap<number, string>> {
    const names = new Map<number, string>();
    const unknown: number[] = [];
    for (const id of new Set(ids)) {
      const known = memory.get(visit.connection, String(id));
      if (known === undefined) unknown.push(id);
      else names.set(id, known);
    }
    for (let from = 0; from < unknown.length; from += MOST_VALUES) {
      for (const [id, name] of await read(unknown.slice(from, from + MOST_VALUES))) {
        memory.set(visit.connection, String(id), name);
        names.set(id, name);
      }
    }
    return names;
  }

  return {
    companyNames: (visit, ids) =>
      named(companies, visit, ids, async (unknown) => {
        const rows = await visit.query({
          entity: 'Companies',
          filter: [{ op: 'in', field: 'id', value: unknown }],
          fields: Object.keys(companySchema.shape),
          row: companySchema,
          right: RIGHTS.companies,
        });
        return rows.map(({ id, companyName }) => [id, blankToNull(companyName) ?? `Company ${id}`]);
      }),
    async resourceNames(visit, ids) {
      try {
        return await named(resources, visit, ids, async (unknown) => {
          const rows = await visit.query({
            entity: 'Resources',
            filter: [{ op: 'in', field: 'id', value: unknown }],
            fields: Object.keys(resourceSchema.shape),
            row: resourceSchema,
            right: RIGHTS.resources,
          });
          return rows.map((row) => [row.id, personName(row)]);
        });
      } catch (cause) {
        // The name of an owner is an extra: nothing is decided by it.
        if (cause instanceof AppError && cause.code.startsWith('psa_')) return new Map();
        throw cause;
      }
    },
  };
}

function personName({ id, firstName, lastName }: z.output<typeof resourceSchema>): string {
  const names = [firstName, lastName].map(blankToNull).filter((name) => name !== null);
  return blankToNull(names.join(' ')) ?? `Resource ${id}`;
}
