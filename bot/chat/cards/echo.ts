import type { ClockChangeNote, TimeSaid } from '../parse/time-types.ts';
import type { Viewer } from './card.ts';
import { echoWords } from './echo-words.ts';
import { formatSlot, placeOf } from './format.ts';
import { formatTime, type Place } from '#kernel/zoned-time.ts';

/** How a time was read, in words, before the data (decision 4 of the UX page); empty when nothing needs to be said. */
export function echoOf(time: TimeSaid, viewer: Viewer): readonly string[] {
  if (time.kind === 'none' || time.kind === 'now' || time.kind === 'ask') return [];
  const { echo } = time;
  const place = placeOf({ zone: echo.zone, locale: viewer.locale });
  const slot = time.kind === 'range' ? time : { start: time.at, end: null };
  const when = formatSlot(slot, place);
  const alternative = echo.alternative && formatTime(echo.alternative, place);
  return [
    (echo.approximate ? echoWords.about : echoWords.read)(when, place.zone),
    ...(echo.rolledToTomorrow ? [echoWords.rolled] : []),
    ...(echo.startedAt ? [echoWords.started(formatTime(echo.startedAt, place))] : []),
    ...(alternative ? [echoWords.alternative(alternative)] : []),
    ...echo.clockChanges.map((change) => clockChangeLine(change, place)),
    ...(echo.inPast ? [echoWords.past] : []),
  ];
}

function clockChangeLine({ kind, using, at, hour, minute }: ClockChangeNote, place: Place): string {
  const said = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  if (kind === 'does-not-exist') return echoWords.skipped(said, formatTime(at, place));
  return echoWords.twice(said, using === 'second' ? 'second' : 'first');
}
