import { createWorkflow, readWorkflow, removeWorkflow, saveWorkflow } from '#contract/workflow-endpoints.ts';
import { useCallback, useState } from 'react';
import { useSession } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import type { Problem } from '../../api/problem.ts';
import {
  changedFields,
  draftOf,
  putOnTop,
  type SetupDraft,
  type SetupField,
  setupOf,
} from './setup-draft.ts';
import type { Workflow, WorkflowSetup } from './workflow-types.ts';

/** Another lead saved while this one typed. */
export interface EditConflict {
  readonly theirs: Workflow;
  /** What differs there from what this person began with, and of that what both changed. */
  readonly there: readonly SetupField[];
  readonly both: readonly SetupField[];
}

export interface WorkflowEdit {
  /** What the draft is compared with. */
  readonly base: WorkflowSetup;
  readonly draft: SetupDraft;
  readonly changed: readonly SetupField[];
  readonly set: (changes: Partial<SetupDraft>) => void;
  readonly discard: () => void;
  /** Answers what was saved, or `null`. */
  readonly save: () => Promise<Workflow | null>;
  /** Puts an earlier setup back as a new version. */
  readonly saveAgain: (setup: WorkflowSetup, over: Workflow) => Promise<Workflow | null>;
  readonly remove: () => Promise<boolean>;
  readonly isRunning: boolean;
  readonly problem: Problem | null;
  readonly forgetProblem: () => void;
  readonly conflict: EditConflict | null;
  readonly keepMine: () => void;
  readonly takeTheirs: () => void;
}

/** The draft of one workflow, and what happens to it. `null`: a new one, which begins as `starting`. */
export function useWorkflowEdit(
  workflow: Workflow | null,
  starting: WorkflowSetup,
  onSaved: (saved: Workflow) => void,
): WorkflowEdit {
  const { client } = useSession();
  const [standing, setStanding] = useState(workflow);
  const base = standing?.setup ?? starting;
  const [draft, setDraft] = useState(() => draftOf(base));
  const [conflict, setConflict] = useState<EditConflict | null>(null);
  const put = useAction(saveWorkflow);
  const post = useAction(createWorkflow);
  const del = useAction(removeWorkflow);
  const problem = [put.problem, post.problem, del.problem].find((each) => each !== null) ?? null;
  const forgetProblem = useCallback(() => {
    put.forgetProblem();
    post.forgetProblem();
    del.forgetProblem();
  }, [put.forgetProblem, post.forgetProblem, del.forgetProblem]);

  function accept(saved: Workflow): Workflow {
    setStanding(saved);
    setDraft(draftOf(saved.setup));
    setConflict(null);
    onSaved(saved);
    return saved;
  }

  /** After a save was refused: whether somebody else was faster, and with what. */
  async function lookAtTheirs(): Promise<void> {
    if (standing === null) return;
    const theirs = await client
      .call(readWorkflow, { params: { workflowId: standing.workflowId } })
      .catch(() => null);
    if (theirs === null || theirs.version === standing.version) return;
    const there = changedFields(draftOf(base), draftOf(theirs.setup));
    const mine = changedFields(draftOf(base), draft);
    setConflict({ theirs, there, both: there.filter((field) => mine.includes(field)) });
  }

  async function write(setup: WorkflowSetup, over: Workflow | null): Promise<Workflow | null> {
    const done =
      over === null
        ? await post.run({ body: setup })
        : await put.run({
            params: { workflowId: over.workflowId },
            body: { version: over.version, setup },
          });
    if (done !== null) return accept(done.answer);
    await lookAtTheirs();
    return null;
  }

  return {
    base,
    draft,
    changed: changedFields(draftOf(base), draft),
    set: (changes) => setDraft((now) => ({ ...now, ...changes })),
    discard: () => {
      setDraft(draftOf(base));
      forgetProblem();
    },
    save: () => write(setupOf(draft, base), standing),
    saveAgain: (setup, over) => write(setup, over),
    remove: async () => {
      if (standing === null) return false;
      const { workflowId, version } = standing;
      const done = await del.run({ params: { workflowId }, query: { version } });
      if (done === null) await lookAtTheirs();
      return done !== null;
    },
    isRunning: put.isRunning || post.isRunning || del.isRunning,
    problem,
    forgetProblem,
    conflict,
    keepMine: () => {
      if (conflict === null) return;
      setDraft(putOnTop(draftOf(base), draftOf(conflict.theirs.setup), draft));
      setStanding(conflict.theirs);
      setConflict(null);
      forgetProblem();
    },
    takeTheirs: () => {
      if (conflict === null) return;
      forgetProblem();
      accept(conflict.theirs);
    },
  };
}
