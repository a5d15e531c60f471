import { createHash, createHmac, randomUUID } from 'node:crypto';
import { picked } from './connectwise-json.ts';
import type { CwState } from './connectwise-state.ts';
import { ticketRow } from './connectwise-tickets.ts';

/** Of the simulated cloud. */
export const SIGNING_KEY = 'sandbox-connectwise-signing-key';

export interface CallbackOptions {
  readonly companyId: string;
  /** Origin of the simulator, where its key is. */
  readonly origin: string;
  /** Signs with this key instead of the right one; `null`: does not sign. */
  readonly key: string | null;
}

/** A callback about an updated ticket, as ConnectWise PSA sends one to `url`. */
export async function sendCallback(
  url: string,
  ticketId: number,
  state: CwState,
  { companyId, origin, key }: CallbackOptions,
): Promise<void> {
  const ticket = state.ticket(ticketId);
  const body = JSON.stringify({
    MessageId: randomUUID(),
    FromUrl: new URL(origin).host,
    CompanyId: companyId,
    MemberId: 'API',
    Action: ticket === null ? 'deleted' : 'updated',
    Type: 'ticket',
    ID: ticketId,
    ProductInstanceId: null,
    Entity: ticket === null ? null : JSON.stringify(picked(ticketRow(ticket, state), null)),
    Metadata: { key_url: `${origin}/keys/${companyId}` },
  });
  const headers = key === null ? {} : { 'x-content-signature': signatureOf(body, key) };
  await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
}

/** HMAC-SHA256 of the body with the SHA-256 of the key as key, in base64. */
export function signatureOf(body: string, key: string): string {
  const hashed = createHash('sha256').update(key).digest();
  return createHmac('sha256', hashed).update(body).digest('base64');
}
