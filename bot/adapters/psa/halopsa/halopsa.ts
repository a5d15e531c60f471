import type { PsaHooks, PsaTickets } from '#core/dispatch/ports.ts';
import type { Technician } from '#core/mapping/ports.ts';
import type { PsaConnection, PsaConnector } from '#core/settings/ports.ts';
import type { Budget } from '#kernel/vocabulary.ts';
import { z } from 'zod';
import { blankToNull, otherEmailsOf } from '../person-words.ts';
import { type Fault, tryInOrder } from '../psa-check.ts';
import { ACTIVE_AGENTS, createHaloPsaAgents } from './halopsa-agents.ts';
import { createHaloPsaAssign } from './halopsa-assign.ts';
import { createHaloPsaBook } from './halopsa-book.ts';
import { createHaloPsaCalendar } from './halopsa-calendar.ts';
import { createHaloPsaCatalogue } from './halopsa-catalogue.ts';
import { createHaloPsaClient, type HaloPsaClient, type HaloPsaNeeds } from './halopsa-client.ts';
import { createHaloPsaHook } from './halopsa-hook.ts';
import { createHaloPsaNames } from './halopsa-names.ts';
import { UNASSIGNED } from './halopsa-ticket.ts';
import { createHaloPsaTickets } from './halopsa-tickets.ts';
import { createHaloPsaWork } from './halopsa-work.ts';

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

const ONE_TICKET = { page_no: '1', page_size: '1', open_only: 'true' };

export interface HaloPsa extends PsaConnector, PsaTickets<PsaConnection>, PsaHooks<PsaConnection> {
  /** Active agents that are people, with the connection given, in no order. Throws `psa_down`, `psa_throttled`, `psa_refused`,
   *  `psa_permission_missing`. */
  listTechnicians(connection: PsaConnection, budget: Budget): Promise<readonly Technician[]>;
}

/** HaloPSA as a source of technicians, tickets and work. */
export function createHaloPsa(needs: HaloPsaNeeds): HaloPsa {
  const client = createHaloPsaClient(needs);
  const { clock } = needs;
  const names = createHaloPsaNames({ client, clock });
  const agentBook = createHaloPsaAgents({ client, clock });
  const { readTicket, readRows, ...tickets } = createHaloPsaTickets({ client, names });
  const calendar = createHaloPsaCalendar({ client, clock, agents: agentBook });

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
    ...tickets,
    ...createHaloPsaWork({ client, clock, names, agents: agentBook, tickets: { readRows }, calendar }),
    ...createHaloPsaCatalogue({ client, clock, names, agents: agentBook }),
    ...createHaloPsaAssign({ client, tickets: { readTicket } }),
    ...createHaloPsaBook({ client }),
    ...createHaloPsaHook(),
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
  return agent.id !== UNASSIGNED && agent.isdisabled !== true && agent.isapiagent !== true;
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
