import { pathOf } from '../../shell/path.ts';

/** Places of the screen (ux 4.2): `` · `d/<decisionId>` · `ticket/<ref>`. */
export type DispatchRoute =
  | { readonly place: 'list' }
  | { readonly place: 'decision'; readonly decisionId: string }
  /** The newest decision about it. */
  | { readonly place: 'ticket'; readonly ref: string };

/** `null` for an address that is none of ours. */
export function readRoute(rest: readonly string[]): DispatchRoute | null {
  const [kind, id, ...more] = rest;
  if (kind === undefined) return { place: 'list' };
  if (id === undefined || more.length > 0) return null;
  if (kind === 'd') return { place: 'decision', decisionId: id };
  return kind === 'ticket' ? { place: 'ticket', ref: id } : null;
}

export function decisionPath(decisionId: string): string {
  return pathOf('d', decisionId);
}
