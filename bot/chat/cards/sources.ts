import type { AvailabilityAnswer, SourceState } from '#core/availability/availability-service.ts';
import type { AppError, ErrorCode } from '#kernel/errors.ts';
import { addMilliseconds, HOUR } from '#kernel/interval.ts';
import type { Place } from '#kernel/zoned-time.ts';
import { ERROR_MENDS, type Mend } from './error-mends.ts';
import { formatWhen } from './format.ts';
import { literal } from './literal.ts';
import type { Texts } from '../texts/texts.ts';

export interface SourceReport {
  /** Without presence nobody can be called working or away: what happened and what to do, to be read first. `null` otherwise. */
  readonly alert: string | null;
  /** What was used, what was not and why, and what to do about the failure worth mending first: whole sentences. */
  readonly lines: readonly string[];
  /** The code of the failure that is worth mending first; `null` when all went well. */
  readonly code: ErrorCode | null;
  readonly mend: Mend;
}

/** Team names listed before "and 4 more". */
const TEAMS_NAMED = 3;

/** Says what an answer rests on (decision 3 of the UX page). */
export function reportSources(
  { sources, slot, asOf }: Pick<AvailabilityAnswer, 'sources' | 'slot' | 'asOf'>,
  scene: { readonly now: Date; readonly place: Place; readonly texts: Texts },
): SourceReport {
  const { texts } = scene;
  const isTwoHoursAway = slot.start.getTime() - asOf.getTime() > 2 * HOUR;
  const broken = sources.find((source) => source.error !== null && source.error.code !== 'no_schedule');
  const nobodyMapped = sources.some((source) => source.reason === 'nobody-mapped');
  const blind = sources.find((source) => source.source === 'presence' && source.reason === 'failed')?.error;
  return {
    alert: blind ? `${happened(blind, texts)} ${toDoAbout(blind, scene)}` : null,
    lines: [
      usedLine(sources, texts),
      ...notUsedLines(sources, isTwoHoursAway, texts),
      ...(broken?.error && broken.error.code !== blind?.code ? [toDoAbout(broken.error, scene)] : []),
    ],
    code: broken?.error?.code ?? null,
    mend: broken?.error ? ERROR_MENDS[broken.error.code] : nobodyMapped ? 'auto-map' : null,
  };
}

function happened(error: AppError, texts: Texts): string {
  return texts.errors[error.code].happened({
    name: null,
    list: missingRights(error),
    until: null,
    role: null,
  });
}

function toDoAbout(
  error: AppError,
  { now, place, texts }: { readonly now: Date; readonly place: Place; readonly texts: Texts },
): string {
  const { retryAfterSeconds } = error;
  const until =
    retryAfterSeconds === null
      ? null
      : formatWhen(addMilliseconds(now, retryAfterSeconds * 1000), now, place);
  return texts.errors[error.code].toDo({ name: null, list: missingRights(error), until, role: null });
}

/** Names of the permissions that Microsoft asks for. */
function missingRights({ details }: AppError): string | null {
  const { missing } = details;
  const names = Array.isArray(missing) ? missing.filter((each) => typeof each === 'string') : [];
  return names.length === 0 ? null : names.map((name) => literal(name, 60)).join(', ');
}

function usedLine(sources: readonly SourceState[], texts: Texts): string {
  const presence = sources.some((source) => source.source === 'presence' && source.used);
  const rotas = sources.filter((source) => source.source === 'shifts' && source.used);
  const used = [
    ...(presence ? [texts.people.presence] : []),
    ...(rotas.length > 0 ? [nameOf(rotas, texts)] : []),
  ];
  return used.length > 0 ? texts.people.used(used.join(', ')) : texts.people.usedNothing;
}

function notUsedLines(
  sources: readonly SourceState[],
  isTwoHoursAway: boolean,
  texts: Texts,
): readonly string[] {
  const groups = new Map<string, SourceState[]>();
  for (const source of sources) {
    if (source.reason === null) continue;
    const key = `${source.source} ${source.reason} ${source.error?.code ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), source]);
  }
  return [...groups.values()].map((group) => sentenceOf(group, isTwoHoursAway, texts));
}

function sentenceOf(group: readonly SourceState[], isTwoHoursAway: boolean, texts: Texts): string {
  const [first] = group;
  const reason = first?.reason ?? 'failed';
  if (reason === 'too-far-ahead') return isTwoHoursAway ? texts.people.tooFarTwoHours : texts.people.tooFar;
  const because = becauseOf(first?.error ?? null, texts);
  if (first?.source === 'technicians') return texts.people.techniciansFrom(because);
  if (reason === 'partly-failed') return texts.people.partlyUsed(nameOf(group, texts), because);
  if (reason === 'nobody-mapped')
    return texts.people.notUsed(nameOf(group, texts), texts.people.nobodyMapped);
  if (reason === 'no-rota-chosen')
    return texts.people.notUsed(nameOf(group, texts), texts.people.noRotaChosen);
  return texts.people.notUsed(nameOf(group, texts), because);
}

function becauseOf(error: AppError | null, texts: Texts): string {
  const { because } = texts.errors[error?.code ?? 'unexpected'];
  const rights = error?.code === 'permission_missing' ? missingRights(error) : null;
  return rights === null ? because : `${because} (${rights})`;
}

function nameOf(group: readonly SourceState[], texts: Texts): string {
  if (group.every((source) => source.source === 'presence')) return texts.people.presence;
  const teams = group.flatMap((source) => (source.team ? [literal(source.team.name, 60)] : []));
  return teams.length > 0 ? texts.people.shiftsOf(texts.list(teams, TEAMS_NAMED)) : texts.people.shifts;
}
