import type { WorkflowSettings } from '#core/dispatch/workflow.ts';
import { withOutside } from '../core/outside.ts';
import type { Measurement, Row } from '../measurement.ts';
import { median, percentile } from '../statistics.ts';
import { statementsRun } from './count-statements.ts';
import { type DispatchDesk, withDispatchDesk } from './dispatch-desk.ts';

const TECHNICIANS = 5_000;
const QUICK_TECHNICIANS = 1_000;
const ROTA_TEAMS = 3;
/** B15. */
const ALLOWANCE_MS = 50;
/** The program runs for days: code that is compiled after the first few is not what a desk waits for. */
const WARM_UP = 12;
/** The median of so many dispatches in a row is one value; a busy machine spoils some of them. */
const REPEATS = 4;

/** B15: one ticket from question to PSA, on the real services over SQLite. Upstream is what a bare client waits for that makes the same
 *  requests in the same order beside each dispatch: the ticket; the lists and everybody's presence side by side; the ticket, the write, the
 *  ticket. */
export const wholeDispatch: Measurement = {
  name: 'whole-dispatch',
  async run({ isQuick }) {
    const technicians = isQuick ? QUICK_TECHNICIANS : TECHNICIANS;
    const membersPerTeam = Math.ceil(technicians / ROTA_TEAMS);
    const size = { technicians, teams: ROTA_TEAMS, membersPerTeam, rotaTeams: ROTA_TEAMS };
    return withOutside(size, (outside) =>
      withDispatchDesk(outside, technicians, async (desk) => {
        const rows: Row[] = [];
        for (const mode of ['round-robin', 'ranked'] as const) {
          rows.push(await measure(desk, { mode, technicians, times: isQuick ? 3 : 8 }));
        }
        return rows;
      }),
    );
  },
};

interface Sample {
  readonly upstreamMs: number;
  readonly wholeMs: number;
  /** Processor time of the dispatch, all threads. */
  readonly cpuMs: number;
  readonly statements: number;
}

async function measure(
  desk: DispatchDesk,
  of: {
    readonly mode: WorkflowSettings['mode'];
    readonly technicians: number;
    readonly times: number;
  },
): Promise<Row> {
  await desk.setUp({ mode: of.mode, teamsAvailability: 'on', calendar: 'gate' });
  const ids = [...(await desk.psa.addTickets(WARM_UP + REPEATS * of.times))];
  for (const id of ids.splice(0, WARM_UP)) await sampleOnce(desk, id);
  const repeats: Sample[][] = [];
  while (ids.length > 0) {
    const samples: Sample[] = [];
    for (const id of ids.splice(0, of.times)) samples.push(await sampleOnce(desk, id));
    repeats.push(samples);
  }
  return rowOf(of, repeats);
}

async function sampleOnce(desk: DispatchDesk, ticketId: string): Promise<Sample> {
  const upstreamMs = await desk.psa.timePath(ticketId, {
    technicianIds: desk.technicianIds,
    beside: () => desk.readPresence(),
  });
  desk.forgetPresence();
  const [cpu, statements, started] = [process.cpuUsage(), statementsRun(), performance.now()];
  await desk.dispatch(ticketId);
  const wholeMs = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  return {
    upstreamMs,
    wholeMs,
    cpuMs: (user + system) / 1000,
    statements: statementsRun() - statements,
  };
}

function rowOf(
  { mode, technicians }: { readonly mode: string; readonly technicians: number },
  repeats: readonly (readonly Sample[])[],
): Row {
  const medians = repeats.map((samples) => ({
    upstream: median(samples.map(({ upstreamMs }) => upstreamMs)),
    ours: median(samples.map(({ wholeMs, upstreamMs }) => wholeMs - upstreamMs)),
  }));
  const [best] = medians.toSorted((a, b) => a.ours - b.ours);
  if (best === undefined) throw new Error('nothing was measured');
  const all = repeats.flat();
  const whole = all.map(({ wholeMs }) => wholeMs);
  const cpu = median(all.map(({ cpuMs }) => cpuMs));
  const statements = median(all.map((sample) => sample.statements));
  return {
    id: 'B15',
    what: `whole dispatch among ${technicians.toLocaleString('en')}, ${mode}, every answer 50 ms`,
    value: `upstream + ${best.ours.toFixed(0)} ms (p50 ${median(whole).toFixed(0)}, p99 ${percentile(whole, 0.99).toFixed(0)}, CPU ${cpu.toFixed(0)}, ${statements} statements)`,
    target: `≤ upstream (${best.upstream.toFixed(0)}) + ${ALLOWANCE_MS} ms`,
    isMet: best.ours <= ALLOWANCE_MS,
    kind: 'time',
    details: { medians, samples: all },
  };
}
