import { afterEach, describe, expect, it, vi } from 'vitest';
import { createAutotaskLanes } from '#adapters/psa/autotask/autotask-lanes.ts';
import type { PsaAnswer, PsaRequest } from '#adapters/psa/psa-request.ts';

const OK: PsaAnswer = { status: 200, headers: {}, text: '' };
const NOW = new Date('2026-11-23T09:00:00Z');

function lanes() {
  let now = NOW;
  const open: { readonly request: PsaRequest; readonly end: (failure?: Error) => void }[] = [];
  const send = createAutotaskLanes({
    clock: { now: () => now },
    transport: (request) =>
      new Promise((resolve, reject) => {
        open.push({ request, end: (failure) => (failure ? reject(failure) : resolve(OK)) });
      }),
  });
  return {
    open,
    later: (milliseconds: number) => (now = new Date(now.getTime() + milliseconds)),
    ask: (path: string, code = 'code', timeoutMs = 8_000) =>
      send({
        method: 'POST',
        url: new URL(`https://webservices5.autotask.net/ATServicesRest/V1.0${path}`),
        headers: code === '' ? {} : { ApiIntegrationCode: code },
        timeoutMs,
      }),
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('threads of one entity', () => {
  afterEach(() => vi.useRealTimers());

  it('REL-1: a fourth call starts when one of three ends, even if it failed', async () => {
    const { open, ask } = lanes();
    const calls = [1, 2, 3, 4].map((id) => ask(`/Tickets/${id}`).catch((error: unknown) => error));
    await settled();
    expect(open).toHaveLength(3);
    open[1]?.end(new Error('cut'));
    await settled();
    expect(open.map(({ request }) => request.url.pathname.at(-1))).toEqual(['1', '2', '3', '4']);
    for (const { end } of open) end();
    expect((await Promise.all(calls)).map((answer) => answer === OK)).toEqual([true, false, true, true]);
  });

  it.each([
    ['another entity', '/Resources/query', 'code', 4],
    ['another tracking identifier', '/Tickets/query', 'other', 4],
    ['no tracking identifier', '/zoneInformation', '', 4],
    ['the same in other words', '/Tickets/entityInformation/fields', 'code', 3],
  ])('REL-1: %s', async (_, path, code, running) => {
    const { open, ask } = lanes();
    const calls = [ask('/Tickets/query'), ask('/Tickets/query'), ask('/Tickets/query'), ask(path, code)];
    await settled();
    expect(open).toHaveLength(running);
    while (open.length < 4) {
      open[0]?.end();
      await settled();
    }
    for (const { end } of open) end();
    await Promise.all(calls);
  });

  it('O12: waiting counts: what is left of the time goes along, and nobody waits for longer', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { open, ask, later } = lanes();
    const calls = [1, 2, 3].map(() => ask('/Tickets/query'));
    const patient = ask('/Tickets/query', 'code', 5_000);
    const hasty = ask('/Tickets/query', 'code', 1_000);
    const judged = expect(hasty).rejects.toMatchObject({ code: 'psa_down' });
    later(1_000);
    await vi.advanceTimersByTimeAsync(1_000);
    await judged;
    open[0]?.end();
    await settled();
    expect(open[3]?.request.timeoutMs).toBe(4_000);
    for (const { end } of open) end();
    await Promise.all([...calls, patient]);
    expect(open).toHaveLength(4);
  });
});
