import { z } from 'zod';
import type { Review } from '#core/mapping/auto-map.ts';
import type { MappingService } from '#core/mapping/mapping-service.ts';
import type { ScanProgress } from '#core/mapping/scan-teams.ts';
import { ConnectorError } from '../adapter/connector-error.ts';
import { autoMapPreviewCard } from '../cards/automap-preview-card.ts';
import { autoMapRunningCard } from '../cards/automap-progress-cards.ts';
import { autoMapResultCard } from '../cards/automap-result-card.ts';
import type { Card } from '../cards/card.ts';
import { replyToError } from '../error-reply.ts';
import type { ChatTools } from '../services.ts';
import { type Answer, type Turn, viewerOf } from '../turn.ts';
import { repeatable, type Request } from './failed-request.ts';

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

  return repeatable(request, async () => {
    const review = await before(run.review, tools.timings.running);
    if (review) return { card: endCard(review) };
    let shown = progress();
    return {
      card: runningCard(),
      async goOn(show) {
        async function showAgain(): Promise<void> {
          const next = progress();
          if (standsStill(shown, next)) return;
          await show(runningCard());
          shown = next;
        }
        try {
          await showProgress(run.review, showAgain, tools);
          await show(endCard(await run.review));
        } catch (cause) {
          if (cause instanceof ConnectorError) throw cause;
          const { card } = await replyToError(cause, {
            deskId: turn.deskId,
            viewer,
            // A run may end a quarter of an hour after it was asked for, and "try again at" counts from its end.
            now: tools.clock.now(),
            tools,
            retry: request,
          });
          await show(card);
        }
      },
    };
  });
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
  while ((await before(review, timings.progress)) === null) {
    try {
      await show();
    } catch (cause) {
      // One edit that Teams did not take is no reason to drop the result.
      if (cause instanceof ConnectorError && cause.isGone) throw cause;
      logger.warn('chat.progress-not-shown', { error: cause instanceof Error ? cause : undefined });
    }
  }
}

/** What `work` came to within the time, `null` when it goes on. Throws what it throws. */
async function before<T>(work: Promise<T>, milliseconds: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds);
  });
  try {
    return await Promise.race([work, timeUp]);
  } finally {
    clearTimeout(timer);
  }
}
