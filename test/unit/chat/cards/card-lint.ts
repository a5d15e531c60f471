import { createRequire } from 'node:module';
import { expect } from 'vitest';
import { type Card, CARD_LIMIT_BYTES, type CardPart, cardBytes } from '#chat/cards/card.ts';

/** The rules that every card keeps (ux.md 1.2 rows 55 to 61, 4.4; PERF-6; S23), as sentences; empty for a good card.
 *  `ourLinks`: addresses that the program itself put there. */
export function lintCard(card: Card, ourLinks: readonly string[] = []): readonly string[] {
  const parts = everyPart(card);
  return [
    ...shapeFaults(card),
    ...parts.flatMap((part) => partFaults(part, ourLinks)),
    ...headingFaults(card, parts),
    ...buttonFaults(card, parts),
    ...textFaults(parts, card),
    ...schemaFaults(card),
  ];
}

/** Asserts that the card keeps every rule, and hands it back. */
export function good(card: Card, ourLinks: readonly string[] = []): Card {
  expect(lintCard(card, ourLinks)).toEqual([]);
  return card;
}

/** Every text that a person reads on the card, in reading order. */
export function textsOf(card: Card): readonly string[] {
  return everyPart(card).flatMap((part) =>
    ['text', 'title', 'label', 'errorMessage'].flatMap((key) =>
      typeof part[key] === 'string' ? [part[key]] : [],
    ),
  );
}

/** All of it as one text. */
export function readOut(card: Card): string {
  return textsOf(card).join('\n');
}

/** Top-level buttons by their title. */
export function buttonsOf(card: Card): readonly string[] {
  return (card.actions ?? []).map((action) => String(action['title']));
}

/** What the button with this title brings back. */
export function dataOf(card: Card, title: string): Readonly<Record<string, unknown>> {
  const action = (card.actions ?? []).find((each) => each['title'] === title);
  if (!action) throw new Error(`no button "${title}" among ${buttonsOf(card).join(', ')}`);
  return action['data'] as Readonly<Record<string, unknown>>;
}

/** The input with this id. */
export function inputOf(card: Card, id: string): CardPart | undefined {
  return everyPart(card).find((part) => part['id'] === id);
}

export function everyPart(card: Card): readonly CardPart[] {
  const found: CardPart[] = [];
  walk([...card.body, ...(card.actions ?? [])], found);
  return found;
}

function walk(value: unknown, found: CardPart[]): void {
  if (Array.isArray(value)) for (const each of value) walk(each, found);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const part = value as Record<string, unknown>;
  if ('type' in part || 'title' in part) found.push(part as unknown as CardPart);
  for (const [key, each] of Object.entries(part)) if (key !== 'data') walk(each, found);
}

function shapeFaults(card: Card): readonly string[] {
  const plain: unknown = JSON.parse(JSON.stringify(card));
  return [
    ...when(card.type !== 'AdaptiveCard' || card.version !== '1.5', 'is not an Adaptive Card 1.5'),
    ...when(JSON.stringify(plain) !== JSON.stringify(card), 'is not plain JSON'),
    ...when(cardBytes(card) > CARD_LIMIT_BYTES, `weighs ${cardBytes(card)} bytes`),
    ...when(card.speak.trim() === '', 'says nothing to a screen reader'),
    ...when(card.fallbackText.trim() === '', 'has no fallback text'),
    ...when(/\*\*|\]\(/.test(card.speak + card.fallbackText), 'speaks markdown'),
    ...when((card.refresh?.userIds.length ?? 0) > 60, 'refreshes for more than 60 people'),
    ...when(
      card.refresh !== undefined && card.refresh.action.type !== 'Action.Execute',
      'refreshes without Execute',
    ),
  ];
}

const ALLOWED = new Set([
  'TextBlock',
  'Container',
  'Input.ChoiceSet',
  'Input.Text',
  'Input.Toggle',
  'Action.Execute',
  'Action.Submit',
  'Action.OpenUrl',
]);

function partFaults(part: CardPart, ourLinks: readonly string[]): readonly string[] {
  const { type } = part;
  const isInput = type !== undefined && type.startsWith('Input.');
  const name = `${type ?? 'choice'} ${(JSON.stringify(part['title'] ?? part['text'] ?? part['id']) ?? '').slice(0, 40)}`;
  return [
    ...when(type !== undefined && !ALLOWED.has(type), `${name} is not among the elements we use`),
    ...when(type === 'TextBlock' && part['wrap'] !== true, `${name} does not wrap`),
    ...when(type === 'TextBlock' && !hasWords(part['text']) && !isName(part['text']), `${name} has no words`),
    ...when(type === 'TextBlock' && part['maxLines'] !== undefined, `${name} truncates`),
    ...when('selectAction' in part, `${name} hides an action in a tap`),
    ...when(
      type === 'Action.OpenUrl' && !ourLinks.includes(String(part['url'])),
      `${name} leads somewhere foreign`,
    ),
    ...when('url' in part && type !== 'Action.OpenUrl', `${name} has an address`),
    ...when(isInput && !hasWords(part['label']), `${name} has no label`),
    ...when(isInput && !hasWords(part['id']), `${name} has no id`),
    ...(type === 'Input.ChoiceSet' ? choiceFaults(part, name) : []),
    ...when(part['isRequired'] === true && !hasWords(part['errorMessage']), `${name} fails without words`),
    ...(type === 'Action.Execute' ? executeFaults(part, name) : []),
  ];
}

