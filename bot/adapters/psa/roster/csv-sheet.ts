import { Readable } from 'node:stream';
import type { Options } from 'csv-parse';
import {
  type Delimiter,
  DELIMITERS,
  type SheetFaultCode,
  type SheetFormat,
  type SheetRow,
} from '#core/settings/ports.ts';
import { z } from 'zod';

/** A chunk takes a few milliseconds; between two of them others get their turn. */
const CHUNK_CHARACTERS = 32_768;
/** A row of a technician has some hundred characters. Longer ones come of a quotation mark that is closed much later. */
const LONGEST_ROW = 20_000;

/** What spreadsheets run as a formula when a cell begins with it (OWASP, "CSV Injection"); the apostrophe before it makes them show it. */
const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/;
const NEUTRALISED = /^'+[=+\-@\t\r＝＋－＠]/;

/** CSV as RFC 4180 has it and as spreadsheets save it: comma, semicolon or tab, any line ending, with or without byte order mark, and with
 *  Excel's own first line `sep=;`. Loaded when it is used: most desks never import a file. */
export function createCsvSheets(): SheetFormat {
  return {
    async readSheet(text) {
      const { delimiter, body, firstLine } = unwrap(text);
      const { parse } = await import('csv-parse');
      const parser = Readable.from(chunksOf(body), { objectMode: false }).pipe(
        parse({ ...PARSING, delimiter }),
      );
      const rows: SheetRow[] = [];
      let line = firstLine;
      try {
        for await (const found of parser) {
          const { record, raw } = recordSchema.parse(found);
          if (record.some((cell) => cell.trim() !== '')) rows.push({ line, cells: record.map(released) });
          line += lineEndsIn(raw);
        }
        return { delimiter, rows, fault: null };
      } catch (cause) {
        const { code, bytes } = errorSchema.parse(cause);
        const known = FAULTS[code];
        if (known === undefined) throw cause;
        const before = Buffer.from(body, 'utf8').subarray(0, bytes).toString('utf8');
        return { delimiter, rows: [], fault: { line: firstLine + lineEndsIn(before), code: known } };
      }
    },

    async writeSheet(rows, delimiter) {
      const { stringify } = await import('csv-stringify/sync');
      // The line end is among them because readers differ in which one they take for the end of a row.
      return stringify(
        rows.map((row) => row.map(neutralised)),
        { delimiter, record_delimiter: '\r\n', quoted_match: /[\r\n]/ },
      );
    },
  } satisfies SheetFormat;
}

const PARSING: Options = {
  bom: true,
  raw: true,
  record_delimiter: ['\r\n', '\n', '\r'],
  // Rows of another length are judged where the columns are known.
  relax_column_count: true,
  max_record_size: LONGEST_ROW,
};

const recordSchema = z.object({ record: z.array(z.string()), raw: z.string() });

/** What csv-parse throws: `bytes` is where the row begins that it fails on. */
const errorSchema = z.object({ code: z.string().catch(''), bytes: z.number().catch(0) });

/** Codes of csv-parse 7 (its page "Errors"). */
const FAULTS: Readonly<Record<string, SheetFaultCode | undefined>> = {
  CSV_QUOTE_NOT_CLOSED: 'quote-never-closed',
  INVALID_OPENING_QUOTE: 'quote-in-the-middle',
  CSV_INVALID_CLOSING_QUOTE: 'quote-in-the-middle',
  CSV_MAX_RECORD_SIZE: 'row-too-long',
};

/** The text without Excel's line that names the delimiter, and the delimiter: the named one, or the most frequent one in the first row. */
function unwrap(text: string): {
  readonly delimiter: Delimiter;
  readonly body: string;
  readonly firstLine: number;
} {
  const named = /^\uFEFF?"?sep=([,;\t])"?(\r\n|\n|\r)/i.exec(text);
  const delimiter = DELIMITERS.find((each) => each === named?.[1]);
  if (named && delimiter) return { delimiter, body: text.slice(named[0].length), firstLine: 2 };
  return { delimiter: mostFrequent(text), body: text, firstLine: 1 };
}

/** A comma when none occurs: a table of one column. */
function mostFrequent(text: string): Delimiter {
  const [header = ''] = text
    .replaceAll(/"[^"]*"/g, '')
    .split(/[\r\n]+/, 2)
    .filter((line) => line.trim() !== '');
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: header.split(delimiter).length }));
  return counts.reduce((best, each) => (each.count > best.count ? each : best)).delimiter;
}

function* chunksOf(text: string): Generator<Buffer> {
  const bytes = Buffer.from(text, 'utf8');
  for (let start = 0; start < bytes.length; start += CHUNK_CHARACTERS) {
    yield bytes.subarray(start, start + CHUNK_CHARACTERS);
  }
}

function lineEndsIn(raw: string): number {
  return raw.match(/\r\n|\n|\r/g)?.length ?? 0;
}

function neutralised(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

function released(cell: string): string {
  return NEUTRALISED.test(cell) ? cell.slice(1) : cell;
}
