import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ConsentChange } from '../sandbox/entra/consent.ts';
import { type ApiAnswer, type Sandbox, startSandbox } from '../support/sandbox.ts';
import { createJumpingClock } from './jumping-clock.ts';
import { type Reply, replyOf } from './read-card.ts';

/** One desk's way from no consent to one that was taken back: each test goes on where the one before stopped. */
const clock = createJumpingClock(new Date('2026-07-06T09:00:00Z'));
const TEAMS = '/public-api/teams-availability/teams';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ clock, prepared: 'connected', consent: 'none' });
});
beforeEach(async () => {
  clock.jump(61); // past the pause after a refusal, and the caches
  await sandbox.forgetRequests();
});
afterAll(() => sandbox.stop());

interface Page {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

/** A page without its tags, as a person reads it. */
async function open(url: string): Promise<Page> {
  const response = await fetch(url, { redirect: 'manual' });
  const html = await response.text();
  const body = html.slice(html.indexOf('<body'));
  const text = body.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
  return { status: response.status, text, headers: response.headers };
}

/** The address of Microsoft's page, out of the chat. */
async function consentLink(): Promise<string> {
  const asked = replyOf(await sandbox.say('admin', 'check set-up'));
  const link = await sandbox.press('admin', asked.data('Get consent link'));
  const url = /"url":"([^"]+)"/.exec(JSON.stringify(link.activities))?.[1] ?? '';
  const reply = replyOf(link, [url]);
  expect(reply.words).toContain("Consent on Microsoft's page");
  expect(reply.buttons).toContain('Open consent page');
  return url;
}

/** Presses a button of Microsoft's page and answers where that leads: the address of Rollcall's return door. */
async function decide(url: string, decision: string): Promise<string> {
  const page = await open(url);
  expect(page.status).toBe(200);
  const response = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({ decision, person: 'admin' }),
    redirect: 'manual',
  });
  expect(response.status).toBe(302);
  return response.headers.get('location') ?? '';
}

/** Comes back to Rollcall as the browser does. */
async function comeBack(address: string): Promise<Page> {
  const returned = await open(address);
  expect(returned.status).toBe(303);
  const location = returned.headers.get('location') ?? '';
  expect(location).toMatch(/^\/consent\/result\/[\w-]+$/);
  return open(sandbox.origin + location);
}

async function walk(decision: string): Promise<Page> {
  return comeBack(await decide(await consentLink(), decision));
}

const onAccept = (change: ConsentChange): void => sandbox.world.entra.consent.setAcceptOutcome(change);
const ask = async (person = 'admin'): Promise<Reply> => replyOf(await sandbox.say(person, "who's available"));
const teams = (): Promise<ApiAnswer> => sandbox.api(TEAMS);

describe('CON-4: before anybody consented', () => {
  it('the answer says so; an admin gets the way, a member is told whom to ask', async () => {
    const admin = await ask();
    expect(admin.words).toContain('because a Microsoft 365 administrator has not consented yet');
    expect(admin.words).toContain('A Microsoft 365 administrator can allow it in about two minutes.');
    expect(admin.buttons).toContain('Get consent link');
    const member = await ask('member');
    expect(member.words).toContain('Ask an admin of Rollcall to have it granted.');
    expect(member.buttons).not.toContain('Get consent link');
    expect(await teams()).toMatchObject({ status: 409, body: { code: 'consent_missing' } });
    expect(sandbox.requests('graph')).toEqual([]);
    expect(sandbox.requests('entra', 'token').length).toBeLessThanOrEqual(1 + 1); // ours, and the bot's own
  });

  it('S10: a member who presses an admin’s button is refused', async () => {
    const { words } = replyOf(await sandbox.press('member', { v: 1, verb: 'consent.link' }));
    expect(words).toContain('this needs the role "admin"');
  });
});

