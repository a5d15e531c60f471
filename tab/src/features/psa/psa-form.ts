import type { PsaConnection, PsaKind } from './psa-types.ts';

/** What is typed into the form of a PSA; secrets start empty whatever is stored. */
export interface PsaForm {
  readonly kind: PsaKind;
  readonly settings: Readonly<Record<'baseUrl' | 'tokenUrl' | 'tenant' | 'scope', string>>;
  readonly secrets: Readonly<Record<'clientId' | 'clientSecret', string>>;
}

export type PsaFieldRule = 'missing' | 'not-an-address' | 'address-changed' | 'other';

export function formOf(connection: PsaConnection | null): PsaForm {
  const settings = connection?.settings ?? {};
  return {
    kind: connection?.kind ?? 'halopsa',
    settings: {
      baseUrl: settings['baseUrl'] ?? '',
      tokenUrl: settings['tokenUrl'] ?? '',
      tenant: settings['tenant'] ?? '',
      scope: settings['scope'] ?? '',
    },
    secrets: { clientId: '', clientSecret: '' },
  };
}

/** What goes to the server: fields of another kind stay at home. */
export function wantedOf({ kind, settings, secrets }: PsaForm): {
  readonly kind: PsaKind;
  readonly settings: Record<string, string>;
  readonly secrets: Record<string, string>;
} {
  if (kind === 'roster') return { kind, settings: {}, secrets: {} };
  return { kind, settings: { ...settings }, secrets: { ...secrets } };
}

/** HaloPSA signs in beside its API (its page "API Details"); `''` while the API address is none. */
export function usualTokenUrl(baseUrl: string): string {
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
