import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import type { z } from 'zod';
import { createPersonAuthentication } from '#api/authenticate-person.ts';
import { mountDispatch } from '#api/handlers/dispatch.ts';
import { mountWorkflows } from '#api/handlers/workflows.ts';
import { createIdempotency } from '#api/idempotency.ts';
import type { MountForPeople } from '#api/mount-for-people.ts';
import { mountEndpoint } from '#api/route.ts';
import { openStore } from '#adapters/store/open-store.ts';
import { newId } from '#kernel/ids.ts';
import { silentLogger } from '#kernel/logger.ts';
import { ROLES, type Role } from '#kernel/vocabulary.ts';
import { createHttpServer } from '../../../bot/server.ts';
import { createDesk, DESK, START } from '../dispatch/service/desk.ts';

export const PEOPLE = ['Ana', 'Ben', 'Chloe', 'Dmitri'];

/** Who asks: a role, as somebody of no mapping unless a technician is named. */
export type Asker = Role | `${Role}:${string}` | 'guest' | 'nobody';

export interface Answer {
  readonly status: number;
  readonly text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read answers of every shape
  readonly json: any;
}

/** Dispatch in the tab on a real listener: real sign-in rules, router, services and database; PSA and Teams are made up. */
export async function startDispatchWorld(people: readonly string[] = PEOPLE) {
  const clock = { now: () => START };
  const vaultKeys = `k1:${randomBytes(32).toString('base64')}`;
  const store = await openStore({ url: 'sqlite::memory:', vaultKeys, logger: silentLogger, clock });
  const desk = createDesk(store, people);
  let pretended = START.getTime();
  const context = {
    authenticate: createPersonAuthentication({
      verifyUserToken: async (header) => personOf(header),
      roles: {
        roleOf: async (_desk, _user, roles) => ROLES.find((each) => roles?.includes(each)) ?? 'member',
      },
      stepUpContext: null,
      // A minute a request, so that no test meets the limit of one person.
      clock: { now: () => new Date((pretended += 60_000)) },
    }),
    logger: silentLogger,
    newId,
    idempotency: createIdempotency(clock),
  };
  const server = createHttpServer({
    logger: silentLogger,
    newId,
    isHttps: true,
    playground: null,
    messages: () => Promise.reject(new Error('nobody writes here')),
    mount(routes) {
      const mount: MountForPeople = (endpoint, handle) => mountEndpoint(routes, context, endpoint, handle);
      mountDispatch(mount, { dispatch: desk.service });
      mountWorkflows(mount, { workflows: desk.workflows });
    },
  });
  const origin = `http://127.0.0.1:${await server.listen(0)}`;

  return {
    desk,
    store,
    async ask(
      asker: Asker,
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Promise<Answer> {
      const response = await fetch(`${origin}${path}`, {
        method,
        headers: {
          ...(asker === 'nobody' ? {} : { authorization: `Bearer ${asker}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, text, json: text === '' ? null : JSON.parse(text) };
    },
    async stop() {
      await server.close(200);
      await store.close();
    },
  };
}

export type DispatchWorld = Awaited<ReturnType<typeof startDispatchWorld>>;

function personOf(header: string | undefined) {
  const token = header?.replace('Bearer ', '') ?? '';
  const [role = '', name] = token.split(':');
  if (role === 'guest') return { ok: false, status: 403, reason: 'guest' } as const;
  if (role === '') return { ok: false, status: 401, reason: 'no token' } as const;
  const userId = name === undefined ? 'u-nobody' : `u-${name.toLowerCase()}`;
  return {
    ok: true,
    user: { deskId: DESK, userId, name: 'Priya', directoryRoles: [role], authenticationContexts: [] },
  } as const;
}

/** The answer holds what the contract says, and nothing beside it. */
export function expectShape(schema: z.ZodType, answer: Answer): void {
  expect(answer.status, answer.text.slice(0, 500)).toBe(200);
  expect(schema.parse(answer.json)).toEqual(answer.json);
}

/** Fields of a refused input. */
export function faultFields({ json }: Answer): readonly string[] {
  return (json.faults ?? []).map((fault: { readonly field: string }) => fault.field);
}
