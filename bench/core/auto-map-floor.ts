import { systemClock } from '#kernel/clock.ts';
import { silentLogger } from '#kernel/logger.ts';
import { openServices } from '../../bot/compose.ts';
import { readEnv } from '../../bot/env.ts';
import { serveParent } from '../child.ts';

/** The least that an auto-map must do, in a process of its own: every page of every team's members, as many at once as the run takes, and read as JSON. */

export interface FloorQuestion {
  readonly env: Readonly<Record<string, string>>;
  readonly deskId: string;
  readonly teamIds: readonly string[];
}

export interface FloorResult {
  readonly tookMs: number;
  readonly members: number;
}

const AT_ONCE = 16;
/** What the run asks for of each member. */
const FIELDS = 'id,displayName,mail,userPrincipalName,otherMails,proxyAddresses,accountEnabled,userType';

serveParent(async ({ env, deskId, teamIds }: FloorQuestion): Promise<FloorResult> => {
  const read = readEnv(env);
  const services = await openServices({ env: read, clock: systemClock, logger: silentLogger });
  try {
    const token = await services.consent.graphToken(deskId, { fresh: false });
    const headers = { Authorization: `Bearer ${token}`, ConsistencyLevel: 'eventual' };
    await readTeam(read.graphBaseUrl, teamIds[0] ?? '', headers);
    const queue = teamIds.values();
    let members = 0;
    const work = async (): Promise<void> => {
      for (const teamId of queue) members += await readTeam(read.graphBaseUrl, teamId, headers);
    };
    const started = performance.now();
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return { tookMs: performance.now() - started, members };
  } finally {
    await services.store.close();
  }
});

async function readTeam(
  graph: string,
  teamId: string,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  const query = `$select=${FIELDS}&$top=999&$count=true`;
  let url: string | undefined = `${graph}/v1.0/groups/${teamId}/members/microsoft.graph.user?${query}`;
  let members = 0;
  while (url !== undefined) {
    const answer = await fetch(url, { headers });
    const text: string = await answer.text();
    if (!answer.ok) throw new Error(`${answer.status}: ${text.slice(0, 200)}`);
    const page = JSON.parse(text) as { value: readonly unknown[]; '@odata.nextLink'?: string };
    members += page.value.length;
    url = page['@odata.nextLink'];
  }
  return members;
}
