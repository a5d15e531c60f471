import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#kernel/errors.ts';
import type { Caller } from '#kernel/caller.ts';
import { DESK, startApiWorld } from './api-world.ts';

const ADMIN: Caller = {
  kind: 'person',
  deskId: DESK,
  id: '11111111-1111-4111-8111-111111111111',
  name: 'Priya',
  role: 'admin',
};

let world: Awaited<ReturnType<typeof startApiWorld>>;
beforeEach(async () => {
  world = await startApiWorld();
});
afterEach(() => world.stop());

async function comeBack(query: Record<string, string>) {
  const { url } = await world.consent.start(ADMIN);
  const state = new URL(url).searchParams.get('state') ?? '';
  const granted = { admin_consent: 'True' };
  const returned = await world.call(
    `/consent/return?${new URLSearchParams({ state, ...granted, ...query }).toString()}`,
    null,
  );
  const location = returned.headers.get('location') ?? '';
  return { returned, page: location ? await world.call(location, null) : returned };
}

describe('CON-3: the return page', () => {
  it('says that consent was granted, with the query gone from the address', async () => {
    const { returned, page } = await comeBack({ admin_consent: 'True', tenant: DESK });
    expect(returned.status).toBe(303);
    expect(returned.headers.get('location')).toMatch(/^\/consent\/result\/[0-9a-f-]{36}$/);
    expect(returned.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.text).toContain('Consent granted');
    expect(page.text).toContain('Continue setup');
  });
  it('a refusal carries Microsoft’s own words, even with admin_consent=True', async () => {
    const { page } = await comeBack({
      admin_consent: 'True',
      error: 'access_denied',
      error_description: 'The admin canceled',
    });
    expect(page.text).toContain('was not granted');
    expect(page.text).toContain('The admin canceled');
  });
  it('S13: markup in the words stays words', async () => {
    const { page } = await comeBack({
      error: 'x',
      error_description: '<script>alert(1)</script><img src=x onerror=y>',
    });
    expect(page.text).toContain('&lt;script&gt;');
    expect(page.text).not.toMatch(/<script|<img/);
  });
  it('a missing permission is named', async () => {
    world.outside.roles = ['Presence.Read.All', 'GroupMember.Read.All', 'User.Read.All'];
    expect((await comeBack({ tenant: DESK })).page.text).toContain('Schedule.Read.All');
  });
  it('CON-4: while it spreads, the page looks again by itself', async () => {
    world.outside.roles = new AppError('consent_missing', 'not yet');
    const { page } = await comeBack({ tenant: DESK });
    expect(page.text).toContain('http-equiv="refresh" content="10"');
    expect(page.text).toContain('still spreading');
  });
  it('CON-4: a grant that never arrived is said after ten minutes, and the page stops looking', async () => {
    world.outside.roles = new AppError('consent_missing', 'not yet');
    const { returned } = await comeBack({ tenant: DESK });
    world.pass(600);
    const page = await world.call(returned.headers.get('location') ?? '', null);
    expect(page.text).toContain('Consent is not there');
    expect(page.text).not.toContain('http-equiv="refresh"');
  });
  it('S13: a return without a yes is no consent', async () => {
    expect((await comeBack({ admin_consent: 'False' })).page.text).toContain('was not granted');
  });
  it('S14: another tenant is told, not believed', async () => {
    const { page } = await comeBack({ tenant: 'common' });
    expect(page.text).toContain('That was another tenant');
  });
  it.each(['/consent/return', '/consent/return?state=forged.state', '/consent/result/unknown'])(
    '%s: nothing to see',
    async (path) => {
      const page = await world.call(path, null);
      expect(page.status).toBeGreaterThanOrEqual(400);
      expect(page.text).toContain('This link cannot be used');
    },
  );
  it('S32: pages cannot be framed and run no script', async () => {
    const { page } = await comeBack({ tenant: DESK });
    expect(page.headers.get('content-security-policy')).toMatch(/frame-ancestors 'none'/);
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'/);
  });
});

describe('O1: health', () => {
  it('/livez answers without the database; /readyz says when it is gone', async () => {
    expect((await world.call('/readyz', null)).json).toMatchObject({
      status: 'ok',
      version: '1.2.3',
      checks: { store: 'ok' },
    });
    world.outside.storeDown = true;
    world.pass(2);
    const ready = await world.call('/readyz', null);
    expect(ready.status).toBe(503);
    expect(ready.json.checks.store).toBe('unreachable');
    expect((await world.call('/livez', null)).status).toBe(200);
  });
  it('a database that hangs makes /readyz say no within a second or so, not wait', async () => {
    world.outside.storeHangs = true;
    const ready = await world.call('/readyz', null);
    expect(ready.status).toBe(503);
  }, 3_000);
  it('the database is looked at once in two seconds, however often it is asked', async () => {
    await world.call('/readyz', null);
    world.outside.storeDown = true;
    expect((await world.call('/readyz', null)).status).toBe(200);
  });
});

describe('P11: closing', () => {
  it('lets a request under way end, and takes no new one', async () => {
    let open = (): void => {};
    world.outside.teams = [{ teamId: 'aaaaaaaa-0000-4000-8000-000000000001', displayName: 'Desk' }];
    world.outside.membersWait = new Promise((resolve) => {
      open = resolve;
    });
    world.outside.technicians = [{ technicianId: '1', name: 'Ana', email: null, otherEmails: [] }];
    const key = await world.makeKey();
    const underWay = world.call('/public-api/teams-availability/auto-map', key, { method: 'POST', body: {} });
    while ((await world.store.mapping.listRuns(DESK, 1)).length === 0)
      await new Promise((resolve) => setTimeout(resolve, 5));
    const closed = world.server.close(5_000);
    expect(world.server.isDraining()).toBe(true);
    await expect(world.call('/livez', null)).rejects.toThrow();
    open();
    expect((await underWay).status).toBe(200);
    await closed;
  });
});
