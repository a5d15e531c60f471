/** Longest text that Teams takes at a place (manifest schema 1.30). */
const LIMITS: readonly (readonly [place: RegExp, most: number])[] = [
  [/^name\.short$/, 30],
  [/^name\.full$/, 100],
  [/^description\.short$/, 80],
  [/^description\.full$/, 4000],
  [/commandLists\[0\]\.commands\[\d+\]\.(?:title|description)$/, 128],
  [/^staticTabs\[\d+\]\.name$/, 128],
  [/composeExtensions\[0\]\.commands\[\d\]\.title$/, 32],
  [/parameters\[\d\]\.title$/, 32],
  [/\.description$/, 128],
];

/** What is wrong with the words of another language: a place that the manifest does not have, a place that it has and the language does not, or
 *  a text that Teams would refuse. */
export function checkTranslation(
  manifest: Readonly<Record<string, unknown>>,
  texts: Readonly<Record<string, string>>,
): string[] {
  const wanted = new Set(placesOf(manifest));
  const given = Object.keys(texts).filter((place) => place !== '$schema');
  return [
    ...given.filter((place) => !wanted.has(place)).map((place) => `${place} is not in the manifest`),
    ...[...wanted].filter((place) => !given.includes(place)).map((place) => `${place} is not translated`),
    ...given.flatMap((place) => {
      const most = LIMITS.find(([pattern]) => pattern.test(place))?.[1] ?? 128;
      const { length } = texts[place] ?? '';
      return length === 0 || length > most ? [`${place} has ${length} characters, not 1 to ${most}`] : [];
    }),
  ];
}

/** Places of a manifest with words for people, as the localisation file names them. */
function placesOf(node: unknown, path = ''): readonly string[] {
  if (typeof node === 'string') return TRANSLATED.some((pattern) => pattern.test(path)) ? [path] : [];
  if (Array.isArray(node)) return node.flatMap((each, index) => placesOf(each, `${path}[${index}]`));
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, each]) => placesOf(each, path === '' ? key : `${path}.${key}`));
}

const TRANSLATED = [
  /^(?:name|description)\.(?:short|full)$/,
  /^staticTabs\[\d+\]\.name$/,
  /^bots\[0\]\.commandLists\[\d\]\.commands\[\d+\]\.(?:title|description)$/,
  /^composeExtensions\[0\]\.commands\[\d\]\.(?:title|description|parameters\[\d\]\.(?:title|description))$/,
];
