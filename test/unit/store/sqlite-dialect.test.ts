import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeSqliteDialect } from '#adapters/store/sqlite-dialect.ts';

interface Tables {
  thing: { id: number; name: string | null };
}

let sqlite: DatabaseSync;
let prepared: string[];
let query: Kysely<Tables>;

beforeEach(() => {
  sqlite = new DatabaseSync(':memory:');
  sqlite.exec('create table thing (id integer primary key, name text)');
  prepared = [];
  const prepare = sqlite.prepare.bind(sqlite);
  sqlite.prepare = (text) => {
    prepared.push(text);
    return prepare(text);
  };
  query = new Kysely<Tables>({ dialect: nodeSqliteDialect(sqlite) });
});
afterEach(() => query.destroy());

const nameOf = async (id: number): Promise<string | null | undefined> =>
  (await query.selectFrom('thing').select('name').where('id', '=', id).executeTakeFirst())?.name;
const add = (id: number, name: string | null): Promise<unknown> =>
  query.insertInto('thing').values({ id, name }).execute();

describe('PERF-2: statements are prepared once', () => {
  it('and answer anew each time, for the values of that time', async () => {
    await add(1, 'one');
    expect(await nameOf(1)).toBe('one');
    expect(await nameOf(2)).toBeUndefined();
    await add(2, null);
    expect(await nameOf(2)).toBeNull();
    expect(await nameOf(1)).toBe('one');
    expect(prepared).toHaveLength(2);
  });

  it('and work again after they failed', async () => {
    await add(1, 'one');
    await expect(add(1, 'again')).rejects.toThrow('UNIQUE');
    await add(2, 'two');
    expect(await nameOf(2)).toBe('two');
  });

  it('and see a table as it is by now', async () => {
    await add(1, 'one');
    const all = (): Promise<readonly object[]> => query.selectFrom('thing').selectAll().execute();
    expect(await all()).toEqual([{ id: 1, name: 'one' }]);
    await sql`alter table thing add column colour text default 'red'`.execute(query);
    expect(await all()).toEqual([{ id: 1, name: 'one', colour: 'red' }]);
  });

  it('and begin, commit and roll back as often as asked', async () => {
    const broken = query.transaction().execute(async (tx) => {
      await tx.insertInto('thing').values({ id: 1, name: 'lost' }).execute();
      throw new Error('on purpose');
    });
    await expect(broken).rejects.toThrow('on purpose');
    for (const id of [2, 3]) {
      await query.transaction().execute(async (tx) => {
        await tx.insertInto('thing').values({ id, name: 'kept' }).execute();
      });
    }
    expect(await nameOf(1)).toBeUndefined();
    expect(await nameOf(3)).toBe('kept');
  });

  it('but not without bound: neither many nor long ones pile up', async () => {
    const ask = (text: string): Promise<unknown> => sql.raw(text).execute(query);
    const first = 'select 0';
    for (let number = 0; number <= 200; number += 1) await ask(`select ${number}`);
    const long = `select ${Array.from({ length: 1_000 }, () => 12_345).join()}`;
    await ask(long);
    prepared.length = 0;
    await ask('select 200');
    expect(prepared).toEqual([]);
    await ask(first);
    await ask(long);
    expect(prepared).toEqual([first, long]);
  });
});
