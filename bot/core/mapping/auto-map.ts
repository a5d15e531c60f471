import { assertMay } from '#core/access/policy.ts';
import { auditEntry } from '#kernel/audit.ts';
import type { Caller } from '#kernel/caller.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError, toAppError } from '#kernel/errors.ts';
import { addMilliseconds, MINUTE } from '#kernel/interval.ts';
import type { Logger } from '#kernel/logger.ts';
import type { DeskId, TeamId } from '#kernel/vocabulary.ts';
import { breathe } from './breathe.ts';
import { createMatcher } from './match-technicians.ts';
import type {
  DirectorySource,
  Mapping,
  MappingSettingsSource,
  MappingStore,
  Run,
  RunRow,
  RunScope,
  Team,
} from './ports.ts';
import { changeOf, countRows, isMassClear, reviewMatches, type RunCounts } from './review.ts';
import { type ScanProgress, scanTeams } from './scan-teams.ts';
import type { TechnicianRoster } from './technician-roster.ts';
import { LEASE_SECONDS, PREVIEW_MINUTES } from './tunables.ts';

export interface Review {
  readonly run: Run;
  /** Sorted by technician name; empty for a run that failed. */
  readonly rows: readonly RunRow[];
  readonly counts: RunCounts;
  /** MAP-6a: whether the clears of this review need an explicit confirmation. */
  readonly clearsNeedConfirmation: boolean;
}

export interface AutoMap {
  /** Starts a scan and answers at once; `review` settles when it ends. `teamIds`: `null` takes the desk's ticked teams, `[]` every team.
   *  Throws `not_allowed`, `run_in_progress` (details: `runId`), `team_not_found` (details: `teamIds`; a ticked team that is gone is one that
   *  cannot be read instead), and what listing teams throws. `review` rejects
   *  with the failure that ended a run; the run is kept as `failed`. Nothing is written to mappings. */
  startPreview(
    caller: Caller,
    options: { readonly teamIds: readonly TeamId[] | null },
  ): Promise<{
    readonly runId: string;
    readonly scope: RunScope;
    readonly progress: () => ScanProgress;
    readonly review: Promise<Review>;
  }>;
  /** Applies a preview, once. `clear`: also the clears; a mass clear only with `confirmMassClear` (else the run ends `held`).
   *  Throws `run_not_found`, `run_expired` (older than 30 minutes, or applied, cancelled or failed before; details: `state`), `run_in_progress`. */
  applyPreview(
    caller: Caller,
    runId: string,
    options: { readonly clear: boolean; readonly confirmMassClear: boolean },
  ): Promise<Review>;
  /** Throws `run_not_found`, `run_expired`. */
  cancelPreview(caller: Caller, runId: string): Promise<void>;
  /** Takes the last applied run back, row by row where nobody changed the row since. Throws `run_not_found`, `run_not_undoable`. */
  undoRun(caller: Caller, runId: string): Promise<{ readonly restored: number; readonly left: number }>;
  /** Throws `run_not_found`. */
  readReview(caller: Caller, runId: string): Promise<Review>;
  /** Newest first, at most 50. */
  listRuns(caller: Caller): Promise<readonly Run[]>;
}

export interface AutoMapNeeds {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly newId: () => string;
  readonly directory: DirectorySource;
  readonly store: MappingStore;
  readonly settings: MappingSettingsSource;
  readonly roster: TechnicianRoster;
}

