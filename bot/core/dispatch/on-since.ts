import type { Ticket } from './ports.ts';
import type { Workflow, WorkflowSetup } from './workflow.ts';

/** Whether a workflow decides silently beside the people at `now`. */
export function isInShadow({ shadowUntil }: WorkflowSetup, now: Date): boolean {
  return shadowUntil !== null && shadowUntil > now;
}

/** Since when a workflow that is saved as `setup` at `now` does with reported tickets what it does; `null`: it leaves them alone. */
export function onSinceOf(before: Workflow | null, setup: WorkflowSetup, now: Date): Date | null {
  const deed = deedOf(setup, now);
  if (deed === 'none') return null;
  const goesOn =
    before !== null && deedOf(before.setup, now) === deed && takesTheSame(before.setup.takes, setup.takes);
  return (goesOn ? beganAt(before, now) : null) ?? now;
}

/** Switching a workflow on must not hand out a backlog that nobody meant: what was there before is left alone. */
export function isNewTo(workflow: Workflow, { openedAt }: Pick<Ticket, 'openedAt'>, now: Date): boolean {
  const since = beganAt(workflow, now);
  return since !== null && (openedAt === null || openedAt >= since);
}

/** A shadow that is over made room for the real thing when it ended, without anybody's save. */
function beganAt({ setup, onSince }: Workflow, now: Date): Date | null {
  const { shadowUntil } = setup;
  if (onSince === null || shadowUntil === null || shadowUntil > now) return onSince;
  return shadowUntil > onSince ? shadowUntil : onSince;
}

function deedOf(setup: WorkflowSetup, now: Date): 'none' | 'watch' | WorkflowSetup['act'] {
  if (isInShadow(setup, now)) return 'watch';
  return setup.isOn ? setup.act : 'none';
}

function takesTheSame(a: WorkflowSetup['takes'], b: WorkflowSetup['takes']): boolean {
  return isSameSet(a.queues, b.queues) && isSameSet(a.priorities, b.priorities);
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.every((id) => b.includes(id)) && b.every((id) => a.includes(id));
}
