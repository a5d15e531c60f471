import {
  compileInstructions,
  createWorkflow,
  listWorkflows,
  listWorkflowVersions,
  orderWorkflows,
  readWorkflow,
  readWorkflowGround,
  removeWorkflow,
  savePriorityWords,
  saveWorkflow,
} from '#contract/workflow-endpoints.ts';
import type { WorkflowService } from '#core/dispatch/workflow-service.ts';
import type { MountForPeople } from '../mount-for-people.ts';
import { fromSetupDto, toCompiledDto, toGroundDto, toSetupDto, toWorkflowDto } from '../workflow-dto.ts';
import { readKnown } from '../workflow-names.ts';

/** Workflows in the tab. */
export function mountWorkflows(mount: MountForPeople, needs: { readonly workflows: WorkflowService }): void {
  const { workflows } = needs;

  mount(listWorkflows, async ({ caller }) => {
    const list = await workflows.list(caller);
    const known = await readKnown(workflows, caller);
    return { workflows: list.map((each) => toWorkflowDto(each, known)) };
  });
  mount(readWorkflow, async ({ caller, params, query }) => {
    const workflow = await workflows.read(caller, params.workflowId, query.version);
    return toWorkflowDto(workflow, await readKnown(workflows, caller));
  });
  mount(readWorkflowGround, async ({ caller }) => toGroundDto(await workflows.ground(caller)));
  mount(compileInstructions, async ({ caller, body }) => {
    const compiled = await workflows.compile(caller, body.text);
    return toCompiledDto(compiled, await readKnown(workflows, caller));
  });
  mount(createWorkflow, async ({ caller, body }) => {
    const saved = await workflows.save(caller, null, fromSetupDto(body), 0);
    return toWorkflowDto(saved, await readKnown(workflows, caller));
  });
  mount(saveWorkflow, async ({ caller, params, body }) => {
    const saved = await workflows.save(caller, params.workflowId, fromSetupDto(body.setup), body.version);
    return toWorkflowDto(saved, await readKnown(workflows, caller));
  });
  mount(removeWorkflow, async ({ caller, params, query }) => {
    await workflows.remove(caller, params.workflowId, query.version);
    return null;
  });
  mount(listWorkflowVersions, async ({ caller, params }) => {
    const versions = await workflows.versions(caller, params.workflowId);
    return {
      versions: versions.map(({ version, savedAt, savedBy, setup }) => ({
        version,
        savedAt: savedAt?.toISOString() ?? null,
        savedBy,
        setup: toSetupDto(setup),
      })),
    };
  });
  mount(orderWorkflows, async ({ caller, body }) => {
    const list = await workflows.order(caller, body.workflowIds);
    const known = await readKnown(workflows, caller);
    return { workflows: list.map((each) => toWorkflowDto(each, known)) };
  });
  mount(savePriorityWords, async ({ caller, body }) => {
    await workflows.savePriorityWords(caller, body.words);
    return null;
  });
}
