import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startConsole } from '../../sandbox/console/console.ts';
import type { Said } from '../../sandbox/connector/connector.ts';
import type { Endpoints } from '../../sandbox/endpoints.ts';
import { bareEnv } from '../../sandbox/program.ts';
import { browserOrSkip, openBrowser } from '../../support/browser.ts';
import { type Sandbox, startSandbox } from '../../support/sandbox.ts';

/** Everything that a person would read of an answer. */
function wordsOf(said: Said): string {
  return JSON.stringify(said.activities);
}

describe('the real program in the simulated world', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.stop());

  it('BOX-1, BOX-2, CHAT-2: answers who is available, with the calls that this needs and no more', async () => {
    const said = await sandbox.say('admin', "who's available");
    expect(said.status).toBe(200);
    expect(wordsOf(said)).toContain('Aisha Khan');
    expect(sandbox.world.connector.limits.refusedTokens()).toEqual([]);
    // AV-8: nobody asked before, so this is what one answer costs.
    const rotaTeams = sandbox.world.desk.groups.filter((group) => group.schedule !== null).length;
    expect(sandbox.requests('graph', 'presence')).toHaveLength(1);
    expect(sandbox.requests('graph', 'shifts')).toHaveLength(rotaTeams);
  });

  it('CHAT-4: a preview can be put away by its button', async () => {
    const preview = await sandbox.say('lead', 'auto-map');
    const runId = /"runId":"([^"]+)"/.exec(wordsOf(preview))?.[1];
    expect(runId).toBeDefined();
    const applied = await sandbox.press('lead', { v: 1, verb: 'automap.cancel', runId });
    expect(applied.activities.at(-1)).toMatchObject({ type: 'invokeResponse', value: { status: 200 } });
  });

  it('API-1: answers the key that the seed made, and nobody without', async () => {
    const answer = await sandbox.api('/public-api/teams-availability/availability');
    expect(answer.status).toBe(200);
    const nobody = await sandbox.api('/public-api/teams-availability/availability', {
      headers: { authorization: 'Bearer nobody' },
    });
    expect(nobody.status).toBe(401);
  });

  it('S1: an unsigned message is refused and nothing is written', async () => {
    const { world } = sandbox;
    const before = world.connector.messages('personal', 'member').length;
    const raw = await world.connector.raw({ body: { type: 'message', text: 'help' }, token: null });
    expect([raw.status, raw.replies]).toEqual([401, []]);
    expect(world.connector.messages('personal', 'member')).toHaveLength(before);
  });

  it('BOX-1, BOX-2: the console page talks to the bot and switches faults, at 320 px, without a complaint', async (test) => {
    const browser = browserOrSkip(await openBrowser(), test);
    const { world } = sandbox;
    const console = await startConsole({ port: 0, world });
    try {
      const page = await browser.newPage({ viewport: { width: 320, height: 800 } });
      const complaints: string[] = [];
      page.on('console', (line) => (line.type() === 'error' ? complaints.push(line.text()) : null));
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(`${console.origin}/`);
      await page.getByRole('button', { name: "who's available", exact: true }).click();
      await page.getByRole('log').getByText('Aisha Khan').first().waitFor();
      await page.getByRole('button', { name: 'Switch on' }).click();
      await page.getByText('graph, every route: 400 (until cleared)').waitFor();
      expect(world.graph.faults.list()).toMatchObject([{ route: '*', fault: '400' }]);
      await page.getByRole('button', { name: 'Clear all faults' }).click();
      await page.getByText('All faults are off.').waitFor();
      expect(world.graph.faults.list()).toEqual([]);
      await page.getByRole('radio', { name: /^revoked/ }).check();
      await page.getByText('Consent is now: revoked.').waitFor();
      expect(world.entra.consent.state(world.desk.tenantId)).toBe('revoked');
      await page.getByRole('radio', { name: /^granted/ }).check();
      await page.getByText('Consent is now: granted.').waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
      await console.close();
    }
  });

  it('REL-2: killed and started again, it still knows its desk', async () => {
    await sandbox.kill();
    await sandbox.restart();
    const technicians = await sandbox.api('/public-api/teams-availability/technicians');
    expect(JSON.stringify(technicians.body)).toContain('Aisha Khan');
  });

  it('SEC-2: its log holds no secret of this world', () => {
    const { entra, halopsa } = sandbox.world;
    expect(entra.origin).not.toBe('');
    for (const secret of [
      halopsa.application.clientSecret,
      'sandbox-bot-password',
      'sandbox-desk-secret',
      sandbox.apiKey,
    ]) {
      expect(sandbox.logs()).not.toContain(secret);
    }
  });
});

describe('with a clock of the test’s own', () => {
  it('the program and its world agree on the time', async () => {
    const now = new Date('2026-07-06T09:30:00Z');
    const sandbox = await startSandbox({ clock: { now: () => now } });
    try {
      const answer = await sandbox.api('/public-api/teams-availability/availability');
      expect(answer).toMatchObject({ status: 200, body: { at: now.toISOString() } });
      await expect(sandbox.kill()).rejects.toThrow('cannot be killed');
    } finally {
      await sandbox.stop();
    }
  });
});

describe('npm run sandbox', () => {
  const directory = mkdtempSync(join(tmpdir(), 'rollcall-main-'));
  const path = join(directory, 'endpoints.json');
  const program = join(import.meta.dirname, '..', '..', 'sandbox', 'main.ts');
  const env = { ...bareEnv(), SANDBOX_DIR: directory, PORT: '0', SANDBOX_PORT: '0' };
  let said = '';

  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  function start(): { readonly child: ChildProcess; readonly ended: Promise<number | null> } {
    const child = spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const note = (chunk: Buffer): void => {
      said += chunk.toString();
    };
    child.stdout.on('data', note);
    child.stderr.on('data', note);
    return { child, ended: new Promise((resolve) => child.once('close', resolve)) };
  }

  it('BOX-1: is ready within a minute, writes where everything is, refuses a second one, and leaves nothing running', async () => {
    const { child, ended } = start();
    const giveUpAt = Date.now() + 60_000;
    while (!said.includes('is ready') && child.exitCode === null && Date.now() < giveUpAt) await wait(50);
    expect(said).toContain('The Rollcall sandbox is ready');
    const endpoints = JSON.parse(readFileSync(path, 'utf8')) as Endpoints;
    expect(statSync(path).mode & 0o077).toBe(0);
    expect((await fetch(`${endpoints.app}/readyz`)).status).toBe(200);
    expect((await fetch(`${endpoints.tabHost}/`)).status).toBe(200);
    expect(existsSync(endpoints.playgroundConfig)).toBe(true);

    const answer = await fetch(`${endpoints.connector}/_sandbox/say`, {
      method: 'POST',
      body: JSON.stringify({ person: 'admin', text: "who's available" }),
    });
    expect(await answer.json()).toMatchObject({ status: 200, activities: [{ type: 'message' }] });
    const mapped = await fetch(`${endpoints.app}/public-api/teams-availability/technicians`, {
      headers: { authorization: `Bearer ${endpoints.publicApiKey}` },
    });
    expect(await mapped.text()).toContain('"auto"');

    const second = start();
    expect(await second.ended).toBe(1);
    expect(said).toContain('another sandbox is running');

    child.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(existsSync(path)).toBe(false);
    await expect(fetch(`${endpoints.app}/readyz`)).rejects.toThrow();
    await expect(fetch(`${endpoints.graph}/_sandbox/requests`)).rejects.toThrow();
  }, 120_000);
});
