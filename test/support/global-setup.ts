import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TestProject } from 'vitest/node';
import { buildTabIfNeeded } from '../../tab/build.ts';

const STARTER = join(import.meta.dirname, 'postgres.ts');
const ROOT = join(import.meta.dirname, '..', '..');
/** Rooms that test rules alone: a run of nothing else is spared the seconds that a database takes to start, and the tab to be built. */
const WITHOUT_DATABASE = ['test/unit/', 'test/architecture/'];

interface PostgresStarter {
  readonly startPostgres: () => Promise<
    { readonly url: string; stop(): Promise<void> } | { readonly skipped: string }
  >;
}

/** The built tab, and one throw-away PostgreSQL for the whole run. Tests read its address from `ROLLCALL_TEST_POSTGRES`; where it could not
 *  be started that is empty and `ROLLCALL_TEST_POSTGRES_SKIPPED` says why. An address given from outside is used as it is. */
export default async function setUp(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (!(await needsWholeProgram(project))) return undefined;
  await buildTabIfNeeded();
  if (process.env['ROLLCALL_TEST_POSTGRES']) return undefined;
  if (!existsSync(STARTER)) {
    process.env['ROLLCALL_TEST_POSTGRES_SKIPPED'] = 'test/support/postgres.ts is missing';
    return undefined;
  }
  const { startPostgres } = (await import(pathToFileURL(STARTER).href)) as PostgresStarter;
  const postgres = await startPostgres();
  if ('skipped' in postgres) {
    process.env['ROLLCALL_TEST_POSTGRES_SKIPPED'] = postgres.skipped;
    console.log(`PostgreSQL: ${postgres.skipped}`);
    return undefined;
  }
  process.env['ROLLCALL_TEST_POSTGRES'] = postgres.url;
  return () => postgres.stop();
}

/** `vitest run test/unit/chat` needs none; a run that names no files, or any other file, does. */
async function needsWholeProgram(project: TestProject): Promise<boolean> {
  const filters = process.argv.slice(2).filter((word) => word !== 'run' && !word.startsWith('-'));
  const { testFiles } = await project.globTestFiles(filters);
  const paths = testFiles.map((file) => relative(ROOT, file).replaceAll('\\', '/'));
  return paths.length === 0 || paths.some((path) => !WITHOUT_DATABASE.some((room) => path.startsWith(room)));
}
