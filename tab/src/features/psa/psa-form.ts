import { fieldsOf } from './psa-fields.ts';
import type { PsaConnection, PsaKind } from './psa-types.ts';

/** What is typed into the form of a PSA, by the field's name; secrets start empty whatever is stored. */
export interface PsaForm {
  readonly kind: PsaKind;
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
}

/** The form of `kind`, with what is stored if that is the PSA that is connected. */
export function formOf(connection: PsaConnection | null, kind: PsaKind): PsaForm {
  const stored = connection?.kind === kind ? connection.settings : {};
  const of = (place: 'settings' | 'secrets') => fieldsOf(kind).filter((field) => field.place === place);
  return {
    kind,
    settings: Object.fromEntries(of('settings').map(({ name, usual = '' }) => [name, stored[name] ?? usual])),
    secrets: Object.fromEntries(of('secrets').map(({ name }) => [name, ''])),
  };
}

/** What goes to the server. */
export function wantedOf({ kind, settings, secrets }: PsaForm): {
  readonly kind: PsaKind;
  readonly settings: Record<string, string>;
  readonly secrets: Record<string, string>;
} {
  return { kind, settings: { ...settings }, secrets: { ...secrets } };
}

/** After somebody filled in an address: HaloPSA signs in beside its API (its page "API Details"), unless something else was typed. */
export function completed(form: PsaForm): PsaForm {
  const { kind, settings } = form;
  if (kind !== 'halopsa' || settings['tokenUrl']?.trim() !== '') return form;
  return { ...form, settings: { ...settings, tokenUrl: usualTokenUrl(settings['baseUrl'] ?? '') } };
}

/** `''` while the API address is none. */
function usualTokenUrl(baseUrl: string): string {
  if (!URL.canParse(baseUrl.trim())) return '';
  const { protocol, origin } = new URL(baseUrl.trim());
  return protocol === 'https:' || protocol === 'http:' ? `${origin}/auth/token` : '';
}

/** Faults of `invalid_input` by field, such as `settings.baseUrl`. */
export function rulesByField(details: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const { faults } = details;
  const rules = new Map<string, string>();
  if (!Array.isArray(faults)) return rules;
  for (const fault of faults as readonly Record<string, unknown>[]) {
    const { field, rule } = fault;
    if (typeof field === 'string') rules.set(field, typeof rule === 'string' ? rule : 'other');
  }
  return rules;
}
