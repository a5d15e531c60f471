import { createHmac, timingSafeEqual } from 'node:crypto';
import type { HookMessage, HookReading } from '#core/dispatch/ports.ts';
import { z } from 'zod';
import { readIf } from '../psa-answer.ts';

const calloutSchema = z.object({
  Action: z.string(),
  Guid: z.string(),
  EntityType: z.string(),
  Id: z.number().int(),
  SequenceNumber: z.number().int().nullish(),
});

/** A callout of a ticket webhook. It is signed with the secret key of the webhook: `X-Hook-Signature: sha1=<base64 of HMAC-SHA1>` over the
 *  body as sent. The vendor counts the callouts of one webhook (`Guid`), so a replay has the number of its original. */
export function readAutotaskHook({ headers, body, secret }: HookMessage): HookReading {
  if (secret === '' || !isSigned(headers['x-hook-signature'] ?? '', body, secret)) return { kind: 'forged' };
  const callout = readIf(body, calloutSchema);
  if (callout === null) return { kind: 'tickets', ticketIds: [], eventId: null };
  const { Action, Guid, EntityType, Id, SequenceNumber } = callout;
  // "Deactivated" tells of the webhook itself.
  const isTicket = /^tickets?$/i.test(EntityType) && /^(?:create|update|delete)d?$/i.test(Action);
  return {
    kind: 'tickets',
    ticketIds: isTicket ? [String(Id)] : [],
    eventId: SequenceNumber == null ? null : `${Guid}:${SequenceNumber}`,
  };
}

function isSigned(header: string, body: string, secret: string): boolean {
  const told = Buffer.from(/^sha1=(\S+)$/i.exec(header.trim())?.[1] ?? '', 'base64');
  const right = createHmac('sha1', secret).update(body, 'utf8').digest();
  return told.length === right.length && timingSafeEqual(told, right);
}
