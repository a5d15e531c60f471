import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#kernel/clock.ts';
import { deskWithTickets, saveRoundRobin, spreadOf } from './dispatch-crowd.ts';
import { bundleDispatcher, type Dispatcher, type DispatcherProgram } from './dispatcher-program.ts';
import type { Moment } from './programs/freeze-at.ts';
import { readDatabase, type Row } from './read-database.ts';
import { prepareProgram, type WholeProgram } from './whole-program.ts';

/** Where a process dies: at a moment of its own, or while HaloPSA has the last of `requests` to a route in hand. */
type Place =
  | { readonly moment: Moment }
  | {
      readonly route: 'ticket' | 'write-tickets' | 'write-appointments';
      readonly request: number;
      readonly fault: Fault;
    };
/** `hang`: never acts; `slow`: acts after the process is gone; `hang-after`: has acted, and the answer is lost. */
type Fault = 'hang' | 'slow' | 'hang-after';

const PLACES: readonly (readonly [when: string, place: Place, rounds: number])[] = [
  ['the decision is made and not kept', { moment: 'deciding' }, 5],
  ['decided and taken in hand, the PSA has heard nothing', { moment: 'decided' }, 18],
  ['decided, the ticket is read again', { route: 'ticket', request: 2, fault: 'hang' }, 7],
  ['the PSA has the request and never acts', { route: 'write-tickets', request: 1, fault: 'hang' }, 12],
  ['the PSA has the request and acts later', { route: 'write-tickets', request: 1, fault: 'slow' }, 13],
  ['the PSA has acted, no answer', { route: 'write-tickets', request: 1, fault: 'hang-after' }, 13],
  ['answered, the ticket is read back', { route: 'ticket', request: 3, fault: 'hang' }, 7],
  ['assigned, the PSA never books', { route: 'write-appointments', request: 1, fault: 'hang' }, 4],
  ['the PSA has booked, no answer', { route: 'write-appointments', request: 1, fault: 'hang-after' }, 4],
  ['everything answered, nothing kept', { moment: 'answered' }, 6],
  ['kept, not committed', { moment: 'settling' }, 6],
  ['committed', { moment: 'settled' }, 5],
];
const ROUNDS = 100;
/** Late answers come before, while and after the next process finishes what is left. */
const LATE_MS = [100, 500, 1200];
const FIRST_TICKET = 60_001;
/** One after the other: a technician is busy for one ticket at a time. */
const SLOT_MINUTES = 10;
const POOL = ['2', '3', '4', '5', '6', '7', '10'];

let program: DispatcherProgram;
let whole: WholeProgram;
let path: string;

beforeAll(async () => {
  whole = await prepareProgram({ desk: deskWithTickets(FIRST_TICKET, ROUNDS), throttling: false });
  path = join(whole.folder, 'rollcall.db');
  await saveRoundRobin(whole.env, whole.world.desk.tenantId, { pool: POOL, books: 'schedule-entry' });
  program = await bundleDispatcher();
}, 120_000);
afterAll(async () => {
  await program.remove();
  await whole.stop();
});

const ticketAt = (round: number): string => String(FIRST_TICKET + round);

/** Each place as often as it is to be, mixed: what one leaves behind, another one meets. */
function roundsInTurn(): readonly Place[] {
  const all = PLACES.flatMap(([, place, rounds]) =>
    Array.from({ length: rounds }, (_, index) => ({ place, at: (index + 0.5) / rounds })),
  );
  return all.toSorted((a, b) => a.at - b.at).map(({ place }) => place);
}

