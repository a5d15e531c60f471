import type { Named, TicketPriority } from '#core/dispatch/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { z } from 'zod';
import type { AutotaskVisit } from './autotask-client.ts';
import { createHourMemory } from './autotask-memory.ts';
import { type PickValue, rankPriorities } from './autotask-priorities.ts';
import { RIGHTS } from './autotask-rights.ts';

/** What the numbers in a ticket are called, retired ones too. */
export interface TicketLabels {
  readonly priorities: ReadonlyMap<string, TicketPriority>;
  readonly queues: ReadonlyMap<string, Named>;
  readonly statuses: ReadonlyMap<string, string>;
  /** Those in use, most urgent first. */
  readonly activePriorities: readonly TicketPriority[];
  /** Those in use, by name. */
  readonly activeQueues: readonly Named[];
}

export interface LabelSource {
  /** May be up to an hour old. */
  labelsFor(visit: AutotaskVisit): Promise<TicketLabels>;
}

const pickSchema = z.object({
  value: z.union([z.string(), z.number()]).transform(String),
  label: z.string(),
  sortOrder: z.number().nullish(),
  isActive: z.boolean().nullish(),
});
export const fieldsSchema = z.object({
  fields: z.array(z.object({ name: z.string(), picklistValues: z.array(pickSchema).nullish() })),
});

/** Labels of priorities, queues and statuses (`GET /Tickets/entityInformation/fields`). */
export function createLabelSource({ clock }: { readonly clock: Clock }): LabelSource {
  const memory = createHourMemory<TicketLabels>({ clock });
  return {
    labelsFor: (visit) =>
      memory.recall(visit.connection, visit.budget, async () => {
        const described = await visit.describe({
          entity: 'Tickets',
          right: RIGHTS.tickets,
          schema: fieldsSchema,
        });
        return toLabels(described);
      }),
  };
}

function toLabels(described: z.output<typeof fieldsSchema>): TicketLabels {
  const priorityValues = valuesOf(described, 'priority');
  const priorities = rankPriorities(priorityValues);
  const queueValues = valuesOf(described, 'queueID');
  const queues = queueValues.map(({ value, label }) => ({ id: value, name: label }));
  const inUse = (values: readonly PickValue[], id: string): boolean =>
    values.some(({ value, isActive }) => value === id && isActive);
  return {
    priorities: new Map(priorities.map((priority) => [priority.id, priority])),
    queues: new Map(queues.map((queue) => [queue.id, queue])),
    statuses: new Map(valuesOf(described, 'status').map(({ value, label }) => [value, label])),
    activePriorities: priorities.filter(({ id }) => inUse(priorityValues, id)),
    activeQueues: queues
      .filter(({ id }) => inUse(queueValues, id))
      .toSorted((a, b) => a.name.localeCompare(b.name, 'en')),
  };
}

/** Values of a field, none when it has no picklist. */
export function valuesOf(described: z.output<typeof fieldsSchema>, name: string): readonly PickValue[] {
  const field = described.fields.find((each) => each.name.toLowerCase() === name.toLowerCase());
  return (field?.picklistValues ?? []).map(({ value, label, sortOrder, isActive }) => ({
    value,
    label,
    sortOrder: sortOrder ?? 0,
    isActive: isActive ?? true,
  }));
}
