import type { Named, PsaCatalogue } from '#core/dispatch/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { z } from 'zod';
import { blankToNull } from '../person-words.ts';
import type { AutotaskVisit } from './autotask-client.ts';
import type { LabelSource } from './autotask-labels.ts';
import { createHourMemory } from './autotask-memory.ts';
import { RIGHTS } from './autotask-rights.ts';
import type { SkillSource } from './autotask-skills.ts';

export interface AutotaskCatalogue {
  /** May be up to an hour old. */
  read(visit: AutotaskVisit): Promise<PsaCatalogue>;
}

const MOST_COMPANIES = 2_000;
const companySchema = z.object({ id: z.number().int(), companyName: z.string().nullish() });

/** What instructions may name: labels of tickets, active companies, skills. */
export function createAutotaskCatalogue(needs: {
  readonly clock: Clock;
  readonly labels: LabelSource;
  readonly skills: SkillSource;
}): AutotaskCatalogue {
  const { clock, labels, skills } = needs;
  const memory = createHourMemory<PsaCatalogue>({ clock });
  return {
    read: (visit) =>
      memory.recall(visit.connection, visit.budget, async () => {
        const [known, companies, { names }] = await Promise.all([
          labels.labelsFor(visit),
          readCompanies(visit),
          skills.skillsFor(visit),
        ]);
        return {
          priorities: known.activePriorities,
          queues: known.activeQueues,
          companies,
          skills: names,
        };
      }),
  };
}

async function readCompanies(visit: AutotaskVisit): Promise<readonly Named[]> {
  const rows = await visit.query({
    entity: 'Companies',
    filter: [{ op: 'eq', field: 'isActive', value: true }],
    fields: Object.keys(companySchema.shape),
    row: companySchema,
    right: RIGHTS.companies,
    mostRows: MOST_COMPANIES,
  });
  return rows
    .map(({ id, companyName }) => ({ id: String(id), name: blankToNull(companyName) ?? `Company ${id}` }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}
