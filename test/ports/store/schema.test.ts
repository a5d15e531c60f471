import { describe, expect, it } from 'vitest';
import { migrate } from '#adapters/store/migrate.ts';
import { type Migration, MIGRATIONS } from '#adapters/store/migrations.ts';
import { SCHEMA } from '#adapters/store/schema.ts';
import { systemClock } from '#kernel/clock.ts';
import { testDatabases } from '../../support/database.ts';
import { DESK_A, mapByHand, mapped } from './builders.ts';
import { startProgram } from './programs.ts';

const NEXT: Migration = {
  number: MIGRATIONS.length + 1,
  name: 'a later one',
  statements: [
    'alter table setting add column note text',
    'create table later (desk_id text not null primary key)',
  ],
};

const databases = await testDatabases();

describe.each(databases)('schema on $engine', (database) => {
  it('DATA-1: holds exactly the tables and columns of the inventory', async () => {
    const url = await database.newUrl();
    await (await database.openStore({ url })).close();
    const { query } = await database.openDatabase(url);
    const tables = await query.introspection.getTables();
    const live = tables.map(({ name, columns }) => [name, columns.map((column) => column.name).toSorted()]);
    const told = Object.entries(SCHEMA).map(([name, { columns }]) => [name, Object.keys(columns).toSorted()]);
    expect(Object.fromEntries(live)).toEqual(Object.fromEntries(told));
  });

  it('AV-7: has no place for presence or shifts', async () => {
    const url = await database.newUrl();
    await (await database.openStore({ url })).close();
    const { query } = await database.openDatabase(url);
    const tables = await query.introspection.getTables();
    const names = tables.flatMap(({ name, columns }) => [name, ...columns.map((column) => column.name)]);
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name) => /presence|shift|activity|rota|schedule|out_of_office/.test(name))).toEqual(
      [],
    );
  });

  it('P12: an older program on a newer schema refuses, and names both versions', async () => {
    const url = await database.newUrl();
    await (await database.openStore({ url })).close();
    const newer = await database.openDatabase(url);
    await migrate(newer, { clock: systemClock, migrations: [...MIGRATIONS, NEXT] });
    await newer.close();
    await expect(database.openStore({ url })).rejects.toMatchObject({
      code: 'store_down',
      message: expect.stringMatching(new RegExp(`schema ${NEXT.number}, .* knows ${MIGRATIONS.length}`)),
      details: { stored: NEXT.number, known: MIGRATIONS.length },
    });
  });

  it('P12: a newer program brings the schema up and leaves the data as it was', async () => {
    const url = await database.newUrl();
    const store = await database.openStore({ url });
    await mapByHand(store.mapping, 't1', 'u1');
    await store.close();
    const bare = await database.openDatabase(url);
    const migrations = [...MIGRATIONS, NEXT];
    expect(await migrate(bare, { clock: systemClock, migrations })).toBe(1);
    expect(await migrate(bare, { clock: systemClock, migrations })).toBe(0);
    const rows = await bare.query.selectFrom('technician_mapping').selectAll().execute();
    expect(rows).toMatchObject([{ desk_id: DESK_A, technician_id: 't1', user_id: 'u1', source: 'manual' }]);
  });

  it('P12: a migration that fails half-way leaves nothing of itself', async () => {
    const url = await database.newUrl();
    await (await database.openStore({ url })).close();
    const bare = await database.openDatabase(url);
    const broken = { ...NEXT, statements: [...NEXT.statements, 'create table later (x text)'] };
    const migrations = [...MIGRATIONS, broken];
    await expect(migrate(bare, { clock: systemClock, migrations })).rejects.toThrow('later');
    expect((await bare.query.introspection.getTables()).map(({ name }) => name)).not.toContain('later');
    await bare.close();
    await database.openStore({ url });
  });

  it('P12: a database that went through another program’s migrations is refused', async () => {
    const url = await database.newUrl();
    await (await database.openStore({ url })).close();
    const bare = await database.openDatabase(url);
    await bare.query.updateTable('schema_migration').set({ checksum: 'another' }).execute();
    await bare.close();
    await expect(database.openStore({ url })).rejects.toMatchObject({
      code: 'store_down',
      details: { number: 1 },
    });
  });

  it('P12: a migration killed at any of its statements is made up for at the next start', async () => {
    for (const statement of [1, 2, 4, 9, 15, 21, 24]) {
      const url = await database.newUrl();
      const program = startProgram('migrate', url, String(statement));
      expect(await program.nextLine()).toMatch(/^at /);
      await program.kill();
      const store = await database.openStore({ url });
      await mapByHand(store.mapping, 't1', 'u1');
      expect(await mapped(store.mapping)).toEqual(['t1=u1 manual']);
      await store.close();
    }
  }, 60_000);
});

describe.each(databases.filter(({ engine }) => engine === 'postgres'))(
  'several instances on $engine',
  (database) => {
    it('P12: of several that start at once, one migrates and the others wait', async () => {
      const url = await database.newUrl();
      const programs = Array.from({ length: 4 }, () => startProgram('hold-store', url));
      const lines = await Promise.all(programs.map((program) => program.nextLine()));
      expect(lines).toEqual(lines.map(() => 'open'));
      for (const program of programs) await program.finish();
      const bare = await database.openDatabase(url);
      const steps = await bare.query.selectFrom('schema_migration').select('number').execute();
      expect(steps).toEqual(MIGRATIONS.map(({ number }) => ({ number })));
    }, 60_000);
  },
);
