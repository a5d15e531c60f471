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
  /** As it was read or saved last; `null`: a new one, which nobody saved yet. */
  readonly standing: Workflow | null;
  /** What the draft is compared with. */
  readonly base: WorkflowSetup;
  readonly draft: SetupDraft;
  readonly changed: readonly SetupField[];
  readonly set: (changes: Partial<SetupDraft>) => void;
  readonly discard: () => void;
  /** Answers what was saved, or `null`. What is typed meanwhile lies on top of it, unsaved. */
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
export function useWorkflowEdit(workflow: Workflow | null, starting: WorkflowSetup): WorkflowEdit {
  const { client } = useSession();
  const [standing, setStanding] = useState(workflow);
  const base = standing?.setup ?? starting;
  const [draft, setDraft] = useState(() => draftOf(base));
  const [theirs, setTheirs] = useState<Workflow | null>(null);
  const put = useAction(saveWorkflow);
  const post = useAction(createWorkflow);
  const del = useAction(removeWorkflow);
  const problem = [put.problem, post.problem, del.problem].find((each) => each !== null) ?? null;
  const forgetProblem = useCallback(() => {
    put.forgetProblem();
    post.forgetProblem();
    del.forgetProblem();
  }, [put.forgetProblem, post.forgetProblem, del.forgetProblem]);

  const conflict = theirs === null ? null : conflictOf(base, draft, theirs);

  /** `sent`: the draft that became `saved`. The fields could be changed while it was under way. */
  function accept(saved: Workflow, sent: SetupDraft): Workflow {
    setStanding(saved);
    setDraft((now) => putOnTop(sent, draftOf(saved.setup), now));
    setTheirs(null);
    return saved;
  }

  /** After a save over `over` was refused: whether somebody else was faster, and with what. */
  async function lookAtTheirs({ workflowId, version }: Workflow): Promise<void> {
    const found = await client.call(readWorkflow, { params: { workflowId } }).catch(() => null);
    if (found !== null && found.version !== version) setTheirs(found);
  }

  async function write(
    setup: WorkflowSetup,
    over: Workflow | null,
    sent: SetupDraft,
  ): Promise<Workflow | null> {
    const done =
      over === null
        ? await post.run({ body: setup })
        : await put.run({
            params: { workflowId: over.workflowId },
            body: { version: over.version, setup },
          });
    if (done !== null) return accept(done.answer, sent);
    if (over !== null) await lookAtTheirs(over);
    return null;
  }

  return {
    standing,
    base,
    draft,
    changed: changedFields(draftOf(base), draft),
    set: (changes) => setDraft((now) => ({ ...now, ...changes })),
    discard: () => {
      setDraft(draftOf(base));
      forgetProblem();
    },
    save: () => write(setupOf(draft, base), standing, draft),
    saveAgain: (setup, over) => write(setup, over, draftOf(over.setup)),
    remove: async () => {
      if (standing === null) return false;
      const { workflowId, version } = standing;
      const done = await del.run({ params: { workflowId }, query: { version } });
      if (done === null) await lookAtTheirs(standing);
      return done !== null;
    },
    isRunning: put.isRunning || post.isRunning || del.isRunning,
    problem,
    forgetProblem,
    conflict,
    keepMine: () => {
      if (conflict === null) return;
      accept(conflict.theirs, draftOf(base));
      forgetProblem();
    },
    takeTheirs: () => {
      if (conflict === null) return;
      accept(conflict.theirs, draftOf(base));
      setDraft(draftOf(conflict.theirs.setup));
      forgetProblem();
    },
  };
}

function conflictOf(base: WorkflowSetup, draft: SetupDraft, theirs: Workflow): EditConflict {
  const there = changedFields(draftOf(base), draftOf(theirs.setup));
  const mine = changedFields(draftOf(base), draft);
  return { theirs, there, both: there.filter((field) => mine.includes(field)) };
}
