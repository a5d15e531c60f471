import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replyOf } from './read-card.ts';
import { prepareProgram, type WholeProgram } from './whole-program.ts';

const ENTRY = join(import.meta.dirname, '..', '..', 'bot', 'index.ts');
const PEOPLE = [
  'Ben Osei-Tutu',
  'Sam Lee',
  'Priya Nair',
  'Rosa Kim',
  'Uma Patel',
  'Jia Chen',
  'Nora Eriksen',
  'Zara Ahmed',
];

let whole: WholeProgram;

beforeAll(async () => {
  whole = await prepareProgram();
});
afterAll(() => whole.stop());

const api = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(whole.world.app.origin + path, { ...init, headers: { authorization: `Bearer ${whole.apiKey}` } });

/** The real program on the same database; answers how it ended and what it said. */
async function runToItsEnd(
  env: Readonly<Record<string, string>>,
): Promise<{ code: number | null; said: string; seconds: number }> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [ENTRY], {
    env: { ...whole.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, said, seconds: (performance.now() - startedAt) / 1000 };
}

describe('P11: SIGTERM under load', () => {
  it('answers every question that is under way, and ends with 0 within 10 s', async () => {
    const { world } = whole;
    const program = await whole.start();
    world.graph.latency.set('*', 700);
    const asked = PEOPLE.map((person) => world.connector.say({ person, text: "who's available" }));
    const called = Array.from({ length: 8 }, () => api('/public-api/teams-availability/availability'));
    const inFlight = (): number => world.graph.requests.length;
    await expect.poll(inFlight, { timeout: 30_000 }).toBeGreaterThan(0);
    await wait(150);
    const stoppedAt = performance.now();
    const stopped = program.stop();
    await wait(50);
    const refused = await api('/readyz').then(
      ({ status }) => status,
      () => 'refused',
    );
    expect([503, 'refused']).toContain(refused);

    for (const said of await Promise.all(asked)) {
      expect(said.status).toBe(200);
      expect(replyOf(said).words).toContain("Who's available now");
    }
    expect((await Promise.all(called)).map(({ status }) => status)).toEqual(called.map(() => 200));
    await stopped;
    expect(await program.exited).toBe(0);
    expect((performance.now() - stoppedAt) / 1000).toBeLessThan(10);
    world.graph.latency.clear();
  });

  it('leaves a database that the next one opens at once', async () => {
    const program = await whole.start();
    expect((await api('/readyz')).status).toBe(200);
    await program.stop();
    expect(await program.exited).toBe(0);
  });
});

describe('P10: a second program on the same embedded database', () => {
  it('does not start, and names the first one; a dead one’s place is taken', async () => {
    const program = await whole.start();
    const second = await runToItsEnd({ PORT: '0' });
    expect(second.code).toBe(1);
    expect(second.said).toContain(String(program.pid));
    expect(second.seconds).toBeLessThan(20);
    expect((await api('/readyz')).status).toBe(200);
    await program.kill();
    const third = await whole.start();
    await third.stop();
    expect(await third.exited).toBe(0);
  });
});

describe('P9, P7: a database that cannot be used', () => {
  it('P9: a damaged file is named, with what to do, and never replaced by an empty one', async () => {
    const path = join(whole.folder, 'damaged.db');
    writeFileSync(path, Buffer.alloc(64 * 1024, 'no database '));
    const { code, said } = await runToItsEnd({ DATABASE_URL: `sqlite:${path}` });
    expect(code).toBe(1);
    expect(said).toContain(path);
    expect(said).toMatch(/backup/i);
  });

  it('P7: a PostgreSQL that is not there ends the start with one clear line, and shows no password', async () => {
    const { code, said, seconds } = await runToItsEnd({
      DATABASE_URL: 'postgres://rollcall:hidden-word@127.0.0.1:9/rollcall',
    });
    expect(code).toBe(1);
    expect(said).toContain('Rollcall cannot start');
    expect(said).not.toContain('hidden-word');
    expect(seconds).toBeLessThan(20);
  });
});
