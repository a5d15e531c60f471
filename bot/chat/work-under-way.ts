import type { Logger } from '#kernel/logger.ts';
import { withinTime } from './within-time.ts';

export interface WorkUnderWay {
  /** Notes `work` until it ends. A failure that nobody else handles is logged. */
  add<T>(work: Promise<T>): Promise<T | undefined>;
  /** What `work` comes to within the time, `null` when it goes on. */
  within<T>(work: Promise<T>, milliseconds: number): Promise<T | null>;
  /** Waits until nothing is under way, at most that long. */
  settle(milliseconds: number): Promise<void>;
}

/** Turns and edits that outlive their request: counted, so that a stop can wait for them. */
export function createWorkUnderWay(logger: Logger): WorkUnderWay {
  const works = new Set<Promise<unknown>>();

  return {
    add(work) {
      const noted = work.catch((error: unknown) => {
        logger.warn('chat.work-failed', { error: error instanceof Error ? error : undefined });
        return undefined;
      });
      works.add(noted);
      void noted.finally(() => works.delete(noted));
      return noted;
    },
    within: withinTime,
    async settle(milliseconds) {
      const allDone = async (): Promise<void> => {
        // Work that ends may have started more.
        while (works.size > 0) await Promise.all(works);
      };
      await withinTime(allDone(), milliseconds);
    },
  };
}
