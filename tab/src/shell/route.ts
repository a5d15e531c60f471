import { useMemo, useSyncExternalStore } from 'react';

/** The place inside the tab: the hash, which is Teams' `subPageId` of a deep link too. Ids only, never data. */
export interface Route {
  /** Decoded parts, such as `['technicians', 't-12']`; empty on the first page. */
  readonly path: readonly string[];
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(
    (notify) => {
      window.addEventListener('hashchange', notify);
      return () => window.removeEventListener('hashchange', notify);
    },
    () => window.location.hash,
  );
  return useMemo(() => ({ path: partsOf(hash) }), [hash]);
}

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

/** Goes there. `replace` leaves no step back, for a place that only corrects the one before. */
export function goTo(path: string, options: { readonly replace?: boolean } = {}): void {
  if (options.replace) {
    window.history.replaceState(null, '', hrefOf(path));
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    window.location.hash = `/${path}`;
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Which static tab Teams opened: the manifest gives each its own address. */
export function screenOf({ search }: Location): string {
  return new URLSearchParams(search).get('screen') ?? 'board';
}
