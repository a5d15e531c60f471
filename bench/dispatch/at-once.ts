import { withOutside } from '../core/outside.ts';
import type { Measurement, Row } from '../measurement.ts';
import { statementsRun } from './count-statements.ts';
import { type DispatchDesk, withDispatchDesk } from './dispatch-desk.ts';

const TECHNICIANS = 5_000;
const TICKETS = 100;
const QUICK = { technicians: 500, tickets: 30 } as const;
/** Tickets are no multiple of them: somebody is one ahead at the end. */
const POOL = 9;

/** PERF-4: many tickets in the same moment, on the real services over SQLite. */
export const manyAtOnce: Measurement = {
  name: 'at-once',
  async run({ isQuick }) {
    const { technicians, tickets } = isQuick ? QUICK : { technicians: TECHNICIANS, tickets: TICKETS };
    const size = { technicians, teams: 1, membersPerTeam: technicians, rotaTeams: 0 };
    return withOutside(size, (outside) =>
      withDispatchDesk(outside, technicians, async (desk) => [
        ...(await measure(desk, { pool: desk.technicianIds.slice(0, POOL), tickets, teams: 'off' })),
        ...(await measure(desk, { pool: desk.technicianIds, tickets, teams: 'on' })),
      ]),
    );
  },
};

interface Crowd {
  readonly pool: readonly string[];
  readonly tickets: number;
  readonly teams: 'on' | 'off';
}

async function measure(desk: DispatchDesk, { pool, tickets, teams }: Crowd): Promise<readonly Row[]> {
  const isEveryone = pool.length === desk.technicianIds.length;
  await desk.setUp({
    mode: 'round-robin',
    pool: isEveryone ? 'everyone' : pool,
    teamsAvailability: teams,
    calendar: 'ignore',
  });
  const ids = await desk.psa.addTickets(tickets);
  const [first, ...rest] = ids;
  if (first !== undefined) await desk.dispatch(first);
  const [statements, started] = [statementsRun(), performance.now()];
  await Promise.all(rest.map((id) => desk.dispatch(id)));
  const tookMs = performance.now() - started;
  const perDispatch = (statementsRun() - statements) / rest.length;
  const late = await desk.finish();
  const owners = await desk.psa.owners(ids);
  const doubles = owners.filter(({ changes }) => changes !== 1).length;
  const counts = pool.map((id) => owners.filter(({ technicianId }) => technicianId === id).length);
  const spread = Math.max(...counts) - Math.min(...counts);
  const among = `${rest.length} tickets at once among ${pool.length.toLocaleString('en')}`;
  return [
    {
      id: 'PERF-4',
      what: `${among}: tickets that were not assigned exactly once`,
      value: `${doubles} (${late} were written by the outbox)`,
      target: '0',
      isMet: doubles === 0,
      kind: 'count',
    },
    {
      id: 'PERF-4',
      what: `${among}: most and least tickets of a technician apart`,
      value: `${spread} (${(tookMs / 1000).toFixed(1)} s in all)`,
      target: '≤ 1',
      isMet: spread <= 1,
      kind: 'count',
      details: { tookMs, perSecond: (1000 * rest.length) / tookMs },
    },
    {
      id: 'PERF-4',
      what: `${among}: statements of a dispatch`,
      value: perDispatch.toFixed(1),
      target: `≤ ${MOST_STATEMENTS}`,
      isMet: perDispatch <= MOST_STATEMENTS,
      kind: 'count',
    },
  ];
}

/** The same for one ticket and for a hundred: nothing is tried twice, and nobody is asked about one by one. */
const MOST_STATEMENTS = 30;
