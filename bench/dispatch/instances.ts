import { deskWithTickets, saveRoundRobin, spreadOf } from '../../test/behaviour/dispatch-crowd.ts';
import {
  bundleDispatcher,
  type Dispatcher,
  type DispatcherProgram,
} from '../../test/behaviour/dispatcher-program.ts';
import { prepareProgram, type WholeProgram } from '../../test/behaviour/whole-program.ts';
import { startPostgres } from '../../test/support/postgres.ts';
import type { Measurement, Row } from '../measurement.ts';

const TICKETS = 10_000;
const QUICK_TICKETS = 260;
const INSTANCES = 4;
/** So many are open at once; the others are closed by then, as in a desk's days. Not a multiple of the technicians. */
const ROUND = 250;
const POOL = ['2', '3', '4', '5', '6', '7', '10', '11'];
const FIRST_TICKET = 70_001;
const AT_ONCE = 8;

/** P5: every ticket is asked of two of four programs on one PostgreSQL; half-way all of them are started anew. */
export const manyInstances: Measurement = {
  name: 'instances',
  async run({ isQuick }) {
    const postgres = await startPostgres();
    if ('skipped' in postgres) {
      console.error(postgres.skipped);
      return [];
    }
    const desk = deskWithTickets(FIRST_TICKET, ROUND);
    const program = await bundleDispatcher();
    try {
      const whole = await prepareProgram({ databaseUrl: postgres.url, desk, throttling: false });
      try {
        await saveRoundRobin(whole.env, desk.tenantId, { pool: POOL, calendar: 'ignore' });
        return await measure(whole, program, isQuick ? QUICK_TICKETS : TICKETS);
      } finally {
        await whole.stop();
      }
    } finally {
      await program.remove();
      await postgres.stop();
    }
  },
};

async function measure(
  whole: WholeProgram,
  program: DispatcherProgram,
  tickets: number,
): Promise<readonly Row[]> {
  const started = performance.now();
  const ids = Array.from({ length: tickets }, (_, index) => FIRST_TICKET + index);
  const rounds = Array.from({ length: Math.ceil(tickets / ROUND) }, (_, at) =>
    ids.slice(at * ROUND, (at + 1) * ROUND),
  );
  const wrong = new Set<string>();
  let instances = await openAll(program, whole);
  for (const [at, round] of rounds.entries()) {
    if (at === Math.floor(rounds.length / 2)) {
      await Promise.all(instances.map((instance) => instance.finish()));
      instances = await openAll(program, whole);
    }
    openTickets(whole, round);
    for (const end of await dispatchRound(instances, whole.world.desk.tenantId, round)) wrong.add(end);
  }
  await Promise.all(instances.map((instance) => instance.finish()));
  const seconds = (performance.now() - started) / 1000;
  return rowsOf(whole, ids, { seconds, wrong: [...wrong] });
}

async function openAll(program: DispatcherProgram, whole: WholeProgram): Promise<readonly Dispatcher[]> {
  const instances = Array.from({ length: INSTANCES }, () => program.start(whole.env));
  await Promise.all(instances.map((instance) => instance.ask({ do: 'open' })));
  return instances;
}

/** The PSA's open tickets are these, and nobody has them. */
function openTickets({ world }: WholeProgram, ids: readonly number[]): void {
  const state = world.halopsa.state();
  const [sample] = state.tickets();
  if (!sample) throw new Error('the desk has no ticket');
  for (const { id } of state.tickets()) state.removeTicket(id);
  for (const id of ids) {
    state.putTicket({ ...sample, id, agent_id: 1, status_id: 1, dateassigned: null, reassigncount: 0 });
  }
}

/** Ends that are neither an assignment nor the same ticket once more. */
async function dispatchRound(
  instances: readonly Dispatcher[],
  deskId: string,
  ids: readonly number[],
): Promise<readonly string[]> {
  const ends = await Promise.all(
    instances.map((instance, at) => {
      const own = ids.filter((id) => [id % INSTANCES, (id + 1) % INSTANCES].includes(at));
      const tickets = own.map((id) => ({ ticket: String(id), start: null }));
      return instance.ask({ do: 'dispatch', deskId, tickets, atOnce: AT_ONCE }) as Promise<readonly string[]>; // what dispatcher.ts answers
    }),
  );
  return ends.flat().filter((end) => !['done', 'repeat', 'not-needed'].includes(end));
}

function rowsOf(
  { world }: WholeProgram,
  ids: readonly number[],
  { seconds, wrong }: { readonly seconds: number; readonly wrong: readonly string[] },
): readonly Row[] {
  const written = world.halopsa.assignments();
  const timesOf = new Map<string, number>();
  for (const { ticketId } of written) timesOf.set(ticketId, (timesOf.get(ticketId) ?? 0) + 1);
  const astray = ids.filter((id) => timesOf.get(String(id)) !== 1).length;
  const spread = spreadOf(
    POOL,
    written.map(({ technicianId }) => technicianId),
  );
  const among = `${ids.length.toLocaleString('en')} tickets, each asked of two of ${INSTANCES} programs on PostgreSQL`;
  return [
    {
      id: 'P5',
      what: `${among}: tickets that were not assigned exactly once`,
      value: [`${astray} (${seconds.toFixed(0)} s in all)`, ...wrong].join(', '),
      target: '0',
      isMet: astray === 0 && written.length === ids.length && wrong.length === 0,
      kind: 'count',
      details: { seconds, perSecond: ids.length / seconds },
    },
    {
      id: 'P5',
      what: `${among}, all started anew half-way: most and least tickets of a technician apart`,
      value: `${spread}`,
      target: '≤ 1',
      isMet: spread <= 1,
      kind: 'count',
    },
  ];
}
