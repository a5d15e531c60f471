import { listDecisions } from '#contract/dispatch-endpoints.ts';
import { useLayoutEffect, useRef, useState } from 'react';
import type { Problem } from '../../api/problem.ts';
import { useSession } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { useResource } from '../../api/use-resource.ts';
import { queryOf, type ShownList, type View, withNewest, withOlder } from './decision-list.ts';
import type { DecisionPage } from './dispatch-types.ts';

/** While the page can be seen. */
export const POLL_SECONDS = 20;

export interface Decisions {
  /** Of this view, or of the one before while this one is on its way; `null` before anything came. */
  readonly list: ShownList | null;
  readonly today: DecisionPage['today'] | null;
  readonly isBehind: boolean;
  readonly isLoadingMore: boolean;
  readonly problem: Problem | null;
  readonly readAt: Date | null;
  readonly showNews: () => void;
  readonly loadMore: () => Promise<void>;
  /** Reads anew, and moves whatever has moved. */
  readonly refresh: () => void;
}

/** The decisions of a view, live; nothing moves under somebody who looks at them. */
export function useDecisions(view: View, isLooking: () => boolean): Decisions {
  const { me } = useSession();
  const query = queryOf(view, new Date(), me.desk.zone);
  const key = JSON.stringify(query);
  const newest = useResource(listDecisions, { query }, { pollSeconds: POLL_SECONDS, keepsOld: true });
  const older = useAction(listDecisions);
  const [list, setList] = useState<ShownList | null>(null);
  const current = useRef({ key, isLooking, isReleased: false });
  current.current = { ...current.current, key, isLooking };
  const { value } = newest;

  // Before the paint: an answer must never be seen without its rows.
  useLayoutEffect(() => {
    if (value === null) return;
    const { key: asked, isLooking: looks, isReleased } = current.current;
    current.current.isReleased = false;
    setList((now) => withNewest(now, value, { key: asked, isHeld: !isReleased && looks() }));
  }, [value]);

  return {
    list,
    today: value?.today ?? null,
    isBehind: list !== null && list.key !== key,
    isLoadingMore: older.isRunning,
    problem: newest.problem ?? older.problem,
    readAt: newest.readAt,
    showNews: () => {
      if (value) setList((now) => withNewest(now, value, { key, isHeld: false }));
    },
    async loadMore() {
      if (!list || list.cursor === null) return;
      const page = await older.run({ query: { ...query, cursor: list.cursor } });
      if (page) setList((now) => (now?.key === list.key ? withOlder(now, page.answer) : now));
    },
    refresh: () => {
      current.current.isReleased = true;
      older.forgetProblem();
      newest.refresh();
    },
  };
}
