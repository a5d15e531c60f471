import { describe, expect, it } from 'vitest';
import { createAvailabilityService } from '#core/availability/availability-service.ts';
import type { PresenceReading, RotaReading, RotaTeam } from '#core/availability/ports.ts';
import type { Caller } from '#kernel/caller.ts';
import { AppError } from '#kernel/errors.ts';
import type { Budget } from '#kernel/vocabulary.ts';

const DESK = '3f0d1c52-6f3a-4d3e-9a44-0b6a1de0a001';
const ASKER: Caller = { kind: 'person', deskId: DESK, id: 'u0', name: 'Priya', role: 'member' };
const NOW = new Date('2026-11-21T16:00:00Z');
const TEAM: RotaTeam = { teamId: 't1', name: 'Service Desk' };
const minutesAhead = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);

function aDesk(
  options: {
    technicians?: number;
    rotaTeams?: RotaTeam[];
    unmapped?: number;
    wait?: (budget: Budget) => Promise<void>;
  } = {},
) {
  let now = NOW;
  const calls = { presence: [] as number[], rota: 0, members: 0 };
  let presenceAnswers = (ids: readonly string[]): PresenceReading => ({
    readAt: now,
    presences: new Map(
      ids.map((id) => [id, { availability: 'Available', activity: 'Available', outOfOffice: false }]),
    ),
    unread: [],
  });
  let rotaAnswers = async (): Promise<RotaReading> => ({
    readAt: now,
    shifts: [],
    timesOff: [],
    ignoredCount: 0,
  });
  const technicians = Array.from({ length: options.technicians ?? 3 }, (_each, index) => ({
    technicianId: String(index + 2),
    name: `Technician ${String(index).padStart(4, '0')}`,
    userId: index < (options.unmapped ?? 0) ? null : `u${index}`,
    mapping: index < (options.unmapped ?? 0) ? null : ('auto' as const),
  }));
  const service = createAvailabilityService({
    clock: { now: () => now },
    roster: { readRoster: async () => ({ readAt: now, technicians, psaError: null }) },
    presence: {
      async readPresence(_desk, ids, budget) {
        calls.presence.push(ids.length);
        const reading = presenceAnswers(ids);
        await options.wait?.(budget);
        return reading;
      },
    },
    shifts: {
      async readRota(_desk, _team, _window, budget) {
        calls.rota += 1;
        await options.wait?.(budget);
        return rotaAnswers();
      },
    },
    overrides: { readOverrides: async () => [] },
    settings: {
      readAvailabilitySettings: async () => ({
        rotaTeams: options.rotaTeams ?? [],
        presenceBlocksMinutes: 120,
        planningWindowHours: 24,
        coverageMinimum: 1,
      }),
    },
    teams: {
      async readMemberIds() {
        calls.members += 1;
        return new Set(['u1']);
      },
    },
  });
  return {
    service,
    calls,
    pass: (seconds: number) => {
      now = new Date(now.getTime() + seconds * 1000);
    },
    answerPresence: (answer: typeof presenceAnswers) => {
      presenceAnswers = answer;
    },
    answerRota: (answer: typeof rotaAnswers) => {
      rotaAnswers = answer;
    },
  };
}

describe('AV-4: presence blocks only work that starts within 120 minutes', () => {
  it.each([
    [-30, 1, 'a start in the past counts as now'],
    [0, 1, 'now'],
    [119, 1, '119 minutes ahead'],
    [120, 1, 'exactly 120 minutes ahead'],
    [121, 0, '121 minutes ahead'],
  ])('%i minutes: %i presence reads (%s)', async (minutes, reads) => {
    const desk = aDesk();
    const answer = await desk.service.ask(ASKER, { slot: { start: minutesAhead(minutes), end: null } });
    expect(desk.calls.presence).toHaveLength(reads);
    expect(answer.sources.find((source) => source.source === 'presence')).toMatchObject({
      used: reads === 1,
      reason: reads === 1 ? null : 'too-far-ahead',
    });
    expect(answer.slot.start).toEqual(minutes < 0 ? NOW : minutesAhead(minutes));
  });
  it('one millisecond past 120 minutes is too far', async () => {
    const desk = aDesk();
    await desk.service.ask(ASKER, { slot: { start: new Date(minutesAhead(120).getTime() + 1), end: null } });
    expect(desk.calls.presence).toEqual([]);
  });
});

