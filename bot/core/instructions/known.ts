import type { TechnicianId } from '#kernel/vocabulary.ts';
import { nameWords } from './fold.ts';

export interface NamedThing {
  readonly id: string;
  readonly name: string;
}

/** A priority of the PSA. `words` are what the desk calls it besides its name, such as P1; several priorities may share a word
 *  (HaloPSA has them per SLA), which then means all of them. */
export interface KnownPriority extends NamedThing {
  readonly words: readonly string[];
}

/** Everything that a sentence may name. Ids are the PSA's, as tickets carry them. Names are data. */
export interface Known {
  readonly technicians: readonly { readonly id: TechnicianId; readonly name: string }[];
  readonly skills: readonly string[];
  readonly priorities: readonly KnownPriority[];
  readonly queues: readonly NamedThing[];
  readonly companies: readonly NamedThing[];
}

export type NameKind = 'technician' | 'skill' | 'priority' | 'queue' | 'company';

/** One thing that a name may mean. `ids` holds more than one only for a priority word that several priorities share. */
export interface Entity {
  readonly kind: NameKind;
  readonly ids: readonly string[];
  readonly name: string;
}

export interface NameIndex {
  /** What `words` (folded) name among `kinds`: none, one, or several to choose from. A full name wins over a part of one. */
  find(words: readonly string[], kinds: readonly NameKind[]): readonly Entity[];
  /** All names of these kinds with their words, in no order. */
  names(kinds: readonly NameKind[]): readonly { readonly name: string; readonly words: readonly string[] }[];
}

/** Looks names up in constant time, however many there are. */
export function indexNames(known: Known): NameIndex {
  const entries = [...technicians(known), ...skills(known), ...priorities(known), ...places(known)];
  const full = new Map<string, Entry[]>();
  const part = new Map<string, Entry[]>();
  for (const entry of entries) {
    for (const key of new Set(entry.keys.map((words) => words.join('')))) push(full, key, entry);
    for (const word of new Set(entry.parts)) push(part, word, entry);
  }
  return {
    find: (words, kinds) => {
      const among = (found: readonly Entry[] | undefined): readonly Entry[] =>
        (found ?? []).filter((entry) => kinds.includes(entry.entity.kind));
      const whole = among(full.get(words.join('')));
      if (whole.length > 0) return onePriority(whole);
      const [first] = words;
      const place = !kinds.includes('technician');
      if (first === undefined || (place && words.every((word) => TOO_COMMON.has(word)))) return [];
      const rest = among(part.get(first)).filter(({ parts }) => words.every((word) => parts.includes(word)));
      return onePriority(rest);
    },
    names: (kinds) =>
      entries
        .filter(({ entity }) => kinds.includes(entity.kind))
        .map(({ entity, keys }) => ({ name: entity.name, words: keys[0] ?? [] })),
  };
}

interface Entry {
  readonly entity: Entity;
  /** Spellings of the whole name. */
  readonly keys: readonly (readonly string[])[];
  /** Words of it that may stand for it while nobody else has them. */
  readonly parts: readonly string[];
}

/** Part of a name, but no name: also what times and tickets are called. */
const TOO_COMMON: ReadonlySet<string> = new Set(
  `monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays
   montag dienstag mittwoch donnerstag freitag samstag sonntag montags dienstags mittwochs donnerstags freitags samstags sonntags
   weekend weekends wochenende night nights nacht morning afternoon evening today tomorrow heute morgen abend week woche
   january february march april may june july august september october november december januar februar marz mai juni juli
   oktober dezember ticket tickets all every new open urgent other others any after before hours hour days day time times
   the and or for of in on at to from with und oder fur der die das den dem von bei mit alle neue
   company customer customers client clients queue board priority service support desk team group people everyone
   kunde kunden firma warteschlange prioritat gmbh ltd inc llc ag co kg corp limited not no only nicht nur kein keine`.split(
    /\s+/,
  ),
);
const LEGAL_FORMS: ReadonlySet<string> = new Set(
  'gmbh ltd inc llc ag co kg corp limited plc bv sarl'.split(' '),
);

function technicians(known: Known): readonly Entry[] {
  return known.technicians.map(({ id, name }) => {
    const [last = '', first] = name.split(',', 2);
    const words = nameWords(first === undefined ? name : `${first} ${last}`);
    const [one, end] = [words[0] ?? '', words.at(-1) ?? ''];
    return {
      entity: { kind: 'technician', ids: [id], name },
      keys: words.length > 1 ? [words, [one, end], [end, one]] : [words],
      parts: words,
    };
  });
}

function skills(known: Known): readonly Entry[] {
  return known.skills.map((skill) => ({
    entity: { kind: 'skill', ids: [skill], name: skill },
    keys: [nameWords(skill)],
    parts: [],
  }));
}

function priorities(known: Known): readonly Entry[] {
  return known.priorities.map(({ id, name, words }) => ({
    entity: { kind: 'priority', ids: [id], name },
    keys: [nameWords(name), ...words.map((word) => nameWords(word))],
    parts: nameWords(name).filter((word) => /^\p{L}{3,}$/u.test(word) || /^p\d$/.test(word)),
  }));
}

function places(known: Known): readonly Entry[] {
  const of = (kind: 'queue' | 'company', { id, name }: NamedThing): Entry => {
    const words = nameWords(name);
    const short = words.filter((word) => !LEGAL_FORMS.has(word));
    return { entity: { kind, ids: [id], name }, keys: [words, short], parts: words };
  };
  return [
    ...known.queues.map((each) => of('queue', each)),
    ...known.companies.map((each) => of('company', each)),
  ];
}

/** Priorities that share a word are one thing with several ids; the rest is left to choose from. */
function onePriority(entries: readonly Entry[]): readonly Entity[] {
  const found = entries.map(({ entity }) => entity);
  const shared = found.filter(({ kind }) => kind === 'priority');
  if (shared.length < 2) return found;
  const joined: Entity = {
    kind: 'priority',
    ids: shared.flatMap(({ ids }) => ids),
    name: [...new Set(shared.map(({ name }) => name))].join(', '),
  };
  return [joined, ...found.filter(({ kind }) => kind !== 'priority')];
}

function push(map: Map<string, Entry[]>, key: string, entry: Entry): void {
  if (key === '') return;
  const list = map.get(key);
  if (list) list.push(entry);
  else map.set(key, [entry]);
}
