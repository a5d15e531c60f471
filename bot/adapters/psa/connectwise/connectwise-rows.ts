import { AppError } from '#kernel/errors.ts';
import { z } from 'zod';
import type { ConnectWiseTalk } from './connectwise-client.ts';

/** The most that a page may hold; 25 unless asked. */
const PAGE_SIZE = 1000;

export interface RowQuestion<Row> {
  readonly path: string;
  /** In the API's condition language. Only numbers, flags and dates of ours: no text of people ever gets in. `null`: all rows. */
  readonly conditions: string | null;
  readonly row: z.ZodObject & z.ZodType<Row>;
  readonly right: string;
  /** The rows with the highest ids, no more than this. */
  readonly most: number;
}

/** Rows by id, highest first. Pages by id rather than by number: a row that appears or goes between two pages neither hides another one
 *  nor shows one twice. Throws as `ConnectWiseTalk.get`. */
export async function readRows<Row extends { readonly id: number }>(
  talk: ConnectWiseTalk,
  { path, conditions, row, right, most }: RowQuestion<Row>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  while (rows.length < most) {
    const last = rows.at(-1)?.id;
    const asked = [conditions, last === undefined ? null : `id<${last}`].filter((part) => part !== null);
    const size = Math.min(PAGE_SIZE, most - rows.length);
    const { value, namesNext } = await talk.get({
      path,
      query: {
        ...(asked.length > 0 && { conditions: asked.join(' and ') }),
        fields: Object.keys(row.shape).join(','),
        orderBy: 'id desc',
        page: '1',
        pageSize: String(size),
      },
      schema: z.array(row),
      right,
    });
    const fresh = value.filter(({ id }) => last === undefined || id < last).toSorted((a, b) => b.id - a.id);
    if (fresh.length === 0 && value.length > 0)
      throw new AppError('psa_down', `ConnectWise PSA’s list of ${path} does not end`);
    rows.push(...fresh);
    // A server may hold less on a page than was asked, and says then that there is more.
    if (fresh.length === 0 || (value.length < size && !namesNext)) break;
  }
  return rows.slice(0, most);
}
