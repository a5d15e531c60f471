import type { MappingStore } from '#core/mapping/ports.ts';
import { toAppError } from '#kernel/errors.ts';
import type { Logger } from '#kernel/logger.ts';

/** A run whose process died is found within this time after its lease has run out. */
const SWEEP_SECONDS = 10;

/** Marks runs as interrupted whose process ended in the middle, at start and then again and again. Answers how to stop. */
export function startRunSweeper(needs: {
  readonly store: Pick<MappingStore, 'sweepRuns'>;
  readonly logger: Logger;
}): () => void {
  const { store, logger } = needs;

  async function sweep(): Promise<void> {
    try {
      const interrupted = await store.sweepRuns();
      if (interrupted > 0) logger.warn('automap.interrupted', { runs: interrupted });
    } catch (cause) {
      logger.warn('automap.sweep-failed', { error: toAppError(cause) });
    }
  }

  void sweep();
  const timer = setInterval(() => void sweep(), SWEEP_SECONDS * 1000);
  timer.unref();
  return () => clearInterval(timer);
}
