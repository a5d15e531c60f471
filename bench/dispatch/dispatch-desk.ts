import type { DispatchRun } from '#core/dispatch/dispatch-service.ts';
import { STANDARD_SETUP } from '#core/dispatch/standard-workflow.ts';
import type { WorkflowSetup } from '#core/dispatch/workflow.ts';
import type { Caller } from '#kernel/caller.ts';
import { type Clock, systemClock } from '#kernel/clock.ts';
import { silentLogger } from '#kernel/logger.ts';
import { openServices, type Services } from '../../bot/compose.ts';
import { readEnv } from '../../bot/env.ts';
import { guidOf } from '../../test/sandbox/desk/ids.ts';
import type { Outside } from '../core/outside.ts';
import { type BareHaloPsa, openBareHaloPsa } from './bare-halopsa.ts';
import { statementsRun } from './count-statements.ts';

/** The real services in front of a slow world, everybody mapped. */
export interface DispatchDesk {
  readonly psa: BareHaloPsa;
  readonly technicianIds: readonly string[];
  /** Saves the desk's workflow: it assigns, changed by `setup`. */
  setUp(setup: Partial<WorkflowSetup>): Promise<void>;
  /** `pending`: the PSA took longer than a person waits; see `finish`. Throws when nobody is chosen, or the PSA does not want it. */
  dispatch(ticketId: string): Promise<DispatchRun>;
  /** Writes what is pending, as the jobs do while time passes; answers how many tickets that were. */
  finish(): Promise<number>;
  /** A moment later than every answer is shared for: the next question reads presence anew. */
  forgetPresence(): void;
  /** Everybody's presence from Graph by a bare client, and no more. */
  readPresence(): Promise<void>;
}

const UPSTREAM_MS = 50;
/** Answers are shared for 30 s. */
const LATER_MS = 31_000;
/** So often is looked for what is pending: tries are further and further apart. */
const WAITS = 8;
/** Graph: communications/getPresencesByUserId. */
const USERS_AT_ONCE = 650;

export async function withDispatchDesk<Result>(
  outside: Outside,
  technicians: number,
  work: (desk: DispatchDesk) => Promise<Result>,
): Promise<Result> {
  statementsRun();
  const clock = createShiftedClock();
  const env = readEnv(outside.env);
  const services = await openServices({ env, clock, logger: silentLogger });
  try {
    const caller: Caller = { kind: 'system', deskId: outside.deskId, id: 'bench', name: 'Bench' };
    const technicianIds = await mapEverybody(services, caller, technicians);
    const connection = await services.store.psa.readPsaConnection(outside.deskId);
    if (connection === null) throw new Error('no PSA is connected');
    const psa = await openBareHaloPsa(connection);
    const userIds = Array.from({ length: technicians }, (_, index) =>
      guidOf(`large-user:${String(index + 1).padStart(6, '0')}`),
    );
    await outside.setLatency({ graph: { '*': UPSTREAM_MS }, halopsa: { '*': UPSTREAM_MS } });
    return await work({
      psa,
      technicianIds,
      forgetPresence: () => clock.advance(LATER_MS),
      readPresence: () => readPresence(services, { baseUrl: env.graphBaseUrl, caller, userIds }),
      async setUp(setup) {
        const [current] = await services.workflows.list(caller);
        const { rotaTeams, ...standard } = current?.setup ?? STANDARD_SETUP;
        const next = { ...standard, rotaTeams, act: 'assign', capacity: 500, ...setup } as const;
        await services.workflows.save(caller, current?.workflowId ?? null, next, current?.version ?? 0);
      },
      async finish() {
        let finished = 0;
        for (let wait = 0; wait < WAITS; wait += 1) {
          clock.advance(LATER_MS);
          finished += await services.dispatch.writeDue();
        }
        return finished;
      },
      async dispatch(ticket) {
        const wish = { ticket, workflowId: null, slot: null, intent: 'dispatch', source: 'api' } as const;
        const run = await services.dispatch.dispatch(caller, wish);
        const state = run.assignment?.state;
        if (state === 'done' || state === 'pending') return run;
        const { outcome } = run.decision.record;
        throw new Error(
          `a ticket was not assigned: ${JSON.stringify([outcome, state, run.assignment?.problem])}`,
        );
      },
    });
  } finally {
    await services.store.close();
  }
}

interface ShiftedClock extends Clock {
  advance(milliseconds: number): void;
}

function createShiftedClock(): ShiftedClock {
  let ahead = 0;
  return {
    now: () => new Date(systemClock.now().getTime() + ahead),
    advance(milliseconds) {
      ahead += milliseconds;
    },
  };
}

/** Everybody gets a user by the real auto-map. Throws when somebody does not. */
async function mapEverybody(
  { mapping }: Services,
  caller: Caller,
  technicians: number,
): Promise<readonly string[]> {
  const { runId, review } = await mapping.startPreview(caller, { teamIds: [] });
  await review;
  await mapping.applyPreview(caller, runId, { clear: true, confirmMassClear: true });
  const all = await mapping.listTechnicians(caller);
  const mapped = all.filter((each) => each.mapping?.userId);
  if (mapped.length !== technicians) throw new Error(`${mapped.length} of ${technicians} are mapped`);
  return mapped.map(({ technician }) => technician.technicianId);
}

async function readPresence(
  { consent }: Services,
  of: { readonly baseUrl: string; readonly caller: Caller; readonly userIds: readonly string[] },
): Promise<void> {
  const token = await consent.graphToken(of.caller.deskId, { fresh: false });
  const batches = Array.from({ length: Math.ceil(of.userIds.length / USERS_AT_ONCE) }, (_, at) =>
    of.userIds.slice(at * USERS_AT_ONCE, (at + 1) * USERS_AT_ONCE),
  );
  await Promise.all(
    batches.map(async (batch) => {
      const response = await fetch(`${of.baseUrl}/v1.0/communications/getPresencesByUserId`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ ids: batch }),
      });
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`Graph answered ${response.status}`);
    }),
  );
}