describe('P4, DIS-8, REL-2: kill -9 around an assignment', () => {
  it(`${ROUNDS} times: each ticket is assigned and booked once at the PSA, and nothing is left over`, async () => {
    const { halopsa, desk } = whole.world;
    const base = systemClock.now().getTime();
    const order = (round: number) =>
      ({
        do: 'dispatch',
        deskId: desk.tenantId,
        tickets: [
          { ticket: ticketAt(round), start: new Date(base + round * SLOT_MINUTES * 60_000).toISOString() },
        ],
        atOnce: 1,
      }) as const;

    /** What a start does before anything else; the ticket of the round before is asked for once more. */
    async function begin(dispatcher: Dispatcher, round: number): Promise<void> {
      await dispatcher.ask({ do: 'open' });
      for (let left = 1; left !== 0; left = Number(await dispatcher.ask({ do: 'finish' }))) {}
      if (round === 0) return;
      const [end] = (await dispatcher.ask(order(round - 1))) as readonly string[];
      expect(['repeat', 'not-needed', 'done']).toContain(end);
    }

    async function killAt(dispatcher: Dispatcher, round: number, place: Place): Promise<void> {
      if ('moment' in place) {
        const said = await dispatcher.ask({ ...order(round), freezeAt: place.moment });
        expect(said).toEqual({ at: place.moment });
        return dispatcher.kill();
      }
      const { route, request, fault } = place;
      const late = fault === 'slow' ? `slow:${LATE_MS[round % LATE_MS.length]}` : fault;
      if (request > 1) halopsa.faults.set({ route, fault: 'slow:0', times: request - 1 });
      halopsa.faults.set({ route, fault: late, times: 1 });
      const answer = dispatcher.ask(order(round)).then(
        (ends) => expect.unreachable(`round ${round} ended before it was killed: ${JSON.stringify(ends)}`),
        () => 'killed',
      );
      await Promise.race([untilSpent(), answer]);
      await dispatcher.kill();
      expect(await answer).toBe('killed');
    }

    /** The last fault is being played: HaloPSA has the request, and with `hang-after` has done what it says. */
    async function untilSpent(): Promise<void> {
      while (halopsa.faults.list().length > 0) await wait(2);
      await wait(5);
    }

    const places = roundsInTurn();
    let next = program.start(whole.env);
    for (const [round, place] of places.entries()) {
      const dispatcher = next;
      // Loads its program meanwhile; it opens the database only when the one before is gone.
      next = program.start(whole.env);
      await begin(dispatcher, round);
      await killAt(dispatcher, round, place);
    }
    await begin(next, places.length);
    await next.finish();
    await wait(Math.max(...LATE_MS));

    console.log(PLACES.map(([when, , rounds]) => `${rounds} × ${when}`).join('\n'));
    expect(places).toHaveLength(ROUNDS);
    const tickets = places.map((_, round) => ticketAt(round));
    const outbox = select(
      'select ticket_id, state, booking, claimed_until from assignment_outbox order by ticket_id',
    );
    const settled = { state: 'done', booking: 'booked', claimed_until: null };
    expect(outbox).toEqual(tickets.map((ticket_id) => ({ ticket_id, ...settled })));
    const technicianOf = new Map(
      select('select ticket_id, technician_id from assignment_outbox').map((row) => [
        String(row['ticket_id']),
        String(row['technician_id']),
      ]),
    );
    const written = halopsa.assignments().map(({ ticketId, technicianId }) => ({ ticketId, technicianId }));
    expect(written.toSorted((a, b) => Number(a.ticketId) - Number(b.ticketId))).toEqual(
      tickets.map((ticketId) => ({ ticketId, technicianId: technicianOf.get(ticketId) })),
    );
    const entries = halopsa
      .state()
      .work.entries()
      .map(({ ticket, agent }) => `${ticket} ${agent}`);
    expect(entries.toSorted()).toEqual(tickets.map((id) => `${id} ${technicianOf.get(id)}`));
    expect(select('select * from held_ticket where ended_at is null')).toEqual([]);

    // In doubt it was read first: again was written only what the PSA had not done, or not yet.
    const [never, later] = [roundsWith('write-tickets', 'hang'), roundsWith('write-tickets', 'slow')];
    expect(requestsTo('write-tickets')).toBeGreaterThanOrEqual(ROUNDS + never);
    expect(requestsTo('write-tickets')).toBeLessThanOrEqual(ROUNDS + never + later);
    expect(requestsTo('write-appointments')).toBe(ROUNDS + roundsWith('write-appointments', 'hang'));

    expect(
      spreadOf(
        POOL,
        written.map(({ technicianId }) => technicianId),
      ),
    ).toBe(1);
  }, 480_000);
});

const select = (sql: string): readonly Row[] => readDatabase(path, sql);
const requestsTo = (route: string): number =>
  whole.world.halopsa.requests.filter((request) => request.route === route).length;
const roundsWith = (route: string, fault: Fault): number =>
  PLACES.filter(([, place]) => 'route' in place && place.route === route && place.fault === fault).reduce(
    (sum, [, , rounds]) => sum + rounds,
    0,
  );
