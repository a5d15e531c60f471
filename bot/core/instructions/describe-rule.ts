import type { Known } from './known.ts';
import type { InstructionScope, PresenceState, RuleEffect } from './rules.ts';

/** What a rule does, as a code: surfaces have the sentence in each language. */
export type RuleCode =
  | 'state-is-unavailable'
  | 'state-is-available'
  | 'presence-not-used'
  | 'shifts-not-used'
  | 'never-gets'
  | 'always-first'
  | 'preferred'
  | 'avoided'
  | 'at-most-open'
  | 'presence-blocks-within';

export interface RuleDescription {
  readonly code: RuleCode;
  readonly state: PresenceState | null;
  /** The technician's full name where it is known, else the name as written. Data. */
  readonly who: { readonly kind: 'technician' | 'skill'; readonly name: string } | null;
  readonly tickets: number | null;
  readonly minutes: number | null;
  /** Names, each once; an id that nobody has any more stands for itself. `null` for rules that ask no scope. */
  readonly scope: 'always' | ScopeNames | null;
}

export interface ScopeNames {
  readonly priorities: readonly string[];
  readonly queues: readonly string[];
  readonly companies: readonly string[];
}

/** All that a surface needs to word a rule in any language. */
export function describeRule(rule: RuleEffect, known: Known): RuleDescription {
  return {
    code: codeOf(rule),
    state: rule.kind === 'treat-state' ? rule.state : null,
    who: whoOf(rule, known),
    tickets: rule.kind === 'limit' ? rule.tickets : null,
    minutes: rule.kind === 'presence-window' ? rule.minutes : null,
    scope: 'scope' in rule ? scopeNames(rule.scope, known) : null,
  };
}

const CODES: Readonly<Record<Exclude<RuleEffect['kind'], 'treat-state'>, RuleCode>> = {
  'ignore-presence': 'presence-not-used',
  'ignore-shifts': 'shifts-not-used',
  never: 'never-gets',
  always: 'always-first',
  prefer: 'preferred',
  avoid: 'avoided',
  limit: 'at-most-open',
  'presence-window': 'presence-blocks-within',
};

function codeOf(rule: RuleEffect): RuleCode {
  if (rule.kind !== 'treat-state') return CODES[rule.kind];
  return rule.as === 'available' ? 'state-is-available' : 'state-is-unavailable';
}

function whoOf(rule: RuleEffect, known: Known): RuleDescription['who'] {
  if (rule.kind === 'limit') return technician(rule.technicianId, rule.name, known);
  if (!('who' in rule)) return null;
  if (rule.who.kind === 'skill') return { kind: 'skill', name: rule.who.skill };
  return technician(rule.who.technicianId, rule.who.name, known);
}

function technician(id: string, written: string, known: Known): RuleDescription['who'] {
  return { kind: 'technician', name: known.technicians.find((each) => each.id === id)?.name ?? written };
}

function scopeNames(scope: InstructionScope, known: Known): 'always' | ScopeNames {
  if (scope === 'always') return scope;
  return {
    priorities: namesOf(scope.priorities, known.priorities),
    queues: namesOf(scope.queues, known.queues),
    companies: namesOf(scope.companies, known.companies),
  };
}

function namesOf(
  ids: readonly string[] | undefined,
  things: readonly { readonly id: string; readonly name: string }[],
): readonly string[] {
  const names = (ids ?? []).map((id) => things.find((each) => each.id === id)?.name ?? id);
  return [...new Set(names)];
}
