import type { ChatServices } from '#chat/services.ts';
import { assertMay } from '#core/access/policy.ts';
import type { ConsentRecord } from '#core/access/ports.ts';
import type { TechnicianAvailability } from '#core/availability/availability-at.ts';
import type { AvailabilityQuestion } from '#core/availability/availability-service.ts';
import { createCoverageService } from '#core/availability/coverage-service.ts';
import { createExplainService } from '#core/availability/explain-service.ts';
import { createOverrideService } from '#core/availability/override-service.ts';
import type { Override, OverrideStore, RosterSource, RotaTeam, Shift } from '#core/availability/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Review } from '#core/mapping/auto-map.ts';
import type { Run, RunRow, Team } from '#core/mapping/ports.ts';
import type { ScanProgress } from '#core/mapping/scan-teams.ts';
import { AppError } from '#kernel/errors.ts';
import type { Role } from '#kernel/vocabulary.ts';
import { createFakeDispatch, type FakeDispatch } from './fake-dispatch.ts';
import { anAnswer, aPerson, aReview, aRow, aRun, NOW, SMALL_DESK } from '../cards/card-facts.ts';

export const SERVICE_DESK: Team = {
  teamId: '10000000-0000-4000-8000-000000000001',
  displayName: 'Service Desk',
};
export const ESCALATIONS: Team = {
  teamId: '10000000-0000-4000-8000-000000000002',
  displayName: 'Escalations',
};

/** The core as the chat knows it, small: people are a list, a run is one state. What is asked is kept. */
export interface FakeCore {
  readonly services: ChatServices;
  readonly dispatch: FakeDispatch;
  readonly roles: Map<string, Role>;
  people: readonly TechnicianAvailability[];
  readonly questions: (AvailabilityQuestion & { readonly askedBy: string })[];
  /** Thrown by the next question, once. */
  failNext: AppError | null;
  /** Questions wait for this. */
  hold: Promise<void> | null;
  run: Run | null;
  /** What each run finds. */
  rows: readonly RunRow[];
  /** A started scan waits for this. */
  scan: Promise<void> | null;
  /** Until when Microsoft asked a started scan to wait. */
  waitingUntil: Date | null;
  /** What a run says of itself at the end of its scan. */
  endsAs: Partial<Run>;
  readonly calls: string[];
  consent: ConsentRecord['state'];
  /** Who is on shift in the one rota team, "Service Desk". */
  shifts: readonly Shift[];
  rotaTeams: readonly RotaTeam[];
  /** Own words as stored. */
  readonly overrides: Override[];
}

