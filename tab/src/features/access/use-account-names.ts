import { findPeople } from '#contract/administration-endpoints.ts';
import { useEffect, useState } from 'react';
import { useSession } from '../../api/session.ts';

/** Names of accounts, as they come in. Without consent there are none, and the page shows account ids. */
export function useAccountNames(userIds: readonly string[]): ReadonlyMap<string, string> {
  const { client } = useSession();
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const key = userIds.join(' ');
  useEffect(() => {
    const abort = new AbortController();
    for (const userId of key.split(' ').filter(Boolean)) {
      client.call(findPeople, { query: { search: userId } }, abort.signal).then(
        ({ people }) => {
          const name = people[0]?.displayName ?? people[0]?.userPrincipalName;
          if (name && !abort.signal.aborted) setNames((now) => new Map([...now, [userId, name]]));
        },
        () => null, // a name is a comfort here: its absence is shown as the id
      );
    }
    return () => abort.abort();
  }, [client, key]);
  return names;
}
