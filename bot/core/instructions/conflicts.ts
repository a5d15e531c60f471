import type { SentenceWarning } from './outcome.ts';
import type { InstructionRule, InstructionScope } from './rules.ts';

export interface Conflict {
  /** The sentence that is warned. */
  readonly sentence: number;
  readonly warning: SentenceWarning;
}

/** What rules do to one another, each pair looked at once, in the order of the sentences. Which one holds is for dispatch to know
 *  (rules.ts); this is for the author. */
export function findConflicts(rules: readonly InstructionRule[]): readonly Conflict[] {
  return rules.flatMap((later, place) => rules.slice(0, place).flatMap((earlier) => meet(earlier, later)));
}

type Code = SentenceWarning['code'];

function meet(earlier: InstructionRule, later: InstructionRule): readonly Conflict[] {
  if (effectKey(earlier) === effectKey(later)) return [warn('repeats', later, earlier)];
  return (
    meetStates(earlier, later) ??
    meetPeople(earlier, later) ??
    meetPresence(earlier, later) ??
    meetLimits(earlier, later) ??
    []
  );
}

function meetStates(a: InstructionRule, b: InstructionRule): readonly Conflict[] | null {
  if (a.kind !== 'treat-state' || b.kind !== 'treat-state' || a.state !== b.state) return null;
  return both('contradicts', a, b);
}

function meetPeople(a: InstructionRule, b: InstructionRule): readonly Conflict[] | null {
  if (!('who' in a) || !('who' in b) || subjectKey(a.who) !== subjectKey(b.who)) return null;
  if (isFor(a.kind) === isFor(b.kind)) return null;
  if (scopeKey(a.scope) === scopeKey(b.scope)) return both('contradicts', a, b);
  return scopesMeet(a.scope, b.scope) ? both('overlaps', a, b) : [];
}

function isFor(kind: InstructionRule['kind']): boolean {
  return kind === 'always' || kind === 'prefer';
}

function meetPresence(a: InstructionRule, b: InstructionRule): readonly Conflict[] | null {
  if (a.kind === 'presence-window' && b.kind === 'presence-window') return [warn('replaced-by', a, b)];
  const needs = (rule: InstructionRule): boolean =>
    rule.kind === 'presence-window' || rule.kind === 'treat-state';
  const off = (rule: InstructionRule): boolean => rule.kind === 'ignore-presence' && rule.scope === 'always';
  return (off(a) && needs(b)) || (off(b) && needs(a)) ? both('has-no-effect-with', a, b) : null;
}

/** The lowest limit holds. */
function meetLimits(a: InstructionRule, b: InstructionRule): readonly Conflict[] | null {
  if (a.kind !== 'limit' || b.kind !== 'limit' || a.technicianId !== b.technicianId) return null;
  return a.tickets > b.tickets ? [warn('replaced-by', a, b)] : [warn('replaced-by', b, a)];
}

function both(code: Code, a: InstructionRule, b: InstructionRule): readonly Conflict[] {
  return [warn(code, a, b), warn(code, b, a)];
}

function warn(code: Code, rule: InstructionRule, other: InstructionRule): Conflict {
  return {
    sentence: rule.sentence,
    warning: { code, other: { sentence: other.sentence, text: other.source } },
  };
}

const KEYS = ['priorities', 'queues', 'companies'] as const;

/** Whether a ticket can be in both. */
function scopesMeet(a: InstructionScope, b: InstructionScope): boolean {
  if (a === 'always' || b === 'always') return true;
  return KEYS.every((key) => {
    const [one, other] = [a[key], b[key]];
    return !one || !other || one.some((id) => other.includes(id));
  });
}

function scopeKey(scope: InstructionScope): string {
  return scope === 'always' ? scope : JSON.stringify(KEYS.map((key) => scope[key]?.toSorted() ?? null));
}

function subjectKey(who: Extract<InstructionRule, { who: unknown }>['who']): string {
  return who.kind === 'technician'
    ? `technician ${who.technicianId}`
    : `skill ${who.skill.trim().toLowerCase()}`;
}

/** Equal for rules that do the same, whatever their sentences call people. */
function effectKey(rule: InstructionRule): string {
  const scope = 'scope' in rule ? scopeKey(rule.scope) : '';
  if ('who' in rule) return [rule.kind, subjectKey(rule.who), scope].join(' ');
  if (rule.kind === 'limit') return [rule.kind, rule.technicianId, rule.tickets].join(' ');
  if (rule.kind === 'presence-window') return [rule.kind, rule.minutes].join(' ');
  return rule.kind === 'treat-state'
    ? [rule.kind, rule.state, rule.as].join(' ')
    : [rule.kind, scope].join(' ');
}
