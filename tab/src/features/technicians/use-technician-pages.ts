import { useCallback, useEffect, useRef, useState } from 'react';
import { listTechnicians } from '#contract/technicians-endpoints.ts';
import { type Problem, toProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.ts';
import {
  type LoadedPages,
  missingPages,
  queryOf,
  type Technician,
  type View,
  viewKeyOf,
  withPage,
  withTechnician,
} from './loaded-pages.ts';

export interface TechnicianPages {
  /** Of this view, or of the one before while the first page of this one is on its way; `null` before anything came. */
  readonly loaded: LoadedPages | null;
  /** Why the last page did not come. */
  readonly problem: Problem | null;
  readonly readAt: Date | null;
  /** Rows of another view are shown still. */
  readonly isBehind: boolean;
  /** These rows are in sight: whatever of them is missing is fetched. */
  readonly see: (first: number, last: number) => void;
  /** Fetches what is in sight once more. */
  readonly refresh: () => void;
  /** Shows what an action answered, at once. */
  readonly replace: (technician: Technician) => void;
}

/** Whoever comes back to the tab later than this sees what others did meanwhile. */
const STALE_MS = 60_000;

/** The pages of a view that people look at, fetched as they come into sight. */
export function useTechnicianPages(view: View): TechnicianPages {
  const { client } = useSession();
  const viewKey = viewKeyOf(view);
  const [loaded, setLoaded] = useState<LoadedPages | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [readAt, setReadAt] = useState<Date | null>(null);
  const current = useRef({ view, viewKey, loaded });
  current.current = { view, viewKey, loaded };
  const flights = useRef(new Map<string, AbortController>());
  const sight = useRef({ first: 0, last: 0 });

  const fetchPage = useCallback(
    async (page: number) => {
      const asked = current.current;
      const name = `${asked.viewKey} ${page}`;
      if (flights.current.has(name)) return;
      const abort = new AbortController();
      flights.current.set(name, abort);
      const isWanted = (): boolean => !abort.signal.aborted && current.current.viewKey === asked.viewKey;
      try {
        const query = queryOf(asked.view, asked.loaded, page);
        const answer = await client.call(listTechnicians, { query }, abort.signal);
        if (!isWanted()) return;
        setLoaded((now) => withPage(now, asked.viewKey, page, answer));
        setReadAt(new Date());
        setProblem(null);
      } catch (cause) {
        if (isWanted()) setProblem(toProblem(cause));
      } finally {
        if (flights.current.get(name) === abort) flights.current.delete(name);
      }
    },
    [client],
  );

  const fetchInSight = useCallback(
    (isAgain: boolean) => {
      const { loaded: now, viewKey: key } = current.current;
      const standing = now?.viewKey === key ? now : null;
      const { first, last } = sight.current;
      const pages = missingPages(
        isAgain && standing ? { ...standing, pages: new Map() } : standing,
        first,
        last,
      );
      for (const page of pages) void fetchPage(page);
    },
    [fetchPage],
  );

  useEffect(() => {
    const under = flights.current;
    sight.current = { first: 0, last: 0 };
    fetchInSight(false);
    return () => {
      for (const abort of under.values()) abort.abort();
      under.clear();
    };
  }, [fetchInSight, viewKey]);

  useEffect(() => {
    const seen = (): void => {
      const isOld = readAt !== null && Date.now() - readAt.getTime() > STALE_MS;
      if (document.visibilityState === 'visible' && isOld) fetchInSight(true);
    };
    document.addEventListener('visibilitychange', seen);
    return () => document.removeEventListener('visibilitychange', seen);
  }, [fetchInSight, readAt]);

  const see = useCallback(
    (first: number, last: number) => {
      sight.current = { first, last };
      // The first page of a view comes by itself.
      if (current.current.loaded?.viewKey === current.current.viewKey) fetchInSight(false);
    },
    [fetchInSight],
  );
  const refresh = useCallback(() => fetchInSight(true), [fetchInSight]);
  const replace = useCallback((technician: Technician) => {
    setLoaded((now) => now && withTechnician(now, technician));
  }, []);

  const isBehind = loaded !== null && loaded.viewKey !== viewKey;
  return { loaded, problem, readAt, isBehind, see, refresh, replace };
}
