import type { z } from 'zod';
import type {
  assignRequestSchema,
  decisionPageSchema,
  decisionsQuerySchema,
  dispatchRequestSchema,
  whatIfRequestSchema,
} from '#contract/dispatch-schemas.ts';
import type { AssignWish, DispatchService, DispatchWish, Imagined } from '#core/dispatch/dispatch-service.ts';
import type { RunSource } from '#core/dispatch/ports.ts';
import type { Caller } from '#kernel/caller.ts';
import { toSummaryDto } from './decision-dto.ts';

/** What tab and public API ask of dispatch in the same words. */

export function dispatchWishOf(
  { ticket, workflowId, slot, mode }: z.output<typeof dispatchRequestSchema>,
  source: RunSource,
): DispatchWish {
  return {
    ticket,
    workflowId,
    slot: slot && { start: new Date(slot.start), end: new Date(slot.end) },
    intent: mode,
    source,
  };
}

export function assignWishOf(body: z.output<typeof assignRequestSchema>, source: RunSource): AssignWish {
  return { ...body, source };
}

export function imaginedOf({ changes }: z.output<typeof whatIfRequestSchema>): readonly Imagined[] {
  return changes.map((change) =>
    change.change === 'other-time' ? { change: 'other-time', start: new Date(change.start) } : change,
  );
}

/** One page; the cursor is the last decision on it. One more than a page is read, which tells whether another page follows. */
export async function pageOfDecisions(
  dispatch: Pick<DispatchService, 'listDecisions'>,
  caller: Caller,
  query: z.output<typeof decisionsQuerySchema>,
): Promise<z.input<typeof decisionPageSchema>> {
  const { state, workflowId, text, since, limit, cursor } = query;
  const filter = {
    state,
    workflowId: workflowId ?? null,
    text: text === undefined || text === '' ? null : text,
    since: since === undefined ? null : new Date(since),
  };
  const found = await dispatch.listDecisions(caller, filter, { before: cursor ?? null, limit: limit + 1 });
  const decisions = found.slice(0, limit);
  return {
    decisions: decisions.map(toSummaryDto),
    nextCursor: found.length > limit ? (decisions.at(-1)?.decisionId ?? null) : null,
  };
}
