import { listHolds } from '#contract/dispatch-endpoints.ts';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Problem } from '../../api/problem.ts';
import { useResource } from '../../api/use-resource.ts';
import type { Hold } from './dispatch-types.ts';
import { POLL_SECONDS } from './use-decisions.ts';

export interface Holds {
  /** Those that need a person first; `null` before the first answer. */
  readonly holds: readonly Hold[] | null;
  /** The decisions whose tickets wait. */
  readonly decisionIds: ReadonlySet<string>;
  readonly problem: Problem | null;
  readonly readAt: Date | null;
  readonly refresh: () => void;
}

/** Tickets that wait, live. While somebody looks, none comes or goes; each shows its newest state. */
export function useHolds(isLooking: () => boolean): Holds {
  const { value, problem, readAt, refresh } = useResource(listHolds, {}, { pollSeconds: POLL_SECONDS });
  const [holds, setHolds] = useState<readonly Hold[] | null>(null);
  const isReleased = useRef(false);
  const looks = useRef(isLooking);
  looks.current = isLooking;

  useLayoutEffect(() => {
    if (value === null) return;
    const isHeld = !isReleased.current && looks.current();
    isReleased.current = false;
    setHolds((shown) => {
      if (shown === null || shown.length === 0 || !isHeld) return value.holds;
      const byId = new Map(value.holds.map((hold) => [hold.holdId, hold]));
      return shown.map((hold) => byId.get(hold.holdId) ?? hold);
    });
  }, [value]);

  const decisionIds = useMemo(() => new Set(holds?.map(({ decisionId }) => decisionId)), [holds]);
  return {
    holds,
    decisionIds,
    problem,
    readAt,
    refresh: () => {
      isReleased.current = true;
      refresh();
    },
  };
}
