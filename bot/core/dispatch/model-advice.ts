import type { TechnicianId } from '#kernel/vocabulary.ts';
import type { ModelLabels } from './model-labels.ts';
import { maskPrivate } from './model-mask.ts';
import { visibleText } from './model-text.ts';
import type { CandidateDecision } from './record.ts';

/** All instructions of a workflow together have at most 2,000 characters. */
const LONGEST_SENTENCE = 2_000;
const MOST_SENTENCES = 50;
/** Without the "’s" of a genitive, which stays in the sentence. */
const NAME_PART = /[\p{L}\p{M}]+(?:['’-](?!s(?![\p{L}\p{M}]))[\p{L}\p{M}]+)*/gu;
/** Parts of names that are ordinary words or letters when they stand alone are too short to tell anybody. */
const SHORTEST_PART = 3;

/** Advice as a model may read it: technicians by their labels, since it must not learn names (DIS-5), and whoever is not asked about as
 *  "another technician". A name counts as written: "Will" is a person, "will" a verb. Sentences that are left empty are left out. */
export function adviceForModel(
  advice: readonly string[],
  known: { readonly labels: ModelLabels; readonly candidates: readonly CandidateDecision[] },
): readonly string[] {
  const sentences = advice.slice(0, MOST_SENTENCES).map((sentence) => {
    return maskPrivate(visibleText(sentence).slice(0, LONGEST_SENTENCE));
  });
  const spoken = sentences.filter((sentence) => sentence !== '');
  if (spoken.length === 0) return [];
  const people = whoIsCalled(new Set(spoken.flatMap(wordsOf)), known.candidates);
  const labelOf = new Map([...known.labels].map(([label, technicianId]) => [technicianId, label]));
  return spoken.map((sentence) => withLabels(sentence, people, labelOf));
}

/** Technicians by each word of the advice that is part of a name. Walks the names once, however many there are. */
function whoIsCalled(
  words: ReadonlySet<string>,
  candidates: readonly CandidateDecision[],
): ReadonlyMap<string, ReadonlySet<TechnicianId>> {
  const people = new Map<string, Set<TechnicianId>>();
  for (const { input } of candidates) {
    for (const part of wordsOf(input.facts.name.normalize('NFKC'))) {
      if (part.length < SHORTEST_PART || !words.has(part)) continue;
      const known = people.get(part) ?? new Set();
      people.set(part, known.add(input.facts.technicianId));
    }
  }
  return people;
}

/** Neighbouring parts of names are one person, where one person has them all. */
function withLabels(
  sentence: string,
  people: ReadonlyMap<string, ReadonlySet<TechnicianId>>,
  labelOf: ReadonlyMap<TechnicianId, string>,
): string {
  const out: string[] = [];
  let at = 0;
  let meant: ReadonlySet<TechnicianId> | null = null;
  for (const { 0: word, index } of sentence.matchAll(NAME_PART)) {
    const called = people.get(word);
    const between = sentence.slice(at, index);
    const both: ReadonlySet<TechnicianId> | null =
      called && meant && between === ' ' ? inBoth(called, meant) : null;
    if (both && both.size > 0) {
      meant = both;
    } else {
      if (meant) out.push(nameless(meant, labelOf));
      out.push(between, called ? '' : word);
      meant = called ?? null;
    }
    at = index + word.length;
  }
  if (meant) out.push(nameless(meant, labelOf));
  out.push(sentence.slice(at));
  return out.join('');
}

function inBoth(
  some: ReadonlySet<TechnicianId>,
  others: ReadonlySet<TechnicianId>,
): ReadonlySet<TechnicianId> {
  return new Set([...some].filter((each) => others.has(each)));
}

function nameless(people: ReadonlySet<TechnicianId>, labelOf: ReadonlyMap<TechnicianId, string>): string {
  const [only] = people;
  const label = people.size === 1 && only !== undefined ? labelOf.get(only) : undefined;
  return label ?? 'another technician';
}

function wordsOf(text: string): readonly string[] {
  return [...text.matchAll(NAME_PART)].map(([word]) => word);
}
