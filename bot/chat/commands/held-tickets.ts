import { z } from 'zod';
import { heldListCard } from '../cards/held-list-card.ts';
import { stoppedCard } from '../cards/held-card.ts';
import { rememberQuestion } from '../last-question.ts';
import type { ChatTools } from '../services.ts';
import type { Answer, Turn } from '../turn.ts';
import type { Command } from './command.ts';
import { repeatable } from './failed-request.ts';
import { soonOrLater } from './later-answer.ts';
import { drawFor, isOver, showDecision, showRun } from './show-decision.ts';

export const heldTickets: Command = {
  name: 'ticket.held',
  permission: 'dispatch.read',
  listed: 'in-help',
  run: (turn, _slots, tools) => showHeld(turn, { page: 0 }, tools),
};

export const heldData = z.object({ page: z.number().int().min(0).max(1000).catch(0) });
const id = z.string().min(1).max(64);
export const holdData = z.object({ holdId: id, decisionId: id });
type HoldData = z.infer<typeof holdData>;

/** Tickets that wait. Throws `not_allowed`. */
export async function showHeld(
  turn: Turn,
  { page }: z.infer<typeof heldData>,
  tools: ChatTools,
): Promise<Answer> {
  const request = { verb: 'dispatch.held', data: { page } } as const;
  const holds = await repeatable(request, () => tools.services.dispatch.listHolds(turn.caller));
  rememberQuestion(turn, request, tools);
  return drawFor(turn, { tools }, ({ viewer, hasButtons }) =>
    heldListCard({ holds, page, viewer, hasButtons }),
  );
}

/** Tries a held ticket at once; one that waits no more shows how it stands. Throws the `psa_…` codes. */
export function retryHold(turn: Turn, { holdId, decisionId }: HoldData, tools: ChatTools): Promise<Answer> {
  const request = { verb: 'dispatch.retry', data: { holdId, decisionId } } as const;
  const work = async (): Promise<Answer> => {
    try {
      return showRun(turn, await tools.services.dispatch.retryHold(turn.caller, holdId), tools);
    } catch (cause) {
      if (!isOver(cause, 'hold_not_found')) throw cause;
      return showDecision(turn, { decisionId, assignmentId: null }, tools);
    }
  };
  return soonOrLater(turn, repeatable(request, work), tools);
}

/** The ticket waits no more and stays with nobody. Pressed again: how it stands. */
export async function stopHold(
  turn: Turn,
  { holdId, decisionId }: HoldData,
  tools: ChatTools,
): Promise<Answer> {
  const { dispatch } = tools.services;
  try {
    await dispatch.stopHold(turn.caller, holdId);
  } catch (cause) {
    if (!isOver(cause, 'hold_not_found')) throw cause;
    return showDecision(turn, { decisionId, assignmentId: null }, tools);
  }
  const decision = await dispatch.readDecision(turn.caller, decisionId);
  return drawFor(turn, { tools, isChange: true }, (scene) => stoppedCard({ decision, ticket: null }, scene));
}

/** A button of yesterday shows how the ticket stands instead. */
export function showHeldDecision(turn: Turn, { decisionId }: HoldData, tools: ChatTools): Promise<Answer> {
  return showDecision(turn, { decisionId, assignmentId: null }, tools);
}
