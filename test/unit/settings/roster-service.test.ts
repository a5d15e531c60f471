import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCsvSheets } from '#adapters/psa/roster/csv-sheet.ts';
import { openStore, type Store } from '#adapters/store/open-store.ts';
import type { RosterDetails } from '#core/settings/ports.ts';
import { createRosterService, type RosterService } from '#core/settings/roster-service.ts';
import { newId } from '#kernel/ids.ts';
import { silentLogger } from '#kernel/logger.ts';
import { aPerson, DESK, NOW, OPERATOR, OTHER_DESK } from './callers.ts';

const clock = { now: () => NOW };
const ADMIN = aPerson('admin');

let store: Store;
let roster: RosterService;
let changed: string[];

beforeEach(async () => {
  const vaultKeys = `k1:${randomBytes(32).toString('base64')}`;
  store = await openStore({ url: 'sqlite::memory:', vaultKeys, logger: silentLogger, clock });
  changed = [];
  roster = createRosterService({
    clock,
    newId,
    store: store.roster,
    sheets: createCsvSheets(),
    onTechniciansChanged: (deskId) => changed.push(deskId),
  });
});
afterEach(() => store.close());

function someone(changes: Partial<RosterDetails> = {}): RosterDetails {
  return {
    name: 'Aisha Khan',
    email: 'aisha@example.com',
    otherEmails: [],
    active: true,
    skills: [],
    externalId: null,
    ...changes,
  };
}

const audits = () => store.audit.listAudit(DESK, { limit: 50, before: null });
const names = async () => (await roster.read(ADMIN)).technicians.map(({ name }) => name);
const importing = (text: string, more: Partial<Parameters<RosterService['importFile']>[1]> = {}) =>
  roster.importFile(ADMIN, { text, mode: 'add-update', dryRun: false, ...more });

