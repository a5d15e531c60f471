import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Published descriptions of outside services are not ours to ship. They are looked for in the folder that `PUBLISHED_DATA` names, else in
 *  `shared` beside the project: `contracts/*.openapi.json` and `schemas/**`. `null` where there is none; the test then skips and says so. */
export function publishedData(kind: 'contracts' | 'schemas', name: string): object | null {
  const folder = process.env['PUBLISHED_DATA'] ?? resolve(import.meta.dirname, '../../../shared');
  const path = resolve(folder, kind, name);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as object) : null;
}
