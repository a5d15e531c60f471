import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { writePlaygroundConfig } from '../sandbox/playground-config.ts';
import { findSandbox } from '../sandbox/running-sandbox.ts';
import { startPlayground } from '../sandbox/start-playground.ts';
import { browserOrSkip, openBrowser } from '../support/browser.ts';
import { publishedSchema, schemaErrors } from '../support/published-schemas.ts';

const TENANT = '5b1d6c0e-0f57-4d0e-9a3c-6f2b8d1c7e10';
const BOT = '6c2e7d1f-1a68-4e1f-8b4d-7a3c9e2d8f21';
const NAMES = ['Ana Alvarez', 'Lee', 'Noor de Vries', 'Sam Okoro', 'Mia Lind', 'Tom Baker', 'Not Needed'];
const PEOPLE = NAMES.map((name, index) => ({ oid: `0000000${index}-1111-4222-8333-444444444444`, name }));

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly activity: { readonly type: string; readonly text?: string; readonly serviceUrl?: string } & Record<
    string,
    never
  >;
}

let directory: string;
let configPath: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'rollcall-playground-'));
  configPath = join(directory, 'desk', 'playground.yml');
  writePlaygroundConfig({ path: configPath, deskTenantId: TENANT, botId: BOT, people: PEOPLE });
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('the configuration for the Agents Playground', () => {
  it('is valid by its published schema', (context) => {
    const schema = publishedSchema('agents-playground-config-0.1.1.schema.json', context);
    expect(schemaErrors(schema, parse(readFileSync(configPath, 'utf8')))).toEqual([]);
  });

  it('has the first person speak, five others listen, one further channel, and well-formed ids', () => {
    const text = readFileSync(configPath, 'utf8');
    expect(parse(text)).toMatchObject({
      tenantId: TENANT,
      currentUser: { name: 'Ana Alvarez', givenName: 'Ana', surname: 'Alvarez', aadObjectId: PEOPLE[0]?.oid },
      users: NAMES.slice(1, 6).map((name) => ({ name })),
      team: { channels: [{ name: 'Triage' }] },
    });
    for (const id of text.match(/[0-9a-f]+(?:-[0-9a-f]+){4}/g) ?? [])
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('is the same every time', () => {
    const again = join(directory, 'again.yml');
    writePlaygroundConfig({ path: again, deskTenantId: TENANT, botId: BOT, people: PEOPLE });
    expect(readFileSync(again, 'utf8')).toBe(readFileSync(configPath, 'utf8'));
  });

  it.each([
    ['too few people', { people: PEOPLE.slice(0, 5) }, '6 people, not 5'],
    ['a tenant that is no GUID', { deskTenantId: 'desk' }, 'not a GUID'],
    [
      'a person whose id is one digit too long',
      { people: [{ oid: `${TENANT}0`, name: 'X' }, ...PEOPLE] },
      'not a GUID',
    ],
  ])('is refused with %s', (_what, change, said) => {
    const desk = { path: join(directory, 'no.yml'), deskTenantId: TENANT, botId: BOT, people: PEOPLE };
    expect(() => writePlaygroundConfig({ ...desk, ...change })).toThrow(said);
  });
});

describe('BOX-3: the Agents Playground', () => {
  it('renders, sends what a person types to the bot, and hears this machine alone', async (context) => {
    const bot = await listenAsBot();
    const browser = await openBrowser();
    const playground = await startPlayground({
      botEndpoint: `${bot.origin}/api/playground/messages`,
      configPath,
      port: 0,
      directory: join(directory, 'run'),
      openBrowser: false,
    });
    try {
      const page = await browserOrSkip(browser, context).newPage();
      await page.goto(playground.address);
      const box = page.locator('div[role=textbox][contenteditable]').first();
      await box.click();
      await box.pressSequentially("who's available");
      await page.keyboard.press('Enter');
      await page.getByText('4 working').first().waitFor();

      const message = bot.received.find(({ activity }) => activity.type === 'message');
      expect(message?.activity).toMatchObject({
        text: "who's available",
        from: { aadObjectId: PEOPLE[0]?.oid, name: 'Ana Alvarez' },
        conversation: { tenantId: TENANT },
        channelId: 'msteams',
      });
      expect(message?.headers).not.toHaveProperty('origin');
      expect(message?.headers).not.toHaveProperty('authorization');
      const port = Number(new URL(playground.address).port);
      for (const host of otherAddresses()) expect(await isReachable(host, port), host).toBe(false);
    } finally {
      await playground.stop();
      if (!('skipped' in browser)) await browser.close();
      await bot.close();
    }
    await expect(fetch(playground.address)).rejects.toThrow();
  }, 90_000);
});

describe('an Agents Playground whose starter was killed', () => {
  it('ends by itself', async () => {
    const module = pathToFileURL(join(import.meta.dirname, '..', 'sandbox', 'start-playground.ts')).href;
    const order = { botEndpoint: 'http://127.0.0.1:9/x', configPath, port: 0, directory, openBrowser: false };
    const program = `const { startPlayground } = await import('${module}');
      console.log((await startPlayground(${JSON.stringify(order)})).address);`;
    const starter = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = (await once(starter.stdout, 'data')) as [Buffer];
    const address = said.toString().trim();
    expect((await fetch(address)).status).toBe(200);
    starter.kill('SIGKILL');
    await expect.poll(() => fetch(address).catch(() => 'gone'), { timeout: 10_000 }).toBe('gone');
  }, 60_000);
});

describe('the sandbox that the Playground talks to', () => {
  it('is none where no file says so, or where nothing answers any more', async () => {
    expect(await findSandbox(join(directory, 'endpoints.json'))).toBeNull();
  });
});

/** A bot that answers every message with one line, as the connector protocol wants it. */
async function listenAsBot(): Promise<{ origin: string; received: Received[]; close(): Promise<void> }> {
  const received: Received[] = [];
  const server: Server = createServer((request, response) => {
    // Before it sends anything the Playground looks with HEAD whether the bot is there; 405 is an answer.
    if (request.method !== 'POST') {
      response.writeHead(405).end();
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const activity = JSON.parse(Buffer.concat(chunks).toString()) as Received['activity'];
      received.push({ headers: request.headers, activity });
      response.end('{}');
      if (activity.type === 'message') void answer(activity);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function answer(activity: Received['activity']): Promise<void> {
  const { conversation, recipient, from, id, serviceUrl } = activity as unknown as Record<
    string,
    { id: string }
  > & {
    id: string;
    serviceUrl: string;
  };
  await fetch(
    `${serviceUrl}/v3/conversations/${encodeURIComponent(conversation?.id ?? '')}/activities/${id}`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        type: 'message',
        from: recipient,
        recipient: from,
        conversation,
        replyToId: id,
        text: '4 working',
      }),
    },
  );
}

function otherAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address);
}

async function isReachable(host: string, port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2_000 });
    const done = (reached: boolean): void => {
      socket.destroy();
      resolve(reached);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    socket.once('timeout', () => done(false));
  });
}
