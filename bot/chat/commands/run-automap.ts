import { z } from 'zod';
import type { Review } from '#core/mapping/auto-map.ts';
import type { MappingService } from '#core/mapping/mapping-service.ts';
import type { ScanProgress } from '#core/mapping/scan-teams.ts';
import { ConnectorError } from '../adapter/connector-error.ts';
import { autoMapPreviewCard } from '../cards/automap-preview-card.ts';
import { autoMapRunningCard } from '../cards/automap-progress-cards.ts';
import { autoMapResultCard } from '../cards/automap-result-card.ts';
import type { Card } from '../cards/card.ts';
import type { ChatTools } from '../services.ts';
import { type Answer, type Turn, viewerOf } from '../turn.ts';
import { withinTime } from '../within-time.ts';
import { repeatable, type Request } from './failed-request.ts';
import { lateFailureCard } from './reply-to-failure.ts';

/** `null`: the desk's ticked teams. A list longer than a desk has teams is nobody's choice. */
export const autoMapData = z.object({ teamIds: z.array(z.guid()).max(500).nullish().catch(null) });
export type AutoMapData = z.infer<typeof autoMapData>;

type Started = Awaited<ReturnType<MappingService['startPreview']>>;

/** Starts a preview (C8). What takes longer than two seconds shows that it runs (C9) or waits, and becomes the preview by itself, in the
 *  same message; a run that could read nobody shows how it ended. Throws what `startPreview` throws. */
export async function runAutoMap(turn: Turn, data: AutoMapData, tools: ChatTools): Promise<Answer> {
  const teamIds = data.teamIds ?? null;
  const request: Request = { verb: 'automap.run', data: { teamIds } };
  const viewer = viewerOf(turn);
  const run = follow(tools.services.mapping.startPreview(turn.caller, { teamIds }));

  const endCard = (review: Review): Card =>
    review.run.state === 'preview'
      ? autoMapPreviewCard({ review, viewer, links: tools.links })
      : autoMapResultCard({ review, canUndo: false, viewer, links: tools.links });
  const progress = (): ScanProgress => run.started?.progress() ?? nothingYet(turn.now);
  const runningCard = (): Card =>
    autoMapRunningCard({
      progress: progress(),
      scope: run.started?.scope ?? { teams: [], isFull: true },
      viewer,
    });

  const review = repeatable(request, () => run.review);
  const soon = await withinTime(review, tools.timings.running);
  if (soon) return { card: endCard(soon) };
  let shown = progress();
  async function showAgain(show: (card: Card) => Promise<void>): Promise<void> {
    const next = progress();
    if (standsStill(shown, next)) return;
    await show(runningCard());
    shown = next;
  }
  return {
    card: runningCard(),
    async goOn(show) {
      try {
        await showProgress(review, () => showAgain(show), tools);
        await show(endCard(await review));
      } catch (caught) {
        await show(await lateFailureCard(turn, caught, tools));
      }
    },
  };
}

function nothingYet(now: Date): ScanProgress {
  return { teamsDone: 0, teamsTotal: 0, members: 0, waitingUntil: null, endsAt: now };
}

/** A card that says until when it waits has nothing new to say meanwhile. */
function standsStill(shown: ScanProgress, next: ScanProgress): boolean {
  return next.waitingUntil !== null && next.waitingUntil.getTime() === shown.waitingUntil?.getTime();
}

/** The review as one promise, and the run as far as it is known. */
function follow(starting: Promise<Started>): { started: Started | null; review: Promise<Review> } {
  const run: { started: Started | null; review: Promise<Review> } = {
    started: null,
    review: starting.then((started) => {
      run.started = started;
      return started.review;
    }),
  };
  // Whoever waits hears of a failure; while nobody does, it must not end the process.
  run.review.catch(() => {});
  return run;
}

/** Edits while a long run goes on. A run ends by itself, also one that Microsoft asks to wait. */
async function showProgress(
  review: Promise<Review>,
  show: () => Promise<void>,
  { timings, logger }: Pick<ChatTools, 'timings' | 'logger'>,
): Promise<void> {
  while ((await withinTime(review, timings.progress)) === null) {
    try {
      await show();
    } catch (cause) {
      // One edit that Teams did not take is no reason to drop the result.
      if (cause instanceof ConnectorError && cause.isGone) throw cause;
      logger.warn('chat.progress-not-shown', { error: cause instanceof Error ? cause : undefined });
    }
  }
}
