import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Technician } from '#core/mapping/ports.ts';
import type { PsaConnection, PsaConnector } from '#core/settings/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Budget } from '#kernel/vocabulary.ts';

/** What every PSA adapter is to the program. */
export interface PsaAdapter extends PsaConnector {
  listTechnicians(connection: PsaConnection, budget: Budget): Promise<readonly Technician[]>;
}

/** A PSA that can be put into every state that matters here. */
export interface PsaSimulation {
  /** A connection that works. Every desk that asks for one gets the same addresses and secrets. */
  connectionOf(deskId: string): PsaConnection;
  /** The people behind the list: what the PSA holds, in its own words. */
  readonly people: {
    readonly withoutEmail: string;
    readonly withOtherEmails: { readonly name: string; readonly otherEmails: readonly string[] };
    readonly inactive: string;
    /** `null`: this PSA has none. */
    readonly apiUser: string | null;
    readonly active: readonly string[];
  };
  /** `null`: nothing lies between us and this PSA. */
  readonly network: PsaNetwork | null;
  reset(): void;
  close(): Promise<void>;
}

/** What can go wrong with a PSA that is reached over a network and by a sign-in. */
export interface PsaNetwork {
  /** The same connection with a secret that the PSA does not know. */
  withWrongSecret(connection: PsaConnection): PsaConnection;
  /** The same connection with a sign-in that works and that may not list technicians. */
  withoutRight(connection: PsaConnection): PsaConnection;
  /** Spoils the next `times` answers (every one, if not said) of the call that lists technicians. Kinds: test/sandbox/faults.ts. */
  spoilList(fault: string, times?: number): void;
  spoilSignIn(fault: string, times?: number): void;
  /** What a sign-in gave so far (a token, the place of the API) is worth nothing. */
  forgetSignIns(): void;
  /** How a call says so: its status, and whether it is worth another try when the sign-in gives the very same again. */
  readonly stale: { readonly status: 401 | 404; readonly triesUnchanged: boolean };
  /** The sign-in works and shows nobody. */
  goBlind(): void;
  readonly signIns: () => number;
  /** Statuses of the calls that list technicians; `null` for one that has no answer. */
  readonly listCalls: () => readonly (number | null)[];
}

export interface PsaUnderTest {
  readonly name: string;
  /** Whether the simulation has a `network`. */
  readonly isRemote: boolean;
  readonly start: (clock: Clock) => Promise<PsaSimulation>;
  readonly adapter: (needs: {
    readonly psa: PsaSimulation;
    readonly clock: Clock;
    readonly sleep: (milliseconds: number) => Promise<void>;
  }) => PsaAdapter;
}

const NOW = new Date('2026-11-23T09:00:00Z');
const DESK_A = '0a000000-0000-4000-8000-00000000000a';
const DESK_B = '0b000000-0000-4000-8000-00000000000b';

