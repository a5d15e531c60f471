import { z } from 'zod';
import { isToBeAnswered, REASON_LENGTH, technicianTicketCard } from '../cards/technician-ticket-card.ts';
import type { ChatTools } from '../services.ts';
import { type Answer, type Turn, viewerOf } from '../turn.ts';
import { repeatable, type Request } from './failed-request.ts';
import { soonOrLater } from './later-answer.ts';
import { isOver } from './show-decision.ts';

export const mineData = z.object({ assignmentId: z.string().min(1).max(64) });
export const passData = mineData.extend({
  reason: z
    .string()
    .nullish()
    .transform((text) => text?.trim().slice(0, REASON_LENGTH) || null),
});

/** A technician takes a ticket that was given to them. Throws `not_allowed` for somebody else's, `assignment_not_found`, and the `psa_…`
 *  codes. */
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

/** How a ticket of one's own stands: what a press shows that has nothing left to do. */
export async function showMine(
  turn: Turn,
  { assignmentId }: z.infer<typeof mineData>,
  tools: ChatTools,
): Promise<Answer> {
  const mine = await readMine(turn, assignmentId, tools);
  return { card: technicianTicketCard({ ...mine, viewer: viewerOf(turn) }) };
}

function readMine(turn: Turn, assignmentId: string, { services }: ChatTools) {
  return repeatable({ verb: 'dispatch.mine', data: { assignmentId } }, () =>
    services.dispatch.readAssignment(turn.caller, assignmentId),
  );
}

type Said = Parameters<ChatTools['services']['dispatch']['respond']>[2];

function answerOnce(turn: Turn, assignmentId: string, said: Said, tools: ChatTools): Promise<Answer> {
  const viewer = viewerOf(turn);
  const work = async (): Promise<Answer> => {
    try {
      const { assignment, giveBack, next } = await tools.services.dispatch.respond(
        turn.caller,
        assignmentId,
        said,
      );
      const ticket = next?.ticket ?? (await readMine(turn, assignmentId, tools)).ticket;
      const card = technicianTicketCard({ assignment, ticket, giveBack, next, viewer });
      return { card, message: card };
    } catch (cause) {
      if (!isOver(cause, 'conflict')) throw cause;
      const { assignment, ticket } = await readMine(turn, assignmentId, tools);
      // The answer was not kept, and the question stands: showing it again would look as if nothing had happened.
      if (isToBeAnswered(assignment, ticket)) throw cause;
      const card = technicianTicketCard({ assignment, ticket, viewer });
      return { card, message: card };
    }
  };
  const request: Request =
    said.kind === 'accepted'
      ? { verb: 'dispatch.accept', data: { assignmentId } }
      : { verb: 'dispatch.pass', data: { assignmentId, reason: said.reason } };
  return soonOrLater(turn, repeatable(request, work), tools);
}
