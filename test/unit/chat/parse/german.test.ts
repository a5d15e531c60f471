import { describe, expect, it } from 'vitest';
import { GERMAN_INTENTS } from '#chat/parse/german-intents.ts';
import { INTENTS, type Intent } from '#chat/parse/intents.ts';
import type { Slots } from '#chat/parse/understand.ts';
import { understand } from '#chat/parse/understand.ts';

/** Saturday, 17:02 in Berlin. */
const NOW = new Date('2026-11-21T16:02:00Z');

function ask(text: string, locale = 'de-DE') {
  return understand({ text, now: NOW, zone: 'Europe/Berlin', locale });
}

/** Slots on one line, times as Berlin's wall shows them. */
function shown({ time, ...rest }: Slots): Record<string, unknown> {
  if (!time) return rest;
  const short = (at: Date) => new Date(at.getTime() + 3_600_000).toISOString().slice(5, 16);
  if (time.kind === 'moment') return { ...rest, time: short(time.at) };
  if (time.kind === 'range') return { ...rest, time: `${short(time.start)}/${short(time.end)}` };
  return { ...rest, time: time.kind };
}

const SAID: Readonly<Record<Intent, readonly (readonly [string, Record<string, unknown>])[]>> = {
  'availability.now': [
    ['wer ist verfügbar', {}],
    ['wer ist verfuegbar?', {}],
    ['wer ist da', {}],
    ['wer ist frei', {}],
    ['Wer ist gerade da?', { time: 'now' }],
    ['wer kann ein Ticket übernehmen', {}],
    ['ist jemand da?', {}],
    ['kannst du mir sagen, wer verfügbar ist', {}],
    ['wer hat Dienst', {}],
    ['zeig mir alle Techniker', {}],
  ],
  'availability.at': [
    ['wer hat heute Zeit', { time: '11-21T17:02/11-22T00:00' }],
    ['wer ist um 15 Uhr da', { time: '11-22T15:00' }],
    ['wer ist morgen Vormittag frei', { time: '11-22T08:00/11-22T12:00' }],
    ['wer arbeitet heute Abend', { time: '11-21T17:02/11-21T22:00' }],
    ['morgen um 15 Uhr', { time: '11-22T15:00' }],
    ['wer ist um halb drei da', { time: '11-22T14:30' }],
    ['wer ist am Montag von 9 bis 17 Uhr da', { time: '11-23T09:00/11-23T17:00' }],
    ['wer ist am Wochenende da', { time: '11-21T17:02/11-23T00:00' }],
    ['wer ist am 25.12. da', { time: '12-25T00:00/12-26T00:00' }],
  ],
  'availability.team': [
    ['wer ist frei in Service Desk', { team: 'Service Desk' }],
    ['jemand da in Escalations', { team: 'Escalations' }],
    ['ist der Service Desk frei', { team: 'Service Desk' }],
    ['Verfügbarkeit von Escalations', { team: 'Escalations' }],
    ['wer ist morgen im Service Desk da', { team: 'Service Desk', time: '11-22T00:00/11-23T00:00' }],
  ],
  'technician.state': [
    ['ist Ana da', { who: 'Ana' }],
    ['ist Ana verfügbar?', { who: 'Ana' }],
    ['wo ist Ben', { who: 'Ben' }],
    ['kann ich Ben ein Ticket geben', { who: 'Ben' }],
    ['Status von Elena García', { who: 'Elena García' }],
    ['hat Jürgen Zeit', { who: 'Jürgen' }],
    ['bin ich verfügbar', { who: 'me' }],
  ],
  'technician.next': [
    ['wann ist Ana zurück', { who: 'Ana' }],
    ['wann kommt Ben wieder', { who: 'Ben' }],
    ['bis wann ist Ben da', { who: 'Ben' }],
    ['nächste Schicht von Chloe', { who: 'Chloe' }],
    ['wann hat Aisha Feierabend', { who: 'Aisha' }],
    ['wer kommt als nächstes zurück', {}],
    ['meine nächste Schicht', { who: 'me' }],
  ],
  'technician.why': [
    ['warum wird Ana nicht berücksichtigt', { who: 'Ana', action: 'considered' }],
    ['wieso zählt Ben nicht', { who: 'Ben', action: 'considered' }],
    ['warum werde ich nicht berücksichtigt', { who: 'me', action: 'considered' }],
    ['warum zählen Schichten nicht', { action: 'shifts' }],
    ['wieso spielen Schichten keine Rolle', { action: 'shifts' }],
  ],
  coverage: [
    ['sind wir heute Abend abgedeckt', { time: '11-21T17:02/11-21T22:00' }],
    ['Lücken diese Woche', { time: '11-21T17:02/11-23T00:00' }],
    ['wer deckt das Wochenende ab', { time: '11-21T17:02/11-23T00:00' }],
    ['gibt es Lücken im Schichtplan?', {}],
    ['ist Escalations morgen besetzt', { team: 'Escalations', time: '11-22T00:00/11-23T00:00' }],
    ['nächste Lücke', {}],
  ],
  'self.override': [
    ['Mittagspause 45 min', { action: 'lunch', time: '11-21T17:02/11-21T17:47' }],
    ['bin in der Mittagspause bis 18 Uhr', { action: 'lunch', time: '11-21T17:02/11-21T18:00' }],
    ['Mittag', { action: 'lunch' }],
    ['im Dienst bis 20 Uhr', { action: 'working', time: '11-21T17:02/11-21T20:00' }],
    ['um 18 Uhr zurück', { action: 'back', time: '11-21T18:00' }],
    ['bin um 18 Uhr wieder da', { action: 'back', time: '11-21T18:00' }],
    ['Pause 20 Minuten', { action: 'break', time: '11-21T17:02/11-21T17:22' }],
    ['beim Kunden bis halb sieben', { action: 'break', time: '11-21T17:02/11-21T18:30' }],
    ['eine halbe Stunde Pause', { action: 'break', time: '11-21T17:02/11-21T17:32' }],
    ['heute frei', { action: 'off', time: '11-21T17:02/11-22T00:00' }],
    ['ich bin krank', { action: 'off' }],
    ['Feierabend', { action: 'off' }],
    ['Notiz beenden', { action: 'end' }],
    ['ich bin wieder da', { action: 'end' }],
  ],
  'automap.run': [
    ['Auto-Zuordnung starten', {}],
    ['starte die Auto-Zuordnung', {}],
    ['Techniker zuordnen', {}],
    ['Auto-Zuordnung für Service Desk und Escalations', { teams: ['Service Desk', 'Escalations'] }],
  ],
  'mapping.open': [
    ['wer ist nicht zugeordnet', {}],
    ['nicht zugeordnete Techniker', {}],
    ['Status der Zuordnung', {}],
    ['ist Hugo zugeordnet', { who: 'Hugo' }],
  ],
  'setup.health': [
    ['Einrichtung prüfen', {}],
    ['ist Teams verbunden', {}],
    ['Systemprüfung', {}],
    ['funktioniert alles?', {}],
  ],
  help: [
    ['Hilfe', {}],
    ['was kannst du', {}],
    ['Befehle', {}],
  ],
  'social.greeting': [
    ['Hallo', {}],
    ['Guten Tag', {}],
    ['Moin', {}],
  ],
  'social.thanks': [
    ['Danke', {}],
    ['vielen Dank', {}],
    ['danke schön', {}],
  ],
  'social.cancel': [
    ['abbrechen', {}],
    ['Stopp', {}],
    ['vergiss es', {}],
  ],
  'social.sign-out': [
    ['abmelden', {}],
    ['ausloggen', {}],
    ['melde mich ab', {}],
  ],
  'follow-up': [
    ['und um 18 Uhr?', { time: '11-21T18:00' }],
    ['was ist mit Ben', { who: 'Ben' }],
    ['nur Escalations', { team: 'Escalations' }],
    ['weitere', { action: 'next' }],
    ['aktualisieren', { action: 'refresh' }],
  ],
  'ticket.suggest': [
    ['wer soll 48213 übernehmen', { ticket: '48213' }],
    ['verteile 48213', { action: 'dispatch', ticket: '48213' }],
    ['verteile Ticket 48213', { action: 'dispatch', ticket: '48213' }],
    ['weise 48213 jemandem zu', { action: 'dispatch', ticket: '48213' }],
    ['verteile es', { action: 'dispatch' }],
    ['finde jemanden für 48213', { ticket: '48213' }],
    ['wer soll es übernehmen', {}],
    ['Vorschlag für 48213', { ticket: '48213' }],
  ],
  'ticket.assign': [
    ['weise 48213 Aisha zu', { ticket: '48213', who: 'Aisha' }],
    ['gib 48213 an Ben', { ticket: '48213', who: 'Ben' }],
    ['ordne 48213 Chloe zu', { ticket: '48213', who: 'Chloe' }],
    ['weise es ihr zu', { who: 'ihr' }],
    ['48213 an Ben zuweisen', { ticket: '48213', who: 'Ben' }],
    ['Aisha übernimmt 48213', { ticket: '48213', who: 'Aisha' }],
  ],
  'decision.why': [
    ['warum Aisha', { who: 'Aisha' }],
    ['warum 48213', { ticket: '48213' }],
    ['erkläre 48213', { ticket: '48213' }],
    ['warum nicht Lee', { who: 'Lee' }],
    ['warum hat Ben 48213 bekommen', { ticket: '48213', who: 'Ben' }],
    ['warum wurde Grace übersprungen', { who: 'Grace' }],
    ['warum kein Teams', { action: 'sources' }],
    ['was hast du geprüft', {}],
  ],
  'ticket.held': [
    ['wartende Tickets', {}],
    ['was wartet', {}],
    ['welche Tickets warten', {}],
  ],
};

