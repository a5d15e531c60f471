import { createPrivateKey } from 'node:crypto';
import { parseKeyRing } from '#adapters/store/key-ring.ts';
import { AppError, type FieldFault } from '#kernel/errors.ts';
import { isGuid } from '#kernel/ids.ts';
import type { DeskId, UserId } from '#kernel/vocabulary.ts';
import type { FaultList } from './env-faults.ts';
import { type EnvReader, splitList } from './env-reader.ts';

/** Who an application is to Entra. `thumbprintSha256` is hex, `privateKey` PEM. */
export interface AppCredentials {
  readonly clientId: string;
  readonly credential:
    | { readonly secret: string }
    | { readonly certificate: { readonly thumbprintSha256: string; readonly privateKey: string } };
}

/** The app registration named by `PREFIX_ID` with its secret, or with a certificate and its key. */
export function readAppCredentials(reader: EnvReader, { fault }: FaultList, prefix: string): AppCredentials {
  const clientId = reader.guid(`${prefix}_ID`, 'Copy the application (client) id of the app registration.');
  const secret = reader.text(`${prefix}_SECRET`);
  const thumbprint = reader.text(`${prefix}_CERTIFICATE_THUMBPRINT`);
  const key = reader.text(`${prefix}_CERTIFICATE_KEY`);
  if (thumbprint === '' && key === '') {
    const help = 'Copy the value of a client secret, or set the certificate’s thumbprint and key.';
    return { clientId, credential: { secret: reader.needed(`${prefix}_SECRET`, help) } };
  }
  if (secret !== '') fault(`${prefix}_SECRET`, 'is set beside a certificate', 'Set one of the two.');
  const thumbprintSha256 = thumbprint.replaceAll(/[\s:]/g, '').toUpperCase();
  if (!/^[0-9A-F]{64}$/.test(thumbprintSha256)) {
    const help = 'Write the SHA-256 thumbprint of the certificate: 64 hexadecimal digits.';
    fault(
      `${prefix}_CERTIFICATE_THUMBPRINT`,
      thumbprint === '' ? 'is missing' : 'is no SHA-256 thumbprint',
      help,
    );
  }
  // Most platforms keep variables on one line.
  const privateKey = key.replaceAll(String.raw`\n`, '\n');
  if (!isPrivateKey(privateKey)) {
    const help = 'Give the certificate’s private key in PEM form, without a password.';
    fault(`${prefix}_CERTIFICATE_KEY`, key === '' ? 'is missing' : 'is not a private key', help);
  }
  return { clientId, credential: { certificate: { thumbprintSha256, privateKey } } };
}

function isPrivateKey(pem: string): boolean {
  try {
    createPrivateKey(pem);
    return true;
  } catch {
    return false;
  }
}

/** The key ring as text, held to the rules of the vault that will use it. */
export function readKeyRing(reader: EnvReader, { fault }: FaultList, name: string): string {
  const value = reader.needed(name, 'Make one: echo "k1:$(openssl rand -base64 32)"');
  if (value === '') return '';
  try {
    parseKeyRing(value);
  } catch (error) {
    const faults = error instanceof AppError ? error.details['faults'] : null;
    if (!Array.isArray(faults)) throw error;
    for (const each of faults as readonly FieldFault[]) fault(name, each.problem, each.remedy); // `details` of invalidInput
  }
  return value;
}

/** `tenantId:userObjectId` pairs. */
export function readAdmins(
  reader: EnvReader,
  { fault }: FaultList,
  name: string,
): readonly { readonly deskId: DeskId; readonly userId: UserId }[] {
  const pairs = splitList(reader.text(name).toLowerCase()).map((pair) => pair.split(':'));
  const isFine = pairs.every((pair) => pair.length === 2 && pair.every((part) => isGuid(part.trim())));
  if (!isFine) {
    fault(
      name,
      'is not a list of tenant:user',
      'Write tenantId:userObjectId pairs of GUIDs, comma-separated.',
    );
  }
  return pairs.map(([deskId = '', userId = '']) => ({ deskId: deskId.trim(), userId: userId.trim() }));
}

/** `sqlite:PATH` or `postgres://…`. */
export function readDatabaseUrl(
  reader: EnvReader,
  { fault }: FaultList,
  {
    name,
    fallback,
    isProduction,
  }: { readonly name: string; readonly fallback: string; readonly isProduction: boolean },
): string {
  const value = reader.text(name) || fallback;
  const isPostgres = /^postgres(ql)?:\/\/./.test(value) && URL.canParse(value);
  const help = 'Write sqlite:PATH or postgres://user:password@host/database.';
  if (!isPostgres && !/^sqlite:./.test(value)) fault(name, 'is not the address of a database', help);
  if (isProduction && value === 'sqlite::memory:') {
    fault(name, 'forgets everything when Rollcall stops', 'Name a file: sqlite:PATH.');
  }
  return value;
}
