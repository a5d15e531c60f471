import type {
  InstructionRule,
  InstructionScope,
  InstructionSubject,
  PresenceState,
} from '#core/instructions/rules.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import { type CandidateFacts, hasSkill, skillKey } from './candidate.ts';
import type { Ticket } from './ports.ts';

type Sentence = number;

/** People that rules of one kind name, with the first sentence that does. */
export interface NamedPeople {
  readonly technicians: ReadonlyMap<TechnicianId, Sentence>;
  /** By skill key; a list, because it is walked for every technician. */
  readonly skills: readonly { readonly skill: string; readonly sentence: Sentence }[];
}

/** The rules that hold for one ticket, sorted for looking up. */
export interface RulePlan {
  readonly states: ReadonlyMap<string, { readonly as: 'working' | 'on-break' }>;
  /** `null` where no rule says so. */
  readonly ignorePresence: Sentence | null;
  readonly ignoreShifts: Sentence | null;
  readonly presenceWindowMinutes: number | null;
  readonly limits: ReadonlyMap<TechnicianId, { readonly tickets: number; readonly sentence: Sentence }>;
  readonly never: NamedPeople;
  readonly always: NamedPeople;
  readonly prefer: NamedPeople;
  readonly avoid: NamedPeople;
}

/** Part of a ticket that scopes ask about. */
export type ScopedTicket = Pick<Ticket, 'priority' | 'queue' | 'company'>;

/** What `rules` mean for this ticket. Where two sentences give one thing two values the later holds; of limits, the lowest. */
export function planRules(rules: readonly InstructionRule[], ticket: ScopedTicket): RulePlan {
  const holding = rules.filter((rule) => !('scope' in rule) || isInScope(rule.scope, ticket));
  return {
    states: statesOf(holding),
    ignorePresence: firstSentence(holding, 'ignore-presence'),
    ignoreShifts: firstSentence(holding, 'ignore-shifts'),
    presenceWindowMinutes:
      holding.flatMap((rule) => (rule.kind === 'presence-window' ? [rule.minutes] : [])).at(-1) ?? null,
    limits: limitsOf(holding),
    never: peopleOf(holding, 'never'),
    always: peopleOf(holding, 'always'),
    prefer: peopleOf(holding, 'prefer'),
    avoid: peopleOf(holding, 'avoid'),
  };
}

/** The sentence that names this technician, or `null`. */
export function sentenceFor(people: NamedPeople, facts: CandidateFacts): Sentence | null {
  if (!namesAnybody(people)) return null;
  const named = people.technicians.get(facts.technicianId);
  if (named !== undefined) return named;
  for (const { skill, sentence } of people.skills) {
    if (hasSkill(facts, skill)) return sentence;
  }
  return null;
}

export function namesAnybody(people: NamedPeople): boolean {
  return people.technicians.size > 0 || people.skills.length > 0;
}

function isInScope(scope: InstructionScope, { priority, queue, company }: ScopedTicket): boolean {
  if (scope === 'always') return true;
  return (
    holds(scope.priorities, priority?.id) &&
    holds(scope.queues, queue?.id) &&
    holds(scope.companies, company?.id)
  );
}

function holds(wanted: readonly string[] | undefined, actual: string | undefined): boolean {
  return wanted === undefined || (actual !== undefined && wanted.includes(actual));
}

function statesOf(rules: readonly InstructionRule[]): RulePlan['states'] {
  const states = new Map<PresenceState, { readonly as: 'working' | 'on-break' }>();
  for (const rule of rules) {
    if (rule.kind !== 'treat-state') continue;
    states.set(rule.state, { as: rule.as === 'available' ? 'working' : 'on-break' });
  }
  return states;
}

function firstSentence(
  rules: readonly InstructionRule[],
  kind: 'ignore-presence' | 'ignore-shifts',
): Sentence | null {
  return rules.find((rule) => rule.kind === kind)?.sentence ?? null;
}

function limitsOf(rules: readonly InstructionRule[]): RulePlan['limits'] {
  const limits = new Map<TechnicianId, { tickets: number; sentence: Sentence }>();
  for (const rule of rules) {
    if (rule.kind !== 'limit') continue;
    const known = limits.get(rule.technicianId);
    if (known && known.tickets <= rule.tickets) continue;
    limits.set(rule.technicianId, { tickets: rule.tickets, sentence: rule.sentence });
  }
  return limits;
}

function peopleOf(
  rules: readonly InstructionRule[],
  kind: 'never' | 'always' | 'prefer' | 'avoid',
): NamedPeople {
  const technicians = new Map<TechnicianId, Sentence>();
  const skills = new Map<string, Sentence>();
  for (const rule of rules) {
    if (rule.kind !== kind) continue;
    const [into, key] = placeOf(rule.who, technicians, skills);
    if (!into.has(key)) into.set(key, rule.sentence);
  }
  return { technicians, skills: [...skills].map(([skill, sentence]) => ({ skill, sentence })) };
}

function placeOf(
  who: InstructionSubject,
  technicians: Map<string, Sentence>,
  skills: Map<string, Sentence>,
): readonly [Map<string, Sentence>, string] {
  return who.kind === 'technician' ? [technicians, who.technicianId] : [skills, skillKey(who.skill)];
}
