import { assert, constantFrom, property, string, stringMatching } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowedEdits, editDistance } from '#chat/parse/edit-distance.ts';
import { fold, foldedWords } from '#chat/parse/fold.ts';
import { tokenise } from '#chat/parse/tokens.ts';
import { findLeftoverTicket, findTicket } from '#chat/parse/tickets.ts';

describe('typos are counted in edits, a swap of neighbours being one', () => {
  it.each([
    ['aisha', 'aisha', 0],
    ['aihsa', 'aisha', 1],
    ['asha', 'aisha', 1],
    ['aishaa', 'aisha', 1],
    ['aixha', 'aisha', 1],
    ['tomorow', 'tomorrow', 1],
    ['tommorow', 'tomorrow', 2],
    ['', 'ab', 2],
    ['ben', 'chloe', 4],
  ])('%s and %s are %i apart', (a, b, edits) => {
    expect(editDistance(a, b, 3)).toBe(edits);
    expect(editDistance(b, a, 3)).toBe(edits);
  });

  it('4.6: one edit for 4 to 6 letters, two from 7, none for shorter words', () => {
    expect([1, 3, 4, 6, 7, 20].map((length) => allowedEdits(length))).toEqual([0, 0, 1, 1, 2, 2]);
  });

  it('is what a plain count gives, and never above the limit plus one', () => {
    const word = stringMatching(/^[abc]{0,5}$/);
    assert(
      property(word, word, constantFrom(0, 1, 2, 3), (a, b, most) => {
        expect(editDistance(a, b, most)).toBe(Math.min(plainDistance(a, b), most + 1));
      }),
      { numRuns: 400 },
    );
  });
});

/** The definition, written down recursively. */
function plainDistance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const [x, y] = [a.slice(0, -1), b.slice(0, -1)];
  const same = a.at(-1) === b.at(-1);
  const ways = [plainDistance(x, y) + (same ? 0 : 1), plainDistance(x, b) + 1, plainDistance(a, y) + 1];
  if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1))
    ways.push(plainDistance(a.slice(0, -2), b.slice(0, -2)) + 1);
  return Math.min(...ways);
}

describe('folding', () => {
  it.each([
    ['García', 'garcia'],
    ['SØRENSEN', 'sorensen'],
    ['Straße', 'strasse'],
    ['Łukasz', 'lukasz'],
    ["O'Brien", 'obrien'],
    ['İstanbul', 'istanbul'],
  ])('%s is compared as %s', (text, expected) => {
    expect(fold(text)).toBe(expected);
  });

  it('parts words at anything that is neither letter nor digit', () => {
    expect(foldedWords('Anne-Marie  O’Brien (L2)')).toEqual(['anne', 'marie', 'obrien', 'l2']);
  });
});

describe('tokens', () => {
  const norms = (text: string) => tokenise(text).map((token) => `${token.glued ? '+' : ''}${token.norm}`);

  it.each([
    ["who's on at 3pm?", ['whos', 'on', 'at', '3', '+pm', '+?']],
    ['15:30', ['15', '+:', '+30']],
    ['L2 T20261121.0042', ['l2', 't20261121', '+.', '+0042']],
    ['auto-map', ['auto', '+-', '+map']],
    ["'tis o'brien's'", ["'", '+tis', 'obriens', "+'"]],
    ['🦄 é', ['🦄', 'e']],
    ['   ', []],
  ])('"%s" is %j', (text, expected) => {
    expect(norms(text)).toEqual(expected);
  });

  it('cover the text in order without overlapping, whatever it is', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 200 }), (text) => {
        let end = 0;
        for (const token of tokenise(text)) {
          expect(token.start).toBeGreaterThanOrEqual(end);
          expect(token.end).toBeGreaterThan(token.start);
          end = token.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });
});

describe('CHAT-5: ticket references', () => {
  const ticket = (text: string) => findTicket(tokenise(text))?.ticket ?? null;

  it.each([
    ['dispatch 4711', '4711'],
    ['#930', '930'],
    ['why 1500', '1500'],
    ['put ben on 1500', '1500'],
    ['1200 → chloe', '1200'],
    ['T20261121.0042', 'T20261121.0042'],
    ['48213', '48213'],
    ['4799', '4799'],
    ['at 1500', null],
    ['who is on 1500', null],
    ['1500', null],
    ['at 930', null],
    ['25/12/2026', null],
    ['2026-12-25', null],
    ['#12', null],
    ['12', null],
    ['00441234567890123', null],
    ['T2026112.0042', null],
  ])('in "%s" it is %s', (text, expected) => {
    expect(ticket(text)).toBe(expected);
  });

  it('a number that no time claimed is one after all', () => {
    const tokens = tokenise('look at 911');
    expect(findLeftoverTicket(tokens, () => false)?.ticket).toBe('911');
    expect(findLeftoverTicket(tokens, () => true)).toBeNull();
  });
});
