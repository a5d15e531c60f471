import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { describeCommands } from '#chat/commands/table.ts';
import { buildPackage } from './build-package.ts';
import { readVariables } from './variables.ts';

/** `npm run package -- --env dev`: the zip that is uploaded to Teams, for one environment of `env/`. */

const ROOT = join(import.meta.dirname, '..');

const { values } = parseArgs({
  options: { env: { type: 'string', default: 'dev' }, out: { type: 'string' } },
});
process.exitCode = await main(values.env, values.out ?? join(import.meta.dirname, 'build'));

async function main(environment: string, outDirectory: string): Promise<number> {
  if (!/^[a-z0-9-]+$/i.test(environment)) {
    console.error(`--env ${environment}: the name of a file env/.env.<name> is wanted, such as dev or local`);
    return 1;
  }
  const result = await buildPackage({
    environment,
    variables: readVariables({ directory: join(ROOT, 'env'), environment, given: process.env }),
    commands: describeCommands('en-GB'),
    germanCommands: describeCommands('de'),
    features: {
      tab: existsSync(join(ROOT, 'tab', 'index.html')),
      dispatch: existsSync(join(ROOT, 'tab', 'src', 'features', 'dispatch')),
      messageExtension: existsSync(join(ROOT, 'bot', 'chat', 'message-extension.ts')),
    },
    outDirectory,
  });
  if ('problems' in result) {
    console.error(
      `No package for "${environment}". Set these in env/.env.${environment}, or mend what is named:`,
    );
    for (const problem of result.problems) console.error(`  - ${problem}`);
    return 1;
  }
  console.log(`Package: ${relative(process.cwd(), result.zipPath)}`);
  console.log('Upload it in Teams: Apps > Manage your apps > Upload an app; or in the Teams admin centre.');
  return 0;
}
