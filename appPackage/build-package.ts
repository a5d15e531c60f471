import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { checkIcons } from './check-icons.ts';
import { checkManifest } from './check-manifest.ts';
import { checkTranslation } from './check-translation.ts';
import { germanTexts } from './german.ts';
import { readLinkDomains } from './link-domains.ts';
import {
  completeTemplate,
  type Features,
  fillTemplate,
  GERMAN_FILE,
  type ListedCommand,
  type Variables,
} from './manifest.ts';

/** The earliest time a zip can hold; any fixed one would do. Equal input gives equal bytes. */
const ZIP_TIME = new Date(1980, 0, 1);

export interface PackageOrder {
  readonly environment: string;
  readonly variables: Variables;
  readonly commands: readonly ListedCommand[];
  /** The same commands in German, in the same order. */
  readonly germanCommands: readonly ListedCommand[];
  readonly features: Features;
  /** Where the zip and the filled manifest are written. */
  readonly outDirectory: string;
}

export type PackageResult =
  | { readonly zipPath: string; readonly manifestPath: string }
  | { readonly problems: readonly string[] };

/** Makes the app package of one environment: manifest.json, de.json, color.png and outline.png in `rollcall.<environment>.zip`.
 *  Writes no zip while anything is missing or would be refused; then all problems come back together. */
export async function buildPackage(order: PackageOrder): Promise<PackageResult> {
  const template = JSON.parse(await readText('manifest.template.json')) as Record<string, unknown>;
  const links = readLinkDomains(order.variables['PSA_LINK_DOMAINS'] ?? '');
  const linkDomains = 'faults' in links ? [] : links.domains;
  const filled = fillTemplate(completeTemplate(template, { ...order, linkDomains }), order.variables);
  const icons = { color: await readIcon('color.png'), outline: await readIcon('outline.png') };
  const faults = [...('faults' in links ? links.faults : []), ...checkIcons(icons)];
  if ('missing' in filled) return { problems: [...filled.missing, ...faults] };

  await mkdir(order.outDirectory, { recursive: true });
  const manifestPath = join(order.outDirectory, `manifest.${order.environment}.json`);
  const text = `${JSON.stringify(filled.manifest, null, 2)}\n`;
  await writeFile(manifestPath, text);
  const german = fillTemplate(
    germanTexts({ commands: order.germanCommands, features: order.features }),
    order.variables,
  );
  const texts = 'missing' in german ? {} : (german.manifest as Record<string, string>); // the template has texts only
  const problems = [
    ...(await checkManifest(manifestPath)),
    ...checkTranslation(filled.manifest, texts).map((problem) => `${GERMAN_FILE}: ${problem}`),
    ...faults,
  ];
  if (problems.length > 0) return { problems };

  const zipPath = join(order.outDirectory, `rollcall.${order.environment}.zip`);
  const content = {
    'manifest.json': new TextEncoder().encode(text),
    [GERMAN_FILE]: new TextEncoder().encode(`${JSON.stringify(texts, null, 2)}\n`),
    'color.png': icons.color,
    'outline.png': icons.outline,
  };
  await writeFile(zipPath, zipSync(content, { mtime: ZIP_TIME, level: 9 }));
  return { zipPath, manifestPath };
}

async function readText(name: string): Promise<string> {
  return await readFile(join(import.meta.dirname, name), 'utf8');
}

async function readIcon(name: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(join(import.meta.dirname, name)));
}
