import type { getSetup } from '#contract/setup-endpoints.ts';
import type { AnswerOf } from '../../api/client.ts';

export type Setup = AnswerOf<typeof getSetup>;
export type ConsentStanding = Setup['consent'];

/** What step 1 shows: one state of many, each with its own sentence (CON-4). */
export type ConsentView =
  | 'granted'
  | 'partial'
  | 'waiting'
  | 'spreading'
  | 'refused'
  | 'wrong-tenant'
  | 'revoked'
  | 'not-arrived'
  | 'not-started';

/** `ignored`: start of the attempt that the person gave up waiting for; its page may still come back, and is taken then. */
export function consentView(standing: ConsentStanding, ignored: string | null): ConsentView {
  const { state, lastReturn, confirmedAt } = standing;
  if (state === 'granted') return 'granted';
  if (isAwaited(standing, ignored)) return 'waiting';
  if (state === 'spreading') return 'spreading';
  // A refusal of long ago says nothing about what was granted and taken back since.
  const isNews = lastReturn !== null && (confirmedAt === null || lastReturn.at > confirmedAt);
  if (isNews && lastReturn.outcome === 'refused') return 'refused';
  if (isNews && lastReturn.outcome === 'wrong-tenant') return 'wrong-tenant';
  if (state === 'incomplete') return 'partial';
  if (state === 'revoked') return 'revoked';
  return lastReturn?.outcome === 'granted' ? 'not-arrived' : 'not-started';
}

/** Whether this person’s own consent page is still open somewhere. Known to the server, so it survives a reload. */
function isAwaited({ pending, lastReturn }: ConsentStanding, ignored: string | null): boolean {
  if (pending === null || !pending.isMine || pending.startedAt === ignored) return false;
  return lastReturn === null || lastReturn.at < pending.startedAt;
}

/** How often the state is asked for by itself; 0: not at all. */
export function pollSecondsOf(view: ConsentView): number {
  if (view === 'waiting') return WAITING_SECONDS;
  return view === 'spreading' ? SPREADING_SECONDS : 0;
}

/** Somebody is at Microsoft’s page: they look here the moment they are done. */
const WAITING_SECONDS = 4;
/** CON-4: a grant spreads for half a minute and more. */
export const SPREADING_SECONDS = 20;

/** Teams and people can be read, if not everything. */
export function canReadTeams({ state, missingPermissions }: ConsentStanding): boolean {
  if (state === 'granted') return true;
  return state === 'incomplete' && !missingPermissions.includes('GroupMember.Read.All');
}
