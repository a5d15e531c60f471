import { isGuid } from '#kernel/ids.ts';
import type { RosterDetails, RosterEntry, Sheet, SheetRow } from './ports.ts';
import {
  faultsOfDetails,
  LIST_SEPARATORS,
  ROSTER_LIMITS,
  type RosterFault,
  type RosterField,
  type RosterWarning,
  tidyDetails,
  tidyText,
} from './roster-details.ts';

export type RosterLanguage = 'en' | 'de';

/** Headings that we write, in the order of the columns. */
const HEADINGS: Readonly<Record<RosterLanguage, Readonly<Record<RosterField, string>>>> = {
  en: {
    name: 'Name',
    email: 'E-mail',
    otherEmails: 'Other e-mails',
    active: 'Active',
    skills: 'Skills',
    externalId: 'External ID',
    technicianId: 'ID',
  },
  de: {
    name: 'Name',
    email: 'E-Mail',
    otherEmails: 'Weitere E-Mails',
    active: 'Aktiv',
    skills: 'Fähigkeiten',
    externalId: 'Externe ID',
    technicianId: 'ID',
  },
};
const FIELDS = Object.keys(HEADINGS.en) as readonly RosterField[]; // the keys of the record above

/** Headings that we understand, as `headingKey` leaves them. */
const KNOWN: Readonly<Record<RosterField, readonly string[]>> = {
  name: ['name', 'technician', 'fullname', 'displayname', 'techniker', 'technikerin', 'anzeigename'],
  email: ['email', 'mail', 'emailaddress', 'primaryemail', 'emailadresse', 'primareemail', 'mailadresse'],
  otherEmails: [
    'otheremails',
    'otheremail',
    'furtheremails',
    'additionalemails',
    'othermails',
    'weitereemails',
    'weitereemailadressen',
    'andereemails',
  ],
  active: ['active', 'isactive', 'enabled', 'aktiv'],
  skills: ['skills', 'skill', 'fahigkeiten', 'faehigkeiten', 'kenntnisse'],
  externalId: ['externalid', 'externeid', 'psaid'],
  technicianId: ['id', 'technicianid', 'rollcallid'],
};

/** Words for active and not, in both languages; an empty cell is a yes. */
const YES = ['', 'yes', 'y', 'true', '1', 'x', 'active', 'enabled', 'ja', 'j', 'wahr', 'aktiv'];
const NO = ['no', 'n', 'false', '0', 'inactive', 'disabled', 'nein', 'falsch', 'inaktiv'];

/** A technician as a row of a file tells it. Fields without a column are left out, and stay what they are. */
export interface RosterRow {
  readonly line: number;
  /** Id of ours, from a file that we wrote; `null` when the row has none. */
  readonly technicianId: string | null;
  readonly details: Partial<RosterDetails> & Pick<RosterDetails, 'name'>;
}

export interface ReadRoster {
  readonly rows: readonly RosterRow[];
  readonly faults: readonly RosterFault[];
  readonly warnings: readonly RosterWarning[];
}

/** What a file says about technicians, with every fault of it. Its first row names the columns. */
export function readRosterSheet(sheet: Sheet): ReadRoster {
  const [header, ...rows] = sheet.rows;
  const broken = sheet.fault
    ? [{ line: sheet.fault.line, field: null, code: sheet.fault.code, facts: {} }]
    : [];
  if (!header) return { rows: [], warnings: [], faults: broken.length > 0 ? broken : [fault('no-rows', {})] };
  const columns = readHeader(header);
  const faults: RosterFault[] = [...broken, ...columns.faults];
  const max = ROSTER_LIMITS.technicians;
  if (rows.length > max) faults.push(fault('too-many-rows', { rows: rows.length, max }));
  else if (rows.length === 0 && faults.length === 0) faults.push(fault('no-rows', {}));
  // With columns that nobody understands, or as many rows as no desk has, every row would be a fault of its own.
  if (columns.faults.length > 0 || rows.length > max) return { rows: [], faults, warnings: columns.warnings };
  const read = rows.map((row) => readRow(row, columns.fields));
  return {
    rows: read.flatMap((each) => (each.row ? [each.row] : [])),
    faults: [...faults, ...read.flatMap((each) => each.faults)],
    warnings: [...columns.warnings, ...read.flatMap((each) => each.warnings)],
  };
}

/** The roster as rows of a file: headings first. */
export function writeRosterRows(
  entries: readonly RosterEntry[],
  language: RosterLanguage,
): readonly (readonly string[])[] {
  const [yes, no] = language === 'de' ? ['ja', 'nein'] : ['yes', 'no'];
  const cells = (entry: RosterEntry): Readonly<Record<RosterField, string>> => ({
    name: entry.name,
    email: entry.email ?? '',
    otherEmails: entry.otherEmails.join('; '),
    active: entry.active ? yes : no,
    skills: entry.skills.join('; '),
    externalId: entry.externalId ?? '',
    technicianId: entry.technicianId,
  });
  return [
    FIELDS.map((field) => HEADINGS[language][field]),
    ...entries.map((entry) => FIELDS.map((field) => cells(entry)[field])),
  ];
}

