import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { STAFF } from '../sandbox/desk/desk.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { type ScriptedServer, startScriptedServer } from '../support/scripted-server.ts';
import { createJumpingClock } from './jumping-clock.ts';
import { type Reply, replyOf } from './read-card.ts';

/** A weekday afternoon at the desk. The clock ticks, so that deadlines run, and jumps from one test to the next, so that nothing of the
 *  one before is in memory. The limits of Graph itself are off, because they run on the real time, in which the tests crowd. */
const clock = createJumpingClock(new Date('2026-07-06T13:05:00Z'));
const TECHNICIANS = '/public-api/teams-availability/technicians?limit=500';

let sandbox: Sandbox;
let foreign: ScriptedServer;
let mappings: unknown;
/** Requests that one answer costs when all goes well. */
let least: number;

beforeAll(async () => {
  [sandbox, foreign] = await Promise.all([startSandbox({ clock, throttling: false }), startScriptedServer()]);
  mappings = (await sandbox.api(TECHNICIANS)).body;
  least = 1 + 2 * sandbox.world.desk.groups.filter(({ schedule }) => schedule !== null).length;
});
beforeEach(async () => {
  // Past the caches of 30 s, the breakers and pauses, and the two hours for which a team without a schedule is left alone.
  clock.jump(2.1 * 3600);
  await ask();
  clock.jump(61);
  await sandbox.forgetRequests();
});
afterEach(async () => {
  sandbox.clearFaults();
  expect((await sandbox.api(TECHNICIANS)).body, 'no mapping was touched').toEqual(mappings);
  expect(foreign.connections()).toBe(0);
});
afterAll(async () => {
  await sandbox.stop();
  await foreign.close();
});

const ask = async (person = 'admin'): Promise<Reply> => replyOf(await sandbox.say(person, "who's available"));

function graphCalls(route?: string): number {
  return sandbox.requests('graph', route).length;
}

async function timed(work: () => Promise<Reply>): Promise<{ reply: Reply; seconds: number }> {
  const startedAt = performance.now();
  const reply = await work();
  return { reply, seconds: (performance.now() - startedAt) / 1000 };
}

const ALL_USED = 'Used: presence, Shifts (Service Desk, Escalations, Network Operations and 1 more).';
const SLOW = 'Microsoft is answering too slowly. Try again in a moment.';
const RIGHT = /^(?!0 working)\d+ working · /m;

/** When presence cannot be used nobody is called free: everybody stands under No signal or off shift. */
function expectNobodyIsCalledFree({ words }: Reply): void {
  expect(words).toMatch(/^0 working · 0 on a break · /m);
}

describe('REL-1: what passes is waited for, and the answer is right', () => {
  it('G1: throttled for 2 s: one wait, one more request', async () => {
    sandbox.fault('graph', 'presence', '429:2', 1);
    const { reply, seconds } = await timed(ask);
    expect(reply.words).toContain(ALL_USED);
    expect(reply.words).toMatch(RIGHT);
    expect(graphCalls()).toBe(least + 1);
    expect(seconds).toBeGreaterThanOrEqual(2);
    expect(seconds).toBeLessThan(4.5);
  });

  it.each([
    ['G4: an error of Graph', '500'],
    ['G6: a connection that broke', 'reset'],
    ['G8: half an answer', 'truncate'],
    ['G9: a web page of a proxy', 'html'],
  ])('%s, once', async (_what, fault) => {
    sandbox.fault('graph', 'presence', fault, 1);
    const { words } = await ask();
    expect(words).toContain(ALL_USED);
    expect(words).toMatch(RIGHT);
    expect([graphCalls('presence'), graphCalls()]).toEqual([2, least + 1]);
  });

  it('G10: an empty page that has a next one is followed', async () => {
    sandbox.fault('graph', 'shifts', 'empty-next', 1);
    expect((await ask()).words).toContain(ALL_USED);
    expect(graphCalls()).toBe(least + 1);
  });

  it('G18: a token refused once is replaced once', async () => {
    sandbox.fault('graph', 'presence', '401', 1);
    expect((await ask()).words).toContain(ALL_USED);
    expect(graphCalls('presence')).toBe(2);
    expect(sandbox.requests('entra', 'token').length).toBeLessThanOrEqual(1);
  });
});

