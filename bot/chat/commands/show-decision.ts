import { z } from 'zod';
import type { DispatchRun } from '#core/dispatch/dispatch-service.ts';
import type { StoredDecision } from '#core/dispatch/ports.ts';
import { AppError } from '#kernel/errors.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import { assignedCard } from '../cards/assigned-card.ts';
import type { Card } from '../cards/card.ts';
import { decisionCard } from '../cards/decision-card.ts';
import type { DecisionView, DispatchScene } from '../cards/describe-decision.ts';
import { rememberQuestion } from '../last-question.ts';
import { rememberTicket } from '../last-ticket.ts';
import type { ChatTools } from '../services.ts';
import { type Answer, type Turn, viewerOf } from '../turn.ts';
import { repeatable } from './failed-request.ts';

const id = z.string().min(1).max(64);

export const shownData = z.object({ decisionId: id.nullish(), assignmentId: id.nullish() });

/** How a decision, or an assignment without one, stands now: every card of dispatch refreshes by this. Throws `decision_not_found`,
 *  `assignment_not_found`. */
export async function showDecision(
  turn: Turn,
  { decisionId = null, assignmentId = null }: z.infer<typeof shownData>,
  tools: ChatTools,
): Promise<Answer> {
  const { dispatch } = tools.services;
  const data = { decisionId, assignmentId };
  if (decisionId !== null) {
    const standing = await repeatable({ verb: 'dispatch.show', data }, () =>
      dispatch.standingOf(turn.caller, decisionId),
    );
    return showView(turn, { ...standing, isRepeat: false }, { tools });
  }
  if (assignmentId === null) throw new AppError('assignment_not_found', 'the card names nothing to show');
  const { assignment, ticket } = await repeatable({ verb: 'dispatch.show', data }, () =>
    dispatch.readAssignment(turn.caller, assignmentId),
  );
  return drawFor(turn, { tools }, (scene) => assignedCard({ assignment, decision: null, ticket, scene }));
}

/** The same as everybody may see it, without buttons, and without becoming what the conversation is about. `null` when there is nothing to
 *  show, or nobody can read it now: whoever pressed hears why. Never throws. */
export async function standingForAll(
  turn: Turn,
  { decisionId = null, assignmentId = null }: z.infer<typeof shownData>,
  { services, links }: ChatTools,
): Promise<Card | null> {
  const scene = { viewer: viewerOf(turn), links, hasButtons: false };
  try {
    if (decisionId !== null) {
      const standing = await services.dispatch.standingOf(turn.caller, decisionId);
      return decisionCard({ ...standing, isRepeat: false }, scene);
    }
    if (assignmentId === null) return null;
    const { assignment, ticket } = await services.dispatch.readAssignment(turn.caller, assignmentId);
    return assignedCard({ assignment, decision: null, ticket, scene });
  } catch {
    return null;
  }
}

/** A run that was just made. */
export function showRun(turn: Turn, run: DispatchRun, tools: ChatTools): Answer {
  return showView(turn, run, { tools, isChange: true });
}

export interface Drawing {
  readonly tools: ChatTools;
  /** Something was changed by a press: then the message changes too, not only what the presser sees. */
  readonly isChange?: boolean;
}

/** Remembers what is shown, for "assign it to her" and "why not Lee". */
export function showView(turn: Turn, view: DecisionView, drawing: Drawing): Answer {
  const { decision, assignment } = view;
  const { outcome } = decision.record;
  const chosenId = outcome.kind === 'chosen' ? outcome.technicianId : null;
  noteShown(turn, decision, assignment?.technicianId ?? chosenId, drawing.tools);
  return drawFor(turn, drawing, (scene) => decisionCard(view, scene));
}

export function noteShown(
  turn: Turn,
  { decisionId, record }: StoredDecision,
  technicianId: TechnicianId | null,
  tools: ChatTools,
): void {
  rememberTicket(turn, { ref: record.ticket.ref, decisionId }, tools);
  rememberQuestion(turn, { verb: 'dispatch.show', data: { decisionId, technicianId } }, tools);
}

/** In front of others the card has no buttons; whoever may press gets a view of their own, by its refresh or by pressing. */
export function drawFor(
  turn: Turn,
  { tools, isChange = false }: Drawing,
  draw: (scene: DispatchScene) => Card,
): Answer {
  const viewer = viewerOf(turn);
  const { links } = tools;
  const isOwnView = !viewer.isPublic || turn.press?.way === 'execute';
  const card = draw({ viewer, links, hasButtons: isOwnView });
  if (!isChange || turn.press?.way !== 'execute') return { card };
  return { card, message: viewer.isPublic ? draw({ viewer, links, hasButtons: false }) : card };
}

/** Whether a failure says that what a card offers is over: then the card shows how things stand instead. */
export function isOver(cause: unknown, ...codes: readonly AppError['code'][]): boolean {
  const error = cause instanceof Error && cause.cause instanceof AppError ? cause.cause : cause;
  return error instanceof AppError && codes.includes(error.code);
}
