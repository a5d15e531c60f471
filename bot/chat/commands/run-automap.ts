import { z } from 'zod';
import type { Review } from '#core/mapping/auto-map.ts';
import type { MappingService } from '#core/mapping/mapping-service.ts';
import { ConnectorError } from '../adapter/connector-error.ts';
import { autoMapPreviewCard } from '../cards/automap-preview-card.ts';
import { autoMapRunningCard } from '../cards/automap-progress-cards.ts';
import type { Card } from '../cards/card.ts';
import { replyToError } from '../error-reply.ts';
import type { ChatTools } from '../services.ts';
import { type Answer, type Turn, viewerOf } from '../turn.ts';
import { repeatable, type Request } from './failed-request.ts';

/** `null`: the desk's ticked teams. A list longer than a desk has teams is nobody's choice. */
export const autoMapData = z.object({ teamIds: z.array(z.guid()).max(500).nullish().catch(null) });
export type AutoMapData = z.infer<typeof autoMapData>;

type Started = Awaited<ReturnType<MappingService['startPreview']>>;

/** Starts a preview (C8). What takes longer than two seconds shows that it runs (C9) and becomes the preview by itself, in the same
 *  message. Throws what `startPreview` throws. */
export async function runAutoMap(turn: Turn, data: AutoMapData, tools: ChatTools): Promise<Answer> {
  const teamIds = data.teamIds ?? null;
  const request: Request = { verb: 'automap.run', data: { teamIds } };
  const viewer = viewerOf(turn);
  const run = follow(tools.services.mapping.startPreview(turn.caller, { teamIds }));

  const previewCard = (review: Review): Card => autoMapPreviewCard({ review, viewer, links: tools.links });
  const runningCard = (): Card => {
    const { started } = run;
    const scope = started?.scope ?? { teams: [], isFull: true };
    return autoMapRunningCard({ progress: started?.progress() ?? NOTHING_YET, scope });
  };

  return repeatable(request, async () => {
    const review = await before(run.review, tools.timings.running);
    if (review) return { card: previewCard(review) };
    return {
      card: runningCard(),
      async goOn(show) {
        try {
          await showProgress(run.review, () => show(runningCard()), tools);
          await show(previewCard(await run.review));
        } catch (cause) {
          if (cause instanceof ConnectorError) throw cause;
          const { card } = await replyToError(cause, {
            deskId: turn.deskId,
            viewer,
            now: turn.now,
            tools,
            retry: request,
          });
          await show(card);
        }
      },
    };
  });
}

const NOTHING_YET = { teamsDone: 0, teamsTotal: 0, members: 0 };

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

/** Edits while a long run goes on. A scan ends within its own budget of 15 minutes. */
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