/** Preview, apply, undo. A preview only reads; applying is one transaction that checks every row against what the preview saw. */
export function createAutoMap(needs: AutoMapNeeds): AutoMap {
  const { clock, store } = needs;

  async function loadReview(deskId: DeskId, runId: string): Promise<Review> {
    const found = await store.readRun(deskId, runId);
    if (!found) throw new AppError('run_not_found', `no run ${runId}`, { details: { runId } });
    return toReview(found.run, found.rows);
  }

  async function loadPreview(deskId: DeskId, runId: string): Promise<Review> {
    const review = await loadReview(deskId, runId);
    const isOld = addMilliseconds(review.run.startedAt, PREVIEW_MINUTES * MINUTE) <= clock.now();
    if (review.run.state !== 'preview' || isOld) throw runExpired(review.run);
    return review;
  }

  return {
    async startPreview(caller, { teamIds }) {
      assertMay(caller, 'automap.run');
      const { deskId } = caller;
      const ticked = teamIds === null ? await needs.settings.readTickedTeams(deskId) : [];
      const allTeams = await needs.directory.listTeams(deskId, 'background');
      const scope = teamIds === null ? scopeOfTicked(ticked, allTeams) : scopeOf(teamIds, allTeams);
      const teams = scope.isFull ? allTeams : scope.teams;
      const mappings = await store.listMappings(deskId);
      const run: Run = {
        runId: needs.newId(),
        deskId,
        state: 'scanning',
        scope,
        startedBy: { kind: caller.kind, id: caller.id, name: caller.name },
        startedAt: clock.now(),
        finishedAt: null,
        scanComplete: false,
        teamsScanned: 0,
        membersScanned: 0,
        teamFailures: [],
        failure: null,
        autoMappingsBefore: countAutomatic(mappings),
      };
      await store.beginRun(run, LEASE_SECONDS);
      const scan = scanForReview(needs, run, teams);
      return { runId: run.runId, scope, progress: scan.progress, review: scan.review };
    },

    async applyPreview(caller, runId, { clear, confirmMassClear }) {
      assertMay(caller, 'automap.run');
      const { run, rows, counts, clearsNeedConfirmation } = await loadPreview(caller.deskId, runId);
      const holdsClears = clear && clearsNeedConfirmation && !confirmMassClear;
      const changes = rows.flatMap((row) => {
        const change = changeOf(row);
        const isWanted = row.action !== 'clear' || (clear && !holdsClears);
        return change && isWanted ? [{ row, change }] : [];
      });
      const now = clock.now();
      const applied: Run = { ...run, state: stateAfter(run, holdsClears), finishedAt: now };
      const audit = auditEntry(caller, now, {
        subject: 'run',
        subjectId: runId,
        action: 'applied',
        after: { state: applied.state, clear, confirmMassClear, counts },
      });
      const outcome = await store.applyRun(applied, changes, audit);
      if (outcome === null) throw runExpired((await loadReview(caller.deskId, runId)).run);
      return toReview(applied, outcome);
    },

    async cancelPreview(caller, runId) {
      assertMay(caller, 'automap.run');
      const { run } = await loadReview(caller.deskId, runId);
      const wasPreview = await store.cancelRun(caller.deskId, runId, clock.now());
      if (!wasPreview) throw runExpired(run);
    },

    async undoRun(caller, runId) {
      assertMay(caller, 'automap.run');
      const { run } = await loadReview(caller.deskId, runId);
      const now = clock.now();
      const audit = auditEntry(caller, now, {
        subject: 'run',
        subjectId: runId,
        action: 'undone',
        before: { state: run.state },
        after: { state: 'undone' },
      });
      const undone = await store.undoRun(caller.deskId, runId, now, audit);
      if (undone) return undone;
      throw new AppError('run_not_undoable', `run ${runId} is not the last applied run`, {
        details: { runId, state: run.state },
        remedy: 'Only the last applied run can be undone, and only once.',
      });
    },

    async readReview(caller, runId) {
      assertMay(caller, 'automap.run');
      return loadReview(caller.deskId, runId);
    },

    async listRuns(caller) {
      assertMay(caller, 'automap.run');
      return store.listRuns(caller.deskId, 50);
    },
  };
}

