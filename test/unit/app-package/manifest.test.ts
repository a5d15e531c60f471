import { describe, expect, it } from 'vitest';
import { checkStoreRules } from '../../../appPackage/check-manifest.ts';
import { completeTemplate, type Features, fillTemplate } from '../../../appPackage/manifest.ts';
import template from '../../../appPackage/manifest.template.json' with { type: 'json' };
import { ALL_FEATURES, COMMANDS_LISTED, NO_FEATURES, VARIABLES } from './builds.ts';

type Json = Record<string, never>;

function filled(features: Features, variables = VARIABLES, linkDomains: readonly string[] = []): Json {
  const completed = completeTemplate(template, { commands: COMMANDS_LISTED, features, linkDomains });
  const result = fillTemplate(completed, variables);
  if ('missing' in result) throw new Error(result.missing.join('\n'));
  return result.manifest as Json;
}

describe('the manifest', () => {
  it('fills every placeholder, in values and inside of them', () => {
    const manifest = filled(ALL_FEATURES);
    expect(JSON.stringify(manifest)).not.toContain('${{');
    expect(manifest).toMatchObject({
      id: VARIABLES['TEAMS_APP_ID'],
      bots: [{ botId: VARIABLES['BOT_ID'], scopes: ['personal', 'team', 'groupChat'] }],
      webApplicationInfo: {
        id: VARIABLES['BOT_ID'],
        resource: 'api://rollcall.example.com/botid-1e4a3b2c-6d7e-4f8a-9b0c-1d2e3f4a5b6c',
      },
    });
  });

  it('keeps a value with quotes and backslashes as it is', () => {
    const name = 'Ana "the desk" \\ Co';
    expect(filled(NO_FEATURES, { ...VARIABLES, DEVELOPER_NAME: name })).toMatchObject({
      developer: { name },
    });
  });

  it('does not read a placeholder that a value brings along', () => {
    const website = 'https://example.com/${{BOT_ID}}';
    expect(filled(NO_FEATURES, { ...VARIABLES, DEVELOPER_WEBSITE_URL: website })).toMatchObject({
      developer: { websiteUrl: website },
    });
  });

  it('names everything that is missing together, each with its remedy, and takes an empty suffix for a choice', () => {
    const { DEVELOPER_NAME: _dropped, ...rest } = VARIABLES;
    const result = fillTemplate(template, { ...rest, BOT_ID: '', TEAMS_APP_ID: '' });
    expect(result).toEqual({
      missing: [
        expect.stringMatching(/^TEAMS_APP_ID: .*new GUID/),
        expect.stringMatching(/^DEVELOPER_NAME: .*32 characters/),
        expect.stringMatching(/^BOT_ID: .*registration/),
      ],
    });
  });

  it('CHAT-1: lists the commands of the table that are meant to be listed, as basic commands', () => {
    const [bot] = filled(NO_FEATURES)['bots'] as unknown as { commandLists: unknown }[];
    expect(bot?.commandLists).toEqual([
      {
        scopes: ['personal', 'team', 'groupChat'],
        commands: [
          { title: "who's available", description: 'Everybody on the desk, with the reason', type: 'basic' },
          {
            title: 'auto-map',
            description: 'Link technicians with people of your organisation',
            type: 'basic',
          },
          { title: 'help', description: 'What you can ask', type: 'basic' },
        ],
      },
    ]);
  });

  it('names no domain but our own', () => {
    expect(filled(ALL_FEATURES)['validDomains']).toEqual(['rollcall.example.com']);
    const addresses = JSON.stringify([
      filled(ALL_FEATURES)['staticTabs'],
      filled(ALL_FEATURES)['composeExtensions'],
    ]);
    expect(
      addresses.match(/https:\/\/[^/"]+/g)?.filter((url) => url !== 'https://rollcall.example.com'),
    ).toEqual([]);
  });

  it('CHAT-8: takes links of our own host, and of the hosts of the PSA that were named, nothing wider', () => {
    const handlers = (linkDomains: readonly string[]) => {
      const [extension] = filled(ALL_FEATURES, VARIABLES, linkDomains)['composeExtensions'] as unknown as {
        messageHandlers: unknown;
      }[];
      return extension?.messageHandlers;
    };
    const link = (...domains: readonly string[]) => [{ type: 'link', value: { domains } }];
    expect(handlers([])).toEqual(link('rollcall.example.com'));
    expect(handlers(['acme.halopsa.com', 'na.myconnectwise.net'])).toEqual(
      link('rollcall.example.com', 'acme.halopsa.com', 'na.myconnectwise.net'),
    );
  });

  it('promises a tab and a message extension only where there are some', () => {
    expect(filled(NO_FEATURES)).not.toHaveProperty('staticTabs');
    expect(filled(NO_FEATURES)).not.toHaveProperty('composeExtensions');
    expect(JSON.stringify(filled({ ...ALL_FEATURES, dispatch: false }))).not.toContain('dispatch"');
    expect(filled(ALL_FEATURES)).toMatchObject({
      showLoadingIndicator: true,
      staticTabs: [
        { entityId: 'conversations' },
        { entityId: 'board' },
        { entityId: 'dispatch' },
        { entityId: 'admin' },
      ],
      composeExtensions: [{ commands: [{ id: 'findTechnician', type: 'query' }] }],
    });
  });
});

describe('the rules of the store that no schema holds', () => {
  const fine = {
    name: { short: 'Rollcall', full: 'Rollcall for service desks' },
    description: { short: 'See who is free.', full: 'A Microsoft 365 administrator must consent once.' },
    validDomains: ['rollcall.example.com'],
    bots: [{ commandLists: [{ commands: [{ title: 'help' }] }] }],
  };

  it('our manifest keeps them', () => {
    expect(checkStoreRules(filled(ALL_FEATURES) as never)).toEqual([]);
    expect(checkStoreRules(fine)).toEqual([]);
  });

  it.each([
    ['Rollcall for Teams', 'Teams'],
    ['Microsoft Rollcall', 'Microsoft'],
    ['Rollcall Chat', 'Chat'],
    ['Rollcall Shifts', 'Shifts'],
    ['Rollcall Help', 'Help'],
  ])('the name "%s" is refused for "%s"', (short, word) => {
    expect(checkStoreRules({ ...fine, name: { short } })).toEqual([
      `the name of the app must not contain "${word}"`,
    ]);
  });

  it.each([
    [
      'a long name with a reserved word',
      { name: { short: 'Rollcall', full: 'Rollcall for Outlook' } },
      'Outlook',
    ],
    [
      '"app" in the short description',
      { description: { ...fine.description, short: 'An app.' } },
      'short description',
    ],
    [
      'a description that hides the consent',
      { description: { short: 'x', full: 'Just works.' } },
      'administrator',
    ],
    [
      'an essay',
      { description: { ...fine.description, full: `administrator must consent${' word'.repeat(500)}` } },
      '500',
    ],
    ['a wildcard domain', { validDomains: ['*.example.com'] }, '*.example.com'],
    [
      'a thirteenth command',
      {
        bots: [
          { commandLists: [{ commands: Array.from({ length: 13 }, (_no, n) => ({ title: `c${n}` })) }] },
        ],
      },
      'at most 12',
    ],
    [
      'one command twice',
      { bots: [{ commandLists: [{ commands: [{ title: 'Help' }, { title: 'help' }] }] }] },
      'twice',
    ],
  ])('%s is refused', (_what, change, said) => {
    const found = checkStoreRules({ ...fine, ...change });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(said);
  });
});
