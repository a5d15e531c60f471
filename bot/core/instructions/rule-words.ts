import type { NameIndex } from './known.ts';
import { nameAt } from './name-reading.ts';
import type { HalfProblem } from './outcome.ts';
import { saysWord } from './pattern.ts';
import { stateAt } from './states.ts';
import type { Token } from './tokens.ts';
import { topicAt } from './topics.ts';

/** Words with which rules are given. A sentence with one of them and something that rules are about was meant as a rule. */
const RULE_WORDS = (
  'never always prefer preferred preferably avoid ignore disregard treat consider count counts regard limit cap restrict most maximum max ' +
  'only dont not must should skip exclude block check unless except assign send give route more least minimum means without no ' +
  'regardless irrelevant ' +
  'nie niemals immer bevorzuge bevorzugt bevorzugen vermeide vermeiden meide ignoriere ignorieren behandle behandeln gilt gelten zahlt ' +
  'hochstens maximal nur nicht kein keine begrenze beachte beachten berucksichtige ausser mindestens gib bekommt moglichst egal ohne'
).split(' ');

/** Whether a sentence that is no known phrasing was meant as a rule all the same. */
export function soundsLikeRule(tokens: readonly Token[], index: NameIndex): boolean {
  if (!tokens.some((token) => RULE_WORDS.some((word) => saysWord(token, word)))) return false;
  return tokens.some((_, at) => isSubject(tokens, at, index));
}

function isSubject(tokens: readonly Token[], at: number, index: NameIndex): boolean {
  if (topicAt(tokens, at) || stateAt(tokens, at)) return true;
  if (/^(?:p|prio)\d$/.test(tokens[at]?.word ?? '')) return true;
  const found = nameAt(tokens, at, ['technician', 'skill', 'priority', 'queue', 'company'], index);
  return found !== null;
}

/** Sentences that talk to a language model about its orders. Advice like any other text, and never part of a rule. */
export function talksToModel(sentence: string): boolean {
  return TO_MODEL.some((pattern) => pattern.test(sentence));
}

const TO_MODEL: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass|skip|drop)\b.{0,40}\b(?:instructions?|prompts?|guidelines|guardrails|system|(?:previous|prior|above|earlier|other|all)\s+(?:the\s+|your\s+)?(?:rules|text|messages|sentences|orders|commands))\b/iu,
  /\b(?:ignoriere?|vergiss|missachte|[üu]bergehe)\b.{0,40}(?:anweisung|instruktion|prompt|vorgabe|befehl)/iu,
  /^\W*(?:system|assistant|user|developer)\s*:/iu,
  /<\/?\w+[^>]*>|<\|/u,
  /\byou are (?:now|a|an|the)\b|\bsystem prompt\b|\bjailbreak\b|\bact as\b/iu,
];

/** What the words that were left over before and after the part that was understood say, as far as that can be told. */
export function problemOf(before: readonly Token[], after: readonly Token[]): HalfProblem {
  const words = [...before, ...after].map(({ plain, word }) => [plain, word]).flat();
  const has = (set: ReadonlySet<string>): boolean => words.some((word) => set.has(word));
  if (has(QUESTION)) return 'question';
  if (has(CONDITION)) return 'condition';
  if (has(TIME) || words.some((word) => /^\d{1,2}(?:am|pm|h|uhr)$/.test(word))) return 'time';
  // "… and never Lee": a second rule, which denies nothing of the first.
  const second = before.length === 0 && (after[0]?.word === 'and' || after[0]?.word === 'und');
  return has(NEGATION) && !second ? 'negation' : 'leftover';
}

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));
const QUESTION = set('? why what how which warum wieso');
const CONDITION = set(
  'unless except excluding if when whenever provided but only until while unlike besides other apart wenn falls sofern ausser ausgenommen ausnahme sei solange aber nur bis wahrend jedoch',
);
const TIME = set(
  'monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays weekend weekends weekday weekdays night nights ' +
    'morning mornings afternoon afternoons evening evenings today tomorrow tonight week weeks month day days hour hours noon midnight lunch holiday holidays after before during since oclock pm am ' +
    'montag dienstag mittwoch donnerstag freitag samstag sonntag montags dienstags mittwochs donnerstags freitags samstags sonntags wochenende nachts abends morgens mittags vormittags nachmittags heute ' +
    'morgen nacht abend tag woche monat uhr nach vor ab feiertag feiertagen feiertags',
);
const NEGATION = set(
  'not never dont do no none neither nor without cannot cant nicht nie niemals kein keine keinen ohne',
);
