import { describe, expect, it } from 'vitest';
import { parseTime } from '#chat/parse/times.ts';
import type { TimeContext, TimeSaid } from '#chat/parse/time-types.ts';

/** Saturday. */
const NOW = new Date('2026-11-21T16:02:00Z');
const LONDON: TimeContext = { now: NOW, zone: 'Europe/London', locale: 'en-GB' };

function short(at: Date): string {
  return at.toISOString().slice(0, 16).replace('T', ' ');
}

/** "2026-11-22 15:00", "a – b" or the kind. */
function read(text: string, context: TimeContext = LONDON): string {
  return shown(parseTime({ ...context, text }));
}

function shown(said: TimeSaid): string {
  if (said.kind === 'moment') return short(said.at);
  if (said.kind === 'range') return `${short(said.start)} – ${short(said.end)}`;
  if (said.kind !== 'ask') return said.kind;
  return `${said.question}? ${said.choices
    .map((each) => (each.kind === 'moment' ? short(each.at) : `${short(each.start)} – ${short(each.end)}`))
    .join(' | ')}`;
}

const SAT = '2026-11-21';
const SUN = '2026-11-22';
const MON = '2026-11-23';
const NOW_TEXT = '2026-11-21 16:02';

/** Asked on Saturday 21 November 2026 at 16:02 in London. */
const PHRASES: readonly (readonly [string, string])[] = [
  // the probe's 23
  ['3pm', `${SUN} 15:00`],
  ['in 2 hours', `${SAT} 18:02`],
  ['at 15:30', `${SUN} 15:30`],
  ['noon', `${SUN} 12:00`],
  ['25/12', '2026-12-25 00:00 – 2026-12-26 00:00'],
  ['from 9 to 11 tomorrow', `${SUN} 09:00 – ${SUN} 11:00`],
  ['half 3', `${SUN} 15:30`],
  ['monday 9-5', `${MON} 09:00 – ${MON} 17:00`],
  ['this weekend', `${NOW_TEXT} – ${MON} 00:00`],
  ['tmrw am', `${SUN} 08:00 – ${SUN} 12:00`],
  ['tomorow', `${SUN} 00:00 – ${MON} 00:00`],
  ['at 3', `${SUN} 15:00`],
  ['after lunch', `${NOW_TEXT} – ${SAT} 17:00`],
  ['1500', `${SUN} 15:00`],
  ['end of day', `${SAT} 19:00`],
  ['between 2 and 4pm', `${SUN} 14:00 – ${SUN} 16:00`],
  ['next fri', '2026-11-27 00:00 – 2026-11-28 00:00'],
  ['tonight', `${SAT} 17:00 – ${SUN} 06:00`],
  ['until 5', `${NOW_TEXT} – ${SAT} 17:00`],
  ['3ish', `${SUN} 15:00`],
  ['friday afternoon', '2026-11-27 13:00 – 2026-11-27 17:00'],
  ['in 30 min', `${SAT} 16:32`],
  ['next week', '2026-11-23 00:00 – 2026-11-30 00:00'],
  // the table
  ['', 'none'],
  ['now', 'now'],
  ['rn', 'now'],
  ['atm', 'now'],
  ['currently', 'now'],
  ['right now', 'now'],
  ['@3', `${SUN} 15:00`],
  ['@ 3', `${SUN} 15:00`],
  ['half three', `${SUN} 15:30`],
  ['half past 3', `${SUN} 15:30`],
  ['15.30', `${SUN} 15:30`],
  ['3 p.m.', `${SUN} 15:00`],
  ['3 pm', `${SUN} 15:00`],
  ['15h', `${SUN} 15:00`],
  ['15h30', `${SUN} 15:30`],
  ['1700', `${SAT} 17:00`],
  ['5pm', `${SAT} 17:00`],
  ['16:02', `${SAT} 16:02`],
  ['16:01', `${SUN} 16:01`],
  ['morning', `${SUN} 08:00 – ${SUN} 12:00`],
  ['lunch', `${SUN} 12:00 – ${SUN} 13:00`],
  ['afternoon', `${NOW_TEXT} – ${SAT} 17:00`],
  ['evening', `${SAT} 17:00 – ${SAT} 22:00`],
  ['night', `${SAT} 22:00 – ${SUN} 06:00`],
  ['eod', `${SAT} 19:00`],
  ['end of the day', `${SAT} 19:00`],
  ['at close', `${SAT} 19:00`],
  ['today', `${NOW_TEXT} – ${SUN} 00:00`],
  ['tomorrow', `${SUN} 00:00 – ${MON} 00:00`],
  ['tmrw', `${SUN} 00:00 – ${MON} 00:00`],
  ['2moro', `${SUN} 00:00 – ${MON} 00:00`],
  ['tommorow', `${SUN} 00:00 – ${MON} 00:00`],
  ['tomrrow', `${SUN} 00:00 – ${MON} 00:00`],
  ['tonihgt', `${SAT} 17:00 – ${SUN} 06:00`],
  ['toady', `${NOW_TEXT} – ${SUN} 00:00`],
  ['monday', `${MON} 00:00 – 2026-11-24 00:00`],
  ['mon', `${MON} 00:00 – 2026-11-24 00:00`],
  ['fri', '2026-11-27 00:00 – 2026-11-28 00:00'],
  ['wensday', '2026-11-25 00:00 – 2026-11-26 00:00'],
  ['firday', '2026-11-27 00:00 – 2026-11-28 00:00'],
  ['for the next hour', `${NOW_TEXT} – ${SAT} 17:02`],
  ['for the next 2 hours', `${NOW_TEXT} – ${SAT} 18:02`],
  ['9-5', `${NOW_TEXT} – ${SAT} 17:00`],
  ['9 to 11', `${SUN} 09:00 – ${SUN} 11:00`],
  ['between 2 and 4', `${SUN} 14:00 – ${SUN} 16:00`],
  ['12/25', '2026-12-25 00:00 – 2026-12-26 00:00'],
  ['25 Dec', '2026-12-25 00:00 – 2026-12-26 00:00'],
  // said otherwise
  ['at three', `${SUN} 15:00`],
  ['at 5', `${SAT} 17:00`],
  ['at 10', `${SUN} 10:00`],
  ['at 7', `${SUN} 07:00`],
  ['at 1', `${SUN} 13:00`],
  ['at 12', `${SUN} 12:00`],
  ['at 930', `${SUN} 09:30`],
  ['at 9:30', `${SUN} 09:30`],
  ['03:30', `${SUN} 03:30`],
  ['around 5', `${SAT} 17:00`],
  ["5 o'clock", `${SAT} 17:00`],
  ['quarter to 5', `${SAT} 16:45`],
  ['quarter past 5', `${SAT} 17:15`],
  ['ten past five', `${SAT} 17:10`],
  ['midnight', `${SUN} 00:00`],
  ['midday', `${SUN} 12:00`],
  ['tomorrow at 3', `${SUN} 15:00`],
  ['3pm tomorrow', `${SUN} 15:00`],
  ['tomorrow 3pm', `${SUN} 15:00`],
  ['tomorrow 9', `${SUN} 09:00`],
  ['tomorrow 9-11', `${SUN} 09:00 – ${SUN} 11:00`],
  ['tomorrow morning at 9', `${SUN} 09:00`],
  ['at 9 in the morning', `${SUN} 09:00`],
  ['9 tonight', `${SAT} 21:00`],
  ['9 in the morning', `${SUN} 09:00`],
  ['at 9 tonight', `${SAT} 21:00`],
  ['tonight at 9', `${SAT} 21:00`],
  ['at 2 tonight', `${SUN} 02:00`],
  ['9-11 tonight', `${SAT} 21:00 – ${SAT} 23:00`],
  ['friday at 3', '2026-11-27 15:00'],
  ['at 3 on friday', '2026-11-27 15:00'],
  ['this friday', '2026-11-27 00:00 – 2026-11-28 00:00'],
  ['friday next week', '2026-11-27 00:00 – 2026-11-28 00:00'],
  ['next week friday', '2026-11-27 00:00 – 2026-11-28 00:00'],
  ['saturday', `${NOW_TEXT} – ${SUN} 00:00`],
  ['sat 9-5', `${NOW_TEXT} – ${SAT} 17:00`],
  ['saturday 9-11', '2026-11-28 09:00 – 2026-11-28 11:00'],
  ['next weekend', '2026-11-28 00:00 – 2026-11-30 00:00'],
  ['the weekend', `${NOW_TEXT} – ${MON} 00:00`],
  ['this week', `${NOW_TEXT} – ${MON} 00:00`],
  ['monday to friday', `${MON} 00:00 – 2026-11-28 00:00`],
  ['monday 9am to friday 5pm', `${MON} 09:00 – 2026-11-27 17:00`],
  ['day after tomorrow', `${MON} 00:00 – 2026-11-24 00:00`],
  ['the day after tomorrow at 9', `${MON} 09:00`],
  ['in 2 days', `${MON} 00:00 – 2026-11-24 00:00`],
  ['in 2 days at 3pm', `${MON} 15:00`],
  ['in a week', '2026-11-28 00:00 – 2026-11-29 00:00'],
  ['in an hour', `${SAT} 17:02`],
  ['in half an hour', `${SAT} 16:32`],
  ['in an hour and a half', `${SAT} 17:32`],
  ['in 2h', `${SAT} 18:02`],
  ['in 1h30', `${SAT} 17:32`],
  ['in 1.5 hours', `${SAT} 17:32`],
  ['in a couple of hours', `${SAT} 18:02`],
  ['2 hours from now', `${SAT} 18:02`],
  ['within 30 minutes', `${NOW_TEXT} – ${SAT} 16:32`],
  ['in the next hour', `${NOW_TEXT} – ${SAT} 17:02`],
  ['20 min', `${NOW_TEXT} – ${SAT} 16:22`],
  ['at 5 for an hour', `${SAT} 17:00 – ${SAT} 18:00`],
  ['till 5', `${NOW_TEXT} – ${SAT} 17:00`],
  ['until 7', `${NOW_TEXT} – ${SAT} 19:00`],
  ['before 6pm', `${NOW_TEXT} – ${SAT} 18:00`],
  ['until tomorrow', `${NOW_TEXT} – ${SUN} 00:00`],
  ['until tomorrow at 5', `${NOW_TEXT} – ${SUN} 17:00`],
  ['until midnight', `${NOW_TEXT} – ${SUN} 00:00`],
  ['until eod', `${NOW_TEXT} – ${SAT} 19:00`],
  ['today until 5', `${NOW_TEXT} – ${SAT} 17:00`],
  ['tomorrow until 5', `${SUN} 00:00 – ${SUN} 17:00`],
  ['from now until 6', `${NOW_TEXT} – ${SAT} 18:00`],
  ['between now and 6', `${NOW_TEXT} – ${SAT} 18:00`],
  ['after 5', `${SAT} 17:00 – ${SAT} 19:00`],
  ['after 8pm', `${SAT} 20:00 – ${SUN} 00:00`],
  ['from 5pm', `${SAT} 17:00 – ${SAT} 19:00`],
  ['9am-5', `${NOW_TEXT} – ${SAT} 17:00`],
  ['9-5pm', `${NOW_TEXT} – ${SAT} 17:00`],
  ['9-17', `${NOW_TEXT} – ${SAT} 17:00`],
  ['10-11:30pm', `${SAT} 22:00 – ${SAT} 23:30`],
  ['11-1pm', `${SUN} 11:00 – ${SUN} 13:00`],
  ['10-2', `${SUN} 10:00 – ${SUN} 14:00`],
  ['22:00-06:00', `${SAT} 22:00 – ${SUN} 06:00`],
  ['10pm to 6am', `${SAT} 22:00 – ${SUN} 06:00`],
  ['7-7', `${NOW_TEXT} – ${SAT} 19:00`],
  ['9 til 5', `${NOW_TEXT} – ${SAT} 17:00`],
  ['1700-1800', `${SAT} 17:00 – ${SAT} 18:00`],
  ['working hours', `${NOW_TEXT} – ${SAT} 19:00`],
  ['25 December', '2026-12-25 00:00 – 2026-12-26 00:00'],
  ['25th of december', '2026-12-25 00:00 – 2026-12-26 00:00'],
  ['Dec 25', '2026-12-25 00:00 – 2026-12-26 00:00'],
  ['december 25th at 9', '2026-12-25 09:00'],
  ['25 dec 2027', '2027-12-25 00:00 – 2027-12-26 00:00'],
  ['25/12/2027', '2027-12-25 00:00 – 2027-12-26 00:00'],
  ['2026-12-25', '2026-12-25 00:00 – 2026-12-26 00:00'],
  ['25-12-2026', '2026-12-25 00:00 – 2026-12-26 00:00'],
  ['25.12.', '2026-12-25 00:00 – 2026-12-26 00:00'],
  ['the 25th', '2026-11-25 00:00 – 2026-11-26 00:00'],
  ['the 3rd', '2026-12-03 00:00 – 2026-12-04 00:00'],
  ['1 jan', '2027-01-01 00:00 – 2027-01-02 00:00'],
  ['29 feb', '2028-02-29 00:00 – 2028-03-01 00:00'],
  ['12/12', '2026-12-12 00:00 – 2026-12-13 00:00'],
  ['fri 4/12', '2026-12-04 00:00 – 2026-12-05 00:00'],
  ['yesterday', '2026-11-20 00:00 – 2026-11-21 00:00'],
  ['last friday', '2026-11-20 00:00 – 2026-11-21 00:00'],
  // no times
  ['L2', 'none'],
  ['tier 2', 'none'],
  ['2nd line', 'none'],
  ['the night team', 'none'],
  ['31/2', 'none'],
  ['24/7', 'none'],
  ['25:00', 'none'],
  ['1pm2', 'none'],
  ['toby', 'none'],
  ['tony', 'none'],
  ['frida', 'none'],
  ['may i ask', 'none'],
  ['is jan free', 'none'],
  ['next shift for chloe', 'none'],
  ['until when', 'none'],
  ['2 to 3 people', 'none'],
  ['half the team', 'none'],
  ['3 of them', 'none'],
  ['no one', 'none'],
  ['site-2', 'none'],
];

