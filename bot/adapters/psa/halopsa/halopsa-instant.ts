import { z } from 'zod';

/** A time of HaloPSA, which is UTC whether it says so or not. */
export const haloInstant = z.string().transform((text, context) => {
  const at = new Date(/(Z|[+-]\d{2}:?\d{2})$/i.test(text) ? text : `${text}Z`);
  if (!Number.isNaN(at.getTime())) return at;
  context.addIssue({ code: 'custom', message: 'not a time' });
  return z.NEVER;
});

/** The form in which HaloPSA is told a time: always UTC, and saying so; without fractions of a second, which it may not keep. */
export function toHaloInstant(at: Date): string {
  return at.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
