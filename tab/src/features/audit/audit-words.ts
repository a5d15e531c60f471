import type { getAudit } from '#contract/administration-endpoints.ts';
import type { AnswerOf } from '../../api/client.ts';
import type { AuditWords } from '../../texts/audit.ts';
import type { SettingWords } from '../../texts/settings.ts';

export type AuditEntry = AnswerOf<typeof getAudit>['entries'][number];

interface Words {
  readonly t: AuditWords;
  /** Settings by their key. */
  readonly settings: Readonly<Record<string, SettingWords>>;
}

/** What was done, as a sentence without the person. What this version has no sentence for is told in the entry's own words. */
export function sentenceOf(entry: AuditEntry, words: Words): string {
  const { t } = words;
  const { subject, action, before, after } = entry;
  const name = nameOf(entry, words);
  const sentence = t.sentence[`${subject}.${action}`];
  if (sentence === undefined) return t.fallback(t.subject[subject], action, name);
  const facts = { name, now: stateOf(after, t), before: stateOf(before, t) };
  return sentence(facts).replaceAll(/ {2,}/g, ' ');
}

export function actorWords({ kind, name }: AuditEntry['actor'], t: AuditWords): string {
  if (kind === 'key') return t.byKey(name);
  return kind === 'system' && name !== 'Rollcall' ? t.bySystem(name) : name;
}

/** Before or after, for people who read JSON; `null`: there was or is nothing. */
export function valueText(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value, null, 2);
}

/** Where the thing can be looked at; `null`: nowhere. */
export function placeOf({ subject, subjectId, action }: AuditEntry): Place | null {
  if (subject === 'run') return { kind: 'run', parts: ['setup', 'run', subjectId] };
  const isTechnician = subject === 'mapping' || (subject === 'technician' && action !== 'removed');
  return isTechnician ? { kind: 'technician', parts: ['technicians', subjectId] } : null;
}

interface Place {
  readonly kind: 'technician' | 'run';
  readonly parts: readonly string[];
}

/** The entry's own name of the thing: as it is now, else as it was, else its id. */
function nameOf({ subject, subjectId, before, after }: AuditEntry, { t, settings }: Words): string {
  if (subject === 'setting') return settings[subjectId]?.label ?? subjectId;
  if (subject === 'psa') return t.psa[subjectId] ?? subjectId;
  return textIn(after, 'name') ?? textIn(before, 'name') ?? subjectId;
}

/** The role or state in a value, in words; `''` when it has none. */
function stateOf(value: unknown, t: AuditWords): string {
  const role = textIn(value, 'role');
  const state = textIn(value, 'state');
  if (role !== null) return t.role[role] ?? role;
  return state === null ? '' : (t.state[state] ?? state);
}

function textIn(value: unknown, name: string): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const found = (value as Record<string, unknown>)[name]; // just narrowed to an object
  return typeof found === 'string' && found !== '' ? found : null;
}
