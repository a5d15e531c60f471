import { describe, expect, it } from 'vitest';
import {
  type Finding,
  findingWords,
  overallState,
  reportText,
} from '../../../tab/src/features/health/health-words.ts';
import { healthTexts } from '../../../tab/src/texts/health.ts';
import { createFormats } from '../../../tab/src/texts/language.ts';
import { problemTexts } from '../../../tab/src/texts/problems.ts';

const formats = createFormats({ locale: 'en-GB', language: 'en', zone: 'UTC' });
const words = { t: healthTexts.en, problems: problemTexts.en, formats };
const found = (changes: Partial<Finding>): Finding => ({
  check: 'consent',
  state: 'ok',
  code: null,
  facts: {},
  ...changes,
});

describe('TAB-6: the set-up check in words', () => {
  it.each<[Partial<Finding>, string, string | null]>([
    [{}, 'All four read-only permissions are granted.', null],
    [{ state: 'broken', code: 'consent_missing' }, 'Rollcall isn’t allowed to read Teams yet.', 'setup'],
    [
      { state: 'broken', code: 'permission_missing', facts: { missing: 'Schedule.Read.All' } },
      'A permission is missing. Missing: Schedule.Read.All.',
      'setup',
    ],
    [
      { state: 'unknown', code: 'secret_invalid' },
      'Microsoft refuses Rollcall’s own credentials.',
      'operator',
    ],
    [
      { state: 'warning', code: 'consent_spreading' },
      'Consent is in, Microsoft is still spreading it.',
      'patience',
    ],
    [{ check: 'technicians', facts: { technicians: 1 } }, '1 active technician in the PSA.', null],
    [{ check: 'technicians', facts: { technicians: 1234 } }, '1,234 active technicians in the PSA.', null],
    [
      { check: 'technicians', state: 'broken', code: 'psa_permission_missing' },
      'The PSA user lacks a right.',
      'psa',
    ],
    [
      { check: 'mapping', state: 'warning', facts: { technicians: 54, mapped: 37, unmapped: 17 } },
      '37 of 54 technicians are mapped to a Microsoft user.',
      'technicians',
    ],
    [
      { check: 'mapping', state: 'broken', facts: { technicians: 54, mapped: 0, unmapped: 54 } },
      'Nobody is mapped to a Microsoft user yet.',
      'run',
    ],
    [
      { check: 'mapping', state: 'unknown', code: 'psa_down' },
      'Could not be checked, because another part failed.',
      null,
    ],
    [
      { check: 'presence', state: 'warning', facts: { reason: 'nobody-mapped' } },
      'Presence is not read, because nobody is mapped yet.',
      'run',
    ],
    [
      { check: 'presence', state: 'warning', facts: { reason: 'partly-failed' } },
      'Presence is read for a part of the people only.',
      'patience',
    ],
    [
      { check: 'rota', state: 'warning', facts: { team: null, reason: 'no-rota-chosen' } },
      'No rota team is chosen, so nobody counts as off shift.',
      'rota',
    ],
    [
      {
        check: 'rota',
        state: 'warning',
        code: 'no_schedule',
        facts: { team: 'Escalations', reason: 'failed' },
      },
      'This team has no Shifts schedule.',
      'rota',
    ],
    [{ check: 'teams' }, 'The list of teams can be read.', null],
    [{ check: 'psa', state: 'broken', code: 'psa_refused' }, 'The PSA refused the request.', 'psa'],
    [
      { check: 'rota', state: 'broken', code: 'not_in_cloud' },
      'Microsoft doesn’t offer this in your cloud.',
      null,
    ],
    [{ check: 'presence', state: 'broken', code: 'a_new_code' }, 'Could not be checked.', 'patience'],
  ])('%j', (finding, sentence, fix) => {
    expect(findingWords(found(finding), words)).toMatchObject({ sentence, fix });
  });

  it('names the team of a rota', () => {
    const finding = found({ check: 'rota', facts: { team: 'Escalations', reason: null } });
    expect(findingWords(finding, words).title).toBe('Shifts of Escalations');
  });

  it.each<[Finding['state'][], Finding['state']]>([
    [['ok', 'ok'], 'ok'],
    [['ok', 'warning'], 'warning'],
    [['unknown', 'warning'], 'unknown'],
    [['unknown', 'broken'], 'broken'],
    [[], 'ok'],
  ])('%j altogether: %s', (states, overall) => {
    expect(overallState(states.map((state) => found({ state })))).toBe(overall);
  });

  it('SEC-2: the report has codes and numbers, and the name of nobody and of no team', () => {
    const report = {
      checkedAt: '2026-11-21T16:01:00.000Z',
      findings: [
        found({ facts: { state: 'granted', missing: '' } }),
        found({ check: 'mapping', state: 'warning', facts: { technicians: 54, mapped: 37, unmapped: 17 } }),
        found({
          check: 'rota',
          state: 'broken',
          code: 'team_unreadable',
          facts: { team: 'Team of Ana Ruiz', reason: 'failed' },
        }),
      ],
    };
    expect(reportText(report, '1.2.3').split('\n')).toEqual([
      'Rollcall 1.2.3, checked 2026-11-21T16:01:00.000Z',
      'consent: ok state=granted',
      'mapping: warning technicians=54 mapped=37 unmapped=17',
      'rota: broken team_unreadable reason=failed',
      '',
    ]);
  });
});