/** One suite for every PSA (PSA-1). */
export function technicianSourceSuite({ name, isRemote, start, adapter }: PsaUnderTest): void {
  describe(`technicians of ${name}`, () => {
    let now = NOW;
    let waits: number[] = [];
    let psa: PsaSimulation;
    let source: PsaAdapter;
    const clock: Clock = { now: () => now };
    const sleep = async (milliseconds: number): Promise<void> => {
      waits.push(milliseconds);
      now = new Date(now.getTime() + milliseconds);
    };
    const list = (budget: Budget = 'interactive') => source.listTechnicians(psa.connectionOf(DESK_A), budget);

    const network = (): PsaNetwork => {
      if (psa.network === null) throw new Error(`${name} has no network to spoil`);
      return psa.network;
    };

    beforeAll(async () => {
      psa = await start(clock);
    });
    afterAll(() => psa.close());
    beforeEach(() => {
      now = NOW;
      waits = [];
      psa.reset();
      source = adapter({ psa, clock, sleep });
    });
    afterEach(() => {
      vi.useRealTimers();
    });

    it('PSA-2: lists every active technician that is a person, once', async () => {
      const names = (await list()).map((technician) => technician.name);
      expect(names.toSorted()).toEqual(psa.people.active.toSorted());
      expect(names).not.toContain(psa.people.inactive);
      expect(names).not.toContain(psa.people.apiUser);
    });

    it('PSA-2: ids are texts and stand for one technician each', async () => {
      const ids = (await list()).map((technician) => technician.technicianId);
      expect(ids.every((id) => typeof id === 'string' && id !== '')).toBe(true);
      expect(new Set(ids).size).toBe(ids.length);
    });

    it('MAP-2: an empty e-mail is null, and further e-mails stand apart from the first', async () => {
      const { withoutEmail, withOtherEmails } = psa.people;
      const technicians = await list();
      const named = (wanted: string) => technicians.find((technician) => technician.name === wanted);
      expect(named(withoutEmail)?.email).toBeNull();
      expect(named(withOtherEmails.name)?.otherEmails).toEqual(withOtherEmails.otherEmails);
      expect(named(withOtherEmails.name)?.otherEmails).not.toContain(named(withOtherEmails.name)?.email);
    });

    it('PSA-3: the check passes with every step and counts the technicians', async () => {
      const check = await source.checkPsa(psa.connectionOf(DESK_A));
      expect(check).toMatchObject({ ok: true, technicianCount: psa.people.active.length });
      expect(check.steps.length).toBeGreaterThan(0);
      expect(check.steps.every((step) => step.ok && step.problem === null && step.code === null)).toBe(true);
    });

    it('SPEC 0: a desk gets its own technicians, whoever else asks at the same moment', async () => {
      const [a, b] = await Promise.all(
        [DESK_A, DESK_B].map((deskId) => source.listTechnicians(psa.connectionOf(deskId), 'interactive')),
      );
      expect(a).toHaveLength(psa.people.active.length);
      expect(b).toHaveLength(psa.people.active.length);
    });

    if (!isRemote) return;
    describe('over a network', () => {
      it('REL-1: a throttle is waited out as long as the PSA asks, and the list is whole', async () => {
        network().spoilList('429:2', 1);
        expect(await list()).toHaveLength(psa.people.active.length);
        expect(waits).toEqual([2000]);
      });

      it('REL-1: a throttle that names a date is waited out until then', async () => {
        now = new Date(); // an HTTP date is read against the Date header, which is of this machine
        network().spoilList('503:date:3', 1);
        expect(await list('background')).toHaveLength(psa.people.active.length);
        expect(waits).toHaveLength(1);
        // HTTP dates have no fractions of a second.
        expect(waits[0]).toBeGreaterThan(1000);
        expect(waits[0]).toBeLessThanOrEqual(3000);
      });

      it('REL-1: a person does not wait for a long throttle, and is told how long it is', async () => {
        network().spoilList('429:120');
        await expect(list()).rejects.toMatchObject({ code: 'psa_throttled', retryAfterSeconds: 120 });
        expect(waits).toEqual([]);
        expect(network().listCalls()).toHaveLength(1);
      });

      it('REL-1: a run waits for a long throttle', async () => {
        network().spoilList('429:120', 1);
        expect(await list('background')).toHaveLength(psa.people.active.length);
        expect(waits).toEqual([120_000]);
      });

      it('REL-1: a throttle without end ends in psa_throttled after a bounded number of calls', async () => {
        network().spoilList('429');
        await expect(list()).rejects.toMatchObject({ code: 'psa_throttled' });
        expect(network().listCalls()).toHaveLength(3);
        await expect(list('background')).rejects.toMatchObject({ code: 'psa_throttled' });
        expect(network().listCalls()).toHaveLength(3 + 5);
      });

      it('REL-1: a throttled sign-in is psa_throttled, not a refused secret', async () => {
        network().spoilSignIn('429:60');
        await expect(list()).rejects.toMatchObject({ code: 'psa_throttled', retryAfterSeconds: 60 });
      });

      it.each(['503', '502', '504', 'reset'])('REL-1: one %s passes unnoticed', async (fault) => {
        network().spoilList(fault, 1);
        expect(await list()).toHaveLength(psa.people.active.length);
      });

      it.each([
        ['503', 'psa_down'],
        ['500', 'psa_down'],
        ['reset', 'psa_down'],
        ['html', 'psa_down'],
        ['truncate', 'psa_down'],
        ['truncate:short', 'psa_down'],
        ['no-value', 'psa_down'],
        ['wrong-type', 'psa_down'],
        ['huge', 'psa_down'],
        ['404', 'psa_refused'],
        ['redirect:http://169.254.169.254/latest', 'psa_refused'],
        ['403', 'psa_permission_missing'],
        ['401', 'psa_refused'],
      ])('REL-1: %s is %s, never a shorter list', async (fault, code) => {
        network().spoilList(fault);
        await expect(list()).rejects.toMatchObject({ code });
      });

      it('REL-1: a port where nobody listens is psa_down', async () => {
        const gone = await start(clock);
        const connection = gone.connectionOf(DESK_A);
        await gone.close();
        await expect(source.listTechnicians(connection, 'interactive')).rejects.toMatchObject({
          code: 'psa_down',
        });
      });

      it.each([
        ['hang', null],
        ['slow-body', 200],
      ])(
        'O12: an answer that never ends (%s) is given up after the 8 s that a person waits',
        async (fault, status) => {
          await list();
          network().spoilList(fault);
          vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
          let ended = false;
          const failing = list().finally(() => (ended = true));
          const judged = expect(failing).rejects.toMatchObject({
            code: 'psa_down',
            message: expect.stringContaining('8 s'),
          });
          await seen(() => network().listCalls().length === 2 && network().listCalls()[1] === status);
          await vi.advanceTimersByTimeAsync(7_999);
          expect(ended).toBe(false);
          now = new Date(NOW.getTime() + 8_000);
          await vi.advanceTimersByTimeAsync(1);
          await judged;
          expect(network().listCalls()).toHaveLength(2);
        },
      );

      it('PSA-3: a wrong secret is psa_refused, and one that works later signs in at once', async () => {
        const right = psa.connectionOf(DESK_A);
        const wrong = network().withWrongSecret(right);
        await expect(source.listTechnicians(wrong, 'interactive')).rejects.toMatchObject({
          code: 'psa_refused',
          remedy: expect.stringMatching(/secret|private key/),
        });
        expect(await source.listTechnicians(right, 'interactive')).not.toHaveLength(0);
        // And the other way round: a token of the good connection does not serve the bad one.
        await expect(source.listTechnicians(wrong, 'interactive')).rejects.toMatchObject({
          code: 'psa_refused',
        });
      });

      it('PSA-3: a missing right is named', async () => {
        const limited = network().withoutRight(psa.connectionOf(DESK_A));
        await expect(source.listTechnicians(limited, 'interactive')).rejects.toMatchObject({
          code: 'psa_permission_missing',
          details: { missing: [expect.any(String)] },
        });
      });

      it('REL-1: a sign-in that was forgotten in mid-run is renewed once, unseen', async () => {
        await list();
        network().forgetSignIns();
        expect(await list()).toHaveLength(psa.people.active.length);
        expect(network().signIns()).toBe(2);
        expect(network().listCalls()).toEqual([200, network().stale.status, 200]);
      });

      it('REL-1: a sign-in that is refused again and again is not repeated for ever', async () => {
        const { status, triesUnchanged } = network().stale;
        network().spoilList(String(status));
        await expect(list()).rejects.toMatchObject({ code: 'psa_refused' });
        expect(network().signIns()).toBe(2);
        expect(network().listCalls()).toEqual(triesUnchanged ? [status, status] : [status]);
      });

      it('PERF-1: a sign-in serves many calls, and many at once', async () => {
        await Promise.all([list(), list(), list()]);
        await list();
        expect(network().signIns()).toBe(1);
      });

      it('a sign-in is renewed before it ends', async () => {
        await list();
        now = new Date(NOW.getTime() + 24 * 3600 * 1000);
        await list();
        expect(network().signIns()).toBe(2);
        expect(network().listCalls()).toEqual([200, 200]);
      });

      it('SPEC 0: two desks never share a sign-in, even with the same secrets', async () => {
        await source.listTechnicians(psa.connectionOf(DESK_A), 'interactive');
        await source.listTechnicians(psa.connectionOf(DESK_B), 'interactive');
        expect(network().signIns()).toBe(2);
      });

      it('SPEC 0: what signed in at one PSA is never sent to another', async () => {
        const other = await start(clock);
        try {
          await Promise.all([list(), source.listTechnicians(other.connectionOf(DESK_B), 'interactive')]);
          // A desk that moves to another PSA takes no token along either.
          await source.listTechnicians(other.connectionOf(DESK_A), 'interactive');
          expect(other.network?.listCalls()).toEqual([200, 200]);
        } finally {
          await other.close();
        }
      });

      it('PSA-3: the check of a blind sign-in fails and says what to change', async () => {
        network().goBlind();
        expect(await list()).toEqual([]);
        const check = await source.checkPsa(psa.connectionOf(DESK_A));
        expect(check).toMatchObject({ ok: false, technicianCount: 0 });
        expect(check.steps.find((step) => !step.ok)?.remedy).toMatch(/team|level/);
      });

      it('PSA-3: the check names the step that fails, and never throws for what the PSA answers', async () => {
        const right = psa.connectionOf(DESK_A);
        const wrong = await source.checkPsa(network().withWrongSecret(right));
        expect(wrong.ok).toBe(false);
        expect(wrong.steps).toHaveLength(1);
        expect(wrong.steps[0]?.remedy).toMatch(/secret|private key/);
        const limited = await source.checkPsa(network().withoutRight(right));
        expect(limited).toMatchObject({ ok: false, technicianCount: null });
        expect(limited.steps.map((step) => step.ok)).toContain(true);
        expect(limited.steps.find((step) => !step.ok)?.problem).toMatch(/right/);
        network().spoilList('html');
        expect(await source.checkPsa(right)).toMatchObject({ ok: false, technicianCount: null });
      });
    });
  });
}

/** Until the other side has come that far; timers stand still meanwhile. */
async function seen(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
