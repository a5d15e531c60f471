import type { Formats } from '../../texts/language.ts';
import type { WorkflowWords } from '../../texts/workflows.ts';
import type { Named, Workflow, WorkflowGround } from './workflow-types.ts';

interface Words {
  readonly t: WorkflowWords;
  readonly formats: Pick<Formats, 'list' | 'day'>;
}

/** `AI · Suggest` */
export function methodWords({ setup }: Workflow, t: WorkflowWords): string {
  return t.methodAndAct(t.method[setup.mode], t.act[setup.act]);
}

/** What the rota column says: Round Robin never looks at one. */
export function rotaWords({ setup }: Workflow, { t, formats }: Words): string {
  if (setup.mode === 'round-robin') return t.onBreakCheckOnly;
  if (setup.teamsAvailability === 'off') return t.rotaNotUsed;
  const names = setup.rotaTeams.map(({ displayName }) => displayName);
  return names.length === 0 ? t.noRota : t.rota(formats.list(names));
}

/** Under the name: which tickets it takes by itself, and whether it only watches. `ground`: `null` while names are not known. */
export function takesWords(
  { setup }: Workflow,
  ground: Pick<WorkflowGround, 'queues' | 'priorities'> | null,
  now: Date,
  { t, formats }: Words,
): readonly string[] {
  const { isOn, takes, shadowUntil } = setup;
  const shadow = shadowUntil !== null && new Date(shadowUntil) > now;
  return [
    isOn ? ticketsWords(takes, ground, { t, formats }) : t.takesNothing,
    // A shadow ends with its last day: midnight is the day after.
    ...(shadow ? [t.shadowUntil(formats.day(new Date(Date.parse(shadowUntil) - 1)))] : []),
  ];
}

function ticketsWords(
  { queues, priorities }: Workflow['setup']['takes'],
  ground: Pick<WorkflowGround, 'queues' | 'priorities'> | null,
  { t, formats }: Words,
): string {
  if (queues.length + priorities.length === 0) return t.takesAll;
  if (ground === null) return t.takesSome;
  const labels = ground.priorities.map(({ id, label }) => ({ id, name: label }));
  const names = [namesOf(queues, ground.queues), namesOf(priorities, labels)];
  return t.takes(
    names
      .filter((each) => each.length > 0)
      .map((each) => formats.list(each))
      .join(' · '),
  );
}

function namesOf(ids: readonly string[], known: readonly Named[]): readonly string[] {
  return [...new Set(ids.map((id) => known.find((each) => each.id === id)?.name ?? id))];
}
