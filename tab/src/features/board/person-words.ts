import type { getBoard } from '#contract/board-endpoints.ts';
import type { AnswerOf } from '../../api/client.ts';
import type { Formats } from '../../texts/language.ts';
import type { PeopleWords } from '../../texts/people.ts';

export type Board = AnswerOf<typeof getBoard>;
export type BoardPerson = Board['technicians'][number];
export type Group = BoardPerson['group'];

/** What the column Presence says; never empty. */
export function presenceWords(
  person: Pick<BoardPerson, 'presence' | 'mapping' | 'reasons'>,
  t: PeopleWords,
): string {
  const { presence, mapping, reasons } = person;
  if (presence) {
    const word = t.presence[presence.word];
    return presence.besides ? t.besides(word, t.presence[presence.besides]) : word;
  }
  if (mapping === null) return t.notMapped;
  return reasons.includes('presence-unreadable') ? t.presenceUnread : t.presenceNotUsed;
}

/** Why the person stands in their group and what comes next, most decisive first. Times in the person's own zone, with the day when it is not that of `now`. */
export function whyWords(
  person: BoardPerson,
  t: PeopleWords,
  formats: Pick<Formats, 'moment'>,
  now: Date,
): string {
  const { override, shift, reasons } = person;
  const at = (time: string): string => formats.moment(new Date(time), now);
  const parts: string[] = [];
  if (override) parts.push(t.ownWord[override.says](at(override.until)));
  for (const reason of reasons) {
    const words = reasonWords(reason, person, t, at);
    if (words !== null) parts.push(words);
  }
  const isOff = reasons.includes('off-shift') || reasons.includes('time-off');
  if (shift.next && isOff) parts.push(t.why.nextShift(at(shift.next.start)));
  return parts.join(' · ');
}

function reasonWords(
  reason: BoardPerson['reasons'][number],
  { presence, shift, group }: BoardPerson,
  t: PeopleWords,
  at: (time: string) => string,
): string | null {
  switch (reason) {
    case 'not-mapped':
      return t.why.notMapped;
    case 'presence-unreadable':
      return t.why.presenceUnread;
    case 'shifts-unreadable':
      return t.why.shiftsUnread;
    case 'time-off':
      return shift.timeOff && t.why.timeOff(at(shift.timeOff.end));
    case 'on-shift':
      return shift.coveredUntil && t.why.onShift(at(shift.coveredUntil));
    case 'on-shift-partly':
      return shift.coveredUntil && t.why.onShiftPartly(at(shift.coveredUntil));
    case 'off-shift':
      return t.why.offShift;
    case 'no-shift-in-window':
      return t.why.noShift;
    case 'presence':
      return presence?.word === 'be-right-back' && group === 'working' ? t.why.countsAsWorking : null;
    default:
      return null;
  }
}
