import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

/** The texts of the project's own files whose path fits, by path from the root. Files that git ignores are not ours;
 *  a new file counts before it is added. */
export function projectFiles(fits: (path: string) => boolean): Map<string, string> {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 32 * 1024 * 1024,
  });
  const paths = listed
    .split('\0')
    .filter((path) => path !== '' && fits(path) && existsSync(join(ROOT, path)));
  return new Map(paths.toSorted().map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]));
}
