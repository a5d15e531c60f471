import type { Technician, TechnicianSource } from '#core/mapping/ports.ts';
import type { PsaCheck, PsaConnection, PsaConnector } from '#core/settings/ports.ts';
import { type AppError, toAppError } from '#kernel/errors.ts';
import { z } from 'zod';
import { createHaloPsaClient, type HaloPsaNeeds } from './halopsa-client.ts';

/** Halo's own placeholder for tickets that belong to nobody; it is an agent in lists. */
const UNASSIGNED_AGENT = 1;

const agentSchema = z.object({
  id: z.number().int(),
  name: z.string().nullish(),
  email: z.string().nullish(),
  googleemail: z.string().nullish(),
  isdisabled: z.boolean().nullish(),
  isapiagent: z.boolean().nullish(),
});
const agentsSchema = z.array(agentSchema);
const ticketsSchema = z.object({ record_count: z.number().int() });

const ACTIVE_AGENTS = { includeenabled: 'true', includedisabled: 'false', includeapiagents: 'false' };

export interface HaloPsa extends PsaConnector {
  /** Active agents that are people, with the connection given. Throws the `psa_…` codes. */
  listTechnicians(
    connection: PsaConnection,
    budget: Parameters<TechnicianSource['listTechnicians']>[1],
  ): Promise<readonly Technician[]>;
}

/** HaloPSA as a source of technicians. */
export function createHaloPsa(needs: HaloPsaNeeds): HaloPsa {
  const client = createHaloPsaClient(needs);

  async function listTechnicians(
    connection: PsaConnection,
    budget: Parameters<HaloPsa['listTechnicians']>[1],
  ): Promise<readonly Technician[]> {
    const agents = await client.get(connection, '/Agent', {
      query: ACTIVE_AGENTS,
      schema: agentsSchema,
      budget,
    });
    return agents.filter(isPerson).map(toTechnician);
  }

  async function checkTickets(connection: PsaConnection): Promise<void> {
    const query = { page_no: '1', page_size: '1', open_only: 'true' };
    await client.get(connection, '/Tickets', { query, schema: ticketsSchema, budget: 'interactive' });
  }

  return {
    listTechnicians,
    async checkPsa(connection) {
      const steps: PsaCheck['steps'][number][] = [];
      let technicianCount: number | null = null;
      try {
        technicianCount = (await listTechnicians(connection, 'interactive')).length;
        steps.push(passed('Sign in'));
        steps.push(technicianCount === 0 ? BLIND : passed('Read agents'));
      } catch (cause) {
        const error = toAppError(cause);
        const signedIn = error.code === 'psa_permission_missing';
        if (signedIn) steps.push(passed('Sign in'));
        steps.push(failed(signedIn ? 'Read agents' : 'Sign in', error));
        return { ok: false, steps, technicianCount };
      }
      try {
        await checkTickets(connection);
        steps.push(passed('Read tickets'));
      } catch (cause) {
        steps.push(failed('Read tickets', toAppError(cause)));
      }
      return { ok: steps.every((step) => step.ok), steps, technicianCount };
    },
  };
}

const BLIND = {
  step: 'Read agents',
  ok: false,
  problem: 'HaloPSA answered with no agent at all',
  remedy: 'Put the API application’s agent into the teams and departments whose agents it should see.',
} as const;

function passed(step: string): PsaCheck['steps'][number] {
  return { step, ok: true, problem: null, remedy: null };
}

function failed(step: string, error: AppError): PsaCheck['steps'][number] {
  return { step, ok: false, problem: error.message, remedy: error.remedy };
}

type Agent = z.output<typeof agentSchema>;

function isPerson(agent: Agent): boolean {
  return agent.id !== UNASSIGNED_AGENT && agent.isdisabled !== true && agent.isapiagent !== true;
}

function toTechnician(agent: Agent): Technician {
  return {
    technicianId: String(agent.id),
    name: agent.name?.trim() || `Agent ${agent.id}`,
    email: blankToNull(agent.email),
    otherEmails: [blankToNull(agent.googleemail)].filter((email) => email !== null),
  };
}

function blankToNull(value: string | null | undefined): string | null {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}
