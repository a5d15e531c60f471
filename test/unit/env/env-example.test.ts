import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readEnv } from '../../../bot/env.ts';
import { anEnvironment } from './env-values.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const EXAMPLE = readFileSync(join(ROOT, 'env', '.env.example'), 'utf8');
/** From here on the variables are those of `npm run package`. */
const PACKAGE_PART = '# --- The app package';

/** The variables that reading the configuration asks for; NAME_FILE is the same variable, given as a file. */
function namesRead(given: Readonly<Record<string, string>>): ReadonlySet<string> {
  const asked = new Set<string>();
  const source = new Proxy(given, {
    get(target, name) {
      if (typeof name === 'string') asked.add(name);
      return Reflect.get(target, name) as unknown;
    },
  });
  readEnv(source);
  return new Set([...asked].filter((name) => !name.endsWith('_FILE')));
}

describe('env/.env.example', () => {
  const [programPart = '', packagePart = ''] = EXAMPLE.split(PACKAGE_PART);
  const read = namesRead(anEnvironment());

  it('OPS-1: names every variable that the program reads', () => {
    const listed = Object.keys(parseEnv(EXAMPLE));
    expect([...read].filter((name) => !listed.includes(name))).toEqual([]);
  });

  it('OPS-1: names no variable that the program does not read', () => {
    const listed = Object.keys(parseEnv(programPart));
    expect(listed.length).toBeGreaterThan(20);
    expect(listed.filter((name) => !read.has(name))).toEqual([]);
  });

  it('OPS-1: what it names for the app package is used there', () => {
    const folder = join(ROOT, 'appPackage');
    const files = readdirSync(folder).filter((name) => /\.(ts|json)$/.test(name));
    const text = files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
    const listed = Object.keys(parseEnv(packagePart));
    expect(listed.length).toBeGreaterThan(3);
    expect(listed.filter((name) => !text.includes(name))).toEqual([]);
  });

  it('OPS-1: the values that it shows are the defaults', () => {
    const shown = Object.entries(parseEnv(programPart)).filter(([, value]) => value !== '');
    expect(shown.length).toBeGreaterThan(3);
    expect(readEnv(anEnvironment(Object.fromEntries(shown) as Record<string, string>))).toEqual(
      readEnv(anEnvironment()),
    );
  });
});
