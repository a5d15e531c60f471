import { createHash, timingSafeEqual } from 'node:crypto';
import type { HookMessage, PsaHooks } from '#core/dispatch/ports.ts';
import type { PsaConnection } from '#core/settings/ports.ts';
import { z } from 'zod';
import { readIf } from '../psa-answer.ts';

const ticketId = z.union([z.number().int().positive(), z.string().regex(/^[1-9]\d{0,9}$/)]).transform(String);

/** One event of the standard payload, which carries the ticket; `object_id` in payloads without it. */
const eventSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String).nullish().catch(null),
  ticket: z.object({ id: ticketId }).nullish().catch(null),
  object_id: ticketId.nullish().catch(null),
});
/** With batching HaloPSA sends several events at once. */
const payloadSchema = z.union([
  z.array(z.unknown()),
  z.object({ events: z.array(z.unknown()) }).transform(({ events }) => events),
  z.unknown().transform((event) => [event]),
]);

/** HaloPSA does not sign what it sends. The secret is the password of Basic, or the token of Bearer: whichever was chosen when the webhook was
 *  made. */
export function createHaloPsaHook(): PsaHooks<PsaConnection> {
  return {
    async readHook(_connection, message) {
      if (!isProven(message)) return { kind: 'forged' };
      const events = (readIf(message.body, payloadSchema) ?? []).flatMap((event) => {
        const parsed = eventSchema.safeParse(event);
        return parsed.success ? [parsed.data] : [];
      });
      const ids = events.flatMap(({ ticket, object_id: object }) => ticket?.id ?? object ?? []);
      const [first, ...more] = events;
      return {
        kind: 'tickets',
        ticketIds: [...new Set(ids)],
        eventId: more.length === 0 ? (first?.id ?? null) : null,
      };
    },
  };
}

function isProven({ headers, secret }: HookMessage): boolean {
  const [, scheme = '', credentials = ''] =
    /^(basic|bearer) +(\S+)$/i.exec(headers['authorization'] ?? '') ?? [];
  if (scheme === '' || secret === '') return false;
  if (scheme.toLowerCase() === 'bearer') return isSame(credentials, secret);
  const decoded = Buffer.from(credentials, 'base64').toString('utf8');
  return isSame(decoded.slice(decoded.indexOf(':') + 1), secret);
}

/** In the same time wherever they differ. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
