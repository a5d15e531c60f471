import {
  getAllTeams,
  getConsent,
  getSetup,
  putRotaTeams,
  putTickedTeams,
  retryConsent,
  startConsent,
} from '#contract/setup-endpoints.ts';
import type { ConsentService } from '#core/access/consent-service.ts';
import type { MappingService } from '#core/mapping/mapping-service.ts';
import type { SetupService } from '#core/settings/setup-service.ts';
import type { TeamChoices, TeamPurpose } from '#core/settings/team-choice.ts';
import type { Caller } from '#kernel/caller.ts';
import type { Clock } from '#kernel/clock.ts';
import type { MountForPeople } from '../mount-for-people.ts';
import { toChoiceDto, toConsentLookDto, toSetupDto } from '../setup-dto.ts';
import { toTeamDto } from '../to-dto.ts';

export interface SetupNeeds {
  readonly clock: Clock;
  readonly setup: SetupService;
  readonly teamChoices: TeamChoices;
  readonly consent: Pick<ConsentService, 'start' | 'read' | 'retry' | 'standing'>;
  readonly mapping: Pick<MappingService, 'listTeams'>;
}

/** Set-up in the tab: consent, teams, and how far it all has come. */
export function mountSetup(mount: MountForPeople, needs: SetupNeeds): void {
  const { clock, setup, teamChoices, consent, mapping } = needs;

  mount(getSetup, async ({ caller }) => toSetupDto(await setup.read(caller), caller, clock.now()));

  mount(startConsent, async ({ caller }) => {
    const { url, expiresAt } = await consent.start(caller);
    return { url, expiresAt: expiresAt.toISOString() };
  });
  const look = (ask: 'read' | 'retry') => async (caller: Caller) => {
    const { error } = await consent[ask](caller);
    return toConsentLookDto(await consent.standing(caller), error, caller);
  };
  mount(getConsent, async ({ caller }) => look('read')(caller));
  mount(retryConsent, async ({ caller }) => look('retry')(caller));

  mount(getAllTeams, async ({ caller }) => ({ teams: (await mapping.listTeams(caller)).map(toTeamDto) }));
  const choose =
    (purpose: TeamPurpose) =>
    async (request: { caller: Caller; body: { teamIds: string[]; expectedVersion: number } }) =>
      toChoiceDto(await teamChoices.choose(request.caller, purpose, request.body));
  mount(putTickedTeams, choose('ticked'));
  mount(putRotaTeams, choose('rota'));
}
