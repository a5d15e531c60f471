import type { Technician } from '#core/mapping/ports.ts';
import type { PsaConnection, PsaConnector, RosterEntry, RosterStore } from '#core/settings/ports.ts';
import { AppError } from '#kernel/errors.ts';
import type { Budget } from '#kernel/vocabulary.ts';

export interface RosterPsa extends PsaConnector {
  /** Active technicians of the desk's roster, in no order. Throws `roster_empty`, `store_down`. */
  listTechnicians(connection: PsaConnection, budget: Budget): Promise<readonly Technician[]>;
}

/** The built-in roster as a PSA like any other: the desk's own list takes the place of a foreign system. */
export function createRosterPsa({ store }: { readonly store: Pick<RosterStore, 'listRoster'> }): RosterPsa {
  async function activeOf({ deskId }: PsaConnection): Promise<readonly Technician[]> {
    const entries = await store.listRoster(deskId);
    return entries.filter((entry) => entry.active).map(toTechnician);
  }

  return {
    async listTechnicians(connection) {
      const technicians = await activeOf(connection);
      if (technicians.length > 0) return technicians;
      throw new AppError('roster_empty', 'the roster has no active technician', {
        remedy: 'Add technicians to the roster, or import a list.',
      });
    },

    /** An empty roster is a beginning, not a failure: it is connected first and filled then. */
    async checkPsa(connection) {
      const { length } = await activeOf(connection);
      const fine = { ok: true, problem: null, remedy: null, code: null, missing: [], field: null };
      return {
        ok: true,
        steps: [{ id: 'roster', step: 'Read the roster', ...fine }],
        technicianCount: length,
      };
    },
  };
}

function toTechnician({ technicianId, name, email, otherEmails }: RosterEntry): Technician {
  return { technicianId, name, email, otherEmails };
}
