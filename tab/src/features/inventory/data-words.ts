import type { getInventory } from '#contract/administration-endpoints.ts';
import type { AnswerOf } from '../../api/client.ts';
import type { DataWords } from '../../texts/data.ts';
import type { Formats } from '../../texts/language.ts';

export type StoredTable = AnswerOf<typeof getInventory>['tables'][number];

/** What people call the table; a table that is new to this version has only its own name. */
export function nameOf({ table }: Pick<StoredTable, 'table'>, t: DataWords): string {
  return t.table[table]?.name ?? table;
}

export function countOf(
  { table, rows }: StoredTable,
  t: DataWords,
  formats: Pick<Formats, 'number'>,
): string {
  if (rows === 0) return t.none;
  const words = t.table[table];
  if (words === undefined) return t.rows(formats.number(rows));
  return rows === 1 ? words.one : `${formats.number(rows)} ${words.many}`;
}

/** In the person's language where this version has it, else as the server says it. */
export function holdsOf({ table, holds }: Pick<StoredTable, 'table' | 'holds'>, t: DataWords): string {
  return t.table[table]?.holds ?? holds;
}

export function columnHolds(
  table: string,
  { name, holds }: { readonly name: string; readonly holds: string },
  t: DataWords,
): string {
  return t.column[`${table}.${name}`] ?? t.column[name] ?? holds;
}
