import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/database.ts';
import { SKIPPED } from '../support/postgres.ts';
import { deskWithTickets, saveRoundRobin, spreadOf } from './dispatch-crowd.ts';
import { bundleDispatcher, type Dispatcher, type DispatcherProgram } from './dispatcher-program.ts';
import { prepareProgram, type WholeProgram } from './whole-program.ts';

const FIRST_TICKET = 70_001;
/** Not a multiple of the technicians: after the crowd somebody is one ticket ahead. */
const [CROWD, ONE_BY_ONE, AT_KILL] = [139, 9, 92];
const POOL = ['2', '3', '4', '5', '6', '7', '10', '11'];
const AT_ONCE = 12;

const databases = (await testDatabases()).filter(({ engine }) => engine === 'postgres');
if (databases.length === 0) {
  it('PostgreSQL, dispatch on several instances', ({ skip }) =>
    skip(process.env['ROLLCALL_TEST_POSTGRES_SKIPPED'] || SKIPPED));
}

describe.each(databases)('P5, DIS-3, DIS-9: two instances dispatch on one $engine', (database) => {
  let whole: WholeProgram;
  let program: DispatcherProgram;
  let databaseUrl: string;

  beforeAll(async () => {
    databaseUrl = await database.newUrl();
    const desk = deskWithTickets(FIRST_TICKET, CROWD + ONE_BY_ONE + AT_KILL);
    whole = await prepareProgram({ databaseUrl, desk, throttling: false });
    await saveRoundRobin(whole.env, desk.tenantId, { pool: POOL, calendar: 'ignore' });
    program = await bundleDispatcher();
  });
  afterAll(async () => {
    await program.remove();
    await whole.stop();
  });

  async function open(): Promise<Dispatcher> {
    const dispatcher = program.start(whole.env);
    await dispatcher.ask({ do: 'open' });
    return dispatcher;
  }

  async function select(sql: string): Promise<readonly Readonly<Record<string, string>>[]> {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      return (await client.query<Readonly<Record<string, string>>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  const idsFrom = (place: number, count: number): readonly string[] =>
    Array.from({ length: count }, (_, index) => String(FIRST_TICKET + place + index));

  async function dispatch(
    dispatcher: Dispatcher,
    ids: readonly string[],
    atOnce = AT_ONCE,
  ): Promise<readonly string[]> {
    const tickets = ids.map((ticket) => ({ ticket, start: null }));
    const order = { do: 'dispatch', deskId: whole.world.desk.tenantId, tickets, atOnce } as const;
    return (await dispatcher.ask(order)) as readonly string[]; // what dispatcher.ts answers
  }

  /** Changes of an owner at the PSA, oldest first. */
  const written = () => whole.world.halopsa.assignments();

  function expectOnceEach(ids: readonly string[]): void {
    expect(
      written()
        .map(({ ticketId }) => ticketId)
        .toSorted(),
    ).toEqual(ids);
    expect(
      spreadOf(
        POOL,
        written().map(({ technicianId }) => technicianId),
      ),
    ).toBeLessThanOrEqual(1);
  }

  it('every ticket is asked of both at once: one assignment each, and the turns come out even', async () => {
    const ids = idsFrom(0, CROWD);
    const both = await Promise.all([open(), open()]);
    const ends = await Promise.all([dispatch(both[0], ids), dispatch(both[1], ids.toReversed())]);
    expect(
      [...new Set(ends.flat())].filter((end) => !['done', 'repeat', 'not-needed'].includes(end)),
    ).toEqual([]);
    expect(ends.flat().filter((end) => end === 'done')).toHaveLength(CROWD);
    // Either had its share, or this has shown nothing.
    expect(Math.min(...ends.map((each) => each.filter((end) => end === 'done').length))).toBeGreaterThan(5);
    expectOnceEach(ids);
    await Promise.all(both.map((dispatcher) => dispatcher.finish()));
  }, 180_000);

  it('the order survives a restart: the next turn is of whoever waited longest', async () => {
    const rows = await select('select technician_id from technician_turn order by last_assigned_at');
    const order = rows.map((row) => String(row['technician_id']));
    expect(order.toSorted()).toEqual(POOL.toSorted());
    const before = written().length;
    const instances = [await open(), await open()];
    for (const [place, id] of idsFrom(CROWD, ONE_BY_ONE).entries()) {
      const dispatcher = instances[place % 2];
      if (dispatcher) expect(await dispatch(dispatcher, [id], 1)).toEqual(['done']);
    }
    await Promise.all(instances.map((dispatcher) => dispatcher.finish()));
    const turns = written().slice(before);
    expect(turns.map(({ technicianId }) => technicianId)).toEqual([...order, order[0]]);
  }, 180_000);

  it('REL-2: one is killed in the middle; the other goes on, and nothing is lost or done twice', async () => {
    const ids = idsFrom(CROWD + ONE_BY_ONE, AT_KILL);
    const before = written().length;
    const [one, two] = await Promise.all([open(), open()]);
    const cut = dispatch(one, ids.toReversed()).then(
      () => 'answered',
      () => 'cut off',
    );
    const others = dispatch(two, ids);
    await expect.poll(() => written().length, { interval: 5 }).toBeGreaterThan(before + AT_KILL / 4);
    await one.kill();
    expect(await cut).toBe('cut off');
    const ends = await others;
    expect(ends.filter((end) => !['done', 'repeat', 'not-needed'].includes(end))).toEqual([]);
    // As if the 40 s had passed for which the killed one has its tickets in hand.
    await select("update assignment_outbox set claimed_until = 0 where state = 'pending'");
    while ((await two.ask({ do: 'finish' })) !== 0) {}
    await two.finish();
    expectOnceEach(idsFrom(0, CROWD + ONE_BY_ONE + AT_KILL));
    const left = "select ticket_id from assignment_outbox where state <> 'done' or claimed_until is not null";
    expect(await select(left)).toEqual([]);
    expect(await select('select ticket_id from held_ticket where ended_at is null')).toEqual([]);
  }, 180_000);
});
