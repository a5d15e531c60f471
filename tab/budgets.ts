import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** SPEC PERF-5, in bytes of gzip. */
export const BUDGETS = { first: 140_000, page: 170_000, panel: 50_000 } as const;

/** Parts of the manifest that Vite writes (Vite docs: backend integration). */
interface Chunk {
  readonly file: string;
  readonly src?: string;
  readonly imports?: readonly string[];
  readonly dynamicImports?: readonly string[];
  readonly css?: readonly string[];
}
type Manifest = Readonly<Record<string, Chunk>>;

export interface Weight {
  readonly kind: 'first' | 'page' | 'panel';
  readonly name: string;
  readonly bytes: number;
  readonly limit: number;
}

/** Loaded when Teams' silent sign-on asks for a pop-up, by nobody else: the brief's @microsoft/teamsfx weighs 65 kB, and is no panel of ours. */
const NOT_A_PANEL = 'interactive-sign-in';

/** What people load: the first chunk, each page with everything that it imports, and each lazy panel with what whoever opens it does not have
 *  yet. The schemas
 *  of answers (`?whole`) come beside the first call and weigh as a panel. */
export function weighTab(dist: string): readonly Weight[] {
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Manifest;
  const sizes = new Map<string, number>();
  const sizeOf = (files: Iterable<string>): number =>
    [...files].reduce((sum, file) => sum + gzipOf(join(dist, file), sizes), 0);
  const first = closure(manifest, ['index.html']);
  const shell = closure(manifest, ['index.html', keyOf(manifest, 'shell/SignedIn.tsx')]);
  const lazies = new Set(Object.values(manifest).flatMap((chunk) => chunk.dynamicImports ?? []));

  const weights: Weight[] = [
    { kind: 'first', name: 'first chunk', bytes: sizeOf(first), limit: BUDGETS.first },
  ];
  for (const key of [...lazies].toSorted()) {
    if (key.includes('shell/SignedIn') || key.includes(NOT_A_PANEL)) continue;
    const name = key.replace(/^.*\/(src|contract)\//, '');
    const own = closure(manifest, [key]);
    if (/features\/.*Page\.tsx$/.test(key)) {
      weights.push({ kind: 'page', name, bytes: sizeOf(new Set([...shell, ...own])), limit: BUDGETS.page });
    } else {
      const added = openersOf(manifest, key).map((opener) => {
        const there = closure(manifest, [opener]);
        return sizeOf([...own].filter((file) => !shell.has(file) && !there.has(file)));
      });
      weights.push({ kind: 'panel', name, bytes: Math.max(...added), limit: BUDGETS.panel });
    }
  }
  return weights;
}

export function overweight(weights: readonly Weight[]): readonly string[] {
  return weights
    .filter(({ bytes, limit }) => bytes > limit)
    .map(({ kind, name, bytes, limit }) => `${kind} ${name}: ${kilo(bytes)} gzip, allowed ${kilo(limit)}`);
}

export function kilo(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

function keyOf(manifest: Manifest, end: string): string {
  const key = Object.keys(manifest).find((each) => each.endsWith(end));
  if (key === undefined) throw new Error(`the build has no ${end}`);
  return key;
}

function openersOf(manifest: Manifest, key: string): readonly string[] {
  return Object.keys(manifest).filter((each) => manifest[each]?.dynamicImports?.includes(key));
}

/** Files that these entries need before they run. */
function closure(manifest: Manifest, keys: readonly string[], found = new Set<string>()): Set<string> {
  for (const key of keys) {
    const chunk = manifest[key];
    if (chunk === undefined || found.has(chunk.file)) continue;
    found.add(chunk.file);
    for (const css of chunk.css ?? []) found.add(css);
    closure(manifest, chunk.imports ?? [], found);
  }
  return found;
}

function gzipOf(path: string, sizes: Map<string, number>): number {
  const size = sizes.get(path) ?? gzipSync(readFileSync(path), { level: 9 }).length;
  sizes.set(path, size);
  return size;
}