/** A file to fill in: headings and two made-up technicians. */
export function rosterTemplate(language: RosterLanguage): readonly (readonly string[])[] {
  const [yes, no] = language === 'de' ? ['ja', 'nein'] : ['yes', 'no'];
  const heading = FIELDS.filter((field) => field !== 'technicianId');
  return [
    heading.map((field) => HEADINGS[language][field]),
    ['Aisha Khan', 'aisha.khan@example.com', 'aisha@example.com', yes, 'Exchange; Intune', ''],
    ['Ben Osei', 'ben.osei@example.com', '', no, '', ''],
  ];
}

interface Columns {
  /** For each column its field; `null` for one that is not used. */
  readonly fields: readonly (RosterField | null)[];
  readonly faults: readonly RosterFault[];
  readonly warnings: readonly RosterWarning[];
}

function readHeader({ line, cells }: SheetRow): Columns {
  const faults: RosterFault[] = [];
  const warnings: RosterWarning[] = [];
  const fields = cells.map((cell) => fieldOf(cell));
  for (const [index, field] of fields.entries()) {
    const column = shortened(tidyText(cells[index] ?? ''));
    if (field === null) {
      if (column !== '') warnings.push({ line, field: null, code: 'column-unused', facts: { column } });
    } else if (fields.indexOf(field) !== index) {
      faults.push({ line, field, code: 'column-twice', facts: { column } });
    }
  }
  if (!fields.includes('name')) {
    const found = shortened(cells.map(tidyText).filter(Boolean).join(', '));
    const wanted = FIELDS.map((field) => HEADINGS.en[field]).join(', ');
    faults.push({ line, field: 'name', code: 'column-missing', facts: { found, wanted } });
  }
  return { fields, faults, warnings };
}

function fieldOf(heading: string): RosterField | null {
  const key = heading
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
  return FIELDS.find((field) => KNOWN[field].includes(key)) ?? null;
}

function readRow(
  { line, cells }: SheetRow,
  fields: Columns['fields'],
): {
  readonly row: RosterRow | null;
  readonly faults: readonly RosterFault[];
  readonly warnings: readonly RosterWarning[];
} {
  const extra = cells.slice(fields.length).filter((cell) => tidyText(cell) !== '');
  if (extra.length > 0) {
    const facts = { cells: cells.length, columns: fields.length };
    return { row: null, warnings: [], faults: [{ line, field: null, code: 'too-many-cells', facts }] };
  }
  const faults: RosterFault[] = [];
  const warnings: RosterWarning[] = [];
  const given = new Map<RosterField, string>();
  for (const [index, field] of fields.entries()) {
    if (field === null) continue;
    const cell = cells[index] ?? '';
    given.set(field, cell);
    warnings.push(...warningsOf(cell, line, field));
  }
  const activeWord = given.get('active');
  const active = activeWord === undefined ? undefined : readActive(activeWord);
  if (active === null) {
    faults.push({
      line,
      field: 'active',
      code: 'active-unclear',
      facts: { value: shortened(activeWord ?? '') },
    });
  }
  const technicianId = tidyText(given.get('technicianId') ?? '').toLowerCase();
  if (technicianId !== '' && !isGuid(technicianId)) {
    faults.push({
      line,
      field: 'technicianId',
      code: 'id-malformed',
      facts: { value: shortened(technicianId) },
    });
  }
  const details = tidyDetails({
    name: given.get('name') ?? '',
    email: given.get('email') ?? null,
    otherEmails: listOf(given.get('otherEmails')),
    active: active ?? true,
    skills: listOf(given.get('skills')),
    externalId: given.get('externalId') ?? null,
  });
  faults.push(...faultsOfDetails(details, line));
  return {
    row: { line, technicianId: technicianId || null, details: onlyGiven(details, given) },
    faults,
    warnings,
  };
}

function onlyGiven(details: RosterDetails, given: ReadonlyMap<RosterField, string>): RosterRow['details'] {
  const entries = Object.entries(details).filter(([field]) => given.has(field as RosterField));
  return { name: details.name, ...(Object.fromEntries(entries) as Partial<RosterDetails>) }; // a part of `details`
}

/** `null`: a word that is neither. */
function readActive(text: string): boolean | null {
  const word = tidyText(text).toLowerCase();
  if (YES.includes(word)) return true;
  return NO.includes(word) ? false : null;
}

function listOf(cell: string | undefined): readonly string[] {
  return (cell ?? '').split(LIST_SEPARATORS);
}

/** What spreadsheets take for a formula (OWASP, "CSV Injection"), and the sign that stands where a character could not be read. */
function warningsOf(cell: string, line: number, field: RosterField): readonly RosterWarning[] {
  const facts = { value: shortened(tidyText(cell)) };
  const found: RosterWarning[] = [];
  if (/^[=+\-@\t\r＝＋－＠]/.test(cell)) found.push({ line, field, code: 'formula-as-text', facts });
  if (cell.includes('\uFFFD')) found.push({ line, field, code: 'characters-lost', facts });
  return found;
}

function shortened(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`;
}

function fault(code: RosterFault['code'], facts: RosterFault['facts']): RosterFault {
  return { line: null, field: null, code, facts };
}
