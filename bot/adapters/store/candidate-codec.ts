import type { StoredDecision } from '#core/dispatch/ports.ts';
import { type Json, fromJson, toJson } from './columns.ts';

type CandidateDecision = StoredDecision['record']['candidates'][number];
type CandidateFacts = CandidateDecision['input']['facts'];
type Signal = CandidateDecision['input']['signal'];
type GateResult = CandidateDecision['gates'][number];
type CandidateReason = CandidateDecision['reasons'][number];
type Score = NonNullable<CandidateDecision['score']>;
type ScorePart = Score['parts'][number];

/** All candidates of one decision, as short as JSON allows: a pool of 5,000 is written within some 10 ms. What many candidates share (codes,
 *  gates up to the one that failed, weights) stands once and is named by its number. */
export interface CandidateBody {
  readonly form: 1;
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
  readonly rows: readonly CandidateTuple[];
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
type CandidateTuple = readonly [
  technicianId: string,
  name: string,
  flags: number,
  poolPosition: number,
  skills: readonly number[] | null,
  openLoad: number | null,
  openTickets: number | null,
  capacity: number | null,
  calendar: number,
  earliestStart: number | null,
  lastAssignedAt: number | null,
  assignmentsToday: number,
  affinity: number,
  overrides: readonly OverrideTuple[] | 0,
  signal: number,
  word: number,
  path: number,
  tier: number,
  reasons: number,
  score: ScoreTuple | 0,
];

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
  const writer = createWriter(base);
  const rows = candidates.map((candidate) => writer.row(candidate));
  return toJson({ form: 1, base, ...writer.tables(), rows });
}

/** In the order in which they were written. What candidates shared they share again. */
export function decodeCandidates(text: Json<CandidateBody>): readonly CandidateDecision[] {
  const body = fromJson(text);
  const read = createReader(body);
  return body.rows.map(read);
}

