import { AppManifestUtils } from '@microsoft/app-manifest';

/** Names of Microsoft and of Teams' own features, which the store refuses in the name of an app. */
const RESERVED_IN_NAMES =
  /\b(?:microsoft|teams|office|outlook|entra|shifts|azure|chat|calendar|calls?|files|activity|apps?|help)\b/i;
const MOST_COMMANDS = 12;
const MOST_WORDS = 500;

interface Manifest {
  readonly name: { readonly short: string; readonly full?: string };
  readonly description: { readonly short: string; readonly full: string };
  readonly validDomains?: readonly string[];
  readonly bots?: readonly {
    readonly commandLists?: readonly { readonly commands: readonly { readonly title: string }[] }[];
  }[];
}

/** Everything that Teams or its store would refuse in the manifest at `path`, one sentence each: first Microsoft's schema
 *  (bundled with `@microsoft/app-manifest`, nothing is fetched), then the rules that no schema holds. */
export async function checkManifest(path: string): Promise<string[]> {
  const manifest = await AppManifestUtils.readTeamsManifest(path);
  const bySchema = await AppManifestUtils.validateAgainstSchema(manifest);
  return [...bySchema, ...checkStoreRules(manifest as unknown as Manifest)];
}

/** Source: the Teams store validation guidelines (names, descriptions, domains). */
export function checkStoreRules(manifest: Manifest): string[] {
  const { name, description } = manifest;
  return [
    ...[name.short, name.full ?? '']
      .map((text) => RESERVED_IN_NAMES.exec(text)?.[0])
      .filter((word) => word !== undefined)
      .map((word) => `the name of the app must not contain "${word}"`),
    ...(/\bapp\b/i.test(description.short) ? ['the short description must not say "app"'] : []),
    ...(description.full.split(/\s+/).length > MOST_WORDS
      ? [`the description is longer than ${MOST_WORDS} words`]
      : []),
    ...(/administrator must consent/.test(description.full)
      ? []
      : ['the description must say that an administrator has to consent']),
    ...(manifest.validDomains ?? [])
      .filter((domain) => domain.includes('*'))
      .map((domain) => `no wildcard domain: ${domain}`),
    ...checkCommands(manifest),
  ];
}

function checkCommands(manifest: Manifest): string[] {
  const lists = (manifest.bots ?? []).flatMap((bot) => bot.commandLists ?? []);
  const titles = lists.flatMap(({ commands }) => commands.map(({ title }) => title.toLowerCase()));
  return [
    ...lists
      .filter(({ commands }) => commands.length > MOST_COMMANDS)
      .map(({ commands }) => `Teams lists at most ${MOST_COMMANDS} commands, not ${commands.length}`),
    ...titles
      .filter((title, index) => titles.indexOf(title) !== index)
      .map((title) => `the command "${title}" is listed twice`),
  ];
}
