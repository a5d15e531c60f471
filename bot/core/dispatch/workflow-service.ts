import { assertMay } from '#core/access/policy.ts';
import { compile, type CompiledInstructions } from '#core/instructions/compile.ts';
import { type AuditEntry, auditEntry } from '#kernel/audit.ts';
import type { Caller } from '#kernel/caller.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError, type FieldFault, invalidInput } from '#kernel/errors.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import { faultsOf } from './check-setup.ts';
import { onSinceOf } from './on-since.ts';
import type { PriorityWords, WorkflowStore } from './ports.ts';
import type { NameReader, Names } from './read-names.ts';
import { understand } from './understand.ts';
import type { WorkflowBook } from './workflow-book.ts';
import type { Workflow, WorkflowSetup } from './workflow.ts';

/** What a lead needs for setting a workflow up. */
export interface WorkflowGround extends Names {
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
   *  `version` is not the current one (0 for a new one), and the `psa_…` codes when the instructions say something new while the PSA's names
   *  cannot be read. */
  save(caller: Caller, workflowId: string | null, setup: WorkflowSetup, version: number): Promise<Workflow>;
  /** Newest first. Throws `workflow_not_found`. */
  versions(caller: Caller, workflowId: string): Promise<readonly Workflow[]>;
  /** Throws `workflow_not_found`, `conflict`. */
  remove(caller: Caller, workflowId: string, version: number): Promise<void>;
  /** The first that takes a ticket gets it. Ids that are left out keep their order behind the others. */
  order(caller: Caller, workflowIds: readonly string[]): Promise<readonly Workflow[]>;
  /** Throws `invalid_input`, and the `psa_…` codes. Workflows that are saved already keep what they understood. */
  savePriorityWords(caller: Caller, words: PriorityWords): Promise<void>;
}

/** A desk with more than this has no overview any more. */
const MOST_WORKFLOWS = 50;
const LONGEST_WORD = 20;

