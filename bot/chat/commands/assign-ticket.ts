import { z } from 'zod';
import type { AssignAnswer } from '#core/dispatch/dispatch-service.ts';
import type { StoredDecision } from '#core/dispatch/ports.ts';
import { AppError } from '#kernel/errors.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import {
  alreadyTheirsCard,
  askAssignCard,
  chooseCard,
  confirmAssignCard,
  whichTicketCard,
  type Wished,
} from '../cards/assign-questions.ts';
import { assignedCard } from '../cards/assigned-card.ts';
import { rememberQuestion } from '../last-question.ts';
import { recallTicket, rememberTicket } from '../last-ticket.ts';
import type { Slots } from '../parse/understand.ts';
import type { ChatTools } from '../services.ts';
import { textsFor } from '../texts/texts.ts';
import { type Answer, type Turn, viewerOf } from '../turn.ts';
import type { Command } from './command.ts';
import { runDispatch, ticketTyped } from './dispatch-ticket.ts';
import { repeatable, type Request } from './failed-request.ts';
import { findTechnician } from './find-technician.ts';
import { soonOrLater } from './later-answer.ts';
import { drawFor, isOver, showDecision } from './show-decision.ts';
import { whoIsMeant } from './who-is-meant.ts';

/** "Assign 4711 to Ana", "assign it to her". A name that was only nearly typed is asked about and never written. */
export const assignTicket: Command = {
  name: 'ticket.assign',
  permission: 'dispatch.run',
  listed: 'everywhere',
  run: askAssign,
};

const id = z.string().min(1).max(256);

/** `other` is the choice of a card, for when `technicianId` is not set. `confirmed` comes from a button alone: words never confirm. */
export const assignData = z.object({
  ticket: ticketTyped.nullish(),
  decisionId: id.nullish(),
  technicianId: id.nullish(),
  other: id.nullish(),
  confirmed: z.array(z.enum(['owned', 'closed', 'on-break', 'own-word', 'not-in-pool'])).max(5),
});
type AssignData = z.infer<typeof assignData>;

export const chooseData = z.object({ ticket: ticketTyped, decisionId: id.nullish() });

async function askAssign(turn: Turn, slots: Slots, tools: ChatTools): Promise<Answer> {
  const last = recallTicket(turn, tools);
  const ticket = slots.ticket ?? last?.ref ?? null;
  const decisionId = last !== null && ticket === last.ref ? last.decisionId : null;
  if (slots.who === undefined) {
    const data = { ticket: ticket ?? '', intent: 'suggest', start: null, end: null } as const;
    return ticket === null
      ? { card: whichTicketCard({ wants: 'suggest', ticket: '', viewer: viewerOf(turn) }) }
      : runDispatch(turn, data, tools);
  }
  const who = whoIsMeant(turn, slots.who, slots.userId ?? null, tools);
  const ask: Request = { verb: 'dispatch.assign', data: { ticket, decisionId, confirmed: [] } };
  const button = textsFor(turn.locale).dispatch.buttons.assign;
  const found = await findTechnician(turn, who, { ask, button, tools });
  if ('card' in found) return found;
  const { technicianId, isFuzzy } = found;
  const data = { ticket, decisionId, technicianId, confirmed: [] };
  if (!isFuzzy) return assign(turn, data, tools);
  return askFirst(turn, data, { typed: who.said, tools });
}

/** Writes, as far as nothing speaks against it that nobody has confirmed yet. Pressed again it shows how things stand.
 *  Throws `technician_not_found`, `ticket_not_found`, and the `psa_…` codes. */
export async function assign(turn: Turn, data: AssignData, tools: ChatTools): Promise<Answer> {
  const technicianId = technicianIn(data);
  const { ticket = null, decisionId = null, confirmed } = data;
  if (ticket === null) return askTicket(turn, technicianId, tools);
  const request: Request = { verb: 'dispatch.assign', data: { ticket, decisionId, technicianId, confirmed } };
  const work = repeatable(request, () =>
    tools.services.dispatch.assign(turn.caller, {
      ticket,
      technicianId,
      decisionId,
      confirmed,
      source: 'chat',
    }),
  ).then((answer) => showAssign(turn, answer, { technicianId, ticket, decisionId, tools }));
  return soonOrLater(turn, work, tools);
}