describe('4.7: what people say on Saturday 21 November 2026 at 16:02 in London', () => {
  it.each(PHRASES)('"%s" is %s', (text, expected) => {
    expect(read(text)).toBe(expected);
    expect(read(text.toUpperCase())).toBe(expected);
  });
});

const at = (now: string, zone = 'Europe/London', locale = 'en-GB'): TimeContext => ({
  now: new Date(now),
  zone,
  locale,
});

describe('4.7: what the echo says', () => {
  const echo = (text: string, context = LONDON) => parseTime({ ...context, text }).echo;

  it.each([
    ['at 3', '2026-11-22 03:00'],
    ['3ish', '2026-11-22 03:00'],
    ['half 3', '2026-11-22 03:30'],
    ['at 7', '2026-11-21 19:00'],
    ['tomorrow at 3', '2026-11-22 03:00'],
    ['between 2 and 4', '2026-11-22 02:00'],
    ['tomorrow at midnight', '2026-11-22 00:00'],
    ['3pm', null],
    ['1500', null],
    ['noon', null],
    ['15:30', null],
    ['03:30', null],
    ['9-5pm', null],
  ])('%s could also have meant %s', (text, alternative) => {
    const said = echo(text).alternative;
    expect(said && short(said)).toBe(alternative);
  });

  it('says the zone in which the time was read, and UTC for a zone that is none', () => {
    expect(echo('3pm').zone).toBe('Europe/London');
    expect(read('3pm', { ...LONDON, zone: 'America/New_York' })).toBe('2026-11-21 20:00');
    expect(echo('3pm', { ...LONDON, zone: 'GMT Standard Time' }).zone).toBe('UTC');
  });

  it('says that a time went over to tomorrow because today has none left', () => {
    expect(echo('3pm').rolledToTomorrow).toBe(true);
    expect(echo('5pm').rolledToTomorrow).toBe(false);
    expect(echo('tomorrow 3pm').rolledToTomorrow).toBe(false);
    expect(echo('morning').rolledToTomorrow).toBe(true);
    expect(echo('9 to 11').rolledToTomorrow).toBe(true);
  });

  it('says when a range has begun, and starts it now', () => {
    expect(echo('this afternoon').startedAt).toEqual(new Date('2026-11-21T13:00:00Z'));
    expect(echo('this weekend').startedAt).toEqual(new Date('2026-11-21T00:00:00Z'));
    expect(echo('tomorrow').startedAt).toBeNull();
  });

  it('says when a time is over', () => {
    expect(echo('yesterday').inPast).toBe(true);
    expect(echo('today at 9am').inPast).toBe(true);
    expect(echo('this morning').inPast).toBe(true);
    expect(echo('today at 5').inPast).toBe(false);
    expect(echo('at 16:02').inPast).toBe(false);
  });

  it('says that a time is a rough one', () => {
    expect([echo('3ish'), echo('around 3'), echo('at about 3')].map((each) => each.approximate)).toEqual([
      true,
      true,
      true,
    ]);
    expect(echo('at 3').approximate).toBe(false);
  });

  it('says where in the text the time stands, without words that are not its own', () => {
    const spans = (text: string) =>
      parseTime({ ...LONDON, text }).spans.map((span) => text.slice(span.start, span.end));
    expect(spans('who is on at 3pm?')).toEqual(['at 3pm']);
    expect(spans("who's in on friday afternoon")).toEqual(['on friday afternoon']);
    expect(spans('is grace in tomorrow')).toEqual(['tomorrow']);
    expect(spans('is anyone on at 2am')).toEqual(['at 2am']);
    expect(spans("who's on this weekend")).toEqual(['this weekend']);
    expect(spans('tomorrow who is free at 3')).toEqual(['tomorrow', 'at 3']);
    expect(spans('who will be here in 2 hours')).toEqual(['in 2 hours']);
    expect(spans('who is free')).toEqual([]);
  });

  it('takes the pieces of one time from several places', () => {
    expect(read('tomorrow who is free at 3')).toBe('2026-11-22 15:00');
    expect(read('who is free at 3, tomorrow')).toBe('2026-11-22 15:00');
    expect(read('tomorrow, is anyone in from 9 to 11')).toBe('2026-11-22 09:00 – 2026-11-22 11:00');
    expect(read('now who is in at 5pm')).toBe('2026-11-21 17:00');
  });
});

