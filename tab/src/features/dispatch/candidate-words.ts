import type { decisionTexts } from '../../texts/decisions.ts';
import type { DecisionWords } from '../../texts/dispatch-decision.ts';
import type { Formats } from '../../texts/language.ts';
import type { Candidate, Decision } from './dispatch-types.ts';

type Shared = (typeof decisionTexts)['en'];

/** What speaks for whoever was chosen: reasons, then the strongest parts of the score that are better than middling. */
export function forWords(candidate: Pick<Candidate, 'reasons' | 'score'>, shared: Shared): readonly string[] {
  const parts = candidate.score?.parts ?? [];
  const isFor = ({ value }: { readonly value: number }): boolean => value > 0.5;
  const against = new Set<string>(parts.filter((part) => !isFor(part)).map(({ reason }) => reason));
  const strongest = parts
    .filter(isFor)
    .toSorted((a, b) => b.value * b.weight - a.value * a.weight)
    .map(({ reason }) => reason);
  const codes = [...candidate.reasons.filter((code) => !against.has(code)), ...strongest];
  return [...new Set(codes.map((code) => shared.reason[code]))];
}

/** Which sentences had a say in what became of somebody, or of presence and shifts, as far as the record names them. */
export function spokenSentences(
  { presence, shifts }: Pick<Decision, 'presence' | 'shifts'>,
  candidates: readonly Pick<Candidate, 'gates' | 'score'>[],
): ReadonlySet<number> {
  const named = candidates.flatMap(({ gates, score }) => [
    ...gates.map(({ sentence }) => sentence),
    score?.rule?.sentence ?? null,
  ]);
  return new Set([presence.sentence, shifts.sentence, ...named].filter((each) => each !== null));
}

/** "2 open tickets, the median is 5"; `null` where the PSA did not say. The median only when everyone is known. */
export function openWords(
  candidate: Candidate,
  candidates: readonly Candidate[],
  how: { readonly isWhole: boolean; readonly t: DecisionWords; readonly formats: Pick<Formats, 'number'> },
): string | null {
  const { openTickets } = candidate;
  if (openTickets === null) return null;
  const median = how.isWhole ? medianOf(candidates.flatMap((each) => each.openTickets ?? [])) : null;
  // No work among people without work says nothing.
  if (openTickets === 0 && (median ?? 0) === 0) return null;
  return how.t.open(how.formats.number(openTickets), median === null ? null : how.formats.number(median));
}

function medianOf(numbers: readonly number[]): number | null {
  if (numbers.length < 2) return null;
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
