import type { autoMapTexts } from '../../../texts/auto-map.ts';
import type { Row } from './review-plan.ts';

type Texts = (typeof autoMapTexts)['en'];
interface Account {
  readonly userId: string;
  readonly signInName: string | null;
  readonly displayName: string | null;
}

/** An account as people know it: sign-in name, else name, else its id. */
export function accountWords(account: Account): string {
  return account.signInName ?? account.displayName ?? account.userId;
}

/** Who is mapped before the run. */
export function beforeWords({ before }: Row, t: Texts): string {
  if (before === null) return t.nobody;
  return before.signInName ?? before.displayName ?? t.otherAccount;
}

/** Who is mapped after the run. */
export function afterWords(row: Row, t: Texts): string {
  if (row.action === 'clear') return t.cleared;
  if (row.action === 'unmatched' || row.action === 'ambiguous') return t.nobody;
  if (row.user === null) return row.before === null ? t.nobody : beforeWords(row, t);
  const words = accountWords(row.user);
  return row.user.isGuest ? `${words} (${t.guest})` : words;
}

/** Why the run does this to the row, as half a sentence. `list` joins names. */
export function whyWords(row: Row, t: Texts, list: (names: readonly string[]) => string): string {
  const reason = row.reason === null ? null : reasonWords(row, t, list);
  switch (row.action) {
    case 'add':
    case 'update':
      return row.matchedOn === null ? '' : t.because[row.action][row.matchedOn.field];
    case 'clear':
      return reason ?? t.because.clear;
    case 'unchanged':
      return reason ?? t.because.unchanged;
    case 'manual-kept':
    case 'excluded':
      return t.because[row.action];
    case 'unmatched':
    case 'ambiguous':
      return reason ?? '';
  }
}

function reasonWords({ reason, rivals }: Row, t: Texts, list: (names: readonly string[]) => string): string {
  const words = reason === null ? '' : t.reasons[reason];
  return typeof words === 'string' ? words : words(list(rivals));
}
