import type { StoredDecision } from '#core/dispatch/ports.ts';
import { type Json, fromJson, toJson } from './columns.ts';

type CandidateDecision = StoredDecision['record']['candidates'][number];
type CandidateFacts = CandidateDecision['input']['facts'];
type Signal = CandidateDecision['input']['signal'];
type GateResult = CandidateDecision['gates'][number];
type CandidateReason = CandidateDecision['reasons'][number];
type Score = NonNullable<CandidateDecision['score']>;

/** All candidates of one decision, as short as JSON allows and by columns: a pool of 5,000 is written within some milliseconds, and most
 *  columns say the same of everybody. What many candidates share (codes, gates up to the one that failed, weights) stands once and is
 *  named by its number. */
export interface CandidateBody {
  readonly form: 1;
  readonly count: number;
  /** From which moments count, in milliseconds since 1970. */
  readonly base: number;
  /** Codes and skills. Everything below names them by their place here. */
  readonly words: readonly string[];
  readonly gates: readonly GateTuple[];
  /** Places in `gates`. */
  readonly paths: readonly (readonly number[])[];
  /** Places in `words`. */
  readonly reasons: readonly (readonly number[])[];
  readonly signals: readonly SignalTuple[];
  /** Part (a word) and weight, in the order of a score's parts. */
  readonly weights: readonly (readonly (readonly [part: number, weight: number])[])[];
  readonly columns: CandidateColumns;
}

type GateTuple = readonly [gate: number, passed: 0 | 1, code: number, sentence: number | null];
type SignalTuple = readonly [presence: number, byRule: number, shift: number, neutral: number];
/** The last is left out where it is the technician's own. */
type OverrideTuple = readonly [says: number, from: number, until: number, technicianId?: string];
type ScoreTuple = readonly [
  weights: number,
  total: number,
  /** `null`: as `total`, held to 0 to 100. */
  score: number | null,
  rule: readonly [points: number, sentence: number] | 0,
  modelPoints: number | null,
  /** For each part its value and its reason. */
  ...parts: number[],
];

/** One value for each candidate, or `all` for everybody. */
type Column<Value> = readonly Value[] | { readonly all: Value };
interface CandidateColumns {
  readonly technicianId: Column<string>;
  readonly name: Column<string>;
  readonly flags: Column<number>;
  readonly poolPosition: Column<number>;
  readonly skills: Column<readonly number[] | null>;
  readonly openLoad: Column<number | null>;
  readonly openTickets: Column<number | null>;
  readonly capacity: Column<number | null>;
  readonly calendar: Column<number>;
  readonly earliestStart: Column<number | null>;
  readonly lastAssignedAt: Column<number | null>;
  readonly assignmentsToday: Column<number>;
  readonly affinity: Column<number>;
  readonly overrides: Column<readonly OverrideTuple[] | 0>;
  readonly signal: Column<number>;
  readonly word: Column<number>;
  readonly path: Column<number>;
  readonly tier: Column<number>;
  readonly reasons: Column<number>;
  readonly score: Column<ScoreTuple | 0>;
}

/** Bits of `flags`. Two for what may be left out: whether it is there, and what it says. */
const ACTIVE = 1;
const IN_POOL = 2;
const MAPPED = 4;
const SLOT_TAKEN = 8;
const OPTIONAL = [
  { key: 'hasPassed', there: 16, set: 32 },
  { key: 'isRefusedByPsa', there: 64, set: 128 },
] as const satisfies readonly {
  readonly key: OptionalFlag;
  readonly there: number;
  readonly set: number;
}[];
type OptionalFlag = {
  [Key in keyof CandidateFacts]-?: object extends Pick<CandidateFacts, Key> ? Key : never;
}[keyof CandidateFacts];
/** Fails to compile when a candidate gets a flag that this file does not keep. */
type Forgotten = Exclude<OptionalFlag, (typeof OPTIONAL)[number]['key']>;
const NONE_FORGOTTEN: [Forgotten] extends [never] ? true : Forgotten = true;
void NONE_FORGOTTEN;

