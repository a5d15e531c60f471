import type { z } from 'zod';
import type { mappingRequestSchema } from '#contract/mapping-schemas.ts';
import type { MappedTechnician, MappingService } from '#core/mapping/mapping-service.ts';
import type { Caller } from '#kernel/caller.ts';
import { invalidInput } from '#kernel/errors.ts';
import { toTechnicianDto } from '../to-dto.ts';

export function handleTechnicians(service: MappingService) {
  return async ({
    caller,
    query,
  }: {
    caller: Caller;
    query: { limit: number; cursor?: string | undefined };
  }) => {
    const technicians = await service.listTechnicians(caller);
    const start = query.cursor === undefined ? 0 : startAfter(technicians, readCursor(query.cursor));
    const page = technicians.slice(start, start + query.limit);
    const last = page.at(-1);
    const isLast = start + query.limit >= technicians.length;
    return {
      technicians: page.map(toTechnicianDto),
      nextCursor: isLast || !last ? null : writeCursor(last),
    };
  };
}

export function handlePutMapping(service: MappingService) {
  return async (request: {
    caller: Caller;
    params: { technicianId: string };
    body: z.output<typeof mappingRequestSchema>;
  }) => {
    const { caller, params, body } = request;
    const { technicianId } = params;
    const { excluded, ...wanted } = body;
    await service.readTechnician(caller, technicianId);
    const isOnlyExcluding =
      excluded !== undefined && wanted.accountId === undefined && wanted.signInName === undefined;
    if (!isOnlyExcluding) await service.mapByHand(caller, technicianId, wanted);
    if (excluded !== undefined) await service.setExcluded(caller, technicianId, excluded);
    return toTechnicianDto(await service.readTechnician(caller, technicianId));
  };
}

export function handleDeleteMapping(service: MappingService) {
  return async ({ caller, params }: { caller: Caller; params: { technicianId: string } }) => {
    await service.removeMapping(caller, params.technicianId);
    return null;
  };
}

/** Where the page before ended: name and id, so that a technician who comes or goes moves nobody else to another page. */
interface Cursor {
  readonly name: string;
  readonly technicianId: string;
}

function writeCursor({ technician }: MappedTechnician): string {
  return Buffer.from(JSON.stringify([technician.name, technician.technicianId])).toString('base64url');
}

function readCursor(text: string): Cursor {
  try {
    const [name, technicianId]: unknown[] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (typeof name === 'string' && typeof technicianId === 'string') return { name, technicianId };
  } catch {
    // Falls through to the one error for every cursor that is not ours.
  }
  throw invalidInput([
    { field: 'cursor', problem: 'is not a cursor', remedy: 'Use nextCursor of the page before.' },
  ]);
}

function startAfter(technicians: readonly MappedTechnician[], cursor: Cursor): number {
  const index = technicians.findIndex(({ technician }) => {
    const order = technician.name.localeCompare(cursor.name, 'en');
    return order > 0 || (order === 0 && technician.technicianId > cursor.technicianId);
  });
  return index === -1 ? technicians.length : index;
}
