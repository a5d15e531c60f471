import type { Formats } from '../../texts/language.ts';
import type { FormWords } from '../../texts/workflow-form.ts';
import { durationWords } from './form-part.ts';
import { SETUP_FIELDS, type SetupField, WEIGHTS } from './setup-draft.ts';
import type { WorkflowGround, WorkflowSetup } from './workflow-types.ts';

export interface SetupFact {
  readonly field: SetupField;
  readonly label: string;
  readonly value: string;
}

interface Words {
  readonly t: FormWords;
  readonly formats: Pick<Formats, 'list' | 'number' | 'date'>;
}

/** All settings in words, for whoever may only look. The name is the page's, and instructions have a place of their own. */
export function setupFacts(
  setup: WorkflowSetup,
  ground: WorkflowGround | null,
  words: Words,
): readonly SetupFact[] {
  const { t } = words;
  return SETUP_FIELDS.filter((field) => field !== 'name' && field !== 'instructions').map((field) => ({
    field,
    label: capital(t.field[field]),
    value: capital(valueOf(field, setup, ground, words)),
  }));
}

function valueOf(
  field: SetupField,
  setup: WorkflowSetup,
  ground: WorkflowGround | null,
  { t, formats }: Words,
): string {
  const { takes, pool, weights } = setup;
  const yesNo = (value: boolean): string => (value ? t.yes : t.no);
  switch (field) {
    case 'queues':
      return listed(takes.queues, ground?.queues ?? [], formats) ?? t.anyQueue;
    case 'priorities': {
      const known = (ground?.priorities ?? []).map(({ id, label }) => ({ id, name: label }));
      return listed(takes.priorities, known, formats) ?? t.anyPriority;
    }
    case 'rotaTeams':
      return setup.rotaTeams.length === 0
        ? t.none
        : formats.list(setup.rotaTeams.map(({ displayName }) => displayName));
    case 'pool':
      return pool === 'everyone' ? t.everyone : (listed(pool, ground?.technicians ?? [], formats) ?? t.none);
    case 'isOn':
      return yesNo(setup.isOn);
    case 'teamsAvailability':
      return setup.teamsAvailability === 'on' ? t.on : t.off;
    case 'calendar':
      return yesNo(setup.calendar === 'gate');
    case 'books':
      return yesNo(setup.books === 'schedule-entry');
    case 'mode':
    case 'act':
    case 'whenEveryoneIsOnABreak':
      return t[setup[field]];
    case 'presenceBlocksMinutes':
    case 'workMinutes':
    case 'retryMinutes':
    case 'escalateMinutes':
      return durationWords(setup[field], t);
    case 'capacity':
      return formats.number(setup.capacity);
    case 'weights':
      return formats.list(WEIGHTS.map((part) => `${t.weight[part].label} ${formats.number(weights[part])}`));
    case 'ruleShiftPoints':
    case 'modelShiftPoints':
      return `${formats.number(setup[field])} ${t.points(setup[field])}`;
    case 'shadowUntil':
      // It ends with its last day: midnight is the day after.
      return setup.shadowUntil === null ? t.no : formats.date(new Date(Date.parse(setup.shadowUntil) - 1));
    case 'name':
    case 'instructions':
      return setup[field];
  }
}

/** Names for ids, in their order; an id that nothing is known of stands for itself. `null`: none. */
function listed(
  ids: readonly string[],
  known: readonly { readonly id: string; readonly name: string }[],
  formats: Pick<Formats, 'list'>,
): string | null {
  if (ids.length === 0) return null;
  return formats.list([...new Set(ids.map((id) => known.find((each) => each.id === id)?.name ?? id))]);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
