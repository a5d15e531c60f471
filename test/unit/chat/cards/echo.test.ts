import { describe, expect, it } from 'vitest';
import { echoOf } from '#chat/cards/echo.ts';
import { textsFor } from '#chat/texts/texts.ts';
import { formatSlot, formatSpan, formatWhen, placeOf } from '#chat/cards/format.ts';
import { whichTimeCard } from '#chat/cards/which-time-card.ts';
import { parseTime } from '#chat/parse/times.ts';
import { at, aViewer, NOW } from './card-facts.ts';
import { buttonsOf, dataOf, good, readOut } from './card-lint.ts';

const viewer = aViewer();
const said = (text: string, now = NOW) => parseTime({ text, now, zone: viewer.zone, locale: viewer.locale });

describe('how a time was understood', () => {
  it.each([
    ['now', []],
    ['', []],
    ['tomorrow at 15:00', ['I read that as Sun 22 Nov, 15:00, Europe/London (your time).']],
    ['tomorrow from 09:00 to 11:00', ['I read that as Sun 22 Nov, 09:00–11:00, Europe/London (your time).']],
  ])('UX-4: "%s" is echoed as %j', (text, lines) => {
    expect(echoOf(said(text), viewer)).toEqual(lines);
  });

  it('UX-4: a bare hour names the reading that was not chosen', () => {
    expect(echoOf(said('tomorrow at 3'), viewer)).toEqual([
      'I read that as Sun 22 Nov, 15:00, Europe/London (your time).',
      'If you meant 03:00, write "03:00".',
    ]);
  });

  it('UX-4: a time that is over today and a vague one are said to be so', () => {
    expect(echoOf(said('at 15:00'), viewer)).toContain('That time is over today, so this is tomorrow.');
    expect(echoOf(said('tomorrow around 15:00'), viewer)[0]).toContain('about Sun 22 Nov, 15:00');
  });

  it('AV-5: a clock change is named', () => {
    const twice = parseTime({
      text: 'tomorrow at 01:30',
      now: new Date('2026-10-24T12:00:00Z'),
      zone: 'Europe/London',
      locale: 'en-GB',
    });
    expect(echoOf(twice, viewer)).toContain(
      '01:30 happens twice on that day, because the clocks go back. Using the first.',
    );
    const never = parseTime({
      text: 'tomorrow at 01:30',
      now: new Date('2026-03-28T12:00:00Z'),
      zone: 'Europe/London',
      locale: 'en-GB',
    });
    expect(echoOf(never, viewer)).toContain(
      '01:30 does not exist on that day, because the clocks go forward. Using 02:30.',
    );
  });

  it('UX-4: two readings of a date become two buttons', () => {
    const time = said('5/12 at 15:00');
    if (time.kind !== 'ask') throw new Error(`read as ${time.kind}`);
    const card = good(
      whichTimeCard({ time, verb: 'availability.show', data: { show: 'all', page: 0 }, viewer }),
    );
    expect(readOut(card)).toContain('Which day do you mean?');
    expect(buttonsOf(card)).toHaveLength(2);
    const starts = new Set(buttonsOf(card).map((title) => dataOf(card, title)['start']));
    expect(starts).toEqual(new Set(['2026-12-05T15:00:00.000Z', '2027-05-12T14:00:00.000Z']));
  });
});

describe('times in words', () => {
  const london = placeOf(viewer);
  it.each([
    ['17:00', '17:00'],
    ['2026-11-22T08:00:00Z', 'tomorrow 08:00'],
    ['2026-11-27T08:00:00Z', 'Friday 08:00'],
    ['2026-11-28T08:00:00Z', 'Sat 28 Nov, 08:00'],
    ['2026-11-20T08:00:00Z', 'yesterday 08:00'],
    ['2026-11-18T08:00:00Z', 'Wed 18 Nov, 08:00'],
  ])('CHAT-2: %s is "%s" on Saturday 21 November', (clock, words) => {
    expect(formatWhen(at(clock), NOW, london)).toBe(words);
  });

  it('CHAT-2: days are named in German for Germans, else in English; hours are the habit of the locale', () => {
    const times = ['en-US', 'de-DE', 'fr-FR', 'hi-IN', 'xx', '', '??'].map((locale) =>
      formatWhen(at('2026-11-22T15:00:00Z'), NOW, placeOf({ zone: 'UTC', locale })),
    );
    expect(times).toEqual([
      'tomorrow 3:00 PM',
      'morgen 15:00',
      'tomorrow 15:00',
      'tomorrow 3:00 pm',
      'tomorrow 15:00',
      'tomorrow 15:00',
      'tomorrow 15:00',
    ]);
  });

  it('CHAT-2: stretches name the second day only when it is another one', () => {
    const night = { start: at('22:00'), end: at('2026-11-22T06:00:00Z') };
    expect(formatSpan(night, NOW, london)).toBe('22:00–tomorrow 06:00');
    expect(formatSpan({ start: at('18:00'), end: at('20:00') }, NOW, london)).toBe('18:00–20:00');
    expect(formatSlot(night, london)).toBe('Sat 21 Nov, 22:00–Sun 22 Nov, 06:00');
    expect(formatSlot({ start: at('18:00'), end: null }, london)).toBe('Sat 21 Nov, 18:00');
  });

  it('CHAT-6: lists are counted where they would be long', () => {
    expect(
      [[], ['A'], ['A', 'B'], ['A', 'B', 'C'], ['A', 'B', 'C', 'D', 'E']].map((names) =>
        textsFor('en-GB').list(names, 3),
      ),
    ).toEqual(['', 'A', 'A and B', 'A, B and C', 'A, B, C and 2 more']);
  });
});
