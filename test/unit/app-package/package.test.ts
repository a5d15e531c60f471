import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeCommands } from '#chat/commands/table.ts';
import { buildPackage, type PackageResult } from '../../../appPackage/build-package.ts';
import type { Features, Variables } from '../../../appPackage/manifest.ts';
import { readVariables } from '../../../appPackage/variables.ts';
import { publishedSchema, schemaErrors } from '../../support/published-schemas.ts';
import { ALL_FEATURES, COMMANDS_LISTED, GERMAN_COMMANDS, NO_FEATURES, VARIABLES } from './builds.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
interface Schema {
  readonly patternProperties: Readonly<Record<string, unknown>>;
}

/** Without its patterns for meeting and activity texts, which are no expressions of Unicode; everything else that it does not name it refuses. */
function localisationSchema(): object {
  const schema = createRequire(import.meta.url)(
    '@microsoft/app-manifest/build/json-schemas/teams/v1.30/MicrosoftTeams.Localization.schema.json',
  ) as Schema;
  const usable = Object.entries(schema.patternProperties).filter(
    ([pattern]) => !pattern.startsWith('^activities'),
  );
  return { ...schema, patternProperties: Object.fromEntries(usable) };
}
let directory: string;

function readJson(bytes: Uint8Array | undefined): Record<string, unknown> {
  return JSON.parse(strFromU8(bytes ?? new Uint8Array())) as Record<string, unknown>;
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rollcall-package-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function build(
  changes: { variables?: Variables; features?: Features; out?: string } = {},
): Promise<PackageResult> {
  return await buildPackage({
    environment: 'test',
    variables: changes.variables ?? VARIABLES,
    commands: COMMANDS_LISTED,
    germanCommands: GERMAN_COMMANDS,
    features: changes.features ?? NO_FEATURES,
    outDirectory: join(directory, changes.out ?? 'build'),
  });
}

function zipOf(result: PackageResult): Uint8Array {
  if ('problems' in result) throw new Error(result.problems.join('\n'));
  return new Uint8Array(readFileSync(result.zipPath));
}

describe('the app package', () => {
  it.each([NO_FEATURES, ALL_FEATURES])(
    'is valid by Microsoft’s schema and holds exactly four files: %j',
    async (features) => {
      const files = unzipSync(zipOf(await build({ features })));
      expect(Object.keys(files).toSorted()).toEqual(['color.png', 'de.json', 'manifest.json', 'outline.png']);
      const manifest = JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array())) as {
        manifestVersion: string;
      };
      expect(manifest.manifestVersion).toBe('1.30');
      for (const icon of ['color.png', 'outline.png'])
        expect(Buffer.from(files[icon] ?? [])).toEqual(readFileSync(join(ROOT, 'appPackage', icon)));
    },
  );

  it.each([NO_FEATURES, ALL_FEATURES, { ...ALL_FEATURES, dispatch: false }])(
    'speaks German wherever it speaks: %j',
    async (features) => {
      const files = unzipSync(zipOf(await build({ features })));
      const german = readJson(files['de.json']);
      expect(schemaErrors(localisationSchema(), german)).toEqual([]);
      expect(JSON.stringify(german)).not.toContain('${{');
      expect(german['name.short']).toBe('Rollcall');
      expect(german['description.full']).toContain('https://northwind.example.com/help');
      expect(readJson(files['manifest.json'])['localizationInfo']).toEqual({
        defaultLanguageTag: 'en',
        additionalLanguages: [{ languageTag: 'de', file: 'de.json' }],
      });
    },
  );

  it('is not written with a command that has no German, or too much of it', async () => {
    const orders = {
      environment: 'test',
      variables: VARIABLES,
      commands: COMMANDS_LISTED,
      features: NO_FEATURES,
      outDirectory: join(directory, 'build'),
    };
    const missing = await buildPackage({ ...orders, germanCommands: GERMAN_COMMANDS.slice(1) });
    expect(missing).toEqual({
      problems: [
        'de.json: bots[0].commandLists[0].commands[2].title is not translated',
        'de.json: bots[0].commandLists[0].commands[2].description is not translated',
      ],
    });
    const [first, ...rest] = GERMAN_COMMANDS;
    const long = await buildPackage({
      ...orders,
      germanCommands: [{ ...first, title: 'x'.repeat(129) }, ...rest],
    });
    expect(long).toEqual({ problems: [expect.stringContaining('has 129 characters')] });
  });

  it('has the same bytes every time', async () => {
    const first = zipOf(await build({ out: 'first' }));
    expect(Buffer.from(zipOf(await build({ out: 'second' })))).toEqual(Buffer.from(first));
  });

  it('is not written while variables are missing', async () => {
    const result = await build({ variables: { ...VARIABLES, BOT_ID: '', PRIVACY_URL: '' } });
    expect(result).toEqual({
      problems: [expect.stringContaining('PRIVACY_URL'), expect.stringContaining('BOT_ID')],
    });
    expect(existsSync(join(directory, 'build'))).toBe(false);
  });

  it('CHAT-8: names the hosts of the PSA’s ticket links, valid by Microsoft’s schema', async () => {
    const variables = { ...VARIABLES, PSA_LINK_DOMAINS: 'acme.halopsa.com, na.myconnectwise.net' };
    const files = unzipSync(zipOf(await build({ features: ALL_FEATURES, variables })));
    expect(readJson(files['manifest.json'])).toMatchObject({
      composeExtensions: [
        {
          messageHandlers: [
            { value: { domains: ['rollcall.example.com', 'acme.halopsa.com', 'na.myconnectwise.net'] } },
          ],
        },
      ],
    });
  });

  it('is not written with a PSA host that is none; what is missing is named beside it', async () => {
    const result = await build({
      variables: { ...VARIABLES, BOT_ID: '', PSA_LINK_DOMAINS: 'https://acme.halopsa.com' },
    });
    expect(result).toEqual({
      problems: [expect.stringContaining('BOT_ID'), expect.stringMatching(/^PSA_LINK_DOMAINS: .*scheme/)],
    });
  });

  it.each([
    ['a PSA host with a wildcard', { PSA_LINK_DOMAINS: '*.halopsa.com' }],
    ['an id that is no GUID', { TEAMS_APP_ID: 'rollcall' }],
    ['a developer name longer than 32 characters', { DEVELOPER_NAME: 'x'.repeat(33) }],
    ['a privacy page without https', { PRIVACY_URL: 'ftp://example.com' }],
    [
      'a suffix that makes the short name longer than 30 characters',
      { APP_NAME_SUFFIX: `-${'x'.repeat(23)}` },
    ],
    ['a suffix with a reserved word', { APP_NAME_SUFFIX: ' for Teams' }],
  ])('is not written with %s', async (_what, change) => {
    const result = await build({ variables: { ...VARIABLES, ...change } });
    expect(result).toEqual({ problems: expect.arrayContaining([expect.any(String)]) as string[] });
    expect(existsSync(join(directory, 'build', 'rollcall.test.zip'))).toBe(false);
  });

  it('comes for the sandbox with nothing set up', async () => {
    const variables = readVariables({ directory: join(ROOT, 'env'), environment: 'sandbox', given: {} });
    expect(unzipSync(zipOf(await build({ variables })))).toHaveProperty('manifest.json');
  });

  it('CHAT-1: names the commands that the bot’s own table lists', async () => {
    const commands = describeCommands('en-GB');
    const germanCommands = describeCommands('de');
    const result = await buildPackage({
      environment: 'test',
      variables: VARIABLES,
      commands,
      germanCommands,
      features: NO_FEATURES,
      outDirectory: directory,
    });
    const files = unzipSync(zipOf(result));
    const titles = strFromU8(files['manifest.json'] ?? new Uint8Array()).match(/(?<="title": ").+(?=")/g);
    expect(titles).toEqual(commands.filter(({ listed }) => listed).map(({ title }) => title));
    expect(titles).toContain("who's available");
    const german = readJson(files['de.json']);
    expect(german['bots[0].commandLists[0].commands[0].title']).toBe('wer ist verfügbar');
    expect(Object.keys(german).filter((key) => /commands\[\d+\]\.title$/.test(key))).toHaveLength(
      titles?.length ?? 0,
    );
  });

  it('is made by npm run package, which says where it is, or all that is missing', async () => {
    const run = promisify(execFile);
    const program = join(ROOT, 'appPackage', 'package.ts');
    const made = await run(process.execPath, [program, '--env', 'sandbox', '--out', directory]);
    expect(made.stdout).toContain('rollcall.sandbox.zip');
    expect(existsSync(join(directory, 'rollcall.sandbox.zip'))).toBe(true);
    const refused = run(process.execPath, [program, '--env', 'nowhere', '--out', directory], { env: {} });
    await expect(refused).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/TEAMS_APP_ID[^]*BOT_ID[^]*BOT_DOMAIN/) as string,
    });
  });

  it('has a manifest that the published schema of Teams accepts too', async (context) => {
    const schema = publishedSchema('teams/v1.30.MicrosoftTeams.schema.json', context);
    const result = await build({ features: ALL_FEATURES });
    if ('problems' in result) throw new Error(result.problems.join('\n'));
    expect(schemaErrors(schema, JSON.parse(readFileSync(result.manifestPath, 'utf8')))).toEqual([]);
  });
});

describe('the variables of a package', () => {
  it('come from the file, the user’s file over it, and what was given over both', () => {
    writeFileSync(join(directory, '.env.x'), '# note\nA=file\nB=file\nC="quoted value"\n');
    writeFileSync(join(directory, '.env.x.user'), 'B=user\nD=user\n');
    const variables = readVariables({ directory, environment: 'x', given: { D: 'given', E: undefined } });
    expect(variables).toMatchObject({ A: 'file', B: 'user', C: 'quoted value', D: 'given' });
    expect(variables).not.toHaveProperty('E');
  });

  it.each([
    [{ PUBLIC_URL: 'https://rollcall.example.com' }, 'rollcall.example.com'],
    [{ PUBLIC_URL: 'http://127.0.0.1:3978' }, '127.0.0.1:3978'],
    [{ PUBLIC_URL: 'https://a.example', BOT_DOMAIN: 'b.example' }, 'b.example'],
    [{ PUBLIC_URL: 'nonsense' }, ''],
    [{}, ''],
  ])('take the domain from the public address: %j', (given, domain) => {
    expect(readVariables({ directory, environment: 'none', given })).toMatchObject({ BOT_DOMAIN: domain });
  });
});
