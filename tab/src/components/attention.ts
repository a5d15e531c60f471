/** What somebody does with a list: pointing at it, or being in it by keyboard. */
export interface Attention {
  readonly isPointerInside: boolean;
  readonly isFocusInside: boolean;
  /** Of pointer or keys in the list; `null` before the first. */
  readonly lastMoveAt: Date | null;
}

/** How long a pointer or a focus that rests holds the rows: a minute old order is no longer what people expect. */
export const HOLD_SECONDS = 60;

export function holdsRows(attention: Attention, now: Date): boolean {
  if (!attention.isPointerInside && !attention.isFocusInside) return false;
  const { lastMoveAt } = attention;
  return lastMoveAt !== null && now.getTime() - lastMoveAt.getTime() < HOLD_SECONDS * 1000;
}