describe('4.7: working hours', () => {
  const nights: TimeContext = { ...LONDON, workingHours: { startMinute: 22 * 60, endMinute: 6 * 60 } };

  it('at 3 is the one inside working hours, whichever they are', () => {
    expect(read('at 3', nights)).toBe('2026-11-22 03:00');
    expect(read('at 11', nights)).toBe('2026-11-21 23:00');
    expect(read('eod', nights)).toBe('2026-11-22 06:00');
  });

  it('at 3 is the next one when neither is inside', () => {
    const short = { ...LONDON, workingHours: { startMinute: 9 * 60, endMinute: 12 * 60 } };
    expect(read('at 3', short)).toBe('2026-11-22 03:00');
    expect(read('at 5', short)).toBe('2026-11-21 17:00');
  });

  it('at 3 is the next one when both are inside', () => {
    const always = { ...LONDON, workingHours: { startMinute: 0, endMinute: 24 * 60 } };
    expect(read('at 3', always)).toBe('2026-11-22 03:00');
    expect(read('at 5', always)).toBe('2026-11-21 17:00');
  });

  it('parts of the day come from the settings', () => {
    const dayParts = {
      morning: { startMinute: 7 * 60, endMinute: 11 * 60 },
      lunch: { startMinute: 11 * 60, endMinute: 12 * 60 },
      afternoon: { startMinute: 12 * 60, endMinute: 18 * 60 },
      evening: { startMinute: 18 * 60, endMinute: 23 * 60 },
      night: { startMinute: 23 * 60, endMinute: 7 * 60 },
    };
    expect(read('tomorrow morning', { ...LONDON, dayParts })).toBe('2026-11-22 07:00 – 2026-11-22 11:00');
    expect(read('tonight', { ...LONDON, dayParts })).toBe('2026-11-21 18:00 – 2026-11-22 07:00');
  });
});

