import type { PsaHooks, PsaTickets } from '#core/dispatch/ports.ts';
import type { Technician } from '#core/mapping/ports.ts';
import type { PsaConnection, PsaConnector } from '#core/settings/ports.ts';
import { AppError } from '#kernel/errors.ts';
import type { Budget } from '#kernel/vocabulary.ts';
import { z } from 'zod';
import { blankToNull, otherEmailsOf } from '../person-words.ts';
import { type Fault, tryInOrder } from '../psa-check.ts';
import { createPsaTransport } from '../psa-request.ts';
import { beginAssign } from './connectwise-assign.ts';
import { bookSlot } from './connectwise-book.ts';
import { createHoursReader } from './connectwise-calendars.ts';
import { createCatalogueReader } from './connectwise-catalogue.ts';
import {
  type ConnectWiseClient,
  type ConnectWiseNeeds,
  createConnectWiseClient,
  pause,
} from './connectwise-client.ts';
import { RIGHTS } from './connectwise-fields.ts';
import { readCallback } from './connectwise-hook.ts';
import { createSigningKeys } from './connectwise-keys.ts';
import { createAffinityReader } from './connectwise-load.ts';
import { createConnectWisePriorities } from './connectwise-priorities.ts';
import { createConnectWiseTickets } from './connectwise-tickets.ts';
import { createScheduleTypesReader } from './connectwise-types.ts';
import { readWork } from './connectwise-work.ts';

const textSchema = z.string().nullish();
const memberSchema = z.object({
  id: z.number().int(),
  identifier: textSchema,
  firstName: textSchema,
  lastName: textSchema,
  /** A: API member, C: StreamlineIT, F: full, X: subcontractor. */
  licenseClass: textSchema,
  inactiveFlag: z.boolean().nullish(),
  primaryEmail: textSchema,
  officeEmail: textSchema,
  mobileEmail: textSchema,
  homeEmail: textSchema,
  defaultEmail: textSchema,
  office365: z.object({ name: textSchema }).nullish(),
});
type Member = z.output<typeof memberSchema>;

const countSchema = z.object({ count: z.number().int() });

/** The most that a page may hold; 25 unless asked. */
const PAGE_SIZE = 1000;
/** Far more people than any desk has: a server that never ends must not keep us for ever. */
const MOST_PAGES = 50;

export interface ConnectWise extends PsaConnector, PsaTickets<PsaConnection>, PsaHooks<PsaConnection> {
  /** Active members that are people, with the connection given, by id. Throws `psa_down`, `psa_throttled`, `psa_refused`,
   *  `psa_permission_missing`. */
  listTechnicians(connection: PsaConnection, budget: Budget): Promise<readonly Technician[]>;
}

/** ConnectWise PSA as a source of technicians and of their work, and as the place where tickets get their owner. */
export function createConnectWise(needs: ConnectWiseNeeds): ConnectWise {
  const client = createConnectWiseClient(needs);

  async function listTechnicians(connection: PsaConnection, budget: Budget): Promise<readonly Technician[]> {
    const members = await readMembers(client, connection, budget);
    return members.filter(isPerson).map(toTechnician);
  }

  return {
    ...createDispatch(needs, client),
    listTechnicians,
    async checkPsa(connection) {
      let technicianCount: number | null = null;
      const { ok, steps } = await tryInOrder([
        { id: 'sign-in', step: 'Sign in', attempt: () => signIn(client, connection) },
        {
          id: 'technicians',
          step: 'Read members',
          async attempt() {
            technicianCount = (await listTechnicians(connection, 'interactive')).length;
            return technicianCount === 0 ? BLIND : undefined;
          },
        },
        {
          id: 'tickets',
          step: 'Read tickets',
          attempt: () => count(client, connection, { of: 'tickets', conditions: 'closedFlag=false' }),
        },
      ]);
      return { ok, steps, technicianCount };
    },
  };
}

