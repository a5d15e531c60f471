import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bareEnv } from '../test/sandbox/program.ts';

const PRELOADED = join(import.meta.dirname, '..', 'bot', 'check-node.mjs');

/** The surroundings in which `npm start` runs the program; its configuration is laid over them. */
export function npmStartEnv(): Record<string, string> {
  return { ...bareEnv(), NODE_OPTIONS: `--import=${pathToFileURL(PRELOADED).href}` };
}
