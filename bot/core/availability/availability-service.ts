import { assertMay } from '#core/access/policy.ts';
import type { Caller } from '#kernel/caller.ts';
import type { Clock } from '#kernel/clock.ts';
import { type AppError, invalidInput } from '#kernel/errors.ts';
import { addMilliseconds, DAY, HOUR, type Interval, MINUTE } from '#kernel/interval.ts';
import {
  type Budget,
  type DeskId,
  GROUPS,
  type TeamId,
  type TechnicianId,
  type UserId,
} from '#kernel/vocabulary.ts';
import { availabilityAt, type PresenceInput, type TechnicianAvailability } from './availability-at.ts';
import type {
  AvailabilitySettingsSource,
  OverrideSource,
  PresenceSource,
  Roster,
  RosterSource,
  RosterTechnician,
  RotaTeam,
  ShiftSource,
  TeamMembershipSource,
} from './ports.ts';
import { type BoardReading, createPresenceBoard } from './presence-board.ts';
import { judgePresence } from './presence-rules.ts';
import { inTime, tooLate } from './in-time.ts';
import { createRotaReader, type RotaOutcome } from './rota-reader.ts';
import { createSharedRead } from './shared-read.ts';
import { neutralCoverage } from './shift-coverage.ts';

export interface AvailabilityQuestion {
  /** `null` is now. An `end` of `null` asks about a moment. */
  readonly slot: { readonly start: Date; readonly end: Date | null } | null;
  /** Only members of this team. */
  readonly teamId?: TeamId | null;
  /** Only these technicians. */
  readonly technicianIds?: readonly TechnicianId[] | null;
  /** Look further ahead for the next shift than the desk's setting. */
  readonly planningWindowHours?: number;
  /** Of a workflow, in place of the desk's own (AV-4, AV-5a); those that are left out stay the desk's. */
  readonly rotaTeams?: readonly RotaTeam[];
  readonly presenceBlocksMinutes?: number;
  /** `false`: presence is not wanted, and not read. */
  readonly presence?: boolean;
  /** Read by whoever asks, for this very question: it is not read again. */
  readonly roster?: Roster;
  readonly budget?: Budget;
  /** Presence or a team's shifts that take longer count as failed with `graph_slow`; what they bring later is for whoever asks then. */
  readonly sourceWithinMs?: number;
}

/** What one source gave to an answer, or why it gave nothing. */
export interface SourceState {
  readonly source: 'technicians' | 'presence' | 'shifts';
  /** For `shifts`: the rota team. */
  readonly team: RotaTeam | null;
  readonly used: boolean;
  /** Why the source was not used, or only in part; `null` when it was used whole. */
  readonly reason: 'too-far-ahead' | 'nobody-mapped' | 'no-rota-chosen' | 'failed' | 'partly-failed' | null;
  /** The failure behind `failed` and `partly-failed`. */
  readonly error: AppError | null;
}

export interface AvailabilityAnswer {
  /** The slot judged; a start in the past has become now. `end` equals `start` for a moment. */
  readonly slot: Interval;
  readonly isNow: boolean;
  /** When the oldest fact used was read. */
  readonly asOf: Date;
  /** In the order of `GROUPS`, then by name. */
  readonly technicians: readonly TechnicianAvailability[];
  readonly sources: readonly SourceState[];
}

export interface AvailabilityService {
  /** Who is available for the slot asked about. Source failures are in `sources`, not thrown: the answer says what it could not use.
   *  Throws `not_allowed`, `invalid_input` (more than a year ahead; field `at`), `psa_not_connected`, and for a question about a team `team_unreadable` and the Graph and consent codes. */
  ask(caller: Caller, question: AvailabilityQuestion): Promise<AvailabilityAnswer>;
}

export interface AvailabilityNeeds {
  readonly clock: Clock;
  readonly roster: RosterSource;
  readonly presence: PresenceSource;
  readonly shifts: ShiftSource;
  readonly overrides: OverrideSource;
  readonly settings: AvailabilitySettingsSource;
  readonly teams: TeamMembershipSource;
}

