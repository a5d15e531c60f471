import type { Clock } from '#kernel/clock.ts';
import { z } from 'zod';
import type { AutotaskVisit } from './autotask-client.ts';
import { createHourMemory } from './autotask-memory.ts';
import { RIGHTS } from './autotask-rights.ts';

export interface SkillBook {
  /** Sorted, each once. */
  readonly names: readonly string[];
  readonly byResource: ReadonlyMap<number, readonly string[]>;
}

export interface SkillSource {
  /** Every skill that Autotask keeps, and who has it. May be up to an hour old. */
  skillsFor(visit: AutotaskVisit): Promise<SkillBook>;
}

const skillSchema = z.object({ id: z.number().int(), name: z.string(), isActive: z.boolean().nullish() });
const heldSchema = z.object({ resourceID: z.number().int(), skillID: z.number().int() });

/** Skills (`Skills`) and who has them (`ResourceSkills`): two requests for the whole desk. */
export function createSkillSource({ clock }: { readonly clock: Clock }): SkillSource {
  const memory = createHourMemory<SkillBook>({ clock });
  return { skillsFor: (visit) => memory.recall(visit.connection, visit.budget, () => readSkills(visit)) };
}

async function readSkills(visit: AutotaskVisit): Promise<SkillBook> {
  const filter = [{ op: 'gte', field: 'id', value: 0 }] as const;
  const [skills, held] = await Promise.all([
    visit.query({
      entity: 'Skills',
      filter,
      fields: Object.keys(skillSchema.shape),
      row: skillSchema,
      right: RIGHTS.skills,
    }),
    visit.query({
      entity: 'ResourceSkills',
      filter,
      fields: Object.keys(heldSchema.shape),
      row: heldSchema,
      right: RIGHTS.skills,
    }),
  ]);
  const active = new Map(
    skills.filter(({ isActive }) => isActive !== false).map(({ id, name }) => [id, name]),
  );
  const byResource = new Map<number, string[]>();
  for (const { resourceID, skillID } of held) {
    const name = active.get(skillID);
    if (name === undefined) continue;
    byResource.set(resourceID, [...(byResource.get(resourceID) ?? []), name]);
  }
  return { names: [...new Set(active.values())].toSorted(), byResource };
}
