import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '#kernel/errors.ts';
import type { Card } from '#chat/cards/card.ts';
import type { ChatTimings } from '#chat/services.ts';
import { buttonsOf, readOut } from '../cards/card-lint.ts';
import { ESCALATIONS, SERVICE_DESK } from './fake-core.ts';
import { type Person, startTeams, type TeamsWorld } from './teams-world.ts';

let teams: TeamsWorld;
let lead: Person;

async function open(timings: Partial<ChatTimings> = {}): Promise<void> {
  teams = await startTeams(timings);
  lead = teams.person('Lee Lead', 'lead');
}
afterEach(() => teams.close());

function held(): { readonly until: Promise<void>; readonly release: () => void } {
  let release = (): void => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { until, release };
}

describe('CHAT-4: auto-map', () => {
  it('previews, applies once, and the second press shows the result', async () => {
    await open();
    const preview = await teams.ask(lead, 'auto-map');
    expect(readOut(preview)).toMatch(/Nothing is changed yet/);
    const applied = await teams.press(lead, preview, 'Apply 1', { inputs: { clear: 'true' } });
    expect(readOut(applied.card as Card)).toMatch(/Auto-map finished/);
    const again = await teams.press(lead, preview, 'Apply 1', { inputs: { clear: 'true' } });
    expect(readOut(again.card as Card)).toMatch(/Auto-map finished/);
    expect(teams.core.calls).toEqual(['start ticked', 'apply {"clear":true,"confirmMassClear":false}']);
  });

  it('two presses at once apply once, and both see the result', async () => {
    await open();
    const preview = await teams.ask(lead, 'auto-map');
    const other = teams.person('Olga', 'lead');
    const replies = await Promise.all([
      teams.press(lead, preview, 'Apply 1'),
      teams.press(other, preview, 'Apply 1'),
    ]);
    for (const reply of replies) expect(readOut(reply.card as Card)).toMatch(/Auto-map finished/);
    expect(teams.core.calls.filter((call) => call.startsWith('apply'))).toHaveLength(1);
  });

  it('MAP-6a: a tick that is missing clears nothing', async () => {
    await open();
    const preview = await teams.ask(lead, 'auto-map');
    await teams.press(lead, preview, 'Apply 1');
    expect(teams.core.calls.at(-1)).toBe('apply {"clear":false,"confirmMassClear":false}');
  });

  it('cancels, and Apply afterwards says so', async () => {
    await open();
    const preview = await teams.ask(lead, 'auto-map');
    expect(readOut((await teams.press(lead, preview, 'Cancel')).card as Card)).toMatch(/cancelled/i);
    expect(readOut((await teams.press(lead, preview, 'Apply 1')).card as Card)).toMatch(/cancelled/i);
    expect(teams.core.run?.state).toBe('cancelled');
  });

  it('undoes, once', async () => {
    await open();
    const preview = await teams.ask(lead, 'auto-map');
    const result = (await teams.press(lead, preview, 'Apply 1')).card as Card;
    expect(readOut((await teams.press(lead, result, 'Undo')).card as Card)).toMatch(/undone/i);
    expect(readOut((await teams.press(lead, result, 'Undo')).card as Card)).toMatch(/undone/i);
    expect(teams.core.calls.filter((call) => call === 'undo')).toHaveLength(1);
  });

  it('in a channel the message itself changes for everybody', async () => {
    await open();
    const preview = await teams.ask(lead, 'auto-map', 'channel');
    await teams.press(lead, preview, 'Apply 1', { where: 'channel', messageId: 'm-3' });
    await expect.poll(() => teams.connector.edits().map((edit) => edit.messageId)).toEqual(['m-3']);
    expect(readOut(teams.connector.edits()[0]?.card as Card)).toMatch(/Auto-map finished/);
  });

  it('runs over the teams that were named, and over none when one is not known', async () => {
    await open();
    await teams.ask(lead, 'auto-map Service Desk, Escalations');
    expect(teams.core.calls).toContain(`start ${SERVICE_DESK.teamId},${ESCALATIONS.teamId}`);
    const card = await teams.ask(lead, 'auto-map Service Desk, Nowhere');
    expect(readOut(card)).toMatch(/I know no team called "Nowhere"/);
    expect(teams.core.calls.filter((call) => call.startsWith('start'))).toHaveLength(1);
  });
});

