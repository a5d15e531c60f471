import type { NameIndex, NameKind } from './known.ts';
import type { NameProblem } from './name-reading.ts';
import { isSeparator, nameAt, unknownName } from './name-reading.ts';
import type { InstructionSubject } from './rules.ts';
import type { Token } from './tokens.ts';

export type WhoReading = { readonly kind: 'who'; readonly who: readonly InstructionSubject[] } | NameProblem;

export interface WhoShape {
  readonly kinds: readonly ('technician' | 'skill')[];
  readonly loose: boolean;
  readonly shy: boolean;
}

/** The people or skills that all of `tokens` name, as a list; `null` when they say anything else. */
export function readWho(tokens: readonly Token[], index: NameIndex, shape: WhoShape): WhoReading | null {
  const who: InstructionSubject[] = [];
  let at = 0;
  while (at < tokens.length) {
    const led = skipAll(tokens, at);
    const found = nameOf(tokens, at, led, index, shape);
    if (!found) return led < tokens.length ? unknownAt(tokens, led, index, shape) : null;
    const name = tokens
      .slice(led, found.end)
      .map(({ text }) => text.replace(/['’]s$/i, ''))
      .join(' ');
    const [entity] = found.entities;
    if (!entity) return null;
    if (found.entities.length > 1) return { kind: 'ambiguous', name, choices: found.entities };
    const [id = ''] = entity.ids;
    who.push(
      entity.kind === 'technician'
        ? { kind: 'technician', technicianId: id, name }
        : { kind: 'skill', skill: entity.name },
    );
    at = entity.kind === 'skill' ? skip(tokens, found.end, TAILS) : found.end;
    if (at === tokens.length) return { kind: 'who', who };
    if (!isSeparator(tokens[at])) return null;
    while (isSeparator(tokens[at])) at += 1;
  }
  return null;
}

const phrases = (text: string): readonly (readonly string[])[] =>
  text.split('|').map((each) => each.split('_'));

/** Words before a skill; where one stands, no person is meant. */
const LEADS = phrases(
  'people_with|people_who_know|people_who_can_do|people_skilled_in|technicians_with|technicians_who_know|technicians_skilled_in|anyone_with|anyone_who_knows|someone_with|someone_who_knows|somebody_with|those_with|those_who_know|engineers_with|engineers_who_know|experts_in|experts_for|specialists_in|the_skill|the_skills|skill|skills|the|leute_mit|techniker_mit|techniker_fur|experten_fur|spezialisten_fur|jemanden_mit|jemand_mit|personen_mit|kollegen_mit|den_skill|die|kenntnis|kenntnisse_in',
);
const TAILS = phrases(
  'skill|skills|specialist|specialists|expert|experts|people|technicians|engineers|knowledge|experience|kenntnisse|kenntnissen|experten|spezialisten|techniker|techniker|skills|leute|erfahrung',
);
/** Leads that a person's name may have as well. */
const NEUTRAL = new Set(['the', 'die']);

function nameOf(
  tokens: readonly Token[],
  from: number,
  at: number,
  index: NameIndex,
  { kinds }: WhoShape,
): ReturnType<typeof nameAt> {
  const skillOnly = tokens.slice(from, at).some(({ word }) => !NEUTRAL.has(word));
  const wanted: readonly NameKind[] = skillOnly ? kinds.filter((kind) => kind === 'skill') : kinds;
  const found = nameAt(tokens, at, wanted, index);
  const tail = found && skip(tokens, found.end, TAILS) > found.end;
  return tail ? nameAt(tokens.slice(0, found.end), at, ['skill'], index) : found;
}

function unknownAt(
  tokens: readonly Token[],
  at: number,
  index: NameIndex,
  { kinds, loose, shy }: WhoShape,
): NameProblem | null {
  if (!loose) return null;
  let end = at;
  while (end < tokens.length && !isSeparator(tokens[end])) end += 1;
  while (end > at && skip(tokens.slice(0, end), end - 1, TAILS) === end) end -= 1;
  const what = end < tokens.length && !isSeparator(tokens[end]) ? 'skill' : 'technician';
  // A known queue or company is no unknown person: the sentence means something else.
  if (nameAt(tokens, at, ['priority', 'queue', 'company'], index)) return null;
  return unknownName({
    tokens: tokens.slice(at, end),
    what,
    kinds: what === 'skill' ? ['skill'] : kinds,
    index,
    shy,
  });
}

function skipAll(tokens: readonly Token[], at: number): number {
  const next = skip(tokens, at, LEADS);
  return next === at ? at : skipAll(tokens, next);
}

function skip(tokens: readonly Token[], at: number, among: readonly (readonly string[])[]): number {
  const fits = among.filter((words) => words.every((word, offset) => tokens[at + offset]?.word === word));
  return at + Math.max(0, ...fits.map((words) => words.length));
}
