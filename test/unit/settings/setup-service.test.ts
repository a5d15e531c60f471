import { describe, expect, it } from 'vitest';
import type { ConsentStanding } from '#core/access/consent-service.ts';
import { createSetupService } from '#core/settings/setup-service.ts';
import { CLOUDS, type Cloud } from '#kernel/vocabulary.ts';
import { aRun } from '../../ports/store/builders.ts';
import { aPerson, DESK, NOW } from './callers.ts';

const STANDING: ConsentStanding = {
  consent: {
    deskId: DESK,
    state: 'missing',
    missingPermissions: [],
    lastGrantAt: null,
    confirmedAt: null,
    changedAt: NOW,
  },
  lastGrant: null,
  lastReturn: null,
  pending: null,
};
const NO_TEAMS = { teams: [], version: 0 };

function aSetup(given: { cloud?: Cloud; isConnected?: boolean } = {}) {
  return createSetupService({
    cloud: given.cloud ?? 'global',
    consent: { standing: async () => STANDING },
    teams: { read: async () => ({ ticked: NO_TEAMS, rota: NO_TEAMS }) },
    mapping: {
      listRuns: async () => [aRun()],
    },
    psa: {
      readPsaConnection: async (deskId) =>
        given.isConnected
          ? ({
              deskId,
              kind: 'halopsa',
              settings: {},
              secrets: { clientSecret: 'hush' },
              connectedAt: NOW,
            } as never)
          : null,
    },
  });
}

describe('TAB-1: how far set-up has come', () => {
  it('is told to everybody of the desk; runs only to whoever may run auto-map', async () => {
    const setup = aSetup();
    expect(await setup.read(aPerson('member'))).toMatchObject({ runs: null, consent: { pending: null } });
    expect((await setup.read(aPerson('lead'))).runs).toHaveLength(1);
  });

  it('names the PSA and nothing of its secrets', async () => {
    expect((await aSetup().read(aPerson('member'))).psaKind).toBeNull();
    const state = await aSetup({ isConnected: true }).read(aPerson('admin'));
    expect(state.psaKind).toBe('halopsa');
    expect(JSON.stringify(state)).not.toContain('hush');
  });

  it.each([
    ['global', []],
    ['gcc-high', ['shifts']],
    ['dod', ['shifts']],
    ['china', ['shifts', 'presence']],
  ] as const)('CON-7: the cloud %s lacks %j', async (cloud, lacks) => {
    expect(CLOUDS).toContain(cloud);
    expect((await aSetup({ cloud }).read(aPerson('lead'))).lacks).toEqual(lacks);
  });
});