/** The word for "nothing" among codes; no code is empty. */
const NOTHING = '';

/** Numbers come back as they were, but −0 as 0. */
export function encodeCandidates(candidates: readonly CandidateDecision[]): Json<CandidateBody> {
  const base = candidates[0]?.input.facts.earliestStart?.getTime() ?? 0;
  const { words, gates, paths, reasons, signals, ...writer } = createTables();
  const millis = (moment: Date | null): number | null => (moment === null ? null : moment.getTime() - base);

  function overrideTuple(
    { technicianId, says, from, until }: CandidateFacts['overrides'][number],
    self: string,
  ): OverrideTuple {
    const tuple = [words.place(says), from.getTime() - base, until.getTime() - base] as const;
    return technicianId === self ? tuple : [...tuple, technicianId];
  }

  const facts = candidates.map(({ input }) => input.facts);
  const columns: CandidateColumns = {
    technicianId: facts.map(({ technicianId }) => technicianId),
    name: facts.map(({ name }) => name),
    flags: column(facts.map(flagsOf)),
    poolPosition: facts.map(({ poolPosition }) => poolPosition),
    skills: column(facts.map(({ skills }) => skills?.map(words.place) ?? null)),
    openLoad: column(facts.map(({ openLoad }) => openLoad)),
    openTickets: column(facts.map(({ openTickets }) => openTickets)),
    capacity: column(facts.map(({ capacity }) => capacity)),
    calendar: column(facts.map(({ calendar }) => words.place(calendar))),
    earliestStart: column(facts.map(({ earliestStart }) => millis(earliestStart))),
    lastAssignedAt: column(facts.map(({ lastAssignedAt }) => millis(lastAssignedAt))),
    assignmentsToday: column(facts.map(({ assignmentsToday }) => assignmentsToday)),
    affinity: column(facts.map(({ affinity }) => words.place(affinity))),
    overrides: column(
      facts.map(({ overrides, technicianId }) =>
        overrides.length === 0 ? 0 : overrides.map((override) => overrideTuple(override, technicianId)),
      ),
    ),
    signal: column(candidates.map(({ input }) => signals.place(input.signal))),
    word: column(candidates.map(({ word }) => words.place(word))),
    path: column(candidates.map((candidate) => paths.place(candidate.gates))),
    tier: column(candidates.map(({ tier }) => tier)),
    reasons: column(candidates.map((candidate) => reasons.place(candidate.reasons))),
    score: column(candidates.map(({ score }) => (score === null ? 0 : writer.scoreTuple(score)))),
  };
  return toJson({
    form: 1,
    count: candidates.length,
    base,
    words: words.values,
    gates: gates.values,
    paths: paths.values,
    reasons: reasons.values,
    signals: signals.values,
    weights: writer.weights,
    columns,
  });
}

/** In the order in which they were written. What candidates shared they share again. */
export function decodeCandidates(text: Json<CandidateBody>): readonly CandidateDecision[] {
  const body = fromJson(text);
  return Array.from({ length: body.count }, createReader(body));
}

function column<Value>(values: readonly Value[]): Column<Value> {
  const [all] = values;
  return all !== undefined && values.every((value) => value === all) ? { all } : values;
}