async function showAssign(
  turn: Turn,
  answer: AssignAnswer,
  asked: Omit<Wished, 'name'> & { readonly tools: ChatTools },
): Promise<Answer> {
  const { tools, ...wish } = asked;
  const { decisionId, technicianId } = wish;
  rememberTicket(turn, { ref: answer.ticket.ref, decisionId }, tools);
  const assignmentId = answer.kind === 'tried' ? answer.assignment.assignmentId : null;
  rememberQuestion(turn, { verb: 'dispatch.show', data: { decisionId, assignmentId, technicianId } }, tools);
  if (answer.kind === 'tried') {
    const { assignment, ticket } = answer;
    const decision = await decisionOrNull(turn, decisionId, tools);
    return drawFor(turn, { tools, isChange: true }, (scene) =>
      assignedCard({ assignment, decision, ticket, scene }),
    );
  }
  if (answer.kind === 'already' && decisionId !== null) {
    return showDecision(turn, { decisionId, assignmentId: null }, tools);
  }
  const { ticket } = answer;
  const wished = { ...wish, name: await nameOf(turn, technicianId, tools) };
  if (answer.kind === 'already') {
    return drawFor(turn, { tools }, (scene) => alreadyTheirsCard({ wished, ticket, scene }));
  }
  const { warnings } = answer;
  // A question needs its buttons wherever it is asked; who presses them is checked anew.
  const card = confirmAssignCard({ wished, warnings, ticket, viewer: viewerOf(turn), hasButtons: true });
  return { card };
}

/** Asks before anything is written: a name that was only nearly typed, or a button of yesterday. */
export async function askFirst(
  turn: Turn,
  data: AssignData,
  { typed = null, tools }: { readonly typed?: string | null; readonly tools: ChatTools },
): Promise<Answer> {
  const technicianId = technicianIn(data);
  const { ticket = null, decisionId = null } = data;
  if (ticket === null) return askTicket(turn, technicianId, tools);
  const wished = { technicianId, ticket, decisionId, name: await nameOf(turn, technicianId, tools) };
  return { card: askAssignCard({ wished, typed, viewer: viewerOf(turn) }) };
}

async function askTicket(turn: Turn, technicianId: TechnicianId, tools: ChatTools): Promise<Answer> {
  const wants = { technicianId, name: await nameOf(turn, technicianId, tools) };
  return { card: whichTicketCard({ wants, ticket: '', viewer: viewerOf(turn) }) };
}

/** Who else could get the ticket. A ticket that nobody decided about yet gets a suggestion first. */
export async function choose(
  turn: Turn,
  { ticket, decisionId = null }: z.infer<typeof chooseData>,
  tools: ChatTools,
): Promise<Answer> {
  const { dispatch } = tools.services;
  const viewer = viewerOf(turn);
  try {
    const found = decisionId ?? (await dispatch.newestDecision(turn.caller, ticket)).decisionId;
    const { decision, ticket: now } = await dispatch.standingOf(turn.caller, found);
    return { card: chooseCard({ decision, ticket: now, viewer }) };
  } catch (cause) {
    if (!isOver(cause, 'decision_not_found')) throw cause;
    return runDispatch(turn, { ticket, intent: 'suggest', start: null, end: null }, tools);
  }
}

function technicianIn({ technicianId, other }: AssignData): TechnicianId {
  const chosen = technicianId ?? other;
  if (chosen) return chosen;
  throw new AppError('invalid_input', 'nobody was chosen', { details: { faults: [] } });
}

/** The name, or the id of somebody whom the PSA does not list any more. */
export async function nameOf(turn: Turn, technicianId: TechnicianId, tools: ChatTools): Promise<string> {
  const technicians = await tools.services.mapping.listTechnicians(turn.caller);
  const found = technicians.find(({ technician }) => technician.technicianId === technicianId);
  return found?.technician.name ?? technicianId;
}

/** Old decisions are deleted after a while; what was assigned is shown all the same. */
async function decisionOrNull(
  turn: Turn,
  decisionId: string | null,
  { services }: ChatTools,
): Promise<StoredDecision | null> {
  if (decisionId === null) return null;
  try {
    return await services.dispatch.readDecision(turn.caller, decisionId);
  } catch (cause) {
    if (isOver(cause, 'decision_not_found')) return null;
    throw cause;
  }
}
