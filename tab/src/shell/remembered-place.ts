import { goTo } from './route.ts';

/** Longer ago, a person who opens the tab means its first page. */
const REMEMBERED_MINUTES = 30;
const KEY = 'rollcall.place';

interface Place {
  readonly screen: string;
  /** What Teams opened then: another link is another wish. */
  readonly opened: string;
  readonly hash: string;
  readonly at: number;
}

/** Teams reloads a tab at its first address, so the place is remembered for as long as the window lives: a route, which is ids and nothing else. Starts at the
 *  place of before when it is still meant, else at the one that Teams' link names, and remembers from then on. */
export function keepPlace(screen: string, opened: string): void {
  if (window.location.hash === '') {
    const before = readPlace();
    const isMeant =
      before !== null &&
      before.screen === screen &&
      before.opened === opened &&
      Date.now() - before.at < REMEMBERED_MINUTES * 60_000;
    const path = isMeant ? before.hash.replace(/^#\/?/, '') : opened;
    if (path !== '') goTo(path, { replace: true });
  }
  const remember = (): void => writePlace({ screen, opened, hash: window.location.hash, at: Date.now() });
  window.addEventListener('hashchange', remember);
  remember();
}

function readPlace(): Place | null {
  try {
    const place: unknown = JSON.parse(window.sessionStorage.getItem(KEY) ?? 'null');
    return isPlace(place) ? place : null;
  } catch {
    return null;
  }
}

function writePlace(place: Place): void {
  try {
    window.sessionStorage.setItem(KEY, JSON.stringify(place));
  } catch {
    // A browser that keeps nothing for frames of others: a reload starts at the first page then.
  }
}

function isPlace(value: unknown): value is Place {
  return (
    typeof value === 'object' &&
    value !== null &&
    'screen' in value &&
    'opened' in value &&
    'at' in value &&
    typeof value.at === 'number' &&
    'hash' in value &&
    typeof value.hash === 'string'
  );
}
