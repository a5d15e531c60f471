import { describe, expect, it } from 'vitest';
import { createCsvSheets } from '#adapters/psa/roster/csv-sheet.ts';
import type { RosterEntry } from '#core/settings/ports.ts';
import { readRosterSheet } from '#core/settings/roster-columns.ts';
import { type ImportMode, type ImportPlan, planImport } from '#core/settings/roster-import.ts';
import { NOW } from './callers.ts';

const sheets = createCsvSheets();
const ID_1 = '01900000-0000-7000-8000-000000000001';
const ID_2 = '01900000-0000-7000-8000-000000000002';
const ID_3 = '01900000-0000-7000-8000-000000000003';

function anEntry(technicianId: string, name: string, more: Partial<RosterEntry> = {}): RosterEntry {
  return {
    technicianId,
    name,
    email: `${name.split(' ')[0]?.toLowerCase()}@example.com`,
    otherEmails: [],
    active: true,
    skills: [],
    externalId: null,
    version: 1,
    updatedAt: NOW,
    ...more,
  };
}

const AISHA = anEntry(ID_1, 'Aisha Khan', { skills: ['Exchange'] });
const BEN = anEntry(ID_2, 'Ben Osei');
const CARL = anEntry(ID_3, 'Carl Yu', { email: null });

async function plan(
  text: string,
  roster: readonly RosterEntry[] = [],
  mode: ImportMode = 'add-update',
): Promise<ImportPlan> {
  return planImport(roster, readRosterSheet(await sheets.readSheet(text)), mode);
}

const told = ({ steps }: ImportPlan) =>
  steps.map(({ action, before, after }) => `${action} ${(after ?? before)?.name}`);
const codes = (notes: ImportPlan['faults'] | ImportPlan['warnings']) =>
  notes.map(({ line, code }) => `${line ?? 'file'} ${code}`);

describe('PSA-1: columns', () => {
  const whole = {
    name: 'Jörg Groß',
    email: 'joerg@example.com',
    otherEmails: ['j@example.com', 'groß@example.com'],
    active: false,
    skills: ['Netzwerk', 'VoIP'],
    externalId: 'T-7',
  };
  it.each([
    ['English', 'Name,E-mail,Other emails,Active,Skills,External ID', 'no'],
    ['German', 'Name,E-Mail,Weitere E-Mails,Aktiv,Fähigkeiten,Externe ID', 'nein'],
    ['other words', ' technician ,MAIL,Other e-mails,ACTIVE,skills,external id', '0'],
    [
      'in German without umlauts',
      'Techniker,E-Mail-Adresse,weitere emails,aktiv,Faehigkeiten,externe-id',
      'Falsch',
    ],
  ])('%s headings are understood', async (_, heading, no) => {
    const row = `Jörg Groß,joerg@example.com,j@example.com; groß@example.com,${no},"Netzwerk, VoIP",T-7`;
    const { steps, faults, warnings } = await plan(`${heading}\n${row}\n`);
    expect([faults, warnings]).toEqual([[], []]);
    expect(steps).toEqual([{ action: 'add', line: 2, technicianId: null, before: null, after: whole }]);
  });

  it('only the name is needed; blanks and control characters are tidied up', async () => {
    const { steps, faults } = await plan('Name\n"  Aisha\u0000 \n Khan "\n');
    expect(faults).toEqual([]);
    expect(steps[0]?.after).toEqual({
      name: 'Aisha Khan',
      email: null,
      otherEmails: [],
      active: true,
      skills: [],
      externalId: null,
    });
  });

  it('wrong columns are told with what was found and what is wanted, once', async () => {
    const { faults, steps } = await plan('First,Last,Phone\nAisha,Khan,1\nBen,Osei,2\n');
    expect(faults).toEqual([
      {
        line: 1,
        field: 'name',
        code: 'column-missing',
        facts: {
          found: 'First, Last, Phone',
          wanted: 'Name, E-mail, Other e-mails, Active, Skills, External ID, ID',
        },
      },
    ]);
    expect(steps).toEqual([]);
  });

  it('a column that stands twice is a fault, one that nobody uses a hint', async () => {
    const result = await plan('Name,Mail,E-mail,Phone\nA,a@example.com,b@example.com,1\n');
    expect(result.faults).toMatchObject([{ line: 1, code: 'column-twice', facts: { column: 'E-mail' } }]);
    expect(result.warnings).toMatchObject([{ line: 1, code: 'column-unused', facts: { column: 'Phone' } }]);
  });

  it('a column that is not in the file stays what it was, an empty cell clears', async () => {
    const { steps } = await plan('Name,E-mail,Active\nAisha Khan,aisha@example.com,no\n', [AISHA]);
    expect(steps[0]?.after).toMatchObject({ active: false, skills: ['Exchange'] });
    const cleared = await plan('Name,E-mail,Skills\nAisha Khan,aisha@example.com,\n', [AISHA]);
    expect(cleared.steps[0]?.after).toMatchObject({ skills: [] });
  });
});

