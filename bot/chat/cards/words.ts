import type { ReasonCode } from '#core/availability/availability-at.ts';
import type { Override } from '#core/availability/ports.ts';
import type { PresenceWord } from '#core/availability/presence-rules.ts';
import type { RunAction, Suggestion, UnmatchedReason } from '#core/mapping/ports.ts';
import type { Group, MappingSource } from '#kernel/vocabulary.ts';

/** The words that several cards share. Another language is another object of this shape; sentences of single cards stand in
 *  `people-words.ts`, `automap-words.ts`, `setup-words.ts` and `error-words.ts`. */
export interface Words {
  readonly presence: Readonly<Record<PresenceWord, string>>;
  /** As a title: "Working". */
  readonly group: Readonly<Record<Group, string>>;
  /** In a sentence: "3 working". */
  readonly groupInLine: Readonly<Record<Group, string>>;
  readonly says: Readonly<Record<Override['says'], string>>;
  readonly reason: Readonly<Record<ReasonCode, string>>;
  readonly mapping: Readonly<Record<MappingSource | 'none', string>>;
  readonly unmatched: Readonly<Record<UnmatchedReason, string>>;
  readonly action: Readonly<Record<RunAction, string>>;
  readonly suggested: Readonly<Record<Suggestion['because'], string>>;
  readonly buttons: Readonly<Record<Button, string>>;
}

/** At most 18 characters each: three longer ones are cut off on a phone. */
export type Button =
  | 'refresh'
  | 'next'
  | 'back'
  | 'board'
  | 'details'
  | 'setup'
  | 'review'
  | 'mappings'
  | 'whoIsAvailable'
  | 'help'
  | 'health'
  | 'consent'
  | 'consentPage'
  | 'checkAgain'
  | 'tryAgain'
  | 'autoMap'
  | 'apply'
  | 'cancel'
  | 'close'
  | 'undo'
  | 'unmatched'
  | 'map'
  | 'show'
  | 'noneOfThese';

const ENGLISH: Words = {
  presence: {
    'out-of-office': 'Out of office',
    'off-work': 'Off shift in Teams',
    offline: 'Offline',
    away: 'Away',
    'be-right-back': 'Be right back',
    focusing: 'Focusing, urgent only',
    presenting: 'Presenting',
    'do-not-disturb': 'Do not disturb',
    'in-a-call': 'In a call',
    'in-a-meeting': 'In a meeting',
    busy: 'Busy',
    'busy-idle': 'Busy, idle',
    'available-idle': 'Available, idle',
    available: 'Available',
    'presence-unknown': 'Presence unknown (no Teams licence or not signed in)',
    'presence-new': 'Presence that is new to us',
    'no-answer': 'Teams gave no answer for this person',
  },
  group: {
    working: 'Working',
    'on-break': 'On a break',
    'off-shift': 'Off shift',
    'no-signal': 'No signal',
  },
  groupInLine: {
    working: 'working',
    'on-break': 'on a break',
    'off-shift': 'off shift',
    'no-signal': 'no signal',
  },
  says: {
    working: 'on the clock',
    'on-break': 'on a break',
    off: 'off',
  },
  reason: {
    'override-working': 'Own word: on the clock',
    'override-break': 'Own word: on a break',
    'override-off': 'Own word: off',
    presence: 'Presence in Teams',
    'presence-not-used': 'Presence not used for this time',
    'presence-unreadable': 'Presence could not be read',
    'not-mapped': 'Not mapped to a Microsoft user',
    'time-off': 'Time off',
    'on-shift': 'On shift',
    'on-shift-partly': 'On shift for part of it',
    'off-shift': 'Off shift',
    'no-shift-in-window': 'No shift planned',
    'shifts-unreadable': 'Shifts could not be read',
  },
  mapping: {
    auto: 'Auto-mapped',
    manual: 'Manual',
    none: 'Not mapped',
  },
  unmatched: {
    'no-email': 'No e-mail in the PSA',
    'no-user-with-this-email': 'No Microsoft user has this e-mail',
    'email-shared-by-technicians': 'Several technicians share this e-mail',
    'email-fits-several-users': 'The e-mail fits several Microsoft users',
    'user-fits-several-technicians': 'The Microsoft user fits several technicians',
    'account-disabled': 'The Microsoft account is disabled',
    'guest-sign-in-name-only': "Only a guest's sign-in name fits, and guests match by mail",
    'user-mapped-by-hand-elsewhere': 'The Microsoft user is mapped by hand to someone else',
    'technician-gone': 'No longer an active technician in the PSA',
  },
  action: {
    add: 'add',
    update: 'change',
    unchanged: 'same',
    clear: 'clear',
    'manual-kept': 'Manual, kept',
    excluded: 'excluded',
    ambiguous: 'ambiguous',
    unmatched: 'unmatched',
  },
  suggested: {
    alias: 'alias',
    'other-mail': 'other e-mail',
    'other-psa-email': 'further PSA e-mail',
    'similar-name': 'similar name',
  },
  buttons: {
    refresh: 'Refresh',
    next: 'Next 10',
    back: 'Back',
    board: 'Open board',
    details: 'Details',
    setup: 'Open set-up',
    review: 'Review',
    mappings: 'Open mappings',
    whoIsAvailable: "Who's available",
    help: 'What can you do',
    health: 'Check set-up',
    consent: 'Get consent link',
    consentPage: 'Open consent page',
    checkAgain: 'Check again',
    tryAgain: 'Try again',
    autoMap: 'Run auto-map',
    apply: 'Apply',
    cancel: 'Cancel',
    close: 'Close',
    undo: 'Undo',
    unmatched: 'Unmatched',
    map: 'Map',
    show: 'Show',
    noneOfThese: 'None of these',
  },
};

export const words: Words = ENGLISH;

/** "1 technician", "31 technicians". */
export function counted(count: number, one: string, many: string): string {
  return `${COUNTS.format(count)} ${count === 1 ? one : many}`;
}

const COUNTS = new Intl.NumberFormat('en');
