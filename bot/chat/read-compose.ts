import { z } from 'zod';
import type { IncomingActivity } from './gate/incoming-activity.ts';

/** A page of "Find a technician". */
export interface Search {
  /** As typed; empty at the first opening, which shows the desk. */
  readonly text: string;
  readonly skip: number;
  /** 1 to 10: cards of 25 people are too much for one answer. */
  readonly count: number;
  /** From the command box the card is the searcher's alone; elsewhere it is for a conversation. */
  readonly isOwn: boolean;
}

export const FIND_TECHNICIAN = 'findTechnician';
const MOST_RESULTS = 10;

const query = z.object({
  commandId: z.literal(FIND_TECHNICIAN),
  parameters: z
    .array(z.object({ name: z.string().max(64), value: z.unknown() }))
    .max(5)
    .nullish(),
  queryOptions: z
    .object({
      skip: z.number().int().min(0).max(10_000).catch(0),
      count: z.number().int().min(1).max(MOST_RESULTS).catch(MOST_RESULTS),
    })
    .nullish(),
});

/** `null` for a command that is none of ours. Teams docs: messaging-extensions, respond to search. */
export function readSearch({ value, channelData }: IncomingActivity): Search | null {
  const parsed = query.safeParse(value);
  if (!parsed.success) return null;
  const { parameters, queryOptions } = parsed.data;
  const typed = parameters?.find(({ name }) => name === 'query')?.value;
  return {
    text: typeof typed === 'string' ? typed.slice(0, 200).trim() : '',
    skip: queryOptions?.skip ?? 0,
    count: queryOptions?.count ?? MOST_RESULTS,
    isOwn: channelData?.source?.name === 'commandBox',
  };
}

const link = z.object({ url: z.string().max(4096) });

export function readLinkQuery({ value }: IncomingActivity): string | null {
  const parsed = link.safeParse(value);
  return parsed.success ? parsed.data.url : null;
}
