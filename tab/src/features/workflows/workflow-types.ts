import type { compileInstructions, readWorkflow, readWorkflowGround } from '#contract/workflow-endpoints.ts';
import type { AnswerOf } from '../../api/client.ts';

export type Workflow = AnswerOf<typeof readWorkflow>;
export type WorkflowSetup = Workflow['setup'];
export type WorkflowGround = AnswerOf<typeof readWorkflowGround>;
export type Sentence = AnswerOf<typeof compileInstructions>['sentences'][number];
export type Weight = keyof WorkflowSetup['weights'];
/** Something of the PSA, or a team, that can be ticked. */
export interface Named {
  readonly id: string;
  readonly name: string;
}
