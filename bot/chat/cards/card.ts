import type { Place } from '#kernel/zoned-time.ts';
import type { Role } from '#kernel/vocabulary.ts';

export { literal } from './literal.ts'; // what a writer of cards needs first; its rules fill a file of their own

/** One element, action or input of a card: plain JSON. */
export interface CardPart {
  readonly type: string;
  readonly [property: string]: unknown;
}

/** A whole Adaptive Card as plain JSON, ready to be attached. */
export interface Card {
  readonly $schema: string;
  readonly type: 'AdaptiveCard';
  readonly version: '1.5';
  /** What a screen reader says for the whole card. */
  readonly speak: string;
  /** What notifications and old clients show. */
  readonly fallbackText: string;
  readonly body: readonly CardPart[];
  readonly actions?: readonly CardPart[];
  readonly refresh?: { readonly action: CardPart; readonly userIds: readonly string[] };
}

/** For whom a card is written. */
export interface Viewer extends Place {
  readonly zone: string;
  readonly locale: string;
  /** The asker's id in Teams (`29:…`), for refreshing their view by itself; `null` when unknown. */
  readonly userMri: string | null;
  /** A channel or group chat: the short form, without what is only the asker's business. */
  readonly isPublic: boolean;
  readonly role: Role;
  /** When the question came. Cards that show no time of their own stamp their buttons with it. */
  readonly now?: Date;
}

/** Deep links into the tab. `path` is `board`, `board/t/{technicianId}`, `admin/setup`, `admin/setup/run/{runId}` or `admin/technicians`;
 *  `null` while the tab has no such page: then no such button. */
export interface Links {
  tab(path: string): string | null;
}

/** PERF-6. Teams refuses messages above 100 kB counted as UTF-16; a quarter of it leaves room for what stands around a card. */
export const CARD_LIMIT_BYTES = 25_000;

/** Size of the card as Teams counts it: UTF-16 bytes of its JSON. */
export function cardBytes(card: Card): number {
  return JSON.stringify(card).length * 2;
}

/** A card out of its parts. `summary` is plain text: it is spoken, and stands in notifications. */
export function card(options: {
  readonly summary: string;
  readonly body: readonly (CardPart | null)[];
  readonly actions?: readonly (CardPart | null)[];
  readonly refresh?: Card['refresh'] | null;
}): Card {
  const actions = buttonsThatFit((options.actions ?? []).filter((action) => action !== null));
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.5',
    speak: options.summary,
    fallbackText: options.summary,
    body: options.body.filter((part) => part !== null),
    ...(actions.length > 0 ? { actions } : {}),
    ...(options.refresh ? { refresh: options.refresh } : {}),
  };
}

/** The same as a message for everybody: nothing to press and nothing to fill in. */
export function withoutButtons({ actions: _actions, refresh: _refresh, ...rest }: Card): Card {
  return { ...rest, body: rest.body.filter(({ type }) => !type.startsWith('Input.')) };
}

/** Letters on three buttons that a phone of 320 px still shows whole. */
const LETTERS_OF_THREE = 24;

/** At most three buttons, the first two always; a third one only if all three fit beside each other on a phone. */
function buttonsThatFit(actions: readonly CardPart[]): readonly CardPart[] {
  const [first, second, ...others] = actions;
  if (first === undefined || second === undefined) return actions;
  const taken = lettersOf(first) + lettersOf(second);
  const third = others.find((action) => taken + lettersOf(action) <= LETTERS_OF_THREE);
  return third ? [first, second, third] : [first, second];
}

function lettersOf(action: CardPart): number {
  return String(action['title']).length;
}