const ROWS = Object.entries(SAID).flatMap(([intent, rows]) =>
  rows.map(([text, slots]) => [text, intent, slots] as const),
);

describe('4.6: German is understood', () => {
  it.each(ROWS)('"%s" is %s', (text, intent, slots) => {
    const understood = ask(text);
    expect({ intent: understood.intent, ...shown(understood.slots) }).toEqual({ intent, ...slots });
  });

  it.each(ROWS)('also from somebody whose Teams is English: "%s" is %s', (text, intent) => {
    expect(ask(text, 'en-GB').intent).toBe(intent);
  });

  it.each(
    Object.entries(GERMAN_INTENTS).flatMap(([intent, { phrasings }]) =>
      phrasings.map((each) => [each, intent]),
    ),
  )('what is shown works: "%s" is %s', (phrasing, intent) => {
    expect(ask(phrasing).intent).toBe(intent);
    expect(ask(phrasing.toUpperCase()).intent).toBe(intent);
  });

  it('every intent has at least three phrasings in German', () => {
    for (const { intent } of INTENTS) {
      expect(GERMAN_INTENTS[intent].phrasings.length, intent).toBeGreaterThanOrEqual(3);
      expect(SAID[intent].length, intent).toBeGreaterThanOrEqual(3);
    }
  });

  it.each(INTENTS.flatMap(({ intent, phrasings }) => phrasings.map((phrasing) => [phrasing, intent])))(
    'English stays English for a German: "%s" is %s',
    (phrasing, intent) => {
      expect(ask(phrasing).intent).toBe(intent);
    },
  );
});