export function createFakeCore(clock: Clock = { now: () => NOW }): FakeCore {
  const reviewOf = (run: Run): Review => {
    const isWritten = run.state === 'complete';
    return aReview(
      core.rows.map((row) => ({ ...row, outcome: isWritten && row.action === 'add' ? 'written' : null })),
      run,
    );
  };
  const current = (runId: string): Run => {
    if (core.run?.runId === runId) return core.run;
    throw new AppError('run_not_found', 'no such run', { details: { runId } });
  };
  const leavePreview = (runId: string, state: Run['state']): Run => {
    const run = current(runId);
    if (run.state !== 'preview') {
      throw new AppError('run_expired', 'not in preview', { details: { runId, state: run.state } });
    }
    core.run = { ...run, state, finishedAt: NOW };
    return core.run;
  };

  const roster: RosterSource = {
    readRoster: () =>
      Promise.resolve({
        readAt: clock.now(),
        technicians: core.people.map(({ technicianId, name, userId, mapping }) => ({
          technicianId,
          name,
          userId,
          mapping,
        })),
        psaError: null,
      }),
  };

  const dispatch = createFakeDispatch(clock);
  const core: FakeCore = {
    dispatch,
    roles: new Map(),
    people: SMALL_DESK,
    questions: [],
    failNext: null,
    hold: null,
    run: null,
    rows: [
      aRow('Aisha Khan', 'add'),
      aRow('Hugo Lindqvist', 'unmatched', { reason: 'no-user-with-this-email' }),
    ],
    scan: null,
    waitingUntil: null,
    endsAs: {},
    calls: [],
    consent: 'granted',
    shifts: [],
    rotaTeams: [{ teamId: SERVICE_DESK.teamId, name: SERVICE_DESK.displayName }],
    overrides: [],
    services: {
      dispatch: dispatch.service,
      overrides: createOverrideService({ clock, roster, store: storeOf(() => core.overrides) }),
      coverage: createCoverageService({
        clock,
        roster,
        shifts: {
          readRota: () =>
            Promise.resolve({ readAt: clock.now(), shifts: core.shifts, timesOff: [], ignoredCount: 0 }),
        },
        settings: {
          readAvailabilitySettings: () =>
            Promise.resolve({
              rotaTeams: core.rotaTeams,
              presenceBlocksMinutes: 120,
              planningWindowHours: 24,
              coverageMinimum: 1,
            }),
        },
        names: { readUserName: () => Promise.resolve(null) },
      }),
      explain: createExplainService({
        availability: { ask: (...asked) => core.services.availability.ask(...asked) },
      }),
      availability: {
        async ask(caller, question) {
          assertMay(caller, 'availability.read');
          core.questions.push({ ...question, askedBy: caller.id });
          await core.hold;
          const failure = core.failNext;
          core.failNext = null;
          if (failure) throw failure;
          const { technicianIds, slot } = question;
          const asked = core.people.filter(
            (each) => !technicianIds || technicianIds.includes(each.technicianId),
          );
          return anAnswer(
            asked,
            slot ? { isNow: false, slot: { start: slot.start, end: slot.end ?? slot.start } } : {},
          );
        },
      },
      mapping: {
        listTechnicians(caller) {
          assertMay(caller, 'technicians.read');
          return Promise.resolve(
            core.people.map(({ technicianId, name, userId, mapping }) => ({
              technician: { technicianId, name, email: null, otherEmails: [] },
              mapping:
                userId === null
                  ? null
                  : {
                      technicianId,
                      technicianName: name,
                      userId,
                      userPrincipalName: null,
                      userDisplayName: name,
                      isGuest: false,
                      source: mapping ?? 'auto',
                      excluded: false,
                      updatedAt: NOW,
                    },
            })),
          );
        },
        listTeams(caller) {
          assertMay(caller, 'teams.read');
          core.calls.push('listTeams');
          return Promise.resolve([SERVICE_DESK, ESCALATIONS]);
        },
        listRuns(caller) {
          assertMay(caller, 'automap.run');
          return Promise.resolve(core.run ? [core.run] : []);
        },
        async readReview(caller, runId) {
          assertMay(caller, 'automap.run');
          return reviewOf(current(runId));
        },
        startPreview(caller, { teamIds }) {
          assertMay(caller, 'automap.run');
          core.calls.push(`start ${teamIds?.join() ?? 'ticked'}`);
          const isFull = teamIds === null || teamIds.length === 0;
          const teams = [SERVICE_DESK, ESCALATIONS].filter((team) => teamIds?.includes(team.teamId));
          const run = aRun({ state: 'scanning', scope: { teams, isFull }, deskId: caller.deskId });
          core.run = run;
          const review = Promise.resolve(core.scan).then(() => {
            const failure = core.failNext;
            core.failNext = null;
            if (failure) throw failure;
            core.run = { ...run, state: 'preview', ...core.endsAs };
            return reviewOf(core.run);
          });
          review.catch(() => {});
          const progress = (): ScanProgress => ({
            teamsDone: 1,
            teamsTotal: 2,
            members: 40,
            waitingUntil: core.waitingUntil,
            endsAt: new Date(NOW.getTime() + 900_000),
          });
          return Promise.resolve({ runId: run.runId, scope: run.scope, progress, review });
        },
        async applyPreview(caller, runId, options) {
          assertMay(caller, 'automap.run');
          const run = leavePreview(runId, 'complete');
          core.calls.push(`apply ${JSON.stringify(options)}`);
          return reviewOf(run);
        },
        async cancelPreview(caller, runId) {
          assertMay(caller, 'automap.run');
          leavePreview(runId, 'cancelled');
          core.calls.push('cancel');
        },
        async mapByHand(caller, technicianId, { accountId = null }) {
          assertMay(caller, 'mapping.write');
          core.calls.push(`map ${technicianId} ${accountId}`);
          const failure = core.failNext;
          core.failNext = null;
          if (failure) throw failure;
          core.people = core.people.map((each) =>
            each.technicianId === technicianId ? { ...each, userId: accountId, mapping: 'manual' } : each,
          );
          return null;
        },
        async undoRun(caller, runId) {
          assertMay(caller, 'automap.run');
          const run = current(runId);
          if (run.state !== 'complete') {
            throw new AppError('run_not_undoable', 'not the last one', {
              details: { runId, state: run.state },
            });
          }
          core.run = { ...run, state: 'undone' };
          core.calls.push('undo');
          return { restored: 1, left: 0 };
        },
      },
      consent: {
        async start(caller) {
          assertMay(caller, 'consent.start');
          core.calls.push('consent.start');
          return {
            url: 'https://login.example/consent?state=s',
            expiresAt: new Date(NOW.getTime() + 600_000),
          };
        },
        async read(caller) {
          assertMay(caller, 'health.read');
          return { consent: consentRecord(caller.deskId, core.consent), error: null };
        },
        async retry(caller) {
          assertMay(caller, 'consent.retry');
          core.calls.push('consent.retry');
          return { consent: consentRecord(caller.deskId, core.consent), error: null };
        },
      },
      roles: {
        roleOf: (_deskId, userId) => Promise.resolve(core.roles.get(userId) ?? 'member'),
        namesWith: () => Promise.resolve(['Priya Nair']),
        list: ({ deskId }) =>
          Promise.resolve(
            [...core.roles].map(([userId, role]) => ({ deskId, userId, role, name: userId, grantedAt: NOW })),
          ),
        listInitialAdmins: () => [],
      },
      settings: {
        deskProfile: () =>
          Promise.resolve({
            zone: 'Europe/London',
            locale: 'en-GB',
            workingHours: { startMinutes: 7 * 60, endMinutes: 19 * 60 },
          }),
        knownTeams: () => Promise.resolve([SERVICE_DESK]),
      },
      health: {
        async check(caller) {
          assertMay(caller, 'health.read');
          return {
            checkedAt: NOW,
            findings: [
              { check: 'consent', state: 'ok', code: null, facts: { state: 'granted', missing: '' } },
            ],
          };
        },
      },
    },
  };
  return core;
}

/** Own words in a list, by the rules of the port. */
function storeOf(all: () => Override[]): OverrideStore {
  return {
    readOverrides: (_deskId, window) =>
      Promise.resolve(all().filter((each) => each.from < window.end && each.until > window.start)),
    saveOverride(_deskId, override) {
      const kept = all().filter(
        (each) =>
          each.technicianId !== override.technicianId ||
          each.until <= override.from ||
          each.from >= override.until,
      );
      all().splice(0, all().length, ...kept, override);
      return Promise.resolve();
    },
    endOverride(_deskId, technicianId) {
      const at = all().findIndex((each) => each.technicianId === technicianId);
      if (at >= 0) all().splice(at, 1);
      return Promise.resolve(at >= 0);
    },
  };
}

/** A desk too large for one card. */
export function aLargeDesk(count: number): readonly TechnicianAvailability[] {
  return Array.from({ length: count }, (_each, at) => aPerson(`Person ${String(at).padStart(3, '0')}`));
}

function consentRecord(deskId: string, state: ConsentRecord['state']): ConsentRecord {
  return { deskId, state, missingPermissions: [], lastGrantAt: null, confirmedAt: null, changedAt: NOW };
}
