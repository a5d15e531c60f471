/** Addresses inside the tab, as texts: the part of a link behind `#/`. What the browser does with them: route.ts. */

export function partsOf(hash: string): readonly string[] {
  return hash
    .replace(/^#?\/?/, '')
    .split('/')
    .filter(Boolean)
    .map(decode);
}

/** `path` with its parts encoded, such as `technicians/t-12`. */
export function pathOf(...parts: readonly string[]): string {
  return parts.map(encodeURIComponent).join('/');
}

export function hrefOf(path: string): string {
  return `#/${path}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
