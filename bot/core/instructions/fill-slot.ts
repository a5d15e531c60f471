import { readCount, readMinutes } from './amounts.ts';
import type { NameIndex } from './known.ts';
import type { NameProblem } from './name-reading.ts';
import type { FillSlot } from './pattern.ts';
import type { InstructionScope, InstructionSubject, PresenceState } from './rules.ts';
import type { ScopeShape } from './scope.ts';
import { readScope } from './scope.ts';
import { readStates } from './states.ts';
import type { Token } from './tokens.ts';
import { isComma } from './tokens.ts';
import type { Topic } from './topics.ts';
import { readTopics, readVerdict, saysPeople } from './topics.ts';
import { readWho } from './who.ts';

export type SlotValue =
  | { readonly kind: 'scope'; readonly scope: InstructionScope }
  | { readonly kind: 'states'; readonly states: readonly PresenceState[] }
  | { readonly kind: 'verdict'; readonly as: 'available' | 'unavailable'; readonly doubtful: boolean }
  | { readonly kind: 'topics'; readonly topics: readonly Topic[] }
  | { readonly kind: 'who'; readonly who: readonly InstructionSubject[] }
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'minutes'; readonly minutes: number }
  | { readonly kind: 'people' }
  | { readonly kind: 'mixed' }
  | { readonly kind: 'unknown-state'; readonly name: string }
  | NameProblem;

/** Fills the slots of patterns from the tokens of one sentence, each span once. `loose`: names and presences that nobody knows count
 *  as such instead of not fitting. `shy`: only where they surely are names. */
export function createSlotFiller(options: {
  readonly tokens: readonly Token[];
  readonly index: NameIndex;
  readonly loose: boolean;
  readonly shy: boolean;
}): FillSlot<SlotValue> {
  const seen = new Map<string, SlotValue | null>();
  return (slot, start, end) => {
    const key = `${slot} ${start} ${end}`;
    const before = seen.get(key);
    if (before !== undefined) return before;
    const value = fill(slot, options.tokens.slice(start, end), options);
    seen.set(key, value);
    return value;
  };
}

interface Reading {
  readonly index: NameIndex;
  readonly loose: boolean;
  readonly shy: boolean;
}

function fill(slot: string, tokens: readonly Token[], reading: Reading): SlotValue | null {
  // A comma at either end belongs to the sentence, not to what fills the slot.
  if (isComma(tokens[0]) || isComma(tokens.at(-1))) return null;
  const scope = (form: ScopeShape['form']): SlotValue | null =>
    readScope(tokens, reading.index, { form, loose: reading.loose, shy: reading.shy });
  if (slot === 'when') return scope('clause');
  if (slot === 'about') return scope('noun');
  if (slot === 'named') return unlessAlways(scope('noun'));
  if (slot === 'front') return scope('clause') ?? unlessAlways(scope('noun'));
  if (slot === 'always') return onlyAlways(scope('noun'));
  if (slot === 'who') return readWho(tokens, reading.index, { ...reading, kinds: ['technician', 'skill'] });
  if (slot === 'tech') return readWho(tokens, reading.index, { ...reading, kinds: ['technician'] });
  return fillPlain(slot, tokens, reading);
}

function fillPlain(slot: string, tokens: readonly Token[], { loose, shy }: Reading): SlotValue | null {
  if (slot === 'states' || slot === 'stateful') return states(tokens, slot === 'stateful', loose && !shy);
  if (slot === 'people') return saysPeople(tokens) ? { kind: 'people' } : null;
  if (slot === 'verdict') return readVerdict(tokens);
  if (slot === 'topics' || slot === 'presence') {
    const topics = readTopics(tokens);
    if (topics === null || (slot === 'presence' && topics.join() !== 'presence')) return null;
    return { kind: 'topics', topics };
  }
  if (slot === 'count') {
    const count = readCount(tokens);
    return count === null ? null : { kind: 'count', count };
  }
  if (slot === 'minutes') {
    const minutes = readMinutes(tokens);
    return minutes === null ? null : { kind: 'minutes', minutes };
  }
  throw new Error(`no slot is called ${slot}`);
}

/** A presence that nobody knows is at most this long; more words are another kind of sentence. */
const LONGEST_STATE = 3;
/** Words that stand for people or tickets, or deny: no presence is called so. */
const NO_STATE =
  /^(?:not|nicht|no|kein|keine|never|nie|if|when|unless|except|and|or|und|oder|for|on|after|tickets?|everyone|them|it|he|she|they|all|alle|only|nur|\?)$/;

function states(tokens: readonly Token[], people: boolean, loose: boolean): SlotValue | null {
  const found = readStates(tokens, people);
  if (found?.kind === 'states') return found;
  if (!found || !loose || found.name.length === 0 || found.name.length > LONGEST_STATE) return null;
  if (found.name.some(({ word }) => NO_STATE.test(word))) return null;
  return { kind: 'unknown-state', name: found.name.map(({ text }) => text).join(' ') };
}

function unlessAlways(value: SlotValue | null): SlotValue | null {
  return value?.kind === 'scope' && value.scope === 'always' ? null : value;
}

function onlyAlways(value: SlotValue | null): SlotValue | null {
  return value?.kind === 'scope' && value.scope === 'always' ? value : null;
}
