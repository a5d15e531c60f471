import type { tryOutWorkflow } from '#contract/dispatch-endpoints.ts';
import type { AnswerOf } from '../api/client.ts';
import type { decisionTexts } from './decisions.ts';

type Decision = AnswerOf<typeof tryOutWorkflow>['decision'];
type Candidate = Decision['candidates'][number];
type Words = (typeof decisionTexts)['en'];

/** More parts of a score than these would hide the decisive ones. */
const MOST_PARTS = 3;

/** Reasons in words, most decisive first; of a ranked candidate also the strongest parts of the score. Each once. */
export function reasonWords(
  { reasons, score }: Pick<Candidate, 'reasons' | 'score'>,
  words: Words,
): readonly string[] {
  const strength = ({ value, weight }: { readonly value: number; readonly weight: number }): number =>
    Math.abs(value - 0.5) * weight;
  const telling = (score?.parts ?? [])
    .filter(({ value }) => value !== 0.5)
    .toSorted((a, b) => strength(b) - strength(a))
    .slice(0, MOST_PARTS);
  const codes = [...reasons, ...telling.map(({ reason }) => reason)];
  return [...new Set(codes.map((code) => words.reason[code]))];
}

/** Presence, Shifts and the model: whether each had a say, why not, and by which instruction. */
export interface SourceLine {
  readonly source: 'presence' | 'shifts' | 'model';
  readonly use: 'used' | 'partly' | 'not-used';
  readonly sentence: string;
  readonly remedy: Decision['presence']['remedy'];
}

/** In the order of `SourceLine`; the model only when it was asked. */
export function sourceLines(
  decision: Pick<Decision, 'presence' | 'shifts' | 'model' | 'notes' | 'instructions'>,
  words: Words,
): readonly SourceLine[] {
  const { presence, shifts, model, notes } = decision;
  const by = (place: number | null): string => {
    const found = decision.instructions.find(({ sentence }) => sentence === place);
    return found ? ` ${words.byInstruction(found.text)}` : '';
  };
  // Said with what was made of it.
  const onBreak = notes.find(({ note }) => note === 'everyone-on-a-break');
  const ofBreak =
    presence.because === 'everyone-on-a-break' && onBreak ? words.everyoneOnABreak[onBreak.because] : null;
  const ofPresence = presence.because === null ? words.presenceUsed : words.presence[presence.because];
  const ofShifts = shifts.because === null ? words.shiftsUsed : words.shifts[shifts.because];
  const lines: SourceLine[] = [
    {
      source: 'presence',
      use: presence.use,
      sentence: (ofBreak ?? ofPresence) + by(presence.sentence),
      remedy: presence.remedy,
    },
    { source: 'shifts', use: shifts.use, sentence: ofShifts + by(shifts.sentence), remedy: shifts.remedy },
  ];
  if (model.state === 'not-asked') return lines;
  const use = model.state === 'used' ? 'used' : 'not-used';
  return [...lines, { source: 'model', use, sentence: words.model[model.state], remedy: null }];
}
