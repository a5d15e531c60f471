import type { TechnicianId, UserId } from '#kernel/vocabulary.ts';
import type { Review } from './auto-map.ts';
import { isAmbiguous, type Match } from './match-technicians.ts';
import type { Mapping, MappingChange, Run, RunRow, UnmatchedReason } from './ports.ts';
import { CLEAR_VALVE_COUNT, CLEAR_VALVE_PERCENT } from './tunables.ts';

/** The diff between what a scan found and what is stored (MAP-4): one row per technician, and one per mapping whose technician left the
 *  PSA. Sorted by technician name. Clears appear only when `mayClear`: a full run whose scan was whole (MAP-6). */
export function reviewMatches(options: {
  readonly matches: readonly Match[];
  readonly mappings: readonly Mapping[];
  readonly mayClear: boolean;
}): readonly RunRow[] {
  const { matches, mappings, mayClear } = options;
  const current = new Map(mappings.map((mapping) => [mapping.technicianId, mapping]));
  const heldByHand = new Map(
    mappings.flatMap((mapping) =>
      mapping.source === 'manual' && mapping.userId ? [[mapping.userId, mapping]] : [],
    ),
  );
  const reviewed = matches.map((match) => ({
    match: refuseHeldUser(match, current, heldByHand),
    mapping: current.get(match.technician.technicianId) ?? null,
  }));
  const seen = new Set(matches.map((match) => match.technician.technicianId));
  const gone = mappings.filter((mapping) => !seen.has(mapping.technicianId));
  const isCleared = (mapping: Mapping): boolean => mayClear && mapping.source === 'auto' && !mapping.excluded;
  const rows = refuseKeptUsers(
    reviewed,
    gone.filter((mapping) => !isCleared(mapping)),
    mayClear,
  );
  return [...rows, ...gone.filter(isCleared).map(clearGone)].toSorted(
    (a, b) =>
      a.technicianName.localeCompare(b.technicianName, 'en') || (a.technicianId < b.technicianId ? -1 : 1),
  );
}

interface Reviewed {
  readonly match: Match;
  readonly mapping: Mapping | null;
}

/** A user whom somebody mapped by hand to another technician stays with that one (MAP-5); where both have that user, both were meant to. */
function refuseHeldUser(
  match: Match,
  current: ReadonlyMap<TechnicianId, Mapping>,
  heldByHand: ReadonlyMap<UserId, Mapping>,
): Match {
  const holder = match.user ? heldByHand.get(match.user.userId) : undefined;
  const { technicianId } = match.technician;
  if (!holder || holder.technicianId === technicianId) return match;
  if (current.get(technicianId)?.userId === holder.userId) return match;
  return refuse(match, 'user-mapped-by-hand-elsewhere', holder.technicianName);
}

function refuse(match: Match, reason: UnmatchedReason, rival: string): Match {
  return { ...match, user: null, matchedOn: null, reason, rivals: [rival] };
}

/** Rows in which nobody gets a user whom another technician keeps after the run: one that is excluded, or that a run over some teams did
 *  not meet. A technician who is refused keeps an own user, which may refuse the next. */
function refuseKeptUsers(
  reviewed: readonly Reviewed[],
  kept: readonly Mapping[],
  mayClear: boolean,
): readonly RunRow[] {
  const rows = reviewed.map(({ match, mapping }) => reviewOne(match, mapping, mayClear));
  const holders = new Map(kept.map((mapping) => [mapping.userId, mapping.technicianName]));
  for (const row of rows) if (keepsUser(row)) holders.set(row.before?.userId ?? null, row.technicianName);
  const refused = reviewed.map((each, index) => {
    const row = rows[index];
    const isGiven = row?.action === 'add' || row?.action === 'update';
    const holder = isGiven && row.user ? holders.get(row.user.userId) : undefined;
    if (holder === undefined) return each;
    return { ...each, match: refuse(each.match, 'user-fits-several-technicians', holder) };
  });
  const isSettled = refused.every((each, index) => each === reviewed[index]);
  return isSettled ? rows : refuseKeptUsers(refused, kept, mayClear);
}

function keepsUser({ action, before }: RunRow): boolean {
  return before !== null && (action === 'unchanged' || action === 'excluded' || action === 'manual-kept');
}

