import type { AssignOutcome, OwnerWish } from '#core/dispatch/ports.ts';
import { z } from 'zod';
import { begun } from '../begun.ts';
import type { AutotaskVisit, AutotaskWritten } from './autotask-client.ts';
import type { NameSource } from './autotask-names.ts';
import { COMPLETE, RIGHTS } from './autotask-rights.ts';
import { readTicketRow, type TicketRow, toAutotaskId } from './autotask-tickets.ts';

const idSchema = z.number().int();
const resourceSchema = z.object({ isActive: z.boolean(), defaultServiceDeskRoleID: idSchema.nullish() });
const roleSchema = z.object({ roleID: idSchema });
const secondarySchema = z.object({ id: idSchema, roleID: idSchema.nullish() });

/** Gives a ticket to a resource, who takes it in a role of theirs: Autotask wants both ids together, and refuses a resource without a place
 *  in the ticket's queue. Whoever helps with the ticket already (a secondary resource) stops doing so first; if the ticket is then refused
 *  to them, they help on. */
export function beginAssign(
  visit: AutotaskVisit,
  ticketId: string,
  names: NameSource,
): (wish: OwnerWish) => Promise<AssignOutcome> {
  const id = toAutotaskId(ticketId);
  const look = id === null ? Promise.resolve(null) : begun(readTicketRow(visit, id));
  return async (wish) => giveTicket(visit, await look, wish, names);
}

async function giveTicket(
  visit: AutotaskVisit,
  before: TicketRow | null,
  { technicianId, ifOwnerIs }: OwnerWish,
  names: NameSource,
): Promise<AssignOutcome> {
  if (before === null) return { kind: 'gone' };
  const owner = ownerOf(before);
  if (owner === technicianId) return { kind: 'assigned' };
  if (before.status === COMPLETE) return { kind: 'closed' };
  if (owner !== null && owner !== ifOwnerIs) return owned(visit, owner, names);
  const refusal =
    technicianId === null ? await unassign(visit, before) : await give(visit, before, technicianId);
  const after = await readTicketRow(visit, before.id);
  if (after === null) return { kind: 'gone' };
  const shown = ownerOf(after);
  // Whatever was answered: what the ticket shows is what counts.
  if (shown === technicianId) return { kind: 'assigned' };
  if (refusal !== null) return refusal;
  return shown === null ? { kind: 'refused', text: NOT_SHOWN } : owned(visit, shown, names);
}

const NOT_SHOWN = 'Autotask took the change and shows nobody as the ticket’s resource.';
const NO_ROLE =
  'The technician has no service desk role in Autotask: give them a default one under Resources (Users), Associations.';
const NOT_ACTIVE = 'The technician is not active in Autotask.';

function ownerOf({ assignedResourceID }: TicketRow): string | null {
  return assignedResourceID == null ? null : String(assignedResourceID);
}

async function owned(visit: AutotaskVisit, ownerId: string, names: NameSource): Promise<AssignOutcome> {
  const found = await names.resourceNames(visit, [Number(ownerId)]);
  return { kind: 'owned', ownerId, ownerName: found.get(Number(ownerId)) ?? null };
}

/** `null`: written. */
async function unassign(visit: AutotaskVisit, ticket: TicketRow): Promise<AssignOutcome | null> {
  const written = await patchOwner(visit, ticket.id, null, null);
  if (written.kind === 'refused') return written;
  return written.kind === 'missing' ? { kind: 'gone' } : null;
}

/** `null`: written. */
async function give(
  visit: AutotaskVisit,
  ticket: TicketRow,
  technicianId: string,
): Promise<AssignOutcome | null> {
  const resourceId = toAutotaskId(technicianId);
  if (resourceId === null) return { kind: 'technician-refused', text: NOT_ACTIVE };
  const [role, secondary] = await Promise.all([
    readRole(visit, resourceId),
    readSecondary(visit, ticket.id, resourceId),
  ]);
  if (role.id === null) return { kind: 'technician-refused', text: role.problem };
  const owned = { ticketId: ticket.id, resourceId, roleId: role.id };
  let written: AutotaskWritten;
  try {
    written = await replaceSecondary(visit, owned, secondary);
  } catch (cause) {
    // What failed is what is told; whoever tries again finds the helper, or the owner.
    await helpOn(visit, owned, secondary).catch(() => undefined);
    throw cause;
  }
  if (written.kind === 'done') return null;
  await helpOn(visit, owned, secondary);
  if (written.kind === 'missing') return { kind: 'gone' };
  return { kind: isAboutTechnician(written.text) ? 'technician-refused' : 'refused', text: written.text };
}

