import { applyRun, cancelRun, getRun, getRunRows, startRun, undoRun } from '#contract/run-endpoints.ts';
import type { AutoMap, Review } from '#core/mapping/auto-map.ts';
import { undoableRun } from '#core/mapping/run-standing.ts';
import type { Caller } from '#kernel/caller.ts';
import type { MountForPeople } from '../mount-for-people.ts';
import { chooseRows, toRowDto, toRunDto } from '../run-dto.ts';

/** Auto-map in the tab: preview, review, apply, undo. A person who leaves comes back to the same run. */
export function mountAutoMapRuns(mount: MountForPeople, needs: { readonly mapping: AutoMap }): void {
  const { mapping } = needs;

  async function toAnswer(caller: Caller, review: Review) {
    const { runId } = review.run;
    return toRunDto(review, {
      progress: mapping.readProgress(caller, runId),
      canUndo: undoableRun(await mapping.listRuns(caller))?.runId === runId,
    });
  }

  mount(startRun, async ({ caller }) => {
    const { runId } = await mapping.startPreview(caller, { teamIds: null });
    return { runId };
  });

  mount(getRun, async ({ caller, params }) =>
    toAnswer(caller, await mapping.readReview(caller, params.runId)),
  );

  mount(getRunRows, async ({ caller, params, query }) => {
    const { rows } = await mapping.readReview(caller, params.runId);
    const chosen = chooseRows(rows, query);
    const end = query.offset + query.limit;
    return {
      rows: chosen.slice(query.offset, end).map(toRowDto),
      total: chosen.length,
      nextOffset: end < chosen.length ? end : null,
    };
  });

  mount(applyRun, async ({ caller, params, body }) =>
    toAnswer(caller, await mapping.applyPreview(caller, params.runId, body)),
  );

  mount(cancelRun, async ({ caller, params }) => {
    await mapping.cancelPreview(caller, params.runId);
    return null;
  });

  mount(undoRun, async ({ caller, params }) => mapping.undoRun(caller, params.runId));
}
