import { describe, expect, it } from 'vitest';
import { press } from '#chat/cards/actions.ts';
import { type Card, card, type CardPart } from '#chat/cards/card.ts';
import { filter, heading, line } from '#chat/cards/elements.ts';
import { aViewer } from './card-facts.ts';
import { lintCard } from './card-lint.ts';

const button = (title: string): CardPart => press({ title, verb: 'help', viewer: aViewer() });
const whole = card({
  summary: 'Fine.',
  body: [
    heading('Fine'),
    line('Words.'),
    filter({ id: 'show', label: 'Show', value: 'a', choices: [{ title: 'A', value: 'a' }] }),
  ],
  actions: [button('Help')],
});
const withBody = (...parts: readonly CardPart[]): Card => ({ ...whole, body: [...whole.body, ...parts] });
const withAction = (change: Readonly<Record<string, unknown>>): Card => ({
  ...whole,
  actions: [{ ...button('Help'), ...change }],
});

describe('the lint of cards', () => {
  it('has nothing against a good card', () => {
    expect(lintCard(whole)).toEqual([]);
  });

  it.each<[string, Card, RegExp]>([
    ['another version', { ...whole, version: '1.6' as '1.5' }, /not an Adaptive Card 1\.5/],
    [
      'a Date in it',
      withAction({ data: { at: new Date(0), none: undefined } }),
      /not plain JSON|does not say/,
    ],
    ['too many bytes', withBody(line('x'.repeat(13_000))), /weighs \d+ bytes/],
    ['nothing spoken', { ...whole, speak: ' ' }, /screen reader/],
    ['no heading', { ...whole, body: [line('Words.')] }, /0 headings/],
    ['two headings', withBody(heading('More')), /2 headings/],
    ['text that does not wrap', withBody({ type: 'TextBlock', text: 'x' }), /does not wrap/],
    ['a sign alone', withBody(line('✅')), /no words/],
    ['a picture', withBody({ type: 'Image', url: 'https://x' }), /not among the elements/],
    [
      'a foreign link',
      { ...whole, actions: [{ type: 'Action.OpenUrl', title: 'Go', url: 'https://x' }] },
      /foreign/,
    ],
    ['a link in text', withBody(line('see [x](y)')), /holds a link/],
    ['a bare address', withBody(line('see https://x')), /holds an address/],
    ['a mention', withBody(line('<at>you</at>')), /holds a tag or mention/],
    ['a template', withBody(line('${x}')), /holds a template/],
    ['bold that is not a whole name', withBody(line('a **b** c')), /stray star/],
    ['a list', withBody(line('- one')), /heading or list/],
    ['a turned text', withBody(line('a\u202eb')), /turns text around/],
    ['four buttons', { ...whole, actions: ['A', 'B', 'C', 'D'].map(button) }, /4 buttons/],
    ['a long button', { ...whole, actions: [button('A button of many letters')] }, /too long/],
    [
      'three broad buttons',
      { ...whole, actions: ['Who is available', 'Run auto-map', 'Open board'].map(button) },
      /cuts off/,
    ],
    ['two buttons alike', { ...whole, actions: [button('A'), button('A')] }, /one name/],
    ['no fallback', withAction({ fallback: undefined }), /no Submit fallback/],
    [
      'other data in the fallback',
      withAction({ fallback: { type: 'Action.Submit', title: 'Help', data: {} } }),
      /other data/,
    ],
    ['another verb', withAction({ verb: 'automap.run' }), /does not say its verb/],
    [
      'an input without a label',
      withBody({ ...filter({ id: 'x', label: '', value: 'a', choices: [{ title: 'A', value: 'a' }] }) }),
      /no label/,
    ],
    [
      'a choice that is not there',
      withBody(filter({ id: 'x', label: 'X', value: 'b', choices: [{ title: 'A', value: 'a' }] })),
      /without a choice/,
    ],
    [
      'a property that is none',
      withBody({ type: 'TextBlock', text: 'x', wrap: true, size: 'Gigantic' }),
      /schema:/,
    ],
  ])('PERF-6, S23: sees %s', (_, bad, fault) => {
    expect(lintCard(bad).join('\n')).toMatch(fault);
  });
});
