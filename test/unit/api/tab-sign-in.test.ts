import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createPersonAuthentication, type PersonCheck } from '#api/authenticate-person.ts';
import type { Routes } from '#api/route.ts';
import { mountTabApi, type TabApiNeeds } from '#api/tab-api.ts';
import type { AppError } from '#kernel/errors.ts';
import { toAppError } from '#kernel/errors.ts';
import type { Role } from '#kernel/vocabulary.ts';
import { tabEndpoints } from '../../support/tab-endpoints.ts';

const DESK = '3f0d1c52-6f3a-4d3e-9a44-0b6a1de0a001';
const ANA = '3f0d1c52-6f3a-4d3e-9a44-0b6a1de0b001';
const MINUTE_MS = 60_000;

const ana: Extract<PersonCheck, { ok: true }>['user'] = {
  deskId: DESK,
  userId: ANA,
  name: 'Ana',
  directoryRoles: ['a directory role'],
  authenticationContexts: [],
};

/** The check of sign-in, in front of a verifier that says what the test says. */
function aDoor(options: { readonly stepUpContext?: string } = {}) {
  let now = new Date('2026-11-21T16:00:00Z');
  let check: PersonCheck = { ok: true, user: ana };
  const asked: unknown[] = [];
  const authenticate = createPersonAuthentication({
    verifyUserToken: async () => check,
    roles: {
      async roleOf(...question): Promise<Role> {
        asked.push(question);
        return 'lead';
      },
    },
    stepUpContext: options.stepUpContext ?? null,
    clock: { now: () => now },
  });
  async function enter(
    endpoint: { readonly stepUp?: boolean } = {},
    remoteAddress = '203.0.113.7',
  ): Promise<AppError | Awaited<ReturnType<typeof authenticate>>> {
    const req = { headers: { authorization: 'Bearer t' }, socket: { remoteAddress } } as IncomingMessage;
    const res = { setHeader: () => res } as unknown as ServerResponse; // all that the rate limit writes to
    try {
      return await authenticate(req, res, endpoint);
    } catch (error) {
      return toAppError(error);
    }
  }
  return {
    asked,
    enter,
    says(next: PersonCheck) {
      check = next;
    },
    pass(milliseconds: number) {
      now = new Date(now.getTime() + milliseconds);
    },
  };
}

describe('who is behind a request of the tab', () => {
  it('TAB-7: is the person of the token, with the role that the desk gave', async () => {
    const door = aDoor();
    expect(await door.enter()).toEqual({ kind: 'person', deskId: DESK, id: ANA, name: 'Ana', role: 'lead' });
    expect(door.asked).toEqual([[DESK, ANA, ['a directory role']]]);
  });

  it.each([
    [401, 'expired'],
    [401, 'unknown-key'],
    [403, 'other-tenant'],
    [403, 'scope'],
    [403, 'client'],
  ])('SEC-1: whatever is wrong with a token (%i %s), the answer is the same', async (status, reason) => {
    const door = aDoor();
    door.says({ ok: false, status, reason });
    expect(await door.enter()).toMatchObject({
      code: 'not_signed_in',
      message: 'no valid sign-in token',
      details: {},
    });
    expect(door.asked).toEqual([]);
  });

  it('a guest is told so', async () => {
    const door = aDoor();
    door.says({ ok: false, status: 403, reason: 'guest' });
    expect(await door.enter()).toMatchObject({ code: 'not_allowed', details: { needed: 'member' } });
  });

  it('S7: where the keys cannot be read, nobody is called a stranger', async () => {
    const door = aDoor();
    door.says({ ok: false, status: 503, reason: 'keys-unavailable' });
    expect(await door.enter()).toMatchObject({ code: 'entra_down', retryAfterSeconds: 5 });
  });

  it('S18: an address that fails again and again has to wait, and others do not', async () => {
    const door = aDoor();
    door.says({ ok: false, status: 401, reason: 'expired' });
    for (let time = 0; time < 60; time += 1) {
      expect(await door.enter()).toMatchObject({ code: 'not_signed_in' });
    }
    expect(await door.enter()).toMatchObject({ code: 'rate_limited' });
    expect(await door.enter({}, '203.0.113.8')).toMatchObject({ code: 'not_signed_in' });
    // A person who signs in rightly from there is let in all the same.
    door.says({ ok: true, user: ana });
    expect(await door.enter()).toMatchObject({ kind: 'person' });
    door.says({ ok: false, status: 401, reason: 'expired' });
    door.pass(MINUTE_MS);
    expect(await door.enter()).toMatchObject({ code: 'not_signed_in' });
  });

  it('S18: a person who asks too often has to wait, and a colleague does not', async () => {
    const door = aDoor();
    for (let time = 0; time < 240; time += 1) expect(await door.enter()).toMatchObject({ kind: 'person' });
    expect(await door.enter()).toMatchObject({ code: 'rate_limited' });
    door.says({ ok: true, user: { ...ana, userId: 'somebody else' } });
    expect(await door.enter()).toMatchObject({ kind: 'person', id: 'somebody else' });
    door.says({ ok: true, user: ana });
    door.pass(MINUTE_MS);
    expect(await door.enter()).toMatchObject({ kind: 'person' });
  });
});

describe('a stronger sign-in', () => {
  const stepUp = { stepUp: true };
  const withContexts = (...authenticationContexts: string[]): PersonCheck => ({
    ok: true,
    user: { ...ana, authenticationContexts },
  });

  it.each([
    ['nothing is asked for', undefined, stepUp, [], 'person'],
    ['the endpoint is an everyday one', 'c1', {}, [], 'person'],
    ['the token names the context', 'c1', stepUp, ['c7', 'c1'], 'person'],
    ['the token names another', 'c1', stepUp, ['c2', 'c11', 'C1'], 'step_up_needed'],
    ['the token names none', 'c1', stepUp, [], 'step_up_needed'],
  ] as const)('when %s', async (_when, context, endpoint, contexts, expected) => {
    const door = aDoor(context === undefined ? {} : { stepUpContext: context });
    door.says(withContexts(...contexts));
    const outcome = await door.enter(endpoint);
    expect('kind' in outcome ? outcome.kind : outcome.code).toBe(expected);
  });

  it('the refusal carries what Microsoft is to be asked for', async () => {
    const door = aDoor({ stepUpContext: 'c25' });
    const refused = await door.enter(stepUp);
    expect(refused).toMatchObject({
      code: 'step_up_needed',
      details: { claims: '{"access_token":{"acrs":{"essential":true,"value":"c25"}}}' },
    });
  });
});

describe('the endpoints of the tab', () => {
  it('are mounted as the contract has them, every one', async () => {
    const mounted: string[] = [];
    const note =
      (method: string) =>
      ({ path }: { readonly path: string }) =>
        mounted.push(`${method} ${path}`);
    const routes = { get: note('GET'), post: note('POST'), put: note('PUT'), del: note('DELETE') };
    // Services are used when somebody asks, and nobody does here.
    const needs = new Proxy({}, { get: () => ({}) }) as TabApiNeeds;
    mountTabApi(routes as unknown as Routes, needs);
    const defined = [...(await tabEndpoints()).values()].map(
      ({ method, path }) => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
    );
    expect(mounted.toSorted()).toEqual(defined.toSorted());
    expect(new Set(mounted).size).toBe(mounted.length);
  });
});
