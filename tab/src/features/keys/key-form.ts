/** What somebody typed to make a key. */
export interface KeyForm {
  readonly name: string;
  readonly scopes: readonly string[];
}

export interface KeyFaults {
  readonly name: 'missing' | 'long' | null;
  readonly scopes: 'missing' | null;
}

/** The contract's own limit. */
const LONGEST_NAME = 100;

/** Everything wrong with the form, together; what the server would refuse. */
export function faultsOf({ name, scopes }: KeyForm): KeyFaults {
  const length = name.trim().length;
  const long = length > LONGEST_NAME ? 'long' : null;
  return { name: length === 0 ? 'missing' : long, scopes: scopes.length === 0 ? 'missing' : null };
}

export function isFaulty({ name, scopes }: KeyFaults): boolean {
  return name !== null || scopes !== null;
}

/** A line that anybody can try in a shell. The key stands in a variable: whoever pastes the line into a chat gives nothing away. */
export function exampleCall(origin: string): string {
  return `curl -H "Authorization: Bearer $ROLLCALL_KEY" ${origin}/public-api/teams-availability/availability`;
}

interface Key {
  readonly name: string;
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

/** Keys in use by name, revoked ones newest first. */
export function partKeys<K extends Key>(
  keys: readonly K[],
  locale: string,
): { readonly inUse: readonly K[]; readonly revoked: readonly K[] } {
  const order = new Intl.Collator(locale);
  return {
    inUse: keys
      .filter(({ revokedAt }) => revokedAt === null)
      .toSorted((a, b) => order.compare(a.name, b.name) || a.createdAt.localeCompare(b.createdAt)),
    revoked: keys
      .filter(({ revokedAt }) => revokedAt !== null)
      .toSorted((a, b) => (b.revokedAt ?? '').localeCompare(a.revokedAt ?? '')),
  };
}
