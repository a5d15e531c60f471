import { assertMay } from '#core/access/policy.ts';
import type { Caller } from '#kernel/caller.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError, type FieldFault, invalidInput } from '#kernel/errors.ts';
import { addMilliseconds, contains, DAY } from '#kernel/interval.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import type { Override, OverrideStore, RosterSource, RosterTechnician } from './ports.ts';

/** Longer than the longest leave that people plan in one word; beyond it Shifts has time off, which others can see and edit. */
export const LONGEST_OVERRIDE_DAYS = 14;

export interface OverrideWish {
  readonly technicianId: TechnicianId;
  readonly says: Override['says'];
  /** `null` is now, and so is a time in the past. */
  readonly from: Date | null;
  readonly until: Date;
}

/** What a person may say about themselves. */
export interface OwnOverride {
  /** The technician mapped to the caller; `null` when none is, and then there is nothing to say. */
  readonly technician: RosterTechnician | null;
  /** What counts now, else what was said about later; `null` for neither. */
  readonly override: Override | null;
}

/** A technician's own word (AV-9): people set it for the technician mapped to them, a lead for anybody. Kept with its expiry only, not who or why,
 *  so it is not in the audit trail. */
export interface OverrideService {
  /** Writes the newest word, which replaces earlier ones that touch its time, and answers it as it counts.
   *  Throws `not_allowed`, `technician_not_found`, `invalid_input` (fields `from`, `until`: the end must lie ahead, after the start and within
   *  14 days from now), `psa_not_connected`. */
  set(caller: Caller, wish: OverrideWish): Promise<Override>;
  /** Ends what counts now; where that is nothing, takes back what was said about later. `false` when there was neither.
   *  Throws `not_allowed`, `psa_not_connected`. */
  end(caller: Caller, technicianId: TechnicianId): Promise<boolean>;
  /** The caller as a technician. Throws `not_allowed`, `psa_not_connected`. */
  readOwn(caller: Caller): Promise<OwnOverride>;
}

export function createOverrideService(needs: {
  readonly clock: Clock;
  readonly roster: RosterSource;
  readonly store: OverrideStore;
}): OverrideService {
  const { clock, roster, store } = needs;

  async function technicianOf(caller: Caller, technicianId: TechnicianId): Promise<RosterTechnician | null> {
    assertMay(caller, 'override.own');
    const { technicians } = await roster.readRoster(caller.deskId, 'interactive');
    const technician = technicians.find((each) => each.technicianId === technicianId) ?? null;
    if (!isOwn(caller, technician)) assertMay(caller, 'override.any');
    return technician;
  }

  return {
    async set(caller, { technicianId, says, from, until }) {
      const technician = await technicianOf(caller, technicianId);
      if (!technician) throw new AppError('technician_not_found', 'no such active technician');
      const now = clock.now();
      const override = { technicianId, says, from: from && from > now ? from : now, until };
      const faults = faultsOf(override, now);
      if (faults.length > 0) throw invalidInput(faults);
      await store.saveOverride(caller.deskId, override, now);
      return override;
    },

    async end(caller, technicianId) {
      // Also for a technician who has left the PSA: a word of theirs may still stand.
      await technicianOf(caller, technicianId);
      return store.endOverride(caller.deskId, technicianId, clock.now());
    },

    async readOwn(caller) {
      assertMay(caller, 'override.own');
      const { technicians } = await roster.readRoster(caller.deskId, 'interactive');
      const technician = technicians.find((each) => isOwn(caller, each)) ?? null;
      if (!technician) return { technician: null, override: null };
      const now = clock.now();
      const window = { start: now, end: addMilliseconds(now, LONGEST_OVERRIDE_DAYS * DAY) };
      const said = (await store.readOverrides(caller.deskId, window))
        .filter((each) => each.technicianId === technician.technicianId)
        .toSorted((a, b) => a.from.getTime() - b.from.getTime());
      const counting = said.find((each) => contains({ start: each.from, end: each.until }, now));
      return { technician, override: counting ?? said[0] ?? null };
    },
  };
}

function isOwn(caller: Caller, technician: RosterTechnician | null): boolean {
  return caller.kind === 'person' && technician !== null && technician.userId === caller.id;
}

function faultsOf({ from, until }: Override, now: Date): readonly FieldFault[] {
  if (until <= now) {
    return [{ field: 'until', problem: 'is over already', remedy: 'Choose an end that lies ahead.' }];
  }
  if (from >= until) {
    return [{ field: 'from', problem: 'is not before the end', remedy: 'Choose a start before the end.' }];
  }
  if (until > addMilliseconds(now, LONGEST_OVERRIDE_DAYS * DAY)) {
    const remedy = `Choose an end within ${LONGEST_OVERRIDE_DAYS} days; longer leave belongs in Shifts.`;
    return [{ field: 'until', problem: `is more than ${LONGEST_OVERRIDE_DAYS} days ahead`, remedy }];
  }
  return [];
}
