import { z } from 'zod';

/** Fields that many things of the API have (vendor document version 2026.4). */

export const textSchema = z.string().nullish();

export const referenceSchema = z.object({ id: z.number().int(), name: textSchema });

export const memberReferenceSchema = z.object({
  id: z.number().int(),
  identifier: textSchema,
  name: textSchema,
});

/** `level` is left out by older versions. */
export const priorityReferenceSchema = z.object({
  id: z.number().int(),
  name: textSchema,
  level: textSchema,
});

/** ISO 8601 in UTC; `null` where there is none. */
export const instantSchema = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)))
  .transform((text) => new Date(text))
  .nullish();

/** Rights as ConnectWise PSA's security roles name them. */
export const RIGHTS = {
  readTickets: 'Service Desk, Service Tickets, Inquire: All',
  editTickets: 'Service Desk, Service Tickets, Edit: All',
  readSchedule: 'Service Desk, Resource Scheduling, Inquire: All',
  addSchedule: 'Service Desk, Resource Scheduling, Add: All',
  readMembers: 'System, Member Maintenance, Inquire: All',
  readTables: 'System, Table Setup, Inquire: All',
  readCompanies: 'Companies, Company Maintenance, Inquire: All',
} as const;

/** An instant as the API takes it: UTC without fractions of a second. */
export function utcText(at: Date): string {
  return at.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** The number behind an id of ours; `null` for a text that cannot be one (ids are 32-bit). */
export function idNumber(id: string): number | null {
  if (!/^[1-9][0-9]{0,9}$/.test(id)) return null;
  const number = Number(id);
  return number <= 2_147_483_647 ? number : null;
}
