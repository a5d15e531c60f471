import type { Entity, NameIndex } from './known.ts';
import type { NameProblem } from './name-reading.ts';
import { isSeparator, nameAt, unknownName } from './name-reading.ts';
import type { InstructionScope, TicketScope } from './rules.ts';
import type { Token } from './tokens.ts';

export type ScopeReading =
  | { readonly kind: 'scope'; readonly scope: InstructionScope }
  /** "P1 and Contoso": both at once, or either? */
  | { readonly kind: 'mixed' }
  | NameProblem;

export interface ScopeShape {
  /** `clause` begins with a preposition ("for P1 tickets"), `noun` does not ("P1 tickets"). */
  readonly form: 'clause' | 'noun';
  /** Whether names that nobody has are reported rather than refused. */
  readonly loose: boolean;
  readonly shy: boolean;
}

/** The tickets that all of `tokens` are about; `null` when they are about anything else. Names of one kind in a list mean any of them,
 *  names of different kinds behind one another ("P1 tickets from Contoso") mean all of them. */
export function readScope(
  tokens: readonly Token[],
  index: NameIndex,
  shape: ScopeShape,
): ScopeReading | null {
  const always = ALWAYS.has(tokens.map(({ word }) => word).join(' '));
  if (always) return { kind: 'scope', scope: 'always' };
  const startsWithPreposition = phraseAt(tokens, 0, PREPOSITIONS) > 0;
  if (startsWithPreposition !== (shape.form === 'clause')) return null;
  const walk: Walk = { items: [], hint: null, joined: false, parted: false, generic: false };
  let at = 0;
  while (at < tokens.length) {
    const step = stepAt(tokens, at, walk, index, shape);
    if (step === null) return null;
    if (typeof step === 'object') return step;
    at = step;
  }
  if (walk.joined) return null;
  return scopeOf(walk);
}

/** Both scopes at once; `null` when they speak of the same kind of thing. */
export function bothScopes(one: InstructionScope, other: InstructionScope): InstructionScope | null {
  if (one === 'always') return other;
  if (other === 'always') return one;
  const clash = KEYS.some((key) => one[key] !== undefined && other[key] !== undefined);
  if (clash) return null;
  const both = { ...one, ...other };
  // Always in this order, so that two ways of saying one thing compare equal.
  return Object.fromEntries(KEYS.flatMap((key) => (both[key] ? [[key, both[key]]] : [])));
}

interface Item {
  readonly entity: Entity;
  /** Whether a word for "and" or "or" stands before it. */
  readonly listed: boolean;
}

interface Walk {
  readonly items: Item[];
  /** What a word such as "queue" said of the names around it. */
  hint: PlaceKind | null;
  joined: boolean;
  /** A preposition came since the last name. */
  parted: boolean;
  generic: boolean;
}

type PlaceKind = 'priority' | 'queue' | 'company';

const KEYS = ['priorities', 'queues', 'companies'] as const;
const KEY_OF = { priority: 'priorities', queue: 'queues', company: 'companies' } as const;
const PLACES: readonly PlaceKind[] = ['priority', 'queue', 'company'];
const phrases = (text: string): readonly (readonly string[])[] =>
  text.split('|').map((each) => each.split('_'));
const ALWAYS = new Set(
  'always|in general|generally|at all times|for everything|for everyone|everywhere|immer|generell|grundsatzlich|stets'.split(
    '|',
  ),
);
const PREPOSITIONS = phrases(
  'for|on|in|at|from|of|by|to|with|regarding|concerning|when_it_is|if_it_is|if_its|when_its|that_are|which_are|fur|fuer|bei|beim|von|vom|aus|im|an|am|zu|zum|mit|des',
);
const FILLERS = phrases(
  'all|any|every|each|the|a|an|our|anything|everything|die|der|das|den|dem|alle|allen|jede|jeden|jedem|jeder|ein|eine|einem|einer|unseren|unsere|alles',
);
const TICKETS = phrases(
  'tickets|ticket|incidents|incident|requests|request|cases|case|issues|issue|jobs|job|work|anything|everything|tasks|anfragen|anfrage|vorfalle|vorfallen|vorfall|storungen|storung|auftrage|auftragen|aufgaben|arbeit|alles|etwas',
);
const KIND_WORDS: Readonly<Record<string, PlaceKind>> = Object.fromEntries([
  ...'priority priorities prio prios prioritat prioritaten'.split(' ').map((word) => [word, 'priority']),
  ...'queue queues board boards warteschlange warteschlangen'.split(' ').map((word) => [word, 'queue']),
  ...'company companies customer customers client clients account accounts kunde kunden kundin firma firmen mandant mandanten'
    .split(' ')
    .map((word) => [word, 'company']),
]);

/** Reads on from `at`: the place after what was read, a problem, or `null` when this is no scope. */
function stepAt(
  tokens: readonly Token[],
  at: number,
  walk: Walk,
  index: NameIndex,
  shape: ScopeShape,
): number | ScopeReading | null {
  const priority = priorityAt(tokens, at, index, walk.hint === 'priority');
  if (priority?.entities === null) {
    return shape.loose ? { kind: 'unknown', what: 'priority', name: priority.name, closest: null } : null;
  }
  const found = priority ?? namedPlace(tokens, at, index, walk.hint);
  if (found?.entities) return takeName(tokens, at, walk, { entities: found.entities, end: found.end });
  if (isSeparator(tokens[at])) {
    if (walk.items.length === 0 || walk.joined) return tokens[at]?.text === ',' ? at + 1 : null;
    walk.joined = true;
    return at + 1;
  }
  return takeSmallWord(tokens, at, walk) ?? unknownAt(tokens, at, walk, index, shape);
}

