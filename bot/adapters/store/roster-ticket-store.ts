import type { RosterTicket, RosterTicketStore } from '#core/dispatch/ports.ts';
import { AppError } from '#kernel/errors.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import { addAudit } from './audit-store.ts';
import { fromJson, fromMoment, toJson, toMoment } from './columns.ts';
import type { Database } from './database.ts';
import type { RosterTicketTable } from './dispatch-tables.ts';

/** Tickets of desks that keep their own list. */
export function createRosterTicketStore({ query }: Database): RosterTicketStore {
  const ofDesk = (deskId: DeskId) => query.selectFrom('roster_ticket').where('desk_id', '=', deskId);

  async function namesIn(column: 'queue' | 'company', deskId: DeskId): Promise<readonly string[]> {
    const rows = await ofDesk(deskId).select(column).distinct().where(column, 'is not', null).execute();
    return rows.flatMap((row) => row[column] ?? []).toSorted();
  }

  return {
    async listRosterTickets(deskId, { phase, unassignedOnly, limit }) {
      let rows = ofDesk(deskId).selectAll();
      if (phase === 'open') rows = rows.where('status', '=', 'open');
      if (unassignedOnly) rows = rows.where('owner_id', 'is', null);
      const found = await rows.orderBy('opened_at', 'desc').orderBy('ref', 'desc').limit(limit).execute();
      return found.map(toTicket);
    },

    async readRosterTicket(deskId, ref) {
      const row = await ofDesk(deskId).selectAll().where('ref', '=', ref).executeTakeFirst();
      return row ? toTicket(row) : null;
    },

    async readRosterWork(deskId) {
      const rows = await ofDesk(deskId)
        .select(['owner_id as ownerId', 'priority'])
        .where('status', '=', 'open')
        .where('owner_id', 'is not', null)
        .$narrowType<{ ownerId: string }>()
        .execute();
      return rows;
    },

    async readRosterAffinity(deskId, company, since) {
      const rows = await ofDesk(deskId)
        .select('owner_id')
        .distinct()
        .where('company', '=', company)
        .where('opened_at', '>=', toMoment(since))
        .execute();
      return new Set(rows.flatMap((row) => row.owner_id ?? []));
    },

    async readRosterNames(deskId) {
      return { queues: await namesIn('queue', deskId), companies: await namesIn('company', deskId) };
    },

    async saveRosterTicket(deskId, ticket, audit) {
      const row = toRow(deskId, ticket);
      await query.transaction().execute(async (tx) => {
        // One statement each: of two writers one finds the version that it read.
        const written =
          ticket.version === 1
            ? await tx
                .insertInto('roster_ticket')
                .values(row)
                .onConflict((conflict) => conflict.columns(['desk_id', 'ref']).doNothing())
                .executeTakeFirst()
            : await tx
                .updateTable('roster_ticket')
                .set(row)
                .where('desk_id', '=', deskId)
                .where('ref', '=', ticket.ref)
                .where('version', '=', ticket.version - 1)
                .executeTakeFirst();
        const count = 'numUpdatedRows' in written ? written.numUpdatedRows : written.numInsertedOrUpdatedRows;
        if (count !== 1n) throw changedMeanwhile(ticket);
        await addAudit(tx, audit);
      });
    },

    async assignRosterTicket(deskId, { ref, technicianId, ifOwnerIs, at }) {
      const { numUpdatedRows } = await query
        .updateTable('roster_ticket')
        .set((eb) => ({
          owner_id: technicianId,
          version: eb('version', '+', 1),
          updated_at: toMoment(at),
        }))
        .where('desk_id', '=', deskId)
        .where('ref', '=', ref)
        .where('status', '=', 'open')
        .where('owner_id', ifOwnerIs === null ? 'is' : '=', ifOwnerIs)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },
  };
}

function changedMeanwhile({ ref, version }: RosterTicket): AppError {
  return version === 1
    ? new AppError('conflict', `there is a ticket ${ref} already`, {
        details: { ref },
        remedy: 'Take another number, or change the ticket that is there.',
      })
    : new AppError('conflict', `ticket ${ref} changed meanwhile`, {
        details: { ref },
        remedy: 'Read the ticket again and repeat the change.',
      });
}

function toRow(deskId: DeskId, ticket: RosterTicket): RosterTicketTable {
  return {
    desk_id: deskId,
    ref: ticket.ref,
    title: ticket.title,
    priority: ticket.priority,
    queue: ticket.queue,
    company: ticket.company,
    required_skills: toJson(ticket.requiredSkills),
    status: ticket.status,
    owner_id: ticket.ownerId,
    opened_at: toMoment(ticket.openedAt),
    version: ticket.version,
    updated_at: toMoment(ticket.updatedAt),
  };
}

function toTicket(row: RosterTicketTable): RosterTicket {
  return {
    ref: row.ref,
    title: row.title,
    priority: row.priority,
    queue: row.queue,
    company: row.company,
    requiredSkills: fromJson(row.required_skills),
    status: row.status,
    ownerId: row.owner_id,
    openedAt: fromMoment(row.opened_at),
    version: row.version,
    updatedAt: fromMoment(row.updated_at),
  };
}
