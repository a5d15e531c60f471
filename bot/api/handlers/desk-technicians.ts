import type { z } from 'zod';
import {
  excludeTechnician,
  findUsers,
  listTechnicians,
  mapTechnician,
  readPresences,
  readTechnician,
  unmapTechnician,
} from '#contract/technicians-endpoints.ts';
import type {
  foundUsersSchema,
  technicianDetailSchema,
  technicianPresencesSchema,
} from '#contract/technicians-schemas.ts';
import type { AvailabilityAnswer, AvailabilityService } from '#core/availability/availability-service.ts';
import type { MappingService } from '#core/mapping/mapping-service.ts';
import type { TechnicianView } from '#core/mapping/technician-index.ts';
import type { FoundUser, TechnicianDetail } from '#core/mapping/technician-list.ts';
import type { MountForPeople } from '../mount-for-people.ts';
import { readCursor, writeCursor } from '../technician-cursor.ts';
import { toAvailabilityDto, toTechnicianDto } from '../to-dto.ts';

/** The technicians' screen (TAB-2): the list, one technician, the search for users. */
export function mountDeskTechnicians(
  mount: MountForPeople,
  { mapping, availability }: { readonly mapping: MappingService; readonly availability: AvailabilityService },
): void {
  mount(listTechnicians, async ({ caller, query }) => {
    const { search, badge = null, sort, order, skip, limit } = query;
    const view: TechnicianView = { search: search.trim(), badge, sort, order };
    const after = readCursor(view, query.cursor);
    const page = await mapping.pageTechnicians(caller, view, { after, skip, limit });
    return {
      technicians: page.technicians.map(toTechnicianDto),
      nextCursor: writeCursor(view, page.end),
      total: page.total,
      counts: page.counts,
    };
  });

  mount(readPresences, async ({ caller, query }) =>
    toPresencesDto(await availability.ask(caller, { slot: null, technicianIds: query.ids })),
  );

  mount(readTechnician, async ({ caller, params }) =>
    toDetailDto(await mapping.readTechnicianDetail(caller, params.technicianId)),
  );

  mount(mapTechnician, async ({ caller, params, body }) => {
    await mapping.mapByHand(caller, params.technicianId, body);
    return toTechnicianDto(await mapping.readTechnician(caller, params.technicianId));
  });

  mount(unmapTechnician, async ({ caller, params, query }) => {
    await mapping.removeMapping(caller, params.technicianId, query);
    return toTechnicianDto(await mapping.readTechnician(caller, params.technicianId));
  });

  mount(excludeTechnician, async ({ caller, params, body }) => {
    await mapping.setExcluded(caller, params.technicianId, body.excluded);
    return toTechnicianDto(await mapping.readTechnician(caller, params.technicianId));
  });

  mount(findUsers, async ({ caller, query }) => ({
    users: (await mapping.findUsers(caller, query.search)).map(toFoundUserDto),
  }));
}

/** What the public answer has of each, and presence, which leaves the house only for people who may see it in Teams as well. */
function toPresencesDto(answer: AvailabilityAnswer): z.input<typeof technicianPresencesSchema> {
  const dto = toAvailabilityDto(answer);
  const wordOf = new Map(answer.technicians.map((each) => [each.technicianId, each.presence?.word ?? null]));
  return {
    asOf: dto.asOf,
    sources: dto.sources,
    technicians: dto.technicians.map(({ technicianId, group, shift, override }) => ({
      technicianId,
      group,
      presence: wordOf.get(technicianId) ?? null,
      shift,
      override,
    })),
  };
}

function toDetailDto(detail: TechnicianDetail): z.input<typeof technicianDetailSchema> {
  const { lastChange, lastReview } = detail;
  return {
    ...toTechnicianDto(detail),
    lastChange: lastChange && { at: lastChange.at.toISOString(), by: lastChange.by },
    lastReview: lastReview && {
      action: lastReview.action,
      reason: lastReview.reason,
      rivals: [...lastReview.rivals],
      suggestions: lastReview.suggestions.map((each) => ({
        userId: each.userId,
        userPrincipalName: each.userPrincipalName,
        displayName: each.userDisplayName,
        guest: each.isGuest,
        because: each.because,
        technicianValue: each.technicianValue,
        userValue: each.userValue,
      })),
    },
  };
}

function toFoundUserDto({ user, mappedTo }: FoundUser): z.input<typeof foundUsersSchema>['users'][number] {
  return {
    userId: user.userId,
    displayName: user.displayName,
    userPrincipalName: user.userPrincipalName,
    mail: user.mail,
    guest: user.isGuest,
    enabled: user.enabled,
    mappedTo: mappedTo.map(({ technicianId, name }) => ({ technicianId, name })),
  };
}
