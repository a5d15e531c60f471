import type { PsaConnection } from '#core/settings/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Budget, TechnicianId } from '#kernel/vocabulary.ts';
import { z } from 'zod';
import { createHourMemory, type HourMemory } from '../hour-memory.ts';
import { blankToNull } from '../person-words.ts';
import type { HaloPsaClient } from './halopsa-client.ts';
import { haloInstant } from './halopsa-instant.ts';

/** Query of `GET /Agent`; the answer is one list without pages. */
export const ACTIVE_AGENTS = { includeenabled: 'true', includedisabled: 'false', includeapiagents: 'false' };

const agentSchema = z.object({
  id: z.number().int(),
  workday_id: z.number().int().nullish(),
  enableshifts: z.boolean().nullish(),
  qualifications: z
    .array(z.object({ qualification_name: z.string().nullish(), enddate: haloInstant.nullish() }))
    .nullish(),
});

/** What HaloPSA keeps about an agent besides name and address. */
export interface HaloPsaAgent {
  /** Qualifications that have not run out, sorted; `null` where HaloPSA names none at all. */
  readonly skills: readonly string[] | null;
  /** `null`: no working hours are set. */
  readonly workdayId: number | null;
  /** Works by HaloPSA's own shifts instead of by its working hours. */
  readonly worksShifts: boolean;
}

export type HaloPsaAgents = ReadonlyMap<TechnicianId, HaloPsaAgent>;

/** Agents that are enabled. Up to an hour old. */
export function createHaloPsaAgents(needs: {
  readonly client: HaloPsaClient;
  readonly clock: Clock;
}): HourMemory<HaloPsaAgents> {
  const { client, clock } = needs;

  async function read(connection: PsaConnection, budget: Budget): Promise<HaloPsaAgents> {
    const agents = await client.get(connection, {
      path: '/Agent',
      query: ACTIVE_AGENTS,
      schema: z.array(agentSchema),
      right: 'read:agents',
      budget,
    });
    return new Map(agents.map((agent) => [String(agent.id), toAgent(agent, clock.now())]));
  }

  return createHourMemory({ clock, read });
}

function toAgent(agent: z.output<typeof agentSchema>, now: Date): HaloPsaAgent {
  const { workday_id: workday } = agent;
  const valid = agent.qualifications?.filter(({ enddate }) => !enddate || enddate > now);
  const names = valid?.map((each) => blankToNull(each.qualification_name)).filter((name) => name !== null);
  return {
    skills: names === undefined ? null : [...new Set(names)].toSorted(),
    workdayId: typeof workday === 'number' && workday > 0 ? workday : null,
    worksShifts: agent.enableshifts === true,
  };
}
