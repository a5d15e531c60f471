import { z } from 'zod';
import { REASON_LENGTH, technicianTicketCard } from '../cards/technician-ticket-card.ts';
import type { ChatTools } from '../services.ts';
import { type Answer, type Turn, viewerOf } from '../turn.ts';
import { repeatable } from './failed-request.ts';
import { soonOrLater } from './later-answer.ts';
import { isOver } from './show-decision.ts';

export const mineData = z.object({ assignmentId: z.string().min(1).max(64) });
export const passData = mineData.extend({
  reason: z
    .string()
    .nullish()
    .transform((text) => text?.trim().slice(0, REASON_LENGTH) || null),
});

/** A technician takes a ticket that was given to them. Throws `not_allowed` for somebody else's, `assignment_not_found`. */
export function acceptAssignment(
  turn: Turn,
  { assignmentId }: z.infer<typeof mineData>,
  tools: ChatTools,
): Promise<Answer> {
  return answerOnce(turn, assignmentId, { kind: 'accepted' }, tools);
}

/** A technician hands a ticket on; it is decided about anew without them. */
export function passAssignment(
  turn: Turn,
  { assignmentId, reason }: z.output<typeof passData>,
  tools: ChatTools,
): Promise<Answer> {
  return answerOnce(turn, assignmentId, { kind: 'passed', reason }, tools);
}

/** How a ticket of one's own stands: what a second press shows. */
export async function showMine(
  turn: Turn,
  { assignmentId }: z.infer<typeof mineData>,
  tools: ChatTools,
): Promise<Answer> {
  const { assignment, ticket } = await repeatable({ verb: 'dispatch.mine', data: { assignmentId } }, () =>
    tools.services.dispatch.readAssignment(turn.caller, assignmentId),
  );
  return { card: technicianTicketCard({ assignment, ticket, viewer: viewerOf(turn) }) };
}

type Said = Parameters<ChatTools['services']['dispatch']['respond']>[2];

function answerOnce(turn: Turn, assignmentId: string, said: Said, tools: ChatTools): Promise<Answer> {
  const { dispatch } = tools.services;
  const work = async (): Promise<Answer> => {
    try {
      const { assignment, next } = await dispatch.respond(turn.caller, assignmentId, said);
      const ticket = next?.ticket ?? (await dispatch.readAssignment(turn.caller, assignmentId)).ticket;
      const card = technicianTicketCard({ assignment, ticket, next, viewer: viewerOf(turn) });
      return { card, message: card };
    } catch (cause) {
      if (!isOver(cause, 'conflict')) throw cause;
      return showMine(turn, { assignmentId }, tools);
    }
  };
  return soonOrLater(turn, repeatable({ verb: 'dispatch.mine', data: { assignmentId } }, work), tools);
}
