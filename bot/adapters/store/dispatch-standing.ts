import { sql, type Transaction } from 'kysely';
import type { DispatchStore, Hold, Standing, Turn } from '#core/dispatch/ports.ts';
import { DAY, overlaps } from '#kernel/interval.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import { COUNTING, newestFirst, toAssignment } from './assignment-rows.ts';
import { fromMoment, toMoment } from './columns.ts';
import type { AssignmentTable } from './dispatch-tables.ts';
import { toHold } from './hold-rows.ts';
import type { Tables } from './tables.ts';

type Question = Parameters<DispatchStore['reserve']>[0];

/** How things stand for one ticket and slot. Leases are held against `since`, which is the program's clock as `lease_until` is: one that ran
 *  out while the PSA was read still counts. A ticket's own lease stands in nobody's way. */
export async function readStanding(tx: Transaction<Tables>, question: Question): Promise<Standing> {
  const rows = await readAssignments(tx, question);
  const ofTicket = rows.filter((row) => row.ticket_id === question.ticketId).toSorted(newestFirst);
  const current = currentOf(ofTicket, toMoment(question.since));
  return {
    current: current ? toAssignment(current) : null,
    turns: await readTurns(tx, question),
    leased: new Set(rows.filter((row) => isLeased(row, question)).flatMap(technicianOf)),
    passed: new Set(ofTicket.filter(({ response }) => response === 'passed').flatMap(technicianOf)),
    hold: await readOpenHold(tx, question),
  };
}

/** Those of the ticket, and those of other tickets with a lease, in one statement of two halves: with "or" SQLite walks the whole desk. */
function readAssignments(tx: Transaction<Tables>, { deskId, ticketId, since }: Question) {
  const ofDesk = tx.selectFrom('assignment_outbox').selectAll().where('desk_id', '=', deskId);
  const leased = ofDesk.where('lease_until', '>', toMoment(since)).where('ticket_id', '!=', ticketId);
  return ofDesk.where('ticket_id', '=', ticketId).unionAll(leased).execute();
}

/** The pending one, of which there is one at most; else the newest that was settled at or after `since`. */
function currentOf(ofTicket: readonly AssignmentTable[], since: number): AssignmentTable | undefined {
  return (
    ofTicket.find(({ state }) => state === 'pending') ??
    ofTicket.find(({ settled_at }) => settled_at !== null && settled_at >= since)
  );
}

function isLeased(row: AssignmentTable, { ticketId, slot, since }: Question): boolean {
  if (row.ticket_id === ticketId || row.lease_until === null || row.lease_until <= toMoment(since)) {
    return false;
  }
  return overlaps(slot, { start: fromMoment(row.slot_start), end: fromMoment(row.slot_end) });
}

function technicianOf({ technician_id }: AssignmentTable): readonly TechnicianId[] {
  return technician_id === null ? [] : [technician_id];
}

/** Only assignments that count (see COUNTING) are counted; the moment of a turn stays whatever became of its assignment. What the PSA may
 *  not have shown yet counts as recent: what is pending, however long, and what was settled since. In two halves, for an index each: what is
 *  settled was decided within a day before. */
async function readTurns(
  tx: Transaction<Tables>,
  { deskId, since, dayStart }: Question,
): Promise<ReadonlyMap<TechnicianId, Turn>> {
  const [today, recent] = [toMoment(dayStart), toMoment(since)];
  const from = Math.min(today, recent) - DAY;
  const { rows } = await sql<{
    technician_id: string;
    last_assigned_at: number;
    today: number | null;
    recent: number | null;
  }>`
    select turn.technician_id, turn.last_assigned_at, counted.today,
      coalesce(counted.recent, 0) + coalesce(late.pending, 0) as recent
    from technician_turn as turn
    left join (
      select technician_id,
        sum(case when decided_at >= ${today} then 1 else 0 end) as today,
        sum(case when settled_at is null or settled_at >= ${recent} then 1 else 0 end) as recent
      from assignment_outbox
      where desk_id = ${deskId} and decided_at >= ${from} and state in (${sql.join(COUNTING)})
      group by technician_id
    ) as counted on counted.technician_id = turn.technician_id
    left join (
      select technician_id, count(*) as pending
      from assignment_outbox
      where desk_id = ${deskId} and decided_at < ${from} and state = 'pending'
      group by technician_id
    ) as late on late.technician_id = turn.technician_id
    where turn.desk_id = ${deskId}
  `.execute(tx);
  return new Map(
    rows.map((row) => [
      row.technician_id,
      {
        lastAssignedAt: fromMoment(row.last_assigned_at),
        assignedToday: row.today ?? 0,
        assignedSince: row.recent ?? 0,
      },
    ]),
  );
}

async function readOpenHold(tx: Transaction<Tables>, { deskId, ticketId }: Question): Promise<Hold | null> {
  const row = await tx
    .selectFrom('held_ticket')
    .selectAll()
    .where('desk_id', '=', deskId)
    .where('ticket_id', '=', ticketId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return row ? toHold(row) : null;
}
