import type { ClockChangeNote, TimeSaid } from '../parse/time-types.ts';
import type { Viewer } from './card.ts';
import { formatSlot, placeOf } from './format.ts';
import { formatTime, type Place } from '#kernel/zoned-time.ts';
import { type Texts, textsFor } from '../texts/texts.ts';

/** How a time was read, in words, before the data (decision 4 of the UX page); empty when nothing needs to be said. */
export function echoOf(time: TimeSaid, viewer: Viewer): readonly string[] {
  if (time.kind === 'none' || time.kind === 'now' || time.kind === 'ask') return [];
  const { echo } = time;
  const texts = textsFor(viewer.locale);
  const place = placeOf({ zone: echo.zone, locale: viewer.locale });
  const slot = time.kind === 'range' ? time : { start: time.at, end: null };
  const when = formatSlot(slot, place);
  const alternative = echo.alternative && formatTime(echo.alternative, place);
  return [
    (echo.approximate ? texts.echo.about : texts.echo.read)(when, place.zone),
    ...(echo.rolledToTomorrow ? [texts.echo.rolled] : []),
    ...(echo.startedAt ? [texts.echo.started(formatTime(echo.startedAt, place))] : []),
    ...(alternative ? [texts.echo.alternative(alternative)] : []),
    ...echo.clockChanges.map((change) => clockChangeLine(change, place, texts)),
    ...(echo.inPast ? [texts.echo.past] : []),
  ];
}

function clockChangeLine(
  { kind, using, at, hour, minute }: ClockChangeNote,
  place: Place,
  texts: Texts,
): string {
  const said = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  if (kind === 'does-not-exist') return texts.echo.skipped(said, formatTime(at, place));
  return texts.echo.twice(said, using === 'second' ? 'second' : 'first');
}
