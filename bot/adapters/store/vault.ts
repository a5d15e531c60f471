import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import { parseKeyRing } from './key-ring.ts';

/** Seals secrets at rest. Each record has its own data key, wrapped by a key of the ring; both layers are AES-256-GCM and bound to
 *  purpose and row, so that a record copied to another row does not open. */
export interface Vault {
  readonly activeKeyId: string;
  hasKey(keyId: string): boolean;
  /** Answers the sealed record as text; it carries the id of its key, and is different each time. */
  seal(place: SealedPlace, secret: string): string;
  /** Throws `store_down` when the record was changed, moved from another place, or sealed with a key that is not in the ring. */
  open(place: SealedPlace, sealed: string): string;
  /** The record with its data key wrapped anew by the active key; the payload stays as it is. Throws as `open` does. */
  rewrap(place: SealedPlace, sealed: string): string;
  /** 32 bytes that only holders of the active key can make, a different key for each label. Changes when another key becomes active. */
  deriveKey(label: string): Buffer<ArrayBuffer>;
}

/** Where a sealed record stands: table and the row's own identity. */
export interface SealedPlace {
  readonly purpose: string;
  readonly rowId: string;
}

const Sealed = z.object({ v: z.literal(1), kid: z.string(), wdek: z.string(), ct: z.string() });
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Throws `invalid_input` for a key ring that cannot be used. Form of the ring: key-ring.ts. */
export function createVault(keyRing: string): Vault {
  const ring = parseKeyRing(keyRing);
  const wrapKeys = new Map(ring.map(({ keyId, key }) => [keyId, derive(key, 'rollcall/vault/wrap')]));
  const active = ring[0];

  function unwrap(place: SealedPlace, text: string): { readonly dek: Buffer; readonly payload: string } {
    const record = parseSealed(place, text);
    const wrapKey = wrapKeys.get(record.kid);
    if (!wrapKey) throw notOpened(place, `its key "${record.kid}" is not in the key ring`);
    return { dek: decrypt(wrapKey, record.wdek, place), payload: record.ct };
  }

  function wrap(place: SealedPlace, dek: Buffer, payload: string): string {
    const wrapKey = derive(active.key, 'rollcall/vault/wrap');
    return JSON.stringify({ v: 1, kid: active.keyId, wdek: encrypt(wrapKey, dek, place), ct: payload });
  }

  return {
    activeKeyId: active.keyId,
    hasKey: (keyId) => wrapKeys.has(keyId),
    seal(place, secret) {
      const dek = randomBytes(32);
      const sealed = wrap(place, dek, encrypt(dek, Buffer.from(secret, 'utf8'), place));
      dek.fill(0);
      return sealed;
    },
    open(place, sealed) {
      const { dek, payload } = unwrap(place, sealed);
      const secret = decrypt(dek, payload, place).toString('utf8');
      dek.fill(0);
      return secret;
    },
    rewrap(place, sealed) {
      const { dek, payload } = unwrap(place, sealed);
      const again = wrap(place, dek, payload);
      dek.fill(0);
      return again;
    },
    deriveKey: (label) => derive(active.key, `rollcall/derived/${label}`),
  };
}

function derive(key: Buffer, label: string): Buffer<ArrayBuffer> {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), label, 32));
}

function associatedData({ purpose, rowId }: SealedPlace): Buffer {
  return Buffer.from(`rollcall-vault/v1|${purpose}|${rowId}`, 'utf8');
}

/** base64 of iv, tag and ciphertext, in this order. */
function encrypt(key: Buffer, plain: Buffer, place: SealedPlace): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(associatedData(place));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
}

function decrypt(key: Buffer, text: string, place: SealedPlace): Buffer {
  const bytes = Buffer.from(text, 'base64');
  const body = bytes.subarray(IV_BYTES + TAG_BYTES);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    })
      .setAAD(associatedData(place))
      .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch (cause) {
    throw notOpened(place, 'it was changed, moved, or sealed with another key of the same name', cause);
  }
}

function parseSealed(place: SealedPlace, text: string): z.infer<typeof Sealed> {
  try {
    return Sealed.parse(JSON.parse(text));
  } catch {
    // Without the cause: a parser's message may repeat what it read.
    throw notOpened(place, 'it is not a sealed record');
  }
}

function notOpened({ purpose, rowId }: SealedPlace, why: string, cause?: unknown): AppError {
  return new AppError('store_down', `the sealed record of ${purpose} ${rowId} does not open: ${why}`, {
    cause,
    remedy: 'Check ENCRYPTION_KEYS against the keys of the last good start, or enter the secrets again.',
  });
}