describe('4.7: times in German', () => {
  it.each([
    ['um 15 Uhr', '11-22T15:00'],
    ['um 18:30 Uhr', '11-21T18:30'],
    ['um 18 Uhr 30', '11-21T18:30'],
    ['um 18.30 Uhr', '11-21T18:30'],
    ['bis 18 Uhr', '11-21T17:02/11-21T18:00'],
    ['um halb drei', '11-22T14:30'],
    ['um halb 7', '11-21T18:30'],
    ['um Viertel nach drei', '11-22T15:15'],
    ['um Viertel vor 3', '11-22T14:45'],
    ['um dreiviertel 3', '11-22T14:45'],
    ['um zehn vor 6', '11-21T17:50'],
    ['um fünf vor halb 7', '11-21T18:25'],
    ['um 3 Uhr', '11-22T15:00'],
    ['um 3 Uhr nachts', '11-22T03:00'],
    ['morgen um 15 Uhr', '11-22T15:00'],
    ['morgen früh', '11-22T08:00/11-22T12:00'],
    ['übermorgen', '11-23T00:00/11-24T00:00'],
    ['uebermorgen um 9', '11-23T09:00'],
    ['heute Nacht', '11-21T22:00/11-22T06:00'],
    ['am Montag um 9', '11-23T09:00'],
    ['um 9 am Montag', '11-23T09:00'],
    ['Montagabend', '11-23T17:00/11-23T22:00'],
    ['Mo 9-17', '11-23T09:00/11-23T17:00'],
    ['nächste Woche', '11-23T00:00/11-30T00:00'],
    ['in zwei Stunden', '11-21T19:02'],
    ['in einer halben Stunde', '11-21T17:32'],
    ['in anderthalb Stunden', '11-21T18:32'],
    ['in den nächsten 2 Stunden', '11-21T17:02/11-21T19:02'],
    ['45 min', '11-21T17:02/11-21T17:47'],
    ['von 9 bis 11 Uhr', '11-22T09:00/11-22T11:00'],
    ['zwischen 14 und 16 Uhr', '11-22T14:00/11-22T16:00'],
    ['bis Mittag', '11-21T17:02/11-22T12:00'],
    ['bis Mitternacht', '11-21T17:02/11-22T00:00'],
    ['bis Feierabend', '11-21T17:02/11-21T19:00'],
    ['am 25. Dezember um 10 Uhr', '12-25T10:00'],
    ['am 5.12.', '12-05T00:00/12-06T00:00'],
    ['am 5.12.2026', '12-05T00:00/12-06T00:00'],
    ['nach der Mittagspause', '11-22T13:00/11-22T17:00'],
    ['jetzt', 'now'],
  ])('"%s" is %s', (text, expected) => {
    expect(shown(ask(`wer ist ${text} da`).slots)['time']).toBe(expected);
  });

  it('4.7: "half 3" from a German, in English, is asked about; "halb 3" is not', () => {
    expect(ask("who's on at half 3").slots.time?.kind).toBe('ask');
    expect(ask('who is on at halb 3', 'en-GB').slots.time?.kind).toBe('moment');
  });
});
