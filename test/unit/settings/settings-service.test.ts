import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '#adapters/store/open-store.ts';
import { STANDARD_SETUP } from '#core/dispatch/standard-workflow.ts';
import { createSettingsService, type SettingsService } from '#core/settings/settings-service.ts';
import { auditEntry } from '#kernel/audit.ts';
import { silentLogger } from '#kernel/logger.ts';
import { aPerson, DESK, NOW, OPERATOR, OTHER_DESK } from './callers.ts';

const TEAM_1 = { teamId: '00000000-0000-4000-8000-000000000001', displayName: 'Service desk' };
const TEAM_2 = { teamId: '00000000-0000-4000-8000-000000000002', displayName: 'Escalations' };
const clock = { now: () => NOW };

let store: Store;
let settings: SettingsService;

beforeEach(async () => {
  const vaultKeys = `k1:${randomBytes(32).toString('base64')}`;
  store = await openStore({ url: 'sqlite::memory:', vaultKeys, logger: silentLogger, clock });
  settings = createSettingsService({
    clock,
    store: store.settings,
    configuredDesks: [DESK],
    workflowRotas: store.workflows,
  });
});
afterEach(() => store.close());

const audits = () => store.audit.listAudit(DESK, { limit: 10, before: null });
const stateOf = async (key: string) =>
  (await settings.list(OPERATOR)).find(({ tunable }) => tunable.key === key);

/** Puts a value into the database past every rule, as an older release might have left it. */
async function leaveBehind(key: string, value: unknown): Promise<void> {
  const audit = auditEntry(OPERATOR, NOW, { subject: 'setting', subjectId: key, action: 'updated' });
  await store.settings.saveSetting({ deskId: DESK, key, value, at: NOW }, { expectedVersion: null, audit });
}

