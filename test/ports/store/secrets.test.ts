import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { PsaConnection } from '#core/settings/ports.ts';
import { testDatabases, testKeys } from '../../support/database.ts';
import { aKey, anAudit, AT, DESK_A, DESK_B } from './builders.ts';

const CANARY = 'canary-secret-7f3a91';

describe.each(await testDatabases())('secrets at rest on $engine', (database) => {
  it('S29: PSA secrets come back to the connector, and stand nowhere in the clear', async () => {
    const url = await database.newUrl();
    const store = await database.openStore({ url });
    const saved = connection(DESK_A);
    await store.psa.savePsaConnection(saved, { audit: anAudit({ subject: 'psa' }) });
    expect(await store.psa.readPsaConnection(DESK_A)).toEqual(saved);
    expect(await store.psa.readPsaConnection(DESK_B)).toBeNull();
    if (database.engine === 'sqlite') expect(hitsInFiles(url)).toEqual([]);
    await store.close();
    const bare = await database.openDatabase(url);
    const rows = await bare.query.selectFrom('psa_connection').selectAll().execute();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(CANARY);
    expect(JSON.stringify(rows)).not.toContain(Buffer.from(CANARY).toString('base64').slice(0, 20));
    if (database.engine === 'sqlite') expect(hitsInFiles(url)).toEqual([]);
  });

  it('S29: sealed secrets that were moved to another desk do not open', async () => {
    const url = await database.newUrl();
    const store = await database.openStore({ url });
    await store.psa.savePsaConnection(connection(DESK_A), { audit: anAudit() });
    await store.psa.savePsaConnection(connection(DESK_B), { audit: anAudit({ deskId: DESK_B }) });
    await store.close();
    const bare = await database.openDatabase(url);
    const [a, b] = await bare.query.selectFrom('psa_connection').selectAll().orderBy('desk_id').execute();
    await bare.query
      .updateTable('psa_connection')
      .set({ sealed: b?.sealed ?? '' })
      .where('desk_id', '=', a?.desk_id ?? '')
      .execute();
    await bare.close();
    const again = await database.openStore({ url });
    await expect(again.psa.readPsaConnection(DESK_A)).rejects.toMatchObject({ code: 'store_down' });
    expect(await again.psa.readPsaConnection(DESK_B)).toEqual(connection(DESK_B));
  });

  it('S29: a start without a key that is in use is refused with its name', async () => {
    const url = await database.newUrl();
    const store = await database.openStore({ url, vaultKeys: testKeys('a') });
    await store.psa.savePsaConnection(connection(DESK_A), { audit: anAudit() });
    await store.close();
    await expect(database.openStore({ url, vaultKeys: testKeys('b') })).rejects.toMatchObject({
      code: 'store_down',
      details: { missing: ['a'] },
    });
    const again = await database.openStore({ url, vaultKeys: testKeys('a') });
    expect(await again.psa.readPsaConnection(DESK_A)).toEqual(connection(DESK_A));
  });

  it('S29: after one start with a new active key the old key can go', async () => {
    const url = await database.newUrl();
    const before = await database.openStore({ url, vaultKeys: testKeys('a') });
    await before.psa.savePsaConnection(connection(DESK_A), { audit: anAudit() });
    await before.close();
    const both = await database.openStore({ url, vaultKeys: testKeys('b', 'a') });
    await both.close();
    const after = await database.openStore({ url, vaultKeys: testKeys('b') });
    expect(await after.psa.readPsaConnection(DESK_A)).toEqual(connection(DESK_A));
  });

  it('S28: a failure of the driver names neither values nor secrets, in message or cause', async () => {
    const { keys } = await database.openStore();
    const key = aKey({ name: CANARY });
    await keys.addKey(key, CANARY, anAudit({ subject: 'key' }));
    const failure = await keys
      .addKey(key, CANARY, anAudit({ subject: 'key' }))
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'store_down',
      cause: expect.any(Error),
      remedy: expect.any(String),
    });
    const everything = inspect(failure, { depth: 9, showHidden: true });
    expect(everything).not.toContain(CANARY);
    expect(everything).not.toContain(key.keyId);
  });
});

function connection(deskId: string): PsaConnection {
  return {
    deskId,
    kind: 'halopsa',
    settings: { baseUrl: 'https://msp.halopsa.example' },
    secrets: { clientId: `id of ${deskId}`, clientSecret: CANARY },
    connectedAt: AT,
    connectedBy: 'Lena Ortiz',
  };
}

/** Files beside the database, log included, that hold the canary. */
function hitsInFiles(url: string): readonly string[] {
  const folder = dirname(url.slice('sqlite:'.length));
  const names = readdirSync(folder);
  expect(names.length).toBeGreaterThan(1);
  return names.filter((name) => readFileSync(join(folder, name)).includes(CANARY));
}
