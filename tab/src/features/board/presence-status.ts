import type { PresenceBadgeStatus } from '@fluentui/react-components';
import type { BoardPerson } from './person-words.ts';

type Word = NonNullable<BoardPerson['presence']>['word'];

const STATUS: Readonly<Record<Word, PresenceBadgeStatus>> = {
  'out-of-office': 'out-of-office',
  'off-work': 'offline',
  offline: 'offline',
  away: 'away',
  'be-right-back': 'away',
  focusing: 'do-not-disturb',
  presenting: 'do-not-disturb',
  'do-not-disturb': 'do-not-disturb',
  'in-a-call': 'busy',
  'in-a-meeting': 'busy',
  busy: 'busy',
  'busy-idle': 'busy',
  'available-idle': 'available',
  available: 'available',
  'presence-unknown': 'unknown',
  'presence-new': 'unknown',
  'no-answer': 'unknown',
};

/** Which dot Fluent draws. Words beside it tell what the dot cannot: Away and Be right back look alike, busy and out of office too. */
export function badgeOf(presence: NonNullable<BoardPerson['presence']>): {
  readonly status: PresenceBadgeStatus;
  readonly outOfOffice: boolean;
} {
  return { status: STATUS[presence.besides ?? presence.word], outOfOffice: presence.besides !== null };
}
