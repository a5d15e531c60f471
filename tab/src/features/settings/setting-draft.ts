import type { getSettings } from '#contract/administration-endpoints.ts';
import type { AnswerOf } from '../../api/client.ts';

export type Setting = AnswerOf<typeof getSettings>['settings'][number];

/** What somebody typed for a setting, and the version that they saw while they typed. */
export interface Draft {
  readonly text: string;
  readonly version: number;
}

/** By the setting's key; only what was touched. */
export type Drafts = Readonly<Record<string, Draft>>;

export type DraftFault = 'not-number' | 'out-of-bounds' | 'empty';

/** A draft that differs from what stands. */
export interface DraftChange {
  readonly setting: Setting;
  readonly text: string;
  readonly version: number;
  readonly fault: DraftFault | null;
}

/** A value as it stands in its field; `''` for teams, which have none. */
export function textOf(value: unknown): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : '';
}

/** Drafts that change something, in the order of the settings. */
export function changesOf(settings: readonly Setting[], drafts: Drafts): readonly DraftChange[] {
  return settings.flatMap((setting) => {
    const draft = drafts[setting.key];
    const text = draft?.text.trim();
    if (draft === undefined || text === undefined || text === textOf(setting.value)) return [];
    return [{ setting, text, version: draft.version, fault: faultOf(setting, text) }];
  });
}

/** What the program itself can tell to be wrong; the server judges the rest. */
export function faultOf({ kind, min, max }: Setting, text: string): DraftFault | null {
  if (text === '') return 'empty';
  if (kind !== 'number') return null;
  if (!/^-?\d+$/.test(text)) return 'not-number';
  const value = Number(text);
  return value < (min ?? -Infinity) || value > (max ?? Infinity) ? 'out-of-bounds' : null;
}

/** The text of a field as the server takes it. */
export function toValue({ kind }: Setting, text: string): number | string {
  return kind === 'number' ? Number(text) : text;
}

/** What puts a setting back to how it was: `null` where it stood at its default. */
export function formerValue({ isDefault, value }: Setting): number | string | null {
  return !isDefault && (typeof value === 'number' || typeof value === 'string') ? value : null;
}

/** Names of teams in a value. */
export function teamNames(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((team: unknown) => {
    if (typeof team !== 'object' || team === null || !('displayName' in team)) return [];
    return typeof team.displayName === 'string' ? [team.displayName] : [];
  });
}
