import { may } from '#core/access/policy.ts';
import { addDays, calendarDayAt, isCalendarDay, startOfDay } from '#kernel/zoned-time.ts';
import { boardLinkCard, ticketLinkCard } from './cards/link-cards.ts';
import { showCoverage } from './commands/coverage.ts';
import type { Found } from './compose-answer.ts';
import { foundOf } from './find-people.ts';
import type { ChatTools } from './services.ts';
import { type Turn, viewerOf } from './turn.ts';

/** The small card of one of our own links, or of a ticket's page in the PSA; `null` for a link that shows neither, or nobody. The caller's rights were checked before.
 *  Throws what the services throw. */
export async function previewLink(turn: Turn, url: string, tools: ChatTools): Promise<Found | null> {
  const place = placeIn(url);
  if (place === null) return ticketLink(turn, url, tools);
  if (place.screen !== 'board') return null;
  const [page = '', id = ''] = place.path;
  if (page === 't') return technicianLink(turn, id, tools);
  if (page === 'coverage') return coverageLink(turn, id, tools);
  if (page === '' || page === 'at') return boardLink(turn, page === 'at' ? id : null, tools);
  return null;
}

/** A ticket's page in the desk's own PSA, for those who may see tickets. */
async function ticketLink(turn: Turn, url: string, { services }: ChatTools): Promise<Found | null> {
  if (!may(turn.caller, 'dispatch.read') || !URL.canParse(url)) return null;
  const ticket = await services.dispatch.findByLink(turn.caller, url);
  return ticket && ticketLinkCard(ticket, publicViewer(turn));
}

async function technicianLink(turn: Turn, technicianId: string, tools: ChatTools): Promise<Found | null> {
  const answer = await tools.services.availability.ask(turn.caller, {
    slot: null,
    technicianIds: [technicianId],
  });
  const [technician] = answer.technicians;
  return technician ? foundOf(technician, { answer, turn, search: { isOwn: false }, tools }) : null;
}

async function boardLink(turn: Turn, at: string | null, tools: ChatTools): Promise<Found | null> {
  const start = at === null ? null : new Date(at);
  if (start !== null && Number.isNaN(start.getTime())) return null;
  const answer = await tools.services.availability.ask(turn.caller, {
    slot: start === null ? null : { start, end: null },
  });
  const path = at === null ? 'board' : `board/at/${encodeURIComponent(at)}`;
  return boardLinkCard({ answer, path, viewer: publicViewer(turn), links: tools.links });
}

async function coverageLink(turn: Turn, text: string, tools: ChatTools): Promise<Found | null> {
  const day = dayOf(text) ?? calendarDayAt(turn.now, turn.zone);
  const start = startOfDay(day, turn.zone);
  const end = startOfDay(addDays(day, 1), turn.zone);
  const shown = { ...turn, conversation: { ...turn.conversation, type: 'channel' as const } };
  const { card } = await showCoverage(shown, { teamId: null, teamName: null, start, end }, { tools });
  const heading = card.body[0]?.['text'];
  return { card, title: typeof heading === 'string' ? heading : '', text: card.fallbackText };
}

function dayOf(text: string): { year: number; month: number; day: number } | null {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  const read = { year: Number(year), month: Number(month), day: Number(day) };
  return year !== undefined && isCalendarDay(read) ? read : null;
}

/** A pasted link is for everybody in the conversation. */
function publicViewer(turn: Turn) {
  return { ...viewerOf(turn), userMri: null, isPublic: true };
}

interface Place {
  /** `board`, `admin`, … */
  readonly screen: string;
  /** Decoded parts of the route inside it. */
  readonly path: readonly string[];
}

/** Where a link of ours leads: the tab's own address (`/tab/?screen=board#/t/7`), the page that hosts it in a sandbox
 *  (`/host?screen=board&sub=t/7`), or a deep link of Teams (`/l/entity/{app}/board?context={"subEntityId":"t/7"}`). */
export function placeIn(link: string): Place | null {
  if (!URL.canParse(link)) return null;
  const url = new URL(link);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  const entity = /^\/l\/entity\/[^/]+\/([^/]+)/.exec(url.pathname)?.[1];
  if (entity !== undefined) return { screen: entity, path: partsOf(subEntityOf(url)) };
  const screen = url.searchParams.get('screen');
  if (screen === null || !/^\/(?:tab|host)\/?$/.test(url.pathname)) return null;
  return { screen, path: partsOf(url.searchParams.get('sub') ?? url.hash) };
}

function subEntityOf(url: URL): string {
  try {
    const context = JSON.parse(url.searchParams.get('context') ?? '{}') as unknown;
    const { subEntityId, subPageId } = (typeof context === 'object' && context !== null ? context : {}) as {
      subEntityId?: unknown;
      subPageId?: unknown;
    };
    return [subPageId, subEntityId].find((each) => typeof each === 'string') ?? '';
  } catch {
    return ''; // a context that is none names no page
  }
}

function partsOf(route: string): readonly string[] {
  return route
    .replace(/^#?\/?/, '')
    .split('/')
    .filter((part) => part !== '')
    .map(decoded)
    .slice(0, 4);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
