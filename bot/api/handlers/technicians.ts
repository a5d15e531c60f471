import type { z } from 'zod';
import type { mappingRequestSchema } from '#contract/mapping-schemas.ts';
import type { MappingService } from '#core/mapping/mapping-service.ts';
import type { TechnicianView } from '#core/mapping/technician-index.ts';
import type { Caller } from '#kernel/caller.ts';
import { readCursor, writeCursor } from '../technician-cursor.ts';
import { toTechnicianDto } from '../to-dto.ts';

const BY_NAME: TechnicianView = { search: '', badge: null, sort: 'name', order: 'asc' };

export function handleTechnicians(service: MappingService) {
  return async ({
    caller,
    query,
  }: {
    caller: Caller;
    query: { limit: number; cursor?: string | undefined };
  }) => {
    const after = readCursor(BY_NAME, query.cursor);
    const page = await service.pageTechnicians(caller, BY_NAME, { after, skip: 0, limit: query.limit });
    return {
      technicians: page.technicians.map(toTechnicianDto),
      nextCursor: writeCursor(BY_NAME, page.end),
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