describe('PSA-1: faults, each with its line', () => {
  it.each([
    ['an empty name', 'Name,E-mail\n,a@example.com\n', '2 name-missing'],
    ['a malformed address', 'Name,E-mail\nA,a@example\n', '2 email-malformed'],
    ['two addresses in one', 'Name,E-mail\nA,"a@example.com, b@example.com"\n', '2 email-malformed'],
    ['a malformed further address', 'Name,Other emails\nA,b@example.com; b@\n', '2 email-malformed'],
    ['a word that is neither yes nor no', 'Name,Active\nA,perhaps\n', '2 active-unclear'],
    ['an id that is none', 'Name,ID\nA,17\n', '2 id-malformed'],
    ['an id twice', `Name,ID\nA,${ID_1}\nB,${ID_1.toUpperCase()}\n`, '3 id-twice'],
    ['an address twice', 'Name,E-mail\nA,a@example.com\nB,A@Example.com\n', '3 email-twice'],
    ['a name twice without addresses', 'Name,E-mail\nA,a@example.com\na,\n', '3 name-twice'],
    ['more cells than columns', 'Name,E-mail\nKhan, Aisha,a@example.com\n', '2 too-many-cells'],
    ['a long name', `Name\n${'x'.repeat(201)}\n`, '2 too-long'],
    ['a quotation mark that stays open', 'Name\n"A\n', '2 quote-never-closed'],
    ['headings alone', 'Name,E-mail\n', 'file no-rows'],
    ['nothing', '', 'file no-rows'],
  ])('%s', async (_, text, fault) => {
    expect(codes((await plan(text)).faults)).toEqual([fault]);
  });

  it('all of them together, in the order of the file', async () => {
    const text = 'Name,E-mail,Active\n,x,perhaps\nB,b@example.com,yes\nC,B@example.com,yes\nD,d@,no\n';
    expect(codes((await plan(text)).faults)).toEqual([
      '2 active-unclear',
      '2 name-missing',
      '2 email-malformed',
      '4 email-twice',
      '5 email-malformed',
    ]);
  });

  it('an address of somebody who stays', async () => {
    const { faults } = await plan(`Name,E-mail,ID\nAisha Khan,ben@example.com,${ID_1}\n`, [AISHA, BEN]);
    expect(faults).toMatchObject([{ line: 2, code: 'email-taken', facts: { name: 'Ben Osei' } }]);
  });

  it('a name without an address that fits several, or a technician whom two rows mean', async () => {
    const twin = { ...CARL, technicianId: ID_2 };
    expect(codes((await plan('Name\nCarl Yu\n', [CARL, twin])).faults)).toEqual(['2 name-fits-several']);
    const twice = `Name,E-mail,ID\nAisha K.,,${ID_1}\nAisha Khan,aisha@example.com,\n`;
    expect(codes((await plan(twice, [AISHA])).faults)).toEqual(['3 same-technician-twice']);
  });

  it('10,000 technicians are read, one more is refused with the number', async () => {
    const file = (count: number) =>
      `Name,E-mail\n${Array.from({ length: count }, (_, index) => `Tech ${index},t${index}@example.com`).join('\n')}\n`;
    const whole = await plan(file(10_000));
    expect(whole.faults).toEqual([]);
    expect(whole.steps).toHaveLength(10_000);
    const over = await plan(file(10_001));
    expect(over.faults).toEqual([
      { line: null, field: null, code: 'too-many-rows', facts: { rows: 10_001, max: 10_000 } },
    ]);
    expect(over.steps).toEqual([]);
    const full = await plan(file(10_000), [CARL]);
    expect(full.faults).toMatchObject([{ code: 'roster-full', facts: { total: 10_001, max: 10_000 } }]);
    expect((await plan(file(10_000), [CARL], 'replace')).faults).toEqual([]);
  });
});

