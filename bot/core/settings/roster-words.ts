import type { FieldFault } from '#kernel/errors.ts';
import type { RosterFault, RosterFaultCode } from './roster-details.ts';

/** A fault of a roster in English, for programs and the command line. The tab has its own words for the codes. */
export function toFieldFault({ line, field, code, facts }: RosterFault): FieldFault {
  const place = [line === null ? [] : [`line ${line}`], field ?? []].flat().join(', ');
  const [problem, remedy] = WORDS[code];
  return {
    field: place || 'file',
    problem: filled(problem, facts),
    remedy: filled(remedy, facts),
    rule: code,
  };
}

const WORDS: Readonly<Record<RosterFaultCode, readonly [problem: string, remedy: string]>> = {
  'name-missing': ['has no name', 'Write a name, or delete the row.'],
  'email-malformed': ['is not an e-mail address: {value}', 'Write one such as name@example.com.'],
  'too-long': ['is longer than {max} characters', 'Write less.'],
  'too-many': ['holds more than {max}', 'Leave some out.'],
  'separator-inside': ['holds a comma, semicolon or bar: {value}', 'Make it two, or write it differently.'],
  'email-taken': ['{value} is the e-mail of {name}', 'Change one of the two.'],
  'quote-never-closed': [
    'opens a quotation mark that is never closed',
    'Close it, or save the file again as CSV.',
  ],
  'quote-in-the-middle': ['has a quotation mark inside a cell', 'Save the file as CSV from a spreadsheet.'],
  'row-too-long': ['is longer than a row can be', 'Check the quotation marks before it.'],
  'no-rows': [
    'has no technician in it',
    'The first row names the columns; each further row is a technician.',
  ],
  'column-missing': [
    'found the columns {found}, and none is the name',
    'Wanted: {wanted}. Only the first is needed.',
  ],
  'column-twice': ['stands twice: {column}', 'Keep one of the columns.'],
  'too-many-cells': [
    'has {cells} cells for {columns} columns',
    'Put cells that hold the delimiter into quotation marks.',
  ],
  'too-many-rows': ['has {rows} technicians; the most is {max}', 'Check that this is the right file.'],
  'active-unclear': ['is neither yes nor no: {value}', 'Write yes or no.'],
  'id-malformed': ['is not an id of Rollcall: {value}', 'Leave it empty, or take it from an exported file.'],
  'id-twice': ['is the same as in line {other}', 'Delete one of the rows.'],
  'email-twice': ['{value} stands in line {other} too', 'Delete one of the rows, or correct the address.'],
  'name-twice': [
    '{name} stands in line {other} too, and no e-mail tells them apart',
    'Give both an e-mail, or delete one.',
  ],
  'name-fits-several': ['{name} fits {count} technicians of the roster', 'Give the e-mail or the id.'],
  'same-technician-twice': ['means {name}, and so does line {other}', 'Delete one of the rows.'],
  'roster-full': ['would make {total} technicians; the most is {max}', 'Remove those who have left.'],
};

function filled(sentence: string, facts: RosterFault['facts']): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(facts[name] ?? ''));
}