function createWriter(base: number) {
  const words = createList<string, string>(
    (word) => word,
    (word) => word,
  );
  const gates = createList<GateResult, GateTuple>(
    ({ gate, passed, code, sentence }) => `${gate} ${code} ${passed} ${sentence}`,
    ({ gate, passed, code, sentence }) => [words.place(gate), passed ? 1 : 0, words.place(code), sentence],
  );
  const placesOf = (places: readonly number[]) => places;
  const paths = createList<readonly number[], readonly number[]>((places) => places.join(), placesOf);
  const reasons = createList<readonly CandidateReason[], readonly number[]>(
    (codes) => codes.join(' '),
    (codes) => codes.map((code) => words.place(code)),
  );
  const signals = createList<Signal, SignalTuple>(
    (signal) => `${signal.presence} ${signal.presenceByRule} ${signal.shift} ${signal.shiftNeutralBecause}`,
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
  let lastParts: readonly ScorePart[] | null = null;

  function placeOfGate(gate: GateResult): number {
    const known = knownGates.get(gate);
    if (known !== undefined) return known;
    const place = gates.place(gate);
    knownGates.set(gate, place);
    return place;
  }

  /** All scores of a decision have the same weights; another list is begun when that should ever not be so. */
  function placeOfWeights(parts: readonly ScorePart[]): number {
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

  function overrideTuple(
    { technicianId, says, from, until }: CandidateFacts['overrides'][number],
    self: string,
  ): OverrideTuple {
    const tuple = [words.place(says), from.getTime() - base, until.getTime() - base] as const;
    return technicianId === self ? tuple : [...tuple, technicianId];
  }

  return {
    row({ input: { facts, signal }, word, gates: passed, tier, score, reasons: codes }: CandidateDecision) {
      const { technicianId, skills, overrides, earliestStart, lastAssignedAt } = facts;
      const row: CandidateTuple = [
        technicianId,
        facts.name,
        flagsOf(facts),
        facts.poolPosition,
        skills === null ? null : skills.map((skill) => words.place(skill)),
        facts.openLoad,
        facts.openTickets,
        facts.capacity,
        words.place(facts.calendar),
        earliestStart === null ? null : earliestStart.getTime() - base,
        lastAssignedAt === null ? null : lastAssignedAt.getTime() - base,
        facts.assignmentsToday,
        words.place(facts.affinity),
        overrides.length === 0 ? 0 : overrides.map((override) => overrideTuple(override, technicianId)),
        signals.place(signal),
        words.place(word),
        paths.place(passed.map(placeOfGate)),
        tier,
        reasons.place(codes),
        score === null ? 0 : scoreTuple(score),
      ];
      return row;
    },
    tables: () => ({
      words: words.values,
      gates: gates.values,
      paths: paths.values,
      reasons: reasons.values,
      signals: signals.values,
      weights,
    }),
  };
}

/** A list in which each value stands once. */
function createList<Value, Stored>(keyOf: (value: Value) => string, toStored: (value: Value) => Stored) {
  const places = new Map<string, number>();
  const values: Stored[] = [];
  return {
    values,
    place(value: Value): number {
      const key = keyOf(value);
      const known = places.get(key);
      if (known !== undefined) return known;
      const stored = toStored(value);
      places.set(key, values.length);
      return values.push(stored) - 1;
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

function hasSameWeights(a: readonly ScorePart[], b: readonly ScorePart[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) {
    if (a[index]?.part !== b[index]?.part || a[index]?.weight !== b[index]?.weight) return false;
  }
  return true;
}

function held(total: number): number {
  return Math.min(100, Math.max(0, total));
}

function createReader(body: CandidateBody): (row: CandidateTuple) => CandidateDecision {
  const { base, words } = body;
  // Our own codes: `never` stands for whichever union the place asks for.
  const wordAt = (place: number) => at(words, place) as never;
  const wordOrNull = (place: number) => (at(words, place) === NOTHING ? null : wordAt(place));
  const momentAt = (delta: number): Date => new Date(base + delta);
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

  return (row) => {
    const [technicianId, name, flags, poolPosition, skills, openLoad, openTickets, capacity, calendar] = row;
    const [, , , , , , , , , earliestStart, lastAssignedAt, assignmentsToday, affinity, overrides] = row;
    const [, , , , , , , , , , , , , , signal, word, path, tier, codes, score] = row;
    const facts: CandidateFacts = {
      technicianId,
      name,
      isActive: (flags & ACTIVE) !== 0,
      isInPool: (flags & IN_POOL) !== 0,
      poolPosition,
      skills: skills === null ? null : skills.map((skill) => at(words, skill)),
      openLoad,
      openTickets,
      capacity,
      calendar: wordAt(calendar),
      earliestStart: earliestStart === null ? null : momentAt(earliestStart),
      isMapped: (flags & MAPPED) !== 0,
      overrides:
        overrides === 0
          ? []
          : overrides.map(([says, from, until, other]) => ({
              technicianId: other ?? technicianId,
              says: wordAt(says),
              from: momentAt(from),
              until: momentAt(until),
            })),
      lastAssignedAt: lastAssignedAt === null ? null : momentAt(lastAssignedAt),
      assignmentsToday,
      affinity: wordAt(affinity),
      slotLease: (flags & SLOT_TAKEN) === 0 ? 'free' : 'taken',
      ...optionalFlags(flags),
    };
    return {
      word: wordAt(word),
      gates: at(paths, path),
      tier,
      score: score === 0 ? null : scoreOf(score),
      reasons: at(reasons, codes),
      input: { facts, signal: at(signals, signal) },
    };
  };
}

function optionalFlags(flags: number): Pick<CandidateFacts, OptionalFlag> {
  const there = OPTIONAL.filter((flag) => (flags & flag.there) !== 0);
  return Object.fromEntries(there.map(({ key, set }) => [key, (flags & set) !== 0]));
}

function at<Value>(list: readonly Value[], place: number): Value {
  if (place < 0 || place >= list.length) throw new RangeError(`a stored decision names place ${place}`);
  return list[place] as Value; // within its bounds, as was just seen
}
