import type { Links, Viewer } from '#chat/cards/card.ts';
import type { AvailabilityView } from '#chat/cards/availability-card.ts';
import type { TechnicianAvailability } from '#core/availability/availability-at.ts';
import type { AvailabilityAnswer, SourceState } from '#core/availability/availability-service.ts';
import type { PresenceWord } from '#core/availability/presence-rules.ts';
import { neutralCoverage, type ShiftCoverage } from '#core/availability/shift-coverage.ts';
import type { Review } from '#core/mapping/auto-map.ts';
import type { Run, RunRow } from '#core/mapping/ports.ts';
import { countRows, isMassClear } from '#core/mapping/review.ts';
import type { ScanProgress } from '#core/mapping/scan-teams.ts';
import { AppError, type ErrorCode } from '#kernel/errors.ts';
import { GROUPS } from '#kernel/vocabulary.ts';

/** Saturday 21 November 2026, 16:02 in London, where winter time is UTC. */
export const NOW = new Date('2026-11-21T16:02:00Z');

export function at(clock: string): Date {
  return new Date(clock.includes('T') ? clock : `2026-11-21T${clock}:00Z`);
}

export function aViewer(over: Partial<Viewer> = {}): Viewer {
  return {
    zone: 'Europe/London',
    locale: 'en-GB',
    userMri: '29:1aB',
    isPublic: false,
    role: 'admin',
    now: NOW,
    ...over,
  };
}

/** A tab that has every page. */
export const TAB: Links = { tab: (path) => `https://teams.example/l/${path}` };
export const NO_TAB: Links = { tab: () => null };
export const tabLinks = (...paths: readonly string[]): readonly string[] =>
  paths.map((path) => `https://teams.example/l/${path}`);
export const BOARD = tabLinks('board');

export function shows(
  word: PresenceWord,
  besides: PresenceWord | null = null,
): TechnicianAvailability['presence'] {
  return { word, besides };
}

export function covers(until: string, over: Partial<ShiftCoverage> = {}): ShiftCoverage {
  return {
    ...neutralCoverage('no-rota-chosen'),
    state: 'covers',
    neutralBecause: null,
    coveredUntil: at(until),
    coversWholeSlot: true,
    ...over,
  };
}

export function offShift(
  next: readonly [string, string] | null,
  over: Partial<ShiftCoverage> = {},
): ShiftCoverage {
  return {
    ...neutralCoverage('no-rota-chosen'),
    state: next ? 'has-shifts-not-covering' : 'none-in-window',
    neutralBecause: null,
    next: next && { start: at(next[0]), end: at(next[1]) },
    ...over,
  };
}

export function aPerson(name: string, over: Partial<TechnicianAvailability> = {}): TechnicianAvailability {
  return {
    technicianId: `id-${name}`,
    name,
    userId: `user-${name}`,
    mapping: 'auto',
    verdict: 'working',
    group: 'working',
    reasons: ['presence', 'on-shift'],
    presence: shows('available'),
    shift: covers('17:00'),
    override: null,
    ...over,
  };
}

export function unmapped(name: string): TechnicianAvailability {
  return aPerson(name, {
    userId: null,
    mapping: null,
    verdict: 'no-signal',
    group: 'no-signal',
    reasons: ['not-mapped'],
    presence: null,
    shift: neutralCoverage('not-mapped'),
  });
}

/** The desk of C4b. */
export const SMALL_DESK: readonly TechnicianAvailability[] = [
  aPerson('Aisha Khan'),
  aPerson('Ben Osei-Tutu', { presence: shows('in-a-call'), shift: covers('22:00') }),
  aPerson('Chloe Martin', { presence: shows('be-right-back') }),
  aPerson('Grace Okafor', {
    verdict: 'on-break',
    group: 'on-break',
    presence: shows('away'),
    shift: covers('18:00'),
  }),
  aPerson('Dmitri Volkov', {
    verdict: 'on-break',
    group: 'off-shift',
    reasons: ['off-shift', 'presence'],
    presence: shows('offline'),
    shift: offShift(['22:00', '2026-11-22T06:00:00Z']),
  }),
  aPerson('Elena García', {
    group: 'off-shift',
    reasons: ['off-shift', 'presence'],
    shift: offShift(['2026-11-23T08:00:00Z', '2026-11-23T16:00:00Z']),
  }),
  unmapped('Hugo Lindqvist'),
];

