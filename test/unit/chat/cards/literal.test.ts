import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { literal } from '#chat/cards/card.ts';
import { HOSTILE_TEXTS } from './hostile-texts.ts';

/** Nothing that any markdown, mention or template could take for its own is left. */
const ACTIVE =
  /[*`~[\]<>\\|]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|\$\{|\{\{|\}\}|:\/\/|\bwww\.|&#?\w+;|^#|^(?:[-+]|\d+[.)]) |^[-=]+$/iu;
const UNSEEN = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u00ad]/u;

describe('foreign text on a card', () => {
  it.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 40), text]))(
    'S23: %j is text and nothing else',
    (_, text) => {
      const shown = literal(text);
      expect(shown).not.toMatch(ACTIVE);
      expect(shown).not.toMatch(UNSEEN);
      expect(shown.trim()).toBe(shown);
      expect(shown.isWellFormed()).toBe(true);
      expect([...new Intl.Segmenter().segment(shown)].length).toBeLessThanOrEqual(120);
      expect(shown).not.toBe('');
    },
  );

  it('S23: whatever a name is made of, nothing active is left and 120 characters are enough', () => {
    const pieces = fc.constantFrom(
      ...HOSTILE_TEXTS,
      '*',
      '_',
      '[',
      '](',
      '${',
      '{{',
      '<at>',
      '\n',
      '# ',
      '://',
      '\u202e',
    );
    const names = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.array(fc.oneof(pieces, fc.string({ maxLength: 4 })), { maxLength: 12 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(names, (name) => {
        const shown = literal(name);
        expect(shown).not.toMatch(ACTIVE);
        expect(shown).not.toMatch(UNSEEN);
        expect(Array.from(shown).length).toBeLessThanOrEqual(120);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    'Aisha Khan',
    "Niamh O'Connor-Ní Dhúill",
    'Müller, Jörg (NOC)',
    'José María Álvarez',
    'Łukasz Żółć',
    'İpek Yılmaz',
    'ana_lee+psa@contoso.example',
    'A & B',
    'Tier #2',
    '李小龍',
    'דנה לוי',
    '👩‍💻 Dev',
  ])('S23: %s stays as it is', (name) => {
    expect(literal(name)).toBe(name);
  });

  it('S23: a long name is cut with an ellipsis, at 120 or where the card says', () => {
    expect(literal('x'.repeat(10_000))).toBe(`${'x'.repeat(119)}…`);
    expect(literal('Aisha Khan', 6)).toBe('Aisha…');
    expect(literal('😀'.repeat(200), 3)).toBe('😀😀…');
  });

  it('S23: a name of nothing is named so', () => {
    expect(literal(' \u200b\u202e ')).toBe('(no name)');
  });
});
