import { describe, expect, it } from 'vitest';
import type { Card } from '#chat/cards/card.ts';
import { errorCard } from '#chat/cards/error-card.ts';
import { german } from '#chat/texts/de/german.ts';
import { english } from '#chat/texts/en/english.ts';
import { type Texts, textsFor } from '#chat/texts/texts.ts';
import type { ErrorCode } from '#kernel/errors.ts';
import { at, aViewer, BOARD, NO_TAB, tabLinks } from './card-facts.ts';
import { buttonsOf, good, readOut } from './card-lint.ts';
import { samplesFor } from './sample-cards.ts';

const OUR_LINKS = [
  ...BOARD,
  ...tabLinks(
    'board/coverage/2026-11-21',
    'board/t/id-Hugo%20Lindqvist',
    'admin/setup',
    'admin/technicians',
    'admin/setup/run/run-1',
    'board/t/id-Ben%20Osei-Tutu',
  ),
  'https://login.example/adminconsent',
];
const GERMAN = samplesFor(aViewer({ locale: 'de-DE', zone: 'Europe/Berlin' }));
const ENGLISH = samplesFor(aViewer());

/** Sentences and labels of one language by their place: functions are called with plain arguments, for each count. */
function walk(node: unknown, path = ''): ReadonlyMap<string, string> {
  if (typeof node === 'string') return new Map([[path, node]]);
  if (typeof node === 'function') return new Map(said(node as Sentence, path));
  if (typeof node !== 'object' || node === null) return new Map();
  return new Map(
    Object.entries(node).flatMap(([key, each]) => [...walk(each, path === '' ? key : `${path}.${key}`)]),
  );
}

function sentences({ list: _l, count: _n, counted: _c, ...texts }: Texts): ReadonlyMap<string, string> {
  return walk(texts);
}

type Sentence = (...values: readonly unknown[]) => unknown;

function said(sentence: Sentence, path: string): readonly (readonly [string, string])[] {
  const answers = [1, 2].map((value) => sentence(value, value, value, value));
  return answers.flatMap((each, index) =>
    typeof each === 'string' ? [[`${path}(${index + 1})`, each]] : [],
  );
}

/** The same in both languages on purpose: names of products, and words that German took over. */
const SHARED_WORDS =
  /^(?:automap\.(?:scopeTeams|suggestion|clearRow|compared|teamBecause|andMore|showing)|people\.(?:groupTitle|technicianIs|partFrom|showing)|shared\.presence\.offline|shared\.buttons\.(?:board|details)|setup\.state\.ok|finder\.linkBoard|shared\.suggested\.alias|dispatch\.(?:ticket|mend\.(?:choose-rota-teams|create-schedule|switch-on-teams-availability)))/;

describe('the chat in German', () => {
  it('is chosen by the language of the reader alone', () => {
    for (const locale of ['de', 'de-DE', 'de-AT', 'DE-ch']) expect(textsFor(locale)).toBe(german);
    for (const locale of ['en', 'en-GB', 'den', 'nl-NL', 'fr', '', '??'])
      expect(textsFor(locale)).toBe(english);
  });

  it('says nothing in English', () => {
    const ours = sentences(german);
    const theirs = sentences(english);
    expect(theirs.size).toBeGreaterThan(400);
    expect([...ours.keys()].toSorted()).toEqual([...theirs.keys()].toSorted());
    const same = [...ours].filter(([path, text]) => theirs.get(path) === text && /[a-z]{3}/i.test(text));
    expect(same.filter(([path]) => !SHARED_WORDS.test(path))).toEqual([]);
  });

  it('says Sie, not du, and leaves no English word in a sentence', () => {
    for (const [path, text] of sentences(german)) {
      expect(text, path).not.toMatch(/\b(?:the|and|your|you|is|are|until|not|who|mapped|shift|break)\b/i);
      if (!path.startsWith('commands.'))
        expect(text, path).not.toMatch(/\b(?:du|dich|dir|dein\w*|euch|euer)\b/i);
    }
  });

  it('4.4: no button is longer than 18 characters, and turning pages fits on a phone', () => {
    const { buttons } = german.shared;
    for (const title of Object.values(buttons)) expect(title.length, title).toBeLessThanOrEqual(18);
    for (const row of [
      [buttons.refresh, buttons.next, buttons.back],
      [buttons.refresh, buttons.next, buttons.board],
      [buttons.map, buttons.next, buttons.back],
      [german.automap.apply(1000), buttons.review, buttons.cancel],
    ])
      expect(row.join('').length, row.join(' ')).toBeLessThanOrEqual(24);
  });

  it.each(Object.entries(GERMAN))('CHAT-9: the card %s keeps every rule', (name, card: Card) => {
    good(card, OUR_LINKS);
    expect(buttonsOf(card).length).toBeGreaterThanOrEqual(
      Math.min(buttonsOf(ENGLISH[name] as Card).length, 2),
    );
    expect(readOut(card)).not.toMatch(/\b(?:as of|used|on shift|nothing|cannot|could)\b/);
  });

  it('CHAT-2: who is available reads as in the German Teams', () => {
    const text = readOut(GERMAN['c4b-small-desk'] as Card);
    expect(text).toContain('Wer jetzt verfügbar ist');
    expect(text).toContain('Stand 17:02, Europe/Berlin · Alle Techniker');
    expect(text).toContain('3 im Dienst · 1 in Pause · 2 außerhalb der Schicht · 1 ohne Signal');
    expect(text).toContain('**Ben Osei-Tutu** · In einem Anruf\nIn Schicht bis 23:00');
    expect(text).toContain('Nächste Schicht Montag 09:00');
    expect(text).toContain('Berücksichtigt: Anwesenheit, Schichten (Service Desk).');
  });

  it('a fault that the core words in English is left out', () => {
    const faults = [
      { field: 'at', problem: 'is more than a year ahead', remedy: 'Ask about a time within a year.' },
    ];
    const card = errorCard({
      code: 'invalid_input',
      details: { faults },
      reference: 'X',
      retryAt: null,
      viewer: aViewer({ locale: 'de-AT' }),
      links: NO_TAB,
      askNames: [],
      consentVerb: false,
      retry: null,
    });
    expect(readOut(card)).not.toContain('year');
  });

  it.each(Object.keys(german.errors) as ErrorCode[])('CHAT-7: %s is four lines in German', (code) => {
    const card = good(
      errorCard({
        code,
        details: { name: 'Müller', missing: ['A', 'B'], needed: 'lead' },
        reference: '7F2C9A',
        retryAt: at('16:06'),
        viewer: aViewer({ locale: 'de-DE' }),
        links: NO_TAB,
        askNames: ['Priya Nair', 'Tom Roe'],
        consentVerb: false,
        retry: { verb: 'help', data: {} },
      }),
    );
    expect(readOut(card)).toContain('Referenz 7F2C9A');
    expect(readOut(card)).not.toContain('lead');
  });
});