interface Ownership {
  readonly ticketId: number;
  readonly resourceId: number;
  readonly roleId: number;
}

type Secondary = z.output<typeof secondarySchema>;

async function replaceSecondary(
  visit: AutotaskVisit,
  { ticketId, resourceId, roleId }: Ownership,
  secondary: readonly Secondary[],
): Promise<AutotaskWritten> {
  for (const { id } of secondary) {
    const path = `${secondaryPath(ticketId)}/${id}`;
    const removed = await visit.write({ method: 'DELETE', path, right: RIGHTS.editTickets });
    if (removed.kind === 'refused') return removed;
  }
  return patchOwner(visit, ticketId, resourceId, roleId);
}

/** Whoever helped before helps on, unless the ticket is theirs by now, or they still do. */
async function helpOn(
  visit: AutotaskVisit,
  { ticketId, resourceId, roleId }: Ownership,
  secondary: readonly Secondary[],
): Promise<void> {
  if (secondary.length === 0) return;
  const ticket = await readTicketRow(visit, ticketId);
  if (ticket === null || ticket.assignedResourceID === resourceId) return;
  const standing = await readSecondary(visit, ticketId, resourceId);
  const gone = secondary.filter(({ id }) => !standing.some((each) => each.id === id));
  for (const { roleID } of gone) {
    const body = { ticketID: ticketId, resourceID: resourceId, roleID: roleID ?? roleId };
    await visit.write({ method: 'POST', path: secondaryPath(ticketId), body, right: RIGHTS.editTickets });
  }
}

function secondaryPath(ticketId: number): string {
  return `/Tickets/${ticketId}/SecondaryResources`;
}

function patchOwner(
  visit: AutotaskVisit,
  ticketId: number,
  resourceId: number | null,
  roleId: number | null,
): ReturnType<AutotaskVisit['write']> {
  const body = { id: ticketId, assignedResourceID: resourceId, assignedResourceRoleID: roleId };
  return visit.write({ method: 'PATCH', path: '/Tickets', body, right: RIGHTS.editTickets });
}

/** Another technician may be taken when the text speaks of this one, or of their role or queue. */
function isAboutTechnician(text: string): boolean {
  return /resource|role|queue/i.test(text);
}

type Role = { readonly id: number } | { readonly id: null; readonly problem: string };

/** The role in which somebody takes tickets: the default of the person, else the default among their service desk roles. */
async function readRole(visit: AutotaskVisit, resourceId: number): Promise<Role> {
  const [resource] = await visit.query({
    entity: 'Resources',
    filter: [{ op: 'eq', field: 'id', value: resourceId }],
    fields: Object.keys(resourceSchema.shape),
    row: resourceSchema,
    right: RIGHTS.resources,
  });
  if (!resource?.isActive) return { id: null, problem: NOT_ACTIVE };
  if (resource.defaultServiceDeskRoleID != null) return { id: resource.defaultServiceDeskRoleID };
  const [role] = await visit.query({
    entity: 'ResourceServiceDeskRoles',
    filter: [
      { op: 'eq', field: 'resourceID', value: resourceId },
      { op: 'eq', field: 'isActive', value: true },
      { op: 'eq', field: 'isDefault', value: true },
    ],
    fields: Object.keys(roleSchema.shape),
    row: roleSchema,
    right: RIGHTS.roles,
  });
  return role === undefined ? { id: null, problem: NO_ROLE } : { id: role.roleID };
}

function readSecondary(
  visit: AutotaskVisit,
  ticketId: number,
  resourceId: number,
): Promise<readonly Secondary[]> {
  return visit.query({
    entity: 'TicketSecondaryResources',
    filter: [
      { op: 'eq', field: 'ticketID', value: ticketId },
      { op: 'eq', field: 'resourceID', value: resourceId },
    ],
    fields: Object.keys(secondarySchema.shape),
    row: secondarySchema,
    right: RIGHTS.tickets,
  });
}
