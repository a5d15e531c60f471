import { describe, expect, it } from 'vitest';
import type { Mapping, MappingStore, Technician } from '#core/mapping/ports.ts';
import { createTechnicianRoster, type TechnicianRoster } from '#core/mapping/technician-roster.ts';
import { AppError, type AppErrorOptions, type ErrorCode } from '#kernel/errors.ts';
import type { Budget } from '#kernel/vocabulary.ts';
import { aMapping, aTechnician } from './builders.ts';

const DESK = '0a000000-0000-4000-8000-00000000000a';
const OTHER_DESK = '0b000000-0000-4000-8000-00000000000b';
const START = new Date('2026-11-23T09:00:00Z');
const ANA = aTechnician({ technicianId: '2', name: 'Ana Silva' });
const BO = aTechnician({ technicianId: '3', name: 'Bo Lind' });
const CY = aTechnician({ technicianId: '4', name: 'Cy Young' });

type Answer = readonly Technician[] | AppError | Promise<readonly Technician[]>;

interface World {
  readonly roster: TechnicianRoster;
  /** What the PSA answers from now on. */
  psa(answer: Answer): void;
  /** Calls to the PSA, as `desk budget`. */
  readonly calls: string[];
  mappings: readonly Mapping[];
  /** The database fails. */
  storeError: AppError | null;
  passMinutes(minutes: number): void;
  /** Names answered now. */
  names(budget?: Budget): Promise<readonly string[]>;
}

function aWorld(first: Answer = [BO, ANA]): World {
  let now = START;
  let answer = first;
  const calls: string[] = [];
  const store: Pick<MappingStore, 'listMapped'> = {
    async listMapped() {
      if (world.storeError) throw world.storeError;
      return world.mappings.flatMap(({ userId, ...mapping }) =>
        userId === null ? [] : [{ ...mapping, userId }],
      );
    },
  };
  const roster = createTechnicianRoster({
    clock: { now: () => now },
    store,
    technicians: {
      async listTechnicians(deskId, budget) {
        calls.push(`${deskId === DESK ? 'desk' : 'other'} ${budget}`);
        if (answer instanceof AppError) throw answer;
        return answer;
      },
    },
  });
  const world: World = {
    roster,
    psa(next) {
      answer = next;
    },
    calls,
    mappings: [],
    storeError: null,
    passMinutes(minutes) {
      now = new Date(now.getTime() + minutes * 60_000);
    },
    names: async (budget = 'interactive') =>
      (await roster.list(DESK, budget)).map((technician) => technician.name),
  };
  return world;
}

const failed = (code: ErrorCode, options: AppErrorOptions = {}): AppError =>
  new AppError(code, code, options);
