import { PSA_KINDS } from '#kernel/vocabulary.ts';
import { z } from 'zod';

/** Wire shapes of the PSA connection and of the built-in roster. For the tab alone. */

export const psaKindSchema = z.enum(PSA_KINDS);

const momentSchema = z.iso.datetime();

export const psaConnectionSchema = z.object({
  kind: psaKindSchema,
  /** Addresses and names; secrets never leave the server. */
  settings: z.record(z.string(), z.string()),
  connectedAt: momentSchema,
  connectedBy: z.string().nullable(),
});

export const psaStateSchema = z.object({
  connection: psaConnectionSchema.nullable(),
  /** How many technicians are mapped. */
  mappings: z.number().int(),
});

export const psaStepSchema = z.object({
  id: z.enum(['sign-in', 'technicians', 'tickets', 'roster']),
  ok: z.boolean(),
  /** Why it failed: an error code, or `nobody_visible`. */
  code: z.string().nullable(),
  /** Rights that are missing, in the words of the PSA. */
  missing: z.array(z.string()),
  /** The setting that is wrong, where one is to blame. */
  field: z.string().nullable(),
  /** What the PSA said, in English. */
  problem: z.string().nullable(),
  remedy: z.string().nullable(),
});

export const psaCheckSchema = z.object({
  ok: z.boolean(),
  steps: z.array(psaStepSchema),
  technicianCount: z.number().int().nullable(),
});

export const connectPsaSchema = z.strictObject({
  kind: psaKindSchema,
  settings: z.record(z.string().max(40), z.string().max(500)).default({}),
  /** What is left out or empty stays what it was. */
  secrets: z.record(z.string().max(40), z.string().max(2000)).default({}),
  /** `connectedAt` of the connection that was seen; `null` when there was none. */
  expected: momentSchema.nullable(),
  /** Go on although mappings belong to technicians of the PSA before. */
  confirmSwitch: z.boolean().default(false),
});

export const connectedPsaSchema = z.object({
  check: psaCheckSchema,
  /** `false`: the check failed, or the switch has to be confirmed first. */
  saved: z.boolean(),
  /** The PSA that is left, and how many mappings belong to its technicians; `null` when ids stay what they are. */
  leaving: z.object({ kind: psaKindSchema, mappings: z.number().int() }).nullable(),
});

/** Where a PSA reports changes of tickets to, and how it proves that it is the one. `none`: ConnectWise signs by itself, so there is nothing
 *  to enter. */
export const psaHookSchema = z.object({
  /** `null`: the desk's PSA reports nothing. */
  hook: z
    .object({
      kind: psaKindSchema,
      url: z.string(),
      proof: z.enum(['basic', 'signing-key', 'none']),
      /** For `basic`. */
      user: z.string().nullable(),
      /** Password or signing key. */
      secret: z.string().nullable(),
    })
    .nullable(),
});

const rosterDetails = {
  name: z.string().max(1000),
  email: z.string().max(1000).nullable(),
  otherEmails: z.array(z.string().max(1000)).max(100),
  active: z.boolean(),
  skills: z.array(z.string().max(1000)).max(500),
  externalId: z.string().max(1000).nullable(),
};

/** Longer values than any rule allows get in, so that every fault of a form is told by its rule and together with the others. */
export const addRosterTechnicianSchema = z.strictObject({
  ...rosterDetails,
  /** Of somebody who was removed and comes back. */
  technicianId: z.guid().toLowerCase().optional(),
});
export const updateRosterTechnicianSchema = z.strictObject({
  ...rosterDetails,
  expectedVersion: z.number().int().min(1),
});

export const rosterTechnicianSchema = z.object({
  ...rosterDetails,
  technicianId: z.string(),
  version: z.number().int(),
  updatedAt: momentSchema,
});

export const rosterSchema = z.object({
  technicians: z.array(rosterTechnicianSchema),
  revision: z.string(),
});

export const importRosterSchema = z.strictObject({
  csv: z.string(),
  mode: z.enum(['add-update', 'replace']),
  /** Only say what would be changed. */
  dryRun: z.boolean(),
  /** Of the roster that the preview was made for. */
  expectedRevision: z.string().max(100).optional(),
});

const factsSchema = z.record(z.string(), z.union([z.string(), z.number()]));
const fieldSchema = z.enum([
  'name',
  'email',
  'otherEmails',
  'active',
  'skills',
  'externalId',
  'technicianId',
]);

/** Something about a file, or about one of its rows. `code` names it; the reader has the sentence. */
export const rosterNoteSchema = z.object({
  line: z.number().int().nullable(),
  field: fieldSchema.nullable(),
  code: z.string(),
  facts: factsSchema,
});

const personSchema = z.object(rosterDetails);

export const rosterImportSchema = z.object({
  applied: z.boolean(),
  revision: z.string(),
  counts: z.object({
    add: z.number().int(),
    update: z.number().int(),
    remove: z.number().int(),
    unchanged: z.number().int(),
    faults: z.number().int(),
    warnings: z.number().int(),
  }),
  /** The first of each; `counts` has all. */
  steps: z.array(
    z.object({
      action: z.enum(['add', 'update', 'remove']),
      line: z.number().int().nullable(),
      before: personSchema.nullable(),
      after: personSchema.nullable(),
    }),
  ),
  faults: z.array(rosterNoteSchema),
  warnings: z.array(rosterNoteSchema),
});

export const rosterFileSchema = z.object({ filename: z.string(), csv: z.string() });
