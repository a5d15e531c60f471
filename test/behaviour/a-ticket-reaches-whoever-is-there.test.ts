import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { candidateOf, dispatchDesk } from './dispatch-desk.ts';
import { createJumpingClock } from './jumping-clock.ts';
import { replyOf } from './read-card.ts';

/** A Monday morning: the rota of the desk has early and day shifts. */
const clock = createJumpingClock(new Date('2026-11-23T10:00:00Z'));
let sandbox: Sandbox;
let desk: ReturnType<typeof dispatchDesk>;

beforeAll(async () => {
  sandbox = await startSandbox({ clock });
  desk = dispatchDesk(sandbox);
});
afterAll(() => sandbox.stop());

/** Whom Rollcall gave the ticket to; `undefined`: it wrote nothing. */
const writtenFor = (id: number) =>
  sandbox.world.halopsa.assignments().filter(({ ticketId }) => ticketId === String(id));

describe('CHAT-5: dispatch in chat', () => {
  it('"dispatch 4711" names a person, three reasons, and who was skipped and why; nothing is written yet', async () => {
    const reply = replyOf(await sandbox.say('dispatcher', 'dispatch 4711'));
    expect(reply.words).toMatch(/^Suggested: .+/m);
    expect(reply.words).toContain('nothing is written');
    const reasons = /^Starts now · (.+)$/m.exec(reply.words)?.[1]?.split(' · ') ?? [];
    expect(reasons.length).toBeGreaterThanOrEqual(3);
    expect(reply.words).toMatch(/^Skipped: .+ \(on a break\)/m);
    expect(writtenFor(4711)).toEqual([]);
  });

  it('DIS-7: "why not …" answers from the record, though presence has changed since', async () => {
    const before = replyOf(await sandbox.say('dispatcher', 'dispatch 4711'));
    const skipped = /^Skipped: (?:.+, )?(Hannah Weiss) \(on a break\)/m.exec(before.words)?.[1];
    expect(skipped).toBe('Hannah Weiss');
    await sandbox.forgetRequests();
    const why = replyOf(await sandbox.say('dispatcher', 'why not Hannah'));
    expect(why.words).toContain('Hannah Weiss');
    expect(why.words).toMatch(/on a break/);
    const presences = sandbox.requests('graph').filter(({ path }) => path.includes('getPresencesByUserId'));
    expect(presences).toEqual([]);
  });

  it('pressing [Assign …] writes the owner once, edits the card, and the technician hears of it', async () => {
    const said = await sandbox.say('dispatcher', 'dispatch 4711');
    const reply = replyOf(said);
    const button = reply.buttons.find((title) => title.startsWith('Assign '));
    const data = reply.data(button ?? '');
    // Each press answers whoever pressed, and edits the message for everybody.
    for (const _press of [1, 2]) {
      const { activities, ...said } = await sandbox.press('dispatcher', data);
      const cards = activities.map((activity) => replyOf({ ...said, activities: [activity] }));
      for (const { words } of cards) expect(words).toMatch(/^Assigned to /m);
    }
    expect(writtenFor(4711)).toHaveLength(1);
  });

  it('"assign 4719 to Aisha" gives it by hand; a dispatcher may, a member may not', async () => {
    const refused = replyOf(await sandbox.say('member', 'assign 4719 to Aisha Khan'));
    expect(refused.words).not.toMatch(/^Assigned/m);
    expect(writtenFor(4719)).toEqual([]);
    const done = replyOf(await sandbox.say('dispatcher', 'assign 4719 to Aisha Khan'));
    expect(done.words).toMatch(/Assigned to Aisha Khan/);
    expect(writtenFor(4719).map(({ technicianId }) => String(technicianId))).toEqual(['2']);
  });

  it.each([
    ['9999999', /can't find that ticket/],
    ['4700', /closed/i],
    ['4701', /Aisha Khan/],
  ])('"dispatch %s" says what is the matter', async (ticket, words) => {
    expect(replyOf(await sandbox.say('dispatcher', `dispatch ${ticket}`)).words).toMatch(words);
  });
});

describe('INS-2: instructions change the outcome as they say, with no model', () => {
  it('"Treat Do not disturb as unavailable."', async () => {
    await desk.workflow({ mode: 'ranked', act: 'suggest', instructions: '' });
    const before = await desk.dispatch('4713', 'suggest');
    const busy = nameShowing('DoNotDisturb', before.decision.candidates);
    expect(candidateOf(before.decision, busy).word).not.toBe('skipped');
    const { sentences } = await desk.workflow({ instructions: 'Treat Do not disturb as unavailable.' });
    expect(sentences).toMatchObject([{ outcome: { kind: 'rules' } }]);
    const after = await desk.dispatch('4713', 'suggest');
    expect(candidateOf(after.decision, busy)).toMatchObject({
      word: 'skipped',
      reasons: ['on-break-by-rule'],
    });
  });

  it('"Ignore Teams presence for P1 tickets." holds for 4712, a P1, and for no other', async () => {
    await desk.workflow({ instructions: 'Ignore Teams presence for P1 tickets.' });
    const p1 = await desk.dispatch('4712', 'suggest');
    expect(p1.decision.presence).toMatchObject({ use: 'not-used', because: 'ignored-by-rule', sentence: 0 });
    expect(candidateOf(p1.decision, 'Hannah Weiss').word).not.toBe('skipped');
    const p3 = await desk.dispatch('4713', 'suggest');
    expect(p3.decision.presence.use).toBe('used');
    expect(candidateOf(p3.decision, 'Hannah Weiss')).toMatchObject({
      word: 'skipped',
      reasons: ['on-break'],
    });
  });

  it('INS-1: a sentence that is only half understood is shown as such, and nothing of it is applied', async () => {
    const { sentences } = await desk.workflow({
      instructions: 'Never assign Hannah Weiss to tickets of Bramley Dental Group unless the moon is full.',
    });
    expect(sentences).toMatchObject([{ outcome: { kind: 'half-understood' } }]);
    const run = await desk.dispatch('4711', 'suggest');
    expect(JSON.stringify(run.decision.candidates)).not.toContain('never-by-rule');
  });
});

/** A technician whom the simulated Graph shows so. Throws when the decision names none. */
function nameShowing(
  availability: string,
  candidates: readonly { readonly name: string; readonly word: string }[],
): string {
  const shown = sandbox.world.desk.users.filter(
    ({ presence }) => presence?.availability === availability && presence.activity === availability,
  );
  const names = shown.map(({ displayName }) => displayName);
  const found = candidates.find(({ name, word }) => word !== 'skipped' && names.includes(name));
  if (!found) throw new Error(`nobody among the candidates shows ${availability}`);
  return found.name;
}
