import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teamIdOf, userIdOf } from '../sandbox/desk/create-desk.ts';
import { BOT_PASSWORD, DESK_CLIENT_SECRET } from '../sandbox/desk/ids.ts';
import { type Sandbox, startSandbox } from '../support/sandbox.ts';
import { dispatchDesk } from './dispatch-desk.ts';
import { askUntil, replyOf } from './read-card.ts';

/** Everything that Rollcall does, with marked presence, shifts and secrets; then every byte that it wrote is looked through. */
const BASE = '/public-api/teams-availability';
const ENCRYPTION_KEY = randomBytes(32).toString('base64');
const ACTIVITY = 'QuokkaYodelling';
const AVAILABILITY = 'WombatAvailable';
const LABEL = 'PlatypusShift';
const NOTES = 'EchidnaNotes';
const SHIFT = { start: instantIn(-2.37), end: instantIn(3.91) };
const LEAVE = { start: instantIn(-5.13), end: instantIn(2.59) };
const SAID = 'NumbatQuestion';

let folder: string;
let sandbox: Sandbox;
/** Secrets that came to be on the way. */
const made: string[] = [];

/** An instant that no round number leads to. */
function instantIn(hours: number): Date {
  return new Date(Math.floor((Date.now() + hours * 3_600_000) / 60_000) * 60_000 + 37_000);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-tour-'));
  sandbox = await startSandbox({
    databaseUrl: `sqlite:${join(folder, 'rollcall.db')}`,
    env: { ENCRYPTION_KEYS: `tour:${ENCRYPTION_KEY}` },
  });
  plantMarkers();
  await tour();
}, 120_000);
afterAll(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What the tab asks for, and an own word said in it and in chat. */
async function tourOfTheTab(): Promise<void> {
  const authorization = `Bearer ${await sandbox.ssoToken('admin')}`;
  made.push(authorization.slice('Bearer '.length));
  const call = async (method: string, path: string, json?: unknown): Promise<void> => {
    const answer = await sandbox.api(`/api/${path}`, {
      method,
      headers: { authorization },
      ...(json === undefined ? {} : { json }),
    });
    expect(answer.status, `${method} ${path}`).toBeLessThan(300);
  };
  const tomorrow = new Date(sandbox.world.clock.now().getTime() + 86_400_000).toISOString();
  const aisha = String(sandbox.world.desk.agents.find(({ name }) => name === 'Aisha Khan')?.id);
  for (const path of [
    'me',
    'setup',
    'board',
    `board?at=${encodeURIComponent(tomorrow)}`,
    `technicians/${aisha}/why`,
    `technicians/presence?ids=${aisha}`,
    'coverage?days=7&zone=Europe/London',
    'health',
    'audit',
    'audit/export',
    'data',
  ]) {
    await call('GET', path);
  }
  await call('PUT', `technicians/${aisha}/override`, { says: 'on-break', until: tomorrow });
  await call('DELETE', `technicians/${aisha}/override`);
  await sandbox.say('member', 'lunch 45 min');
  await sandbox.say('member', 'end my note');
}

/** Suggestions, assignments, questions about them and imagined others, in chat, tab and API, under instructions and a fault. */
async function tourOfDispatch(): Promise<void> {
  const desk = dispatchDesk(sandbox);
  // One that names no presence: the words of an instruction are kept, and would be found.
  const instructions = 'Ignore Teams presence for P1 tickets.';
  await desk.workflow({ act: 'assign', mode: 'ranked', instructions });
  const { decision } = await desk.dispatch('4711', 'suggest');
  await sandbox.say('dispatcher', 'dispatch 4711');
  for (const text of ['why 4711', 'why not Aisha', 'why not Gustavo', 'who should take 4712']) {
    await sandbox.say('dispatcher', text);
  }
  const start = new Date(sandbox.world.clock.now().getTime() + 5 * 3_600_000).toISOString();
  const changes = [{ change: 'other-time', start }, { change: 'rota-off' }];
  const imagined = await desk.call(`/decisions/${decision.decisionId}/what-if`, {
    method: 'POST',
    json: { changes },
  });
  expect(imagined.status, JSON.stringify(imagined.body)).toBe(200);
  await desk.asPerson('lead', `/api/decisions/${decision.decisionId}`);
  const hook = await desk.asPerson('admin', '/api/psa/hook');
  made.push((hook.body as { hook: { secret: string } }).hook.secret);
  sandbox.fault('graph', '*', '500', 6);
  await desk.dispatch('4713');
  sandbox.clearFaults();
}

function plantMarkers(): void {
  const state = sandbox.world.graph.state();
  const marked = { availability: AVAILABILITY, activity: ACTIVITY, outOfOffice: false };
  state.setPresence(userIdOf('Aisha Khan'), marked);
  const shift = { isStagedForDeletion: false, label: LABEL, notes: NOTES, draft: null };
  const userId = userIdOf('Ewan Fraser');
  state.addShift(teamIdOf('Service Desk'), { id: 'SHFT_tour', userId, shared: SHIFT, ...shift });
  const timeOff = {
    id: 'TOFF_tour',
    userId: userIdOf('Gustavo Lima'),
    isStagedForDeletion: false,
    draft: null,
  };
  state.addTimeOff(teamIdOf('Service Desk'), { ...timeOff, shared: LEAVE });
}

/** Questions, buttons, runs, mappings, consent, refusals and faults, in chat and over HTTP. */
async function tour(): Promise<void> {
  const questions = [
    "who's available",
    "who's on at 3pm",
    "who's available tomorrow 9-11",
    "who's free in Service Desk",
    'is Aisha available',
    'is Ewan available',
    'when is Ewan back',
    'is Gustavo available',
    'is Sam available',
    "who isn't mapped",
    'check set-up',
    'help',
    'thanks',
    SAID,
  ];
  for (const [index, text] of questions.entries()) {
    await sandbox.say(index % 2 === 0 ? 'lead' : 'admin', text, {
      conversation: index % 5 === 0 ? 'group' : 'personal',
    });
  }
  const list = replyOf(await sandbox.say('dispatcher', "who's available"));
  let page = replyOf(await sandbox.press('dispatcher', { ...list.data('Refresh'), show: 'all' }));
  while (page.buttons.includes('Next 10'))
    page = replyOf(await sandbox.press('dispatcher', page.data('Next 10')));

  const preview = await askUntil(sandbox, 'lead', 'auto-map');
  await sandbox.press('lead', preview.data(preview.buttons.includes('Cancel') ? 'Cancel' : 'Close'));
  for (const json of [{ dryRun: true }, {}, { teamIds: [teamIdOf('Escalations')] }]) {
    await sandbox.api(`${BASE}/auto-map`, { method: 'POST', json });
  }
  const mapping = `${BASE}/technicians/43/mapping`;
  await sandbox.api(mapping, { method: 'PUT', json: { signInName: 'ingrid.solberg@harbourlane.example' } });
  await sandbox.api(mapping, { method: 'DELETE' });
  for (const path of [
    'teams',
    'technicians',
    'availability',
    `availability?team=${teamIdOf('Service Desk')}`,
  ]) {
    await sandbox.api(`${BASE}/${path}`);
  }
  await sandbox.api(`${BASE}/teams`, { headers: { authorization: 'Bearer rk_wrong' } });

  await tourOfTheTab();
  await tourOfDispatch();
  await visitConsent('cancel');
  await visitConsent('accept');
  await sandbox.world.connector.raw({ body: '{}', token: sandbox.world.connector.sign({ key: 'other' }) });
  for (const fault of ['500', 'html', '401', '403']) {
    sandbox.fault('graph', '*', fault, 3);
    await sandbox.api(`${BASE}/teams`);
    sandbox.clearFaults();
  }
  sandbox.fault('halopsa', '*', '500', 2);
  await sandbox.api(`${BASE}/auto-map`, { method: 'POST', json: {} });
  sandbox.clearFaults();
}

async function visitConsent(decision: string): Promise<void> {
  const { body } = await sandbox.api(`${BASE}/consent-url`);
  const { url } = body as { url: string };
  made.push(new URL(url).searchParams.get('state') ?? '');
  const form = new URLSearchParams({ decision, person: 'admin' });
  const answer = await fetch(url, { method: 'POST', body: form, redirect: 'manual' });
  const back = await fetch(answer.headers.get('location') ?? '', { redirect: 'manual' });
  await fetch(sandbox.origin + (back.headers.get('location') ?? ''));
}

/** Whatever the program wrote: its files as they are, and its output. */
function everythingWritten(): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const texts = files.map((path) => [path, readFileSync(path).toString('latin1')] as const);
  return new Map([...texts, ['output', Buffer.from(sandbox.logs()).toString('latin1')]]);
}

