import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { PSA_ERRORS } from './graph-errors.ts';
import {
  compiledSchema,
  compileRequestSchema,
  priorityWordsSchema,
  workflowChangeSchema,
  workflowGroundSchema,
  workflowOrderSchema,
  workflowSchema,
  workflowSetupSchema,
  workflowsSchema,
  workflowVersionsSchema,
} from './workflow-schemas.ts';

/** Workflows in the tab. */

const none = z.object({});
const workflowParams = z.object({ workflowId: z.string().min(1).max(100) });
const versionSchema = z.coerce.number().int().min(0);

export const listWorkflows = defineEndpoint({
  id: 'listWorkflows',
  method: 'GET',
  path: '/api/workflows',
  summary: 'The desk’s workflows',
  description:
    'In the order in which they are asked for a ticket. A desk that saved none has the standard one.',
  scope: null,
  params: none,
  query: none,
  body: null,
  answer: workflowsSchema,
  errors: [],
});

export const readWorkflow = defineEndpoint({
  id: 'readWorkflow',
  method: 'GET',
  path: '/api/workflows/{workflowId}',
  summary: 'One workflow, as it is or as it was',
  description: 'The current version unless another one is asked for.',
  scope: null,
  params: workflowParams,
  query: z.strictObject({ version: versionSchema.optional() }),
  body: null,
  answer: workflowSchema,
  errors: ['workflow_not_found'],
});

export const readWorkflowGround = defineEndpoint({
  id: 'readWorkflowGround',
  method: 'GET',
  path: '/api/workflows/ground',
  summary: 'What a workflow can name',
  description: 'Technicians, skills, priorities with the desk’s words for them, queues and companies.',
  scope: null,
  params: none,
  query: none,
  body: null,
  answer: workflowGroundSchema,
  errors: [...PSA_ERRORS],
});

export const compileInstructions = defineEndpoint({
  id: 'compileInstructions',
  method: 'POST',
  path: '/api/workflows/compile',
  summary: 'How each sentence of instructions would be understood',
  description: 'Nothing is saved.',
  scope: null,
  params: none,
  query: none,
  body: compileRequestSchema,
  answer: compiledSchema,
  errors: [...PSA_ERRORS],
});

export const createWorkflow = defineEndpoint({
  id: 'createWorkflow',
  method: 'POST',
  path: '/api/workflows',
  summary: 'Save a new workflow',
  description: 'Behind those that are there.',
  scope: null,
  params: none,
  query: none,
  body: workflowSetupSchema,
  answer: workflowSchema,
  errors: ['conflict', ...PSA_ERRORS],
  idempotent: true,
});

export const saveWorkflow = defineEndpoint({
  id: 'saveWorkflow',
  method: 'PUT',
  path: '/api/workflows/{workflowId}',
  summary: 'Save a new version of a workflow',
  description: 'The version that was read must still be the current one.',
  scope: null,
  params: workflowParams,
  query: none,
  body: workflowChangeSchema,
  answer: workflowSchema,
  errors: ['workflow_not_found', 'conflict', ...PSA_ERRORS],
});

export const removeWorkflow = defineEndpoint({
  id: 'removeWorkflow',
  method: 'DELETE',
  path: '/api/workflows/{workflowId}',
  summary: 'Take a workflow off the list',
  description: 'Decisions that name it keep its versions.',
  scope: null,
  params: workflowParams,
  query: z.strictObject({ version: versionSchema }),
  body: null,
  answer: z.null(),
  errors: ['workflow_not_found', 'conflict'],
});

export const listWorkflowVersions = defineEndpoint({
  id: 'listWorkflowVersions',
  method: 'GET',
  path: '/api/workflows/{workflowId}/versions',
  summary: 'Every version of a workflow',
  description: 'Newest first.',
  scope: null,
  params: workflowParams,
  query: none,
  body: null,
  answer: workflowVersionsSchema,
  errors: ['workflow_not_found'],
});

export const orderWorkflows = defineEndpoint({
  id: 'orderWorkflows',
  method: 'PUT',
  path: '/api/workflows/order',
  summary: 'Put workflows in order',
  description: 'The first that takes a ticket gets it. What is left out keeps its order behind the others.',
  scope: null,
  params: none,
  query: none,
  body: workflowOrderSchema,
  answer: workflowsSchema,
  errors: ['workflow_not_found'],
});

export const savePriorityWords = defineEndpoint({
  id: 'savePriorityWords',
  method: 'PUT',
  path: '/api/workflows/priority-words',
  summary: 'What the desk calls its priorities',
  description: 'Such as P1. Workflows that are saved already keep what they understood.',
  scope: null,
  params: none,
  query: none,
  body: priorityWordsSchema,
  answer: z.null(),
  errors: [...PSA_ERRORS],
});
