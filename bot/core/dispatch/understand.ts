import { compile, type CompiledSentence, withConflicts } from '#core/instructions/compile.ts';
import type { Names } from './read-names.ts';
import type { Workflow } from './workflow.ts';

/** What the sentences of instructions mean. While the PSA's names cannot be read, those of `before` keep what they were understood as: a rule
 *  about a priority would be off otherwise, unsaid. A new sentence has to wait for the names: throws the PSA's error. */
export function understand(
  text: string,
  { known, catalogueError }: Pick<Names, 'known' | 'catalogueError'>,
  before: Workflow | null,
): readonly CompiledSentence[] {
  if (catalogueError !== null && text === before?.setup.instructions) return before.sentences;
  const { sentences } = compile(text, known);
  if (catalogueError === null) return sentences;
  const kept = new Map(before?.sentences.map((sentence) => [sentence.text, sentence]));
  return withConflicts(
    sentences.map((sentence, place) => {
      const same = kept.get(sentence.text);
      if (!same) throw catalogueError;
      return movedTo(place, same);
    }),
  );
}

function movedTo(sentence: number, compiled: CompiledSentence): CompiledSentence {
  const { outcome } = compiled;
  if (outcome.kind !== 'rules') return compiled;
  return {
    ...compiled,
    outcome: { ...outcome, rules: outcome.rules.map((rule) => ({ ...rule, sentence })) },
  };
}
