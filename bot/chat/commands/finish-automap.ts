import { z } from 'zod';
import type { RunState } from '#core/mapping/ports.ts';
import { AppError } from '#kernel/errors.ts';
import { autoMapCancelledCard, autoMapUndoneCard } from '../cards/automap-progress-cards.ts';
import { autoMapResultCard } from '../cards/automap-result-card.ts';
import type { ChatTools } from '../services.ts';
import { type Answer, type Turn, viewerOf } from '../turn.ts';
import { FailedRequest, type Request } from './failed-request.ts';
import { ticked } from './press-data.ts';

export const runData = z.object({ runId: z.string().min(1).max(64) });
export const applyData = runData.extend({ clear: ticked, confirmMassClear: ticked });

/** Applies a preview once; whoever presses again, or second, sees the result. Throws `not_allowed`, `run_not_found`, `run_expired`. */
export async function applyAutoMap(
  turn: Turn,
  { runId, clear, confirmMassClear }: z.infer<typeof applyData>,
  tools: ChatTools,
): Promise<Answer> {
  return orHowItEnded(turn, runId, tools, async () => {
    const review = await tools.services.mapping.applyPreview(turn.caller, runId, { clear, confirmMassClear });
    const card = autoMapResultCard({ review, canUndo: true, viewer: viewerOf(turn), links: tools.links });
    return { card, forEveryone: true };
  });
}

/** Throws `not_allowed`, `run_not_found`. */
export async function cancelAutoMap(
  turn: Turn,
  { runId }: z.infer<typeof runData>,
  tools: ChatTools,
): Promise<Answer> {
  return orHowItEnded(turn, runId, tools, async () => {
    await tools.services.mapping.cancelPreview(turn.caller, runId);
    return { card: autoMapCancelledCard(viewerOf(turn)), forEveryone: true };
  });
}

/** Throws `not_allowed`, `run_not_found`, `run_not_undoable` for a run that is not the last one. */
export async function undoAutoMap(
  turn: Turn,
  { runId }: z.infer<typeof runData>,
  tools: ChatTools,
): Promise<Answer> {
  return orHowItEnded(turn, runId, tools, async () => {
    const undone = await tools.services.mapping.undoRun(turn.caller, runId);
    return { card: autoMapUndoneCard({ ...undone, viewer: viewerOf(turn) }), forEveryone: true };
  });
}

/** How a run stands now, whatever an old card says of it. Throws `not_allowed`, `run_not_found`, `run_expired`. */
export async function showRun(
  turn: Turn,
  { runId }: z.infer<typeof runData>,
  tools: ChatTools,
): Promise<Answer> {
  const review = await tools.services.mapping.readReview(turn.caller, runId);
  const { state } = review.run;
  if (state === 'cancelled') return { card: autoMapCancelledCard(viewerOf(turn)) };
  if (!isOver(state)) {
    const cause = new AppError('run_expired', `run ${runId} is ${state}`, { details: { runId, state } });
    throw new FailedRequest(cause, RUN_AGAIN);
  }
  const canUndo = state !== 'undone' && review.rows.length > 0;
  return { card: autoMapResultCard({ review, canUndo, viewer: viewerOf(turn), links: tools.links }) };
}

const RUN_AGAIN: Request = { verb: 'automap.run', data: { teamIds: null } };

function isOver(state: RunState): boolean {
  return state === 'complete' || state === 'partial' || state === 'held' || state === 'undone';
}

/** A run that somebody finished first is no error: the card shows how it ended (row S33). */
async function orHowItEnded(
  turn: Turn,
  runId: string,
  tools: ChatTools,
  work: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await work();
  } catch (cause) {
    const isFinished = cause instanceof AppError && cause.code === 'run_expired';
    const isUndone =
      cause instanceof AppError && cause.code === 'run_not_undoable' && cause.details['state'] === 'undone';
    if (isFinished || isUndone) return showRun(turn, { runId }, tools);
    throw cause;
  }
}
