import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { psaHookSchema } from '#contract/psa-schemas.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { connectPsa } from './connect-psa.ts';
import { dispatchDesk } from './dispatch-desk.ts';

type Hook = NonNullable<z.output<typeof psaHookSchema>['hook']>;

const REMOTE = ['halopsa', 'connectwise', 'autotask'] as const;

describe.each(REMOTE)('DIS-1: a webhook of %s', (psa) => {
  let sandbox: Sandbox;
  let hook: Hook;
  /** The PSA tells `url` of a ticket; with the right proof unless said. */
  let send: (
    ticket: number,
    options?: { readonly url?: string; readonly isForged?: boolean },
  ) => Promise<void>;

  beforeAll(async () => {
    sandbox = await startSandbox();
    await connectPsa(sandbox, psa);
    const desk = dispatchDesk(sandbox);
    await desk.workflow({ isOn: true, act: 'assign', mode: 'round-robin' });
    const { body } = await desk.asPerson('admin', '/api/psa/hook');
    hook = (body as { readonly hook: Hook }).hook;
    send = async (ticket, { url = hook.url, isForged = false } = {}) => {
      const proof = isForged ? 'not-our-secret' : (hook.secret ?? '');
      if (psa === 'connectwise') {
        await sandbox.world.connectwise.sendHook(url, ticket, ...(isForged ? [null] : []));
      } else if (psa === 'halopsa') {
        await sandbox.world.halopsa.sendHook(url, String(ticket), proof, { authentication: 'basic' });
      } else {
        await sandbox.world.autotask.sendHook(url, String(ticket), proof);
      }
    };
  });
  afterAll(() => sandbox.stop());

  const written = (ticket: number) => {
    const { halopsa, connectwise, autotask } = sandbox.world;
    const all = { halopsa: () => halopsa.assignments(), connectwise: () => connectwise.assignments() };
    const writes = psa === 'autotask' ? autotask.state().work.assignments() : all[psa]();
    return writes.filter(({ ticketId }) => ticketId === String(ticket));
  };
  /** Answers are given before the work is done. */
  const settle = () =>
    expect.poll(() => sandbox.logs().includes('dispatch.hook'), { timeout: 10_000 }).toBe(true);

  it('leads to one assignment, however often it comes', async () => {
    await send(4711);
    await expect.poll(() => written(4711).length, { timeout: 10_000 }).toBe(1);
    await send(4711);
    await send(4711);
    await settle();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(written(4711)).toHaveLength(1);
  });

  it('does nothing when it is forged, has another secret in its address, or is for another desk', async () => {
    const stranger = hook.url.replace(/[^/]{10}$/, 'AAAAAAAAAA');
    const { tenantId } = sandbox.world.desk;
    const elsewhere = hook.url.replace(tenantId, '0b000000-0000-4000-8000-00000000000b');
    expect(elsewhere).not.toBe(hook.url);
    await Promise.allSettled([
      send(4712, { isForged: true }),
      send(4712, { url: stranger }),
      send(4712, { url: elsewhere }),
    ]);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(written(4712)).toEqual([]);
    expect(sandbox.logs()).toContain('hook.refused');
    expect(sandbox.logs()).not.toContain(hook.url.split('/').at(-1));
  });

  it('about a ticket that has an owner, is closed, or is not there changes nothing', async () => {
    await send(4701);
    await send(4700);
    await send(99_999);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect([...written(4701), ...written(4700)]).toEqual([]);
  });
});
