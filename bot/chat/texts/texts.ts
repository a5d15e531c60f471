import { german } from './de/german.ts';
import { english } from './en/english.ts';

/** Everything that the chat says, in one language. What English has, every language must have: a missing sentence does not compile. */
export type Texts = typeof english;

/** German for `de`, `de-AT` and the like, English for everybody else. */
export function textsFor(locale: string): Texts {
  return isGerman(locale) ? german : english;
}

export function isGerman(locale: string): boolean {
  return /^de(?:-|$)/i.test(locale);
}
