import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonKey } from '../sandbox/desk/desk-types.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { connectPsa } from './connect-psa.ts';
import { type Decision, dispatchDesk } from './dispatch-desk.ts';
import { createJumpingClock } from './jumping-clock.ts';

/** Those whose tickets have a page of their own; the built-in roster's have none. */
const PSAS = ['halopsa', 'connectwise', 'autotask'] as const;
/** Of ticket 4711 of the made-up desk. */
const TITLE = 'Outlook asks for the password again and again';

describe.each(PSAS)('CHAT-8: a link to a ticket of %s that somebody pastes', (psa) => {
  let sandbox: Sandbox;
  let ticket: Decision['ticket'];
  let link: URL;

  beforeAll(async () => {
    sandbox = await startSandbox({ clock: createJumpingClock(new Date('2026-11-23T10:00:00Z')) });
    await connectPsa(sandbox, psa);
    ({ ticket } = (await dispatchDesk(sandbox).dispatch('4711', 'suggest')).decision);
    link = new URL(ticket.link ?? '');
  }, 60_000);
  afterAll(() => sandbox.stop());

  /** What Teams would draw below the message, as JSON. */
  async function preview(person: PersonKey, url: string): Promise<string> {
    const invoke = { name: 'composeExtension/queryLink', value: { url } };
    const { activities } = await sandbox.world.connector.say({ person, invoke });
    expect(activities).toHaveLength(1);
    expect(activities[0]).toMatchObject({ type: 'invokeResponse', value: { status: 200 } });
    return JSON.stringify(activities[0]);
  }
  const changed = (change: (url: URL) => void): string => {
    const url = new URL(link);
    change(url);
    return url.href;
  };

  it('becomes a card with its title and state, whatever else the address says', async () => {
    for (const url of [link.href, changed(({ searchParams }) => searchParams.append('view', 'notes'))]) {
      const answer = await preview('dispatcher', url);
      expect(answer).toContain(`Ticket ${ticket.ref}`);
      expect(answer).toContain(TITLE);
      expect(answer).toContain('Belongs to nobody');
    }
  });

  it.each<[string, (url: URL) => void]>([
    ['another host', (url) => (url.hostname = 'elsewhere.example')],
    ['another page', (url) => (url.pathname = '/customers')],
    ['another scheme', (url) => (url.protocol = 'https:')],
    [
      'a ticket that does not exist',
      ({ searchParams }) => {
        for (const [name, value] of searchParams) {
          if (/^\d+$/.test(value)) searchParams.set(name, '99999999');
        }
      },
    ],
  ])('%s shows nothing', async (_what, change) => {
    const answer = await preview('dispatcher', changed(change));
    expect(answer).not.toContain(TITLE);
    expect(answer).toContain('"attachments":[]');
  });

  it('shows nothing to those who may not see tickets, and to strangers', async () => {
    for (const person of ['member', 'guest', 'otherTenant'] as const) {
      expect(await preview(person, link.href)).not.toContain(TITLE);
    }
  });
});
