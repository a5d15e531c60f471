import { useMemo, useSyncExternalStore } from 'react';
import { hrefOf, partsOf } from './path.ts';

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

/** Goes there. `replace` leaves no step back, for a place that only corrects the one before. */
export function goTo(path: string, options: { readonly replace?: boolean } = {}): void {
  if (options.replace) {
    window.history.replaceState(null, '', hrefOf(path));
    window.dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    window.location.hash = `/${path}`;
  }
}

/** Which static tab Teams opened: the manifest gives each its own address. */
export function screenOf({ search }: Location): string {
  return new URLSearchParams(search).get('screen') ?? 'board';
}
