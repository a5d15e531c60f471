import { describe, expect, it } from 'vitest';
import { createCoverageService } from '#core/availability/coverage-service.ts';
import type { RotaTeam, Shift } from '#core/availability/ports.ts';
import type { Caller } from '#kernel/caller.ts';
import { AppError } from '#kernel/errors.ts';

const ASKER: Caller = { kind: 'person', deskId: 'd1', id: 'u0', name: 'Priya', role: 'member' };
const DESK_TEAM: RotaTeam = { teamId: 't1', name: 'Service Desk' };
const NIGHT_TEAM: RotaTeam = { teamId: 't2', name: 'Night' };
const ZONE = 'Europe/London';

function aDesk(
  options: {
    now?: string;
    shifts?: readonly Shift[];
    failing?: Record<string, AppError>;
    teams?: readonly RotaTeam[];
  } = {},
) {
  const now = new Date(options.now ?? '2026-11-21T16:00:00Z');
  const asked: { teamId: string; from: string; to: string }[] = [];
  const named: string[] = [];
  const service = createCoverageService({
    clock: { now: () => now },
    roster: {
      readRoster: async () => ({
        readAt: now,
        psaError: null,
        technicians: [
          { technicianId: '2', name: 'Aisha', userId: 'u1', mapping: 'auto' },
          { technicianId: '3', name: 'Ben', userId: null, mapping: null },
        ],
      }),
    },
    shifts: {
      async readRota(_desk, teamId, window) {
        asked.push({ teamId, from: window.start.toISOString(), to: window.end.toISOString() });
        const failure = options.failing?.[teamId];
        if (failure) throw failure;
        return { readAt: now, shifts: options.shifts ?? [], timesOff: [], ignoredCount: 0 };
      },
    },
    settings: {
      readAvailabilitySettings: async () => ({
        rotaTeams: options.teams ?? [DESK_TEAM, NIGHT_TEAM],
        presenceBlocksMinutes: 120,
        planningWindowHours: 24,
        coverageMinimum: 1,
      }),
    },
    names: {
      async readUserName(_desk, userId) {
        named.push(userId);
        if (userId === 'u-gone') throw new AppError('graph_down', 'down');
        return `Name of ${userId}`;
      },
    },
  });
  return { service, asked, named };
}

const today = { from: null, days: 1, zone: ZONE };

describe('TAB-3: coverage is read from the rota teams', () => {
  it.each([
    ['an ordinary day', '2026-11-21T16:00:00Z', 24],
    ['the day on which summer time starts', '2026-03-29T16:00:00Z', 23],
    ['the day on which summer time ends', '2026-10-25T16:00:00Z', 25],
  ])('%s has its own length in the zone asked for', async (_name, now, hours) => {
    const { days, totalMinutes } = await aDesk({ now }).service.readCoverage(ASKER, today);
    expect(days).toHaveLength(1);
    expect(totalMinutes).toBe(hours * 60);
    expect(days[0]?.totalMinutes).toBe(hours * 60);
  });

  it('AV-8: one read per rota team, at once, and of one team when one is asked for', async () => {
    const desk = aDesk({ now: '2026-07-01T10:00:00Z' });
    await desk.service.readCoverage(ASKER, today);
    // British Summer Time: the day starts at 23:00 UTC.
    expect(desk.asked).toEqual([
      { teamId: 't1', from: '2026-06-30T23:00:00.000Z', to: '2026-07-02T00:00:00.000Z' },
      { teamId: 't2', from: '2026-06-30T23:00:00.000Z', to: '2026-07-02T00:00:00.000Z' },
    ]);
    await desk.service.readCoverage(ASKER, { ...today, teamId: 't2', days: 2 });
    expect(desk.asked).toHaveLength(3);
  });

  it('AV-7: equal questions within 30 s share one read', async () => {
    const desk = aDesk();
    await Promise.all(Array.from({ length: 20 }, () => desk.service.readCoverage(ASKER, today)));
    await desk.service.readCoverage(ASKER, today);
    expect(desk.asked).toHaveLength(2);
  });

  it('people in Shifts who are no technicians get their name, and none when it cannot be read', async () => {
    const shift = (userId: string): Shift => ({
      userId,
      start: new Date('2026-11-21T08:00:00Z'),
      end: new Date('2026-11-21T17:00:00Z'),
    });
    const desk = aDesk({ shifts: [shift('u-temp'), shift('u1'), shift('u-gone')], teams: [DESK_TEAM] });
    const { people, unmappedTechnicians } = await desk.service.readCoverage(ASKER, today);
    expect(people.map(({ technicianId, name }) => [technicianId, name])).toEqual([
      ['2', 'Aisha'],
      [null, null],
      [null, 'Name of u-temp'],
    ]);
    expect(desk.named.toSorted()).toEqual(['u-gone', 'u-temp']);
    expect(unmappedTechnicians).toBe(1);
    const one = await desk.service.readCoverage(ASKER, { ...today, technicianId: '2' });
    expect(one.people.map(({ name }) => name)).toEqual(['Aisha']);
  });

  it('a team that cannot be read makes gaps a guess, a team without a schedule does not', async () => {
    const down = aDesk({ failing: { t2: new AppError('graph_down', 'down') } });
    expect(await down.service.readCoverage(ASKER, today)).toMatchObject({
      isRead: true,
      isPartial: true,
      sources: [
        { source: 'technicians', used: true },
        { source: 'shifts', used: true },
        { source: 'shifts', used: false, error: { code: 'graph_down' } },
      ],
    });
    const none = aDesk({ failing: { t2: new AppError('no_schedule', 'none') } });
    expect(await none.service.readCoverage(ASKER, today)).toMatchObject({ isRead: true, isPartial: false });
    const without = aDesk({ teams: [] });
    expect(await without.service.readCoverage(ASKER, today)).toMatchObject({
      isRead: false,
      isPartial: false,
      sources: [{ source: 'technicians' }, { source: 'shifts', reason: 'no-rota-chosen' }],
    });
  });

  it.each([
    ['fifteen days', { ...today, days: 15 }, 'days'],
    ['no day', { ...today, days: 0 }, 'days'],
    ['a zone that is none', { ...today, zone: 'GMT Standard Time' }, 'zone'],
    ['30 February', { ...today, from: { year: 2026, month: 2, day: 30 } }, 'from'],
    ['a day two years ahead', { ...today, from: { year: 2028, month: 1, day: 1 } }, 'from'],
  ])('refuses %s', async (_name, question, field) => {
    const desk = aDesk();
    await expect(desk.service.readCoverage(ASKER, question)).rejects.toMatchObject({
      code: 'invalid_input',
      details: { faults: [{ field }] },
    });
    expect(desk.asked).toEqual([]);
  });

  it('refuses a team that is no rota team, and whoever may not read', async () => {
    const { service } = aDesk();
    await expect(service.readCoverage(ASKER, { ...today, teamId: 'x' })).rejects.toMatchObject({
      code: 'team_not_found',
    });
    const key: Caller = { kind: 'key', deskId: 'd1', id: 'k', name: 'k', scopes: [] };
    await expect(service.readCoverage(key, today)).rejects.toMatchObject({ code: 'not_allowed' });
  });
});