describe('CON-1, CON-2, CON-3: on Microsoft’s page', () => {
  it('exactly four read permissions are asked for, and a cancel comes back in Microsoft’s words', async () => {
    const url = await consentLink();
    const asked = new URL(url);
    expect(asked.pathname).toBe(`/${sandbox.world.desk.tenantId}/v2.0/adminconsent`);
    expect(asked.searchParams.get('scope')).toBe('https://graph.microsoft.com/.default');
    const { text } = await open(url);
    expect([...text.matchAll(/\b[A-Z]\w+\.(?:Read|ReadWrite)\.\w+/g)].map(([name]) => name)).toEqual([
      'Presence.Read.All',
      'Schedule.Read.All',
      'GroupMember.Read.All',
      'User.Read.All',
    ]);
    const result = await comeBack(await decide(url, 'cancel'));
    expect(result.text).toContain('Consent was not granted');
    expect(result.text).toContain('The admin canceled the request');
    expect(result.text).toContain('Nothing was changed.');
    expect(await teams()).toMatchObject({ status: 409, body: { code: 'consent_missing' } });
  });

  it('a refusal keeps Microsoft’s words although it says admin_consent=True', async () => {
    const back = await decide(await consentLink(), 'decline');
    expect(new URL(back).searchParams.get('admin_consent')).toBe('True');
    const { text } = await comeBack(back);
    expect(text).toContain('Consent was not granted');
    expect(text).toContain('AADSTS65004');
  });

  it('S13: words of a refusal that are markup stay words', async () => {
    const state = new URL(await consentLink()).searchParams.get('state') ?? '';
    const evil = '<script>alert(1)</script><img src=x onerror=alert(2)>';
    const query = new URLSearchParams({ state, error: 'access_denied', error_description: evil });
    const returned = await fetch(`${sandbox.origin}/consent/return?${query.toString()}`, {
      redirect: 'manual',
    });
    const page = await fetch(sandbox.origin + (returned.headers.get('location') ?? ''));
    const html = await page.text();
    expect(html).toContain('&lt;script&gt;alert(1)');
    expect(html).not.toMatch(/<script|<img/i);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it.each([
    ['S13: a state of nobody', () => 'state=x.y&admin_consent=True'],
    ['S13: no state', () => 'admin_consent=True'],
    ['S13: a state with another signature', () => `state=${forgedState}&admin_consent=True`],
  ])('%s: is used for nothing', async (_what, query) => {
    const { status, text } = await open(`${sandbox.origin}/consent/return?${query()}`);
    expect(status).toBe(400);
    expect(text).toContain('This link cannot be used');
    expect(text).toContain('Nothing was recorded.');
  });
  const forgedState = `${'A'.repeat(43)}.${'B'.repeat(43)}`;

  it('S13: a link works once, and for ten minutes', async () => {
    const back = await decide(await consentLink(), 'cancel');
    await comeBack(back);
    expect(await open(back)).toMatchObject({
      status: 400,
      text: expect.stringContaining('It was used before'),
    });
    const late = await decide(await consentLink(), 'accept');
    sandbox.consent('none'); // what Microsoft granted meanwhile is not the point here
    clock.jump(601);
    expect(await open(late)).toMatchObject({ status: 400 });
    expect(await teams()).toMatchObject({ status: 409, body: { code: 'consent_missing' } });
  });

  it.each(['b8d4e6f2-91a3-4c75-8e2b-5f60c7d8a911', 'common', 'fabrikam.example', '../x'])(
    'S14: the tenant "%s" in the address is not believed',
    async (tenant) => {
      const back = new URL(await decide(await consentLink(), 'cancel'));
      for (const name of ['error', 'error_subcode', 'error_description']) back.searchParams.delete(name);
      back.searchParams.set('tenant', tenant);
      const { text } = await comeBack(back.href);
      expect(text).toContain('That was another tenant');
      expect(await teams()).toMatchObject({ status: 409, body: { code: 'consent_missing' } });
    },
  );

  it('S14: a return that only claims a grant is not believed either: a token has to prove it', async () => {
    const back = new URL(await decide(await consentLink(), 'cancel'));
    for (const name of ['error', 'error_subcode', 'error_description']) back.searchParams.delete(name);
    back.searchParams.set('tenant', sandbox.world.desk.tenantId);
    const { text } = await comeBack(back.href);
    expect(text).not.toContain('Microsoft confirmed');
    expect((await teams()).status).toBe(409);
    clock.jump(601);
    expect(await teams()).toMatchObject({ status: 409, body: { code: 'consent_missing' } });
  });
});

describe('CON-3, CON-4: what was granted', () => {
  it('a grant that spreads is told as that, and works by itself afterwards', async () => {
    onAccept({ state: 'spreading', spreadMs: 45_000 });
    const { text } = await walk('accept');
    expect(text).toContain('Consent granted, not active yet');
    expect(text).toContain('Rollcall notices by itself');
    const spreading = await ask();
    expect(spreading.words).toContain('because consent was given a moment ago and is still spreading');
    expect(await teams()).toMatchObject({ status: 409, body: { code: 'consent_spreading' } });
    const before = sandbox.requests('entra', 'token').length;
    for (let question = 0; question < 5; question += 1) await ask('lead');
    expect(sandbox.requests('entra', 'token').length - before).toBeLessThanOrEqual(1);

    clock.jump(46);
    const after = await ask();
    expect(after.words).not.toContain('because consent');
    expect(await teams()).toMatchObject({ status: 200 });
  });

  it('a grant in part names what is missing, on the page and in chat', async () => {
    onAccept({ state: 'partial', missing: ['Schedule.Read.All'] });
    sandbox.consent('none');
    await ask();
    clock.jump(61);
    const { text } = await walk('accept');
    expect(text).toContain('A permission is missing');
    expect(text).toContain('Schedule.Read.All');
    expect(text).not.toContain('Presence.Read.All');
    clock.jump(61);
    const { words } = await ask();
    expect(words).toContain('because a permission is missing from the consent (Schedule.Read.All)');
    expect(await teams()).toMatchObject({ status: 200 });
  });

  it('a whole grant is confirmed, and set-up goes on', async () => {
    onAccept({ state: 'granted' });
    const { text } = await walk('accept');
    expect(text).toContain('Consent granted');
    expect(text).toContain('Microsoft confirmed all four read permissions.');
    expect(text).toContain('Continue setup');
    expect(await teams()).toMatchObject({ status: 200 });
    const run = await sandbox.api('/public-api/teams-availability/auto-map', { method: 'POST', json: {} });
    expect(run.status).toBe(200);
    clock.jump(31);
    expect((await ask()).words).toMatch(/Used: presence, Shifts \(/);
  });
});

describe('CON-6: consent that was taken back', () => {
  it('is noticed at the next question, has its own sentence, and costs one token call a minute at the most', async () => {
    await ask();
    clock.jump(31);
    sandbox.consent('revoked');
    await sandbox.forgetRequests();
    const { words, buttons } = await ask();
    expect(words).toContain('because consent was removed in Microsoft Entra');
    expect(words).toContain('If that was not meant, a Microsoft 365 administrator can grant it again.');
    expect(buttons).toContain('Get consent link');

    const noticing = sandbox.requests('graph').length;
    for (const person of ['lead', 'dispatcher', 'member', 'admin']) await ask(person);
    expect(await teams()).toMatchObject({ status: 409, body: { code: 'consent_revoked' } });
    expect(sandbox.requests('entra', 'token').length).toBeLessThanOrEqual(1);
    expect(sandbox.requests('graph').length).toBe(noticing);

    clock.jump(61);
    await sandbox.forgetRequests();
    for (const person of ['lead', 'dispatcher', 'member']) await ask(person);
    expect(sandbox.requests('entra', 'token').length).toBeLessThanOrEqual(1);
    expect(sandbox.requests('graph')).toEqual([]);
    expect((await fetch(`${sandbox.origin}/readyz`)).status).toBe(200);
  });

  it('keeps every mapping, and comes back with the next grant', async () => {
    const list = '/public-api/teams-availability/technicians?limit=500';
    const before = (await sandbox.api(list)).body;
    expect(JSON.stringify(before)).toContain('"source":"auto"');
    const { text } = await walk('accept');
    expect(text).toContain('Microsoft confirmed all four read permissions.');
    expect((await sandbox.api(list)).body).toEqual(before);
    clock.jump(31);
    expect((await ask()).words).toMatch(/Used: presence, Shifts \(/);
  });

  it('G19: our own bad secret blames nobody’s tenant, and is not hammered', async () => {
    // The bot's own token is in memory still; the desk's is refused, and a new one is not to be had.
    sandbox.fault('graph', '*', '401');
    sandbox.world.entra.failTokens(7_000_215);
    const { words } = await ask();
    expect(words).toContain("because Rollcall's own sign-in is no longer accepted");
    expect(words).toContain("The people who run Rollcall must renew the app's secret or certificate.");
    expect(words).not.toContain('because consent');
    await sandbox.forgetRequests();
    for (const person of ['lead', 'dispatcher', 'member']) await ask(person);
    expect([sandbox.requests('graph'), sandbox.requests('entra', 'token')]).toEqual([[], []]);
  });
});
