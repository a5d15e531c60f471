import type { Verdict } from '#kernel/vocabulary.ts';
import type { Presence } from './ports.ts';

/** What presence shows, as a word of ours; cards and the tab have the sentence for each. */
export type PresenceWord =
  | 'out-of-office'
  | 'off-work'
  | 'offline'
  | 'away'
  | 'be-right-back'
  | 'focusing'
  | 'presenting'
  | 'do-not-disturb'
  | 'in-a-call'
  | 'in-a-meeting'
  | 'busy'
  | 'busy-idle'
  | 'available-idle'
  | 'available'
  | 'presence-unknown'
  | 'presence-new'
  | 'no-answer';

export interface PresenceVerdict {
  readonly verdict: Verdict;
  readonly word: PresenceWord;
  /** Set when out of office decided although presence shows something else: what it shows. */
  readonly besides: PresenceWord | null;
}

/** Most telling first: the first token found in either field names the row, and its verdict is the answer (AV-1 to AV-3). */
const TOKENS: readonly (readonly [token: string, verdict: Verdict, word: PresenceWord])[] = [
  ['outofoffice', 'on-break', 'out-of-office'],
  ['offwork', 'on-break', 'off-work'],
  ['offline', 'on-break', 'offline'],
  ['away', 'on-break', 'away'],
  ['berightback', 'working', 'be-right-back'],
  ['urgentinterruptionsonly', 'working', 'focusing'],
  ['focusing', 'working', 'focusing'],
  ['presenting', 'working', 'presenting'],
  ['donotdisturb', 'working', 'do-not-disturb'],
  ['inacall', 'working', 'in-a-call'],
  ['inaconferencecall', 'working', 'in-a-call'],
  ['inameeting', 'working', 'in-a-meeting'],
  ['busy', 'working', 'busy'],
  ['busyidle', 'working', 'busy-idle'],
  ['availableidle', 'working', 'available-idle'],
  ['inactive', 'working', 'available-idle'],
  ['available', 'working', 'available'],
];

/** Our verdict on what Graph says of a user now. Both fields are searched because Graph's two documented value lists look
 *  swapped; case never counts. `null` is a user for whom Graph gave no answer. A value that is new to us is never "away". */
export function judgePresence(presence: Presence | null): PresenceVerdict {
  if (presence === null) return { verdict: 'no-signal', word: 'no-answer', besides: null };
  const shown = judgeTokens(presence);
  const outOfOffice = presence.outOfOffice === true && shown.word !== 'out-of-office';
  return outOfOffice ? { verdict: 'on-break', word: 'out-of-office', besides: shown.word } : shown;
}

/** By token, with its place in the table: thousands of people are judged for one question. */
const JUDGED = new Map(
  TOKENS.map(([token, verdict, word], place) => [
    token,
    { place, shown: { verdict, word, besides: null } satisfies PresenceVerdict },
  ]),
);
const UNKNOWN: PresenceVerdict = { verdict: 'no-signal', word: 'presence-unknown', besides: null };
const NEW: PresenceVerdict = { ...UNKNOWN, word: 'presence-new' };

function judgeTokens({ availability, activity }: Presence): PresenceVerdict {
  const one = tokenOf(availability);
  const other = tokenOf(activity);
  const first = JUDGED.get(one);
  const second = JUDGED.get(other);
  if (first && second) return first.place <= second.place ? first.shown : second.shown;
  const known = first ?? second;
  if (known) return known.shown;
  return isNoAnswer(one) && isNoAnswer(other) ? UNKNOWN : NEW;
}

function tokenOf(value: string | null): string {
  return value?.trim().toLowerCase() ?? '';
}

function isNoAnswer(token: string): boolean {
  return token === '' || token === 'presenceunknown';
}
