import { useEffect, useMemo, useState } from 'react';
import { readPresences } from '#contract/technicians-endpoints.ts';
import { useResource } from '../../api/use-resource.ts';
import type { Presence } from './row-words.ts';

/** Presence is as good as live for half a minute (the server shares it that long). */
const POLL_SECONDS = 30;
/** Whoever scrolls past needs no presence. */
const REST_MS = 300;

/** Presence and shift of the technicians in sight, again every half a minute while they are. It never holds the table up, and is kept nowhere. */
export function usePresences(technicianIds: readonly string[]): {
  readonly presences: ReadonlyMap<string, Presence>;
  /** Presence could not be read for anybody. */
  readonly isUnread: boolean;
  /** The PSA fails, and the list of technicians is one from before. */
  readonly isOldList: boolean;
} {
  const ids = useRested(technicianIds.join(','));
  const { value, problem } = useResource(
    readPresences,
    { query: { ids } },
    { pollSeconds: POLL_SECONDS, enabled: ids !== '', keepsOld: true },
  );
  const presences = useMemo(
    () => new Map((value?.technicians ?? []).map((each) => [each.technicianId, each])),
    [value],
  );
  const isFailed = value?.sources.some(
    ({ source, used, reason }) => source === 'presence' && !used && reason !== 'nobody-mapped',
  );
  // Old values would look live; without an answer there are none.
  const isOldList = value?.sources.some(({ source, reason }) => source === 'technicians' && reason !== null);
  return {
    presences: problem ? NONE : presences,
    isUnread: problem !== null || isFailed === true,
    isOldList: isOldList === true,
  };
}

const NONE: ReadonlyMap<string, Presence> = new Map();

function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}
