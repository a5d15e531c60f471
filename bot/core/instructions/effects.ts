import { PRESENCE_BLOCKS_MINUTES } from '#core/availability/tunables.ts';
import type { SlotValue } from './fill-slot.ts';
import type { HalfProblem, SentenceOutcome } from './outcome.ts';
import type { Binding } from './pattern.ts';
import type { Family } from './phrase-book.ts';
import type { InstructionScope, InstructionSubject, PresenceState, RuleEffect } from './rules.ts';
import { bothScopes } from './scope.ts';

/** What a phrasing with its slots filled comes to. */
export type Reading =
  | { readonly kind: 'effects'; readonly effects: readonly RuleEffect[]; readonly doubtful: boolean }
  | { readonly kind: 'problem'; readonly problem: HalfProblem }
  | { readonly kind: 'name'; readonly outcome: NameOutcome };

export type NameOutcome = Extract<SentenceOutcome, { kind: 'refers-to-unknown' | 'refers-to-ambiguous' }>;

/** The effects of a phrasing, or what keeps it from having any; `null` when its parts do not go together. */
export function readingOf(family: Family, bindings: readonly Binding<SlotValue>[]): Reading | null {
  const values = bindings.map(({ value }) => value);
  const name = values.map(nameOutcome).find((outcome) => outcome !== null);
  if (name) return { kind: 'name', outcome: name };
  if (values.some(({ kind }) => kind === 'mixed')) return { kind: 'problem', problem: 'mixed-scope' };
  const scope = scopeOf(values);
  if (scope === null) return null;
  if (family === 'window') return windowReading(values);
  const effects = effectsOf(family, values, scope);
  const doubtful = values.some((value) => value.kind === 'verdict' && value.doubtful);
  return effects.length === 0 ? null : { kind: 'effects', effects, doubtful };
}

function effectsOf(
  family: Exclude<Family, 'window'>,
  values: readonly SlotValue[],
  scope: InstructionScope,
): readonly RuleEffect[] {
  if (family === 'state' || family === 'state-off') {
    return statesOf(values).map((state) => ({ kind: 'treat-state', state, as: verdictOf(values) }));
  }
  if (family === 'ignore') {
    return topicsOf(values).map((topic) => ({
      kind: topic === 'presence' ? 'ignore-presence' : 'ignore-shifts',
      scope,
    }));
  }
  if (family === 'limit') return limits(values);
  return whoOf(values).map((who) => ({ kind: family, who, scope }));
}

function windowReading(values: readonly SlotValue[]): Reading | null {
  const minutes = values.find((value) => value.kind === 'minutes')?.minutes;
  if (minutes === undefined) return null;
  if (minutes > PRESENCE_BLOCKS_MINUTES.max) return { kind: 'problem', problem: 'minutes-out-of-range' };
  return { kind: 'effects', effects: [{ kind: 'presence-window', minutes }], doubtful: false };
}

function limits(values: readonly SlotValue[]): readonly RuleEffect[] {
  const tickets = values.find((value) => value.kind === 'count')?.count;
  if (tickets === undefined) return [];
  return whoOf(values).flatMap((who) =>
    who.kind === 'technician'
      ? [{ kind: 'limit', technicianId: who.technicianId, name: who.name, tickets } as const]
      : [],
  );
}

function scopeOf(values: readonly SlotValue[]): InstructionScope | null {
  let scope: InstructionScope | null = 'always';
  for (const value of values) {
    if (value.kind === 'scope' && scope !== null) scope = bothScopes(scope, value.scope);
  }
  return scope;
}

function statesOf(values: readonly SlotValue[]): readonly PresenceState[] {
  return values.find((value) => value.kind === 'states')?.states ?? [];
}

/** Phrasings without a verdict of their own skip people. */
function verdictOf(values: readonly SlotValue[]): 'available' | 'unavailable' {
  return values.find((value) => value.kind === 'verdict')?.as ?? 'unavailable';
}

function topicsOf(values: readonly SlotValue[]): readonly ('presence' | 'shifts')[] {
  return values.find((value) => value.kind === 'topics')?.topics ?? [];
}

function whoOf(values: readonly SlotValue[]): readonly InstructionSubject[] {
  return values.find((value) => value.kind === 'who')?.who ?? [];
}

function nameOutcome(value: SlotValue): NameOutcome | null {
  if (value.kind === 'unknown') {
    return { kind: 'refers-to-unknown', what: value.what, name: value.name, closest: value.closest };
  }
  if (value.kind === 'unknown-state') {
    return { kind: 'refers-to-unknown', what: 'state', name: value.name, closest: null };
  }
  if (value.kind !== 'ambiguous') return null;
  const choices = value.choices
    .map(({ kind, ids, name }) => ({ what: kind, id: ids[0] ?? '', name }))
    .toSorted((a, b) => compare(`${a.name} ${a.id}`, `${b.name} ${b.id}`));
  return { kind: 'refers-to-ambiguous', name: value.name, choices };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