describe('PSA-1: which technician a row means', () => {
  it('the one with its id, whatever else changed', async () => {
    const { steps } = await plan(`ID,Name,E-mail\n${ID_1},Aisha Klein,klein@example.com\n`, [AISHA, BEN]);
    expect(steps).toMatchObject([
      {
        action: 'update',
        technicianId: ID_1,
        before: { name: 'Aisha Khan' },
        after: { name: 'Aisha Klein' },
      },
    ]);
  });

  it('else the one with its e-mail', async () => {
    const { steps } = await plan('Name,E-mail\nAisha Klein,AISHA@example.com\n', [AISHA, BEN]);
    expect(steps).toMatchObject([{ action: 'update', technicianId: ID_1 }]);
  });

  it('else the one with its name, where one of the two has no e-mail', async () => {
    const { steps } = await plan('Name,E-mail\ncarl yu,carl@example.com\nBen Osei,\n', [BEN, CARL]);
    expect(steps).toMatchObject([
      { action: 'update', technicianId: ID_3, after: { email: 'carl@example.com' } },
      { action: 'update', technicianId: ID_2, after: { email: null } },
    ]);
  });

  it('never the one with its name and another e-mail: that is somebody new, and the file is told', async () => {
    const result = await plan('Name,E-mail\nBen Osei,ben.osei@other.example\n', [BEN]);
    expect(told(result)).toEqual(['add Ben Osei']);
    expect(codes(result.warnings)).toEqual(['2 same-name']);
  });

  it('a name never takes somebody whom a later row names exactly', async () => {
    const text = 'Name,E-mail\nAisha Khan,\nAisha K.,aisha@example.com\n';
    const result = await plan(text, [AISHA]);
    expect(result.steps).toMatchObject([{ action: 'add' }, { action: 'update', technicianId: ID_1 }]);
  });

  it('an id that was removed comes back with that id', async () => {
    const { steps } = await plan(`ID,Name\n${ID_2},Ben Osei\n`, [AISHA]);
    expect(steps).toMatchObject([{ action: 'add', technicianId: ID_2 }]);
  });
});

describe('PSA-1: two ways to import', () => {
  const FILE = 'Name,E-mail,Skills\nAisha Khan,aisha@example.com,Exchange\nDana Roy,dana@example.com,\n';
  it('add and update leaves the others alone', async () => {
    const result = await plan(FILE, [AISHA, BEN, CARL]);
    expect(told(result)).toEqual(['add Dana Roy']);
    expect(result.unchanged).toBe(1);
  });
  it('replace removes them', async () => {
    const result = await plan(FILE, [AISHA, BEN, CARL], 'replace');
    expect(told(result)).toEqual(['add Dana Roy', 'remove Ben Osei', 'remove Carl Yu']);
  });
  it('replace lets an address go from one who leaves to one who comes', async () => {
    const result = await plan(`ID,Name,E-mail\n${ID_3},Carl Yu,ben@example.com\n`, [BEN, CARL], 'replace');
    expect(result.faults).toEqual([]);
    expect(told(result)).toEqual(['update Carl Yu', 'remove Ben Osei']);
  });
});

describe('S30: cells that a spreadsheet would run', () => {
  it.each(['=cmd|x', '+1', '-1', '@x', "'=1"])(
    '%s is a name like any other, and is pointed out',
    async (cell) => {
      const result = await plan(`Name\n"${cell}"\n`);
      expect(result.faults).toEqual([]);
      expect(result.steps[0]?.after?.name).toBe(cell.replace(/^'/, ''));
      expect(codes(result.warnings)).toEqual(['2 formula-as-text']);
    },
  );
  it('a file that was not saved as UTF-8 is pointed out', async () => {
    expect(codes((await plan('Name\nJ\uFFFDrg\n')).warnings)).toEqual(['2 characters-lost']);
  });
});
