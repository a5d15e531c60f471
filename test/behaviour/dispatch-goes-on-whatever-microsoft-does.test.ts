import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { dispatchDesk, type Run } from './dispatch-desk.ts';
import { createJumpingClock } from './jumping-clock.ts';
import { replyOf } from './read-card.ts';

const NOW = new Date('2026-11-23T10:00:00Z');
let sandbox: Sandbox;
let desk: ReturnType<typeof dispatchDesk>;

// A program for each: reads that hang or wait are shared with whoever asks a moment later, and what was learnt of a fault is kept for a while.
beforeEach(async () => {
  sandbox = await startSandbox({ clock: createJumpingClock(NOW) });
  desk = dispatchDesk(sandbox);
  await desk.workflow({ act: 'assign', mode: 'ranked', capacity: 50 });
});
afterEach(() => sandbox.stop());

/** Open tickets of the made-up desk that nobody has. */
const [TICKET, ANOTHER] = ['4711', '4712'];

interface Fault {
  readonly name: string;
  readonly spoil: () => void;
  readonly because: readonly Run['decision']['presence']['because'][];
  readonly remedy: Run['decision']['presence']['remedy'];
  /** What the card of the next question says. */
  readonly words: RegExp;
}

const faults: readonly Fault[] = [
  {
    name: 'consent was revoked',
    spoil: () => sandbox.consent('revoked'),
    because: ['consent-revoked'],
    remedy: 'open-consent',
    words: /consent|permission/i,
  },
  {
    name: 'Graph answers 503',
    spoil: () => sandbox.fault('graph', '*', '503'),
    because: ['graph-down'],
    remedy: 'open-health',
    words: /Microsoft can't be reached, so presence was left out/,
  },
  {
    name: 'Graph asks to wait for longer than a person does',
    spoil: () => sandbox.fault('graph', '*', '429'),
    // Whether the deadline or the answer comes first is chance.
    because: ['graph-slow', 'graph-down'],
    remedy: 'open-health',
    words: /presence was left out/,
  },
  {
    name: 'Graph does not answer within the deadline',
    spoil: () => sandbox.fault('graph', '*', 'hang'),
    because: ['graph-slow'],
    remedy: 'open-health',
    words: /slow/i,
  },
];

describe('DIS-6: dispatch never waits for Microsoft', () => {
  it.each(faults.map((fault) => [fault.name, fault] as const))(
    '%s: the ticket is assigned, and card and record say why presence was not used',
    async (_name, { spoil, because, remedy, words }) => {
      spoil();
      const run = await desk.dispatch(TICKET);
      expect(run.assignment?.state).toBe('done');
      expect(run.decision.presence).toMatchObject({ use: 'not-used', remedy });
      expect(because).toContain(run.decision.presence.because);
      const reply = replyOf(await sandbox.say('dispatcher', `dispatch ${ANOTHER}`));
      expect(reply.words).toMatch(/^Assigned to /m);
      expect(reply.words).toMatch(words);
    },
    30_000,
  );

  it('Shifts alone cannot be read: presence still counts, and it is said that shifts do not', async () => {
    sandbox.fault('graph', 'GET /v1.0/teams/{id}/schedule/shifts', '503');
    const run = await desk.dispatch(TICKET);
    expect(run.assignment?.state).toBe('done');
    expect(run.decision.presence.use).toBe('used');
    expect(run.decision.shifts).toMatchObject({ use: 'not-used', because: 'unreadable' });
  });

  it.each([
    ['Shifts', 'GET /v1.0/teams/{id}/schedule/shifts', 'used', 'not-used'],
    ['presence', 'presence', 'not-used', 'used'],
  ] as const)(
    '%s alone is silent: the other one counts all the same',
    async (_source, route, presence, shifts) => {
      sandbox.fault('graph', route, 'hang');
      const run = await desk.dispatch(TICKET);
      expect(run.assignment?.state).toBe('done');
      expect([run.decision.presence.use, run.decision.shifts.use]).toEqual([presence, shifts]);
    },
  );

  it('nobody is mapped: a case of its own, which points to auto-map', async () => {
    const { body } = await desk.call('/technicians');
    const { technicians } = body as {
      readonly technicians: readonly { technicianId: string; mapping: unknown }[];
    };
    for (const { technicianId, mapping } of technicians) {
      if (mapping !== null) await desk.call(`/technicians/${technicianId}/mapping`, { method: 'DELETE' });
    }
    const run = await desk.dispatch(TICKET);
    expect(run.assignment?.state).toBe('done');
    expect(run.decision.presence).toMatchObject({
      use: 'not-used',
      because: 'nobody-mapped',
      remedy: 'run-auto-map',
    });
    const reply = replyOf(await sandbox.say('dispatcher', `dispatch ${ANOTHER}`));
    expect(reply.words).toMatch(/nobody .*(mapped|linked)/i);
  });
});
