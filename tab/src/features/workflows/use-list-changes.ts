import { type listWorkflows, orderWorkflows, saveWorkflow } from '#contract/workflow-endpoints.ts';
import type { AnswerOf } from '../../api/client.ts';
import type { Problem } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import type { Resource } from '../../api/use-resource.ts';
import { useNotice } from '../../components/Notice.tsx';
import { useFormats, useTexts } from '../../texts/language.ts';
import { workflowTexts } from '../../texts/workflows.ts';
import { movedBy } from './pool-list.ts';
import type { Workflow } from './workflow-types.ts';

export interface ListChanges {
  /** Teams availability, with a way back. */
  readonly turnOn: (workflow: Workflow) => void;
  readonly move: (workflows: readonly Workflow[], place: number, step: -1 | 1) => void;
  readonly isRunning: boolean;
  readonly problem: Problem | null;
}

/** What can be changed without opening a workflow. After a failure the list is read anew. */
export function useListChanges(list: Resource<AnswerOf<typeof listWorkflows>>): ListChanges {
  const t = useTexts(workflowTexts);
  const formats = useFormats();
  const notice = useNotice();
  const save = useAction(saveWorkflow);
  const order = useAction(orderWorkflows);

  async function setTeams({ workflowId, version, setup }: Workflow, to: 'on' | 'off'): Promise<void> {
    order.forgetProblem();
    const body = { version, setup: { ...setup, teamsAvailability: to } };
    const done = await save.run({ params: { workflowId }, body });
    list.refresh();
    if (done === null) return;
    notice(
      to === 'on'
        ? { text: t.turnedOn(setup.name), undo: () => void setTeams(done.answer, 'off') }
        : { text: t.turnedOff(setup.name) },
    );
  }

  async function move(workflows: readonly Workflow[], place: number, step: -1 | 1): Promise<void> {
    save.forgetProblem();
    const moved = movedBy(workflows, place, step);
    const done = await order.run({ body: { workflowIds: moved.map(({ workflowId }) => workflowId) } });
    if (done === null) {
      list.refresh();
      return;
    }
    list.replace(done.answer);
    const name = workflows[place]?.setup.name ?? '';
    notice({ text: t.moved(name, formats.number(place + step + 1)) });
  }

  return {
    turnOn: (workflow) => void setTeams(workflow, 'on'),
    move: (workflows, place, step) => void move(workflows, place, step),
    isRunning: save.isRunning || order.isRunning,
    problem: save.problem ?? order.problem,
  };
}