function createTables() {
  const words = createWords();
  const gates = createList<GateResult, GateTuple>(
    ({ gate, passed, code, sentence }) => [gate, passed, code, sentence],
    ({ gate, passed, code, sentence }) => [words.place(gate), passed ? 1 : 0, words.place(code), sentence],
  );
  const paths = createList<readonly GateResult[], readonly number[]>(
    (path) => path.map(placeOfGate),
    (path) => path.map(placeOfGate),
  );
  const reasons = createList<readonly CandidateReason[], readonly number[]>(
    (codes) => codes,
    (codes) => codes.map(words.place),
  );
  const signals = createList<Signal, SignalTuple>(
    ({ presence, presenceByRule, shift, shiftNeutralBecause }) => [
      presence,
      presenceByRule,
      shift,
      shiftNeutralBecause,
    ],
    (signal) => [
      words.place(signal.presence),
      words.place(signal.presenceByRule ?? NOTHING),
      words.place(signal.shift),
      words.place(signal.shiftNeutralBecause ?? NOTHING),
    ],
  );
  /** Gate results are few objects that candidates share: looking them up as such spares most of the keys. */
  const knownGates = new Map<GateResult, number>();
  const weights: (readonly (readonly [number, number])[])[] = [];
  let lastParts: Score['parts'] | null = null;

  function placeOfGate(gate: GateResult): number {
    const known = knownGates.get(gate);
    if (known !== undefined) return known;
    const place = gates.place(gate);
    knownGates.set(gate, place);
    return place;
  }

  /** All scores of a decision have the same weights; another list is begun when that should ever not be so. */
  function placeOfWeights(parts: Score['parts']): number {
    if (lastParts === null || !hasSameWeights(lastParts, parts)) {
      weights.push(parts.map(({ part, weight }) => [words.place(part), weight]));
    }
    lastParts = parts;
    return weights.length - 1;
  }

  function scoreTuple({ parts, rule, modelPoints, total, score }: Score): ScoreTuple {
    const tuple: [...ScoreTuple] = [
      placeOfWeights(parts),
      total,
      score === held(total) ? null : score,
      rule === null ? 0 : [rule.points, rule.sentence],
      modelPoints,
    ];
    for (const { value, reason } of parts) tuple.push(value, words.place(reason));
    return tuple;
  }

  return { words, gates, paths, reasons, signals, weights, scoreTuple };
}

/** As `createList`, for strings: tens of thousands are looked up for one decision. */
function createWords() {
  const values: string[] = [];
  const places = new Map<string, number>();
  return {
    values,
    place: (word: string): number => {
      const known = places.get(word);
      if (known !== undefined) return known;
      places.set(word, values.length);
      return values.push(word) - 1;
    },
  };
}

interface Node {
  readonly next: Map<unknown, Node>;
  place: number | null;
}

/** A list in which each value stands once. `keysOf`: what makes two values the same, step by step. */
function createList<Value, Stored>(
  keysOf: (value: Value) => readonly unknown[],
  toStored: (value: Value) => Stored,
) {
  const root: Node = { next: new Map(), place: null };
  const values: Stored[] = [];

  function nodeOf(keys: readonly unknown[]): Node {
    let node = root;
    for (const key of keys) {
      const known = node.next.get(key);
      const next = known ?? { next: new Map(), place: null };
      if (!known) node.next.set(key, next);
      node = next;
    }
    return node;
  }

  return {
    values,
    place: (value: Value): number => {
      const node = nodeOf(keysOf(value));
      node.place ??= values.push(toStored(value)) - 1;
      return node.place;
    },
  };
}

function flagsOf(facts: CandidateFacts): number {
  let flags = 0;
  if (facts.isActive) flags |= ACTIVE;
  if (facts.isInPool) flags |= IN_POOL;
  if (facts.isMapped) flags |= MAPPED;
  if (facts.slotLease === 'taken') flags |= SLOT_TAKEN;
  for (const { key, there, set } of OPTIONAL) {
    if (facts[key] !== undefined) flags |= facts[key] ? there | set : there;
  }
  return flags;
}

function hasSameWeights(a: Score['parts'], b: Score['parts']): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) {
    if (a[index]?.part !== b[index]?.part || a[index]?.weight !== b[index]?.weight) return false;
  }
  return true;
}

function held(total: number): number {
  return Math.min(100, Math.max(0, total));
}