describe('4.7: words that mean different times to different people', () => {
  it.each([
    ['half 3', 'en-GB', '2026-11-22 15:30'],
    ['half 3', 'en-US', '2026-11-22 15:30'],
    ['half 3', 'de-DE', 'half-hour? 2026-11-22 14:30 | 2026-11-22 15:30'],
    ['half 3', 'nl-NL', 'half-hour? 2026-11-22 14:30 | 2026-11-22 15:30'],
    ['half three', 'sv-SE', 'half-hour? 2026-11-22 14:30 | 2026-11-22 15:30'],
    ['half 5', 'nb-NO', 'half-hour? 2026-11-21 16:30 | 2026-11-21 17:30'],
    ['half past 3', 'de-DE', '2026-11-22 15:30'],
    ['halb 3', 'de-DE', '2026-11-22 14:30'],
    ['halb drei', 'en-GB', '2026-11-22 14:30'],
    ['half drie', 'nl-NL', '2026-11-22 14:30'],
    ['halv tre', 'da-DK', '2026-11-22 14:30'],
    ['puoli kolme', 'fi-FI', '2026-11-22 14:30'],
    ['half 1', 'nl-NL', 'half-hour? 2026-11-22 12:30 | 2026-11-22 13:30'],
    ['half 3 pm', 'en-GB', '2026-11-22 15:30'],
    [
      '5/12',
      'en-GB',
      'day-or-month? 2026-12-05 00:00 – 2026-12-06 00:00 | 2027-05-11 23:00 – 2027-05-12 23:00',
    ],
    [
      '5/12',
      'en-US',
      'day-or-month? 2027-05-11 23:00 – 2027-05-12 23:00 | 2026-12-05 00:00 – 2026-12-06 00:00',
    ],
    ['5/12 at 9', 'en-GB', 'day-or-month? 2026-12-05 09:00 | 2027-05-12 08:00'],
    ['25/12', 'en-US', '2026-12-25 00:00 – 2026-12-26 00:00'],
    ['12/25', 'en-GB', '2026-12-25 00:00 – 2026-12-26 00:00'],
    ['25/12 to 5/1', 'en-GB', '2026-12-25 00:00 – 2027-01-06 00:00'],
    ['4.12.2026', 'de-DE', '2026-12-04 00:00 – 2026-12-05 00:00'],
  ])('"%s" in %s is %s', (text, locale, expected) => {
    expect(read(text, { ...LONDON, locale })).toBe(expected);
  });
});

