import { z } from 'zod';
import { assignedCard } from '../cards/assigned-card.ts';
import type { ChatTools } from '../services.ts';
import { textsFor } from '../texts/texts.ts';
import type { Answer, Turn } from '../turn.ts';
import { repeatable } from './failed-request.ts';
import { soonOrLater } from './later-answer.ts';
import { drawFor, isOver, showDecision } from './show-decision.ts';

const id = z.string().min(1).max(64);
export const undoData = z.object({ assignmentId: id, decisionId: id.nullish() });
type UndoData = z.infer<typeof undoData>;

/** Takes an assignment back. Too late, or pressed again: shows how it stands. Throws `assignment_not_found`, and the `psa_…` codes. */
export async function undoAssignment(turn: Turn, data: UndoData, tools: ChatTools): Promise<Answer> {
  const { assignmentId, decisionId = null } = data;
  const { dispatch } = tools.services;
  const work = async (): Promise<Answer> => {
    try {
      const assignment = await dispatch.undo(turn.caller, assignmentId);
      const decision = decisionId === null ? null : await dispatch.readDecision(turn.caller, decisionId);
      return drawFor(turn, { tools, isChange: true }, (scene) =>
        assignedCard({ assignment, decision, ticket: null, scene }),
      );
    } catch (cause) {
      if (!isOver(cause, 'assignment_not_undoable')) throw cause;
      return showUndone(turn, assignmentId, tools);
    }
  };
  const request = { verb: 'dispatch.undo', data: { assignmentId, decisionId } } as const;
  return soonOrLater(turn, repeatable(request, work), tools);
}

async function showUndone(turn: Turn, assignmentId: string, tools: ChatTools): Promise<Answer> {
  const { assignment, ticket } = await tools.services.dispatch.readAssignment(turn.caller, assignmentId);
  const said = assignment.state === 'undone' ? null : textsFor(turn.locale).dispatch.notUndoable;
  return drawFor(turn, { tools }, (scene) =>
    assignedCard({ assignment, decision: null, ticket, said, scene }),
  );
}

/** An Undo of yesterday is too late in any case. */
export function showInstead(
  turn: Turn,
  { assignmentId, decisionId }: UndoData,
  tools: ChatTools,
): Promise<Answer> {
  return showDecision(turn, { decisionId, assignmentId }, tools);
}
