import { sql, type Transaction } from 'kysely';
import type { Assignment, DispatchStore } from '#core/dispatch/ports.ts';
import { AppError } from '#kernel/errors.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import { COUNTING, newestFirst, toAssignment, toAssignmentRow } from './assignment-rows.ts';
import { addAudit } from './audit-store.ts';
import { toMoment, toMomentOrNull } from './columns.ts';
import { type Database, secondsFrom } from './database.ts';
import type { AssignmentTable } from './dispatch-tables.ts';
import type { Tables } from './tables.ts';

type AssignmentStore = Pick<
  DispatchStore,
  | 'claimAssignment'
  | 'dueAssignments'
  | 'settleAssignment'
  | 'readAssignment'
  | 'assignmentsOf'
  | 'saveResponse'
>;

/** As it stands in the partial indexes: SQLite compares no values with them. */
const PENDING = sql.lit('pending' as const);

/** Assignments on their way to the PSA and after it. */
export function createAssignmentStore(database: Database): AssignmentStore {
  const { query } = database;
  return {
    async claimAssignment(deskId, assignmentId, leaseSeconds) {
      // One statement: of many at once, one finds it free.
      const row = await query
        .updateTable('assignment_outbox')
        .set((eb) => ({
          claimed_until: secondsFrom(database.now, leaseSeconds),
          tries: eb('tries', '+', 1),
        }))
        .where('desk_id', '=', deskId)
        .where('assignment_id', '=', assignmentId)
        .where('state', '=', PENDING)
        .where((eb) => eb.or([eb('claimed_until', 'is', null), eb('claimed_until', '<=', database.now)]))
        .returningAll()
        .executeTakeFirst();
      return row ? toAssignment(row) : null;
    },

    dueAssignments: (now, limit) =>
      query
        .selectFrom('assignment_outbox')
        .select(['desk_id as deskId', 'assignment_id as assignmentId'])
        .where('state', '=', PENDING)
        .where('next_try_at', '<=', toMoment(now))
        .where((eb) => eb.or([eb('claimed_until', 'is', null), eb('claimed_until', '<=', database.now)]))
        .orderBy('next_try_at')
        .orderBy('assignment_id')
        .limit(limit)
        .execute(),

    async settleAssignment(deskId, assignment, audit) {
      await query.transaction().execute(async (tx) => {
        const settled = await settle(tx, deskId, assignment);
        if (!settled) return;
        const isGiven = assignment.state === 'done' && settled.technician_id !== null;
        if (NEVER_THEIRS.includes(assignment.state)) await giveTurnBack(tx, settled);
        if (isGiven) await endOpenHold(tx, settled, assignment.settledAt ?? assignment.nextTryAt);
        if (audit) await addAudit(tx, audit);
      });
    },

    async readAssignment(deskId, assignmentId) {
      const row = await query
        .selectFrom('assignment_outbox')
        .selectAll()
        .where('desk_id', '=', deskId)
        .where('assignment_id', '=', assignmentId)
        .executeTakeFirst();
      return row ? toAssignment(row) : null;
    },

    async assignmentsOf(deskId, ticketId) {
      const rows = await query
        .selectFrom('assignment_outbox')
        .selectAll()
        .where('desk_id', '=', deskId)
        .where('ticket_id', '=', ticketId)
        .execute();
      return rows.toSorted(newestFirst).map(toAssignment);
    },

    async saveResponse(deskId, assignmentId, { kind, reason, at }, audit, giveBack = null) {
      return query.transaction().execute(async (tx) => {
        if (giveBack) await database.lockDesk(tx, deskId);
        const saved = await tx
          .updateTable('assignment_outbox')
          .set({
            response: kind,
            response_reason: reason,
            responded_at: toMoment(at),
            // Whoever passes is free again.
            ...(kind === 'passed' && { lease_until: null }),
          })
          .where('desk_id', '=', deskId)
          .where('assignment_id', '=', assignmentId)
          .where('response', 'is', null)
          .executeTakeFirst();
        if (saved.numUpdatedRows === 0n) return false;
        await addAudit(tx, audit);
        if (giveBack) {
          await addPending(tx, deskId, giveBack.assignment);
          await addAudit(tx, giveBack.audit);
        }
        return true;
      });
    },
  };
}

