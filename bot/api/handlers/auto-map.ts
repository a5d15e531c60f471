import type { z } from 'zod';
import type { autoMapRequestSchema } from '#contract/mapping-schemas.ts';
import type { Review } from '#core/mapping/auto-map.ts';
import type { MappingService } from '#core/mapping/mapping-service.ts';
import type { Caller } from '#kernel/caller.ts';
import { toAutoMapDto } from '../to-dto.ts';

type AutoMapRequest = z.output<typeof autoMapRequestSchema>;

/** Scan and apply in one request; a dry run stops before applying. Nobody could apply a run that outlived its request, so none waits: when
 *  Microsoft asks for more time than a call can take, what was read is applied as `partial`, and where that is nothing the run fails. */
export function handleAutoMap(service: MappingService) {
  return async ({ caller, body }: { caller: Caller; body: AutoMapRequest }) => {
    const { runId, review } = await service.startPreview(caller, { teamIds: body.teamIds, mayPause: false });
    const preview = await review;
    if (body.dryRun) return toDryRun(preview, body);
    const applied = await service.applyPreview(caller, runId, {
      clear: body.clear,
      confirmMassClear: body.confirmMassClear,
    });
    const cleared = applied.rows.filter((row) => row.action === 'clear' && row.outcome === 'written');
    return toAutoMapDto(applied, { dryRun: false, state: endState(applied, holds(applied, body)), cleared });
  };
}

function toDryRun(preview: Review, body: AutoMapRequest) {
  const held = holds(preview, body);
  const cleared = body.clear && !held ? preview.rows.filter((row) => row.action === 'clear') : [];
  return toAutoMapDto(preview, { dryRun: true, state: endState(preview, held), cleared });
}

function holds(review: Review, body: AutoMapRequest): boolean {
  return body.clear && review.clearsNeedConfirmation && !body.confirmMassClear;
}

function endState(review: Review, held: boolean): 'complete' | 'partial' | 'held' {
  if (!review.run.scanComplete) return 'partial';
  return held ? 'held' : 'complete';
}
