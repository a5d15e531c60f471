import type {
  Affinity,
  PsaTickets,
  RosterPriority,
  RosterWork,
  TechnicianWork,
  WorkPart,
} from '#core/dispatch/ports.ts';
import type { PsaConnection } from '#core/settings/ports.ts';
import { type AppError, toAppError } from '#kernel/errors.ts';
import { addMilliseconds, DAY } from '#kernel/interval.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import type { RosterTicketNeeds } from './roster-tickets.ts';

/** Work of the last quarter shows who knows a company. */
const AFFINITY_DAYS = 90;
/** Rank 1 counts 2, rank 2 counts 1.5, all others 1. */
const WEIGHTS: Partial<Record<RosterPriority, number>> = { P1: 2, P2: 1.5 };

interface Load {
  readonly openTickets: number;
  readonly openLoad: number;
}

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
      part('load', async () => loadsOf(await tickets.readRosterWork(deskId))),
      part('skills', async () => skillsOf(await roster.listRoster(deskId))),
      part('affinity', async () =>
        company === null
          ? null
          : tickets.readRosterAffinity(deskId, company, addMilliseconds(now, -AFFINITY_DAYS * DAY)),
      ),
    ]);
    const unread = [loads, skills, known].flatMap((read) => ('error' in read ? [read] : []));
    const [first] = unread;
    if (first && unread.length === 3) throw first.error;
    const workOf = (technicianId: TechnicianId): TechnicianWork => ({
      ...('value' in loads ? (loads.value.get(technicianId) ?? NOTHING_OPEN) : LOAD_UNKNOWN),
      capacity: null,
      skills: 'value' in skills ? (skills.value.get(technicianId) ?? null) : null,
      calendar: 'unknown',
      earliestStart: null,
      affinity: affinityOf('value' in known ? known.value : null, technicianId),
    });
    return { readAt: now, work: new Map(technicianIds.map((id) => [id, workOf(id)])), unread };
  };
}

const NOTHING_OPEN: Load = { openTickets: 0, openLoad: 0 };
const LOAD_UNKNOWN = { openTickets: null, openLoad: null } as const;

type Part<Value> = { readonly value: Value } | { readonly part: WorkPart; readonly error: AppError };

async function part<Value>(name: WorkPart, read: () => Promise<Value>): Promise<Part<Value>> {
  try {
    return { value: await read() };
  } catch (cause) {
    return { part: name, error: toAppError(cause) };
  }
}

function loadsOf(open: readonly RosterWork[]): ReadonlyMap<TechnicianId, Load> {
  const loads = new Map<TechnicianId, Load>();
  for (const { ownerId, priority } of open) {
    const { openTickets, openLoad } = loads.get(ownerId) ?? NOTHING_OPEN;
    const weight = (priority && WEIGHTS[priority]) ?? 1;
    loads.set(ownerId, { openTickets: openTickets + 1, openLoad: openLoad + weight });
  }
  return loads;
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
