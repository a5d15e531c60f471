import { z } from 'zod';
import type { StoredDecision } from '#core/dispatch/ports.ts';
import { AppError } from '#kernel/errors.ts';
import { decisionSourcesCard, decisionWhyCard } from '../cards/decision-why-card.ts';
import { whyNotCard } from '../cards/why-not-card.ts';
import { rememberQuestion } from '../last-question.ts';
import { recallTicket, rememberTicket } from '../last-ticket.ts';
import type { Slots } from '../parse/understand.ts';
import type { ChatTools } from '../services.ts';
import type { Answer, Turn } from '../turn.ts';
import { nameOf } from './assign-ticket.ts';
import type { Command } from './command.ts';
import { repeatable } from './failed-request.ts';
import { findTechnician } from './find-technician.ts';
import { showHealth } from './set-up.ts';
import { drawFor } from './show-decision.ts';
import { whoIsMeant } from './who-is-meant.ts';
import { technicianWhy } from './why.ts';

/** "Why 4711", "why not Lee", "why Aisha", "why no teams": about the named ticket, else about the last one of the conversation. */
export const decisionWhy: Command = {
  name: 'decision.why',
  permission: 'dispatch.read',
  listed: 'everywhere',
  run: askWhy,
};

const id = z.string().min(1).max(256);
export const decisionWhyData = z.object({
  decisionId: id,
  page: z.number().int().min(0).max(10_000).catch(0),
});
export const whyNotData = z.object({ decisionId: id, technicianId: id });

async function askWhy(turn: Turn, slots: Slots, tools: ChatTools): Promise<Answer> {
  const decision = await decisionMeant(turn, slots.ticket ?? null, tools);
  if (slots.action === 'sources') {
    if (decision === null) return showHealth(turn, tools);
    return drawFor(turn, { tools }, (scene) => decisionSourcesCard(decision, scene));
  }
  if (slots.who !== undefined) return askAboutPerson(turn, slots, decision, tools);
  if (decision === null) throw new AppError('decision_not_found', 'no decision in this conversation');
  return drawWhy(turn, decision, 0, tools);
}

/** The decision that is meant; `null` when no ticket was named and the conversation is about none. Throws `decision_not_found`. */
async function decisionMeant(
  turn: Turn,
  said: string | null,
  tools: ChatTools,
): Promise<StoredDecision | null> {
  const { dispatch } = tools.services;
  const last = recallTicket(turn, tools);
  const ref = said ?? last?.ref ?? null;
  if (ref === null) return null;
  const isLast = last !== null && last.ref === ref && last.decisionId !== null;
  const decision =
    isLast && last.decisionId !== null
      ? await dispatch.readDecision(turn.caller, last.decisionId)
      : await dispatch.newestDecision(turn.caller, ref);
  rememberTicket(turn, { ref: decision.record.ticket.ref, decisionId: decision.decisionId }, tools);
  return decision;
}

/** Without a decision the question is about the person as such (AV-10). */
async function askAboutPerson(
  turn: Turn,
  slots: Slots,
  decision: StoredDecision | null,
  tools: ChatTools,
): Promise<Answer> {
  if (decision === null) return technicianWhy.run(turn, { ...slots, action: 'considered' }, tools);
  const who = whoIsMeant(turn, slots.who ?? '', slots.userId ?? null, tools);
  const { decisionId } = decision;
  const ask = { verb: 'dispatch.why-not', data: { decisionId } } as const;
  const found = await findTechnician(turn, who, { ask, tools });
  if ('card' in found) return found;
  return showWhyNot(turn, { decisionId, technicianId: found.technicianId }, tools);
}

/** All that a decision rested on. Throws `decision_not_found`. */
export async function showDecisionWhy(
  turn: Turn,
  { decisionId, page }: z.infer<typeof decisionWhyData>,
  tools: ChatTools,
): Promise<Answer> {
  const decision = await repeatable({ verb: 'dispatch.why', data: { decisionId, page } }, () =>
    tools.services.dispatch.readDecision(turn.caller, decisionId),
  );
  return drawWhy(turn, decision, page, tools);
}

function drawWhy(turn: Turn, decision: StoredDecision, page: number, tools: ChatTools): Answer {
  const { outcome } = decision.record;
  const technicianId = outcome.kind === 'chosen' ? outcome.technicianId : null;
  const data = { decisionId: decision.decisionId, page, technicianId };
  rememberQuestion(turn, { verb: 'dispatch.why', data }, tools);
  return drawFor(turn, { tools }, (scene) => decisionWhyCard({ decision, ticket: null, page, scene }));
}

/** Why one person did not get the ticket, or did. Throws `decision_not_found`. */
export async function showWhyNot(
  turn: Turn,
  { decisionId, technicianId }: z.infer<typeof whyNotData>,
  tools: ChatTools,
): Promise<Answer> {
  const request = { verb: 'dispatch.why-not', data: { decisionId, technicianId } } as const;
  const { decision, answer } = await repeatable(request, () =>
    tools.services.dispatch.whyNot(turn.caller, decisionId, technicianId),
  );
  rememberQuestion(turn, request, tools);
  const candidate = decision.record.candidates.find(({ input }) => input.facts.technicianId === technicianId);
  const name = candidate?.input.facts.name ?? (await nameOf(turn, technicianId, tools));
  return drawFor(turn, { tools }, (scene) => whyNotCard({ decision, answer, technicianId, name, scene }));
}
