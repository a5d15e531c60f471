import { assertMay } from '#core/access/policy.ts';
import { auditEntry } from '#kernel/audit.ts';
import type { Caller } from '#kernel/caller.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import { addMilliseconds, MINUTE } from '#kernel/interval.ts';
import type { Logger } from '#kernel/logger.ts';
import type { DeskId, TeamId, TechnicianId } from '#kernel/vocabulary.ts';
import { createScanPlanner } from './plan-scan.ts';
import type { DirectorySource, MappingSettingsSource, MappingStore, Run, RunRow, RunScope } from './ports.ts';
import { changeOf, countAutomatic, type RunCounts, toReview } from './review.ts';
import { type Scan, scanForReview } from './scan-for-review.ts';
import type { ScanProgress } from './scan-teams.ts';
import type { TechnicianRoster } from './technician-roster.ts';
import { LEASE_SECONDS, PREVIEW_MINUTES } from './tunables.ts';

export interface Review {
  readonly run: Run;
  /** Sorted by technician name; empty for a run that failed, or ended `partial` without a member read. */
  readonly rows: readonly RunRow[];
  readonly counts: RunCounts;
  /** MAP-6a: whether the clears of this review need an explicit confirmation. */
  readonly clearsNeedConfirmation: boolean;
}

export interface AutoMap {
  /** Starts a scan and answers at once; `review` settles when it ends. `teamIds`: `null` takes the desk's ticked teams, `[]` every team.
   *  A run that Microsoft asks to wait for long stands still as `waiting`, goes on by itself, and ends 15 minutes after its start with what
   *  it has read: a preview, or `partial` without rows when that is nothing. With `mayPause: false`, for somebody who holds the line, it ends
   *  at once: a preview, or `graph_throttled` (with `retryAfterSeconds`; details: `runId`). `mayPause` is true unless said.
   *  Throws `not_allowed`, `run_in_progress` (details: `runId`), `team_not_found` (details: `teamIds`; a ticked team that is gone is one that
   *  cannot be read instead), and what listing teams throws. `review` rejects
   *  with the failure that ended a run; the run is kept as `failed`. Nothing is written to mappings. */
  startPreview(
    caller: Caller,
    options: { readonly teamIds: readonly TeamId[] | null; readonly mayPause?: boolean },
  ): Promise<{
    readonly runId: string;
    /** Teams have no name but their id while Microsoft does not even list them. */
    readonly scope: RunScope;
    readonly progress: () => ScanProgress;
    readonly review: Promise<Review>;
  }>;
  /** How far a run is that this process works on; `null` for one that ended, or that another process works on. Throws `not_allowed`. */
  readProgress(caller: Caller, runId: string): ScanProgress | null;
  /** Applies a preview, once. `clear`: also the clears; a mass clear only with `confirmMassClear` (else the run ends `held`). Technicians in
   *  `leaveOut` stay as they are; leaving some out does not make a mass clear a small one.
   *  Throws `run_not_found`, `run_expired` (older than 30 minutes, or applied, cancelled or failed before; details: `state`), `run_in_progress`. */
  applyPreview(
    caller: Caller,
    runId: string,
    options: {
      readonly clear: boolean;
      readonly confirmMassClear: boolean;
      readonly leaveOut?: readonly TechnicianId[];
    },
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
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly directory: DirectorySource;
  readonly store: MappingStore;
  readonly settings: MappingSettingsSource;
  readonly roster: TechnicianRoster;
}

/** Preview, apply, undo. A preview only reads; applying is one transaction that checks every row against what the preview saw. */
export function createAutoMap(needs: AutoMapNeeds): AutoMap {
  const { clock, store } = needs;
  /** Of this process, by desk and run. */
  const scans = new Map<string, Scan>();

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

  function keepScan({ deskId, runId }: Run, scan: Scan): void {
    const key = keyOf(deskId, runId);
    const forget = (): void => void scans.delete(key);
    scans.set(key, scan);
    scan.review.then(forget, forget);
  }

  return {
    async startPreview(caller, { teamIds, mayPause = true }) {
      assertMay(caller, 'automap.run');
      const { deskId } = caller;
      const plan = await createScanPlanner(needs, deskId, teamIds);
      const firstPlan = await plan();
      const { scope } = firstPlan;
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
        autoMappingsBefore: countAutomatic(await store.listMappings(deskId)),
      };
      await store.beginRun(run, LEASE_SECONDS);
      const scan = scanForReview(needs, run, { firstPlan, plan, mayPause });
      keepScan(run, scan);
      return { runId: run.runId, scope, ...scan };
    },

    readProgress(caller, runId) {
      assertMay(caller, 'automap.run');
      return scans.get(keyOf(caller.deskId, runId))?.progress() ?? null;
    },

    async applyPreview(caller, runId, { clear, confirmMassClear, leaveOut = [] }) {
      assertMay(caller, 'automap.run');
      const { run, rows, counts, clearsNeedConfirmation } = await loadPreview(caller.deskId, runId);
      const holdsClears = clear && clearsNeedConfirmation && !confirmMassClear;
      const leftOut = new Set(leaveOut);
      const changes = rows.flatMap((row) => {
        const change = changeOf(row);
        const mayClear = row.action !== 'clear' || (clear && !holdsClears);
        const isWanted = mayClear && !leftOut.has(row.technicianId);
        return change && isWanted ? [{ row, change }] : [];
      });
      const now = clock.now();
      const applied: Run = { ...run, state: stateAfter(run, holdsClears), finishedAt: now };
      const audit = auditEntry(caller, now, {
        subject: 'run',
        subjectId: runId,
        action: 'applied',
        after: { state: applied.state, clear, confirmMassClear, leftOut: [...leftOut], counts },
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

function keyOf(deskId: DeskId, runId: string): string {
  return `${deskId}|${runId}`;
}

function stateAfter(run: Run, holdsClears: boolean): Run['state'] {
  if (!run.scanComplete) return 'partial';
  return holdsClears ? 'held' : 'complete';
}

function runExpired(run: Run): AppError {
  return new AppError('run_expired', `run ${run.runId} is ${run.state}`, {
    details: { runId: run.runId, state: run.state },
    remedy: 'Run auto-map again.',
  });
}
