import type { ErrorCode } from '#kernel/errors.ts';

/** Facts that a sentence may name, already fit to be shown; `null` when the error did not carry them. */
export interface ErrorFacts {
  /** Name of the technician, team or user that the error is about. */
  readonly name: string | null;
  /** Rights that are missing, or faults of an input, as a list in words. */
  readonly list: string | null;
  /** Until when to wait: "16:06". */
  readonly until: string | null;
  /** The role that is needed. */
  readonly role: string | null;
}

/** Four lines in this order (what happened, what still works, what to do, and the reference that the card adds), and the clause
 *  for "Not used: presence, because …". */
export interface ErrorWording {
  readonly happened: (facts: ErrorFacts) => string;
  readonly because: string;
  readonly stillWorks: string;
  readonly toDo: (facts: ErrorFacts) => string;
}

/** Every failure that Rollcall names, in plain words. */
export type ErrorTexts = Readonly<Record<ErrorCode, ErrorWording>>;

/** A sentence that depends on no fact. */
export function always(text: string): () => string {
  return () => text;
}

/** The clause behind "because" for a code that may come from a newer version of a stored run. */
export function becauseOf(code: string, texts: ErrorTexts): string {
  const known: Readonly<Record<string, ErrorWording>> = texts;
  return (Object.hasOwn(known, code) ? known[code] : undefined)?.because ?? texts.unexpected.because;
}