/** The text itself, in UTF-16, percent-encoded, and as it reads inside anything in base64, at each of three offsets. */
function formsOf(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const base64 = [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64url');
    return encoded.slice(offset === 0 ? 0 : offset + 1, encoded.length - 2);
  });
  const standard = base64.map((each) => each.replaceAll('-', '+').replaceAll('_', '/'));
  const plain = [text, Buffer.from(text, 'utf16le').toString('latin1'), encodeURIComponent(text)];
  return [...new Set([...plain, ...base64, ...standard, bytes.toString('hex')])].map((form) =>
    Buffer.from(form, 'latin1').toString('latin1'),
  );
}

function expectNowhere(needles: readonly string[]): void {
  const written = everythingWritten();
  for (const needle of needles) {
    expect(needle.length, 'a needle that means something').toBeGreaterThan(3);
    for (const form of formsOf(needle)) {
      for (const [place, text] of written) {
        const at = text.indexOf(form);
        expect(at, `${needle} in ${place}: ${text.slice(Math.max(0, at - 80), at + 80)}`).toBe(-1);
      }
    }
  }
}

const instants = ({ start, end }: { start: Date; end: Date }): readonly string[] =>
  [start, end].flatMap((date) => [
    date.toISOString(),
    date.toISOString().replace('.000Z', 'Z'),
    String(date.getTime()),
    String(date.getTime() / 1000),
  ]);

