import type { Technician } from '#core/mapping/ports.ts';
import type { PsaConnection, PsaConnector, PsaStep } from '#core/settings/ports.ts';
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
        ['sign-in', () => client.signIn(connection, 'interactive')],
        [
          'technicians',
          async () => {
            technicianCount = (await listTechnicians(connection, 'interactive')).length;
            return technicianCount === 0 ? BLIND : undefined;
          },
        ],
        ['tickets', () => readOneTicket(client, connection)],
      ]);
      return { ok: steps.every((step) => step.ok), steps, technicianCount };
    },
  };
}

/** Throws when the step fails; answers the fault when it ends with nothing to work on. */
type Trial = () => Promise<Fault | undefined | void>;
type Fault = Pick<PsaStep, 'problem' | 'remedy' | 'code'>;

const STEPS = { 'sign-in': 'Sign in', technicians: 'Read agents', tickets: 'Read tickets' } as const;

const BLIND: Fault = {
  problem: 'HaloPSA showed no agent that is a person',
  remedy: 'Put the API application’s agent into the teams and departments whose agents it should see.',
  code: 'nobody_visible',
};

/** One line per step. Without a sign-in nothing else is tried; a missing right does not hide the next one. */
async function tryInOrder(
  trials: readonly (readonly [keyof typeof STEPS, Trial])[],
): Promise<readonly PsaStep[]> {
  const steps: PsaStep[] = [];
  for (const [id, trial] of trials) {
    steps.push(await tryStep(id, trial));
    if (steps.length === 1 && !steps[0]?.ok) break;
  }
  return steps;
}

async function tryStep(id: keyof typeof STEPS, trial: Trial): Promise<PsaStep> {
  const step = { id, step: STEPS[id], missing: [], field: null };
  try {
    const found = await trial();
    if (found) return { ...step, ok: false, ...found };
    return { ...step, ok: true, problem: null, remedy: null, code: null };
  } catch (cause) {
    const { code, message, remedy, details } = toAppError(cause);
    if (!code.startsWith('psa_')) throw cause;
    const { missing, field } = faultSchema.parse(details);
    return { ...step, ok: false, problem: message, remedy, code, missing, field };
  }
}

/** `details` of our own errors: halopsa-answer.ts. */
const faultSchema = z.object({
  missing: z.array(z.string()).default([]),
  field: z.string().nullable().default(null),
});

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
