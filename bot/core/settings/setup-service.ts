import type { ConsentService, ConsentStanding } from '#core/access/consent-service.ts';
import { assertMay, may } from '#core/access/policy.ts';
import type { MappingService } from '#core/mapping/mapping-service.ts';
import type { Run } from '#core/mapping/ports.ts';
import type { Caller } from '#kernel/caller.ts';
import type { Cloud } from '#kernel/vocabulary.ts';
import type { PsaConnectionStore } from './ports.ts';
import type { TeamChoice, TeamChoices } from './team-choice.ts';

export interface SetupState {
  readonly cloud: Cloud;
  /** CON-7: what Microsoft does not offer in this cloud (Graph docs: working-with-shifts, cloudcommunications-getpresencesbyuserid). */
  readonly lacks: readonly ('shifts' | 'presence')[];
  /** `null`: no PSA is connected. */
  readonly psaKind: string | null;
  readonly consent: ConsentStanding;
  readonly ticked: TeamChoice;
  readonly rota: TeamChoice;
  /** Newest first, at most 50; `null` for whoever may not see runs. */
  readonly runs: readonly Run[] | null;
}

export interface SetupService {
  /** How far set-up has come (TAB-1), without asking Microsoft or the PSA. */
  read(caller: Caller): Promise<SetupState>;
}

const LACKS: Readonly<Record<Cloud, SetupState['lacks']>> = {
  global: [],
  'gcc-high': ['shifts'],
  dod: ['shifts'],
  china: ['shifts', 'presence'],
};

export function createSetupService(needs: {
  readonly cloud: Cloud;
  readonly consent: Pick<ConsentService, 'standing'>;
  readonly teams: Pick<TeamChoices, 'read'>;
  readonly mapping: Pick<MappingService, 'listRuns'>;
  readonly psa: Pick<PsaConnectionStore, 'readPsaConnection'>;
}): SetupService {
  const { cloud, consent, teams, mapping, psa } = needs;
  return {
    async read(caller) {
      assertMay(caller, 'health.read');
      const [standing, choices, connection, runs] = await Promise.all([
        consent.standing(caller),
        teams.read(caller),
        psa.readPsaConnection(caller.deskId),
        may(caller, 'automap.run') ? mapping.listRuns(caller) : null,
      ]);
      const psaKind = connection?.kind ?? null;
      return { cloud, lacks: LACKS[cloud], psaKind, consent: standing, ...choices, runs };
    },
  };
}
