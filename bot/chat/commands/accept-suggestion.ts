import { z } from 'zod';
import type { MappedTechnician } from '#core/mapping/mapping-service.ts';
import type { RunRow } from '#core/mapping/ports.ts';
import { AppError } from '#kernel/errors.ts';
import { readPair, type SuggestedPair, suggestedTo, writePair } from '../cards/suggestion-input.ts';
import { unmatchedCard } from '../cards/unmatched-card.ts';
import type { ChatTools } from '../services.ts';
import { type Answer, type Turn, viewerOf } from '../turn.ts';
import { repeatable, type Request } from './failed-request.ts';
import { readUnmatched, unmatchedData } from './show-unmatched.ts';

/** What the button "Map" brings with the choice made. */
export const acceptData = unmatchedData.extend({
  suggestion: z
    .string()
    .max(400)
    .transform((text, context) => {
      const pair = readPair(text);
      if (pair === null) context.addIssue({ code: 'custom', message: 'names no technician and user' });
      return pair ?? z.NEVER;
    }),
});

/** Maps somebody by hand to a user whom the last run suggests (MAP-9), then shows who is left. A second press sees the same and writes
 *  nothing. The card only names the pair: whether it is offered is read anew. Throws `not_allowed`, `not_found` for a pair that is not
 *  offered (any more), `technician_not_found`, `conflict` when somebody else was mapped meanwhile, and what `mapByHand` throws. */
export async function acceptSuggestion(
  turn: Turn,
  { page, suggestion }: z.output<typeof acceptData>,
  tools: ChatTools,
): Promise<Answer> {
  const { mapping } = tools.services;
  const list: Request = { verb: 'mapping.unmatched', data: { page } };
  const again: Request = { verb: 'mapping.accept', data: { page, suggestion: writePair(suggestion) } };

  const read = await repeatable(list, async () => {
    const found = await readUnmatched(turn, tools);
    const isMapped = isMappedSo(found.technicians, suggestion);
    if (!isMapped) assertOffered(suggestion, found.technicians, found.rows ?? []);
    return { ...found, isMapped };
  });
  if (!read.isMapped) await repeatable(again, () => mapOnce(turn, suggestion, tools));
  const technicians = read.isMapped
    ? read.technicians
    : await repeatable(list, () => mapping.listTechnicians(turn.caller));
  const justMapped = personOf(technicians, suggestion);
  return {
    card: unmatchedCard({
      technicians,
      rows: read.rows,
      page,
      ...(justMapped ? { justMapped } : {}),
      viewer: viewerOf(turn),
      links: tools.links,
    }),
  };
}

function personOf(
  technicians: readonly MappedTechnician[],
  { technicianId }: SuggestedPair,
): MappedTechnician | undefined {
  return technicians.find(({ technician }) => technician.technicianId === technicianId);
}

function isMappedSo(technicians: readonly MappedTechnician[], pair: SuggestedPair): boolean {
  return personOf(technicians, pair)?.mapping?.userId === pair.userId;
}

function assertOffered(
  pair: SuggestedPair,
  technicians: readonly MappedTechnician[],
  rows: readonly RunRow[],
): void {
  const { technicianId, userId } = pair;
  if (!suggestedTo(technicianId, rows).some((each) => each.userId === userId)) {
    throw new AppError('not_found', 'the last run does not suggest this pair', { details: { technicianId } });
  }
  const person = personOf(technicians, pair);
  if (!person) {
    const technicianName = rows.find((row) => row.technicianId === technicianId)?.technicianName;
    throw new AppError('technician_not_found', `no active technician ${technicianId}`, {
      details: { technicianId, technicianName },
    });
  }
  if (person.mapping?.userId || person.mapping?.excluded) {
    throw new AppError('conflict', `technician ${technicianId} was mapped or excluded meanwhile`, {
      details: { technicianId },
    });
  }
}

/** Pressed twice at once, the slower press finds the mapping made, which `mapByHand` refuses to halve: that is what was wanted. */
async function mapOnce(turn: Turn, pair: SuggestedPair, { services }: ChatTools): Promise<void> {
  const { mapping } = services;
  const { technicianId, userId } = pair;
  try {
    const wanted = { accountId: userId, signInName: null, allowShared: false };
    await mapping.mapByHand(turn.caller, technicianId, wanted);
  } catch (cause) {
    const isRefused = cause instanceof AppError && cause.code === 'invalid_input';
    if (isRefused && isMappedSo(await mapping.listTechnicians(turn.caller), pair)) return;
    throw cause;
  }
}