describe('4.7: next and coming', () => {
  const monday = at('2026-11-16T10:00:00Z');
  it.each([
    ['fri', '2026-11-20 00:00 – 2026-11-21 00:00'],
    ['next fri', '2026-11-27 00:00 – 2026-11-28 00:00'],
    ['this fri', '2026-11-20 00:00 – 2026-11-21 00:00'],
    ['sunday', '2026-11-22 00:00 – 2026-11-23 00:00'],
    ['next sunday', '2026-11-29 00:00 – 2026-11-30 00:00'],
    ['monday', '2026-11-16 10:00 – 2026-11-17 00:00'],
    ['next monday', '2026-11-23 00:00 – 2026-11-24 00:00'],
    ['monday at 9am', '2026-11-23 09:00'],
    ['monday at 3', '2026-11-16 15:00'],
    ['last monday', '2026-11-09 00:00 – 2026-11-10 00:00'],
    ['friday next week', '2026-11-27 00:00 – 2026-11-28 00:00'],
    ['this weekend', '2026-11-21 00:00 – 2026-11-23 00:00'],
    ['next weekend', '2026-11-28 00:00 – 2026-11-30 00:00'],
    ['next week', '2026-11-23 00:00 – 2026-11-30 00:00'],
    ['the 16th', '2026-11-16 10:00 – 2026-11-17 00:00'],
  ])('on Monday 16 November "%s" is %s', (text, expected) => {
    expect(read(text, monday)).toBe(expected);
  });

  it.each([
    ['2026-11-21T09:00:00Z', '2026-11-21 09:00 – 2026-11-23 00:00'],
    ['2026-11-22T09:00:00Z', '2026-11-22 09:00 – 2026-11-23 00:00'],
    ['2026-11-23T09:00:00Z', '2026-11-28 00:00 – 2026-11-30 00:00'],
  ])('"this weekend" said at %s is %s', (now, expected) => {
    expect(read('this weekend', at(now))).toBe(expected);
  });

  it('in the small hours tonight is the night that is under way', () => {
    expect(read('tonight', at('2026-11-21T01:00:00Z'))).toBe('2026-11-21 01:00 – 2026-11-21 06:00');
    expect(read('night', at('2026-11-21T01:00:00Z'))).toBe('2026-11-21 01:00 – 2026-11-21 06:00');
    expect(read('until 2', at('2026-11-21T20:00:00Z'))).toBe('2026-11-21 20:00 – 2026-11-22 02:00');
  });

  it('crosses midnight, month and year', () => {
    expect(read('in 2 hours', at('2026-12-31T23:30:00Z'))).toBe('2027-01-01 01:30');
    expect(read('tomorrow at 9am', at('2026-12-31T23:30:00Z'))).toBe('2027-01-01 09:00');
    expect(read('25/12', at('2026-12-31T12:00:00Z'))).toBe('2027-12-25 00:00 – 2027-12-26 00:00');
    expect(read('tomorrow', at('2028-02-28T12:00:00Z'))).toBe('2028-02-29 00:00 – 2028-03-01 00:00');
    expect(read('29/2', at('2028-02-28T12:00:00Z'))).toBe('2028-02-29 00:00 – 2028-03-01 00:00');
    expect(read('29/2/2027', at('2026-11-21T12:00:00Z'))).toBe('none');
    expect(read('31st', at('2026-11-05T12:00:00Z'))).toBe('2026-12-31 00:00 – 2027-01-01 00:00');
    expect(read('midnight', at('2026-12-31T23:30:00Z'))).toBe('2027-01-01 00:00');
  });
});

