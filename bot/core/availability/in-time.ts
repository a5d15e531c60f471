import { withDeadline } from '#kernel/deadline.ts';
import { AppError } from '#kernel/errors.ts';

/** What a source brings within `milliseconds`, or `late`; without a limit whatever it brings. */
export function inTime<Value>(
  reading: Promise<Value>,
  milliseconds: number | undefined,
): Promise<Value | 'late'> {
  return milliseconds === undefined ? reading : withDeadline(reading, milliseconds);
}

/** For a source that others did not wait for. */
export function tooLate(): AppError {
  return new AppError('graph_slow', 'Graph did not answer in the time of the question', {
    remedy: 'Try again in a minute; the Microsoft 365 service health page says whether Graph is slow.',
  });
}
