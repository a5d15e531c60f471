import { accepted, type Checked, refused } from './refusal.ts';

/** An activity with a card's inputs is 9 deep. */
const MOST_DEEP = 32;

/** JSON without its traps: nesting that exhausts a stack, the same key twice (readers differ in which one counts), halves of
 *  surrogate pairs, and keys that reach a prototype, which are dropped. */
export function parseJson(text: string): Checked<unknown> {
  const problem = findTrap(text);
  if (problem) return refused(400, problem);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused(400, 'not-json');
  }
  // Only an escape can write half a pair or hide a key; without one, and without the words, there is nothing to look for.
  if (!/\\u|__proto__|constructor|prototype/.test(text)) return accepted(value);
  return isClean(value) ? accepted(value) : refused(400, 'lone-surrogate');
}

/** One pass over the text before anything is built from it. Text that is no JSON may pass; `JSON.parse` refuses it. */
function findTrap(text: string): 'too-deep' | 'duplicate-key' | null {
  /** One entry for each open bracket: the keys so far of an object, `null` for an array. */
  const open: (Set<string> | null)[] = [];
  let isKeyNext = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) {
      const end = endOfString(text, at);
      const keys = isKeyNext ? open.at(-1) : null;
      if (keys) {
        const key = readKey(text.slice(at, end + 1));
        if (keys.has(key)) return 'duplicate-key';
        keys.add(key);
        isKeyNext = false;
      }
      at = end;
    } else if (char === OPEN_BRACE || char === OPEN_BRACKET) {
      open.push(char === OPEN_BRACE ? new Set() : null);
      isKeyNext = char === OPEN_BRACE;
      if (open.length > MOST_DEEP) return 'too-deep';
    } else if (char === CLOSE_BRACE || char === CLOSE_BRACKET) {
      open.pop();
      isKeyNext = false;
    } else if (char === COMMA) {
      isKeyNext = open.at(-1) instanceof Set;
    }
  }
  return null;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** Index of the closing quote; the last character when there is none. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return text.length - 1;
}

/** "a" and "\u0061" are the same key. */
function readKey(quoted: string): string {
  if (!quoted.includes('\\')) return quoted.slice(1, -1);
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}

const PROTOTYPE_KEYS = ['__proto__', 'constructor', 'prototype'];

/** Whether every string is whole. Takes prototype keys out on the way; the depth is bounded by then. */
function isClean(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isClean);
  for (const key of PROTOTYPE_KEYS) {
    if (Object.hasOwn(value, key)) Reflect.deleteProperty(value, key);
  }
  return Object.entries(value).every(([key, each]) => key.isWellFormed() && isClean(each));
}
