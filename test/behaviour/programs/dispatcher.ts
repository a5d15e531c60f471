import { flushCompileCache } from 'node:module';
import { createInterface } from 'node:readline';
import { systemClock } from '#kernel/clock.ts';
import { silentLogger } from '#kernel/logger.ts';
import { openServices, type Services } from '../../../bot/compose.ts';
import { readEnv } from '../../../bot/env.ts';
import { freezing, type Moment } from './freeze-at.ts';

/** The real services without doors: they do what the lines on standard input say, one after the other, and answer each with a line. */

export type Order =
  | { readonly do: 'open' }
  /** Brings what is left over to the PSA, as the jobs do after a start; answers how much that was. */
  | { readonly do: 'finish' }
  /** Answers how each run ended; one that failed answers its code. `freezeAt`: it does not come to its end. */
  | {
      readonly do: 'dispatch';
      readonly deskId: string;
      readonly tickets: readonly { readonly ticket: string; readonly start: string | null }[];
      readonly atOnce: number;
      readonly freezeAt?: Moment;
    };

const SLOT_MINUTES = 5;
const freezeAt = freezing();
// Whoever is killed leaves nothing behind for the next start.
flushCompileCache();
const opened: { services: Services | null } = { services: null };

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line) as Order; // what dispatcher-program.ts writes
  process.stdout.write(`${JSON.stringify(await obey(order))}\n`);
}
await opened.services?.store.close();

async function obey(order: Order): Promise<unknown> {
  if (order.do === 'open') {
    opened.services = await openServices({ env: readEnv(), clock: systemClock, logger: silentLogger });
    return 'open';
  }
  const { services } = opened;
  if (services === null) throw new Error('open comes first');
  return order.do === 'finish' ? services.dispatch.writeDue() : dispatchAll(services, order);
}

async function dispatchAll(
  { dispatch }: Services,
  { deskId, tickets, atOnce, freezeAt: moment }: Extract<Order, { do: 'dispatch' }>,
): Promise<readonly string[]> {
  const caller = { kind: 'system', deskId, id: 'test', name: 'Test' } as const;
  if (moment !== undefined) freezeAt(moment);
  const ends: string[] = [];
  const left = [...tickets.entries()];
  async function work(): Promise<void> {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [place, { ticket, start }] = next;
      const wish = {
        ticket,
        workflowId: null,
        slot: slotFrom(start),
        intent: 'dispatch',
        source: 'api',
      } as const;
      ends[place] = await dispatch.dispatch(caller, wish).then(
        (run) => (run.isRepeat ? 'repeat' : (run.assignment?.state ?? run.decision.record.outcome.kind)),
        (error: unknown) => String(error instanceof Error && 'code' in error ? error.code : error),
      );
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work));
  return ends;
}

function slotFrom(start: string | null): { readonly start: Date; readonly end: Date } | null {
  if (start === null) return null;
  return { start: new Date(start), end: new Date(Date.parse(start) + SLOT_MINUTES * 60_000) };
}
