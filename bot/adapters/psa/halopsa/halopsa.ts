import type { Technician } from '#core/mapping/ports.ts';
import type { PsaConnection, PsaConnector } from '#core/settings/ports.ts';
import type { Budget } from '#kernel/vocabulary.ts';
import { z } from 'zod';
import { blankToNull, otherEmailsOf } from '../person-words.ts';
import { type Fault, tryInOrder } from '../psa-check.ts';
import { createHaloPsaClient, type HaloPsaClient, type HaloPsaNeeds } from './halopsa-client.ts';

/** Halo's own placeholder for tickets that belong to nobody; it is an agent in lists. */
const UNASSIGNED_AGENT = 1;

const agentSchema = z.object({
  id: z.number().int(),
  name: z.string().nullish(),
  email: z.string().nullish(),
  googleemail: z.string().nullish(),
  exchange_account: z.string().nullish(),
  isdisabled: z.boolean().nullish(),
  isapiagent: z.boolean().nullish(),
});
type Agent = z.output<typeof agentSchema>;

const ticketsSchema = z.object({ record_count: z.number().int() });

/** Query of `GET /Agent`; the answer is one list without pages. */
const ACTIVE_AGENTS = { includeenabled: 'true', includedisabled: 'false', includeapiagents: 'false' };
const ONE_TICKET = { page_no: '1', page_size: '1', open_only: 'true' };

export interface HaloPsa extends PsaConnector {
  /** Active agents that are people, with the connection given, in no order. Throws `psa_down`, `psa_throttled`, `psa_refused`,
   *  `psa_permission_missing`. */
  listTechnicians(connection: PsaConnection, budget: Budget): Promise<readonly Technician[]>;
}

/** HaloPSA as a source of technicians. */
export function createHaloPsa(needs: HaloPsaNeeds): HaloPsa {
  const client = createHaloPsaClient(needs);

  async function listTechnicians(connection: PsaConnection, budget: Budget): Promise<readonly Technician[]> {
    const agents = await client.get(connection, {
      path: '/Agent',
      query: ACTIVE_AGENTS,
      schema: z.array(agentSchema),
      right: 'read:agents',
      budget,
    });
    return agents.filter(isPerson).map(toTechnician);
  }

  return {
    listTechnicians,
    async checkPsa(connection) {
      let technicianCount: number | null = null;
      const { ok, steps } = await tryInOrder([
        { id: 'sign-in', step: 'Sign in', attempt: () => client.signIn(connection, 'interactive') },
        {
          id: 'technicians',
          step: 'Read agents',
          async attempt() {
            technicianCount = (await listTechnicians(connection, 'interactive')).length;
            return technicianCount === 0 ? BLIND : undefined;
          },
        },
        { id: 'tickets', step: 'Read tickets', attempt: () => readOneTicket(client, connection) },
      ]);
      return { ok, steps, technicianCount };
    },
  };
}

const BLIND: Fault = {
  problem: 'HaloPSA showed no agent that is a person',
  remedy: 'Put the API application’s agent into the teams and departments whose agents it should see.',
  code: 'nobody_visible',
};

async function readOneTicket(client: HaloPsaClient, connection: PsaConnection): Promise<void> {
  await client.get(connection, {
    path: '/Tickets',
    query: ONE_TICKET,
    schema: ticketsSchema,
    right: 'read:tickets',
    budget: 'interactive',
  });
}

function isPerson(agent: Agent): boolean {
  return agent.id !== UNASSIGNED_AGENT && agent.isdisabled !== true && agent.isapiagent !== true;
}

function toTechnician(agent: Agent): Technician {
  const email = blankToNull(agent.email);
  return {
    technicianId: String(agent.id),
    name: blankToNull(agent.name) ?? `Agent ${agent.id}`,
    email,
    otherEmails: otherEmailsOf(email, [agent.googleemail, agent.exchange_account]),
  };
}
