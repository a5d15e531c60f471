import { z } from 'zod';
import { may } from '#core/access/policy.ts';
import type { MappedTechnician } from '#core/mapping/mapping-service.ts';
import type { Run, RunRow } from '#core/mapping/ports.ts';
import { unmatchedCard } from '../cards/unmatched-card.ts';
import type { ChatTools } from '../services.ts';
import { type Answer, type Turn, viewerOf } from '../turn.ts';
import { repeatable } from './failed-request.ts';

export const unmatchedData = z.object({ page: z.number().int().min(0).max(1000).catch(0) });

/** Who isn't mapped and why. The reasons come from the last run, which only those see who may run one. Throws the `psa_…` codes. */
export async function showUnmatched(
  turn: Turn,
  { page }: z.infer<typeof unmatchedData>,
  tools: ChatTools,
): Promise<Answer> {
  const { technicians, rows } = await repeatable({ verb: 'mapping.unmatched', data: { page } }, () =>
    readUnmatched(turn, tools),
  );
  return { card: unmatchedCard({ technicians, rows, page, viewer: viewerOf(turn), links: tools.links }) };
}

/** Every technician as mapped now, and what the last run found; its rows are `null` when there was none, or for people who may run none. */
export async function readUnmatched(
  turn: Turn,
  tools: ChatTools,
): Promise<{
  readonly technicians: readonly MappedTechnician[];
  readonly rows: readonly RunRow[] | null;
}> {
  const [technicians, rows] = await Promise.all([
    tools.services.mapping.listTechnicians(turn.caller),
    rowsOfLastRun(turn, tools),
  ]);
  return { technicians, rows };
}

async function rowsOfLastRun({ caller }: Turn, { services }: ChatTools): Promise<readonly RunRow[] | null> {
  if (!may(caller, 'automap.run')) return null;
  const runs = await services.mapping.listRuns(caller);
  const last = runs.find(hasRows);
  return last ? (await services.mapping.readReview(caller, last.runId)).rows : null;
}

/** A run that Microsoft let read nobody says nothing about anybody. */
function hasRows({ state, membersScanned }: Run): boolean {
  if (state === 'partial') return membersScanned > 0;
  return ['complete', 'held', 'preview', 'cancelled'].includes(state);
}
