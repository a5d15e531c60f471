import type { CompiledInstructions } from '#core/instructions/compile.ts';
import type { Known } from '#core/instructions/known.ts';
import type { Caller } from '#kernel/caller.ts';
import type { PriorityWords, PsaCatalogue } from './ports.ts';
import type { Workflow, WorkflowSetup } from './workflow.ts';

/** What a lead needs for setting a workflow up. */
export interface WorkflowGround {
  readonly known: Known;
  /** `null` while the PSA cannot be read: names of queues, priorities and companies are not known then. */
  readonly catalogue: PsaCatalogue | null;
  readonly priorityWords: PriorityWords;
  readonly hasModel: boolean;
}

export interface WorkflowService {
  /** In the order in which they are asked for a ticket; never empty: a desk that saved none has the standard workflow (version 0). */
  list(caller: Caller): Promise<readonly Workflow[]>;
  /** Throws `workflow_not_found`. */
  read(caller: Caller, workflowId: string, version?: number): Promise<Workflow>;
  ground(caller: Caller): Promise<WorkflowGround>;
  /** How each sentence would be understood (INS-1); nothing is saved. */
  compile(caller: Caller, text: string): Promise<CompiledInstructions>;
  /** Saves a new version, or a new workflow (`null`). Throws `invalid_input` with every fault, `workflow_not_found`, `conflict` when
   *  `version` is not the current one (0 for a new one). */
  save(caller: Caller, workflowId: string | null, setup: WorkflowSetup, version: number): Promise<Workflow>;
  /** Newest first. Throws `workflow_not_found`. */
  versions(caller: Caller, workflowId: string): Promise<readonly Workflow[]>;
  /** Throws `workflow_not_found`, `conflict`. */
  remove(caller: Caller, workflowId: string, version: number): Promise<void>;
  /** The first that takes a ticket gets it. Ids that are left out keep their order behind the others. */
  order(caller: Caller, workflowIds: readonly string[]): Promise<readonly Workflow[]>;
  /** Throws `invalid_input`. Workflows that are saved already keep what they understood. */
  savePriorityWords(caller: Caller, words: PriorityWords): Promise<void>;
}
