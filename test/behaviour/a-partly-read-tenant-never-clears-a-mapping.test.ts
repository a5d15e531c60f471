import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { teamIdOf, userIdOf } from '../sandbox/desk/create-desk.ts';
import type { DeskUser } from '../sandbox/desk/desk-types.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { type ScriptedServer, startScriptedServer } from '../support/scripted-server.ts';
import { createJumpingClock } from './jumping-clock.ts';
import { askUntil, replyOf } from './read-card.ts';

const BASE = '/public-api/teams-availability';
/** Their users leave: a whole and complete run clears these two, and nothing else may. */
const LEAVERS = ['Mateo Vidal', 'Rosa Kim'];
const LEAVER_IDS = ['10', '13'];
const clock = createJumpingClock();

interface Technician {
  readonly technicianId: string;
  readonly mapping: { readonly source: string; readonly userId: string } | null;
}
interface RunAnswer {
  readonly state?: string;
  readonly code?: string;
  readonly runId?: string;
  readonly retryAfterSeconds?: number;
  readonly cleared?: readonly string[];
  readonly scope?: { readonly full: boolean };
  readonly unreadTeams?: readonly { readonly displayName: string }[];
}

let sandbox: Sandbox;
let foreign: ScriptedServer;
let users: readonly DeskUser[];

beforeAll(async () => {
  [sandbox, foreign] = await Promise.all([startSandbox({ clock, throttling: false }), startScriptedServer()]);
  users = LEAVERS.flatMap((name) => sandbox.world.graph.state().user(userIdOf(name)) ?? []);
  const put = await sandbox.api(`${BASE}/technicians/43/mapping`, {
    method: 'PUT',
    json: { signInName: 'ingrid.solberg@harbourlane.example' },
  });
  expect(put.status).toBe(200);
});
beforeEach(startAnew);
afterEach(() => {
  sandbox.clearFaults();
  expect(foreign.connections()).toBe(0);
});
afterAll(async () => {
  await sandbox.stop();
  await foreign.close();
});

/** Everybody is mapped, and then the leavers leave. */
async function startAnew(): Promise<void> {
  clock.jump(3700); // past every pause and rate
  setMails((user) => user);
  expect((await run()).body.state).toBe('complete');
  setMails((user) => ({ ...user, mail: null, userPrincipalName: `left.${user.userPrincipalName}` }));
  await sandbox.forgetRequests();
}

function setMails(change: (user: DeskUser) => DeskUser): void {
  for (const user of users) sandbox.world.graph.state().putUser(change(user));
}

async function run(json: object = {}): Promise<{ readonly status: number; readonly body: RunAnswer }> {
  const { status, body } = await sandbox.api(`${BASE}/auto-map`, { method: 'POST', json });
  return { status, body: body as RunAnswer };
}

async function technicians(): Promise<readonly Technician[]> {
  const { body } = await sandbox.api(`${BASE}/technicians?limit=500`);
  return (body as { technicians: readonly Technician[] }).technicians;
}

const byHand = (all: readonly Technician[]): string =>
  JSON.stringify(all.filter(({ mapping }) => mapping?.source === 'manual'));

describe('MAP-6: a full run whose scan was not whole', () => {
  const TEAMS = 6;
  /** Each leaves exactly one of the six teams unread. An answer that makes no sense is asked for once more, so those faults come once
   *  for each team and once again. */
  const FAULTS: readonly (readonly [what: string, fault: () => string, times: number])[] = [
    ['G20: one team forbidden', () => '403', 1],
    ['G20: one team gone', () => '404', 1],
    ['G2: one team throttled for an hour', () => '429:3600', 1],
    ['G8: truncated pages', () => 'truncate:short', TEAMS + 1],
    ['G9: a web page instead of members', () => 'html', TEAMS + 1],
    ['G9: JSON without a list of members', () => 'no-value', TEAMS + 1],
    ['G11: pages that go in a circle', () => 'loop', 1],
    ['G12: a next page at another host', () => `foreign-next:${foreign.origin}`, 1],
    ['G13: a redirect', () => `redirect:${foreign.origin}/v1.0/x`, 1],
  ];

  it.each(FAULTS)('%s: ends partial, names the team, and clears nothing', async (_what, fault, times) => {
    const before = await technicians();
    sandbox.fault('graph', 'members-as-user', fault(), times);
    const { status, body } = await run({ confirmMassClear: true });
    expect([status, body.state, body.cleared, body.unreadTeams?.length]).toEqual([200, 'partial', [], 1]);
    expect(await technicians()).toEqual(before);
  });

  it('the same in chat: the preview says which team and what it means, and so does the result', async () => {
    const before = await technicians();
    sandbox.fault('graph', 'members-as-user', '403', 1);
    const preview = await askUntil(sandbox, 'lead', 'auto-map');
    const team =
      /Could not be read to the end: (.*) \(the team is archived, deleted or closed to me\)\./.exec(
        preview.words,
      );
    expect(sandbox.world.desk.groups.map(({ displayName }) => displayName)).toContain(team?.[1]);
    expect(preview.words).toContain('So nothing can be cleared by this run; adding and changing still work.');
    expect(preview.words).not.toContain('Would be cleared');
    // Whoever presses Apply all the same, with every tick there is, clears nothing either.
    const { runId } = preview.data('Close');
    const press = { v: 1, verb: 'automap.apply', runId, clear: 'true', confirmMassClear: 'true' };
    const result = replyOf(
      await sandbox.press('lead', {
        action: { type: 'Action.Execute', verb: press.verb, data: press },
        trigger: 'manual',
      }),
    );
    expect(result.words).toContain('Auto-map finished in part');
    expect(result.words).toContain('Because of that nothing was cleared.');
    expect(await technicians()).toEqual(before);
  });
});

