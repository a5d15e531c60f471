import type { PsaHooks, PsaTickets } from '#core/dispatch/ports.ts';
import type { Technician } from '#core/mapping/ports.ts';
import type { PsaConnection, PsaConnector } from '#core/settings/ports.ts';
import { AppError } from '#kernel/errors.ts';
import type { Budget } from '#kernel/vocabulary.ts';
import { z } from 'zod';
import { blankToNull, otherEmailsOf } from '../person-words.ts';
import { type Fault, tryInOrder } from '../psa-check.ts';
import { type AutotaskClient, type AutotaskNeeds, createAutotaskClient } from './autotask-client.ts';
import { createAutotaskDispatch } from './autotask-dispatch.ts';
import { COMPLETE, RIGHTS } from './autotask-rights.ts';

const textSchema = z.string().nullish();
const resourceSchema = z.object({
  id: z.number().int(),
  firstName: textSchema,
  lastName: textSchema,
  userName: textSchema,
  email: textSchema,
  email2: textSchema,
  email3: textSchema,
  isActive: z.boolean(),
  licenseType: z.number().int().nullish(),
});
type Resource = z.output<typeof resourceSchema>;

/** Licence of users that are programs (picklist of `Resources.licenseType`). */
const API_USER_LICENCE = 7;

export interface Autotask extends PsaConnector, PsaTickets<PsaConnection>, PsaHooks<PsaConnection> {
  /** Active resources that are people, with the connection given, in no order. Throws `psa_down`, `psa_throttled`, `psa_refused`,
   *  `psa_permission_missing`. */
  listTechnicians(connection: PsaConnection, budget: Budget): Promise<readonly Technician[]>;
}

/** Autotask PSA as a source of technicians, and of tickets and work. */
export function createAutotask(needs: AutotaskNeeds): Autotask {
  const client = createAutotaskClient(needs);

  async function listTechnicians(connection: PsaConnection, budget: Budget): Promise<readonly Technician[]> {
    const resources = await client.query(connection, {
      entity: 'Resources',
      filter: ACTIVE,
      fields: Object.keys(resourceSchema.shape),
      row: resourceSchema,
      right: RIGHTS.resources,
      budget,
    });
    return resources.filter(isPerson).map(toTechnician);
  }

  return {
    ...createAutotaskDispatch({ clock: needs.clock, client }),
    listTechnicians,
    async checkPsa(connection) {
      let technicianCount: number | null = null;
      const { ok, steps } = await tryInOrder([
        { id: 'sign-in', step: 'Sign in', attempt: () => signIn(client, connection) },
        {
          id: 'technicians',
          step: 'Read resources',
          async attempt() {
            technicianCount = (await listTechnicians(connection, 'interactive')).length;
            return technicianCount === 0 ? BLIND : undefined;
          },
        },
        { id: 'tickets', step: 'Read tickets', attempt: () => countTickets(client, connection) },
      ]);
      return { ok, steps, technicianCount };
    },
  };
}

const ACTIVE = [{ op: 'eq', field: 'isActive', value: true }] as const;

const BLIND: Fault = {
  problem: 'Autotask showed no resource that is a person',
  remedy: 'Check that the security level of the API user is not restricted to some of the resources.',
  code: 'nobody_visible',
};

/** User and secret are good once the API tells what they may: whether they may read resources is the next step's question. */
async function signIn(client: AutotaskClient, connection: PsaConnection): Promise<void> {
  try {
    await client.count(connection, {
      entity: 'Resources',
      filter: ACTIVE,
      right: RIGHTS.resources,
      budget: 'interactive',
    });
  } catch (cause) {
    if (!(cause instanceof AppError && cause.code === 'psa_permission_missing')) throw cause;
  }
}

async function countTickets(client: AutotaskClient, connection: PsaConnection): Promise<void> {
  await client.count(connection, {
    entity: 'Tickets',
    filter: [{ op: 'noteq', field: 'status', value: COMPLETE }],
    right: RIGHTS.tickets,
    budget: 'interactive',
  });
}

function isPerson({ isActive, licenseType }: Resource): boolean {
  return isActive && licenseType !== API_USER_LICENCE;
}

function toTechnician(resource: Resource): Technician {
  const email = blankToNull(resource.email);
  const names = [resource.firstName, resource.lastName].map(blankToNull).filter((name) => name !== null);
  return {
    technicianId: String(resource.id),
    name: blankToNull(names.join(' ')) ?? blankToNull(resource.userName) ?? `Resource ${resource.id}`,
    email,
    otherEmails: otherEmailsOf(email, [resource.email2, resource.email3]),
  };
}
