import type { Named, Ticket } from '#core/dispatch/ports.ts';
import type { PsaConnection } from '#core/settings/ports.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import { z } from 'zod';
import { blankToNull } from '../person-words.ts';
import { haloInstant } from './halopsa-instant.ts';
import type { HaloPsaNames } from './halopsa-names.ts';
import { priorityKey, rankOfLabel } from './halopsa-priority.ts';
import { addressOf } from './halopsa-sign-in.ts';

/** Halo's own placeholder for tickets that belong to nobody. */
export const UNASSIGNED = 1;

/** A ticket, alone or in a list ("Faults" in the vendor's document). */
export const ticketSchema = z.object({
  id: z.number().int(),
  summary: z.string().nullish(),
  details: z.string().nullish(),
  status_id: z.number().int(),
  status_name: z.string().nullish(),
  hasbeenclosed: z.boolean().nullish(),
  sla_id: z.number().int().nullish(),
  priority_id: z.number().int().nullish(),
  priority_name: z.string().nullish(),
  client_id: z.number().int().nullish(),
  client_name: z.string().nullish(),
  team: z.string().nullish(),
  agent_id: z.number().int().nullish(),
  agent_name: z.string().nullish(),
  dateoccurred: haloInstant.nullish(),
});
export type HaloPsaTicket = z.output<typeof ticketSchema>;

export function toTicket(row: HaloPsaTicket, names: HaloPsaNames, connection: PsaConnection): Ticket {
  const ownerId = ownerOf(row);
  return {
    id: String(row.id),
    ref: String(row.id),
    link: linkOf(row.id, connection),
    priority: priorityOf(row, names),
    queue: queueOf(row, names),
    status: statusOf(row, names),
    ownerId,
    ownerName: ownerId === null ? null : blankToNull(row.agent_name),
    company: companyOf(row),
    title: row.summary ?? '',
    description: row.details ?? '',
    requiredSkills: [],
    openedAt: row.dateoccurred ?? null,
  };
}

/** `null` when nobody has it. */
export function ownerOf({ agent_id: agent }: Pick<HaloPsaTicket, 'agent_id'>): TechnicianId | null {
  return agent === null || agent === undefined || agent <= UNASSIGNED ? null : String(agent);
}

export function priorityOf(row: HaloPsaTicket, { priorities }: HaloPsaNames): Ticket['priority'] {
  const { sla_id: sla, priority_id: priority } = row;
  if (typeof sla !== 'number' || typeof priority !== 'number' || priority <= 0) return null;
  const id = priorityKey(sla, priority);
  const label = blankToNull(row.priority_name) ?? `Priority ${priority}`;
  return priorities.get(id) ?? { id, label, rank: rankOfLabel(label) ?? priority };
}

function statusOf(row: HaloPsaTicket, { statuses }: HaloPsaNames): Ticket['status'] {
  const id = String(row.status_id);
  const known = statuses.get(row.status_id);
  if (known) return { id, ...known };
  // A status that is younger than what we remember.
  const label = blankToNull(row.status_name) ?? `Status ${id}`;
  return { id, label, phase: row.hasbeenclosed === true ? 'closed' : 'open' };
}

/** Tickets name their team and do not number it. */
function queueOf({ team }: HaloPsaTicket, { teams }: HaloPsaNames): Named | null {
  const name = blankToNull(team);
  if (name === null) return null;
  return teams.find((known) => known.name === name) ?? { id: name, name };
}

function companyOf({ client_id: id, client_name: name }: HaloPsaTicket): Named | null {
  if (typeof id !== 'number' || id <= 0) return null;
  return { id: String(id), name: blankToNull(name) ?? `Client ${id}` };
}

/** The page that people open: beside the API, on the same host. */
function linkOf(id: number, connection: PsaConnection): string {
  const url = addressOf(connection, 'baseUrl');
  url.pathname = `${url.pathname.replace(/\/+$/, '').replace(/\/api$/i, '')}/tickets`;
  url.search = `?id=${id}`;
  return url.href;
}
