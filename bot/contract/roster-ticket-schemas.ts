import { z } from 'zod';

/** Wire shapes of tickets that a desk without another PSA writes down itself. Times are ISO 8601 in UTC. */

/** Longer values than any rule allows get in, so that every fault is told by its rule and together with the others. */
const details = {
  title: z.string().max(2000).describe('What it is about, at most 200 characters.'),
  priority: z.enum(['P1', 'P2', 'P3', 'P4']).nullable().describe('P1 is the most urgent.'),
  queue: z.string().max(1000).nullable(),
  company: z.string().max(1000).nullable(),
  requiredSkills: z.array(z.string().max(1000)).max(200),
};

export const rosterTicketSchema = z
  .object({
    ref: z.string().describe('Its number.'),
    ...details,
    status: z.enum(['open', 'closed']),
    ownerId: z.string().nullable().describe('Changed by dispatch and assignments alone.'),
    openedAt: z.iso.datetime(),
    version: z.number().int().describe('Send it back as expectedVersion with the next change.'),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'RosterTicket' });

export const rosterTicketsSchema = z
  .object({ tickets: z.array(rosterTicketSchema).describe('Newest first.') })
  .meta({ id: 'RosterTickets' });

export const addRosterTicketSchema = z
  .strictObject({
    ref: z.string().max(200).nullable().default(null).describe('Its number; left out: the next one.'),
    ...details,
  })
  .meta({ id: 'AddRosterTicket' });

const expectedVersion = z.number().int().min(1).describe('The version that was read.');

export const changeRosterTicketSchema = z
  .strictObject({ expectedVersion, ...details })
  .meta({ id: 'ChangeRosterTicket' });

export const rosterTicketStatusSchema = z
  .strictObject({ expectedVersion, status: z.enum(['open', 'closed']) })
  .meta({ id: 'RosterTicketStatus' });

export const rosterTicketParamsSchema = z.object({ ref: z.string().min(1).max(100) });

export const rosterTicketsQuerySchema = z.strictObject({
  phase: z.enum(['open', 'any']).default('open'),
  unassignedOnly: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true'),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
