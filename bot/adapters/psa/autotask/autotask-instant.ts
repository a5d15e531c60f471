import { z } from 'zod';

/** A moment as Autotask writes it: UTC, whether or not the text says so. */
export const instantSchema = z.string().transform((text, context) => {
  const instant = new Date(/(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`);
  if (!Number.isNaN(instant.getTime())) return instant;
  context.addIssue({ code: 'custom', message: 'is no moment' });
  return z.NEVER;
});

/** `at` as Autotask takes it: UTC, without fractions of a second. */
export function toAutotaskTime(at: Date): string {
  return at.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