describe('REL-1: what does not pass is said, with what to do', () => {
  it('G2: throttled for an hour: said at once with the time, nothing is asked until then, and then it works by itself', async () => {
    sandbox.fault('graph', 'presence', '429:3600', 1);
    const { reply, seconds } = await timed(ask);
    const until = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeStyle: 'short' });
    expect(seconds).toBeLessThan(2);
    expect(reply.words).toContain('Not used: presence, because Microsoft asked us to wait.');
    expect(reply.words).toContain(`Try again at ${until.format(clock.now().getTime() + 3600_000)}.`);
    expectNobodyIsCalledFree(reply);

    await sandbox.forgetRequests();
    clock.jump(1800);
    const later = await ask();
    expect(later.words).toContain(`Try again at ${until.format(clock.now().getTime() + 1800_000)}.`);
    expect(graphCalls()).toBe(0);

    clock.jump(1810);
    expect((await ask()).words).toContain(ALL_USED);
  });

  it('G7: a hanging Graph is given up within 8 s', async () => {
    sandbox.fault('graph', 'presence', 'hang');
    const { reply, seconds } = await timed(ask);
    expect(seconds).toBeLessThan(8.8);
    expect(reply.words).toContain(SLOW);
    expect(reply.words).toContain('Not used: presence, because Microsoft did not answer in time.');
    expect(graphCalls('presence')).toBeLessThanOrEqual(3);
    expectNobodyIsCalledFree(reply);
  });

  it.each([
    ['G5: Graph down', '503', "Microsoft Teams can't be reached", 'Try again in a few minutes.', 3],
    [
      'G8: truncated answers',
      'truncate',
      "Microsoft Teams can't be reached",
      'Try again in a few minutes.',
      3,
    ],
    ['G9: a web page instead of JSON', 'html', "Microsoft sent an answer that I can't read", 'Try again.', 2],
    ['G9: JSON without a list', 'no-value', "Microsoft sent an answer that I can't read", 'Try again.', 2],
  ])(
    '%s: nobody is called free, the sentence says so, and the tries are bounded',
    async (_what, fault, because, toDo, calls) => {
      sandbox.fault('graph', 'presence', fault);
      const { reply, seconds } = await timed(ask);
      expect(seconds).toBeLessThan(8.8);
      expect(reply.words).toContain(`Not used: presence, because ${because}.`);
      expect(reply.words).toContain(toDo);
      expect(graphCalls('presence')).toBe(calls);
      expectNobodyIsCalledFree(reply);
    },
  );

  it('G5: a Graph that stays down is asked less and less', async () => {
    sandbox.fault('graph', '*', '503');
    await ask();
    await ask('lead');
    await sandbox.forgetRequests();
    const { words } = await ask('dispatcher');
    expect(words).toContain("because Microsoft Teams can't be reached");
    expect(graphCalls()).toBe(0);
    sandbox.clearFaults();
    clock.jump(31);
    await ask(); // the one trial that is let through
    expect((await ask()).words).toContain(ALL_USED);
  });

  it('G13: a redirect is not followed', async () => {
    sandbox.fault('graph', 'presence', `redirect:${foreign.origin}/v1.0/x`);
    const { words } = await ask();
    expect(words).toContain('Not used: presence, because Microsoft refused the request.');
    expect(graphCalls('presence')).toBe(1);
  });

  it.each([
    ['G12: to another host', () => `foreign-next:${foreign.origin}`],
    ['G12: with user info', () => `foreign-next:http://a:b@${new URL(foreign.origin).host}`],
    ['G11: to itself', () => 'loop'],
  ])(
    '%s: a page link is not followed; that team’s Shifts are not used, the others are',
    async (_what, fault) => {
      sandbox.fault('graph', 'shifts', fault(), 1);
      const { words } = await ask();
      const others = /Used: presence, Shifts \((.*)\)\./.exec(words)?.[1] ?? '';
      const [, team = '', because] = /Not used: Shifts \((.*)\), because (.*)\./.exec(words) ?? [];
      expect(STAFF.length).toBeGreaterThan(0);
      expect(others).not.toContain(team);
      expect(others.split(/, | and /)).toHaveLength(3);
      expect(because).toMatch(/Microsoft (?:refused the request|sent an answer that I can't read)/);
      expect(graphCalls()).toBeLessThanOrEqual(least + 2);
    },
  );

  it.each([
    ['G20: forbidden', '403', 'the team is archived, deleted or closed to me'],
    ['G20: not found', '404', 'the team has no Shifts schedule'],
  ])('%s: one rota team is named, and the others are used', async (_what, fault, because) => {
    sandbox.fault('graph', 'shifts', fault, 1);
    const { words } = await ask();
    const refused = sandbox.requests('graph', 'shifts').find(({ status }) => status === Number(fault));
    const team = sandbox.world.desk.groups.find(({ id }) => refused?.path.includes(id));
    expect(words).toContain(`Not used: Shifts (${team?.displayName}), because ${because}.`);
    expect(words).toContain('Used: presence, Shifts (');
    expect(words).toMatch(RIGHT);
  });
});

describe('CHAT-7: three troubles, three sentences', () => {
  it('revoked, throttled and slow read differently, and each says what to do', async () => {
    // What happened and what to do stand right under the heading.
    const sentences = [SLOW];
    const note = ({ words }: Reply): void => {
      sentences.push(words.split('\n')[1] ?? '');
    };
    sandbox.fault('graph', 'presence', '429:3600', 1);
    note(await ask());
    clock.jump(3700);
    sandbox.consent('revoked');
    const revoked = await ask();
    note(revoked);
    expect(sentences).toEqual([
      SLOW,
      expect.stringMatching(/^Microsoft asked me to wait\. Try again at \d\d:\d\d\.$/),
      expect.stringMatching(
        /^My permission to read Teams was removed\. .*administrator can grant it again\.$/,
      ),
    ]);
    expect(revoked.buttons).toContain('Get consent link');
    sandbox.consent('granted');
    clock.jump(61);
    await ask();
  });
});