function createDispatch(
  needs: ConnectWiseNeeds,
  client: ConnectWiseClient,
): PsaTickets<PsaConnection> & PsaHooks<PsaConnection> {
  const { clock, logger, allowLoopback, sleep = pause, lookup } = needs;
  const transport = createPsaTransport({ allowLoopback, ...(lookup && { lookup }) });
  const keys = createSigningKeys({ clock, transport, sleep, allowLoopback });
  const priorities = createConnectWisePriorities({ clock });
  const tickets = createConnectWiseTickets({ priorities, logger });
  const readCatalogue = createCatalogueReader({ clock, priorities });
  const types = createScheduleTypesReader({ clock });
  const readers = {
    clock,
    priorities,
    types,
    hours: createHoursReader({ clock }),
    affinity: createAffinityReader({ clock }),
  };
  return {
    findTicket: (where, ref, budget) => tickets.findTicket(client.open(where, budget), ref),
    listTickets: (where, question, budget) => tickets.listTickets(client.open(where, budget), question),
    readWork: (where, question, budget) => readWork(client.open(where, budget), readers, question),
    readCatalogue: (where, budget) => readCatalogue(client.open(where, budget)),
    beginAssign: (where, ticketId, budget) => beginAssign(client.open(where, budget), ticketId, { clock }),
    book: (where, wish, budget) => bookSlot(client.open(where, budget), wish, { clock, types }),
    readHook: (where, message) => readCallback(where, message, keys),
  };
}

const BLIND: Fault = {
  problem: 'ConnectWise PSA showed no member that is a person',
  remedy: `Set the level of ${RIGHTS.readMembers} in the security role of the API member; with "My" it sees itself alone.`,
  code: 'nobody_visible',
};

/** Pages by id rather than by number: a member who leaves between two pages would push another one out of sight. */
async function readMembers(
  client: ConnectWiseClient,
  connection: PsaConnection,
  budget: Budget,
): Promise<readonly Member[]> {
  const members: Member[] = [];
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const last = members.at(-1)?.id ?? 0;
    const { value: rows, namesNext } = await client.get(connection, {
      path: '/system/members',
      query: {
        conditions: `inactiveFlag=false and id>${last}`,
        fields: Object.keys(memberSchema.shape).join(','),
        orderBy: 'id asc',
        page: '1',
        pageSize: String(PAGE_SIZE),
      },
      schema: z.array(memberSchema),
      right: RIGHTS.readMembers,
      budget,
    });
    members.push(...rows.toSorted((a, b) => a.id - b.id));
    // A server may hold less on a page than was asked, and says then that there is more.
    if (rows.length === 0 || (rows.length < PAGE_SIZE && !namesNext)) return members;
    if ((members.at(-1)?.id ?? 0) <= last) break;
  }
  throw new AppError('psa_down', 'ConnectWise PSA’s list of members does not end');
}

/** The keys are good once the API tells what they may: whether they may read members is the next step's question. */
async function signIn(client: ConnectWiseClient, connection: PsaConnection): Promise<void> {
  try {
    await count(client, connection, { of: 'members', conditions: 'inactiveFlag=false' });
  } catch (cause) {
    if (!(cause instanceof AppError && cause.code === 'psa_permission_missing')) throw cause;
  }
}

async function count(
  client: ConnectWiseClient,
  connection: PsaConnection,
  { of, conditions }: { readonly of: 'members' | 'tickets'; readonly conditions: string },
): Promise<void> {
  const path = of === 'members' ? '/system/members/count' : '/service/tickets/count';
  const right = of === 'members' ? RIGHTS.readMembers : RIGHTS.readTickets;
  await client.get(connection, {
    path,
    query: { conditions },
    schema: countSchema,
    right,
    budget: 'interactive',
  });
}

function isPerson({ licenseClass, inactiveFlag }: Member): boolean {
  return licenseClass !== 'A' && inactiveFlag !== true;
}

function toTechnician(member: Member): Technician {
  const { officeEmail, mobileEmail, homeEmail, defaultEmail } = member;
  const byPlace: Readonly<Record<string, string | null | undefined>> = {
    Office: officeEmail,
    Mobile: mobileEmail,
    Home: homeEmail,
  };
  const email = blankToNull(member.primaryEmail) ?? blankToNull(byPlace[defaultEmail ?? '']);
  const names = [member.firstName, member.lastName].map(blankToNull).filter((name) => name !== null);
  return {
    technicianId: String(member.id),
    name: blankToNull(names.join(' ')) ?? blankToNull(member.identifier) ?? `Member ${member.id}`,
    email,
    otherEmails: otherEmailsOf(email, [officeEmail, mobileEmail, homeEmail, member.office365?.name]),
  };
}
