import { STANDARD_SETUP, STANDARD_WORKFLOW_ID } from '#core/dispatch/standard-workflow.ts';
import type { WorkflowSetup } from '#core/dispatch/workflow.ts';
import { systemClock } from '#kernel/clock.ts';
import { silentLogger } from '#kernel/logger.ts';
import { openServices } from '../../bot/compose.ts';
import { readEnv } from '../../bot/env.ts';
import { createDesk } from '../sandbox/desk/create-desk.ts';
import type { Desk } from '../sandbox/desk/desk-types.ts';

/** The made-up desk with `count` open tickets of nobody, numbered from `first`, and no others. */
export function deskWithTickets(first: number, count: number): Desk {
  const desk = createDesk(systemClock.now());
  const [sample] = desk.tickets;
  if (!sample) throw new Error('the desk has no ticket');
  const tickets = Array.from({ length: count }, (_, index) => ({
    ...sample,
    id: first + index,
    agent_id: 1,
    status_id: 1,
  }));
  return { ...desk, tickets };
}

/** Saves the desk's workflow: Round Robin that assigns, without Teams, changed by `setup`. No program may have the embedded database open. */
export async function saveRoundRobin(
  env: Readonly<Record<string, string>>,
  deskId: string,
  setup: Partial<WorkflowSetup>,
): Promise<void> {
  const needs = { env: readEnv(env), clock: systemClock, logger: silentLogger };
  const { workflows, store } = await openServices(needs);
  try {
    await workflows.save(
      { kind: 'system', deskId, id: 'test', name: 'Test' },
      STANDARD_WORKFLOW_ID,
      {
        ...STANDARD_SETUP,
        mode: 'round-robin',
        act: 'assign',
        teamsAvailability: 'off',
        capacity: 500,
        ...setup,
      },
      0,
    );
  } finally {
    await store.close();
  }
}

/** The difference between whoever got most and whoever got least among `technicianIds`. */
export function spreadOf(technicianIds: readonly string[], got: readonly (string | null)[]): number {
  const counts = technicianIds.map((id) => got.filter((each) => each === id).length);
  return Math.max(...counts) - Math.min(...counts);
}