function takeName(
  tokens: readonly Token[],
  at: number,
  walk: Walk,
  found: { readonly entities: readonly Entity[]; readonly end: number },
): number | ScopeReading | null {
  const [entity] = found.entities;
  if (!entity) return null;
  if (found.entities.length > 1) {
    return { kind: 'ambiguous', name: written(tokens.slice(at, found.end)), choices: found.entities };
  }
  const before = walk.items.at(-1);
  // "P1, in the Network queue": a comma before a preposition parts, it does not list.
  const listed = walk.joined && !(walk.parted && tokens[at - 2]?.text === ',');
  if (before && listed && before.entity.kind !== entity.kind) return { kind: 'mixed' };
  if (before && !listed && walk.items.some((item) => item.entity.kind === entity.kind)) return null;
  walk.items.push({ entity, listed });
  walk.joined = false;
  walk.parted = false;
  return found.end;
}

function takeSmallWord(tokens: readonly Token[], at: number, walk: Walk): number | null {
  const kind = KIND_WORDS[tokens[at]?.plain ?? ''] ?? KIND_WORDS[tokens[at]?.word ?? ''];
  if (kind) {
    walk.hint = kind;
    return at + 1;
  }
  const preposition = phraseAt(tokens, at, PREPOSITIONS);
  if (preposition > 0) {
    walk.hint = null;
    walk.parted = true;
    return at + preposition;
  }
  const ticket = phraseAt(tokens, at, TICKETS);
  if (ticket > 0) walk.generic = true;
  const small = ticket || phraseAt(tokens, at, FILLERS);
  return small > 0 ? at + small : null;
}

function unknownAt(
  tokens: readonly Token[],
  at: number,
  walk: Walk,
  index: NameIndex,
  { loose, shy }: ScopeShape,
): NameProblem | null {
  if (!loose) return null;
  let end = at;
  while (end < tokens.length && !isSeparator(tokens[end]) && smallAt(tokens, end) === 0) end += 1;
  const name = tokens.slice(at, end);
  // A known person or skill is no unknown queue: the sentence means something else.
  if (nameAt(tokens, at, ['technician', 'skill'], index)) return null;
  const kinds = walk.hint ? [walk.hint] : PLACES;
  return unknownName({ tokens: name, what: walk.hint ?? 'scope', kinds, index, shy });
}

function smallAt(tokens: readonly Token[], at: number): number {
  const kind = KIND_WORDS[tokens[at]?.plain ?? ''] ? 1 : 0;
  return kind || phraseAt(tokens, at, PREPOSITIONS) || phraseAt(tokens, at, TICKETS);
}

function namedPlace(
  tokens: readonly Token[],
  at: number,
  index: NameIndex,
  hint: PlaceKind | null,
): { readonly entities: readonly Entity[]; readonly end: number } | null {
  const found = nameAt(tokens, at, hint ? [hint] : PLACES, index);
  const after = KIND_WORDS[tokens[found?.end ?? -1]?.plain ?? ''];
  if (!found || !after || after === hint) return found;
  return nameAt(tokens.slice(0, found.end), at, [after], index);
}

/** A priority word such as P1, prio 1, priority 1. `entities: null` when the PSA's map has none for it. */
function priorityAt(
  tokens: readonly Token[],
  at: number,
  index: NameIndex,
  afterPriority: boolean,
):
  | { readonly entities: readonly Entity[]; readonly end: number }
  | { readonly entities: null; readonly name: string }
  | null {
  const [word, next] = [tokens[at]?.name ?? '', tokens[at + 1]?.word ?? ''];
  const joined = /^(?:p|prio|priority|prioritat)(\d)$/.exec(word)?.[1];
  const apart =
    /^(?:p|prio|priority|prioritat)$/.test(word) && /^p?\d$/.test(next) ? next.slice(-1) : undefined;
  const bare = afterPriority && /^\d$/.test(word) ? word : undefined;
  const digit = joined ?? apart ?? bare;
  if (digit === undefined) return null;
  const end = at + (apart === undefined ? 1 : 2);
  const longer = nameAt(tokens, at, ['priority'], index);
  if (longer && longer.end >= end) return longer;
  const spellings: readonly (readonly string[])[] = [
    [`p${digit}`],
    ['priority', digit],
    ['prio', digit],
    ['prioritat', digit],
  ];
  for (const words of spellings) {
    const entities = index.find(words, ['priority']);
    if (entities.length > 0) return { entities, end };
  }
  return { entities: null, name: written(tokens.slice(at, end)) };
}

function scopeOf({ items, generic, parted }: Walk): ScopeReading | null {
  if (items.length === 0) return generic ? { kind: 'scope', scope: 'always' } : null;
  if (parted) return null;
  const scope: { -readonly [key in keyof TicketScope]: TicketScope[key] } = {};
  for (const place of PLACES) {
    const ids = items.filter(({ entity }) => entity.kind === place).flatMap(({ entity }) => entity.ids);
    if (ids.length > 0) scope[KEY_OF[place]] = [...new Set(ids)];
  }
  return { kind: 'scope', scope };
}

function phraseAt(tokens: readonly Token[], at: number, among: readonly (readonly string[])[]): number {
  const fits = among.filter((words) => words.every((word, offset) => tokens[at + offset]?.word === word));
  return Math.max(0, ...fits.map((words) => words.length));
}

function written(tokens: readonly Token[]): string {
  return tokens.map(({ text }) => text).join(' ');
}