export function createWorkflowService(needs: {
  readonly clock: Clock;
  readonly newId: () => string;
  readonly store: WorkflowStore;
  readonly book: WorkflowBook;
  readonly names: NameReader;
  readonly hasModel: boolean;
}): WorkflowService {
  const { clock, store, book, names } = needs;

  async function current(deskId: DeskId, workflowId: string): Promise<Workflow> {
    const found = (await book.all(deskId)).find((workflow) => workflow.workflowId === workflowId);
    if (found) return found;
    throw new AppError('workflow_not_found', `no workflow ${workflowId}`);
  }

  function audit(
    caller: Caller,
    workflowId: string,
    change: { readonly action: string; readonly before?: unknown; readonly after?: unknown },
  ): AuditEntry {
    return auditEntry(caller, clock.now(), { subject: 'workflow', subjectId: workflowId, ...change });
  }

  /** The workflow before a save; `null` for a new one. The standard workflow, which nobody saved, becomes a new one with an id of its own. */
  async function standing(
    caller: Caller,
    workflowId: string | null,
    version: number,
  ): Promise<Workflow | null> {
    if (workflowId === null) return null;
    const before = await current(caller.deskId, workflowId);
    return before.version === 0 && version === 0 ? null : before;
  }

  return {
    async list(caller) {
      assertMay(caller, 'dispatch.read');
      return book.all(caller.deskId);
    },

    async read(caller, workflowId, version) {
      assertMay(caller, 'dispatch.read');
      if (version === undefined) return current(caller.deskId, workflowId);
      const found = await store.readWorkflow(caller.deskId, workflowId, version);
      if (found) return found;
      throw new AppError('workflow_not_found', `no version ${version} of workflow ${workflowId}`);
    },

    async ground(caller) {
      assertMay(caller, 'dispatch.read');
      return { ...(await names.read(caller.deskId)), hasModel: needs.hasModel };
    },

    async compile(caller, text) {
      assertMay(caller, 'dispatch.read');
      const { known } = await names.read(caller.deskId);
      return compile(text, known);
    },

    async save(caller, workflowId, setup, version) {
      assertMay(caller, 'workflows.write');
      const { deskId } = caller;
      const read = await names.read(deskId);
      const now = clock.now();
      const faults = faultsOf(setup, read.known, now);
      if (faults.length > 0) throw invalidInput(faults);
      const saved = await store.listWorkflows(deskId);
      const before = await standing(caller, workflowId, version);
      if (before === null && saved.length >= MOST_WORKFLOWS) throw tooManyWorkflows();
      if (before !== null && before.version !== version) throw changedMeanwhile(before);
      const workflow: Workflow = {
        workflowId: before?.workflowId ?? needs.newId(),
        version: (before?.version ?? 0) + 1,
        position: before?.position ?? saved.length,
        setup: { ...setup, name: setup.name.trim() },
        sentences: understand(setup.instructions, read, before),
        onSince: onSinceOf(before, setup, now),
        savedAt: now,
        savedBy: caller.name,
      };
      const entry = audit(caller, workflow.workflowId, {
        action: before === null ? 'created' : 'updated',
        before: before && { version: before.version, ...before.setup },
        after: { version: workflow.version, ...workflow.setup },
      });
      await store.saveWorkflow(deskId, workflow, entry);
      return workflow;
    },

    async versions(caller, workflowId) {
      assertMay(caller, 'dispatch.read');
      const versions = await store.listVersions(caller.deskId, workflowId);
      return versions.length > 0 ? versions : [await current(caller.deskId, workflowId)];
    },

    async remove(caller, workflowId, version) {
      assertMay(caller, 'workflows.write');
      const before = await current(caller.deskId, workflowId);
      if (before.version !== version) throw changedMeanwhile(before);
      const { name } = before.setup;
      const entry = audit(caller, workflowId, { action: 'removed', before: { version, name } });
      await store.removeWorkflow(caller.deskId, workflowId, version, entry);
    },

    async order(caller, workflowIds) {
      assertMay(caller, 'workflows.write');
      const { deskId } = caller;
      const saved = (await store.listWorkflows(deskId)).map((workflow) => workflow.workflowId);
      const unknown = workflowIds.find((id) => !saved.includes(id));
      if (unknown !== undefined) throw new AppError('workflow_not_found', `no workflow ${unknown}`);
      const wanted = [...new Set([...workflowIds, ...saved])];
      const entry = audit(caller, 'order', { action: 'ordered', before: saved, after: wanted });
      await store.orderWorkflows(deskId, wanted, entry);
      return book.all(deskId);
    },

    async savePriorityWords(caller, words) {
      assertMay(caller, 'workflows.write');
      const { priorityWords, catalogue, catalogueError } = await names.read(caller.deskId);
      if (catalogueError) throw catalogueError;
      const ids = new Set((catalogue?.priorities ?? []).map(({ id }) => id));
      const faults = Object.entries(words).flatMap(([word, priorities]) => wordFaults(word, priorities, ids));
      if (faults.length > 0) throw invalidInput(faults);
      const entry = audit(caller, 'priority-words', {
        action: 'updated',
        before: priorityWords,
        after: words,
      });
      await store.savePriorityWords(caller.deskId, words, entry);
    },
  };
}

function wordFaults(
  word: string,
  priorities: readonly string[],
  known: ReadonlySet<string>,
): readonly FieldFault[] {
  const faults: FieldFault[] = [];
  const field = `words.${word}`;
  if (word.trim() === '' || word.length > LONGEST_WORD || /\s/.test(word)) {
    const remedy = `Use one word of at most ${LONGEST_WORD} characters, such as P1.`;
    faults.push({ field, problem: 'is not one short word', remedy, rule: 'not-a-word' });
  }
  if (priorities.some((id) => !known.has(id))) {
    const remedy = 'Choose among the priorities of the PSA.';
    faults.push({ field, problem: 'names a priority that the PSA does not have', remedy, rule: 'unknown' });
  }
  return faults;
}

function changedMeanwhile({ version, savedBy, savedAt }: Workflow): AppError {
  return new AppError('conflict', 'the workflow was saved meanwhile', {
    details: { version, changedBy: savedBy, changedAt: savedAt?.toISOString() ?? null },
  });
}

function tooManyWorkflows(): AppError {
  const remedy = `A desk keeps at most ${MOST_WORKFLOWS} workflows. Remove one first.`;
  return invalidInput([{ field: 'workflow', problem: 'there are too many', remedy, rule: 'too-many' }]);
}
