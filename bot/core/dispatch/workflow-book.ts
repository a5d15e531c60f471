import type { AvailabilitySettingsSource } from '#core/availability/ports.ts';
import { AppError } from '#kernel/errors.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import { workflowFor } from './choose-workflow.ts';
import type { Ticket, WorkflowStore } from './ports.ts';
import { STANDARD_WORKFLOW_ID, standardWorkflow } from './standard-workflow.ts';
import type { Workflow } from './workflow.ts';

/** The desk's workflows as dispatch looks them up; who may see them is its callers' question. */
export interface WorkflowBook {
  /** In the desk's order; never empty. */
  all(deskId: DeskId): Promise<readonly Workflow[]>;
  /** The named one, or the first that takes the ticket, or else the desk's first. Throws `workflow_not_found` for a name. */
  forTicket(
    deskId: DeskId,
    workflowId: string | null,
    ticket: Pick<Ticket, 'queue' | 'priority'>,
  ): Promise<Workflow>;
  /** One version, of a removed workflow as well; `null`: nobody saved it. */
  asOf(deskId: DeskId, workflowId: string, version: number): Promise<Workflow | null>;
  standard(deskId: DeskId): Promise<Workflow>;
}

export function createWorkflowBook(needs: {
  readonly store: Pick<WorkflowStore, 'listWorkflows' | 'readWorkflow'>;
  readonly settings: AvailabilitySettingsSource;
}): WorkflowBook {
  async function standard(deskId: DeskId): Promise<Workflow> {
    return standardWorkflow(await needs.settings.readAvailabilitySettings(deskId));
  }

  async function all(deskId: DeskId): Promise<readonly Workflow[]> {
    const saved = await needs.store.listWorkflows(deskId);
    return saved.length > 0 ? saved : [await standard(deskId)];
  }

  return {
    all,
    standard,
    asOf: (deskId, workflowId, version) => needs.store.readWorkflow(deskId, workflowId, version),
    async forTicket(deskId, workflowId, ticket) {
      const workflows = await all(deskId);
      if (workflowId === null) {
        const [first] = workflows;
        const taker = workflowFor(workflows, ticket) ?? first;
        if (taker) return taker;
      }
      const named = workflows.find((workflow) => workflow.workflowId === workflowId);
      if (named) return named;
      // Whoever asked by the standard workflow's id before one was saved means the desk's own.
      const [first] = workflows;
      if (workflowId === STANDARD_WORKFLOW_ID && first) return workflowFor(workflows, ticket) ?? first;
      throw new AppError('workflow_not_found', `no workflow ${workflowId}`);
    },
  };
}