/** For one that gives a ticket to nobody: it takes no technician's turn. */
async function addPending(tx: Transaction<Tables>, deskId: DeskId, assignment: Assignment): Promise<void> {
  const pending = await tx
    .selectFrom('assignment_outbox')
    .select('assignment_id')
    .where('desk_id', '=', deskId)
    .where('ticket_id', '=', assignment.ticketId)
    .where('state', '=', PENDING)
    .executeTakeFirst();
  if (pending) {
    throw new AppError('conflict', 'another assignment of the ticket is under way', {
      details: { assignmentId: pending.assignment_id },
    });
  }
  await tx
    .insertInto('assignment_outbox')
    .values(toAssignmentRow(deskId, assignment, null))
    .execute();
}

/** An answer that comes too late changes nothing: what another process has settled stays, but for taking it back. */
async function settle(
  tx: Transaction<Tables>,
  deskId: DeskId,
  assignment: Parameters<AssignmentStore['settleAssignment']>[1],
): Promise<AssignmentTable | undefined> {
  const { state, problem, ownerFoundName, booking, settledAt, nextTryAt } = assignment;
  return tx
    .updateTable('assignment_outbox')
    .set({
      state,
      problem,
      owner_found_name: ownerFoundName,
      booking,
      settled_at: toMomentOrNull(settledAt),
      next_try_at: toMoment(nextTryAt),
      claimed_until: null,
      ...(!COUNTING.includes(state) && { lease_until: null }),
    })
    .where('desk_id', '=', deskId)
    .where('assignment_id', '=', assignment.assignmentId)
    .where('state', 'in', settledFrom(state))
    .returningAll()
    .executeTakeFirst();
}

/** What the PSA never gave to its technician. One that was taken back had its turn. */
const NEVER_THEIRS: readonly Assignment['state'][] = ['owned', 'refused', 'gone'];

/** DIS-3: who got nothing keeps the turn, unless another one has come since. */
async function giveTurnBack(
  tx: Transaction<Tables>,
  { desk_id, assignment_id }: AssignmentTable,
): Promise<void> {
  await tx
    .deleteFrom('technician_turn')
    .where('desk_id', '=', desk_id)
    .where('assignment_id', '=', assignment_id)
    .where('before_at', 'is', null)
    .execute();
  await tx
    .updateTable('technician_turn')
    .set((eb) => ({ last_assigned_at: eb.ref('before_at').$notNull(), before_at: null }))
    .where('desk_id', '=', desk_id)
    .where('assignment_id', '=', assignment_id)
    .where('before_at', 'is not', null)
    .execute();
}

function settledFrom(state: Assignment['state']): readonly Assignment['state'][] {
  return state === 'undone' ? ['pending', 'undone', 'done'] : ['pending', state];
}

async function endOpenHold(
  tx: Transaction<Tables>,
  { desk_id, ticket_id }: AssignmentTable,
  at: Date,
): Promise<void> {
  await tx
    .updateTable('held_ticket')
    .set({ ended_at: toMoment(at), ended_because: 'assigned' })
    .where('desk_id', '=', desk_id)
    .where('ticket_id', '=', ticket_id)
    .where('ended_at', 'is', null)
    .execute();
}

/** Nobody else can have an assignment of the embedded database in hand when it is opened: what a killed process held is free at once. */
export async function releaseClaims({ query }: Pick<Database, 'query'>): Promise<void> {
  await query
    .updateTable('assignment_outbox')
    .set({ claimed_until: null })
    .where('state', '=', PENDING)
    .where('claimed_until', 'is not', null)
    .execute();
}