/** THE shared service of SPEC section 3: bot, tab, API and dispatch all ask here. */
export function createAvailabilityService(needs: AvailabilityNeeds): AvailabilityService {
  const { clock } = needs;
  const presenceBoard = createPresenceBoard(needs.presence, clock);
  const rotaReader = createRotaReader(needs.shifts, clock);
  const memberships = createSharedRead<ReadonlySet<UserId>>(clock);

  /** Shared like presence, or a question about a team asked fifty times would be fifty reads (AV-8). */
  function readMemberIds(deskId: DeskId, teamId: TeamId, budget: Budget): Promise<ReadonlySet<UserId>> {
    const read = () => needs.teams.readMemberIds(deskId, teamId, budget);
    return memberships.read(`${deskId}|${teamId}`, budget, read);
  }

  async function readPeople(
    deskId: DeskId,
    question: AvailabilityQuestion,
    presenceCounts: boolean,
    budget: Budget,
  ): Promise<People> {
    const { teamId, technicianIds } = question;
    const [roster, members] = await Promise.all([
      question.roster ?? needs.roster.readRoster(deskId, budget),
      teamId ? readMemberIds(deskId, teamId, budget) : null,
    ]);
    const wanted = technicianIds ? new Set(technicianIds) : null;
    const isAsked = ({ technicianId, userId }: RosterTechnician): boolean =>
      (wanted === null || wanted.has(technicianId)) &&
      (members === null || (userId !== null && members.has(userId)));
    const isEverybody = wanted === null && members === null;
    const technicians = isEverybody ? roster.technicians : roster.technicians.filter(isAsked);
    const userIds = technicians.flatMap((technician) => technician.userId ?? []);
    const isRead = presenceCounts && userIds.length > 0;
    const reading = isRead ? presenceBoard.read(deskId, userIds, budget) : null;
    const board = reading && (await inTime(reading, question.sourceWithinMs));
    return {
      roster,
      technicians,
      isAnybodyMapped: userIds.length > 0,
      board: board === 'late' ? lateBoard(userIds, clock.now()) : board,
    };
  }

  return {
    async ask(caller, question) {
      assertMay(caller, 'availability.read');
      const { deskId } = caller;
      const budget = question.budget ?? 'interactive';
      const now = clock.now();
      const slot = slotFrom(question.slot, now);
      const settings = await needs.settings.readAvailabilitySettings(deskId);
      const hours = question.planningWindowHours ?? settings.planningWindowHours;
      const planningWindow = { start: now, end: laterOf(addMilliseconds(now, hours * HOUR), slot.end) };
      const blocksMinutes = question.presenceBlocksMinutes ?? settings.presenceBlocksMinutes;
      const isImminent = slot.start <= addMilliseconds(now, blocksMinutes * MINUTE);
      const presenceCounts = isImminent && question.presence !== false;
      const rotaTeams = question.rotaTeams ?? settings.rotaTeams;

      // The rota needs no roster, so people and rota are read side by side: one round trip for both (AV-8).
      const [people, rota, overrides] = await Promise.all([
        readPeople(deskId, question, presenceCounts, budget),
        rotaReader.read(deskId, rotaTeams, planningWindow, budget, question.sourceWithinMs),
        needs.overrides.readOverrides(deskId, { start: slot.start, end: addMilliseconds(slot.end, 1) }),
      ]);

      const overridesOf = Map.groupBy(overrides, (override) => override.technicianId);
      const technicians = people.technicians.map((technician) =>
        availabilityAt({
          technician,
          presence: presenceInput(technician, people.board, presenceCounts),
          shift:
            technician.userId === null
              ? neutralCoverage('not-mapped')
              : rota.coverageOf(technician.userId, slot, planningWindow),
          overrides: overridesOf.get(technician.technicianId) ?? [],
          slot,
        }),
      );
      return {
        slot,
        isNow: question.slot === null,
        asOf: oldestRead(people.board, rota, now),
        technicians: sortByGroup(technicians),
        sources: [
          technicianSource(people.roster),
          presenceSource(people, presenceCounts),
          ...shiftSources(rota),
        ],
      };
    },
  };
}

