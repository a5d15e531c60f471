import type { Weight, WorkflowSetup } from './workflow-types.ts';

/** A workflow's settings while somebody changes them: one entry for each field of the form. Numbers are kept as typed. */
export interface SetupDraft {
  readonly name: string;
  readonly isOn: boolean;
  /** Ids of the PSA. */
  readonly queues: readonly string[];
  readonly priorities: readonly string[];
  readonly mode: WorkflowSetup['mode'];
  readonly act: WorkflowSetup['act'];
  readonly teamsAvailability: WorkflowSetup['teamsAvailability'];
  readonly presenceBlocksMinutes: string;
  readonly rotaTeams: WorkflowSetup['rotaTeams'];
  /** `ids` stay while everybody is in, so that nothing is lost by looking at the other choice. */
  readonly pool: { readonly kind: 'everyone' | 'chosen'; readonly ids: readonly string[] };
  readonly capacity: string;
  readonly calendar: WorkflowSetup['calendar'];
  readonly books: WorkflowSetup['books'];
  readonly workMinutes: string;
  readonly whenEveryoneIsOnABreak: WorkflowSetup['whenEveryoneIsOnABreak'];
  readonly retryMinutes: string;
  readonly escalateMinutes: string;
  readonly instructions: string;
  readonly weights: Readonly<Record<Weight, string>>;
  readonly ruleShiftPoints: string;
  readonly modelShiftPoints: string;
  /** The last day of it, `2026-11-28`; `''`: no shadow. */
  readonly shadowUntil: string;
}

export type SetupField = keyof SetupDraft;

/** In the order of the form. */
export const SETUP_FIELDS: readonly SetupField[] = [
  'name',
  'isOn',
  'queues',
  'priorities',
  'mode',
  'act',
  'teamsAvailability',
  'presenceBlocksMinutes',
  'rotaTeams',
  'pool',
  'capacity',
  'calendar',
  'books',
  'workMinutes',
  'whenEveryoneIsOnABreak',
  'retryMinutes',
  'escalateMinutes',
  'instructions',
  'weights',
  'ruleShiftPoints',
  'modelShiftPoints',
  'shadowUntil',
];

export const WEIGHTS: readonly Weight[] = ['load', 'skill', 'shift', 'affinity', 'earliness', 'fairness'];

export function draftOf(setup: WorkflowSetup): SetupDraft {
  const { takes, pool, weights, shadowUntil, ...rest } = setup;
  return {
    ...rest,
    queues: takes.queues,
    priorities: takes.priorities,
    presenceBlocksMinutes: String(setup.presenceBlocksMinutes),
    pool: pool === 'everyone' ? { kind: 'everyone', ids: [] } : { kind: 'chosen', ids: pool },
    capacity: String(setup.capacity),
    workMinutes: String(setup.workMinutes),
    retryMinutes: String(setup.retryMinutes),
    escalateMinutes: String(setup.escalateMinutes),
    weights: mapWeights((part) => String(weights[part])),
    ruleShiftPoints: String(setup.ruleShiftPoints),
    modelShiftPoints: String(setup.modelShiftPoints),
    shadowUntil: shadowUntil === null ? '' : lastDayOf(shadowUntil),
  };
}

/** What goes to the server. `base` is what the draft was made from: a day of shadow that nobody touched keeps its hour. */
export function setupOf(draft: SetupDraft, base: WorkflowSetup): WorkflowSetup {
  const { queues, priorities, pool, weights, shadowUntil, ...rest } = draft;
  return {
    ...rest,
    name: draft.name.trim(),
    takes: { queues: [...queues], priorities: [...priorities] },
    rotaTeams: [...draft.rotaTeams],
    pool: pool.kind === 'everyone' ? 'everyone' : [...pool.ids],
    presenceBlocksMinutes: Number(draft.presenceBlocksMinutes),
    capacity: Number(draft.capacity),
    workMinutes: Number(draft.workMinutes),
    retryMinutes: Number(draft.retryMinutes),
    escalateMinutes: Number(draft.escalateMinutes),
    weights: mapWeights((part) => Number(weights[part])),
    ruleShiftPoints: Number(draft.ruleShiftPoints),
    modelShiftPoints: Number(draft.modelShiftPoints),
    shadowUntil: shadowUntil === draftOf(base).shadowUntil ? base.shadowUntil : endOf(shadowUntil),
  };
}

/** Fields in which two drafts differ, in the order of the form. Spaces around a name and the order of ticks say nothing. */
export function changedFields(before: SetupDraft, after: SetupDraft): readonly SetupField[] {
  return SETUP_FIELDS.filter((field) => meaningOf(before, field) !== meaningOf(after, field));
}

/** `theirs` with what `mine` changed since `base` on top. */
export function putOnTop(base: SetupDraft, theirs: SetupDraft, mine: SetupDraft): SetupDraft {
  const own = changedFields(base, mine).map((field) => [field, mine[field]]);
  return { ...theirs, ...(Object.fromEntries(own) as Partial<SetupDraft>) }; // each field with its own value
}

function meaningOf(draft: SetupDraft, field: SetupField): string {
  if (field === 'name') return draft.name.trim();
  if (field === 'pool') return draft.pool.kind === 'everyone' ? 'everyone' : JSON.stringify(draft.pool.ids);
  if (field === 'queues' || field === 'priorities') return JSON.stringify(draft[field].toSorted());
  if (field === 'rotaTeams') return JSON.stringify(draft.rotaTeams.map(({ id }) => id).toSorted());
  if (field === 'weights') return JSON.stringify(WEIGHTS.map((part) => draft.weights[part].trim()));
  const value = draft[field];
  return typeof value === 'string' ? value.trim() : String(value);
}

function mapWeights<Value>(valueOf: (part: Weight) => Value): Record<Weight, Value> {
  return Object.fromEntries(WEIGHTS.map((part) => [part, valueOf(part)])) as Record<Weight, Value>; // all six are in WEIGHTS
}

/** A shadow lasts to the end of a day, where the person is: midnight belongs to the day before. */
function lastDayOf(until: string): string {
  const last = new Date(Date.parse(until) - 1);
  return [last.getFullYear(), two(last.getMonth() + 1), two(last.getDate())].join('-');
}

function endOf(day: string): string | null {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return day === '' ? null : new Date(year, month - 1, date + 1).toISOString();
}

/** The day of `now` where the person is, as a field of dates writes it. */
export function dayOf(now: Date): string {
  return [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
