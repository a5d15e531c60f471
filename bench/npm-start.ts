import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import packageJson from '../package.json' with { type: 'json' };
import { bareEnv } from '../test/sandbox/program.ts';

const ROOT = join(import.meta.dirname, '..');

/** The flags of Node with which `npm start` runs the program, for `NODE_OPTIONS`: what is preloaded, how large the heap's young part is. */
export function npmStartOptions(): string {
  const [, ...words] = packageJson.scripts.start.split(' ');
  const flags = words.filter((word) => word !== 'bot/index.ts' && !word.startsWith('--env-file'));
  return flags
    .join(' ')
    .replaceAll(/--import (\S+)/g, (_, path: string) => `--import=${pathToFileURL(join(ROOT, path)).href}`);
}

/** The surroundings in which `npm start` runs the program; its configuration is laid over them. */
export function npmStartEnv(): Record<string, string> {
  return { ...bareEnv(), NODE_OPTIONS: npmStartOptions() };
}