describe('a long run', () => {
  it('shows that it runs, then edits the same message into the preview: no second message', async () => {
    await open({ running: 30, progress: 30 });
    const scan = held();
    teams.core.scan = scan.until;
    const running = await teams.ask(lead, 'auto-map');
    expect(readOut(running)).toMatch(/1 of 2/);
    await expect.poll(() => teams.connector.edits().length).toBeGreaterThan(0);
    scan.release();
    await expect
      .poll(() => readOut(teams.connector.edits().at(-1)?.card as Card))
      .toMatch(/Preview of auto-map/);
    const ids = new Set(teams.connector.edits().map((edit) => edit.messageId));
    expect([...ids]).toEqual(['sent-2']);
    expect(teams.connector.sent()).toHaveLength(1);
  });

  it('that fails is told in the same message, with a way to try again', async () => {
    await open({ running: 20 });
    const scan = held();
    teams.core.scan = scan.until;
    await teams.ask(lead, 'auto-map');
    teams.core.failNext = new AppError('consent_revoked', 'gone');
    scan.release();
    await expect.poll(() => teams.connector.edits().length).toBe(1);
    expect(readOut(teams.connector.edits()[0]?.card as Card)).toMatch(
      /permission to read Teams was removed/i,
    );
  });

  it('started by a button answers the press with the running card and edits the pressed message', async () => {
    await open({ running: 20 });
    const scan = held();
    teams.core.scan = scan.until;
    const press = {
      type: 'invoke',
      name: 'adaptiveCard/action',
      replyToId: 'm-9',
      value: { action: { type: 'Action.Execute', verb: 'automap.run', data: { teamIds: null } } },
    };
    const reply = await teams.post(teams.activity(lead, 'personal', press));
    expect(readOut(reply.card as Card)).toMatch(/1 of 2/);
    scan.release();
    await expect.poll(() => teams.connector.edits().at(-1)?.messageId).toBe('m-9');
  });

  it('survives an edit that Teams refuses, and stops when the conversation is gone', async () => {
    await open({ running: 20, progress: 20 });
    const scan = held();
    teams.core.scan = scan.until;
    await teams.ask(lead, 'auto-map');
    teams.connector.failNext.push(400);
    await expect.poll(() => teams.connector.edits().length).toBeGreaterThan(2);
    scan.release();
    await expect
      .poll(() => readOut(teams.connector.edits().at(-1)?.card as Card))
      .toMatch(/Preview of auto-map/);
    expect(teams.log.map((line) => line.event)).toContain('chat.progress-not-shown');
  });

  it('G2: that Microsoft asks to wait says so, once, and becomes the preview by itself', async () => {
    await open({ running: 20, progress: 20 });
    const scan = held();
    teams.core.scan = scan.until;
    const until = new Date(teams.clock.now().getTime() + 120_000);
    let looks = 0;
    Object.defineProperty(teams.core, 'waitingUntil', {
      configurable: true,
      get: () => ((looks += 1), until),
    });
    const running = await teams.ask(lead, 'auto-map');
    expect(readOut(running)).toMatch(/Microsoft asked me to wait\. I'll go on by myself at \d\d:\d\d\./);
    await expect.poll(() => looks).toBeGreaterThan(5);
    expect(teams.connector.edits()).toEqual([]);
    Object.defineProperty(teams.core, 'waitingUntil', { value: null });
    await expect.poll(() => teams.connector.edits().length).toBeGreaterThan(0);
    expect(readOut(teams.connector.edits()[0]?.card as Card)).not.toMatch(/asked me to wait/);
    scan.release();
    await expect
      .poll(() => readOut(teams.connector.edits().at(-1)?.card as Card))
      .toMatch(/Preview of auto-map/);
  });

  it('G2: that could read nobody shows how it ended, without Apply and Undo', async () => {
    await open({ running: 20 });
    const scan = held();
    teams.core.scan = scan.until;
    await teams.ask(lead, 'auto-map');
    teams.core.rows = [];
    teams.core.endsAs = { state: 'partial', scanComplete: false };
    scan.release();
    await expect.poll(() => teams.connector.edits().length).toBe(1);
    const card = teams.connector.edits()[0]?.card as Card;
    expect(readOut(card)).toContain('Microsoft let me read nobody in time');
    expect(buttonsOf(card)).toEqual(['Run auto-map']);
  });

  it('close waits for the edit', async () => {
    await open({ running: 20, progress: 10_000 });
    const scan = held();
    teams.core.scan = scan.until;
    await teams.ask(lead, 'auto-map');
    const closed = teams.chat.close();
    scan.release();
    await closed;
    expect(readOut(teams.connector.edits().at(-1)?.card as Card)).toMatch(/Preview of auto-map/);
  });
});
