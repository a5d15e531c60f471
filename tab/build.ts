import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { overweight, weighTab } from './budgets.ts';

const ROOT = resolve(import.meta.dirname, '..');
const DIST = join(import.meta.dirname, 'dist');
/** Not beside the sources: what is half built is nobody's to see. */
const NEXT = join(ROOT, 'node_modules/.cache/rollcall', `tab-${process.pid}`);
const STAMP = join(DIST, '.stamp');
/** Whatever changes the built tab. */
const SOURCES = [
  'tab/**/*.{ts,tsx,html,css,json}',
  'bot/contract/*.ts',
  'bot/kernel/*.ts',
  'package-lock.json',
];

/** Builds the tab and fails when a part is heavier than its budget: the old build stays then. */
export async function buildTab(): Promise<void> {
  const stamp = sourceStamp();
  // Vite and React look at this alone: a test run, or a developer's shell, would get React's development build otherwise.
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  // A machine that only runs Rollcall has no build tools, and needs none while the tab is built.
  const { build } = await import('vite');
  try {
    await build({
      configFile: join(import.meta.dirname, 'vite.config.ts'),
      logLevel: 'warn',
      build: { outDir: NEXT, reportCompressedSize: false, chunkSizeWarningLimit: 1_000 },
    });
    const faults = overweight(weighTab(NEXT));
    if (faults.length > 0) throw new Error(`the tab is too heavy:\n${faults.join('\n')}`);
    writeFileSync(join(NEXT, '.stamp'), stamp);
    rmSync(DIST, { recursive: true, force: true });
    renameSync(NEXT, DIST);
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
    rmSync(NEXT, { recursive: true, force: true });
  }
}

/** Builds when something changed since the last build; answers whether it did. */
export async function buildTabIfNeeded(): Promise<boolean> {
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sourceStamp()) return false;
  await buildTab();
  return true;
}

/** Of names, sizes and contents: times of files say nothing on a fresh clone. */
function sourceStamp(): string {
  const hash = createHash('sha256');
  const files = SOURCES.flatMap((pattern) =>
    globSync(pattern, { cwd: ROOT, exclude: (name) => /(^|\/)dist(\.|$)/.test(name) }),
  );
  for (const file of files.toSorted()) {
    const path = join(ROOT, file);
    if (/\/dist[./]/.test(file) || !statSync(path).isFile()) continue;
    hash.update(`${file}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

if (import.meta.main) {
  const isForced = process.argv.includes('--force');
  const wasBuilt = isForced ? (await buildTab(), true) : await buildTabIfNeeded();
  console.log(wasBuilt ? 'The tab is built.' : 'The tab is built already.');
}