function reviewOne(match: Match, mapping: Mapping | null, mayClear: boolean): RunRow {
  const row = {
    technicianId: match.technician.technicianId,
    technicianName: match.technician.name,
    technicianEmail: match.technician.email,
    reason: match.reason,
    user: match.user,
    matchedOn: match.matchedOn,
    rivals: match.rivals,
    suggestions: match.suggestions,
    before: mapping && userBefore(mapping),
    outcome: null,
  } as const;
  if (mapping?.source === 'manual') {
    return {
      ...row,
      action: 'manual-kept',
      reason: null,
      user: userOf(mapping),
      suggestions: [],
      rivals: [],
    };
  }
  if (mapping?.excluded) return { ...row, action: 'excluded', reason: null, suggestions: [], rivals: [] };
  if (match.user !== null) {
    if (row.before === null) return { ...row, action: 'add' };
    return { ...row, action: row.before.userId === match.user.userId ? 'unchanged' : 'update' };
  }
  if (row.before !== null && mapping !== null) {
    // A run over some teams proves nothing about the others: what was mapped stays (MAP-6).
    return { ...row, action: mayClear ? 'clear' : 'unchanged', user: userOf(mapping) };
  }
  return { ...row, action: isAmbiguous(match.reason) ? 'ambiguous' : 'unmatched' };
}

function clearGone(mapping: Mapping): RunRow {
  return {
    technicianId: mapping.technicianId,
    technicianName: mapping.technicianName,
    technicianEmail: null,
    action: 'clear',
    reason: 'technician-gone',
    user: userOf(mapping),
    matchedOn: null,
    rivals: [],
    suggestions: [],
    before: userBefore(mapping),
    outcome: null,
  };
}

function userBefore({ userId, source, userPrincipalName, userDisplayName }: Mapping): RunRow['before'] {
  return userId && source ? { userId, source, userPrincipalName, userDisplayName } : null;
}

function userOf(mapping: Mapping): RunRow['user'] {
  if (mapping.userId === null) return null;
  return {
    userId: mapping.userId,
    userPrincipalName: mapping.userPrincipalName,
    userDisplayName: mapping.userDisplayName,
    isGuest: mapping.isGuest,
  };
}

export interface RunCounts {
  /** Technicians with a user after the run: added, updated, unchanged and kept by hand. */
  readonly matched: number;
  readonly unmatched: number;
  readonly add: number;
  readonly update: number;
  readonly unchanged: number;
  readonly clear: number;
  readonly manualKept: number;
  readonly excluded: number;
  readonly ambiguous: number;
}

export function countRows(rows: readonly RunRow[]): RunCounts {
  const count = (action: RunRow['action']): number => rows.filter((row) => row.action === action).length;
  const counts = {
    add: count('add'),
    update: count('update'),
    unchanged: count('unchanged'),
    clear: count('clear'),
    manualKept: count('manual-kept'),
    excluded: count('excluded'),
    ambiguous: count('ambiguous'),
  };
  return {
    ...counts,
    matched: counts.add + counts.update + counts.unchanged + counts.manualKept,
    unmatched: count('unmatched') + counts.ambiguous,
  };
}

export function toReview(run: Run, rows: readonly RunRow[]): Review {
  const counts = countRows(rows);
  return { run, rows, counts, clearsNeedConfirmation: isMassClear(counts.clear, run.autoMappingsBefore) };
}

/** The auto mappings that a run can reach: the base of the MAP-6a valve. */
export function countAutomatic(mappings: readonly Mapping[]): number {
  return mappings.filter(({ source, excluded }) => source === 'auto' && !excluded).length;
}

/** MAP-6a: whether so many clears need an explicit yes. All of them, or more than max(5, 20 %), looks like a broken scan. */
export function isMassClear(clears: number, autoMappingsBefore: number): boolean {
  if (clears === 0) return false;
  const limit = Math.max(CLEAR_VALVE_COUNT, (autoMappingsBefore * CLEAR_VALVE_PERCENT) / 100);
  return clears >= autoMappingsBefore || clears > limit;
}

/** The change that a row asks for; `null` for a row that writes nothing. */
export function changeOf(row: RunRow): MappingChange | null {
  const { technicianId, technicianName } = row;
  if (row.action === 'add' || row.action === 'update') {
    return { technicianId, technicianName, user: row.user, source: 'auto', excluded: false };
  }
  if (row.action === 'clear')
    return { technicianId, technicianName, user: null, source: null, excluded: false };
  return null;
}