function createReader(body: CandidateBody): (_: unknown, place: number) => CandidateDecision {
  const { base, words, columns } = body;
  // Our own codes: `never` stands for whichever union the place asks for.
  const wordAt = (place: number) => at(words, place) as never;
  const wordOrNull = (place: number) => (at(words, place) === NOTHING ? null : wordAt(place));
  const momentAt = (delta: number): Date => new Date(base + delta);
  const momentOrNull = (delta: number | null): Date | null => (delta === null ? null : momentAt(delta));
  const gates = body.gates.map(
    ([gate, passed, code, sentence]): GateResult => ({
      gate: wordAt(gate),
      passed: passed === 1,
      code: wordAt(code),
      sentence,
    }),
  );
  const paths = body.paths.map((path) => path.map((place) => at(gates, place)));
  const reasons = body.reasons.map((codes) => codes.map(wordAt));
  const signals = body.signals.map(
    ([presence, byRule, shift, neutral]): Signal => ({
      presence: wordAt(presence),
      presenceByRule: wordOrNull(byRule),
      shift: wordAt(shift),
      shiftNeutralBecause: wordOrNull(neutral),
    }),
  );

  function scoreOf([weights, total, score, rule, modelPoints, ...values]: ScoreTuple): Score {
    return {
      parts: at(body.weights, weights).map(([part, weight], index) => ({
        part: wordAt(part),
        value: at(values, index * 2),
        weight,
        reason: wordAt(at(values, index * 2 + 1)),
      })),
      rule: rule === 0 ? null : { points: rule[0], sentence: rule[1] },
      modelPoints,
      total,
      score: score ?? held(total),
    };
  }

  function overridesOf(tuples: readonly OverrideTuple[] | 0, self: string): CandidateFacts['overrides'] {
    if (tuples === 0) return [];
    return tuples.map(([says, from, until, other]) => ({
      technicianId: other ?? self,
      says: wordAt(says),
      from: momentAt(from),
      until: momentAt(until),
    }));
  }

  function factsAt(place: number): CandidateFacts {
    const technicianId = of(columns.technicianId, place);
    const flags = of(columns.flags, place);
    const skills = of(columns.skills, place);
    return {
      technicianId,
      name: of(columns.name, place),
      isActive: (flags & ACTIVE) !== 0,
      isInPool: (flags & IN_POOL) !== 0,
      poolPosition: of(columns.poolPosition, place),
      skills: skills === null ? null : skills.map((skill) => at(words, skill)),
      openLoad: of(columns.openLoad, place),
      openTickets: of(columns.openTickets, place),
      capacity: of(columns.capacity, place),
      calendar: wordAt(of(columns.calendar, place)),
      earliestStart: momentOrNull(of(columns.earliestStart, place)),
      isMapped: (flags & MAPPED) !== 0,
      overrides: overridesOf(of(columns.overrides, place), technicianId),
      lastAssignedAt: momentOrNull(of(columns.lastAssignedAt, place)),
      assignmentsToday: of(columns.assignmentsToday, place),
      affinity: wordAt(of(columns.affinity, place)),
      slotLease: (flags & SLOT_TAKEN) === 0 ? 'free' : 'taken',
      ...optionalFlags(flags),
    };
  }

  return (_, place) => {
    const score = of(columns.score, place);
    return {
      word: wordAt(of(columns.word, place)),
      gates: at(paths, of(columns.path, place)),
      tier: of(columns.tier, place),
      score: score === 0 ? null : scoreOf(score),
      reasons: at(reasons, of(columns.reasons, place)),
      input: { facts: factsAt(place), signal: at(signals, of(columns.signal, place)) },
    };
  };
}

function optionalFlags(flags: number): Pick<CandidateFacts, OptionalFlag> {
  const there = OPTIONAL.filter((flag) => (flags & flag.there) !== 0);
  return Object.fromEntries(there.map(({ key, set }) => [key, (flags & set) !== 0]));
}

function of<Value>(values: Column<Value>, place: number): Value {
  return 'all' in values ? values.all : at(values, place);
}

function at<Value>(list: readonly Value[], place: number): Value {
  if (place < 0 || place >= list.length) throw new RangeError(`a stored decision names place ${place}`);
  return list[place] as Value; // within its bounds, as was just seen
}
