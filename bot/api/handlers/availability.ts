import type { AvailabilityService } from '#core/availability/availability-service.ts';
import type { Caller } from '#kernel/caller.ts';
import { toAvailabilityDto } from '../to-dto.ts';

export function handleAvailability(service: AvailabilityService) {
  return async ({
    caller,
    query,
  }: {
    caller: Caller;
    query: { at?: string | undefined; team?: string | undefined };
  }) => {
    const slot = query.at === undefined ? null : { start: new Date(query.at), end: null };
    return toAvailabilityDto(await service.ask(caller, { slot, teamId: query.team?.toLowerCase() ?? null }));
  };
}
