import {
  deleteWorkflow,
  getWorkflow,
  getWorkflows,
  postWorkflow,
  putWorkflow,
} from '#contract/public-workflow-endpoints.ts';
import type { WorkflowService } from '#core/dispatch/workflow-service.ts';
import type { MountForKeys } from '../mount-for-keys.ts';
import { fromSetupDto, toWorkflowDto } from '../workflow-dto.ts';
import { readKnown } from '../workflow-names.ts';

/** Workflows in the public API. */
export function mountPublicWorkflows(
  mount: MountForKeys,
  needs: { readonly workflows: Pick<WorkflowService, 'list' | 'read' | 'save' | 'remove' | 'ground'> },
): void {
  const { workflows } = needs;

  mount(getWorkflows, async ({ caller }) => {
    const list = await workflows.list(caller);
    const known = await readKnown(workflows, caller);
    return { workflows: list.map((each) => toWorkflowDto(each, known)) };
  });
  mount(postWorkflow, async ({ caller, body }) => {
    const saved = await workflows.save(caller, null, fromSetupDto(body), 0);
    return toWorkflowDto(saved, await readKnown(workflows, caller));
  });
  mount(getWorkflow, async ({ caller, params, query }) => {
    const workflow = await workflows.read(caller, params.workflowId, query.version);
    return toWorkflowDto(workflow, await readKnown(workflows, caller));
  });
  mount(putWorkflow, async ({ caller, params, body }) => {
    const saved = await workflows.save(caller, params.workflowId, fromSetupDto(body.setup), body.version);
    return toWorkflowDto(saved, await readKnown(workflows, caller));
  });
  mount(deleteWorkflow, async ({ caller, params, query }) => {
    await workflows.remove(caller, params.workflowId, query.version);
    return null;
  });
}
