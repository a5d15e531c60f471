import { SETUP_FIELDS, type SetupDraft, type SetupField, WEIGHTS } from './setup-draft.ts';
import type { Weight } from './workflow-types.ts';

export type SetupFault =
  | { readonly kind: 'empty' | 'pool' | 'weights' | 'past' | 'sentences' | 'refused' }
  | { readonly kind: 'number'; readonly min: number; readonly max: number }
  | { readonly kind: 'too-long' | 'too-many' | 'too-far'; readonly most: number };

/** A fault of `weights` that belongs to one of them has its name behind a dot: `weights.load`. */
export type FaultyField = SetupField | `weights.${Weight}`;
export type SetupFaults = ReadonlyMap<FaultyField, SetupFault>;

export const LONGEST_INSTRUCTIONS = 2000;
const LONGEST_NAME = 80;
const MOST_ROTA_TEAMS = 20;
const LONGEST_SHADOW_DAYS = 90;

/** Bounds of SPEC's settings; the server holds them too. */
export const BOUNDS = {
  presenceBlocksMinutes: { min: 0, max: 1440 },
  capacity: { min: 1, max: 500 },
  workMinutes: { min: 5, max: 480 },
  retryMinutes: { min: 1, max: 120 },
  escalateMinutes: { min: 5, max: 1440 },
  ruleShiftPoints: { min: 0, max: 30 },
  modelShiftPoints: { min: 0, max: 30 },
} as const;
const DAY_MS = 86_400_000;
const WEIGHT_BOUNDS = { min: 0, max: 100 };

/** What the tab itself can tell to be wrong, in the order of the form. `today`: `2026-11-22`; `before`: the day of shadow that stands. */
export function faultsOf(
  draft: SetupDraft,
  terms: { readonly today: string; readonly before: string },
): SetupFaults {
  const found = new Map<FaultyField, SetupFault>();
  const name = draft.name.trim();
  if (name === '') found.set('name', { kind: 'empty' });
  if (name.length > LONGEST_NAME) found.set('name', { kind: 'too-long', most: LONGEST_NAME });
  if (draft.pool.kind === 'chosen' && draft.pool.ids.length === 0) found.set('pool', { kind: 'pool' });
  for (const field of Object.keys(BOUNDS) as readonly (keyof typeof BOUNDS)[]) {
    if (!isWithin(draft[field], BOUNDS[field])) found.set(field, { kind: 'number', ...BOUNDS[field] });
  }
  if (draft.instructions.length > LONGEST_INSTRUCTIONS) {
    found.set('instructions', { kind: 'too-long', most: LONGEST_INSTRUCTIONS });
  }
  for (const part of WEIGHTS) {
    if (!isWithin(draft.weights[part], WEIGHT_BOUNDS)) {
      found.set(`weights.${part}`, { kind: 'number', ...WEIGHT_BOUNDS });
    }
  }
  if (WEIGHTS.every((part) => Number(draft.weights[part]) === 0)) found.set('weights', { kind: 'weights' });
  if (draft.rotaTeams.length > MOST_ROTA_TEAMS) {
    found.set('rotaTeams', { kind: 'too-many', most: MOST_ROTA_TEAMS });
  }
  const shadow = draft.shadowUntil === terms.before ? null : shadowFault(draft.shadowUntil, terms.today);
  if (shadow) found.set('shadowUntil', shadow);
  return inOrder(found);
}

function shadowFault(day: string, today: string): SetupFault | null {
  if (day === '') return null;
  if (day < today) return { kind: 'past' };
  const days = (Date.parse(day) - Date.parse(today)) / DAY_MS;
  // It lasts to the end of the day.
  return days < LONGEST_SHADOW_DAYS ? null : { kind: 'too-far', most: LONGEST_SHADOW_DAYS };
}

/** Faults as the server names them: `setup.takes.queues.0` belongs to the queues. One that fits no field is left out. */
export function serverFaults(details: Readonly<Record<string, unknown>>): SetupFaults {
  const found = new Map<FaultyField, SetupFault>();
  const { faults } = details;
  if (!Array.isArray(faults)) return found;
  for (const fault of faults as readonly unknown[]) {
    if (typeof fault !== 'object' || fault === null || !('field' in fault)) continue;
    const field = typeof fault.field === 'string' ? fieldOf(fault.field) : null;
    const rule = 'rule' in fault ? fault.rule : null;
    const kind = rule === 'too-many-sentences' ? 'sentences' : 'refused';
    if (field !== null && !found.has(field)) found.set(field, { kind });
  }
  return inOrder(found);
}

/** The field that holds a faulty weight is the weights'. */
export function formFieldOf(field: FaultyField): SetupField {
  return field.startsWith('weights.') ? 'weights' : (field as SetupField); // no other field has a dot
}

function fieldOf(path: string): FaultyField | null {
  const [first = '', second = ''] = path.split(/[.[\]]+/).filter((part) => part !== 'setup' && part !== '');
  if (first === 'takes') return second === 'priorities' ? 'priorities' : 'queues';
  const weight = WEIGHTS.find((part) => part === second);
  if (first === 'weights' && weight) return `weights.${weight}`;
  return SETUP_FIELDS.find((field) => field === first) ?? null;
}

function isWithin(text: string, { min, max }: { readonly min: number; readonly max: number }): boolean {
  const value = Number(text.trim());
  return /^\d+$/.test(text.trim()) && value >= min && value <= max;
}

function inOrder(faults: SetupFaults): SetupFaults {
  const place = (field: FaultyField): number => SETUP_FIELDS.indexOf(formFieldOf(field));
  return new Map([...faults].toSorted(([a], [b]) => place(a) - place(b)));
}
