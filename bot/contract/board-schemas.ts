import { GROUPS } from '#kernel/vocabulary.ts';
import { z } from 'zod';
import { intervalSchema, reasonSchema, shiftSchema, sourceSchema } from './availability-schemas.ts';
import { presenceWordSchema } from './technicians-schemas.ts';

/** Wire shapes of the live board and of coverage. Times are ISO 8601 in UTC, days are `2026-11-21` in the zone asked for. */

export const overrideSaysSchema = z.enum(['working', 'on-break', 'off']);

/** A technician's own word. */
export const overrideSchema = z.object({
  says: overrideSaysSchema,
  from: z.iso.datetime(),
  until: z.iso.datetime(),
});

export const boardPersonSchema = z.object({
  technicianId: z.string(),
  name: z.string(),
  /** The badge; `null`: not mapped. */
  mapping: z.enum(['auto', 'manual']).nullable(),
  group: z.enum(GROUPS),
  verdict: z.enum(['working', 'on-break', 'no-signal']),
  /** Why, most decisive first; never empty. */
  reasons: z.array(reasonSchema).min(1),
  /** `null`: not mapped, or presence was not used. `besides`: what it shows although out of office decided. */
  presence: z.object({ word: presenceWordSchema, besides: presenceWordSchema.nullable() }).nullable(),
  shift: shiftSchema,
  override: overrideSchema.nullable(),
});

export const namedTeamSchema = z.object({ id: z.string(), displayName: z.string() });

export const boardSchema = z.object({
  /** The moment judged. */
  at: z.iso.datetime(),
  isNow: z.boolean(),
  /** When the oldest fact used was read. */
  asOf: z.iso.datetime(),
  sources: z.array(sourceSchema),
  /** In the order of the groups, then by name. */
  technicians: z.array(boardPersonSchema),
  /** Who is expected back first, and what says so; `null` when nothing tells. */
  nextBack: z
    .object({
      technicianId: z.string(),
      name: z.string(),
      at: z.iso.datetime(),
      because: z.enum(['shift', 'override', 'time-off']),
    })
    .nullable(),
  /** Teams to filter by. */
  teams: z.array(namedTeamSchema),
  /** The person who asks, as a technician; `null` when no technician is mapped to them. The word is what counts now, else what was said about later. */
  own: z
    .object({ technicianId: z.string(), name: z.string(), override: overrideSchema.nullable() })
    .nullable(),
});

const checkStateSchema = z.enum(['passed', 'failed', 'unknown', 'not-reached']);
const remedySchema = z
  .enum([
    'map-technician',
    'check-teams-account',
    'mend-connection',
    'set-override',
    'end-override',
    'change-shifts',
    'choose-rota-teams',
    'create-schedule',
  ])
  .nullable();

export const consideredCheckSchema = z.object({
  check: z.enum(['toggle', 'mapped', 'signal', 'break', 'rota']),
  state: checkStateSchema,
  code: z.enum([
    'outside-workflow',
    'mapped',
    'not-mapped',
    'not-mapped-but-own-word',
    'own-word',
    'presence',
    'presence-not-used',
    'presence-unreadable',
    'no-presence',
    'not-on-break',
    'on-break',
    'own-word-break',
    'own-word-off',
    'on-shift',
    'off-shift',
    'no-shift-in-window',
    'time-off',
    'rota-not-used',
    'shifts-unreadable',
    'needs-mapping',
    'needs-signal',
  ]),
  remedy: remedySchema,
});

export const shiftsCheckSchema = z.object({
  check: z.enum(['rota-team', 'schedule', 'mapped', 'round-robin', 'outweighed']),
  state: checkStateSchema,
  code: z.enum([
    'rota-chosen',
    'no-rota-chosen',
    'schedule-found',
    'no-schedule',
    'shifts-unreadable',
    'mapped',
    'not-mapped',
    'needs-rota',
    'outside-workflow',
  ]),
  remedy: remedySchema,
});

const daySchema = z.object({ day: z.iso.date(), start: z.iso.datetime(), end: z.iso.datetime() });

export const whySchema = z.object({
  at: z.iso.datetime(),
  isNow: z.boolean(),
  asOf: z.iso.datetime(),
  sources: z.array(sourceSchema),
  technician: boardPersonSchema,
  /** Sign-in name of the mapped user, for a chat in Teams. */
  signInName: z.string().nullable(),
  /** Presence keeps no one from work that starts after this moment. */
  presenceBlocksUntil: z.iso.datetime(),
  /** "Why is this person not considered?", always in this order; the first that failed is the answer. */
  considered: z.array(consideredCheckSchema),
  /** "Why do shifts not matter?", likewise. */
  shiftsMatter: z.array(shiftsCheckSchema),
  /** Seven days from today. */
  week: z.object({
    days: z.array(daySchema),
    /** `false`: no rota could be read, and empty days say nothing. */
    isRead: z.boolean(),
    shifts: z.array(intervalSchema),
    timesOff: z.array(intervalSchema),
  }),
});

export const coverageSchema = z.object({
  now: z.iso.datetime(),
  asOf: z.iso.datetime(),
  zone: z.string(),
  window: intervalSchema,
  days: z.array(daySchema.extend({ coveredMinutes: z.number(), totalMinutes: z.number() })),
  /** The whole window without holes: how many technicians are on shift. */
  staffed: z.array(intervalSchema.extend({ count: z.number() })),
  /** Fewer people than `minimum`; `lowest` 0 is nobody. */
  gaps: z.array(intervalSchema.extend({ lowest: z.number() })),
  coveredMinutes: z.number(),
  totalMinutes: z.number(),
  minimum: z.number(),
  /** By first shift; people without `technicianId` are in Shifts but no technician is mapped to them, so they do not count. */
  people: z.array(
    z.object({
      technicianId: z.string().nullable(),
      name: z.string().nullable(),
      /** As planned: they may reach beyond the window. */
      shifts: z.array(intervalSchema),
      timesOff: z.array(intervalSchema),
    }),
  ),
  /** Rota teams to choose from. */
  teams: z.array(namedTeamSchema),
  sources: z.array(sourceSchema),
  /** `false`: no rota was read, and the rest says nothing. */
  isRead: z.boolean(),
  /** A rota team could not be read: gaps may be covered there. */
  isPartial: z.boolean(),
  /** Technicians that Shifts cannot know. */
  unmappedTechnicians: z.number(),
});
