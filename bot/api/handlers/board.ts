import { deleteOverride, getBoard, getCoverage, getWhy, putOverride } from '#contract/board-endpoints.ts';
import type { AvailabilityService } from '#core/availability/availability-service.ts';
import type { CoverageService } from '#core/availability/coverage-service.ts';
import type { ExplainService } from '#core/availability/explain-service.ts';
import type { OverrideService } from '#core/availability/override-service.ts';
import type { MappingService } from '#core/mapping/mapping-service.ts';
import type { SettingsService } from '#core/settings/settings-service.ts';
import type { Caller } from '#kernel/caller.ts';
import { addMilliseconds, MINUTE } from '#kernel/interval.ts';
import type { CalendarDay } from '#kernel/zoned-time.ts';
import type { MountForPeople } from '../mount-for-people.ts';
import { toBoardDto, toCoverageDto, toOverrideDto, toWhyDto } from '../to-board-dto.ts';

export interface BoardNeeds {
  readonly availability: AvailabilityService;
  readonly coverage: CoverageService;
  readonly explain: ExplainService;
  readonly overrides: OverrideService;
  readonly mapping: Pick<MappingService, 'listTechnicians'>;
  readonly settings: Pick<SettingsService, 'knownTeams' | 'deskProfile' | 'readAvailabilitySettings'>;
}

const WEEK_DAYS = 7;

/** The live board (TAB-3): who is available, one technician, own words, coverage. */
export function mountBoard(mount: MountForPeople, needs: BoardNeeds): void {
  const { settings, overrides } = needs;

  mount(getBoard, async ({ caller, query }) => {
    const slot = query.at === undefined ? null : { start: new Date(query.at), end: null };
    const [answer, own, teams] = await Promise.all([
      needs.availability.ask(caller, { slot, teamId: query.team?.toLowerCase() ?? null }),
      overrides.readOwn(caller),
      settings.knownTeams(caller.deskId),
    ]);
    return toBoardDto(answer, { own, teams });
  });

  mount(getWhy, async ({ caller, params, query }) => {
    const { technicianId } = params;
    const zone = query.zone ?? (await settings.deskProfile(caller.deskId)).zone;
    const at = query.at === undefined ? null : new Date(query.at);
    const [explanation, week, signInName, { presenceBlocksMinutes }] = await Promise.all([
      needs.explain.explain(caller, technicianId, at),
      needs.coverage.readCoverage(caller, { from: null, days: WEEK_DAYS, zone, technicianId }),
      signInNameOf(needs.mapping, caller, technicianId),
      settings.readAvailabilitySettings(caller.deskId),
    ]);
    const presenceBlocksUntil = addMilliseconds(week.now, presenceBlocksMinutes * MINUTE);
    return toWhyDto(explanation, { week, signInName, presenceBlocksUntil });
  });

  mount(putOverride, async ({ caller, params, body }) => {
    const { says, from, until } = body;
    const wish = { says, from: from === undefined ? null : new Date(from), until: new Date(until) };
    return toOverrideDto(await overrides.set(caller, { technicianId: params.technicianId, ...wish }));
  });

  mount(deleteOverride, async ({ caller, params }) => ({
    ended: await overrides.end(caller, params.technicianId),
  }));

  mount(getCoverage, async ({ caller, query }) => {
    const zone = query.zone ?? (await settings.deskProfile(caller.deskId)).zone;
    const answer = await needs.coverage.readCoverage(caller, {
      from: query.from === undefined ? null : calendarDay(query.from),
      days: query.days,
      zone,
      teamId: query.team?.toLowerCase() ?? null,
    });
    return toCoverageDto(answer, zone);
  });
}

/** A PSA that fails takes the chat button away, not the panel. */
async function signInNameOf(
  mapping: BoardNeeds['mapping'],
  caller: Caller,
  technicianId: string,
): Promise<string | null> {
  try {
    const technicians = await mapping.listTechnicians(caller);
    const found = technicians.find(({ technician }) => technician.technicianId === technicianId);
    return found?.mapping?.userPrincipalName ?? null;
  } catch {
    return null;
  }
}

/** Of a text that the contract has checked. */
function calendarDay(text: string): CalendarDay {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  return { year, month, day };
}
