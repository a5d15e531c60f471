import { assertMay } from '#core/access/policy.ts';
import type { AvailabilitySettingsSource, RotaTeam } from '#core/availability/ports.ts';
import {
  COVERAGE_MINIMUM,
  PLANNING_WINDOW_HOURS,
  PRESENCE_BLOCKS_MINUTES,
  ROTA_TEAMS,
} from '#core/availability/tunables.ts';
import type { MappingSettingsSource, Team } from '#core/mapping/ports.ts';
import { TICKED_TEAMS } from '#core/mapping/tunables.ts';
import { auditEntry } from '#kernel/audit.ts';
import type { Caller } from '#kernel/caller.ts';
import type { Clock } from '#kernel/clock.ts';
import { invalidInput } from '#kernel/errors.ts';
import type { TeamsTunable, Tunable } from '#kernel/tunable.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import type { Setting, SettingStore } from './ports.ts';
import { checkValue, effectiveValue, numberOf, teamsOf, textOf, toStoredValue } from './setting-value.ts';
import {
  DESK_LOCALE,
  DESK_ZONE,
  parseWorkingHours,
  TUNABLES,
  WORKING_HOURS,
  type WorkingHours,
} from './tunables.ts';

/** Written by "desk add"; desks of the configuration need none. */
const SERVED = 'desk.served';

export interface DeskProfile {
  readonly zone: string;
  readonly locale: string;
  readonly workingHours: WorkingHours;
}

export interface SettingState {
  readonly tunable: Tunable;
  /** What counts now; a stored value that cannot be used any more does not. */
  readonly value: unknown;
  readonly isDefault: boolean;
  /** What `write` takes as `expectedVersion`; 0 while nothing is stored. */
  readonly version: number;
}

export interface SettingsService extends AvailabilitySettingsSource, MappingSettingsSource {
  isServed(deskId: DeskId): Promise<boolean>;
  servedDesks(): Promise<readonly DeskId[]>;
  /** Serves another tenant from now on. `name` is for people. */
  addDesk(caller: Caller, name: string): Promise<void>;
  deskProfile(deskId: DeskId): Promise<DeskProfile>;
  /** Teams whose names the desk has settled: ticked ones and rota teams, each once, sorted by name. */
  knownTeams(deskId: DeskId): Promise<readonly Team[]>;
  list(caller: Caller): Promise<readonly SettingState[]>;
  /** Writes one setting; `null` goes back to the default. Throws `invalid_input` (field: the key), `conflict`. */
  write(
    caller: Caller,
    key: string,
    value: unknown,
    options?: { readonly expectedVersion: number | null },
  ): Promise<void>;
}