/** Lets what goes on in the background come to its end. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the list in memory', () => {
  it('is sorted by name, and by id among equal names', async () => {
    const twin = aTechnician({ technicianId: '1', name: 'Ana Silva' });
    const { roster } = aWorld([BO, ANA, twin]);
    expect((await roster.list(DESK, 'interactive')).map((each) => each.technicianId)).toEqual([
      '1',
      '2',
      '3',
    ]);
  });

  it('is used for 5 minutes without a call', async () => {
    const world = aWorld();
    expect(await world.names()).toEqual(['Ana Silva', 'Bo Lind']);
    world.psa([CY]);
    world.passMinutes(4.9);
    expect(await world.names()).toEqual(['Ana Silva', 'Bo Lind']);
    expect(world.calls).toHaveLength(1);
  });

  it('is answered at once after 5 minutes and read again meanwhile, once', async () => {
    const world = aWorld();
    await world.names();
    const late = Promise.withResolvers<readonly Technician[]>();
    world.psa(late.promise);
    world.passMinutes(5);
    expect(await world.names()).toEqual(['Ana Silva', 'Bo Lind']);
    expect(await world.names()).toEqual(['Ana Silva', 'Bo Lind']);
    expect(world.calls).toEqual(['desk interactive', 'desk background']);
    late.resolve([CY]);
    await settled();
    expect(await world.names()).toEqual(['Cy Young']);
    expect(world.calls).toHaveLength(2);
  });

  it('is read again first when it is older than an hour', async () => {
    const world = aWorld();
    await world.names();
    world.psa([CY]);
    world.passMinutes(60);
    expect(await world.names()).toEqual(['Cy Young']);
    expect(world.calls).toEqual(['desk interactive', 'desk interactive']);
  });

  it('stands in for a PSA that fails, however old it is, and says when it was read', async () => {
    const world = aWorld();
    await world.names();
    world.psa(failed('psa_down'));
    world.passMinutes(600);
    expect(await world.names()).toEqual(['Ana Silva', 'Bo Lind']);
    expect(await world.roster.readRoster(DESK, 'interactive')).toMatchObject({
      readAt: START,
      psaError: { code: 'psa_down' },
      technicians: [{ name: 'Ana Silva' }, { name: 'Bo Lind' }],
    });
  });

  it('PERF-1: fifty questions at once make one call', async () => {
    const world = aWorld();
    await Promise.all(Array.from({ length: 50 }, () => world.roster.readRoster(DESK, 'interactive')));
    expect(world.calls).toHaveLength(1);
  });

  it('a person never waits for a run that is being patient', async () => {
    const world = aWorld(Promise.withResolvers<readonly Technician[]>().promise);
    void world.roster.readFresh(DESK, 'background');
    world.psa([ANA]);
    expect(await world.names()).toEqual(['Ana Silva']);
    expect(world.calls).toEqual(['desk background', 'desk interactive']);
  });

  it('SPEC 0: one desk’s list is never another’s', async () => {
    const world = aWorld();
    await world.names();
    world.psa([CY]);
    expect(await world.roster.list(OTHER_DESK, 'interactive')).toEqual([CY]);
    expect(await world.names()).toEqual(['Ana Silva', 'Bo Lind']);
  });

  it('MAP-1: a run reads now, whatever is in memory, and questions see what it read', async () => {
    const world = aWorld();
    await world.names();
    world.psa([CY]);
    expect(await world.roster.readFresh(DESK, 'background')).toEqual([CY]);
    expect(await world.names()).toEqual(['Cy Young']);
    expect(world.calls).toHaveLength(2);
  });
});

describe('a PSA that fails', () => {
  it('is asked again after half a minute, not with each question', async () => {
    const world = aWorld(failed('psa_down'));
    await expect(world.names()).rejects.toMatchObject({ code: 'psa_down' });
    world.psa([ANA]);
    world.passMinutes(0.49);
    await expect(world.names()).rejects.toMatchObject({ code: 'psa_down' });
    expect(world.calls).toHaveLength(1);
    world.passMinutes(0.01);
    expect(await world.names()).toEqual(['Ana Silva']);
  });

  it('is left in peace as long as it asks', async () => {
    const world = aWorld(failed('psa_throttled', { retryAfterSeconds: 120 }));
    await expect(world.names()).rejects.toMatchObject({ code: 'psa_throttled' });
    world.psa([ANA]);
    world.passMinutes(1.99);
    await expect(world.names()).rejects.toMatchObject({ code: 'psa_throttled' });
    world.passMinutes(0.01);
    expect(await world.names()).toEqual(['Ana Silva']);
  });

  it('while there is a list: the next answer says so, it is asked every half minute, and recovery is seen', async () => {
    const world = aWorld();
    await world.names();
    world.psa(failed('psa_down'));
    world.passMinutes(5);
    await world.names();
    await settled();
    expect(await world.roster.readRoster(DESK, 'interactive')).toMatchObject({
      psaError: { code: 'psa_down' },
    });
    expect(world.calls).toHaveLength(2);
    world.psa([CY]);
    world.passMinutes(0.5);
    await world.names();
    await settled();
    const { psaError, technicians } = await world.roster.readRoster(DESK, 'interactive');
    expect(psaError).toBeNull();
    expect(technicians).toMatchObject([{ name: 'Cy Young' }]);
    expect(world.calls).toHaveLength(3);
  });

  it('MAP-6: shows nobody: that is psa_refused, never an empty desk', async () => {
    const world = aWorld([]);
    await expect(world.roster.readFresh(DESK, 'background')).rejects.toMatchObject({
      code: 'psa_refused',
      remedy: expect.stringContaining('teams'),
    });
    const later = aWorld();
    await later.names();
    later.psa([]);
    later.passMinutes(5);
    await later.names();
    await settled();
    expect(await later.names()).toEqual(['Ana Silva', 'Bo Lind']);
  });

  it('MAP-1: a run gets the failure, not an old list', async () => {
    const world = aWorld();
    await world.names();
    world.psa(failed('psa_down'));
    await expect(world.roster.readFresh(DESK, 'background')).rejects.toMatchObject({ code: 'psa_down' });
  });
});

describe('AV-1: the roster', () => {
  it('joins technicians with their mapping', async () => {
    const world = aWorld([ANA, BO, CY]);
    world.mappings = [
      aMapping({ technicianId: '2', userId: 'user-a', source: 'manual' }),
      aMapping({ technicianId: '3', userId: null, source: null, excluded: true }),
      aMapping({ technicianId: '99', userId: 'user-z' }),
    ];
    expect(await world.roster.readRoster(DESK, 'interactive')).toEqual({
      readAt: START,
      psaError: null,
      technicians: [
        { technicianId: '2', name: 'Ana Silva', userId: 'user-a', mapping: 'manual' },
        { technicianId: '3', name: 'Bo Lind', userId: null, mapping: null },
        { technicianId: '4', name: 'Cy Young', userId: null, mapping: null },
      ],
    });
  });

  it('with a silent PSA and no list: whoever is mapped, by the last known name, and the reason', async () => {
    const world = aWorld(failed('psa_down'));
    world.mappings = [
      aMapping({ technicianId: '3', technicianName: 'Bo Lind', userId: 'user-b' }),
      aMapping({ technicianId: '2', technicianName: 'Ana Silva', userId: 'user-a' }),
      aMapping({ technicianId: '4', technicianName: 'Cy Young', userId: null, source: null, excluded: true }),
    ];
    const { technicians, psaError } = await world.roster.readRoster(DESK, 'interactive');
    expect(technicians).toEqual([
      { technicianId: '2', name: 'Ana Silva', userId: 'user-a', mapping: 'auto' },
      { technicianId: '3', name: 'Bo Lind', userId: 'user-b', mapping: 'auto' },
    ]);
    expect(psaError).toMatchObject({ code: 'psa_down' });
  });

  it('without a PSA there is no roster, and the moment that one is connected there is', async () => {
    const world = aWorld(failed('psa_not_connected'));
    world.mappings = [aMapping({ technicianId: '2' })];
    await expect(world.roster.readRoster(DESK, 'interactive')).rejects.toMatchObject({
      code: 'psa_not_connected',
    });
    world.psa([ANA]);
    expect(await world.names()).toEqual(['Ana Silva']);
  });

  it.each(['list', 'mappings'])('a database that fails is not a PSA that fails: %s', async (part) => {
    const world = aWorld(part === 'list' ? failed('store_down') : [ANA]);
    if (part === 'mappings') world.storeError = failed('store_down');
    await expect(world.roster.readRoster(DESK, 'interactive')).rejects.toMatchObject({ code: 'store_down' });
    world.psa([ANA]);
    world.storeError = null;
    expect(await world.roster.readRoster(DESK, 'interactive')).toMatchObject({ psaError: null });
  });
});
