import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { Variables } from './manifest.ts';

/** The variables of one environment: `env/.env.<name>`, over it `env/.env.<name>.user`, over both what the process was
 *  started with. `BOT_DOMAIN` is taken from `PUBLIC_URL` where only that is given. */
export function readVariables(options: {
  readonly directory: string;
  readonly environment: string;
  readonly given: Readonly<Record<string, string | undefined>>;
}): Variables {
  const base = `.env.${options.environment}`;
  const merged: Record<string, string> = {};
  for (const source of [
    readFile(options.directory, base),
    readFile(options.directory, `${base}.user`),
    options.given,
  ])
    for (const [name, value] of Object.entries(source)) if (value !== undefined) merged[name] = value;
  return { ...merged, BOT_DOMAIN: merged['BOT_DOMAIN'] || hostOf(merged['PUBLIC_URL'] ?? '') };
}

function readFile(directory: string, name: string): NodeJS.Dict<string> {
  const path = join(directory, name);
  return existsSync(path) ? parseEnv(readFileSync(path, 'utf8')) : {};
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}
