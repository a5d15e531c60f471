import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '#adapters/store/open-store.ts';
import type { Team } from '#core/mapping/ports.ts';
import { createSettingsService, type SettingsService } from '#core/settings/settings-service.ts';
import { createTeamChoices, type TeamChoices } from '#core/settings/team-choice.ts';
import { AppError } from '#kernel/errors.ts';
import { silentLogger } from '#kernel/logger.ts';
import { aPerson, DESK, NOW } from './callers.ts';

const [DESK_TEAM, ESCALATIONS] = ['Service desk', 'Escalations'].map((displayName, index) => ({
  teamId: `00000000-0000-4000-8000-00000000000${index + 1}`,
  displayName,
})) as [Team, Team];
const LEAD = aPerson('lead');

let store: Store;
let settings: SettingsService;
let choices: TeamChoices;
let teams: Team[] | AppError;
let lists: number;

beforeEach(async () => {
  const clock = { now: () => NOW };
  const vaultKeys = `k1:${randomBytes(32).toString('base64')}`;
  store = await openStore({ url: 'sqlite::memory:', vaultKeys, logger: silentLogger, clock });
  settings = createSettingsService({
    clock,
    store: store.settings,
    configuredDesks: [DESK],
    workflowRotas: store.workflows,
  });
  teams = [DESK_TEAM, ESCALATIONS];
  lists = 0;
  choices = createTeamChoices({
    settings,
    mapping: {
      async listTeams() {
        lists += 1;
        if (teams instanceof AppError) throw teams;
        return teams;
      },
    },
  });
});
afterEach(() => store.close());

describe('MAP-1: teams are chosen by id', () => {
  it('and kept with the name that Microsoft has for them', async () => {
    const chosen = await choices.choose(LEAD, 'ticked', {
      teamIds: [ESCALATIONS.teamId.toUpperCase(), DESK_TEAM.teamId, DESK_TEAM.teamId],
      expectedVersion: 0,
    });
    expect(chosen).toEqual({ teams: [ESCALATIONS, DESK_TEAM], version: 1 });
    expect(await settings.readTickedTeams(DESK)).toEqual([ESCALATIONS, DESK_TEAM]);
  });

  it('ticking teams leaves the rota teams alone, and the other way round', async () => {
    await choices.choose(LEAD, 'ticked', { teamIds: [DESK_TEAM.teamId], expectedVersion: 0 });
    await choices.choose(LEAD, 'rota', { teamIds: [ESCALATIONS.teamId], expectedVersion: 0 });
    expect(await choices.read(LEAD)).toEqual({
      ticked: { teams: [DESK_TEAM], version: 1 },
      rota: { teams: [ESCALATIONS], version: 1 },
    });
  });

  it('one that is not in the tenant is refused, by id, and nothing is written', async () => {
    const stranger = '99999999-0000-4000-8000-000000000009';
    const choice = choices.choose(LEAD, 'ticked', {
      teamIds: [DESK_TEAM.teamId, stranger],
      expectedVersion: 0,
    });
    await expect(choice).rejects.toMatchObject({ code: 'team_not_found', details: { teamIds: [stranger] } });
    expect((await choices.read(LEAD)).ticked).toEqual({ teams: [], version: 0 });
  });

  it('taking teams away needs no answer of Microsoft, and a team that is gone there may stay', async () => {
    await choices.choose(LEAD, 'ticked', {
      teamIds: [DESK_TEAM.teamId, ESCALATIONS.teamId],
      expectedVersion: 0,
    });
    teams = new AppError('graph_down', 'no');
    lists = 0;
    const fewer = { teamIds: [ESCALATIONS.teamId], expectedVersion: 1 };
    expect((await choices.choose(LEAD, 'ticked', fewer)).teams).toEqual([ESCALATIONS]);
    expect((await choices.choose(LEAD, 'ticked', { teamIds: [], expectedVersion: 2 })).teams).toEqual([]);
    expect(lists).toBe(0);
    await expect(
      choices.choose(LEAD, 'ticked', { teamIds: [DESK_TEAM.teamId], expectedVersion: 3 }),
    ).rejects.toMatchObject({ code: 'graph_down' });
  });

  it('the second of two admins is told who was first', async () => {
    await choices.choose(LEAD, 'ticked', { teamIds: [DESK_TEAM.teamId], expectedVersion: 0 });
    await expect(
      choices.choose(aPerson('admin'), 'ticked', { teamIds: [ESCALATIONS.teamId], expectedVersion: 0 }),
    ).rejects.toMatchObject({ code: 'conflict', details: { changedBy: 'Lena Ortiz' } });
    expect((await choices.read(LEAD)).ticked.teams).toEqual([DESK_TEAM]);
  });

  it.each(['member', 'dispatcher'] as const)(
    'roles: a %s reads the choice and cannot make it',
    async (role) => {
      const person = aPerson(role);
      expect((await choices.read(person)).ticked.teams).toEqual([]);
      await expect(choices.choose(person, 'rota', { teamIds: [], expectedVersion: 0 })).rejects.toMatchObject(
        { code: 'not_allowed' },
      );
    },
  );
});
