import { AUDIT_SUBJECTS } from '#kernel/audit.ts';
import { ROLES } from '#kernel/vocabulary.ts';
import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { GRAPH_ERRORS } from './graph-errors.ts';

/** Access, API keys, audit trail, settings, health and data inventory: what admins look after in the tab. */

const none = z.object({});
const noContent = z.null();
const userParams = z.object({ userId: z.guid('is not an account id') });

const roleGrantSchema = z.object({
  userId: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  grantedAt: z.iso.datetime(),
});

export const getRoles = defineEndpoint({
  id: 'getRoles',
  method: 'GET',
  path: '/api/roles',
  summary: 'Who is what inside the desk',
  description:
    'Granted roles, and the admins that the configuration names. Everybody else of the desk is a member.',
  scope: null,
  params: none,
  query: none,
  body: null,
  answer: z.object({ grants: z.array(roleGrantSchema), initialAdmins: z.array(z.string()) }),
  errors: [],
});

export const putRole = defineEndpoint({
  id: 'putRole',
  method: 'PUT',
  path: '/api/roles/{userId}',
  summary: 'Give a person a role',
  description:
    'Conflict when the person has another role than was seen, or when nobody would be admin any more.',
  scope: null,
  params: userParams,
  query: none,
  body: z.strictObject({
    role: z.enum(ROLES),
    name: z.string().trim().min(1, 'is empty').max(256),
    /** The role that was seen; `null`: none. */
    expected: z.enum(ROLES).nullable(),
  }),
  answer: noContent,
  errors: ['conflict'],
  stepUp: true,
});

export const deleteRole = defineEndpoint({
  id: 'deleteRole',
  method: 'DELETE',
  path: '/api/roles/{userId}',
  summary: 'Take a person’s role away',
  description:
    'They are a member then, as everybody of the desk. Taking away what is not there succeeds; another role than `expected` is a conflict.',
  scope: null,
  params: userParams,
  query: z.strictObject({ expected: z.enum(ROLES).optional() }),
  body: null,
  answer: noContent,
  errors: ['conflict'],
});

export const findPeople = defineEndpoint({
  id: 'findPeople',
  method: 'GET',
  path: '/api/people',
  summary: 'People to give a role to',
  description:
    'Up to 20 whose name, mail or sign-in name starts with the text, or who has it as account id. No PSA is needed.',
  scope: null,
  params: none,
  query: z.strictObject({ search: z.string().trim().min(2).max(100) }),
  body: null,
  answer: z.object({
    people: z.array(
      z.object({
        userId: z.string(),
        displayName: z.string().nullable(),
        userPrincipalName: z.string().nullable(),
        enabled: z.boolean(),
        guest: z.boolean(),
      }),
    ),
  }),
  errors: [...GRAPH_ERRORS],
});

/** Scopes that a key can carry; the policy decides what each opens. */
const scopeSchema = z.enum([
  'availability:read',
  'mapping:read',
  'mapping:write',
  'consent:write',
  'dispatch:read',
  'dispatch:write',
  'workflows:write',
]);

const keySchema = z.object({
  keyId: z.string(),
  name: z.string(),
  scopes: z.array(z.string()),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});

export const getKeys = defineEndpoint({
  id: 'getKeys',
  method: 'GET',
  path: '/api/keys',
  summary: 'API keys of the desk',
  description: 'Without their secrets, which nobody can read again.',
  scope: null,
  params: none,
  query: none,
  body: null,
  answer: z.object({ keys: z.array(keySchema), scopes: z.array(z.string()) }),
  errors: [],
});

export const postKey = defineEndpoint({
  id: 'postKey',
  method: 'POST',
  path: '/api/keys',
  summary: 'Make an API key',
  description: 'The secret is in this answer and never again.',
  scope: null,
  params: none,
  query: none,
  body: z.strictObject({
    name: z.string().trim().min(1, 'is empty').max(100, 'is longer than 100 characters'),
    scopes: z.array(scopeSchema).min(1, 'needs at least one'),
  }),
  answer: z.object({ key: keySchema, secret: z.string() }),
  errors: [],
  stepUp: true,
});

