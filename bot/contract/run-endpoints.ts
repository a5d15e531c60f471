import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { GRAPH_ERRORS, PSA_ERRORS } from './graph-errors.ts';
import { ROW_GROUPS, runRowsSchema, runSchema } from './run-schemas.ts';

const none = z.object({});
const runParams = z.object({ runId: z.string().min(1).max(100) });

export const startRun = defineEndpoint({
  id: 'startRun',
  method: 'POST',
  path: '/api/auto-map/runs',
  summary: 'Start a preview of the auto-map',
  description:
    'Over the ticked teams, or every team when none is. Nothing is written; the answer comes at once.',
  scope: null,
  params: none,
  query: none,
  body: none,
  answer: z.object({ runId: z.string() }),
  errors: ['run_in_progress', 'team_not_found', ...GRAPH_ERRORS, ...PSA_ERRORS],
});

export const getRun = defineEndpoint({
  id: 'getRun',
  method: 'GET',
  path: '/api/auto-map/runs/{runId}',
  summary: 'How a run stands: its progress, or what its review found',
  description: 'Without the rows, which come in pages.',
  scope: null,
  params: runParams,
  query: none,
  body: null,
  answer: runSchema,
  errors: ['run_not_found'],
});

export const getRunRows = defineEndpoint({
  id: 'getRunRows',
  method: 'GET',
  path: '/api/auto-map/runs/{runId}/rows',
  summary: 'Rows of a review, one group at a time',
  description: 'Sorted by the technician’s name. `search` looks in names and addresses.',
  scope: null,
  params: runParams,
  query: z.strictObject({
    group: z.enum(ROW_GROUPS),
    search: z.string().max(200).default(''),
    offset: z.coerce.number().int().min(0).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  body: null,
  answer: runRowsSchema,
  errors: ['run_not_found'],
});

export const applyRun = defineEndpoint({
  id: 'applyRun',
  method: 'POST',
  path: '/api/auto-map/runs/{runId}/apply',
  summary: 'Write what the review shows',
  description:
    'All of it or nothing, once. Technicians in `leaveOut` stay as they are, and so does everyone whose mapping was changed since the review.',
  scope: null,
  params: runParams,
  query: none,
  body: z.strictObject({
    /** Also clear technicians that no longer match. */
    clear: z.boolean(),
    /** Without it, clearing all or very many is held. */
    confirmMassClear: z.boolean(),
    leaveOut: z.array(z.string().max(100)).max(20_000),
  }),
  answer: runSchema,
  errors: ['run_not_found', 'run_expired', 'run_in_progress'],
});

export const cancelRun = defineEndpoint({
  id: 'cancelRun',
  method: 'POST',
  path: '/api/auto-map/runs/{runId}/cancel',
  summary: 'Throw a review away',
  description: 'Nothing was written, and nothing will be.',
  scope: null,
  params: runParams,
  query: none,
  body: none,
  answer: z.null(),
  errors: ['run_not_found', 'run_expired'],
});

export const undoRun = defineEndpoint({
  id: 'undoRun',
  method: 'POST',
  path: '/api/auto-map/runs/{runId}/undo',
  summary: 'Take the last applied run back',
  description: 'Row by row, where nobody changed the row since.',
  scope: null,
  params: runParams,
  query: none,
  body: none,
  answer: z.object({ restored: z.number().int(), left: z.number().int() }),
  errors: ['run_not_found', 'run_not_undoable'],
});