export function used(source: SourceState['source'], team?: string): SourceState {
  return {
    source,
    team: team === undefined ? null : { teamId: `team-${team}`, name: team },
    used: true,
    reason: null,
    error: null,
  };
}

export function unused(
  source: SourceState['source'],
  reason: NonNullable<SourceState['reason']>,
  code: ErrorCode | null = null,
  team?: string,
): SourceState {
  return {
    ...used(source, team),
    used: reason === 'partly-failed',
    reason,
    error: code && new AppError(code, 'made for a test'),
  };
}

export const ALL_USED: readonly SourceState[] = [
  used('technicians'),
  used('presence'),
  used('shifts', 'Service Desk'),
];

export function anAnswer(
  technicians: readonly TechnicianAvailability[],
  over: Partial<AvailabilityAnswer> = {},
): AvailabilityAnswer {
  return {
    slot: { start: NOW, end: NOW },
    isNow: true,
    asOf: NOW,
    technicians: technicians.toSorted((a, b) => GROUPS.indexOf(a.group) - GROUPS.indexOf(b.group)),
    sources: ALL_USED,
    ...over,
  };
}

export function aView(over: Partial<AvailabilityView> = {}): AvailabilityView {
  return { show: 'all', page: 0, teamId: null, teamName: null, teams: [], slot: null, order: null, ...over };
}

/** `count` people, spread over the groups as the desk of C4: most work. */
export function aCrowd(
  count: number,
  nameOf = (index: number) => `Person ${index}`,
): TechnicianAvailability[] {
  const [aisha, , , grace, dmitri, , hugo] = SMALL_DESK;
  const kinds = [aisha, aisha, aisha, grace, dmitri, hugo].filter((kind) => kind !== undefined);
  return Array.from({ length: count }, (_, index) => ({
    ...(kinds[index % kinds.length] ?? aPerson('nobody')),
    technicianId: String(index),
    name: nameOf(index),
  }));
}

export function aRun(over: Partial<Run> = {}): Run {
  return {
    runId: 'run-1',
    deskId: 'desk-1',
    state: 'preview',
    scope: { teams: [], isFull: true },
    startedBy: { kind: 'person', id: 'priya', name: 'Priya Nair' },
    startedAt: NOW,
    finishedAt: null,
    scanComplete: true,
    teamsScanned: 3,
    membersScanned: 214,
    teamFailures: [],
    failure: null,
    autoMappingsBefore: 160,
    ...over,
  };
}

/** A run that reads, a minute after its start. */
export function aProgress(over: Partial<ScanProgress> = {}): ScanProgress {
  return { teamsDone: 1, teamsTotal: 2, members: 40, waitingUntil: null, endsAt: at('16:16'), ...over };
}

export function aRow(name: string, action: RunRow['action'], over: Partial<RunRow> = {}): RunRow {
  return {
    technicianId: `id-${name}`,
    technicianName: name,
    technicianEmail: `${name.toLowerCase().replaceAll(' ', '.')}@psa.example`,
    action,
    reason: null,
    user: null,
    matchedOn: null,
    rivals: [],
    suggestions: [],
    before: null,
    outcome: null,
    ...over,
  };
}

export function rows(count: number, action: RunRow['action'], over: Partial<RunRow> = {}): RunRow[] {
  return Array.from({ length: count }, (_, index) => aRow(`${action} ${index + 1}`, action, over));
}

export function aReview(all: readonly RunRow[], run: Partial<Run> = {}): Review {
  const whole = aRun(run);
  const counts = countRows(all);
  return {
    run: whole,
    rows: all,
    counts,
    clearsNeedConfirmation: isMassClear(counts.clear, whole.autoMappingsBefore),
  };
}
