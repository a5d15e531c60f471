import { z } from 'zod';
import type { DispatchWish } from '#core/dispatch/dispatch-service.ts';
import { whichTicketCard } from '../cards/assign-questions.ts';
import { whichTimeCard } from '../cards/which-time-card.ts';
import { recallTicket } from '../last-ticket.ts';
import type { Slots } from '../parse/understand.ts';
import type { ChatTools } from '../services.ts';
import { type Answer, type Turn, viewerOf } from '../turn.ts';
import { momentsOf } from './availability.ts';
import type { Command } from './command.ts';
import { repeatable } from './failed-request.ts';
import { soonOrLater } from './later-answer.ts';
import { instant } from './press-data.ts';
import { showRun } from './show-decision.ts';

/** "Dispatch 4711" hands over where the workflow does; "who should take 4711" never writes. */
export const suggestTicket: Command = {
  name: 'ticket.suggest',
  permission: 'dispatch.run',
  listed: 'everywhere',
  run: askWhoTakes,
};

/** A ticket as people type it into a card. */
export const ticketTyped = z
  .string()
  .max(64)
  .transform((text) => text.trim().replace(/^#\s*/, ''))
  .pipe(z.string().min(1));

export const dispatchData = z.object({
  ticket: ticketTyped,
  intent: z.enum(['dispatch', 'suggest']).catch('suggest'),
  start: instant,
  end: instant,
});
type DispatchData = z.infer<typeof dispatchData>;

async function askWhoTakes(turn: Turn, slots: Slots, tools: ChatTools): Promise<Answer> {
  const intent = slots.action === 'dispatch' ? 'dispatch' : 'suggest';
  const ticket = slots.ticket ?? recallTicket(turn, tools)?.ref;
  const viewer = viewerOf(turn);
  if (ticket === undefined) return { card: whichTicketCard({ wants: intent, ticket: '', viewer }) };
  const { time } = slots;
  if (time?.kind === 'ask') {
    return { card: whichTimeCard({ time, verb: 'dispatch.run', data: { ticket, intent }, viewer }) };
  }
  return runDispatch(turn, { ticket, intent, ...momentsOf(time ?? null) }, tools);
}

/** Decides about a ticket. Throws `not_allowed`, `ticket_not_found`, and the `psa_…` codes. */
export function runDispatch(turn: Turn, data: DispatchData, tools: ChatTools): Promise<Answer> {
  const { ticket, intent, start, end } = data;
  const request = {
    verb: 'dispatch.run',
    data: { ticket, intent, start: start?.toISOString() ?? null, end: end?.toISOString() ?? null },
  } as const;
  const work = repeatable(request, () =>
    tools.services.dispatch.dispatch(turn.caller, {
      ticket,
      workflowId: null,
      slot: slotOf(data),
      intent,
      source: 'chat',
    }),
  ).then((run) => showRun(turn, run, tools));
  return soonOrLater(turn, work, tools);
}

/** A moment is the start of the work; how long it takes, its workflow knows. */
function slotOf({ start, end }: DispatchData): DispatchWish['slot'] {
  if (start === null) return null;
  return { start, end: end !== null && end > start ? end : null };
}

/** A card of yesterday must not hand a ticket over by a button that says Refresh: the number is asked anew. */
export function askTicketAgain(turn: Turn, { ticket, intent }: DispatchData): Promise<Answer> {
  return Promise.resolve({ card: whichTicketCard({ wants: intent, ticket, viewer: viewerOf(turn) }) });
}
