import type { FieldFault } from '#kernel/errors.ts';
import { findConflicts } from './conflicts.ts';
import type { Known, NameIndex } from './known.ts';
import { indexNames } from './known.ts';
import type { SentenceOutcome, SentenceWarning } from './outcome.ts';
import type { SentenceReading } from './read-sentence.ts';
import { readSentence } from './read-sentence.ts';
import type { InstructionRule, PresenceState } from './rules.ts';
import { splitSentences } from './sentences.ts';

export interface CompiledSentence {
  /** As written, without its bullet. Data. */
  readonly text: string;
  readonly outcome: SentenceOutcome;
  readonly warnings: readonly SentenceWarning[];
}

export interface CompiledInstructions {
  /** In the order of the text; empty when there are faults, or nothing is written. */
  readonly sentences: readonly CompiledSentence[];
  /** What keeps the text from being used at all. */
  readonly faults: readonly FieldFault[];
}

export const LONGEST_INSTRUCTIONS = 2000;
export const MOST_SENTENCES = 50;

/** What the sentences of custom instructions mean (INS-1, INS-2): each becomes rules, or stays advice, or is shown with what was not
 *  understood. English and German, in any mixture. Pure and total: the same text and names give the same answer, nothing throws.
 *  A priority word takes the ids of the PSA's map (INS-3); one that the map lacks makes no rule and warns. */
export function compile(text: string, known: Known): CompiledInstructions {
  if (text.length > LONGEST_INSTRUCTIONS) return { sentences: [], faults: [tooLong(text.length)] };
  const names = [...known.technicians, ...known.queues, ...known.companies].map(({ name }) => name);
  const texts = splitSentences(text, names);
  if (texts.length > MOST_SENTENCES) return { sentences: [], faults: [tooMany(texts.length)] };
  const index = indexNames(known);
  const sentences = texts.map((sentence, place) => compileSentence(sentence, place, index));
  return { sentences: withConflicts(sentences), faults: [] };
}

/** Warned of what they do to one another, and of nothing that sentences which are no longer among them did. */
export function withConflicts(sentences: readonly CompiledSentence[]): readonly CompiledSentence[] {
  const conflicts = findConflicts(rulesOf(sentences));
  return sentences.map((sentence, place) => {
    const own = sentence.warnings.filter(({ other }) => other === null);
    const more = conflicts.filter((conflict) => conflict.sentence === place).map(({ warning }) => warning);
    return { ...sentence, warnings: distinct([...own, ...more]) };
  });
}

/** Every rule of compiled sentences, in order. */
export function rulesOf(sentences: readonly CompiledSentence[]): readonly InstructionRule[] {
  return sentences.flatMap(({ outcome }) => (outcome.kind === 'rules' ? outcome.rules : []));
}

function compileSentence(text: string, sentence: number, index: NameIndex): CompiledSentence {
  const reading = readSentence(text, index);
  if (reading.kind === 'outcome')
    return { text, outcome: reading.outcome, warnings: nameWarnings(reading.outcome) };
  const rules = reading.effects.map((effect): InstructionRule => ({ ...effect, sentence, source: text }));
  return { text, outcome: { kind: 'rules', rules }, warnings: effectWarnings(reading) };
}

function nameWarnings(outcome: SentenceOutcome): readonly SentenceWarning[] {
  const unmapped = outcome.kind === 'refers-to-unknown' && outcome.what === 'priority';
  return unmapped ? [{ code: 'priority-unmapped', other: null }] : [];
}

/** Presences that stop work without any instruction (AV-1); all others work (AV-2). */
const ON_BREAK_ANYWAY: readonly PresenceState[] = ['out-of-office', 'off-work', 'offline', 'away'];

function effectWarnings({
  effects,
  doubtful,
}: Extract<SentenceReading, { kind: 'effects' }>): readonly SentenceWarning[] {
  const codes: SentenceWarning['code'][] = doubtful ? ['busy-taken-as-unavailable'] : [];
  const same = effects.some(
    (effect) =>
      effect.kind === 'treat-state' &&
      ON_BREAK_ANYWAY.includes(effect.state) === (effect.as === 'unavailable'),
  );
  if (same) codes.push('already-so');
  return codes.map((code) => ({ code, other: null }));
}

function distinct(warnings: readonly SentenceWarning[]): readonly SentenceWarning[] {
  return [...new Map(warnings.map((warning) => [JSON.stringify(warning), warning])).values()];
}

function tooLong(length: number): FieldFault {
  return {
    field: 'instructions',
    problem: `${length} characters, at most ${LONGEST_INSTRUCTIONS} can be read`,
    remedy: 'Shorten the instructions, or move some of them to another workflow.',
    rule: 'too-long',
  };
}

function tooMany(count: number): FieldFault {
  return {
    field: 'instructions',
    problem: `${count} sentences, at most ${MOST_SENTENCES} can be read`,
    remedy: 'Leave out sentences, or move some of them to another workflow.',
    rule: 'too-many-sentences',
  };
}
