import { assignTicket, undoAssignment } from '#contract/dispatch-endpoints.ts';
import { useState } from 'react';
import type { Problem } from '../../api/problem.ts';
import { useAction } from '../../api/use-action.ts';
import type { Resource } from '../../api/use-resource.ts';
import { useNotice } from '../../components/Notice.tsx';
import { decisionPageTexts } from '../../texts/dispatch-decision.ts';
import { useTexts } from '../../texts/language.ts';
import type { AssignAnswer, Assignment, Decision, Standing } from './dispatch-types.ts';

export interface Technician {
  readonly technicianId: string;
  readonly name: string;
}

export interface Assigning {
  readonly assign: (technician: Technician) => Promise<void>;
  readonly undo: (assignment: Assignment) => Promise<void>;
  readonly isRunning: boolean;
  readonly isUndoing: boolean;
  readonly problem: Problem | null;
  /** What somebody should know first; `null`: nothing is asked. */
  readonly question: { readonly technician: Technician; readonly warnings: AssignAnswer['warnings'] } | null;
  readonly answer: (yes: boolean) => void;
}

/** Gives the ticket of a decision to somebody, or takes it back; what came of it is shown at once. */
export function useAssigning(decision: Decision, standing: Resource<Standing>): Assigning {
  const { assign: t, head } = useTexts(decisionPageTexts);
  const notice = useNotice();
  const give = useAction(assignTicket);
  const takeBack = useAction(undoAssignment);
  const [question, setQuestion] = useState<Assigning['question']>(null);
  const { ticket, decisionId } = decision;

  async function assign(
    technician: Technician,
    confirmed: AssignAnswer['warnings'][number]['code'][] = [],
  ): Promise<void> {
    takeBack.forgetProblem();
    const { technicianId, name } = technician;
    const done = await give.run({ body: { ticket: ticket.ticketId, technicianId, decisionId, confirmed } });
    if (done === null) return;
    const { kind, warnings, assignment } = done.answer;
    if (kind === 'needs-confirmation') {
      setQuestion({ technician, warnings });
      return;
    }
    if (assignment) showAtOnce(assignment, done.answer.ticket);
    if (kind === 'already') notice({ text: t.already(name) });
    else if (assignment?.state === 'done') {
      notice({ text: t.done(name), undo: () => void undo(assignment) });
    } else notice({ text: assignment?.state === 'pending' ? t.pending(name) : t.failed(name) });
    standing.refresh();
  }

  async function undo({ assignmentId }: Assignment): Promise<void> {
    give.forgetProblem();
    const done = await takeBack.run({ params: { assignmentId } });
    if (done === null) return;
    showAtOnce(done.answer, standing.value?.ticket ?? null);
    notice({ text: done.answer.state === 'undone' ? t.undone : head.givesBack });
    standing.refresh();
  }

  /** The next answer of the PSA replaces it. */
  function showAtOnce(assignment: Assignment, now: Standing['ticket']): void {
    standing.replace({ assignment, ticket: now, hold: null });
  }

  return {
    assign,
    undo,
    isRunning: give.isRunning,
    isUndoing: takeBack.isRunning,
    problem: give.problem ?? takeBack.problem,
    question,
    answer(yes) {
      if (yes && question) {
        void assign(
          question.technician,
          question.warnings.map(({ code }) => code),
        );
      }
      setQuestion(null);
    },
  };
}
