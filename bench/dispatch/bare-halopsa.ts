import type { PsaConnection } from '#core/settings/ports.ts';

/** HaloPSA over plain HTTP with a connection's own credentials: what upstream takes without anything of ours around it. */
export interface BareHaloPsa {
  /** Opens so many tickets of nobody and answers their ids. */
  addTickets(count: number): Promise<readonly string[]>;
  /** Milliseconds that a dispatch of `ticketId` waits for upstream at least: the ticket; the lists side by side, `beside` among them; the
   *  ticket, the write, the ticket. Leaves the ticket as it was. */
  timePath(
    ticketId: string,
    lists: { readonly technicianIds: readonly string[]; readonly beside: () => Promise<void> },
  ): Promise<number>;
  /** Who has each ticket, and how often it changed hands through the API. */
  owners(
    ticketIds: readonly string[],
  ): Promise<readonly { readonly technicianId: string; readonly changes: number }[]>;
}

/** Agents in one question about calendars, as the program asks. */
const AGENTS_AT_ONCE = 200;
/** Rows of a page, and pages beside each other, as the program asks. */
const PAGE = 100;
const PAGES_AT_ONCE = 4;
const UNASSIGNED = 1;
const DAY_MS = 86_400_000;

interface TicketRow {
  readonly id: number;
  readonly agent_id: number;
  readonly reassigncount: number;
}

/** Throws when HaloPSA refuses anything. */
export async function openBareHaloPsa({ settings, secrets }: PsaConnection): Promise<BareHaloPsa> {
  const { baseUrl = '', tokenUrl = '' } = settings;
  const token = await signIn(tokenUrl, secrets);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };

  async function ask(path: string, body?: readonly object[]): Promise<unknown> {
    const response = await fetch(`${baseUrl}${path}`, {
      headers,
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    const value: unknown = await response.json();
    if (!response.ok) throw new Error(`HaloPSA answered ${path} with ${response.status}`);
    return value;
  }

  /** All pages of a list: only the first one tells how many there are; the rest is read so many at once. */
  async function readPages(list: string): Promise<void> {
    const { record_count: count } = (await ask(`${list}&page_no=1`)) as { record_count: number }; // what the simulator writes
    const rest = Array.from({ length: Math.max(0, Math.ceil(count / PAGE) - 1) }, (_, at) => at + 2);
    for (let at = 0; at < rest.length; at += PAGES_AT_ONCE) {
      const pages = rest.slice(at, at + PAGES_AT_ONCE);
      await Promise.all(pages.map((page) => ask(`${list}&page_no=${page}`)));
    }
  }

  function readDiaries(technicianIds: readonly string[]): Promise<unknown> {
    const [from, to] = [-2, 2].map((days) => new Date(Date.now() + days * DAY_MS).toISOString());
    const batches = Array.from({ length: Math.ceil(technicianIds.length / AGENTS_AT_ONCE) }, (_, at) =>
      technicianIds.slice(at * AGENTS_AT_ONCE, (at + 1) * AGENTS_AT_ONCE).join(','),
    );
    const dates = `start_date=${from}&end_date=${to}&showshifts=true`;
    return Promise.all(batches.map((agents) => ask(`/Appointment?agents=${agents}&${dates}`)));
  }

  return {
    async addTickets(count) {
      const rows = Array.from({ length: count }, (_, index) => ({ summary: `Bench ${index + 1}` }));
      const value = await ask('/Tickets', rows);
      return ([value].flat() as TicketRow[]).map(({ id }) => String(id)); // what the simulator writes
    },
    async timePath(ticketId, { technicianIds, beside }) {
      const started = performance.now();
      const ticket = `/Tickets/${ticketId}?includedetails=true&includeagent=true`;
      await ask(ticket);
      const open = '/Tickets?pageinate=true&page_size=100&open_only=true';
      await Promise.all([readPages(open), readDiaries(technicianIds), beside()]);
      await ask(ticket);
      await ask('/Tickets', [{ id: Number(ticketId), agent_id: UNASSIGNED }]);
      await ask(ticket);
      return performance.now() - started;
    },
    async owners(ticketIds) {
      const door = new URL('/_sandbox/tickets', baseUrl);
      const { tickets } = (await (await fetch(door)).json()) as { tickets: TicketRow[] }; // the simulator's own door
      const rows = new Map(tickets.map((row) => [String(row.id), row]));
      return ticketIds.map((id) => {
        const row = rows.get(id);
        return { technicianId: String(row?.agent_id), changes: row?.reassigncount ?? 0 };
      });
    },
  };
}

async function signIn(tokenUrl: string, secrets: PsaConnection['secrets']): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: secrets['clientId'] ?? '',
    client_secret: secrets['clientSecret'] ?? '',
    scope: 'all',
  });
  const response = await fetch(tokenUrl, { method: 'POST', body });
  if (!response.ok) throw new Error(`HaloPSA refused the sign-in with ${response.status}`);
  const { access_token: token } = (await response.json()) as { access_token: string }; // OAuth 2.0, RFC 6749
  return token;
}
