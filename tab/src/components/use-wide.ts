import { useSyncExternalStore } from 'react';

/** Whether the tab is at least this wide. 640: tables; below, lists. */
export function useWide(pixels = 640): boolean {
  const query = `(min-width: ${pixels}px)`;
  return useSyncExternalStore(
    (notify) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', notify);
      return () => list.removeEventListener('change', notify);
    },
    () => window.matchMedia(query).matches,
  );
}