interface People {
  readonly roster: Roster;
  readonly technicians: readonly RosterTechnician[];
  readonly isAnybodyMapped: boolean;
  /** `null` when presence was not read, because it could not block or nobody is mapped. */
  readonly board: BoardReading | null;
}

/** No rota is planned further ahead, and the planning window reaches to the slot: every week of it is read from Graph. */
const FURTHEST_DAYS = 366;

/** AV-4: a start in the past counts as now. */
function slotFrom(asked: AvailabilityQuestion['slot'], now: Date): Interval {
  if (asked === null) return { start: now, end: now };
  const start = laterOf(asked.start, now);
  const end = laterOf(asked.end ?? start, start);
  if (end > addMilliseconds(now, FURTHEST_DAYS * DAY)) {
    const problem = 'is more than a year ahead';
    throw invalidInput([{ field: 'at', problem, remedy: 'Ask about a time within a year.' }]);
  }
  return { start, end };
}

function laterOf(a: Date, b: Date): Date {
  return a > b ? a : b;
}

function presenceInput(
  technician: RosterTechnician,
  board: BoardReading | null,
  presenceCounts: boolean,
): PresenceInput {
  if (!presenceCounts) return { used: false, because: 'too-far-ahead' };
  const { userId } = technician;
  if (board === null || userId === null || board.failed.has(userId)) {
    return { used: false, because: 'unreadable' };
  }
  return { used: true, verdict: judgePresence(board.presences.get(userId) ?? null) };
}

function lateBoard(userIds: readonly UserId[], now: Date): BoardReading {
  const error = tooLate();
  return { readAt: now, presences: new Map(), failed: new Map(userIds.map((userId) => [userId, error])) };
}

function oldestRead(board: BoardReading | null, rota: RotaOutcome, now: Date): Date {
  const reads = rota.teams.flatMap((outcome) => outcome.reading?.readAt ?? []);
  if (board) reads.push(board.readAt);
  return reads.reduce((oldest, read) => (read < oldest ? read : oldest), now);
}

/** The roster comes sorted by name, and stays so within each group. */
function sortByGroup(technicians: readonly TechnicianAvailability[]): readonly TechnicianAvailability[] {
  const groups = Map.groupBy(technicians, (technician) => technician.group);
  return GROUPS.flatMap((group) => groups.get(group) ?? []);
}

export function technicianSource({ psaError }: Roster): SourceState {
  const reason = psaError ? 'failed' : null;
  return { source: 'technicians', team: null, used: psaError === null, reason, error: psaError };
}

function presenceSource(people: People, presenceCounts: boolean): SourceState {
  const none = { source: 'presence', team: null, used: false, error: null } as const;
  if (!presenceCounts) return { ...none, reason: 'too-far-ahead' };
  if (!people.isAnybodyMapped || people.board === null) return { ...none, reason: 'nobody-mapped' };
  const [error] = people.board.failed.values();
  if (!error) return { ...none, used: true, reason: null };
  const used = people.board.presences.size > 0;
  return { ...none, used, reason: used ? 'partly-failed' : 'failed', error };
}

/** One state per rota team, or one that says that none was chosen. */
export function shiftSources(rota: RotaOutcome): readonly SourceState[] {
  if (rota.teams.length === 0) {
    return [{ source: 'shifts', team: null, used: false, reason: 'no-rota-chosen', error: null }];
  }
  return rota.teams.map(({ team, error }) => ({
    source: 'shifts',
    team,
    used: error === null,
    reason: error === null ? null : 'failed',
    error,
  }));
}