describe('PSA-1: the roster by hand', () => {
  it('somebody is added, changed and removed; each is audited with before and after', async () => {
    const added = await roster.add(ADMIN, someone({ name: '  Aisha   Khan ', skills: ['VoIP', 'voip', ''] }));
    expect(added).toMatchObject({ name: 'Aisha Khan', skills: ['VoIP'], version: 1 });
    const { technicianId } = added;
    const updated = await roster.update(ADMIN, technicianId, {
      ...someone({ active: false }),
      expectedVersion: 1,
    });
    expect(updated).toMatchObject({ technicianId, active: false, version: 2 });
    await roster.remove(ADMIN, technicianId, 2);
    expect(await names()).toEqual([]);
    expect(await audits()).toMatchObject([
      { subject: 'technician', subjectId: technicianId, action: 'removed', before: { active: false } },
      { action: 'updated', before: { active: true }, after: { active: false } },
      { action: 'created', actor: { name: 'Lena Ortiz' }, before: null, after: { name: 'Aisha Khan' } },
    ]);
    expect(changed).toEqual([DESK, DESK, DESK]);
  });

  it('one who was removed comes back under the same id, with the mapping', async () => {
    const { technicianId } = await roster.add(ADMIN, someone());
    await roster.remove(ADMIN, technicianId, 1);
    expect(await roster.add(ADMIN, { ...someone(), technicianId })).toMatchObject({ technicianId });
    await expect(roster.add(ADMIN, { ...someone(), technicianId })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  it('saving what stands already writes nothing', async () => {
    const { technicianId } = await roster.add(ADMIN, someone());
    expect(await roster.update(ADMIN, technicianId, { ...someone(), expectedVersion: 1 })).toMatchObject({
      version: 1,
    });
    expect(await audits()).toHaveLength(1);
  });

  it('two admins at one technician: the second gets conflict', async () => {
    const { technicianId } = await roster.add(ADMIN, someone());
    await roster.update(ADMIN, technicianId, { ...someone({ name: 'Aisha K.' }), expectedVersion: 1 });
    const late = { ...someone({ name: 'A. Khan' }), expectedVersion: 1 };
    await expect(roster.update(ADMIN, technicianId, late)).rejects.toMatchObject({ code: 'conflict' });
    await expect(roster.remove(ADMIN, technicianId, 1)).rejects.toMatchObject({ code: 'conflict' });
    expect(await names()).toEqual(['Aisha K.']);
  });

  it.each([
    ['an empty name', { name: ' ' }, 'name-missing'],
    ['a malformed address', { email: 'aisha' }, 'email-malformed'],
    ['a malformed further address', { otherEmails: ['a b@example.com'] }, 'email-malformed'],
    ['the address of somebody else', { email: 'BEN@example.com' }, 'email-taken'],
    ['a skill that would be two in a file', { skills: ['a;b'] }, 'separator-inside'],
    ['a skill without end', { skills: ['x'.repeat(61)] }, 'too-long'],
    ['too many skills', { skills: Array.from({ length: 51 }, (_, index) => `s${index}`) }, 'too-many'],
  ])('%s is refused by its field, and nothing is written', async (_, changes, rule) => {
    await roster.add(ADMIN, someone({ name: 'Ben Osei', email: 'ben@example.com' }));
    await expect(roster.add(ADMIN, someone(changes))).rejects.toMatchObject({
      code: 'invalid_input',
      details: { faults: [{ field: Object.keys(changes)[0], rule }] },
    });
    expect(await names()).toEqual(['Ben Osei']);
  });

  it('an id that is not there is technician_not_found, also for another desk', async () => {
    const { technicianId } = await roster.add(ADMIN, someone());
    const foreign = aPerson('admin', OTHER_DESK);
    await expect(
      roster.update(foreign, technicianId, { ...someone(), expectedVersion: 1 }),
    ).rejects.toMatchObject({ code: 'technician_not_found' });
    await expect(roster.remove(foreign, technicianId, 1)).rejects.toMatchObject({
      code: 'technician_not_found',
    });
    expect((await roster.read(foreign)).technicians).toEqual([]);
  });

  it.each(['member', 'dispatcher', 'lead'] as const)('a %s changes nothing', async (role) => {
    const caller = aPerson(role);
    const file = { text: 'Name\nA\n', mode: 'add-update', dryRun: true } as const;
    await expect(roster.add(caller, someone())).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(roster.importFile(caller, file)).rejects.toMatchObject({ code: 'not_allowed' });
    const reading = roster.read(caller);
    if (role === 'lead') expect((await reading).technicians).toEqual([]);
    else await expect(reading).rejects.toMatchObject({ code: 'not_allowed' });
  });
});

describe('PSA-1: import', () => {
  const FILE = 'Name,E-mail\nAisha Khan,aisha@example.com\nBen Osei,ben@example.com\n';

  it('a preview writes nothing, applying it writes all, and a second time nothing is left to do', async () => {
    const preview = await importing(FILE, { dryRun: true });
    expect(preview).toMatchObject({ applied: false, unchanged: 0, faults: [] });
    expect(await names()).toEqual([]);
    expect(changed).toEqual([]);
    const done = await importing(FILE, { expectedRevision: preview.revision });
    expect(done).toMatchObject({ applied: true, revision: (await roster.read(ADMIN)).revision });
    expect(await names()).toEqual(['Aisha Khan', 'Ben Osei']);
    expect(await importing(FILE)).toMatchObject({ steps: [], unchanged: 2 });
    expect(await audits()).toMatchObject([
      {
        subject: 'psa',
        subjectId: 'roster',
        action: 'imported',
        before: { technicians: [] },
        after: { mode: 'add-update', added: 2, updated: 0, removed: 0 },
      },
    ]);
  });

  it('a roster that changed since the preview is a conflict, and nothing is written', async () => {
    const preview = await importing(FILE, { dryRun: true });
    await roster.add(ADMIN, someone({ name: 'Carl Yu', email: null }));
    await expect(importing(FILE, { expectedRevision: preview.revision })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await names()).toEqual(['Carl Yu']);
  });

  it('a file with one fault among thousands of rows writes nothing', async () => {
    const rows = Array.from({ length: 3000 }, (_, index) => `T${index},t${index}@example.com`);
    rows[2500] = 'T2500,t2500@';
    await expect(importing(`Name,E-mail\n${rows.join('\n')}`)).rejects.toMatchObject({
      code: 'invalid_input',
      details: { faults: [{ field: 'line 2502, email', rule: 'email-malformed' }] },
    });
    expect(await names()).toEqual([]);
    expect(await audits()).toEqual([]);
  });

  it('replace removes those who are not in the file; all of it is in the audit trail', async () => {
    await importing(FILE);
    const replaced = 'Name,E-mail\nBen Osei-Tutu,ben@example.com\nDana Roy,dana@example.com\n';
    await importing(replaced, { mode: 'replace' });
    expect(await names()).toEqual(['Ben Osei-Tutu', 'Dana Roy']);
    const [entry] = await audits();
    expect(entry).toMatchObject({
      before: { technicians: [{ name: 'Ben Osei' }, { name: 'Aisha Khan' }] },
      after: { mode: 'replace', added: 1, updated: 1, removed: 1 },
    });
  });

  it('DATA-2: a large import is audited whole, in portions of a hundred', async () => {
    const rows = Array.from({ length: 250 }, (_, index) => `T${index}`);
    await importing(`Name\n${rows.join('\n')}`);
    const sizes = (await audits()).map(
      ({ after }) => (after as { technicians: unknown[] }).technicians.length,
    );
    expect(sizes).toEqual([50, 100, 100]);
  });

  it('two imports of one file at the same moment add everybody once', async () => {
    await Promise.all([importing(FILE), importing(FILE), importing(FILE)]);
    expect(await names()).toEqual(['Aisha Khan', 'Ben Osei']);
  });
});

describe('PSA-1: export', () => {
  it.each(['en', 'de'] as const)('what is exported (%s) imports as no change at all', async (language) => {
    await roster.add(OPERATOR, someone({ name: '=HYPERLINK("x")', skills: ['Büro', 'A "B"'] }));
    await roster.add(
      OPERATOR,
      someone({
        name: "'=quoted",
        email: '+a@example.com',
        otherEmails: ['c@example.com', 'd@example.com'],
        active: false,
        externalId: '-7',
      }),
    );
    const csv = await roster.exportFile(aPerson('lead'), { language, isTemplate: false });
    expect(csv.startsWith('\uFEFF')).toBe(true);
    expect(csv).not.toMatch(/(^|[\r\n;,])"?[=+\-@]/);
    const again = await importing(csv, { mode: 'replace', dryRun: true });
    expect(again).toMatchObject({ steps: [], unchanged: 2, faults: [] });
  });

  it.each(['en', 'de'] as const)('the template (%s) is a file that imports', async (language) => {
    const csv = await roster.exportFile(ADMIN, { language, isTemplate: true });
    const { steps, faults, warnings } = await importing(csv, { dryRun: true });
    expect([steps.length, faults, warnings]).toEqual([2, [], []]);
  });
});
