import type { WorkflowService } from '#core/dispatch/workflow-service.ts';
import type { Known } from '#core/instructions/known.ts';
import type { Caller } from '#kernel/caller.ts';
import { toAppError } from '#kernel/errors.ts';

const NOTHING: Known = { technicians: [], skills: [], priorities: [], queues: [], companies: [] };

/** The names for what rules are about. A PSA that does not answer keeps nobody from reading a workflow: ids stand for themselves then. */
export async function readKnown(workflows: Pick<WorkflowService, 'ground'>, caller: Caller): Promise<Known> {
  try {
    return (await workflows.ground(caller)).known;
  } catch (cause) {
    if (toAppError(cause).code.startsWith('psa_')) return NOTHING;
    throw cause;
  }
}
