import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { PSA_ERRORS } from './graph-errors.ts';
import { BASE } from './public-api-base.ts';
import {
  workflowChangeSchema,
  workflowSchema,
  workflowSetupSchema,
  workflowsSchema,
} from './workflow-schemas.ts';

/** Workflows in the public API. */

const none = z.object({});
const workflowParams = z.object({ workflowId: z.string().min(1).max(100) });

export const getWorkflows = defineEndpoint({
  id: 'getWorkflows',
  method: 'GET',
  path: `${BASE}/workflows`,
  summary: 'The desk’s workflows',
  description:
    'In the order in which they are asked for a ticket. A desk that saved none has the standard workflow, version 0.',
  scope: 'dispatch:read',
  params: none,
  query: none,
  body: null,
  answer: workflowsSchema,
  errors: [],
});

export const postWorkflow = defineEndpoint({
  id: 'postWorkflow',
  method: 'POST',
  path: `${BASE}/workflows`,
  summary: 'Save a new workflow',
  description:
    'Behind those that are there. `sentences` of the answer say how the instructions were understood.',
  scope: 'workflows:write',
  params: none,
  query: none,
  body: workflowSetupSchema,
  answer: workflowSchema,
  errors: ['conflict', ...PSA_ERRORS],
  idempotent: true,
});

export const getWorkflow = defineEndpoint({
  id: 'getWorkflow',
  method: 'GET',
  path: `${BASE}/workflows/{workflowId}`,
  summary: 'One workflow',
  description: 'The current version, or the one asked for.',
  scope: 'dispatch:read',
  params: workflowParams,
  query: z.strictObject({ version: z.coerce.number().int().min(0).optional() }),
  body: null,
  answer: workflowSchema,
  errors: ['workflow_not_found'],
});

export const putWorkflow = defineEndpoint({
  id: 'putWorkflow',
  method: 'PUT',
  path: `${BASE}/workflows/{workflowId}`,
  summary: 'Save a new version of a workflow',
  description:
    'All of the set-up together. `version` is the one that was read; another one since is a conflict.',
  scope: 'workflows:write',
  params: workflowParams,
  query: none,
  body: workflowChangeSchema,
  answer: workflowSchema,
  errors: ['workflow_not_found', 'conflict', ...PSA_ERRORS],
});

export const deleteWorkflow = defineEndpoint({
  id: 'deleteWorkflow',
  method: 'DELETE',
  path: `${BASE}/workflows/{workflowId}`,
  summary: 'Take a workflow off the list',
  description: 'Decisions that name it keep its versions.',
  scope: 'workflows:write',
  params: workflowParams,
  query: z.strictObject({
    version: z.coerce.number().int().min(0).describe('The version that was read.'),
  }),
  body: null,
  answer: z.null(),
  errors: ['workflow_not_found', 'conflict'],
});

export const PUBLIC_WORKFLOW_ENDPOINTS = [
  getWorkflows,
  postWorkflow,
  getWorkflow,
  putWorkflow,
  deleteWorkflow,
] as const;
