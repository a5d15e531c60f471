import { GROUPS } from '#kernel/vocabulary.ts';
import { z } from 'zod';

/** Wire shapes of an availability answer. Times are ISO 8601 in UTC. */

export const intervalSchema = z.object({ start: z.iso.datetime(), end: z.iso.datetime() });

export const shiftSchema = z
  .object({
    state: z.enum(['covers', 'has-shifts-not-covering', 'none-in-window', 'neutral']),
    neutralBecause: z.enum(['not-mapped', 'no-rota-chosen', 'shifts-unreadable', 'no-schedule']).nullable(),
    coveredUntil: z.iso
      .datetime()
      .nullable()
      .describe('End of the unbroken cover that holds the start of the slot.'),
    next: intervalSchema.nullable().describe('The next shift inside the planning window.'),
    timeOff: intervalSchema.nullable(),
  })
  .meta({ id: 'Shift' });

export const reasonSchema = z
  .enum([
    'override-working',
    'override-break',
    'override-off',
    'presence',
    'presence-not-used',
    'presence-unreadable',
    'not-mapped',
    'time-off',
    'on-shift',
    'on-shift-partly',
    'off-shift',
    'no-shift-in-window',
    'shifts-unreadable',
  ])
  .meta({ id: 'Reason' });

export const technicianAvailabilitySchema = z
  .object({
    technicianId: z.string(),
    name: z.string(),
    mapped: z.boolean(),
    group: z.enum(GROUPS),
    verdict: z.enum(['working', 'on-break', 'no-signal']),
    reasons: z.array(reasonSchema).min(1).describe('Why, most decisive first.'),
    shift: shiftSchema,
    override: z.object({ says: z.enum(['working', 'on-break', 'off']), until: z.iso.datetime() }).nullable(),
  })
  .meta({ id: 'TechnicianAvailability' });

export const sourceSchema = z
  .object({
    source: z.enum(['technicians', 'presence', 'shifts']),
    team: z.object({ id: z.string(), displayName: z.string() }).nullable(),
    used: z.boolean(),
    reason: z
      .string()
      .nullable()
      .describe(
        'Why it was not used, or only in part: too-far-ahead, nobody-mapped, no-rota-chosen, or an error code.',
      ),
  })
  .meta({ id: 'Source' });

export const availabilitySchema = z
  .object({
    at: z.iso.datetime().describe('The moment judged.'),
    asOf: z.iso.datetime().describe('When the oldest fact used was read.'),
    sources: z.array(sourceSchema),
    technicians: z.array(technicianAvailabilitySchema),
  })
  .meta({ id: 'Availability' });
