import type { PsaConnection } from '#core/settings/ports.ts';

/** HaloPSA over plain HTTP with a connection's own credentials: what upstream takes without anything of ours around it. */
export interface BareHaloPsa {
  /** Opens so many tickets of nobody and answers their ids. */
  addTickets(count: number): Promise<readonly string[]>;
  /** Milliseconds of each request that a dispatch of `ticketId` cannot do without, one after the other. Leaves the ticket as it was. */
  timePath(ticketId: string, technicianIds: readonly string[]): Promise<PathTimes>;
  /** Who has each ticket, and how often it changed hands through the API. */
  owners(
    ticketIds: readonly string[],
  ): Promise<readonly { readonly technicianId: string; readonly changes: number }[]>;
}

export interface PathTimes {
  /** The ticket; before the write and after it the ticket again, and the write. */
  readonly ticketMs: number;
  readonly beforeMs: number;
  readonly writeMs: number;
  readonly afterMs: number;
  /** Each of the lists that are read side by side, all its pages. */
  readonly listsMs: readonly number[];
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

  async function ask(path: string, body?: readonly object[]): Promise<{ value: unknown; ms: number }> {
    const started = performance.now();
    const response = await fetch(`${baseUrl}${path}`, {
      headers,
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    const value: unknown = await response.json();
    if (!response.ok) throw new Error(`HaloPSA answered ${path} with ${response.status}`);
    return { value, ms: performance.now() - started };
  }

  /** All pages of a list: only the first one tells how many there are; the rest is read so many at once. */
  async function timePages(list: string): Promise<number> {
    const first = await ask(`${list}&page_no=1`);
    const { record_count: count } = first.value as { record_count: number }; // what the simulator writes
    let { ms } = first;
    for (let page = 2; page <= Math.ceil(count / PAGE); page += PAGES_AT_ONCE) {
      ms += (await ask(`${list}&page_no=${page}`)).ms;
    }
    return ms;
  }

  return {
    async addTickets(count) {
      const rows = Array.from({ length: count }, (_, index) => ({ summary: `Bench ${index + 1}` }));
      const { value } = await ask('/Tickets', rows);
      return ([value].flat() as TicketRow[]).map(({ id }) => String(id)); // what the simulator writes
    },
    async timePath(ticketId, technicianIds) {
      const agents = technicianIds.slice(0, AGENTS_AT_ONCE).join(',');
      const [from, to] = [-2, 2].map((days) => new Date(Date.now() + days * DAY_MS).toISOString());
      const ticket = `/Tickets/${ticketId}?includedetails=true&includeagent=true`;
      const first = await ask(ticket);
      const diary = await ask(
        `/Appointment?agents=${agents}&start_date=${from}&end_date=${to}&showshifts=true`,
      );
      const listsMs = [await timePages('/Tickets?pageinate=true&page_size=100&open_only=true'), diary.ms];
      const before = await ask(ticket);
      const write = await ask('/Tickets', [{ id: Number(ticketId), agent_id: UNASSIGNED }]);
      const after = await ask(ticket);
      return {
        ticketMs: first.ms,
        beforeMs: before.ms,
        writeMs: write.ms,
        afterMs: after.ms,
        listsMs,
      };
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
