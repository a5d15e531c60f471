import type { Technician } from '#core/mapping/ports.ts';
import type { PsaCheck, PsaConnection, PsaConnector } from '#core/settings/ports.ts';
import { toAppError } from '#kernel/errors.ts';
import type { Budget } from '#kernel/vocabulary.ts';
import { z } from 'zod';
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
      const steps = await tryInOrder([
        ['Sign in', () => client.signIn(connection, 'interactive')],
        [
          'Read agents',
          async () => {
            technicianCount = (await listTechnicians(connection, 'interactive')).length;
            return technicianCount === 0 ? BLIND : undefined;
          },
        ],
        ['Read tickets', () => readOneTicket(client, connection)],
      ]);
      return { ok: steps.every((step) => step.ok), steps, technicianCount };
    },
  };
}

type Step = PsaCheck['steps'][number];
/** Throws when the step fails; answers a problem when it ends with nothing to work on. */
type Trial = () => Promise<Pick<Step, 'problem' | 'remedy'> | undefined | void>;

const BLIND = {
  problem: 'HaloPSA showed no agent that is a person',
  remedy: 'Put the API application’s agent into the teams and departments whose agents it should see.',
};

/** One line per step. Without a sign-in nothing else is tried; a missing right does not hide the next one. */
async function tryInOrder(trials: readonly (readonly [string, Trial])[]): Promise<readonly Step[]> {
  const steps: Step[] = [];
  for (const [step, trial] of trials) {
    steps.push(await tryStep(step, trial));
    if (steps.length === 1 && !steps[0]?.ok) break;
  }
  return steps;
}

async function tryStep(step: string, trial: Trial): Promise<Step> {
  try {
    const found = await trial();
    return found ? { step, ok: false, ...found } : { step, ok: true, problem: null, remedy: null };
  } catch (cause) {
    const { code, message, remedy } = toAppError(cause);
    if (!code.startsWith('psa_')) throw cause;
    return { step, ok: false, problem: message, remedy };
  }
}

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
  const others = [agent.googleemail, agent.exchange_account].map(blankToNull);
  const otherEmails = others.filter((other) => other !== null && other.includes('@') && other !== email);
  return {
    technicianId: String(agent.id),
    name: blankToNull(agent.name) ?? `Agent ${agent.id}`,
    email,
    otherEmails: [...new Set(otherEmails)].filter((other) => other !== null),
  };
}

function blankToNull(value: string | null | undefined): string | null {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}
