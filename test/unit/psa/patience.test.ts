import { beforeEach, describe, expect, it } from 'vitest';
import { createPatience, type Repeats } from '#adapters/psa/patience.ts';
import type { PsaAnswer } from '#adapters/psa/psa-request.ts';
import { AppError } from '#kernel/errors.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const WRITE = {
  method: 'POST',
  url: new URL('https://psa.example/entries'),
  headers: {},
  body: '{}',
} as const;

let waits: number[] = [];
let calls = 0;

beforeEach(() => {
  waits = [];
  calls = 0;
});

/** Sends one write to a PSA that answers `outcomes` in turn, and the last one for ever. */
async function send(outcomes: readonly (number | 'lost')[], repeats?: Repeats): Promise<PsaAnswer> {
  const transport = async (): Promise<PsaAnswer> => {
    const outcome = outcomes[Math.min(calls, outcomes.length - 1)] ?? 200;
    calls += 1;
    if (outcome === 'lost') throw new AppError('psa_down', 'the PSA does not answer');
    return { status: outcome, headers: { 'retry-after': '1' }, text: '' };
  };
  const sleep = async (milliseconds: number): Promise<void> => {
    waits.push(milliseconds);
  };
  return createPatience({ clock: { now: () => NOW }, transport, sleep }, 'interactive').send(WRITE, repeats);
}

describe('DIS-8: a write that would count twice', () => {
  it.each([502, 503, 504, 500])('is not sent again after %i: it may have been done', async (status) => {
    expect((await send([status, 200], 'throttle')).status).toBe(status);
    expect(calls).toBe(1);
  });

  it('is not sent again when its answer is lost', async () => {
    await expect(send(['lost', 200], 'throttle')).rejects.toMatchObject({ code: 'psa_down' });
    expect(calls).toBe(1);
  });

  it('is sent again after a throttle, which did nothing', async () => {
    expect((await send([429, 200], 'throttle')).status).toBe(200);
    expect(waits).toEqual([1000]);
  });
});

describe('REL-1: everything else', () => {
  it.each([502, 503, 504, 429, 'lost'] as const)('is sent again after %s', async (outcome) => {
    expect((await send([outcome, 200])).status).toBe(200);
    expect(calls).toBe(2);
  });

  it('is not sent again after 500, which is how a PSA refuses', async () => {
    expect((await send([500, 200])).status).toBe(500);
    expect(calls).toBe(1);
  });
});
