import { describe, expect, it } from 'vitest';
import { TUNABLES } from '#core/settings/tunables.ts';
import {
  changesOf,
  faultOf,
  formerValue,
  type Setting,
  toValue,
} from '../../../tab/src/features/settings/setting-draft.ts';
import { faultWords, labelOf, valueWords } from '../../../tab/src/features/settings/setting-words.ts';
import { createFormats } from '../../../tab/src/texts/language.ts';
import { settingTexts } from '../../../tab/src/texts/settings.ts';

const formats = createFormats({ locale: 'en-GB', language: 'en', zone: 'Europe/London' });
const t = settingTexts.en;

const aSetting = (changes: Partial<Setting> = {}): Setting => ({
  key: 'availability.presence-blocks-minutes',
  kind: 'number',
  unit: 'minutes',
  min: 0,
  max: 1440,
  help: 'help of the server',
  value: 120,
  default: 120,
  isDefault: true,
  version: 0,
  ...changes,
});
const zone = aSetting({ key: 'desk.zone', kind: 'text', unit: null, min: null, max: null, value: 'UTC' });

describe('settings that were typed', () => {
  it.each([
    ['120', null],
    ['0', null],
    ['1440', null],
    ['1441', 'out-of-bounds'],
    ['-1', 'out-of-bounds'],
    ['12.5', 'not-number'],
    ['1e3', 'not-number'],
    ['two', 'not-number'],
    ['', 'empty'],
  ])('a number as %j: %s', (text, fault) => {
    expect(faultOf(aSetting(), text)).toBe(fault);
  });
  it('only what differs counts as a change, spaces around it do not', () => {
    const drafts = {
      'desk.zone': { text: 'Europe/London', version: 3 },
      'availability.presence-blocks-minutes': { text: ' 120 ', version: 0 },
    };
    expect(changesOf([aSetting(), zone], drafts)).toEqual([
      { setting: zone, text: 'Europe/London', version: 3, fault: null },
    ]);
  });
  it('a change keeps the version that was seen when the typing began', () => {
    const newer = { ...zone, value: 'Asia/Tokyo', version: 9 };
    const drafts = { 'desk.zone': { text: 'Europe/London', version: 3 } };
    expect(changesOf([newer], drafts)[0]?.version).toBe(3);
  });
  it('numbers are sent as numbers, texts as texts', () => {
    expect([toValue(aSetting(), '30'), toValue(zone, '30')]).toEqual([30, '30']);
  });
  it('undo puts the default back as the default, not as a value of its own', () => {
    expect(formerValue(aSetting())).toBeNull();
    expect(formerValue(aSetting({ value: 30, isDefault: false }))).toBe(30);
  });
});

describe('settings in words', () => {
  it.each([
    ['a number with its unit', aSetting(), 1440, '1,440 minutes'],
    ['one of them', aSetting({ key: 'coverage.minimum', unit: 'count' }), 1, '1 person'],
    ['a text', zone, 'Europe/London', 'Europe/London'],
    [
      'teams by name',
      aSetting({ key: 'mapping.teams', kind: 'teams' }),
      [{ teamId: 'x', displayName: 'Service Desk' }],
      'Service Desk',
    ],
    ['no team ticked', aSetting({ key: 'mapping.teams', kind: 'teams' }), [], t.everyTeam],
    ['no rota team', aSetting({ key: 'availability.rota-teams', kind: 'teams' }), [], t.tickedTeams],
  ])('%s', (_, setting, value, expected) => {
    expect(valueWords(setting, value, { t, formats })).toBe(expected);
  });
  it('a number out of bounds is told with its bounds', () => {
    expect(faultWords('out-of-bounds', aSetting(), { t, formats })).toBe(
      'Write a whole number from 0 to 1,440.',
    );
  });
  it('a setting that is new to this version goes by its key', () => {
    expect(labelOf({ key: 'dispatch.new' }, t)).toBe('dispatch.new');
  });
  it.each(['en', 'de'] as const)('every setting of the program has a label and help in %s', (language) => {
    for (const { key, kind } of TUNABLES) {
      const words = settingTexts[language].setting[key];
      expect(words?.label, key).toBeTruthy();
      expect(words?.help, key).toMatch(/\.$/);
      if (kind === 'text') expect(words?.problem, key).toBeTruthy();
    }
  });
});
