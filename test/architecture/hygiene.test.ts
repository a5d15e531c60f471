import { describe, expect, it } from 'vitest';
import { projectFiles } from './project-files.ts';
import { readSource } from './read-source.ts';

const CODE = /\.(?:ts|tsx|mjs|js|html|css)$/;

/** Each rule names what it looks for in pieces, so that this very file does not trip over it. */
interface Rule {
  readonly name: string;
  readonly files: (path: string) => boolean;
  readonly pattern: RegExp;
  readonly guilty: readonly string[];
  readonly innocent: readonly string[];
}

const word = (...parts: readonly string[]): string => parts.join('');

const IN_TEXT: readonly Rule[] = [
  {
    name: 'no mark of unfinished work',
    files: (path) => CODE.test(path) || /\.(?:md|ya?ml|bicep|json)$/.test(path),
    pattern: new RegExp(word('\\b(?:TO', 'DO|FIX', 'ME|XX', 'X)\\b')),
    guilty: [word('// TO', 'DO later'), word('FIX', 'ME')],
    innocent: ['const todoItems = 1', 'TODOS'],
  },
  {
    name: 'no path of one machine',
    files: () => true,
    pattern: new RegExp(
      word('(?<![\\w.])/(?:ho', 'me|Us', 'ers|wo', 'rk|ro', 'ot)/[\\w.-]+|[A-Z]:\\\\', 'Users\\\\'),
    ),
    guilty: [word('"/ho', 'me/ana/x"'), word("'/wo", "rk/x'"), word('C:\\', 'Users\\ana')],
    innocent: ['https://example.com/home/ana', 'GET /users/{id}', './work/x', '/usr/bin/chromium'],
  },
];

const IN_CODE: readonly Rule[] = [
  {
    name: 'no test that runs alone',
    files: (path) => path.startsWith('test/'),
    pattern: /\b(?:it|test|describe)(?:\.\w+)*\.only\b/,
    guilty: ['it.only(1)', 'describe.concurrent.only(1)', 'test.only.each(1)'],
    innocent: ['readonly', 'it.each(1)', '"it.only(1)"'],
  },
  {
    name: 'no test that is switched off without a reason',
    files: (path) => path.startsWith('test/'),
    // `test.skip(reason)` inside a test is its context saying why; with a title before the comma it is a test switched off.
    pattern: /\b(?:it|describe)\.(?:skip|todo|fails)\b|\btest\.(?:todo|fails)\b|\btest\.skip\(\s*'',/,
    guilty: ["it.skip('x', f)", "describe.todo('x')", "test.skip('x', () => {})"],
    innocent: ['it.skipIf(1)', "test.skip('no browser')", 'test.skip(reason)'],
  },
];

const HEX_COLOUR = /#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b/i;
const NAME_WITHOUT_IDEA = /(?:^|\/)(?:utils?|helpers?)\.(?:ts|tsx|mjs)$|(?:^|\/)(?:utils?|helpers?|common)\//;

describe('the whole project', () => {
  it.each(IN_TEXT)('has $name', ({ files, pattern, guilty, innocent }) => {
    for (const text of guilty) expect(pattern.test(text), text).toBe(true);
    for (const text of innocent) expect(pattern.test(text), text).toBe(false);
    const found = [...projectFiles((path) => files(path) && isText(path))].filter(([, text]) =>
      pattern.test(text),
    );
    expect(found.map(([path, text]) => `${path}: ${pattern.exec(text)?.[0]}`)).toEqual([]);
  });

  it.each(IN_CODE)('has $name', ({ files, pattern, guilty, innocent }) => {
    for (const text of guilty) expect(pattern.test(readSource(text).code), text).toBe(true);
    for (const text of innocent) expect(pattern.test(readSource(text).code), text).toBe(false);
    const all = projectFiles((path) => CODE.test(path) && files(path));
    expect(all.size).toBeGreaterThan(0);
    expect([...all].filter(([, text]) => pattern.test(readSource(text).code)).map(([path]) => path)).toEqual(
      [],
    );
  });

  it('takes its colours from the theme: no hex colour in the tab', () => {
    expect(['color: "#fff"', "'1px solid #1A2b3C'", '#11223344'].every((text) => HEX_COLOUR.test(text))).toBe(
      true,
    );
    expect(['"#kernel/ids.ts"', 'href="#board"', '"#/x"'].some((text) => HEX_COLOUR.test(text))).toBe(false);
    const tab = projectFiles((path) => /^tab\/.*\.(?:ts|tsx|css|html)$/.test(path));
    expect([...tab].filter(([, text]) => HEX_COLOUR.test(text)).map(([path]) => path)).toEqual([]);
  });

  it('names a file after its idea', () => {
    const named = (path: string): boolean => NAME_WITHOUT_IDEA.test(path);
    expect(['bot/utils.ts', 'bot/chat/helpers/x.ts', 'tab/src/common/x.tsx'].every(named)).toBe(true);
    expect(['bot/core/mapping/email-key.ts', 'bot/utilities-report.ts'].some(named)).toBe(false);
    expect(
      [...projectFiles((path) => /^(?:bot|tab|test|bench|appPackage)\//.test(path)).keys()].filter(named),
    ).toEqual([]);
  });

  it('installs from the npm registry alone, at exact versions', () => {
    const lock = projectFiles((path) => path === 'package-lock.json').get('package-lock.json') ?? '{}';
    const { packages } = JSON.parse(lock) as {
      packages: Record<string, { resolved?: string; integrity?: string }>;
    };
    const entries = Object.entries(packages).filter(([path]) => path !== '');
    expect(entries.length).toBeGreaterThan(100);
    const foreign = entries.filter(
      ([, { resolved }]) => resolved && !resolved.startsWith('https://registry.npmjs.org/'),
    );
    expect(foreign.map(([path]) => path)).toEqual([]);

    const manifest = JSON.parse(
      projectFiles((path) => path === 'package.json').get('package.json') ?? '{}',
    ) as Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>;
    const wanted = {
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
    };
    expect(Object.entries(wanted).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});

function isText(path: string): boolean {
  return !/\.(?:png|zip|ico|woff2?)$/.test(path) && path !== 'package-lock.json';
}
