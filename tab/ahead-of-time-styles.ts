import { readFileSync } from 'node:fs';
import { resolveStyleRulesForSlots } from '@griffel/core';
import { tokens } from '@fluentui/react-components';
import { type Plugin, transformWithOxc } from 'vite';

const STYLES_FILE = /\/tab\/src\/.*\.styles\.ts$/;
/** All that a styles file may use. */
const IMPORT = /^import \{ ([\w, ]+) \} from ["']@fluentui\/react-components["'];$/m;

/** Turns our `makeStyles` into the classes and rules that they come to, as Fluent ships its own: the part of Griffel that does it in the browser, 7 kB gzip
 *  of every page, stays at home. Files named `X.styles.ts` hold nothing but styles made of tokens. */
export function aheadOfTimeStyles(): Plugin {
  return {
    name: 'rollcall-ahead-of-time-styles',
    enforce: 'pre',
    async load(id) {
      if (!STYLES_FILE.test(id)) return null;
      const { code } = await transformWithOxc(readFileSync(id, 'utf8'), id);
      const hooks = Object.entries(evaluate(id, code)).map(([name, styles]) => {
        const [classes, rules] = resolveStyleRulesForSlots(styles);
        return `export const ${name} = __styles(${JSON.stringify(classes)}, ${JSON.stringify(rules)});`;
      });
      return `import { __styles } from '@griffel/react';\n${hooks.join('\n')}`;
    },
  };
}

type Styles = Parameters<typeof resolveStyleRulesForSlots>[0];

/** The objects that the file gives to `makeStyles`, by the names of their hooks. */
function evaluate(id: string, code: string): Readonly<Record<string, Styles>> {
  const imported = IMPORT.exec(code);
  const body = code.replace(IMPORT, '').replaceAll(/^export const (\w+) =/gm, 'exported.$1 =');
  if (imported === null || /^(?:import|export)\b/m.test(body)) {
    throw new Error(`${id}: a styles file imports from @fluentui/react-components alone and exports hooks`);
  }
  const exported: Record<string, Styles> = {};
  const makeStyles = (styles: Styles): Styles => styles;
  // Our own source, at build time: the same trust as the build itself.
  // oxlint-disable-next-line no-implied-eval
  const run = new Function('exported', 'makeStyles', 'tokens', body) as (
    exported: Record<string, Styles>,
    makeStyles: (styles: Styles) => Styles,
    fluentTokens: typeof tokens,
  ) => void;
  run(exported, makeStyles, tokens);
  return exported;
}
