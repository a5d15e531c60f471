/** What is left of a text that a PSA keeps about a person; `null` for nothing. */
export function blankToNull(value: string | null | undefined): string | null {
  const trimmed = value?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

/** Which of `others` are e-mail addresses besides `email`, each once, in their order. */
export function otherEmailsOf(
  email: string | null,
  others: readonly (string | null | undefined)[],
): readonly string[] {
  const known = others.map(blankToNull).filter((other) => other !== null);
  return [...new Set(known)].filter((other) => other.includes('@') && other !== email);
}
