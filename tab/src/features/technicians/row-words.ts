import type { readPresences } from '#contract/technicians-endpoints.ts';
import type { AnswerOf } from '../../api/client.ts';
import type { Formats } from '../../texts/language.ts';
import type { PeopleWords } from '../../texts/people.ts';
import type { TechnicianWords } from '../../texts/technicians.ts';

export type Presence = AnswerOf<typeof readPresences>['technicians'][number];

/** What the columns Presence and Shift say of one technician. */
export interface RowWords {
  readonly group: string;
  /** What Teams shows, or the technician's own word; `null` when there is nothing to say beside the group. */
  readonly presence: string | null;
  /** Empty where nobody could know. */
  readonly shift: string;
}

/** `now` decides whether a time needs its day. */
export function rowWords(
  { group, presence, shift, override }: Presence,
  words: { readonly people: PeopleWords; readonly technicians: TechnicianWords },
  formats: Pick<Formats, 'moment'>,
  now: Date,
): RowWords {
  const { people, technicians } = words;
  const at = (time: string): string => formats.moment(new Date(time), now);
  const isUnread = presence === null && shift.neutralBecause !== 'not-mapped';
  const seen = isUnread ? people.presenceUnread : people.notMapped;
  const shown = presence === null ? seen : people.presence[presence];
  return {
    group: people.group[group],
    presence: override ? people.ownWord[override.says](at(override.until)) : shown,
    shift: shiftWords(shift, technicians, at),
  };
}

function shiftWords(shift: Presence['shift'], t: TechnicianWords, at: (time: string) => string): string {
  if (shift.timeOff) return t.timeOff(at(shift.timeOff.end));
  if (shift.coveredUntil) return t.until(at(shift.coveredUntil));
  if (shift.next) return t.next(at(shift.next.start));
  if (shift.state !== 'neutral') return t.noShift;
  if (shift.neutralBecause === 'not-mapped') return '';
  return shift.neutralBecause === 'shifts-unreadable' ? t.shiftUnread : t.noRota;
}
