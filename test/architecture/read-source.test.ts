import { describe, expect, it } from 'vitest';
import { readSource } from './read-source.ts';

const IMPORTS: readonly (readonly [string, string, readonly string[]])[] = [
  ['a plain import', `import { a } from './a.ts';`, ['./a.ts']],
  ['double quotes', `import { a } from "./a.ts";`, ['./a.ts']],
  ['several lines', `import {\n  a,\n  type B,\n} from './a.ts';`, ['./a.ts']],
  ['a default and a namespace', `import a, * as b from 'b';`, ['b']],
  ['a side effect', `import './a.ts';import'./b.ts'`, ['./a.ts', './b.ts']],
  [
    'a re-export',
    `export { a } from './a.ts';\nexport * from './b.ts';\nexport * as c from './c.ts'`,
    ['./a.ts', './b.ts', './c.ts'],
  ],
  ['a dynamic import', `const a = await import('./a.ts');`, ['./a.ts']],
  ['a dynamic import with options', `import('./a.json', { with: { type: 'json' } })`, ['./a.json']],
  ['a dynamic import of a template', 'import(`./a.ts`)', ['./a.ts']],
  ['require', `const a = require('a'); const b = createRequire(x)('b')`, ['a']],
  ['an import type expression', `let a: import('./a.ts').A;`, ['./a.ts']],
  [
    'an import in a template hole',
    'const a = `text ${await import("./a.ts")} import("./no.ts")`;',
    ['./a.ts'],
  ],
  [
    'nested templates',
    'const a = `x ${`y ${b({ c: `}` })} import "./no.ts"`} from "./no.ts"`; import "./a.ts"',
    ['./a.ts'],
  ],
  [
    'a comment in the middle',
    `import { /* from './no.ts' */ a } from './a.ts'; // import './no.ts'`,
    ['./a.ts'],
  ],
  ['comments alone', `/* import './no.ts' */ // import('./no.ts')`, []],
  ['an address in a string', `const a = 'https://x/import'; import './a.ts';`, ['./a.ts']],
  ['an import inside a string', `const a = "import './no.ts'"; const b = 'import "./no.ts"';`, []],
  ['a quote in a regular expression', `const a = /['"]/.test(b); import './a.ts';`, ['./a.ts']],
  ['a slash in a class of a regular expression', `const a = b.split(/[/'"]+/); import './a.ts'`, ['./a.ts']],
  ['two divisions', `const a = b / c / d; import './a.ts'; const e = (f) / 2 + '/'`, ['./a.ts']],
  ['an apostrophe in JSX', `const a = <p>Don't</p>;\nimport './a.ts';`, ['./a.ts']],
  ['a closing JSX element', `const a = <p>x</p>; import './a.ts'; const b = <i>y</i>`, ['./a.ts']],
  ['a binding named from', `const from = 'no'; export const b = from\n'no'`, []],
  ['a method named import', `loader.import('./no.ts')`, []],
  ['meta', `import.meta.dirname; import './a.ts'`, ['./a.ts']],
];

describe('reading a source file', () => {
  it.each(IMPORTS)('finds the imports of %s', (_name, text, expected) => {
    expect(readSource(text).imports.map(({ from }) => from)).toEqual(expected);
  });

  it.each([
    [`import type { A } from './a.ts';`, true],
    [`export type { A } from './a.ts';`, true],
    [`export type * from './a.ts';`, true],
    [`import { type A } from './a.ts';`, false],
    [`import type from './a.ts';`, false],
    [`import type, { b } from './a.ts';`, false],
  ])('knows whether %s is for types only: %s', (text, typeOnly) => {
    expect(readSource(text).imports).toEqual([{ from: './a.ts', typeOnly }]);
  });

  it('leaves no comment and no text of a string in the code, and keeps those texts apart', () => {
    const source = readSource(
      'const a = "fetch(1)"; // fetch(2)\nconst b = `fetch(3) ${c} it\\`s`; /fetch(4)/.test(a)',
    );
    expect(source.code).not.toContain('fetch');
    expect(source.strings).toEqual(['fetch(1)', 'fetch(3) ', ' it\\`s']);
  });
});
