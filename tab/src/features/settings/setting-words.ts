import type { Formats } from '../../texts/language.ts';
import type { settingTexts } from '../../texts/settings.ts';
import { type DraftFault, type Setting, teamNames, textOf } from './setting-draft.ts';

export type SettingsWords = (typeof settingTexts)['en'];

interface Words {
  readonly t: SettingsWords;
  readonly formats: Pick<Formats, 'number' | 'list'>;
}

export function labelOf({ key }: Pick<Setting, 'key'>, t: SettingsWords): string {
  return t.setting[key]?.label ?? key;
}

/** The server's own sentence where this version has none. */
export function helpOf({ key, help }: Setting, t: SettingsWords): string {
  return t.setting[key]?.help ?? help;
}

/** A value of the setting in words, with its unit; teams by their names, and what counts where none is chosen. */
export function valueWords(setting: Setting, value: unknown, { t, formats }: Words): string {
  if (setting.kind === 'number') return withUnit(setting, Number(value), { t, formats });
  if (setting.kind === 'text') return textOf(value);
  const names = teamNames(value);
  if (names.length > 0) return formats.list(names);
  return setting.key === 'availability.rota-teams' ? t.tickedTeams : t.everyTeam;
}

export function boundsWords({ min, max }: Setting, { t, formats }: Words): string {
  return min === null || max === null ? '' : t.bounds(formats.number(min), formats.number(max));
}

/** The unit that follows `count`, which is what stands in the field. */
export function unitWords({ unit }: Setting, count: number, t: SettingsWords): string {
  return isUnit(t, unit) ? t.unit[unit](count) : (unit ?? '');
}

export function faultWords(fault: DraftFault, setting: Setting, { t, formats }: Words): string {
  if (fault === 'empty') return t.empty;
  const { min, max } = setting;
  return fault === 'not-number' || min === null || max === null
    ? t.notNumber
    : t.outOfBounds(formats.number(min), formats.number(max));
}

function withUnit(setting: Setting, value: number, { t, formats }: Words): string {
  return `${formats.number(value)} ${unitWords(setting, value, t)}`.trim();
}

function isUnit(t: SettingsWords, unit: string | null): unit is keyof SettingsWords['unit'] {
  return unit !== null && unit in t.unit;
}