/** Reads everything, then keeps the review as a preview, or the failure as a failed run. The lease is extended on the way. */
function scanForReview(
  needs: AutoMapNeeds,
  run: Run,
  teams: readonly Team[],
): { readonly progress: () => ScanProgress; readonly review: Promise<Review> } {
  const { clock, store } = needs;
  const progress = { teamsDone: 0, teamsTotal: teams.length, members: 0 };
  const stop = new AbortController();
  const heartbeat = setInterval(
    () => {
      store.extendRun(run.deskId, run.runId, LEASE_SECONDS).then(
        (held) => held || stop.abort(),
        // The lease outlives two beats; whether it was lost is asked again with the next one, and at the end.
        () => {},
      );
    },
    (LEASE_SECONDS * 1000) / 3,
  );

  async function scan(): Promise<Review> {
    const technicians = await needs.roster.readFresh(run.deskId, 'background');
    await breathe();
    const matcher = createMatcher(technicians);
    await breathe();
    const scanned = await scanTeams({
      directory: needs.directory,
      deskId: run.deskId,
      teams,
      onMembers: (users) => matcher.add(users),
      progress,
      signal: stop.signal,
    });
    const scanComplete = scanned.failures.length === 0;
    const mappings = await store.listMappings(run.deskId);
    await breathe();
    const matches = matcher.matches();
    await breathe();
    const rows = reviewMatches({ matches, mappings, mayClear: run.scope.isFull && scanComplete });
    await breathe();
    const reviewed: Run = {
      ...run,
      state: 'preview',
      scanComplete,
      teamsScanned: progress.teamsDone,
      membersScanned: progress.members,
      teamFailures: scanned.failures,
      autoMappingsBefore: countAutomatic(mappings),
    };
    const held = await store.finishScan(reviewed, rows);
    if (!held)
      throw new AppError('run_expired', `run ${run.runId} lost its lease`, { details: { runId: run.runId } });
    return toReview(reviewed, rows);
  }

  async function scanOrFail(): Promise<Review> {
    try {
      return await scan();
    } catch (cause) {
      const error = toAppError(cause);
      needs.logger.warn('automap.failed', { runId: run.runId, code: error.code, error });
      await store.finishScan({ ...run, state: 'failed', failure: error.code, finishedAt: clock.now() }, []);
      throw error;
    } finally {
      clearInterval(heartbeat);
    }
  }

  const review = scanOrFail();
  // Whoever started the run may look away (a card says "running"); a failure is kept in the run and must not end the process.
  review.catch(() => {});
  return { progress: () => ({ ...progress }), review };
}

function scopeOf(chosen: readonly TeamId[], allTeams: readonly Team[]): RunScope {
  const wanted = new Set(chosen.map((teamId) => teamId.toLowerCase()));
  if (wanted.size === 0) return { teams: [], isFull: true };
  const teams = allTeams.filter((team) => wanted.has(team.teamId.toLowerCase()));
  const known = new Set(teams.map((team) => team.teamId.toLowerCase()));
  const unknown = [...wanted].filter((teamId) => !known.has(teamId));
  if (unknown.length > 0) {
    throw new AppError('team_not_found', `${unknown.length} team(s) are not in this tenant`, {
      details: { teamIds: unknown },
      remedy: 'Choose teams from the list of teams.',
    });
  }
  return { teams, isFull: false };
}

/** Ticked once, and perhaps gone since: what is left is still looked through, and the rest is a team that cannot be read (G20). */
function scopeOfTicked(ticked: readonly Team[], allTeams: readonly Team[]): RunScope {
  const byId = new Map(allTeams.map((team) => [team.teamId.toLowerCase(), team]));
  const teams = ticked.map((team) => byId.get(team.teamId.toLowerCase()) ?? team);
  return { teams, isFull: teams.length === 0 };
}

/** The auto mappings that a run can reach: the base of the MAP-6a valve. */
function countAutomatic(mappings: readonly Mapping[]): number {
  return mappings.filter(({ source, excluded }) => source === 'auto' && !excluded).length;
}

function stateAfter(run: Run, holdsClears: boolean): Run['state'] {
  if (!run.scanComplete) return 'partial';
  return holdsClears ? 'held' : 'complete';
}

function toReview(run: Run, rows: readonly RunRow[]): Review {
  const counts = countRows(rows);
  return { run, rows, counts, clearsNeedConfirmation: isMassClear(counts.clear, run.autoMappingsBefore) };
}

function runExpired(run: Run): AppError {
  return new AppError('run_expired', `run ${run.runId} is ${run.state}`, {
    details: { runId: run.runId, state: run.state },
    remedy: 'Run auto-map again.',
  });
}