/** What an admin may change, and which desks are served. */
export function createSettingsService(needs: {
  readonly clock: Clock;
  readonly store: SettingStore;
  readonly configuredDesks: readonly DeskId[];
  /** Rota teams of the desk's saved workflows, each once. */
  readonly workflowRotas: { readRotaTeams(deskId: DeskId): Promise<readonly RotaTeam[]> };
}): SettingsService {
  const { clock, store, configuredDesks, workflowRotas } = needs;

  async function readAll(deskId: DeskId): Promise<ReadonlyMap<string, Setting>> {
    const settings = await store.readSettings(deskId);
    return new Map(settings.map((setting) => [setting.key, setting]));
  }

  async function servedDesks(): Promise<readonly DeskId[]> {
    return [...new Set([...configuredDesks, ...(await store.desksWith(SERVED))])];
  }

  /** AV-5a: the desk's own choice, else what its workflows look at, else the ticked teams; those without a schedule drop out when they
   *  say so. */
  async function rotaOf(
    deskId: DeskId,
    settings: ReadonlyMap<string, Setting>,
  ): Promise<readonly RotaTeam[]> {
    const named = (key: TeamsTunable): readonly RotaTeam[] =>
      teamsOf(settings, key).map(({ teamId, displayName }) => ({ teamId, name: displayName }));
    const chosen = named(ROTA_TEAMS);
    if (chosen.length > 0) return chosen;
    const ofWorkflows = await workflowRotas.readRotaTeams(deskId);
    return ofWorkflows.length > 0 ? ofWorkflows : named(TICKED_TEAMS);
  }

  return {
    servedDesks,

    async isServed(deskId) {
      if (configuredDesks.includes(deskId)) return true;
      return (await store.desksWith(SERVED)).includes(deskId);
    },

    async addDesk(caller, name) {
      assertMay(caller, 'settings.write');
      const now = clock.now();
      const audit = auditEntry(caller, now, {
        subject: 'desk',
        subjectId: caller.deskId,
        action: 'added',
        after: { name },
      });
      const setting = { deskId: caller.deskId, key: SERVED, value: { name }, at: now };
      await store.saveSetting(setting, { expectedVersion: null, audit });
    },

    async deskProfile(deskId) {
      const settings = await readAll(deskId);
      const hours = textOf(settings, WORKING_HOURS);
      return {
        zone: textOf(settings, DESK_ZONE),
        locale: textOf(settings, DESK_LOCALE),
        workingHours: parseWorkingHours(hours) ?? { startMinutes: 7 * 60, endMinutes: 19 * 60 },
      };
    },

    async readAvailabilitySettings(deskId) {
      const settings = await readAll(deskId);
      return {
        rotaTeams: await rotaOf(deskId, settings),
        presenceBlocksMinutes: numberOf(settings, PRESENCE_BLOCKS_MINUTES),
        planningWindowHours: numberOf(settings, PLANNING_WINDOW_HOURS),
        coverageMinimum: numberOf(settings, COVERAGE_MINIMUM),
      };
    },

    async readTickedTeams(deskId) {
      return teamsOf(await readAll(deskId), TICKED_TEAMS);
    },

    async knownTeams(deskId) {
      const settings = await readAll(deskId);
      const teams = [...teamsOf(settings, TICKED_TEAMS), ...teamsOf(settings, ROTA_TEAMS)];
      const byId = new Map(teams.map((team) => [team.teamId, team]));
      return [...byId.values()].toSorted((a, b) => a.displayName.localeCompare(b.displayName, 'en'));
    },

    async list(caller) {
      assertMay(caller, 'health.read');
      const settings = await readAll(caller.deskId);
      return TUNABLES.map((tunable) => {
        const setting = settings.get(tunable.key);
        // Of teams those that can be used count; of anything else it is all or nothing.
        const isUnusable = tunable.kind !== 'teams' && checkValue(tunable, setting?.value) !== null;
        const isDefault = setting === undefined || isUnusable;
        const version = setting?.version ?? 0;
        return { tunable, value: effectiveValue(settings, tunable), isDefault, version };
      });
    },

    async write(caller, key, value, options) {
      assertMay(caller, 'settings.write');
      const stored = toStorable(tunableOf(key), value);
      const now = clock.now();
      const before = (await readAll(caller.deskId)).get(key);
      const audit = auditEntry(caller, now, {
        subject: 'setting',
        subjectId: key,
        action: stored === null ? 'reset' : 'updated',
        before: before?.value,
        after: stored,
      });
      const setting = { deskId: caller.deskId, key, value: stored, at: now };
      await store.saveSetting(setting, { expectedVersion: options?.expectedVersion ?? null, audit });
    },
  };
}

function tunableOf(key: string): Tunable {
  const tunable = TUNABLES.find((each) => each.key === key);
  if (tunable) return tunable;
  const remedy = `Known settings: ${TUNABLES.map((each) => each.key).join(', ')}.`;
  throw invalidInput([{ field: key, problem: 'is not a setting', remedy }]);
}

/** `null` is how the default is stored. Throws `invalid_input`. */
function toStorable(tunable: Tunable, value: unknown): unknown {
  const problem = value === null ? null : checkValue(tunable, value);
  if (problem === null) return toStoredValue(tunable, value);
  throw invalidInput([{ field: tunable.key, problem, remedy: tunable.help }]);
}