describe('MAP-6: a run that could not read at all', () => {
  it.each([
    ['the list of teams is a web page', 'groups', 'html', 502, 'graph_bad_answer'],
    ['every team is forbidden', 'members-as-user', '403', 502, 'team_unreadable'],
  ])('%s: fails with a code of its own, and changes nothing', async (_what, route, fault, status, code) => {
    const before = await technicians();
    sandbox.fault('graph', route, fault);
    expect(await run()).toMatchObject({ status, body: { code } });
    expect(await technicians()).toEqual(before);
  });

  it.each([
    ['the list of teams is', 'groups'],
    ['members are', 'members-as-user'],
  ])(
    'G2: %s throttled for an hour: a request fails at once, says when to ask again and which run that was, and gives the lock back',
    async (_what, route) => {
      const before = await technicians();
      sandbox.fault('graph', route, '429:3600');
      const { status, body } = await run();
      expect([status, body.code]).toEqual([503, 'graph_throttled']);
      expect(body.retryAfterSeconds).toBeGreaterThan(3500);
      expect(body.runId).toEqual(expect.any(String));
      expect(await technicians()).toEqual(before);
      sandbox.clearFaults();
      clock.jump(3601);
      expect((await run({ dryRun: true })).body.state).toBe('complete');
    },
  );

  it('PSA-2: a PSA that lists nobody is no reason to clear everybody', async () => {
    const before = await technicians();
    sandbox.world.halopsa.state().setBlind(true);
    const { status, body } = await run({ confirmMassClear: true });
    sandbox.world.halopsa.state().setBlind(false);
    expect([status, body.code]).toEqual([502, expect.stringMatching(/^psa_/)]);
    expect(await technicians()).toEqual(before);
  });
});

describe('MAP-6: a run whose faults passed', () => {
  it.each([
    ['G10: an empty page with a next one', 'empty-next', 2],
    ['G3: throttled for a second', '429:1', 1],
    ['G4: down for a moment', '503', 1],
    ['G6: a broken connection', 'reset', 1],
    ['G8: half a page', 'truncate', 1],
  ])('%s: is complete, and clears exactly who left', async (_what, fault, times) => {
    sandbox.fault('graph', 'members-as-user', fault, times);
    const { status, body } = await run();
    expect([status, body.state, body.cleared]).toEqual([200, 'complete', LEAVER_IDS]);
  });
});

describe('MAP-5, MAP-6: whatever a tenant answers', () => {
  const route = fc.constantFrom('members-as-user', 'members-as-user', 'members-as-user', 'groups');
  const kind = fc.constantFrom('403', '404', 'empty-next', 'loop', 'redirect', 'foreign-next', '401', 'html');
  const faults = fc.array(fc.record({ route, kind, times: fc.integer({ min: 1, max: 7 }) }), {
    maxLength: 4,
  });
  const order = fc.record({
    faults,
    teamIds: fc.constantFrom([], [], [teamIdOf('Escalations')]),
    clear: fc.boolean(),
    dryRun: fc.boolean(),
  });

  it('manual rows stay, and clears come from full and complete runs alone', async () => {
    await fc.assert(
      fc.asyncProperty(order, async ({ faults, ...json }) => {
        await startAnew();
        const before = await technicians();
        for (const { route, kind, times } of faults) {
          const isAddressed = kind === 'redirect' || kind === 'foreign-next';
          sandbox.fault('graph', route, isAddressed ? `${kind}:${foreign.origin}` : kind, times);
        }
        const { status, body } = await run(json);
        sandbox.clearFaults();
        const after = await technicians();
        expect(byHand(after)).toBe(byHand(before));
        const cleared = before
          .filter(({ mapping }, index) => mapping !== null && after[index]?.mapping === null)
          .map(({ technicianId }) => technicianId);
        const isWhole =
          status === 200 && body.state === 'complete' && body.scope?.full && json.clear && !json.dryRun;
        expect(cleared).toEqual(isWhole ? LEAVER_IDS : []);
        expect(foreign.connections()).toBe(0);
      }),
      { numRuns: 15, endOnFailure: true },
    );
  }, 60_000);
});
