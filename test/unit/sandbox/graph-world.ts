import type { Clock } from '#kernel/clock.ts';
import { createDesk } from '../../sandbox/desk/create-desk.ts';
import type { Desk } from '../../sandbox/desk/desk-types.ts';
import {
  BOT_ID,
  BOT_PASSWORD,
  DESK_CLIENT_ID,
  DESK_CLIENT_SECRET,
  DESK_TENANT_ID,
} from '../../sandbox/desk/ids.ts';
import { type Entra, startEntra } from '../../sandbox/entra/entra.ts';
import { type Graph, startGraph } from '../../sandbox/graph/graph.ts';

export const NOW = new Date('2026-11-18T10:20:00.000Z');
export const RETURN_ADDRESS = 'https://rollcall.example/consent/return';
const GRAPH_SCOPE = 'https://graph.microsoft.com/.default';

/** A clock whose hands a test moves. */
export interface HandClock extends Clock {
  forward(milliseconds: number): void;
  set(now: Date): void;
}

export function handClock(start = NOW): HandClock {
  let at = start.getTime();
  return {
    now: () => new Date(at),
    forward(milliseconds) {
      at += milliseconds;
    },
    set(now) {
      at = now.getTime();
    },
  };
}

export function startTestEntra(
  clock: Clock,
  options: { desk?: Desk; certificate?: string } = {},
): Promise<Entra> {
  const { desk = createDesk(NOW), certificate } = options;
  return startEntra({
    port: 0,
    desk,
    clock,
    app: {
      clientId: DESK_CLIENT_ID,
      clientSecret: DESK_CLIENT_SECRET,
      redirectUris: [RETURN_ADDRESS],
      ...(certificate === undefined ? {} : { certificate }),
    },
    bot: { id: BOT_ID, password: BOT_PASSWORD, tenantId: DESK_TENANT_ID },
    ssoAudience: DESK_CLIENT_ID,
  });
}

/** The form of client credentials, with `changes`; `null` leaves a field out. */
export function tokenForm(changes: Readonly<Record<string, string | null>> = {}): URLSearchParams {
  const fields = {
    grant_type: 'client_credentials',
    client_id: DESK_CLIENT_ID,
    client_secret: DESK_CLIENT_SECRET,
    scope: GRAPH_SCOPE,
    ...changes,
  };
  return new URLSearchParams(
    Object.entries(fields).filter((field): field is [string, string] => field[1] !== null),
  );
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; text where it is none. */
  readonly body: Readonly<Record<string, unknown>>;
}

export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  const body = (isJson ? JSON.parse(text) : { text }) as Record<string, unknown>; // tests look into it
  return { status: response.status, headers: response.headers, body };
}

export async function askToken(
  entra: Entra,
  form: URLSearchParams,
  tenant = DESK_TENANT_ID,
): Promise<Answer> {
  return answerOf(await fetch(`${entra.origin}/${tenant}/oauth2/v2.0/token`, { method: 'POST', body: form }));
}

/** An app-only token for the desk's Graph as consent now stands. */
export async function appToken(entra: Entra): Promise<string> {
  const { status, body } = await askToken(entra, tokenForm());
  if (status !== 200) throw new Error(`no token: ${String(body.error_description)}`);
  return String(body.access_token);
}

export interface GraphWorld {
  readonly desk: Desk;
  readonly entra: Entra;
  readonly graph: Graph;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  presences(ids: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** New token, for consent that has changed. */
  signIn(): Promise<void>;
  close(): Promise<void>;
}

/** Entra and Graph with the desk's consent granted and a token in hand. */
export async function startGraphWorld(
  clock: Clock,
  options: { throttling?: boolean } = {},
): Promise<GraphWorld> {
  const desk = createDesk(NOW);
  const entra = await startTestEntra(clock, { desk });
  entra.consent.set(desk.tenantId, { state: 'granted' });
  const graph = await startGraph({ port: 0, desk, entra, clock, ...options });
  let token = await appToken(entra);
  return {
    desk,
    entra,
    graph,
    async get(path, headers = {}) {
      return answerOf(
        await fetch(graph.origin + path, { headers: { authorization: `Bearer ${token}`, ...headers } }),
      );
    },
    async presences(ids, headers = {}) {
      const response = await fetch(`${graph.origin}/v1.0/communications/getPresencesByUserId`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ ids }),
      });
      return answerOf(response);
    },
    async signIn() {
      token = await appToken(entra);
    },
    async close() {
      await Promise.all([graph.close(), entra.close()]);
    },
  };
}

/** The items of a list answer. */
export function valueOf(answer: Answer): readonly Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(answer.body.value)) throw new Error(`no list: ${JSON.stringify(answer.body)}`);
  return answer.body.value as Record<string, unknown>[]; // tests look into it
}

export function errorOf(answer: Answer): { readonly code: string; readonly message: string } {
  return answer.body.error as { code: string; message: string }; // tests look into it
}
