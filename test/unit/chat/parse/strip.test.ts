import { assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mention } from '#chat/parse/strip.ts';
import { strip } from '#chat/parse/strip.ts';

const bot = (name = 'Rollcall'): Mention => ({ text: `<at>${name}</at>`, name, userId: null, isBot: true });
const person = (name: string, userId: string | null = name): Mention => ({
  text: `<at>${name}</at>`,
  name,
  userId,
  isBot: false,
});

describe('CHAT-1: what is left of a message', () => {
  it.each([
    ['<at>Rollcall</at> who is on', 'who is on'],
    ['<at>Rollcall</at>&nbsp;who is on', 'who is on'],
    ['who is on <at>Rollcall</at>', 'who is on'],
    ['hey rollcall, who is on', 'who is on'],
    ['Rollcall: who is on', 'who is on'],
    ['@Rollcall who is on?', 'who is on?'],
    ['who is on, rollcall?', 'who is on,'],
    ['please who is on', 'who is on'],
    ['who is on please!', 'who is on'],
    ['can you tell me who is on', 'who is on'],
    ['Could you please tell me who is on?', 'who is on?'],
    ['hi, do you know who is on', 'who is on'],
    ["hi there's a problem", "there's a problem"],
    ['thanks, who is next', 'who is next'],
    ['who is on? thanks', 'who is on?'],
    ['can you run auto-map', 'run auto-map'],
    ['can i give ben a ticket', 'can i give ben a ticket'],
    ['what can you do', 'what can you do'],
    ['hi', 'hi'],
    ['thanks', 'thanks'],
    ['thank you', 'thank you'],
    ['please', 'please'],
    ['Hi Rollcall', 'Hi'],
    ['rollcall', ''],
    ['<at>Rollcall</at>', ''],
    ['', ''],
    ['rollcalling everyone', 'rollcalling everyone'],
    ['who’s “on” – now', 'who\'s "on" - now'],
    ['48213 -> ben => ben', '48213 → ben → ben'],
    ['who\u200b is\u202e on\u2066', 'who is on'],
    ['who\u00a0is\t\n on', 'who is on'],
    ['wh\ufeffo is on', 'who is on'],
    ['ｗｈｏ is on', 'who is on'],
    ['a &amp;lt; b &lt;at&gt;', 'a &lt; b <at>'],
    ['who is\ue000 on', 'who is on'],
  ])('"%s" becomes "%s"', (text, expected) => {
    expect(strip({ text, mentions: [bot()] }).text).toBe(expected);
  });

  it('our mention goes whatever the app is called', () => {
    const mentions = [bot('Desk (dev) [1]')];
    expect(strip({ text: '<at>Desk (dev) [1]</at> who is on', mentions }).text).toBe('who is on');
    expect(strip({ text: 'desk (dev) [1], who is on', mentions }).text).toBe('who is on');
  });

  it('a mentioned person stays, by name and with the place', () => {
    const clean = strip({
      text: '<at>Rollcall</at> please is <at>Elena García</at> or <at>Ben Osei</at> free',
      mentions: [bot(), person('Elena García', 'u1'), person('Ben Osei', null)],
    });
    expect(clean.text).toBe('is Elena García or Ben Osei free');
    expect(clean.mentions.map((each) => [clean.text.slice(each.start, each.end), each.userId])).toEqual([
      ['Elena García', 'u1'],
      ['Ben Osei', null],
    ]);
  });

  it('the same person mentioned twice is there twice', () => {
    const clean = strip({
      text: '<at>Ben</at> <at>Ben</at>',
      mentions: [person('Ben', 'u1'), person('Ben', 'u2')],
    });
    expect(clean.mentions.map((each) => each.userId)).toEqual(['u1', 'u2']);
  });

  it('the original keeps politeness for the echo, without what cannot be seen', () => {
    const clean = strip({ text: '<at>Rollcall</at> Please,\u202e who is ON', mentions: [bot()] });
    expect(clean).toMatchObject({ original: 'Please, who is ON', text: 'who is ON' });
  });

  it('S25: is cut at 2,000 characters before anything else, and no surrogate is torn', () => {
    const clean = strip({ text: `${'x'.repeat(1999)}😀 who is on` });
    expect(clean.text.length).toBeLessThanOrEqual(2000);
    expect(clean.text.isWellFormed()).toBe(true);
    expect(strip({ text: '\ufdfa'.repeat(5000) }).text.length).toBeLessThanOrEqual(2000);
  });

  it('a name from outside brings in no invisible character and no endless text', () => {
    const name = `Ben\u202e\n${'x'.repeat(5000)}`;
    const mention: Mention = { text: '<at>Ben</at>', name, userId: 'u1', isBot: false };
    const { text, mentions } = strip({ text: 'is <at>Ben</at> free', mentions: [mention] });
    expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(text.length).toBeLessThan(200);
    expect(mentions[0]?.name.startsWith('Ben x')).toBe(true);
  });

  it('never throws, leaves one tidy line, and stripping again changes no letter of it', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 300 }), (text) => {
        const { text: once, original } = strip({ text, mentions: [bot(), person('Ben')] });
        expect(once).not.toMatch(/[\p{Cc}\p{Cf}\p{Co}]| {2}|^ | $/u);
        expect(original.length).toBeGreaterThanOrEqual(once.length);
      }),
      { numRuns: 500 },
    );
  });
});
