import { describe, expect, it } from 'vitest';
import { AUDIT_SUBJECTS } from '#kernel/audit.ts';
import {
  actorWords,
  type AuditEntry,
  placeOf,
  sentenceOf,
  valueText,
} from '../../../tab/src/features/audit/audit-words.ts';
import { auditTexts } from '../../../tab/src/texts/audit.ts';
import { settingTexts } from '../../../tab/src/texts/settings.ts';

const anEntry = (changes: Partial<AuditEntry>): AuditEntry => ({
  entryId: '1',
  at: '2026-11-21T16:00:00.000Z',
  actor: { kind: 'person', name: 'Lena Ortiz' },
  subject: 'mapping',
  subjectId: '12',
  action: 'created',
  before: null,
  after: null,
  ...changes,
});
const words = { t: auditTexts.en, settings: settingTexts.en.setting };

/** What the program writes today: `subject.action`. */
const WRITTEN = [
  ...['created', 'updated', 'removed', 'excluded', 'included'].map((action) => `mapping.${action}`),
  ...['granted', 'refused', 'wrong-tenant', 'observed'].map((action) => `consent.${action}`),
  ...['updated', 'reset'].map((action) => `setting.${action}`),
  ...['granted', 'revoked'].map((action) => `role.${action}`),
  ...['created', 'revoked'].map((action) => `key.${action}`),
  ...['created', 'updated', 'removed', 'imported'].map((action) => `psa.${action}`),
  ...['created', 'updated', 'removed'].map((action) => `technician.${action}`),
  'desk.added',
  ...['applied', 'undone'].map((action) => `run.${action}`),
];

describe('DATA-2: changes as sentences', () => {
  it.each<[string, Partial<AuditEntry>, string]>([
    ['a mapping', {}, 'Mapped technician 12 by hand'],
    [
      'a role, with the name of whose it is',
      { subject: 'role', action: 'granted', after: { role: 'lead', name: 'Ana' } },
      'Gave Ana the role lead',
    ],
    [
      'a role taken away',
      { subject: 'role', action: 'revoked', before: { role: 'admin', name: 'Ana' } },
      'Took the role admin away from Ana',
    ],
    [
      'a role of an entry that names nobody',
      { subject: 'role', action: 'revoked', subjectId: 'u-1' },
      'Took the role away from u-1',
    ],
    [
      'a setting by its label',
      { subject: 'setting', action: 'updated', subjectId: 'desk.zone' },
      'Changed the setting “Time zone”',
    ],
    [
      'consent from one state to another',
      { subject: 'consent', action: 'observed', before: { state: 'granted' }, after: { state: 'revoked' } },
      'Microsoft’s consent went from granted to revoked',
    ],
    [
      'a PSA by its name',
      { subject: 'psa', action: 'removed', subjectId: 'halopsa' },
      'Removed the connection to HaloPSA',
    ],
    [
      'what this version does not know yet',
      { subject: 'run', action: 'paused', subjectId: 'r-1' },
      'Auto-map: paused (r-1)',
    ],
  ])('%s', (_, changes, sentence) => {
    expect(sentenceOf(anEntry(changes), words)).toBe(sentence);
  });

  it.each(['en', 'de'] as const)('whatever the program writes has a sentence in %s', (language) => {
    for (const written of WRITTEN)
      expect(auditTexts[language].sentence[written], written).toBeTypeOf('function');
    for (const subject of AUDIT_SUBJECTS) expect(auditTexts[language].subject[subject]).toBeTruthy();
  });

  it('who did it: a person by name, a key as a key, the command line as ours', () => {
    const by = (kind: 'person' | 'key' | 'system', name: string) => actorWords({ kind, name }, auditTexts.en);
    expect(by('person', 'Lena Ortiz')).toBe('Lena Ortiz');
    expect(by('key', 'Reports')).toBe('API key “Reports”');
    expect(by('system', 'Command line')).toBe('Rollcall (Command line)');
    expect(by('system', 'Rollcall')).toBe('Rollcall');
  });

  it('leads to the technician or the run, and nowhere where the thing is gone', () => {
    expect(placeOf(anEntry({}))?.parts).toEqual(['technicians', '12']);
    expect(placeOf(anEntry({ subject: 'run', subjectId: 'r-1' }))?.parts).toEqual(['setup', 'run', 'r-1']);
    expect(placeOf(anEntry({ subject: 'technician', action: 'removed' }))).toBeNull();
    expect(placeOf(anEntry({ subject: 'key' }))).toBeNull();
  });

  it('before and after are JSON that people can read, and nothing is nothing', () => {
    expect(valueText({ role: 'lead' })).toBe('{\n  "role": "lead"\n}');
    expect(valueText(0)).toBe('0');
    expect(valueText(null)).toBeNull();
  });
});