export const deleteKey = defineEndpoint({
  id: 'deleteKey',
  method: 'DELETE',
  path: '/api/keys/{keyId}',
  summary: 'Revoke an API key',
  description: 'At once, and for good.',
  scope: null,
  params: z.object({ keyId: z.string().min(1).max(100) }),
  query: none,
  body: null,
  answer: noContent,
  errors: ['not_found'],
});

const auditQuery = z.strictObject({
  subject: z.enum(AUDIT_SUBJECTS).optional(),
  before: z.string().max(100).optional().describe('`entryId` of the last entry of the page before.'),
});

const auditEntrySchema = z.object({
  entryId: z.string(),
  at: z.iso.datetime(),
  actor: z.object({ kind: z.enum(['person', 'key', 'system']), name: z.string() }),
  subject: z.enum(AUDIT_SUBJECTS),
  subjectId: z.string(),
  action: z.string(),
  /** JSON, `null` where there was or is nothing. */
  before: z.unknown(),
  after: z.unknown(),
});

export const getAudit = defineEndpoint({
  id: 'getAudit',
  method: 'GET',
  path: '/api/audit',
  summary: 'Who changed what',
  description: 'Newest first, 50 a page.',
  scope: null,
  params: none,
  query: auditQuery,
  body: null,
  answer: z.object({ entries: z.array(auditEntrySchema), next: z.string().nullable() }),
  errors: [],
});

export const getAuditExport = defineEndpoint({
  id: 'getAuditExport',
  method: 'GET',
  path: '/api/audit/export',
  summary: 'The audit trail as CSV',
  description:
    'Newest first, at most 50,000 entries; cells that a spreadsheet would run as formulas are made text.',
  scope: null,
  params: none,
  query: none,
  body: null,
  answer: z.object({ fileName: z.string(), csv: z.string(), isComplete: z.boolean() }),
  errors: [],
});

const settingSchema = z.object({
  key: z.string(),
  kind: z.enum(['number', 'text', 'teams']),
  unit: z.string().nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  help: z.string(),
  value: z.unknown(),
  default: z.unknown(),
  isDefault: z.boolean(),
  version: z.number(),
});

export const getSettings = defineEndpoint({
  id: 'getSettings',
  method: 'GET',
  path: '/api/settings',
  summary: 'What can be adjusted, and how it stands',
  description: 'Each with its default, its bounds and a sentence.',
  scope: null,
  params: none,
  query: none,
  body: null,
  answer: z.object({ settings: z.array(settingSchema) }),
  errors: [],
});

export const putSetting = defineEndpoint({
  id: 'putSetting',
  method: 'PUT',
  path: '/api/settings/{key}',
  summary: 'Adjust a setting',
  description:
    '`value` null goes back to the default. Conflict when somebody wrote it since `expectedVersion`.',
  scope: null,
  params: z.object({ key: z.string().min(1).max(100) }),
  query: none,
  body: z.strictObject({
    value: z.union([z.number(), z.string().max(200), z.null()]),
    expectedVersion: z.number().int().min(0),
  }),
  answer: z.object({ settings: z.array(settingSchema) }),
  errors: ['conflict'],
});

export const getSetUpCheck = defineEndpoint({
  id: 'getSetUpCheck',
  method: 'GET',
  path: '/api/health',
  summary: 'Whether everything that was set up works now',
  description: 'Each part is used as a question would use it. `code` names what failed.',
  scope: null,
  params: none,
  query: none,
  body: null,
  answer: z.object({
    checkedAt: z.iso.datetime(),
    findings: z.array(
      z.object({
        check: z.enum(['consent', 'psa', 'teams', 'technicians', 'mapping', 'presence', 'rota']),
        state: z.enum(['ok', 'warning', 'broken', 'unknown']),
        code: z.string().nullable(),
        facts: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
      }),
    ),
  }),
  errors: [],
});

export const getInventory = defineEndpoint({
  id: 'getInventory',
  method: 'GET',
  path: '/api/data',
  summary: 'What is stored about the desk',
  description: 'Every table with what it holds, column by column, and how many rows of it are the desk’s.',
  scope: null,
  params: none,
  query: none,
  body: null,
  answer: z.object({
    tables: z.array(
      z.object({
        table: z.string(),
        category: z.string(),
        holds: z.string(),
        columns: z.array(z.object({ name: z.string(), holds: z.string() })),
        rows: z.number(),
      }),
    ),
  }),
  errors: [],
});
