import type { RawBuilder, Transaction } from 'kysely';
import type { Assignment, DispatchStore, Hold, Reservation, Standing } from '#core/dispatch/ports.ts';
import { AppError } from '#kernel/errors.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import { toAssignmentRow } from './assignment-rows.ts';
import { addAudits } from './audit-store.ts';
import { toMoment, toMomentOrNull } from './columns.ts';
import { type Database, secondsFrom } from './database.ts';
import { toCandidateRow, toDecisionRow } from './decision-rows.ts';
import { createDeskQueue } from './desk-queue.ts';
import { readStanding } from './dispatch-standing.ts';
import { toHoldRow } from './hold-rows.ts';
import type { Tables } from './tables.ts';

/** Three reads and at most six writes, in one transaction under the desk's lock. Throws `conflict` when an assignment is to be reserved
 *  while another one of the ticket is pending. */
export function createReserve(database: Database): DispatchStore['reserve'] {
  const inTurn = createDeskQueue();
  return (question, decide) =>
    inTurn(question.deskId, () =>
      database.query.transaction().execute(async (tx) => {
        await database.lockDesk(tx, question.deskId);
        const standing = await readStanding(tx, question);
        const { reservation, result } = decide(standing);
        await write({ tx, now: database.now }, question, standing, reservation);
        return result;
      }),
    );
}

interface Writing {
  readonly tx: Transaction<Tables>;
  /** The database's clock. */
  readonly now: Database['now'];
}

type Place = { readonly deskId: DeskId; readonly since: Date };

async function write(
  { tx, now }: Writing,
  place: Place,
  standing: Standing,
  { decision, assignment, claimSeconds, leaseUntil, hold, endsHold, audit }: Reservation,
): Promise<void> {
  const { deskId } = place;
  if (decision) {
    await tx.insertInto('decision').values(toDecisionRow(deskId, decision)).execute();
    await tx.insertInto('decision_candidate').values(toCandidateRow(deskId, decision)).execute();
  }
  if (assignment) {
    const claimedUntil = claimSeconds === null ? null : secondsFrom(now, claimSeconds);
    await writeAssignment(tx, deskId, standing, { assignment, leaseUntil, claimedUntil });
  }
  if (hold) await writeHold(tx, deskId, standing.hold, hold);
  else if (endsHold && standing.hold) {
    const at = assignment?.decidedAt ?? decision?.record.decidedAt ?? place.since;
    await tx
      .updateTable('held_ticket')
      .set({ ended_at: toMoment(at), ended_because: endsHold })
      .where('desk_id', '=', deskId)
      .where('hold_id', '=', standing.hold.holdId)
      .execute();
  }
  await addAudits(tx, audit);
}

async function writeAssignment(
  tx: Transaction<Tables>,
  deskId: DeskId,
  { current, turns }: Standing,
  {
    assignment,
    leaseUntil,
    claimedUntil,
  }: Pick<Reservation, 'leaseUntil'> & {
    readonly assignment: Assignment;
    readonly claimedUntil: RawBuilder<number> | null;
  },
): Promise<void> {
  if (current?.state === 'pending') {
    throw new AppError('conflict', 'another assignment of the ticket is under way', {
      details: { assignmentId: current.assignmentId },
    });
  }
  await tx
    .insertInto('assignment_outbox')
    .values({ ...toAssignmentRow(deskId, assignment, leaseUntil), claimed_until: claimedUntil })
    .execute();
  if (assignment.technicianId === null) return;
  await tx
    .insertInto('technician_turn')
    .values({
      desk_id: deskId,
      technician_id: assignment.technicianId,
      last_assigned_at: nextTurnAt(assignment.decidedAt, turns),
      assignment_id: assignment.assignmentId,
      before_at: toMomentOrNull(turns.get(assignment.technicianId)?.lastAssignedAt ?? null),
    })
    .onConflict((conflict) =>
      conflict.columns(['desk_id', 'technician_id']).doUpdateSet((eb) => ({
        last_assigned_at: eb.ref('excluded.last_assigned_at'),
        assignment_id: eb.ref('excluded.assignment_id'),
        before_at: eb.ref('excluded.before_at'),
      })),
    )
    .execute();
}

/** Later than every turn of the desk so far, by a millisecond at least: many tickets of one moment still have an order, and so has a clock
 *  that was set back. */
function nextTurnAt(decidedAt: Date, turns: Standing['turns']): number {
  let newest = Number.NEGATIVE_INFINITY;
  for (const { lastAssignedAt } of turns.values()) newest = Math.max(newest, lastAssignedAt.getTime());
  return Math.max(toMoment(decidedAt), newest + 1);
}

/** A ticket that waits already goes on waiting: since when, and until when at most, stay. */
async function writeHold(
  tx: Transaction<Tables>,
  deskId: DeskId,
  open: Hold | null,
  hold: Hold,
): Promise<void> {
  const row = toHoldRow(deskId, hold);
  if (open === null) {
    await tx.insertInto('held_ticket').values(row).execute();
    return;
  }
  const { ticket_ref, workflow_id, decision_id, because, next_try_at } = row;
  const tries = Math.max(hold.tries, open.tries + 1);
  await tx
    .updateTable('held_ticket')
    .set({ ticket_ref, workflow_id, decision_id, because, next_try_at, tries })
    .where('desk_id', '=', deskId)
    .where('hold_id', '=', open.holdId)
    .execute();
}