describe('a setting', () => {
  it('has its default until somebody changes it, and again after null', async () => {
    const key = 'availability.presence-blocks-minutes';
    expect(await stateOf(key)).toMatchObject({ value: 120, isDefault: true, version: 0 });
    await settings.write(aPerson('lead'), key, 60);
    expect(await stateOf(key)).toMatchObject({ value: 60, isDefault: false, version: 1 });
    expect((await settings.readAvailabilitySettings(DESK)).presenceBlocksMinutes).toBe(60);
    expect((await settings.readAvailabilitySettings(OTHER_DESK)).presenceBlocksMinutes).toBe(120);
    await settings.write(aPerson('lead'), key, null);
    expect(await stateOf(key)).toMatchObject({ value: 120, isDefault: true, version: 0 });
  });

  it('DATA-2: each change is audited with who, when, before and after', async () => {
    await settings.write(aPerson('lead'), 'desk.zone', 'Europe/London');
    await settings.write(OPERATOR, 'desk.zone', null);
    const [reset, updated] = await audits();
    expect(updated).toMatchObject({
      at: NOW,
      actor: { kind: 'person', name: 'Lena Ortiz' },
      subject: 'setting',
      subjectId: 'desk.zone',
      action: 'updated',
      before: null,
      after: 'Europe/London',
    });
    expect(reset).toMatchObject({ action: 'reset', before: 'Europe/London', after: null });
  });

  it.each([
    ['availability.presence-blocks-minutes', 0, null],
    ['availability.presence-blocks-minutes', 1440, null],
    ['availability.presence-blocks-minutes', 1441, 'is not a whole number of minutes from 0 to 1440'],
    ['availability.presence-blocks-minutes', -1, 'is not a whole number of minutes from 0 to 1440'],
    ['availability.presence-blocks-minutes', 1.5, 'is not a whole number of minutes from 0 to 1440'],
    ['availability.presence-blocks-minutes', '60', 'is not a whole number of minutes from 0 to 1440'],
    ['availability.planning-window-hours', 0, 'is not a whole number of hours from 1 to 336'],
    ['availability.planning-window-hours', Number.NaN, 'is not a whole number of hours from 1 to 336'],
    ['desk.zone', 'Asia/Kolkata', null],
    ['desk.zone', 'Mars/Olympus', 'is not an IANA time zone such as Europe/London'],
    ['desk.zone', '', 'is not an IANA time zone such as Europe/London'],
    ['desk.zone', 2, 'is not a text'],
    ['desk.locale', 'de-CH', null],
    ['desk.locale', 'deutsch!', 'is not a language tag such as en-GB'],
    ['desk.locale', '', 'is not a language tag such as en-GB'],
    ['desk.working-hours', '00:00-24:00', null],
    ['desk.working-hours', '22:00-06:00', 'is not a range such as 07:00-19:00 within one day'],
    ['desk.working-hours', '08:00-24:30', 'is not a range such as 07:00-19:00 within one day'],
    ['desk.working-hours', '8-17', 'is not a range such as 07:00-19:00 within one day'],
    ['mapping.teams', [], null],
    ['mapping.teams', [TEAM_1], null],
    ['mapping.teams', [TEAM_1.teamId], expect.stringContaining('is not a list of teams')],
    ['mapping.teams', [{ ...TEAM_1, teamId: 'x' }], expect.stringContaining('is not a list of teams')],
    ['mapping.teams', [{ ...TEAM_1, displayName: ' ' }], expect.stringContaining('is not a list of teams')],
    [
      'mapping.teams',
      [{ ...TEAM_1, displayName: 'x'.repeat(257) }],
      expect.stringContaining('is not a list of teams'),
    ],
    ['mapping.teams', Array.from({ length: 101 }, () => TEAM_1), 'holds more than 100 teams'],
    ['mapping.teams', 'all', expect.stringContaining('is not a list of teams')],
    ['mapping.everything', 1, 'is not a setting'],
    ['mapping.everything', null, 'is not a setting'],
    // The mark of a served desk is no setting that anybody writes or takes away.
    ['desk.served', null, 'is not a setting'],
  ])('%s = %j: %s', async (key, value, problem) => {
    const writing = settings.write(OPERATOR, key, value);
    if (problem === null) return expect(await writing).toBeUndefined();
    await expect(writing).rejects.toMatchObject({
      code: 'invalid_input',
      details: { faults: [{ field: key, problem, remedy: expect.any(String) }] },
    });
    expect(await audits()).toEqual([]);
  });

  it('of teams is kept with each team once, its id in lower case, and nothing else of it', async () => {
    const upper = '0A000000-0000-4000-8000-00000000000F';
    const given = [
      { teamId: upper, displayName: 'Old name', owner: 'x' },
      TEAM_1,
      { teamId: upper.toLowerCase(), displayName: 'New name' },
    ];
    await settings.write(OPERATOR, 'mapping.teams', given);
    expect(await settings.readTickedTeams(DESK)).toEqual([
      { teamId: upper.toLowerCase(), displayName: 'New name' },
      TEAM_1,
    ]);
  });

  it('that cannot be used any more counts as its default, and says so', async () => {
    await leaveBehind('availability.planning-window-hours', 9999);
    await leaveBehind('desk.working-hours', 'nine to five');
    expect((await settings.readAvailabilitySettings(DESK)).planningWindowHours).toBe(24);
    expect((await settings.deskProfile(DESK)).workingHours).toEqual({ startMinutes: 420, endMinutes: 1140 });
    const hours = await stateOf('availability.planning-window-hours');
    expect(hours).toMatchObject({ value: 24, isDefault: true, version: 1 });
    await settings.write(OPERATOR, 'availability.planning-window-hours', 48, { expectedVersion: 1 });
    expect(await stateOf('availability.planning-window-hours')).toMatchObject({ value: 48, version: 2 });
  });

  it('a team in the list that cannot be used does not take the others along', async () => {
    await leaveBehind('mapping.teams', [{ teamId: 'x' }, TEAM_1]);
    expect(await settings.readTickedTeams(DESK)).toEqual([TEAM_1]);
    expect(await stateOf('mapping.teams')).toMatchObject({ value: [TEAM_1], isDefault: false });
  });
});

