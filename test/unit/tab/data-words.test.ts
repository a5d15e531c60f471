import { describe, expect, it } from 'vitest';
import { SCHEMA } from '#adapters/store/schema.ts';
import { columnHolds, countOf, holdsOf, nameOf } from '../../../tab/src/features/inventory/data-words.ts';
import { dataTexts } from '../../../tab/src/texts/data.ts';
import { createFormats } from '../../../tab/src/texts/language.ts';

const formats = createFormats({ locale: 'de-DE', language: 'de', zone: 'Europe/Berlin' });
/** What the page shows: tables that hold something of a desk. */
const TABLES = Object.entries(SCHEMA).filter(([, { columns }]) => 'desk_id' in columns);
const aTable = (table: string, rows: number) => ({
  table,
  rows,
  category: 'x',
  holds: 'What the server says',
  columns: [],
});

describe('DATA-1: what is stored, in words', () => {
  it.each(TABLES.map(([table]) => table))(
    '%s has a name in both languages and German all through',
    (table) => {
      const { columns, holds } = SCHEMA[table] ?? { columns: {}, holds: '' };
      expect(dataTexts.en.table[table]?.name).toBeTruthy();
      expect(holdsOf({ table, holds }, dataTexts.de)).not.toBe(holds);
      const untold = Object.entries(columns).filter(
        ([name, holds]) => columnHolds(table, { name, holds }, dataTexts.de) === holds,
      );
      expect(untold).toEqual([]);
    },
  );
  it('what is told of a table that is gone is gone as well', () => {
    const known = TABLES.map(([table]) => table);
    expect(Object.keys(dataTexts.en.table)).toEqual(known);
    expect(Object.keys(dataTexts.de.table)).toEqual(known);
  });
  it.each([
    [0, 'nichts gespeichert'],
    [1, '1 Eintrag'],
    [12_345, '12.345 Einträge'],
  ])('%i entries are counted in words', (rows, words) => {
    expect(countOf(aTable('audit_entry', rows), dataTexts.de, formats)).toBe(words);
  });
  it('a table that is new to this version is told as the server tells it', () => {
    const table = aTable('later', 2);
    expect(nameOf(table, dataTexts.de)).toBe('later');
    expect(holdsOf(table, dataTexts.de)).toBe('What the server says');
    expect(countOf(table, dataTexts.de, formats)).toBe('2 Zeilen');
  });
});
