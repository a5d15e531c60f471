import type { PsaKind } from './psa-types.ts';

/** One field of a PSA's form. Its words: `field` in texts/psa.ts, by kind and name. */
export interface PsaField {
  readonly name: string;
  readonly place: 'settings' | 'secrets';
  readonly input: 'url' | 'text' | 'password';
  readonly placeholder?: string;
  /** What it holds until somebody writes something else. */
  readonly usual?: string;
  /** Under "More settings": may be left out. */
  readonly isExtra?: true;
  /** Said of the connection once it stands. */
  readonly isShown?: true;
}

/** In the order in which they are asked for. The server has the same list: core/settings/psa-kinds.ts. */
const FIELDS: Readonly<Record<PsaKind, readonly PsaField[]>> = {
  roster: [],
  halopsa: [
    {
      name: 'baseUrl',
      place: 'settings',
      input: 'url',
      placeholder: 'https://desk.halopsa.com/api',
      isShown: true,
    },
    { name: 'tokenUrl', place: 'settings', input: 'url', placeholder: 'https://desk.halopsa.com/auth/token' },
    { name: 'clientId', place: 'secrets', input: 'text' },
    { name: 'clientSecret', place: 'secrets', input: 'password' },
    { name: 'tenant', place: 'settings', input: 'text', isExtra: true },
    { name: 'scope', place: 'settings', input: 'text', isExtra: true },
  ],
  connectwise: [
    {
      name: 'baseUrl',
      place: 'settings',
      input: 'url',
      placeholder: 'https://na.myconnectwise.net',
      isShown: true,
    },
    { name: 'companyId', place: 'settings', input: 'text', isShown: true },
    { name: 'clientId', place: 'settings', input: 'text' },
    { name: 'publicKey', place: 'secrets', input: 'text' },
    { name: 'privateKey', place: 'secrets', input: 'password' },
  ],
  autotask: [
    { name: 'userName', place: 'settings', input: 'text', isShown: true },
    { name: 'secret', place: 'secrets', input: 'password' },
    { name: 'integrationCode', place: 'secrets', input: 'text' },
    {
      name: 'baseUrl',
      place: 'settings',
      input: 'url',
      usual: 'https://webservices.autotask.net',
      isExtra: true,
    },
  ],
};

export function fieldsOf(kind: PsaKind): readonly PsaField[] {
  return FIELDS[kind];
}
