import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCsvSheets } from '#adapters/psa/roster/csv-sheet.ts';
import { DELIMITERS } from '#core/settings/ports.ts';

const sheets = createCsvSheets();

async function cellsOf(text: string): Promise<readonly (readonly string[])[]> {
  const sheet = await sheets.readSheet(text);
  expect(sheet.fault).toBeNull();
  return sheet.rows.map(({ cells }) => cells);
}

const PEOPLE = [
  ['Name', 'E-mail'],
  ['Aisha Khan', 'aisha@example.com'],
];

describe('PSA-1: a table is read', () => {
  it.each([
    ['commas', 'Name,E-mail\nAisha Khan,aisha@example.com\n'],
    ['semicolons', 'Name;E-mail\nAisha Khan;aisha@example.com\n'],
    ['tabs', 'Name\tE-mail\nAisha Khan\taisha@example.com\n'],
    ['a byte order mark', '\uFEFFName,E-mail\nAisha Khan,aisha@example.com\n'],
    [
      'a byte order mark before a quotation mark',
      '\uFEFF"Name","E-mail"\n"Aisha Khan","aisha@example.com"\n',
    ],
    ['Windows line ends', 'Name,E-mail\r\nAisha Khan,aisha@example.com\r\n'],
    ['old Macintosh line ends', 'Name,E-mail\rAisha Khan,aisha@example.com\r'],
    ['line ends of two kinds', 'Name,E-mail\r\nAisha Khan,aisha@example.com\n'],
    ['no line end at the end', 'Name,E-mail\nAisha Khan,aisha@example.com'],
    ['Excel’s line that names the delimiter', 'sep=;\r\nName;E-mail\r\nAisha Khan;aisha@example.com\r\n'],
    ['empty rows around and between', '\n\nName,E-mail\n,\n\nAisha Khan,aisha@example.com\n \n'],
  ])('with %s', async (_, text) => {
    expect(await cellsOf(text)).toEqual(PEOPLE);
  });

  it('quoted cells keep delimiters, line ends and doubled quotation marks', async () => {
    const text = 'Name,Skills\r\n"Khan, Aisha","Exchange\r\nIntune ""MDM"""\r\n';
    expect(await cellsOf(text)).toEqual([
      ['Name', 'Skills'],
      ['Khan, Aisha', 'Exchange\r\nIntune "MDM"'],
    ]);
  });

  it('a delimiter inside quotation marks of the first row is not counted', async () => {
    expect((await sheets.readSheet('"Name, first, last";E-mail\nA;b\n')).delimiter).toBe(';');
  });

  it('rows know the line on which they begin, whatever stood in the cells before', async () => {
    const text = 'Name,Skills\r\n\r\n"A","x\r\ny\nz"\r\nB,\r\n"C\n",1\n\nD,\n';
    const { rows } = await sheets.readSheet(text);
    expect(rows.map(({ line, cells }) => [line, cells[0]])).toEqual([
      [1, 'Name'],
      [3, 'A'],
      [6, 'B'],
      [7, 'C\n'],
      [10, 'D'],
    ]);
    const named = await sheets.readSheet('sep=;\nName;Skills\nA;b');
    expect(named.rows.map(({ line }) => line)).toEqual([2, 3]);
  });

  it.each([
    ['quote-never-closed', 'Name,E-mail\nA,a@example.com\n"B,b@example.com\nC,c@example.com\n', 3],
    ['quote-in-the-middle', 'Name,E-mail\nA,a@example.com\nB "the" C,c@example.com\n', 3],
    ['quote-in-the-middle', 'Name,E-mail\n"A"x,a@example.com\n', 2],
    ['quote-never-closed', `sep=,\n\n"Nä\nme"\n${'Ä,b\n'.repeat(30_000)}"C`, 30_005],
    ['row-too-long', `Name,E-mail\n"A${'x'.repeat(30_000)}",a@example.com\n`, 2],
  ])('%s is a fault with its line, and not a guess', async (code, text, line) => {
    expect((await sheets.readSheet(text)).fault).toEqual({ code, line });
  });

  it('nothing but blanks is an empty table', async () => {
    for (const text of ['', '\uFEFF', '\r\n \n,,\n']) expect((await sheets.readSheet(text)).rows).toEqual([]);
  });
});

describe('S30: what is written is no formula', () => {
  it.each(['=1+1', '+49 30 1', '-2', '@SUM(A1)', '\t=1', '\r=1', '＝1', '=cmd|"/c calc"!A1', "'=1"])(
    '%j begins with an apostrophe in the file, and is itself again when read',
    async (cell) => {
      const text = await sheets.writeSheet([['Name'], [cell]], ',');
      const written = text.split('\r\n')[1] ?? '';
      expect(written).toMatch(/^"?'/);
      expect(await cellsOf(text)).toEqual([['Name'], [cell]]);
    },
  );

  it('property: any table that is written reads back as it was', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.stringMatching(/^[=+\-@'";,\t\r\n a]{0,8}$/),
    );
    // A row of blanks alone is no row, and a byte order mark at the start of a file is none of its cells.
    const row = fc
      .array(cell, { minLength: 2, maxLength: 4 })
      .map((cells) => cells.map((each) => each.replaceAll('\uFEFF', '')))
      .filter((cells) => cells.some((each) => each.trim() !== ''));
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 5 }),
        fc.constantFrom(...DELIMITERS),
        async (rows, delimiter) => {
          const heading = ['Name', 'E-mail'];
          const text = await sheets.writeSheet([heading, ...rows], delimiter);
          const sheet = await sheets.readSheet(text);
          expect(sheet).toMatchObject({ delimiter, fault: null });
          expect(sheet.rows.map(({ cells }) => cells)).toEqual([heading, ...rows]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('property: no text at all makes the reader fail in another way than by a fault', async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[ab=",;\t\r\n\uFEFF]{0,40}$/), async (text) => {
        const { rows, fault } = await sheets.readSheet(text);
        expect(fault === null || fault.line >= 1).toBe(true);
        expect(rows.every(({ line }) => line >= 1)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
