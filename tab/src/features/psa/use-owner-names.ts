import { useEffect, useState } from 'react';
import { listTechnicians } from '#contract/technicians-endpoints.ts';
import type { Client } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';

/** Names of these technicians by id, as far as the desk has them; `null` before they are read, and when they cannot be. Whoever may see
 *  tickets may see them, whoever keeps the roster or not. */
export function useOwnerNames(ownerIds: readonly string[]): ReadonlyMap<string, string> | null {
  const { client } = useSession();
  const [names, setNames] = useState<ReadonlyMap<string, string> | null>(null);
  const key = [...new Set(ownerIds)].toSorted().join(' ');

  useEffect(() => {
    if (key === '') return;
    const abort = new AbortController();
    void readNames(client, key.split(' '), abort.signal).then(
      (found) => {
        if (!abort.signal.aborted) setNames(found);
      },
      // The list of tickets stands without names; it says "somebody".
      () => {},
    );
    return () => abort.abort();
  }, [client, key]);
  return names;
}

/** Page by page, until everybody who is asked for is found. */
async function readNames(
  client: Client,
  wanted: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  let cursor: string | undefined;
  do {
    const query = cursor === undefined ? {} : { cursor };
    const page = await client.call(listTechnicians, { query }, signal);
    for (const { technicianId, name } of page.technicians) names.set(technicianId, name);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && !wanted.every((id) => names.has(id)));
  return names;
}
