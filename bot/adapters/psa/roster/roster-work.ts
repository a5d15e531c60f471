import {
  type Affinity,
  type PsaTickets,
  ROSTER_PRIORITIES,
  type RosterWork,
  type TechnicianWork,
} from '#core/dispatch/ports.ts';
import type { PsaConnection } from '#core/settings/ports.ts';
import { addMilliseconds, DAY } from '#kernel/interval.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import { countLoads, LOAD_UNREAD, NOTHING_OPEN, type OpenLoad } from '../open-load.ts';
import { part } from '../work-part.ts';
import type { RosterTicketNeeds } from './roster-tickets.ts';

/** Work of the last quarter shows who knows a company. */
const AFFINITY_DAYS = 90;

/** Three reads side by side, whatever the number of technicians. */
export function createReadRosterWork({
  roster,
  tickets,
  clock,
}: RosterTicketNeeds): PsaTickets<PsaConnection>['readWork'] {
  return async ({ deskId }, { ticket, technicianIds }) => {
    const now = clock.now();
    const company = ticket.company?.name ?? null;
    const [loads, skills, known] = await Promise.all([
      part('load', tickets.readRosterWork(deskId).then(loadsOf)),
      part('skills', roster.listRoster(deskId).then(skillsOf)),
      part(
        'affinity',
        company === null
          ? Promise.resolve(null)
          : tickets.readRosterAffinity(deskId, company, addMilliseconds(now, -AFFINITY_DAYS * DAY)),
      ),
    ]);
    const unread = [loads, skills, known].flatMap((read) => ('error' in read ? [read] : []));
    const [first] = unread;
    if (first && unread.length === 3) throw first.error;
    const workOf = (technicianId: TechnicianId): TechnicianWork => ({
      ...('value' in loads ? (loads.value.get(technicianId) ?? NOTHING_OPEN) : LOAD_UNREAD),
      capacity: null,
      skills: 'value' in skills ? (skills.value.get(technicianId) ?? null) : null,
      calendar: 'unknown',
      earliestStart: null,
      affinity: affinityOf('value' in known ? known.value : null, technicianId),
    });
    return { readAt: now, work: new Map(technicianIds.map((id) => [id, workOf(id)])), unread };
  };
}

function loadsOf(open: readonly RosterWork[]): ReadonlyMap<TechnicianId, OpenLoad> {
  const ranked = open.map(({ ownerId, priority }) => ({
    ownerId,
    rank: priority === null ? null : ROSTER_PRIORITIES.indexOf(priority) + 1,
  }));
  return countLoads(ranked);
}

/** Who has no skill written down is not known to have any, but that nobody wrote skills is not that nobody has one. */
function skillsOf(
  people: readonly { readonly technicianId: TechnicianId; readonly skills: readonly string[] }[],
): ReadonlyMap<TechnicianId, readonly string[]> {
  const isKept = people.some(({ skills }) => skills.length > 0);
  return new Map(isKept ? people.map(({ technicianId, skills }) => [technicianId, skills]) : []);
}

function affinityOf(known: ReadonlySet<TechnicianId> | null, technicianId: TechnicianId): Affinity {
  if (known === null) return 'unknown';
  return known.has(technicianId) ? 'recent-work' : 'none';
}
