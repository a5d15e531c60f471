import { createHmac } from 'node:crypto';
import { guidOf } from '../desk/ids.ts';

/** One callout of a ticket webhook, signed with its secret key. `proof` '': without a signature. */
export async function sendAutotaskHook(
  url: string,
  callout: { readonly ticketId: string; readonly sequence: number; readonly at: Date },
  proof: string,
): Promise<void> {
  const body = JSON.stringify({
    Action: 'Update',
    Guid: guidOf('autotask-webhook'),
    EntityType: 'Ticket',
    Id: Number(callout.ticketId),
    Fields: { Status: 1 },
    EventTime: callout.at.toISOString(),
    SequenceNumber: callout.sequence,
    PersonId: 2,
  });
  const signature = createHmac('sha1', proof).update(body).digest('base64');
  const headers = {
    'content-type': 'application/json',
    ...(proof === '' ? {} : { 'x-hook-signature': `sha1=${signature}` }),
  };
  await fetch(url, { method: 'POST', headers, body });
}
