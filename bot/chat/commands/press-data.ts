import { invalidInput } from '#kernel/errors.ts';
import { z } from 'zod';

/** A moment out of a card, or none. A text that is no moment is none too: the card then shows now, and says so. */
export const instant = z
  .string()
  .max(64)
  .nullish()
  .transform((text) => {
    const at = new Date(text ?? Number.NaN);
    return Number.isNaN(at.getTime()) ? null : at;
  });

/** A tick of a card: clients send the text `true` or `false`. */
export const ticked = z
  .union([z.boolean(), z.string()])
  .nullish()
  .transform((value) => value === true || value === 'true');

export function slotOf(data: {
  readonly start: Date | null;
  readonly end: Date | null;
}): { readonly start: Date; readonly end: Date | null } | null {
  return data.start === null ? null : { start: data.start, end: data.end };
}

export const noData = z.object({});

/** What a card brought, as its schema reads it. Throws `invalid_input`: a card of ours never brings that, so nothing of it is shown. */
export function parsePressData<S extends z.ZodType>(schema: S, data: unknown): z.output<S> {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join('.') || 'data');
  throw invalidInput(
    [...new Set(fields)].map((field) => ({
      field,
      problem: 'is not what this button brings',
      remedy: 'Ask again to get a new card.',
    })),
  );
}