function choiceFaults(part: CardPart, name: string): readonly string[] {
  const choices = part['choices'] as readonly { title: string; value: string }[];
  return [
    ...when(
      choices.some((choice) => typeof choice.value !== 'string' || choice.title.trim() === ''),
      `${name} has a bad choice`,
    ),
    ...when(
      new Set(choices.map((choice) => choice.value)).size !== choices.length,
      `${name} repeats a choice`,
    ),
    ...when(!choices.some((choice) => choice.value === part['value']), `${name} starts without a choice`),
  ];
}

function executeFaults(part: CardPart, name: string): readonly string[] {
  const data = part['data'] as Readonly<Record<string, unknown>>;
  const fallback = part['fallback'] as CardPart | undefined;
  const askedAt = data['askedAt'];
  const isTime = askedAt === null || (typeof askedAt === 'string' && !Number.isNaN(Date.parse(askedAt)));
  return [
    ...when(data['v'] !== 1 || data['verb'] !== part['verb'], `${name} does not say its verb in its data`),
    ...when(!hasWords(data['zone']) || !isTime, `${name} does not say its zone and age`),
    ...when(fallback?.type !== 'Action.Submit', `${name} has no Submit fallback`),
    ...when(JSON.stringify(fallback?.['data']) !== JSON.stringify(data), `${name} falls back to other data`),
    ...when(fallback?.['title'] !== part['title'], `${name} falls back to another title`),
    ...when('msteams' in data, `${name} touches msteams`),
  ];
}

function headingFaults(card: Card, parts: readonly CardPart[]): readonly string[] {
  const headings = parts.filter((part) => part['style'] === 'heading');
  return [
    ...when(headings.length !== 1, `has ${headings.length} headings`),
    ...when(card.body[0]?.['style'] !== 'heading', 'does not begin with its heading'),
  ];
}

function buttonFaults(card: Card, parts: readonly CardPart[]): readonly string[] {
  const titles = buttonsOf(card);
  return [
    ...when(titles.length === 3 && titles.join('').length > 24, 'has three buttons that a phone cuts off'),
    ...when(titles.length > 3, `has ${titles.length} buttons`),
    ...when(
      parts.some((part) => part.type === 'ActionSet'),
      'has buttons among its text',
    ),
    ...when(new Set(titles).size !== titles.length, 'has two buttons of one name'),
    ...titles.flatMap((title) =>
      when(title.length > 18 || !hasWords(title), `button "${title}" is too long`),
    ),
  ];
}

/** Constructs that Teams' markdown, mentions and templates know. Bold is the one that we use, around a whole name. */
const ACTIVE: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['a link or image', /\]\(|\[[^\]]*\]|!\[/],
  ['a tag or mention', /<[a-z/!]/i],
  ['a template', /\$\{|\{\{|\}\}/],
  ['an address', /:\/\/|\bwww\./i],
  ['code', /`/],
  ['strike-through', /~~/],
  ['a heading or list of markdown', /^\s*(?:#|[-+*] |\d+[.)] |>)/m],
  ['a line break', /[\r\n]/],
  ['a mark that turns text around', /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/],
  ['a stray star', /\*/],
];

function textFaults(parts: readonly CardPart[], card: Card): readonly string[] {
  const texts = [
    ...parts.flatMap((part) => ['text', 'title', 'label'].map((key) => part[key])),
    card.speak,
    card.fallbackText,
  ].filter((text) => typeof text === 'string');
  return texts.flatMap((text) => {
    const inner = text.replace(/^\*\*([^*]+)\*\*(?= · |$)/, '$1');
    return ACTIVE.flatMap(([name, pattern]) =>
      when(pattern.test(inner), `"${text.slice(0, 60)}" holds ${name}`),
    );
  });
}

interface Renderer {
  readonly AdaptiveCard: new () => { parse(json: unknown, context: unknown): void };
  readonly SerializationContext: new () => {
    readonly eventCount: number;
    getEventAt(index: number): { message: string };
  };
}

const { AdaptiveCard, SerializationContext } = createRequire(import.meta.url)(
  'adaptivecards/dist/adaptivecards.js',
) as Renderer;

/** What Microsoft's own parser complains about. */
function schemaFaults(card: Card): readonly string[] {
  const context = new SerializationContext();
  new AdaptiveCard().parse(JSON.parse(JSON.stringify(card)), context);
  return Array.from(
    { length: context.eventCount },
    (_, index) => `schema: ${context.getEventAt(index).message}`,
  );
}

function when(isFault: boolean, sentence: string): readonly string[] {
  return isFault ? [sentence] : [];
}

/** A row of a name alone; what people call themselves need not have letters. */
function isName(text: unknown): boolean {
  return typeof text === 'string' && /^\*\*[^*]+\*\*$/.test(text);
}

function hasWords(text: unknown): boolean {
  return typeof text === 'string' && /[\p{L}\p{N}]/u.test(text);
}