describe('two admins with the same page open', () => {
  const key = 'desk.zone';
  it.each([
    ['the first change', async () => 0],
    [
      'a later change',
      async () => {
        await settings.write(OPERATOR, key, 'Europe/Paris');
        return 1;
      },
    ],
  ])('the second gets conflict: %s', async (_, prepare) => {
    const seen = { expectedVersion: await prepare() };
    await settings.write(aPerson('admin'), key, 'Europe/London', seen);
    await expect(settings.write(aPerson('admin'), key, 'Asia/Tokyo', seen)).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(settings.write(aPerson('admin'), key, null, seen)).rejects.toMatchObject({
      code: 'conflict',
    });
    expect((await settings.deskProfile(DESK)).zone).toBe('Europe/London');
  });

  it('at the very same time: one wins', async () => {
    const zones = ['Europe/London', 'Asia/Tokyo', 'Europe/Paris'];
    const outcomes = await Promise.allSettled(
      zones.map((zone) => settings.write(OPERATOR, key, zone, { expectedVersion: 0 })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await audits()).toHaveLength(1);
  });
});

describe('who may', () => {
  it.each(['member', 'dispatcher'] as const)('a %s reads settings and changes none', async (role) => {
    expect(await settings.list(aPerson(role))).not.toHaveLength(0);
    await expect(settings.write(aPerson(role), 'desk.zone', 'UTC')).rejects.toMatchObject({
      code: 'not_allowed',
    });
    await expect(settings.addDesk(aPerson(role), 'x')).rejects.toMatchObject({ code: 'not_allowed' });
  });

  it('an API key changes none', async () => {
    const key = {
      kind: 'key',
      deskId: DESK,
      id: 'k',
      name: 'k',
      scopes: ['mapping:write', 'consent:write'],
    } as const;
    await expect(settings.write(key, 'desk.zone', 'UTC')).rejects.toMatchObject({ code: 'not_allowed' });
  });
});

describe('AV-5a: the rota', () => {
  const rota = async () => (await settings.readAvailabilitySettings(DESK)).rotaTeams;

  it('is nothing when nobody chose anything', async () => {
    expect(await rota()).toEqual([]);
  });
  it('is the ticked teams as long as nobody chose another', async () => {
    await settings.write(OPERATOR, 'mapping.teams', [TEAM_1]);
    expect(await rota()).toEqual([{ teamId: TEAM_1.teamId, name: 'Service desk' }]);
  });
  it('is what the workflows look at, before the ticked teams and after what was chosen', async () => {
    await settings.write(OPERATOR, 'mapping.teams', [TEAM_1]);
    const rotaTeams = [{ teamId: 't9', name: 'Nights' }];
    const setup = { ...STANDARD_SETUP, rotaTeams };
    const workflow = {
      workflowId: 'w1',
      version: 1,
      position: 0,
      setup,
      sentences: [],
      onSince: null,
      savedAt: NOW,
      savedBy: 'Tom',
    };
    const audit = auditEntry(OPERATOR, NOW, { subject: 'workflow', subjectId: 'w1', action: 'created' });
    await store.workflows.saveWorkflow(DESK, workflow, audit);
    expect(await rota()).toEqual(rotaTeams);
    await settings.write(OPERATOR, 'availability.rota-teams', [TEAM_2]);
    expect(await rota()).toEqual([{ teamId: TEAM_2.teamId, name: 'Escalations' }]);
  });
  it('is what was chosen, apart from the ticked teams, until that is empty', async () => {
    await settings.write(OPERATOR, 'mapping.teams', [TEAM_1]);
    await settings.write(OPERATOR, 'availability.rota-teams', [TEAM_2]);
    expect(await rota()).toEqual([{ teamId: TEAM_2.teamId, name: 'Escalations' }]);
    expect(await settings.readTickedTeams(DESK)).toEqual([TEAM_1]);
    await settings.write(OPERATOR, 'availability.rota-teams', []);
    expect(await rota()).toEqual([{ teamId: TEAM_1.teamId, name: 'Service desk' }]);
  });
});

describe('what chat asks', () => {
  it('known teams are the ticked and the rota teams, each once, by name', async () => {
    expect(await settings.knownTeams(DESK)).toEqual([]);
    await settings.write(OPERATOR, 'mapping.teams', [TEAM_1, TEAM_2]);
    await settings.write(OPERATOR, 'availability.rota-teams', [
      { ...TEAM_2, displayName: 'Escalations (new)' },
    ]);
    expect((await settings.knownTeams(DESK)).map((team) => team.displayName)).toEqual([
      'Escalations (new)',
      'Service desk',
    ]);
    expect(await settings.knownTeams(OTHER_DESK)).toEqual([]);
  });

  it('the desk’s profile has a value for everything', async () => {
    expect(await settings.deskProfile(DESK)).toEqual({
      zone: 'UTC',
      locale: 'en-GB',
      workingHours: { startMinutes: 7 * 60, endMinutes: 19 * 60 },
    });
    await settings.write(OPERATOR, 'desk.working-hours', '08:30-24:00');
    expect((await settings.deskProfile(DESK)).workingHours).toEqual({ startMinutes: 510, endMinutes: 1440 });
  });
});

describe('DATA-3a: which desks are served', () => {
  it('those of the configuration, and those added since', async () => {
    expect(await settings.isServed(OTHER_DESK)).toBe(false);
    await settings.addDesk({ ...OPERATOR, deskId: OTHER_DESK }, 'Second desk');
    expect(await settings.isServed(OTHER_DESK)).toBe(true);
    expect(await settings.isServed(DESK)).toBe(true);
    expect(await settings.servedDesks()).toEqual([DESK, OTHER_DESK]);
    const [entry] = await store.audit.listAudit(OTHER_DESK, { limit: 1, before: null });
    expect(entry).toMatchObject({
      subject: 'desk',
      subjectId: OTHER_DESK,
      action: 'added',
      after: { name: 'Second desk' },
    });
  });

  it('one that is configured and added is one desk, and its mark is no setting', async () => {
    await settings.addDesk(OPERATOR, 'First desk');
    expect(await settings.servedDesks()).toEqual([DESK]);
    expect((await settings.list(OPERATOR)).map(({ tunable }) => tunable.key)).not.toContain('desk.served');
  });
});
