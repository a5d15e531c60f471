import type { AvailabilityAnswer, SourceState } from '#core/availability/availability-service.ts';
import type { ErrorCode } from '#kernel/errors.ts';
import { HOUR } from '#kernel/interval.ts';
import { errorWords, type Mend } from './error-words.ts';
import { formatList } from './format.ts';
import { literal } from './literal.ts';
import { peopleWords } from './people-words.ts';

export interface SourceReport {
  /** What was used, what was not and why: whole sentences. */
  readonly lines: readonly string[];
  /** The code of the failure that is worth mending first; `null` when all went well. */
  readonly code: ErrorCode | null;
  readonly mend: Mend;
}

/** Team names listed before "and 4 more". */
const TEAMS_NAMED = 3;

/** Says what an answer rests on (decision 3 of the UX page). */
export function reportSources({
  sources,
  slot,
  asOf,
}: Pick<AvailabilityAnswer, 'sources' | 'slot' | 'asOf'>): SourceReport {
  const isTwoHoursAway = slot.start.getTime() - asOf.getTime() > 2 * HOUR;
  const broken = sources.find((source) => source.error !== null && source.error.code !== 'no_schedule');
  const nobodyMapped = sources.some((source) => source.reason === 'nobody-mapped');
  return {
    lines: [usedLine(sources), ...notUsedLines(sources, isTwoHoursAway)],
    code: broken?.error?.code ?? null,
    mend: broken?.error ? errorWords[broken.error.code].mend : nobodyMapped ? 'auto-map' : null,
  };
}

function usedLine(sources: readonly SourceState[]): string {
  const presence = sources.some((source) => source.source === 'presence' && source.used);
  const rotas = sources.filter((source) => source.source === 'shifts' && source.used);
  const used = [...(presence ? [peopleWords.presence] : []), ...(rotas.length > 0 ? [nameOf(rotas)] : [])];
  return used.length > 0 ? peopleWords.used(used.join(', ')) : peopleWords.usedNothing;
}

function notUsedLines(sources: readonly SourceState[], isTwoHoursAway: boolean): readonly string[] {
  const groups = new Map<string, SourceState[]>();
  for (const source of sources) {
    if (source.reason === null) continue;
    const key = `${source.source} ${source.reason} ${source.error?.code ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), source]);
  }
  return [...groups.values()].map((group) => sentenceOf(group, isTwoHoursAway));
}

function sentenceOf(group: readonly SourceState[], isTwoHoursAway: boolean): string {
  const [first] = group;
  const reason = first?.reason ?? 'failed';
  if (reason === 'too-far-ahead') return isTwoHoursAway ? peopleWords.tooFarTwoHours : peopleWords.tooFar;
  const because = errorWords[first?.error?.code ?? 'unexpected'].because;
  if (first?.source === 'technicians') return peopleWords.techniciansFrom(because);
  if (reason === 'partly-failed') return peopleWords.partlyUsed(nameOf(group), because);
  if (reason === 'nobody-mapped') return peopleWords.notUsed(nameOf(group), peopleWords.nobodyMapped);
  if (reason === 'no-rota-chosen') return peopleWords.notUsed(nameOf(group), peopleWords.noRotaChosen);
  return peopleWords.notUsed(nameOf(group), because);
}

function nameOf(group: readonly SourceState[]): string {
  if (group.every((source) => source.source === 'presence')) return peopleWords.presence;
  const teams = group.flatMap((source) => (source.team ? [literal(source.team.name, 60)] : []));
  return teams.length > 0 ? peopleWords.shiftsOf(formatList(teams, TEAMS_NAMED)) : peopleWords.shifts;
}
