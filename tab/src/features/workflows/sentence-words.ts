import type { Formats } from '../../texts/language.ts';
import type { kindTexts, sentenceTexts } from '../../texts/workflow-sentences.ts';
import type { Sentence, WorkflowSetup } from './workflow-types.ts';

type Outcome = Sentence['outcome'];
type Rule = Extract<Outcome, { kind: 'rules' }>['rules'][number];

interface Words {
  readonly t: (typeof sentenceTexts)['en'];
  readonly kinds: (typeof kindTexts)['en'];
  readonly formats: Pick<Formats, 'list' | 'locale'>;
}

/** What the effect of a sentence depends on besides itself. */
export interface SentenceTerms extends Pick<WorkflowSetup, 'mode' | 'teamsAvailability'> {
  readonly hasModel: boolean;
}

export interface SentenceLine {
  /** As written: data. */
  readonly text: string;
  readonly kind: Outcome['kind'];
  readonly label: string;
  /** What it became, or why it became nothing; each a sentence or a rule. */
  readonly details: readonly string[];
  /** What the author should know although it holds. */
  readonly warnings: readonly string[];
}

/** One line for each sentence, in the order of the text. */
export function sentenceLines(
  sentences: readonly Sentence[],
  terms: SentenceTerms,
  words: Words,
): readonly SentenceLine[] {
  return sentences.map((sentence) => ({
    text: sentence.text,
    kind: sentence.outcome.kind,
    label: labelOf(sentence.outcome, words),
    details: detailsOf(sentence.outcome, terms, words),
    warnings: [
      ...sentence.warnings.map(({ code, other }) =>
        (words.t.warning[code] ?? String)(other === null ? '' : words.t.quoted(other.text)),
      ),
      ...withoutEffect(sentence.outcome, terms, words),
    ],
  }));
}

/** How many became what. `other`: not applied. */
export function countOutcomes(sentences: readonly Sentence[]): {
  readonly rules: number;
  readonly advice: number;
  readonly other: number;
} {
  const rules = sentences.filter(({ outcome }) => outcome.kind === 'rules').length;
  const advice = sentences.filter(({ outcome }) => outcome.kind === 'advice').length;
  return { rules, advice, other: sentences.length - rules - advice };
}

/** A rule in words, such as `priority P1 → presence not used`. */
export function ruleWords(rule: Rule, { t, formats }: Omit<Words, 'kinds'>): string {
  const tickets = scopeWords(rule.scope, { t, formats });
  const who = rule.who?.kind === 'skill' ? t.skilled(rule.who.name) : (rule.who?.name ?? '');
  const state = rule.state === null ? '' : (t.state[rule.state] ?? rule.state);
  switch (rule.code) {
    case 'state-is-unavailable':
    case 'state-is-available':
      return t.does[rule.code](state);
    case 'presence-not-used':
    case 'shifts-not-used':
      return t.does[rule.code](tickets);
    case 'at-most-open':
      return t.does[rule.code](who, rule.tickets ?? 0);
    case 'presence-blocks-within':
      return t.does[rule.code](rule.minutes ?? 0);
    default:
      return t.does[rule.code](who, tickets);
  }
}

function scopeWords(scope: Rule['scope'], { t, formats }: Omit<Words, 'kinds'>): string {
  if (scope === null || scope === 'always') return t.everyTicket;
  const { priorities, queues, companies } = scope;
  const either = (names: readonly string[]): string => listOr(names, formats);
  const parts = [
    priorities.length > 0 ? t.priorities(either(priorities), priorities.length) : '',
    queues.length > 0 ? t.queues(either(queues), queues.length) : '',
    companies.length > 0 ? t.companies(either(companies), companies.length) : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? t.everyTicket : formats.list(parts);
}

function labelOf(outcome: Outcome, { t }: Words): string {
  switch (outcome.kind) {
    case 'rules':
      return t.rule;
    case 'advice':
      return t.advice;
    case 'half-understood':
      return t.half;
    case 'refers-to-unknown':
      return t.unknown;
    case 'refers-to-ambiguous':
      return t.ambiguous;
  }
}

function detailsOf(outcome: Outcome, { mode, hasModel }: SentenceTerms, words: Words): readonly string[] {
  const { t, kinds, formats } = words;
  switch (outcome.kind) {
    case 'rules':
      return outcome.rules.map((rule) => ruleWords(rule, words));
    case 'advice':
      if (!hasModel) return [t.adviceWithoutModel];
      return [mode === 'ranked' ? t.adviceForModel : t.adviceInRoundRobin];
    case 'half-understood':
      return [
        outcome.understood === '' ? t.nothingUnderstood : t.understood(outcome.understood),
        ...(outcome.leftover.length > 0 ? [t.leftover(formats.list(outcome.leftover.map(t.quoted)))] : []),
        t.problem[outcome.problem] ?? '',
      ];
    case 'refers-to-unknown':
      return [
        t.noSuch(outcome.name, t.kind[outcome.what]),
        ...(outcome.closest === null ? [] : [t.closest(outcome.closest)]),
      ];
    case 'refers-to-ambiguous': {
      const choices = outcome.choices.map(({ name, what }) => t.choice(name, kinds[what]));
      return [t.several(outcome.name, listOr(choices, formats))];
    }
  }
}

const ABOUT_PRESENCE: readonly Rule['code'][] = [
  'state-is-unavailable',
  'state-is-available',
  'presence-not-used',
  'presence-blocks-within',
];

/** Rules that the other settings of the form leave nothing to do. */
function withoutEffect(
  outcome: Outcome,
  { mode, teamsAvailability }: SentenceTerms,
  { t }: Words,
): readonly string[] {
  if (outcome.kind !== 'rules') return [];
  const codes = outcome.rules.map(({ code }) => code);
  const isOff = teamsAvailability === 'off';
  if (isOff && codes.every((code) => ABOUT_PRESENCE.includes(code) || code === 'shifts-not-used')) {
    return [t.presenceRuleOff];
  }
  const isShifts = codes.every((code) => code === 'shifts-not-used');
  return isShifts && mode === 'round-robin' ? [t.shiftRuleRoundRobin] : [];
}

/** `P1 or P2`. */
function listOr(items: readonly string[], { locale }: Pick<Formats, 'locale'>): string {
  return new Intl.ListFormat(locale, { type: 'disjunction' }).format(items);
}