describe('AV-7: reads are live and shared for at most 30 seconds', () => {
  it('50 equal questions at once make one set of calls', async () => {
    const desk = aDesk({ rotaTeams: [TEAM] });
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => desk.service.ask(ASKER, { slot: null })),
    );
    expect(desk.calls).toMatchObject({ presence: [3], rota: 1 });
    expect(answers.every((answer) => answer.technicians.length === 3)).toBe(true);
  });
  it('an answer 29 seconds old is shared and says its age; at 30 seconds it is read anew', async () => {
    const desk = aDesk({ rotaTeams: [TEAM] });
    await desk.service.ask(ASKER, { slot: null });
    desk.pass(29);
    const shared = await desk.service.ask(ASKER, { slot: null });
    expect(shared.asOf).toEqual(NOW);
    expect(desk.calls).toMatchObject({ presence: [3], rota: 1 });
    desk.pass(1);
    const fresh = await desk.service.ask(ASKER, { slot: null });
    expect(fresh.asOf).toEqual(new Date(NOW.getTime() + 30_000));
    expect(desk.calls).toMatchObject({ presence: [3, 3], rota: 2 });
  });
  it('a failed read never serves older data as live', async () => {
    const desk = aDesk();
    await desk.service.ask(ASKER, { slot: null });
    desk.pass(31);
    desk.answerPresence((ids) => ({
      readAt: NOW,
      presences: new Map(),
      unread: [{ userIds: ids, error: new AppError('graph_down', 'down') }],
    }));
    const answer = await desk.service.ask(ASKER, { slot: null });
    expect(answer.technicians.map((each) => each.verdict)).toEqual(['no-signal', 'no-signal', 'no-signal']);
    expect(answer.sources.find((source) => source.source === 'presence')).toMatchObject({
      used: false,
      reason: 'failed',
    });
  });
  it('a question about one technician takes what a question about all has read', async () => {
    const desk = aDesk();
    await desk.service.ask(ASKER, { slot: null });
    await desk.service.ask(ASKER, { slot: null, technicianIds: ['3'] });
    expect(desk.calls.presence).toEqual([3]);
  });
  it('one flight at a time per desk: a wider question waits and asks only for the rest', async () => {
    let land = (): void => {};
    const landed = new Promise<void>((resolve) => {
      land = resolve;
    });
    const desk = aDesk({ wait: () => landed });
    const one = desk.service.ask(ASKER, { slot: null, technicianIds: ['3'] });
    const all = desk.service.ask(ASKER, { slot: null });
    await new Promise((resolve) => setImmediate(resolve));
    expect(desk.calls.presence).toEqual([1]);
    land();
    await Promise.all([one, all]);
    expect(desk.calls.presence).toEqual([1, 2]);
  });
});

describe('AV-7: sharing between people and runs', () => {
  /** Flights of runs hang until `land` is called; those of people come back at once. */
  function aSlowRun() {
    let land = (): void => {};
    const landed = new Promise<void>((resolve) => {
      land = resolve;
    });
    const wait = async (budget: Budget): Promise<void> => {
      if (budget === 'background') await landed;
    };
    return { desk: aDesk({ rotaTeams: [TEAM], wait }), land: () => land() };
  }
  it('a person does not wait for a run that waits out a throttle', async () => {
    const { desk, land } = aSlowRun();
    const run = desk.service.ask(ASKER, { slot: null, budget: 'background' });
    const answer = await desk.service.ask(ASKER, { slot: null });
    expect(answer.technicians.map((each) => each.verdict)).toEqual(['working', 'working', 'working']);
    land();
    expect((await run).technicians).toHaveLength(3);
  });
  it('a person takes what a run has read', async () => {
    const { desk, land } = aSlowRun();
    land();
    await desk.service.ask(ASKER, { slot: null, budget: 'background' });
    await desk.service.ask(ASKER, { slot: null });
    expect(desk.calls).toMatchObject({ presence: [3], rota: 1 });
  });
  it('a flight of a minute answers those who waited, and is not flown again for them', async () => {
    const { desk, land } = aSlowRun();
    const run = desk.service.ask(ASKER, { slot: null, budget: 'background' });
    await new Promise((resolve) => setImmediate(resolve));
    desk.pass(60);
    land();
    const answer = await run;
    expect(answer.technicians.map((each) => each.verdict)).toEqual(['working', 'working', 'working']);
    expect(answer.asOf).toEqual(NOW);
    expect(desk.calls).toMatchObject({ presence: [3], rota: 1 });
    await desk.service.ask(ASKER, { slot: null });
    expect(desk.calls).toMatchObject({ presence: [3, 3], rota: 2 });
  });
  it('many different questions at once are two flights: the second takes everybody who came meanwhile', async () => {
    let land = (): void => {};
    const landed = new Promise<void>((resolve) => {
      land = resolve;
    });
    const desk = aDesk({ technicians: 20, wait: () => landed });
    const asked = Array.from({ length: 20 }, (_each, index) =>
      desk.service.ask(ASKER, { slot: null, technicianIds: [String(index + 2)] }),
    );
    await new Promise((resolve) => setImmediate(resolve));
    land();
    const answers = await Promise.all(asked);
    expect(answers.map((answer) => answer.technicians[0]?.verdict)).toEqual(Array(20).fill('working'));
    expect(desk.calls.presence).toEqual([1, 19]);
  });
});

