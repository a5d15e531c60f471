import { guidOf } from '../desk/ids.ts';
import { ticketJson } from './halo-json.ts';
import type { HaloState } from './halo-state.ts';

/** How an administrator set the webhook up in HaloPSA. */
export interface HaloHookSetup {
  readonly authentication: 'basic' | 'bearer' | 'none';
  /** Several events in one delivery, as a list. */
  readonly batched: boolean;
}

let deliveries = 0;

/** Sends what HaloPSA sends when a ticket changes: the ticket within an event, and no signature. Throws when nobody answers. */
export async function sendHaloHook(
  message: { readonly url: string; readonly ticketIds: readonly string[]; readonly proof: string },
  setup: HaloHookSetup,
  state: HaloState,
): Promise<void> {
  const events = message.ticketIds.map((id) => {
    deliveries += 1;
    const ticket = state.ticket(Number(id));
    return {
      id: guidOf(`halo-delivery:${deliveries}`),
      webhook_id: guidOf('halo-webhook'),
      event: 'Ticket Reassigned',
      timestamp: ticket?.last_update ?? '',
      object_id: Number(id),
      ...(ticket && { ticket: ticketJson(ticket, state, { details: true, agent: true, status: true }) }),
    };
  });
  await fetch(message.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...proofHeader(message.proof, setup) },
    body: JSON.stringify(setup.batched ? events : events[0]),
  });
}

function proofHeader(proof: string, { authentication }: HaloHookSetup): Readonly<Record<string, string>> {
  if (authentication === 'none' || proof === '') return {};
  const basic = Buffer.from(`rollcall:${proof}`).toString('base64');
  return { authorization: authentication === 'basic' ? `Basic ${basic}` : `Bearer ${proof}` };
}
