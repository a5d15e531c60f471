import type { Ticket } from './ports.ts';
import type { Workflow } from './workflow.ts';

/** The first of `workflows` that takes the ticket; `null` when none does. */
export function workflowFor(
  workflows: readonly Workflow[],
  ticket: Pick<Ticket, 'queue' | 'priority'>,
): Workflow | null {
  return workflows.find(({ setup }) => takesTicket(setup.takes, ticket)) ?? null;
}

function takesTicket(
  { queues, priorities }: Workflow['setup']['takes'],
  { queue, priority }: Pick<Ticket, 'queue' | 'priority'>,
): boolean {
  return holds(queues, queue?.id) && holds(priorities, priority?.id);
}

/** An empty list asks nothing. */
function holds(wanted: readonly string[], actual: string | undefined): boolean {
  return wanted.length === 0 || (actual !== undefined && wanted.includes(actual));
}
