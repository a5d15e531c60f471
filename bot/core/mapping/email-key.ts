/** The form in which two e-mails or sign-in names are compared (MAP-2): trimmed, NFC, ASCII letters in lower case, nothing else.
 *  İ stays İ, a plus-address stays one. `null` for an empty value, which equals nothing. */
export function emailKey(value: string | null): string | null {
  if (value === null) return null;
  const trimmed = value.trim();
  if (trimmed === '') return null;
  if (/^[\x20-\x7e]*$/.test(trimmed)) return trimmed.toLowerCase();
  // toLowerCase() on the whole would also fold letters beyond ASCII, and İ would become i with a dot that mail systems drop.
  return trimmed.normalize('NFC').replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
