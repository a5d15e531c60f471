import type { decisionTexts } from '../../texts/decisions.ts';
import type { Reasons } from '../../texts/dispatch-reasons.ts';
import type { Formats } from '../../texts/language.ts';
import type { Candidate, Decision, WhyNot } from './dispatch-types.ts';

type Shared = (typeof decisionTexts)['en'];
type Gate = Candidate['gates'][number]['gate'];

interface Words {
  readonly t: Reasons;
  readonly shared: Shared;
  readonly formats: Pick<Formats, 'locale' | 'list'>;
}

/** The answer in one sentence, then what it rests on. */
export function answerLines({ answer }: WhyNot, { t, shared, formats }: Words): readonly string[] {
  switch (answer.kind) {
    case 'was-chosen':
      return [t.answer.chosen];
    case 'skipped':
      return [
        t.answer.skipped(shared.reason[answer.gate.code]),
        ...(answer.keepsTheTurn ? [t.answer.keepsTheTurn] : []),
      ];
    case 'outranked': {
      const name = answer.chosenName ?? answer.chosenId;
      const parts = (gaps: typeof answer.gaps): string =>
        formats.list(gaps.map(({ part, points }) => t.answer.gap(t.part[part], plain(points, formats))));
      const ahead = answer.gaps.filter(({ points }) => points > 0);
      const behind = answer.gaps.filter(({ points }) => points < 0);
      return [
        t.answer.by[answer.by](name),
        ...(ahead.length > 0 ? [t.answer.ahead(name, parts(ahead))] : []),
        ...(behind.length > 0 ? [t.answer.behind(name, parts(behind))] : []),
      ];
    }
    case 'nobody-was-chosen':
      return [
        t.answer.nobodyChosen,
        ...(answer.outcome.because ? [shared.because[answer.outcome.because]] : []),
      ];
    default:
      return [t.answer.notACandidate];
  }
}

/** Without a sign: the sentence says which way. */
function plain(points: number, { locale }: Pick<Formats, 'locale'>): string {
  return new Intl.NumberFormat(locale).format(Math.round(Math.abs(points) * 10) / 10);
}

/** `+8` or `−3.5` */
export function signed(points: number, { locale }: Pick<Formats, 'locale'>): string {
  const rounded = Math.round(points * 10) / 10;
  return new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' }).format(rounded);
}

const GATES: readonly Gate[] = ['active', 'pool', 'excluded', 'capacity', 'calendar', 'presence', 'lease'];

export interface GateLine {
  readonly gate: Gate;
  readonly state: 'passed' | 'failed' | 'not-reached';
  readonly words: string;
  /** The instruction that spoke. */
  readonly instruction: string | null;
}

/** All seven checks in their order; after the one that failed, none was asked. */
export function gateLines(
  { gates }: Pick<Candidate, 'gates'>,
  { instructions }: Pick<Decision, 'instructions'>,
  { t, shared }: Omit<Words, 'formats'>,
): readonly GateLine[] {
  return GATES.map((gate) => {
    const asked = gates.find((each) => each.gate === gate);
    if (!asked) return { gate, state: 'not-reached', words: t.gateState['not-reached'], instruction: null };
    const spoke = instructions.find(({ sentence }) => sentence === asked.sentence);
    return {
      gate,
      state: asked.passed ? 'passed' : 'failed',
      words: `${t.gateState[asked.passed ? 'passed' : 'failed']}. ${shared.reason[asked.code]}.`,
      instruction: spoke ? t.byInstruction(spoke.text) : null,
    };
  });
}
