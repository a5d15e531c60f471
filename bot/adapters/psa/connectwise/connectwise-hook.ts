import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { HookMessage, HookReading } from '#core/dispatch/ports.ts';
import type { PsaConnection } from '#core/settings/ports.ts';
import { z } from 'zod';
import { readIf } from '../psa-answer.ts';
import type { SigningKeys } from './connectwise-keys.ts';

const callbackSchema = z.object({
  MessageId: z.string().nullish(),
  Type: z.string(),
  ID: z.union([z.number().int().positive(), z.string().regex(/^[1-9][0-9]{0,9}$/)]),
  Metadata: z.object({ key_url: z.string() }),
});

/** Base64 of 32 bytes. */
const SIGNATURE = /^[A-Za-z0-9+/]{43}=$/;
const FORGED: HookReading = { kind: 'forged' };

/** What a callback of ConnectWise PSA is about. Its signature is the HMAC-SHA256 of the body, byte for byte, with the SHA-256 of a key of the
 *  cloud's as key (as the npm package connectwise-rest checks it). The cloud signs for every company, so this proves that ConnectWise wrote
 *  it and not for whom: the secret in the address does that. Throws `psa_down` when the key cannot be read now. */
export async function readCallback(
  connection: PsaConnection,
  { headers, body }: HookMessage,
  keys: SigningKeys,
): Promise<HookReading> {
  const signature = headers['x-content-signature']?.trim() ?? '';
  const callback = readIf(body, callbackSchema);
  if (!callback || !SIGNATURE.test(signature)) return FORGED;
  const isSigned = await keys.some(connection, callback.Metadata.key_url, (key) =>
    isSignature(signature, body, key),
  );
  if (!isSigned) return FORGED;
  const ticketIds = callback.Type.toLowerCase() === 'ticket' ? [String(callback.ID)] : [];
  return { kind: 'tickets', ticketIds, eventId: callback.MessageId?.slice(0, 200) || null };
}

function isSignature(signature: string, body: string, key: string): boolean {
  const hashed = createHash('sha256').update(key, 'utf8').digest();
  const right = createHmac('sha256', hashed).update(body, 'utf8').digest();
  return timingSafeEqual(Buffer.from(signature, 'base64'), right);
}
