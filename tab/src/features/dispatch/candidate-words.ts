import type { decisionTexts } from '../../texts/decisions.ts';
import type { DecisionWords } from '../../texts/dispatch-decision.ts';
import type { Formats } from '../../texts/language.ts';
import type { Candidate, Decision } from './dispatch-types.ts';

type Shared = (typeof decisionTexts)['en'];

/** More parts of a score than these would hide the decisive ones. */
const MOST_PARTS = 3;

/** Reasons in words, most decisive first; of a ranked candidate also the strongest parts of the score. Each once. */
export function reasonWords(
  { reasons, score }: Pick<Candidate, 'reasons' | 'score'>,
  shared: Shared,
): readonly string[] {
  const strength = ({ value, weight }: { readonly value: number; readonly weight: number }): number =>
    Math.abs(value - 0.5) * weight;
  const telling = (score?.parts ?? [])
    .filter(({ value }) => value !== 0.5)
    .toSorted((a, b) => strength(b) - strength(a))
    .slice(0, MOST_PARTS);
  const codes = [...reasons, ...telling.map(({ reason }) => reason)];
  return [...new Set(codes.map((code) => shared.reason[code]))];
}

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

/** Presence, Shifts and the model: whether each had a say, why not, and by which instruction. */
export interface SourceLine {
  readonly source: 'presence' | 'shifts' | 'model';
  readonly use: 'used' | 'partly' | 'not-used';
  readonly sentence: string;
  readonly remedy: Decision['presence']['remedy'];
}

export function sourceLines(decision: Decision, shared: Shared, t: DecisionWords): readonly SourceLine[] {
  const { presence, shifts, model, notes } = decision;
  const by = (place: number | null): string => {
    const found = decision.instructions.find(({ sentence }) => sentence === place);
    return found ? ` ${shared.byInstruction(found.text)}` : '';
  };
  // Said with what was made of it.
  const onBreak = notes.find(({ note }) => note === 'everyone-on-a-break');
  const ofBreak =
    presence.because === 'everyone-on-a-break' && onBreak ? shared.everyoneOnABreak[onBreak.because] : null;
  const ofPresence = presence.because === null ? t.presenceUsed : shared.presence[presence.because];
  const presenceWords = ofBreak ?? ofPresence;
  const lines: SourceLine[] = [
    {
      source: 'presence',
      use: presence.use,
      sentence: presenceWords + by(presence.sentence),
      remedy: presence.remedy,
    },
    {
      source: 'shifts',
      use: shifts.use,
      sentence:
        (shifts.because === null ? t.shiftsUsed : shared.shifts[shifts.because]) + by(shifts.sentence),
      remedy: shifts.remedy,
    },
  ];
  if (model.state === 'not-asked') return lines;
  const use = model.state === 'used' ? 'used' : 'not-used';
  return [...lines, { source: 'model', use, sentence: shared.model[model.state], remedy: null }];
}
