import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PersonKey } from '../sandbox/desk/desk-types.ts';
import { type ApiAnswer, type Sandbox, startSandbox } from '../support/sandbox.ts';
import { createJumpingClock } from './jumping-clock.ts';
import { replyOf } from './read-card.ts';

/** Aisha Khan is technician 2 and signs in as the member; Priya Raman, technician 6, is the lead. */
const AISHA = '2';
const PRIYA = '6';
const clock = createJumpingClock(new Date('2026-11-23T10:00:00Z'));
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ clock });
});
beforeEach(async () => {
  await Promise.all([AISHA, PRIYA].map((technicianId) => end('lead', technicianId)));
});
afterAll(() => sandbox.stop());

async function asPerson(person: PersonKey, path: string, init: { method?: string; json?: unknown } = {}) {
  const authorization = `Bearer ${await sandbox.ssoToken(person)}`;
  return sandbox.api(path, { ...init, headers: { authorization } });
}

function say(person: PersonKey, technicianId: string, says: string, minutes: number): Promise<ApiAnswer> {
  const until = new Date(clock.now().getTime() + minutes * 60_000).toISOString();
  return asPerson(person, `/api/technicians/${technicianId}/override`, {
    method: 'PUT',
    json: { says, until },
  });
}

function end(person: PersonKey, technicianId: string): Promise<ApiAnswer> {
  return asPerson(person, `/api/technicians/${technicianId}/override`, { method: 'DELETE', json: {} });
}

interface Person {
  readonly technicianId: string;
  readonly group: string;
  readonly reasons: readonly string[];
  readonly override: { readonly says: string; readonly until: string } | null;
}

/** The same technician in the tab, in the public API and in chat. */
async function everywhere(technicianId: string, name: string) {
  const pick = ({ body }: ApiAnswer): Person => {
    const { technicians } = body as { technicians: readonly Person[] };
    const found = technicians.find((each) => each.technicianId === technicianId);
    if (!found) throw new Error(`nobody has the id ${technicianId}`);
    return found;
  };
  const [tab, api, chat] = await Promise.all([
    asPerson('dispatcher', '/api/board'),
    sandbox.api('/public-api/teams-availability/availability'),
    sandbox.say('dispatcher', `is ${name} available`),
  ]);
  return { tab: pick(tab), api: pick(api), words: replyOf(chat).words };
}

describe('AV-9: the own word', () => {
  it('beats presence in tab, API and chat, and ends by itself', async () => {
    expect(await everywhere(AISHA, 'Aisha Khan')).toMatchObject({
      tab: { group: 'working', override: null },
      api: { group: 'working', override: null },
    });

    expect(await say('member', AISHA, 'on-break', 45)).toMatchObject({
      status: 200,
      body: { says: 'on-break' },
    });
    const during = await everywhere(AISHA, 'Aisha Khan');
    for (const person of [during.tab, during.api]) {
      expect(person).toMatchObject({ group: 'on-break', override: { says: 'on-break' } });
      expect(person.reasons[0]).toBe('override-break');
    }
    expect(during.words).toContain('on a break until 10:45');

    clock.jump(45 * 60 - 5);
    expect(await everywhere(AISHA, 'Aisha Khan')).toMatchObject({ tab: { group: 'on-break' } });
    clock.jump(6);
    const after = await everywhere(AISHA, 'Aisha Khan');
    expect(after).toMatchObject({ tab: { override: null }, api: { override: null } });
    expect(after.tab.group).not.toBe('on-break');
    expect(after.words).not.toContain('on a break until');
  });

  it('puts on the clock whom Teams says is away, and "End" takes it back at once', async () => {
    const before = await everywhere(PRIYA, 'Priya Raman');
    await say('lead', PRIYA, 'off', 60);
    expect(await everywhere(PRIYA, 'Priya Raman')).toMatchObject({ tab: { group: 'off-shift' } });
    await say('lead', PRIYA, 'working', 60);
    expect(await everywhere(PRIYA, 'Priya Raman')).toMatchObject({
      tab: { group: 'working', reasons: ['override-working', expect.any(String)] },
    });
    expect(await end('lead', PRIYA)).toMatchObject({ status: 200, body: { ended: true } });
    expect(await end('lead', PRIYA)).toMatchObject({ body: { ended: false } });
    expect(await everywhere(PRIYA, 'Priya Raman')).toMatchObject({ tab: { group: before.tab.group } });
  });

  it('belongs to the technician and to leads: nobody else sets or ends it', async () => {
    await say('member', AISHA, 'on-break', 45);
    expect(await say('member', PRIYA, 'off', 45)).toMatchObject({
      status: 403,
      body: { code: 'not_allowed' },
    });
    expect(await end('dispatcher', AISHA)).toMatchObject({ status: 403 });
    expect(await say('lead', AISHA, 'working', 45)).toMatchObject({ status: 200 });
    expect(await say('lead', 'nobody', 'working', 45)).toMatchObject({
      status: 404,
      body: { code: 'technician_not_found' },
    });
    const key = await sandbox.api(`/api/technicians/${AISHA}/override`, { method: 'DELETE', json: {} });
    expect(key.status).toBe(401);
  });

  it.each([
    ['an end in the past', -1],
    ['an end 15 days ahead', 15 * 24 * 60],
  ])('refuses %s, and says which field', async (_name, minutes) => {
    expect(await say('member', AISHA, 'off', minutes)).toMatchObject({
      status: 400,
      body: { code: 'invalid_input', faults: [{ field: 'until' }] },
    });
    expect(await everywhere(AISHA, 'Aisha Khan')).toMatchObject({ tab: { override: null } });
  });
});
