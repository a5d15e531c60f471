import type { Hold } from '#core/dispatch/ports.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import { fromMoment, fromMomentOrNull, toMoment, toMomentOrNull } from './columns.ts';
import type { HoldTable } from './dispatch-tables.ts';

export function toHoldRow(deskId: DeskId, hold: Hold): HoldTable {
  return {
    desk_id: deskId,
    hold_id: hold.holdId,
    ticket_id: hold.ticketId,
    ticket_ref: hold.ticketRef,
    workflow_id: hold.workflowId,
    decision_id: hold.decisionId,
    because: hold.because,
    tries: hold.tries,
    held_at: toMoment(hold.heldAt),
    next_try_at: toMoment(hold.nextTryAt),
    escalate_at: toMoment(hold.escalateAt),
    escalated_at: toMomentOrNull(hold.escalatedAt),
    ended_at: toMomentOrNull(hold.ended?.at ?? null),
    ended_because: hold.ended?.because ?? null,
  };
}

export function toHold(row: HoldTable): Hold {
  return {
    holdId: row.hold_id,
    ticketId: row.ticket_id,
    ticketRef: row.ticket_ref,
    workflowId: row.workflow_id,
    decisionId: row.decision_id,
    because: row.because,
    tries: row.tries,
    heldAt: fromMoment(row.held_at),
    nextTryAt: fromMoment(row.next_try_at),
    escalateAt: fromMoment(row.escalate_at),
    escalatedAt: fromMomentOrNull(row.escalated_at),
    ended:
      row.ended_at === null || row.ended_because === null
        ? null
        : { at: fromMoment(row.ended_at), because: row.ended_because },
  };
}
