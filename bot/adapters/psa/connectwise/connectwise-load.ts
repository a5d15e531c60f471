import type { Affinity, Named } from '#core/dispatch/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { addMilliseconds, DAY } from '#kernel/interval.ts';
import { AppError } from '#kernel/errors.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import { z } from 'zod';
import { countLoads, type OpenLoad } from '../open-load.ts';
import type { ConnectWiseTalk } from './connectwise-client.ts';
import {
  idNumber,
  memberReferenceSchema,
  priorityReferenceSchema,
  RIGHTS,
  utcText,
} from './connectwise-fields.ts';
import { createHourMemory } from './connectwise-memory.ts';
import type { ConnectWisePriorities } from './connectwise-priorities.ts';
import { readRows } from './connectwise-rows.ts';

/** Ten times what a busy desk has open. */
const MOST_ROWS = 5000;
const RECENT_MS = 90 * DAY;

const openSchema = z.object({
  id: z.number().int(),
  owner: memberReferenceSchema.nullish(),
  priority: priorityReferenceSchema.nullish(),
});
const recentSchema = openSchema.pick({ id: true, owner: true });
const teamSchema = z.array(z.object({ member: memberReferenceSchema.nullish() }));

/** Open tickets by owner; who is missing has none. Additional resources of a ticket are not counted. */
export async function readLoad(
  talk: ConnectWiseTalk,
  priorities: ConnectWisePriorities,
): Promise<ReadonlyMap<TechnicianId, OpenLoad>> {
  const rows = await readRows(talk, {
    path: '/service/tickets',
    conditions: 'closedFlag=false and owner/id!=null',
    row: openSchema,
    right: RIGHTS.readTickets,
    most: MOST_ROWS,
  });
  const rankOf = await priorities.rankerFor(
    talk,
    rows.map(({ priority }) => priority),
  );
  const open = rows.flatMap(({ owner, priority }) =>
    owner ? [{ ownerId: String(owner.id), rank: priority ? rankOf(priority) : null }] : [],
  );
  return countLoads(open);
}

export type AffinityReader = (
  talk: ConnectWiseTalk,
  company: Named,
) => Promise<ReadonlyMap<TechnicianId, Affinity>>;

/** Who belongs to a company's team in ConnectWise PSA, or had a ticket of it that was entered in the last 90 days; who is missing did not.
 *  Without the right to read company teams, recent work alone counts. */
export function createAffinityReader(needs: { readonly clock: Clock }): AffinityReader {
  const teams = createHourMemory<readonly TechnicianId[]>(needs);

  return async (talk, company) => {
    const id = idNumber(company.id);
    if (id === null) return new Map();
    const since = utcText(addMilliseconds(needs.clock.now(), -RECENT_MS));
    const [team, rows] = await Promise.all([
      teams.recall(talk, `team ${id}`, () => readTeam(talk, id)),
      readRows(talk, {
        path: '/service/tickets',
        conditions: `company/id=${id} and owner/id!=null and dateEntered>[${since}]`,
        row: recentSchema,
        right: RIGHTS.readTickets,
        most: MOST_ROWS,
      }),
    ]);
    const ties = new Map<TechnicianId, Affinity>();
    for (const { owner } of rows) if (owner) ties.set(String(owner.id), 'recent-work');
    for (const technicianId of team) ties.set(technicianId, 'account-team');
    return ties;
  };
}

async function readTeam(talk: ConnectWiseTalk, companyId: number): Promise<readonly TechnicianId[]> {
  try {
    const rows = await talk.find({
      path: `/company/companies/${companyId}/teams`,
      query: { pageSize: '1000' },
      schema: teamSchema,
      right: RIGHTS.readCompanies,
    });
    return (rows ?? []).flatMap(({ member }) => (member ? [String(member.id)] : []));
  } catch (cause) {
    if (cause instanceof AppError && cause.code === 'psa_permission_missing') return [];
    throw cause;
  }
}
