import { type FieldFault, invalidInput } from '#kernel/errors.ts';
import type { PsaKind } from '#kernel/vocabulary.ts';
import type { PsaConnection } from './ports.ts';

/** What a connection to each PSA is made of. */
export interface PsaForm {
  /** Addresses that are called with the secrets. */
  readonly addresses: readonly string[];
  /** Further settings that are needed. */
  readonly needed: readonly string[];
  /** Further settings, all of which may be left out. */
  readonly names: readonly string[];
  /** All of them are needed. */
  readonly secrets: readonly string[];
  /** Where an admin finds the addresses and needed settings, as a sentence. */
  readonly remedy: string;
  /** What tells one installation from another: technician ids of one mean nothing in the other. `null`: there is only one. */
  readonly installation: (settings: PsaConnection['settings']) => string | null;
}

export const PSA_FORMS: Readonly<Record<PsaKind, PsaForm>> = {
  roster: { addresses: [], needed: [], names: [], secrets: [], remedy: '', installation: () => null },
  halopsa: {
    addresses: ['baseUrl', 'tokenUrl'],
    needed: [],
    names: ['tenant', 'scope'],
    secrets: ['clientId', 'clientSecret'],
    remedy: 'Copy it from HaloPSA: Configuration, Integrations, API Details.',
    installation: ({ baseUrl }) => originOf(baseUrl),
  },
  connectwise: {
    addresses: ['baseUrl'],
    needed: ['companyId', 'clientId'],
    names: [],
    secrets: ['publicKey', 'privateKey'],
    remedy:
      'Use the address and the company id of the sign-in page of ConnectWise PSA, and the client id of the integration (developer.connectwise.com, ClientID).',
    // One host serves many companies.
    installation: ({ baseUrl, companyId }) => `${originOf(baseUrl)} ${companyId?.toLowerCase()}`,
  },
  autotask: {
    addresses: ['baseUrl'],
    needed: ['userName'],
    names: [],
    secrets: ['integrationCode', 'secret'],
    remedy:
      'Use https://webservices.autotask.net and the user name of the API user, as Autotask shows it under Admin, Resources (Users).',
    // One address serves every database; the API users of a database share the part behind the @.
    installation: ({ userName }) => userName?.toLowerCase().split('@').at(-1) ?? null,
  },
};

export type WantedPsa = Pick<PsaConnection, 'kind' | 'settings' | 'secrets'>;

/** `wanted` with the secrets of `before` where none was given. A kept secret goes to the address that it was given for and to no other:
 *  whoever changes an address enters the secrets again. Throws `invalid_input` with every fault. */
export function completePsa(wanted: WantedPsa, before: PsaConnection | null): WantedPsa {
  const form = PSA_FORMS[wanted.kind];
  const known = [...form.addresses, ...form.needed, ...form.names];
  const settings = tidy(wanted.settings);
  const given = tidy(wanted.secrets);
  const faults: FieldFault[] = Object.keys(settings)
    .filter((name) => !known.includes(name))
    .map((name) => fault(`settings.${name}`, 'is not a setting of this PSA', 'Leave it out.'));
  for (const name of Object.keys(given).filter((each) => !form.secrets.includes(each))) {
    faults.push(fault(`secrets.${name}`, 'is not a secret of this PSA', 'Leave it out.'));
  }
  for (const name of form.addresses) faults.push(...addressFaults(name, settings[name]));
  for (const name of form.needed.filter((each) => settings[each] === undefined)) {
    faults.push({ ...fault(`settings.${name}`, 'is missing', form.remedy), rule: 'missing' });
  }
  const kept = before && keepsAddresses(form, settings, before) ? before.secrets : {};
  const hasMoved = before?.kind === wanted.kind && Object.keys(kept).length === 0;
  for (const name of form.secrets.filter((each) => !given[each] && !kept[each])) {
    const why = hasMoved ? 'is needed again, because the address changed' : 'is missing';
    const rule = hasMoved ? 'address-changed' : 'missing';
    faults.push({ ...fault(`secrets.${name}`, why, 'Enter it as the PSA shows it.'), rule });
  }
  if (faults.length > 0) throw invalidInput(faults);
  const secrets = form.secrets.map((name) => [name, given[name] ?? kept[name] ?? '']);
  return { kind: wanted.kind, settings, secrets: Object.fromEntries(secrets) };

  function keepsAddresses(
    { addresses }: PsaForm,
    wantedSettings: PsaConnection['settings'],
    stored: PsaConnection,
  ): boolean {
    if (stored.kind !== wanted.kind) return false;
    return addresses.every((name) => originOf(wantedSettings[name]) === originOf(stored.settings[name]));
  }
}

/** Whether technician ids of the one mean nothing in the other: another PSA, or another installation of the same. */
export function isAnotherPsa(
  before: Pick<PsaConnection, 'kind' | 'settings'>,
  after: Pick<PsaConnection, 'kind' | 'settings'>,
): boolean {
  if (before.kind !== after.kind) return true;
  const { installation } = PSA_FORMS[after.kind];
  return installation(before.settings) !== installation(after.settings);
}

/** Trimmed, and without what is empty. */
function tidy(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const entries = Object.entries(values).map(([name, value]) => [name, value.trim()] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}

function addressFaults(name: string, value: string | undefined): readonly FieldFault[] {
  const field = `settings.${name}`;
  const example = 'Write it in full, such as https://desk.example.com.';
  if (value === undefined)
    return [{ ...fault(field, 'is missing', 'Copy it from the PSA.'), rule: 'missing' }];
  return originOf(value) === null
    ? [{ ...fault(field, 'is not a web address', example), rule: 'not-an-address' }]
    : [];
}

/** `null` for what is no address of the web. */
function originOf(value: string | undefined): string | null {
  if (value === undefined || !URL.canParse(value)) return null;
  const { protocol, origin } = new URL(value);
  return protocol === 'https:' || protocol === 'http:' ? origin : null;
}

function fault(field: string, problem: string, remedy: string): FieldFault {
  return { field, problem, remedy };
}