describe('4.7: clock changes are named', () => {
  const notes = (text: string, context: TimeContext) =>
    parseTime({ ...context, text }).echo.clockChanges.map(
      (note) => `${note.hour}:${note.minute} ${note.kind} ${note.using}`,
    );

  it.each([
    [
      'tomorrow at 01:30',
      '2026-10-24T12:00:00Z',
      'Europe/London',
      '2026-10-25 00:30',
      ['1:30 exists-twice first'],
    ],
    [
      'tomorrow at 01:30',
      '2026-03-28T12:00:00Z',
      'Europe/London',
      '2026-03-29 01:30',
      ['1:30 does-not-exist moved-forward'],
    ],
    [
      'tomorrow at 2:15am',
      '2026-03-07T17:00:00Z',
      'America/New_York',
      '2026-03-08 07:15',
      ['2:15 does-not-exist moved-forward'],
    ],
    [
      'at 1:15am',
      '2026-10-31T17:00:00Z',
      'America/New_York',
      '2026-11-01 05:15',
      ['1:15 exists-twice first'],
    ],
    ['01:30', '2026-10-25T00:45:00Z', 'Europe/London', '2026-10-25 01:30', ['1:30 exists-twice second']],
    [
      '01:30-02:30 tomorrow',
      '2026-10-24T12:00:00Z',
      'Europe/London',
      '2026-10-25 00:30 – 2026-10-25 02:30',
      ['1:30 exists-twice first'],
    ],
    ['tomorrow', '2026-10-24T12:00:00Z', 'Europe/London', '2026-10-24 23:00 – 2026-10-26 00:00', []],
    ['in 2 hours', '2026-03-29T00:30:00Z', 'Europe/London', '2026-03-29 02:30', []],
    ['tomorrow at 9', '2026-03-28T12:00:00Z', 'Europe/London', '2026-03-29 08:00', []],
  ] as const)('"%s" at %s in %s is %s %j', (text, now, zone, expected, changes) => {
    expect(read(text, at(now, zone))).toBe(expected);
    expect(notes(text, at(now, zone))).toEqual(changes);
  });
});
