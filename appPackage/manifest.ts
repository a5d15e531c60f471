/** A row of the bot's command table, as far as the app package needs it. */
export interface ListedCommand {
  /** What a person types, and what Teams puts into the compose box. */
  readonly title: string;
  readonly help: string;
  /** Whether Teams offers it. */
  readonly listed: boolean;
}

export interface Features {
  readonly tab: boolean;
  /** A page of the tab: promised once it is there. */
  readonly dispatch: boolean;
  readonly messageExtension: boolean;
}

export type Variables = Readonly<Record<string, string>>;

/** Where the package keeps its German words. Language alone, without a region: it serves Austria and Switzerland too. */
export const GERMAN_FILE = 'de.json';

/** What a manifest leaves open: `{ botId: '${{BOT_ID}}', … }`. */
type Template = Readonly<Record<string, unknown>>;

/** Variables that may be left empty, because empty means something. */
const MAY_BE_EMPTY = new Set(['APP_NAME_SUFFIX']);

/** What each variable is, said to the person who has to fill it in. */
const REMEDIES: Variables = {
  TEAMS_APP_ID:
    'the id of this installation of the app: any new GUID, kept for ever (node -p "crypto.randomUUID()")',
  BOT_ID: 'the application (client) id of the Entra app registration that the bot, the tab and Graph use',
  BOT_DOMAIN: 'the public host name of Rollcall without https://, or give PUBLIC_URL instead',
  APP_NAME_SUFFIX: 'what stands behind the name in this environment, such as "-dev"; may be empty',
  DEVELOPER_NAME: 'who offers this installation to its users, at most 32 characters',
  DEVELOPER_WEBSITE_URL: 'an https page where users find help, open without sign-in',
  PRIVACY_URL: 'an https page with your privacy statement, open without sign-in',
  TERMS_OF_USE_URL: 'an https page with your terms of use, open without sign-in',
};

/** The template with commands and switched-on features; its placeholders are still open. */
export function completeTemplate(
  template: Template,
  options: {
    readonly commands: readonly ListedCommand[];
    readonly features: Features;
    /** Hosts beside our own whose links become cards: the desk's PSA. */
    readonly linkDomains: readonly string[];
  },
): Template {
  const { commands, features, linkDomains } = options;
  return {
    ...template,
    bots: (template['bots'] as readonly object[]).map((bot) => ({
      ...bot,
      commandLists: commandLists(commands),
    })),
    ...(features.messageExtension ? { composeExtensions: [messageExtension(linkDomains)] } : {}),
    ...(features.tab ? { staticTabs: staticTabs(features), showLoadingIndicator: true } : {}),
    localizationInfo: {
      defaultLanguageTag: 'en',
      additionalLanguages: [{ languageTag: 'de', file: GERMAN_FILE }],
    },
  };
}

/** The manifest with every placeholder filled. Throws nothing: what is missing comes back, all of it, with its remedy. */
export function fillTemplate(
  template: Template,
  variables: Variables,
): { readonly manifest: Record<string, unknown> } | { readonly missing: readonly string[] } {
  const text = JSON.stringify(template);
  const wanted = [...new Set([...text.matchAll(/\$\{\{([A-Z0-9_]+)\}\}/g)].map(([, name]) => name ?? ''))];
  const missing = wanted.filter((name) => (variables[name] ?? '') === '' && !MAY_BE_EMPTY.has(name));
  if (missing.length > 0)
    return {
      missing: missing.map((name) => `${name}: ${REMEDIES[name] ?? 'named in manifest.template.json'}`),
    };
  // A value becomes the inside of a JSON string: quotes and backslashes of it must not end that string.
  const filled = text.replaceAll(/\$\{\{([A-Z0-9_]+)\}\}/g, (_all, name: string) =>
    JSON.stringify(variables[name] ?? '').slice(1, -1),
  );
  return { manifest: JSON.parse(filled) as Record<string, unknown> };
}

/** `basic`: the person sends the command as it is; a prompt starter would promise a conversation. */
function commandLists(commands: readonly ListedCommand[]): readonly object[] {
  const listed = commands.filter((command) => command.listed);
  if (listed.length === 0) return [];
  return [
    {
      scopes: ['personal', 'team', 'groupChat'],
      commands: listed.map(({ title, help }) => ({ title, description: help, type: 'basic' })),
    },
  ];
}

/** `conversations` is Teams' own name for the bot's chat: named first, it stays the first tab of the personal app. */
function staticTabs({ dispatch }: Features): readonly object[] {
  return [
    { entityId: 'conversations', scopes: ['personal'] },
    staticTab({ entityId: 'board', name: 'Board', scopes: ['personal', 'team', 'groupChat'] }),
    ...(dispatch ? [staticTab({ entityId: 'dispatch', name: 'Dispatch', scopes: ['personal'] })] : []),
    staticTab({ entityId: 'admin', name: 'Admin', scopes: ['personal'] }),
  ];
}

function staticTab(tab: {
  readonly entityId: string;
  readonly name: string;
  readonly scopes: readonly string[];
}): object {
  const url = `https://\${{BOT_DOMAIN}}/tab/?screen=${tab.entityId}`;
  return { ...tab, contentUrl: url, websiteUrl: url };
}

const FIND_TECHNICIAN = {
  id: 'findTechnician',
  type: 'query',
  title: 'Find a technician',
  description: 'Insert who is available, with the reason',
  initialRun: true,
  context: ['compose', 'commandBox'],
  parameters: [
    {
      name: 'query',
      title: 'Name or team',
      description: 'Part of a name, or a team of your desk',
      inputType: 'text',
    },
  ],
};

function messageExtension(linkDomains: readonly string[]): object {
  const domains = ['${{BOT_DOMAIN}}', ...linkDomains];
  return {
    botId: '${{BOT_ID}}',
    commands: [FIND_TECHNICIAN],
    messageHandlers: [{ type: 'link', value: { domains } }],
  };
}