describe('after everything that Rollcall does', () => {
  it('DIS-7: decisions are kept, and no word of a ticket with them', () => {
    expect(() => expectNowhere(['on-break'])).toThrow('on-break in ');
    const { summary } = sandbox.world.desk.tickets.find(({ id }) => id === 4711) ?? { summary: '' };
    expectNowhere([summary]);
  });
  it('the search finds what is there: the names of the desk are in the database', () => {
    const written = everythingWritten();
    expect(() => expectNowhere(['Aisha Khan'])).toThrow('Aisha Khan in ');
    const hidden = ['a', 'bc', 'def'].map((before) => Buffer.from(`${before}Aisha Khan!`).toString('base64'));
    for (const text of hidden) expect(formsOf('Aisha Khan').some((form) => text.includes(form))).toBe(true);
    expect([...written.keys()].length).toBeGreaterThan(2);
    expect(sandbox.logs().length).toBeGreaterThan(5000);
    expect(statSync(join(folder, 'rollcall.db')).mode & 0o007, 'others may not read the file').toBe(0);
  });

  it('the markers were read: they shaped answers', async () => {
    expect(replyOf(await sandbox.say('member', 'is Aisha available')).words).toContain(
      'Presence that is new to us',
    );
    expect(replyOf(await sandbox.say('member', 'is Ewan available')).words).toContain('On shift until');
  });

  it('AV-7, S30: no presence is in any file or log line', () => {
    expectNowhere([
      ACTIVITY,
      AVAILABILITY,
      'UrgentInterruptionsOnly',
      'InAConferenceCall',
      'BeRightBack',
      'PresenceUnknown',
      'Levitating',
      'OffWork',
    ]);
    expectNowhere(['be-right-back', 'in-a-meeting', 'do-not-disturb', 'out-of-office', 'presence-new']);
  });

  it('AV-7, S30: no shift and no leave is in any file or log line', () => {
    expectNowhere([LABEL, NOTES, ...instants(SHIFT), ...instants(LEAVE)]);
  });

  it('SEC-2, S28, S29: no secret, key, token or consent state is in any file or log line', () => {
    const { clientSecret } = sandbox.world.halopsa.application;
    const [, , keySecret = ''] = sandbox.apiKey.split('_');
    expect(made.every((state) => state.length > 40)).toBe(true);
    expectNowhere([
      DESK_CLIENT_SECRET,
      BOT_PASSWORD,
      clientSecret,
      ENCRYPTION_KEY,
      sandbox.apiKey,
      keySecret,
      ...made,
    ]);
    for (const [place, text] of everythingWritten()) {
      expect(/eyJ[\w-]{10,}\.[\w-]{10,}/.exec(text)?.[0], place).toBeUndefined();
      expect(/Bearer [\w.~+/-]{8,}/i.exec(text)?.[0], place).toBeUndefined();
    }
  });

  it('SEC-2: what people say to the bot is in no file or log line', () => {
    expectNowhere([SAID]);
  });

  it('CON-5, S31: the tenant was asked by GET and for presence alone, and nothing was refused as a write', () => {
    const { graph } = sandbox.world;
    expect(graph.refusedWrites).toEqual([]);
    expect(graph.requests.length).toBeGreaterThan(30);
    const others = graph.requests.filter(({ method, route }) => method !== 'GET' && route !== 'presence');
    expect(others).toEqual([]);
    const routes = new Set(graph.requests.map(({ route }) => String(route)));
    const ours = ['groups', 'members-as-user', 'presence', 'shifts', 'times-off', 'user'];
    expect([...routes].filter((route) => !ours.includes(route))).toEqual([]);
    expect(routes.size).toBe(ours.length);
    expect(graph.requests.every(({ hasAuthorization }) => hasAuthorization)).toBe(true);
  });

  it('S28: and all of that still holds once the program has ended and written its last', async () => {
    await sandbox.restart();
    await sandbox.kill();
    expectNowhere([ACTIVITY, LABEL, ...instants(SHIFT), DESK_CLIENT_SECRET, BOT_PASSWORD, ...made]);
    await sandbox.restart();
  }, 60_000);
});