describe('AV-3: a partly failed read', () => {
  it('leaves those whose part failed without a signal, and says so', async () => {
    const desk = aDesk();
    desk.answerPresence((ids) => ({
      readAt: NOW,
      presences: new Map([['u0', { availability: 'Available', activity: 'Available', outOfOffice: false }]]),
      unread: [{ userIds: ids.filter((id) => id === 'u2'), error: new AppError('graph_slow', 'slow') }],
    }));
    const answer = await desk.service.ask(ASKER, { slot: null });
    const verdicts = Object.fromEntries(answer.technicians.map((each) => [each.userId, each.reasons[0]]));
    expect(verdicts).toEqual({ u0: 'presence', u1: 'presence', u2: 'presence-unreadable' });
    expect(answer.sources.find((source) => source.source === 'presence')).toMatchObject({
      used: true,
      reason: 'partly-failed',
    });
  });
});

describe('AV-5: rota teams', () => {
  it('a team that cannot be read makes the rota neutral for those without cover, and is named', async () => {
    const desk = aDesk({ rotaTeams: [TEAM] });
    desk.answerRota(async () => {
      throw new AppError('team_unreadable', 'gone');
    });
    const answer = await desk.service.ask(ASKER, { slot: null });
    expect(answer.technicians[0]).toMatchObject({
      group: 'working',
      shift: { state: 'neutral', neutralBecause: 'shifts-unreadable' },
    });
    expect(answer.sources.at(-1)).toMatchObject({
      source: 'shifts',
      team: TEAM,
      used: false,
      reason: 'failed',
    });
  });
  it('a team without a schedule is asked once in two hours', async () => {
    const desk = aDesk({ rotaTeams: [TEAM] });
    desk.answerRota(async () => {
      throw new AppError('no_schedule', 'none');
    });
    for (let asked = 0; asked < 3; asked += 1) {
      await desk.service.ask(ASKER, { slot: null });
      desk.pass(60);
    }
    expect(desk.calls.rota).toBe(1);
    desk.pass(2 * 3600);
    await desk.service.ask(ASKER, { slot: null });
    expect(desk.calls.rota).toBe(2);
  });
});

describe('AV-5: the planning window reaches to the slot', () => {
  const days = (count: number) => ({ start: minutesAhead(count * 24 * 60), end: null });
  it('but not further than a year: nothing is read for such a question', async () => {
    const desk = aDesk({ rotaTeams: [TEAM] });
    await expect(desk.service.ask(ASKER, { slot: days(367) })).rejects.toMatchObject({
      code: 'invalid_input',
      details: { faults: [{ field: 'at' }] },
    });
    expect(desk.calls.rota).toBe(0);
    expect((await desk.service.ask(ASKER, { slot: days(366) })).slot.start).toEqual(days(366).start);
  });
});

describe('AV-8: no request without a reason', () => {
  it('nobody mapped: no presence read, and the answer says why', async () => {
    const desk = aDesk({ unmapped: 3 });
    const answer = await desk.service.ask(ASKER, { slot: null });
    expect(desk.calls).toMatchObject({ presence: [], rota: 0 });
    expect(answer.sources.find((source) => source.source === 'presence')).toMatchObject({
      used: false,
      reason: 'nobody-mapped',
    });
  });
});

describe('AV-8, PERF-1: a question about a team', () => {
  it('reads its members once for fifty equal questions, and anew after 30 seconds', async () => {
    const desk = aDesk({ rotaTeams: [TEAM] });
    const ask = () => desk.service.ask(ASKER, { slot: null, teamId: 't9' });
    await Promise.all(Array.from({ length: 50 }, ask));
    expect(desk.calls).toEqual({ presence: [1], rota: 1, members: 1 });
    desk.pass(30);
    await ask();
    expect(desk.calls.members).toBe(2);
  });
});

describe('CHAT-2: a question about a team', () => {
  it('holds its members only', async () => {
    const answer = await aDesk().service.ask(ASKER, { slot: null, teamId: 't9' });
    expect(answer.technicians.map((each) => each.userId)).toEqual(['u1']);
  });
});

it('SPEC 0: a key without the scope may not ask', async () => {
  const key: Caller = { kind: 'key', deskId: DESK, id: 'k', name: 'k', scopes: ['mapping:read'] };
  await expect(aDesk().service.ask(key, { slot: null })).rejects.toMatchObject({ code: 'not_allowed' });
});
