import type { listTechnicians } from '#contract/technicians-endpoints.ts';
import type { AnswerOf, RequestOf } from '../../api/client.ts';

export type TechnicianPage = AnswerOf<typeof listTechnicians>;
export type Technician = TechnicianPage['technicians'][number];
export type Counts = TechnicianPage['counts'];
type Query = NonNullable<RequestOf<typeof listTechnicians>['query']>;

/** Which technicians the table shows, and in which order. */
export interface View {
  readonly search: string;
  readonly badge: 'auto' | 'manual' | 'unmapped' | 'excluded' | null;
  readonly sort: 'name' | 'email' | 'user' | 'badge';
  readonly order: 'asc' | 'desc';
}

export const ROWS_A_PAGE = 100;

/** What has come of one view: its pages by number, from 0, in whichever order people looked at them. */
export interface LoadedPages {
  readonly viewKey: string;
  readonly total: number;
  readonly counts: Counts;
  readonly pages: ReadonlyMap<number, Pick<TechnicianPage, 'technicians' | 'nextCursor'>>;
}

export function viewKeyOf(view: View): string {
  return JSON.stringify([view.search, view.badge, view.sort, view.order]);
}

/** What to ask for a page: from the end of the page before, or, for whoever jumped, by the number of rows before it. */
export function queryOf(view: View, loaded: LoadedPages | null, page: number): Query {
  const isSame = loaded?.viewKey === viewKeyOf(view);
  const cursor = isSame ? loaded.pages.get(page - 1)?.nextCursor : undefined;
  return {
    limit: ROWS_A_PAGE,
    sort: view.sort,
    order: view.order,
    ...(view.search === '' ? {} : { search: view.search }),
    ...(view.badge === null ? {} : { badge: view.badge }),
    ...(cursor ? { cursor } : { skip: page * ROWS_A_PAGE }),
  };
}

/** With one more page. When it tells of other numbers than the pages before, the desk changed in between, and those are dropped:
 *  they would show somebody twice, or not at all. */
export function withPage(
  loaded: LoadedPages | null,
  viewKey: string,
  page: number,
  answer: TechnicianPage,
): LoadedPages {
  const { technicians, nextCursor, total, counts } = answer;
  const isSame =
    loaded?.viewKey === viewKey &&
    loaded.total === total &&
    JSON.stringify(loaded.counts) === JSON.stringify(counts);
  const before = isSame ? [...loaded.pages] : [];
  return { viewKey, total, counts, pages: new Map([...before, [page, { technicians, nextCursor }]]) };
}

/** The technician at this place; `null` while their page is not there. */
export function rowAt(loaded: LoadedPages, index: number): Technician | null {
  const page = loaded.pages.get(Math.floor(index / ROWS_A_PAGE));
  return page?.technicians[index % ROWS_A_PAGE] ?? null;
}

/** Numbers of the pages that the rows from `first` to `last` need and that are not there. */
export function missingPages(loaded: LoadedPages | null, first: number, last: number): readonly number[] {
  if (loaded === null) return [0];
  const from = Math.floor(Math.max(0, first) / ROWS_A_PAGE);
  const to = Math.floor(Math.max(0, Math.min(last, loaded.total - 1)) / ROWS_A_PAGE);
  const wanted = Array.from({ length: to - from + 1 }, (_each, index) => from + index);
  return wanted.filter((page) => !loaded.pages.has(page));
}

/** With what is known anew of one technician, wherever they stand. */
export function withTechnician(loaded: LoadedPages, changed: Technician): LoadedPages {
  const replace = (each: Technician): Technician =>
    each.technicianId === changed.technicianId ? changed : each;
  const pages = [...loaded.pages].map(
    ([page, { technicians, nextCursor }]) =>
      [page, { technicians: technicians.map(replace), nextCursor }] as const,
  );
  return { ...loaded, pages: new Map(pages) };
}
