import { posix } from 'node:path';
import { type Import, readSource, type Source } from './read-source.ts';

/** Who a room's files may import, besides themselves. `*` stands for one step of a name, alone for everything;
 *  an entry that ends in `.ts` allows that file only. */
export interface RoomRule {
  readonly room: string;
  readonly may: readonly string[];
}

/** The only places that may import an npm package or a part of Node. A place is a folder (ending in `/`) or a file; `*` is one step. */
export interface PackageRule {
  readonly packages: readonly string[];
  readonly owners: readonly string[];
}

/** What the code of some places may not say, and why. */
export interface WordRule {
  readonly pattern: RegExp;
  readonly in: readonly string[];
  readonly except: readonly string[];
  readonly look: 'code' | 'strings';
  readonly why: string;
}

export interface House {
  readonly rooms: readonly RoomRule[];
  readonly packages: readonly PackageRule[];
  readonly words: readonly WordRule[];
}

/** Paths from the root of the project to texts. */
export type Files = ReadonlyMap<string, string>;

/** Every breach of the house's rules, one sentence each, in the order of the files; empty when all is well. */
export function checkRooms(files: Files, house: House): string[] {
  const sources = new Map([...files].map(([path, text]) => [path, readSource(text)] as const));
  const found = [...sources].flatMap(([path, source]) => [
    ...source.imports.flatMap((one) => checkImport({ path, one, house, files })),
    ...checkWords(path, source, house),
  ]);
  return [...found, ...cycles(sources)];
}

/** `bot/core/mapping/x.ts` → `core/mapping`; a file directly in `bot/` is in the room `bot`; `null`: in none. */
export function roomOf(path: string): string | null {
  const [top, first, second, third] = path.split('/');
  if (top === 'tab') return second === 'features' && third !== undefined ? `tab/features/${third}` : 'tab';
  if (top !== 'bot' || first === undefined) return null;
  if (second === undefined) return 'bot';
  if (first === 'adapters' && second === 'psa' && path.split('/').length > 4) return `adapters/psa/${third}`;
  if (first === 'core' || first === 'adapters') return third === undefined ? null : `${first}/${second}`;
  return first;
}

interface ImportInFile {
  readonly path: string;
  readonly one: Import;
  readonly house: House;
  readonly files: Files;
}

function checkImport({ path, one, house, files }: ImportInFile): string[] {
  const target = resolve(path, one.from);
  if (target === null) return checkPackage(path, one.from, house);
  const [room, other] = [roomOf(path), roomOf(target)];
  if (room === null) return [`${path} stands in no room`];
  if (!files.has(target)) return [];
  if (room === other)
    return one.from.startsWith('#') ? [`${path}: ${one.from} is in the same room; say it with ./`] : [];
  if (other === null) return [`${path} imports ${target}, which stands in no room`];
  const rule = house.rooms.find((each) => matches(room, each.room));
  if (rule === undefined) return [`${path}: the table has no row for the room ${room}`];
  if (!rule.may.some((allowed) => allows(allowed, target, other)))
    return [`${path} imports ${target}, but ${room} may import ${rule.may.join(', ') || 'nothing'} only`];
  return one.from.startsWith('.') &&
    path.startsWith('bot/') &&
    !isAround(other, room) &&
    !isAround(room, other)
    ? [`${path}: ${one.from} leaves the room; say it with #`]
    : [];
}

/** `bot` lies around every room, `adapters/psa` around its systems: there `../x.ts` is as near as it looks. */
function isAround(outer: string, inner: string): boolean {
  return outer === 'bot' || inner.startsWith(`${outer}/`);
}

function allows(allowed: string, target: string, room: string): boolean {
  if (allowed === '*') return true;
  return allowed.endsWith('.ts') ? matches(target, `bot/${allowed}`) : matches(room, allowed);
}

function checkPackage(path: string, from: string, house: House): string[] {
  const name = packageName(from);
  if (roomOf(path) === null) return [`${path} stands in no room`];
  const rule = house.packages.find(({ packages }) => packages.some((each) => matches(name, each)));
  if (rule === undefined) return [`${path} imports ${name}, which no room owns`];
  const owned = rule.owners.some((owner) => isIn(path, owner));
  return owned ? [] : [`${path} imports ${name}, which only ${rule.owners.join(', ')} may`];
}

function checkWords(path: string, source: Source, house: House): string[] {
  return house.words
    .filter(
      (rule) => rule.in.some((place) => isIn(path, place)) && !rule.except.some((place) => isIn(path, place)),
    )
    .flatMap((rule) => {
      const texts = rule.look === 'code' ? [source.code] : source.strings;
      const hit = texts.map((text) => rule.pattern.exec(text)?.[0]).find((text) => text !== undefined);
      return hit === undefined ? [] : [`${path} says "${hit}": ${rule.why}`];
    });
}

/** Each circle of files that need each other when the program runs, once, by its smallest name first.
 *  Types are left out: they vanish, and two files that only know each other's shapes load in any order. */
function cycles(sources: ReadonlyMap<string, Source>): string[] {
  const found = new Set<string>();
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start !== -1) found.add(circle(trail.slice(start)));
    if (start !== -1 || done.has(path)) return;
    for (const { from, typeOnly } of sources.get(path)?.imports ?? []) {
      const target = resolve(path, from);
      if (!typeOnly && target !== null && sources.has(target)) walk(target, [...trail, path]);
    }
    done.add(path);
  };
  for (const path of sources.keys()) walk(path, []);
  return [...found].map((text) => `these files import each other in a circle: ${text}`);
}

function circle(paths: readonly string[]): string {
  const first = paths.indexOf(paths.toSorted()[0] ?? '');
  const turned = [...paths.slice(first), ...paths.slice(0, first)];
  return [...turned, turned[0]].join(' → ');
}

/** The file that an import names, from the root of the project; `null` for packages. */
function resolve(path: string, from: string): string | null {
  if (from.startsWith('#')) return `bot/${from.slice(1)}`;
  return from.startsWith('.') ? posix.join(posix.dirname(path), from) : null;
}

function packageName(from: string): string {
  if (from.startsWith('node:')) return from;
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
}

function isIn(path: string, place: string): boolean {
  return place.endsWith('/') ? startsWithPattern(path, place) : matches(path, place);
}

function startsWithPattern(path: string, place: string): boolean {
  const steps = place.split('/').length - 1;
  return matches(`${path.split('/').slice(0, steps).join('/')}/`, place);
}

function matches(name: string, pattern: string): boolean {
  const [given, wanted] = [name.split('/'), pattern.split('/')];
  return (
    given.length === wanted.length && wanted.every((step, index) => matchesStep(given[index] ?? '', step))
  );
}

function matchesStep(given: string, wanted: string): boolean {
  const [before, after] = wanted.split('*');
  return after === undefined
    ? given === wanted
    : given.length >= wanted.length - 1 && given.startsWith(before ?? '') && given.endsWith(after);
}
