import type { PsaConnection } from '#core/settings/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import type { Logger } from '#kernel/logger.ts';
import type { Budget, DeskId } from '#kernel/vocabulary.ts';
import { z } from 'zod';
import { type PsaAnswer, psaRequest } from '../psa-request.ts';

const TIMEOUT_MS = 10_000;
/** A person waits at most this long for Halo's throttle; a run may wait longer. */
const LONGEST_WAIT_SECONDS: Readonly<Record<Budget, number>> = { interactive: 3, background: 120 };

const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

export interface HaloPsaNeeds {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly allowLoopback: boolean;
  readonly sleep?: (milliseconds: number) => Promise<void>;
}

export interface HaloPsaClient {
  /** A GET below the API's base address, parsed. Throws `psa_down`, `psa_throttled`, `psa_refused` (sign-in or address refused), `psa_permission_missing`. */
  get<Value>(
    connection: PsaConnection,
    path: string,
    options: {
      readonly query: Readonly<Record<string, string>>;
      readonly schema: z.ZodType<Value>;
      readonly budget: Budget;
    },
  ): Promise<Value>;
}

interface Token {
  readonly value: string;
  readonly expiresAt: number;
}

/** HaloPSA's API (vendor document "Halo API v2"; sign-in by OAuth client credentials). One token per desk in memory. */
export function createHaloPsaClient(needs: HaloPsaNeeds): HaloPsaClient {
  const { clock } = needs;
  const sleep =
    needs.sleep ?? ((milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)));
  const tokens = new Map<DeskId, { readonly key: string; readonly token: Promise<Token> }>();

  function send(url: URL, headers: Record<string, string>, body?: string): Promise<PsaAnswer> {
    const method = body === undefined ? 'GET' : 'POST';
    const { allowLoopback } = needs;
    return psaRequest({
      method,
      url,
      headers,
      timeoutMs: TIMEOUT_MS,
      allowLoopback,
      ...(body === undefined ? {} : { body }),
    });
  }

  async function signIn(connection: PsaConnection): Promise<Token> {
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: connection.secrets['clientId'] ?? '',
      client_secret: connection.secrets['clientSecret'] ?? '',
      scope: 'all',
    });
    const url = addressOf(connection, 'tokenUrl');
    const tenant = connection.settings['tenant'];
    if (tenant) url.searchParams.set('tenant', tenant);
    const answer = await send(url, { 'content-type': 'application/x-www-form-urlencoded' }, form.toString());
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) throw refusedSignIn();
    const token = readJson(answer, tokenSchema);
    return { value: token.access_token, expiresAt: clock.now().getTime() + token.expires_in * 1000 };
  }

  async function tokenFor(connection: PsaConnection, fresh: boolean): Promise<string> {
    const key = JSON.stringify([connection.settings, connection.secrets]);
    const known = tokens.get(connection.deskId);
    if (known && known.key === key && !fresh) {
      const token = await known.token;
      if (token.expiresAt - clock.now().getTime() > 60_000) return token.value;
    }
    const token = signIn(connection);
    tokens.set(connection.deskId, { key, token });
    token.catch(() => tokens.delete(connection.deskId));
    return (await token).value;
  }

  return {
    async get(connection, path, { query, schema, budget }) {
      const url = new URL(`${addressOf(connection, 'baseUrl').href.replace(/\/$/, '')}${path}`);
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      let fresh = false;
      for (let attempt = 0; ; attempt += 1) {
        const answer = await send(url, { authorization: `Bearer ${await tokenFor(connection, fresh)}` });
        needs.logger.debug('halopsa.request', { path, status: answer.status, attempt });
        if (answer.status === 200) return readJson(answer, schema);
        const retry = judge(answer, { attempt, alreadyFresh: fresh, budget });
        fresh = retry.freshToken;
        if (retry.waitSeconds > 0) await sleep(retry.waitSeconds * 1000);
      }
    },
  };
}

/** What to do about an answer that is not 200: how to try again, or the error to end with. */
function judge(
  { status, headers }: PsaAnswer,
  state: { readonly attempt: number; readonly alreadyFresh: boolean; readonly budget: Budget },
): { readonly freshToken: boolean; readonly waitSeconds: number } {
  if (status === 401 && !state.alreadyFresh) return { freshToken: true, waitSeconds: 0 };
  if (status === 401) throw refusedSignIn();
  if (status === 403) {
    throw new AppError('psa_permission_missing', 'HaloPSA refuses this to the API user', {
      remedy: 'Give the API application’s agent the right to read agents and tickets.',
    });
  }
  const given = Number(headers['retry-after']);
  const waitSeconds = Number.isFinite(given) && given > 0 ? given : 2 ** state.attempt;
  const isPassing = status === 429 || status === 502 || status === 503 || status === 504;
  const fits = state.attempt < 2 && waitSeconds <= LONGEST_WAIT_SECONDS[state.budget];
  if (isPassing && fits) return { freshToken: false, waitSeconds };
  if (status === 429) {
    throw new AppError('psa_throttled', 'HaloPSA asked us to wait', { retryAfterSeconds: waitSeconds });
  }
  throw new AppError('psa_down', `HaloPSA answered ${status}`, { details: { status } });
}

function readJson<Value>(answer: PsaAnswer, schema: z.ZodType<Value>): Value {
  if (answer.status !== 200) throw new AppError('psa_down', `HaloPSA answered ${answer.status}`);
  let body: unknown;
  try {
    body = JSON.parse(answer.text);
  } catch {
    throw new AppError('psa_down', 'HaloPSA answered something that is not JSON');
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map((issue) => issue.path.join('.')).slice(0, 3);
  throw new AppError('psa_down', `HaloPSA answered in another shape than expected at: ${where.join(', ')}`);
}

function addressOf(connection: PsaConnection, name: 'baseUrl' | 'tokenUrl'): URL {
  const value = connection.settings[name] ?? '';
  if (URL.canParse(value)) return new URL(value);
  throw new AppError('psa_refused', `the connection’s ${name} is not an address`, {
    details: { field: name },
    remedy: 'Copy both addresses from HaloPSA under Configuration, Integrations, API Details.',
  });
}

function refusedSignIn(): AppError {
  return new AppError('psa_refused', 'HaloPSA refuses the client id or secret', {
    remedy: 'Copy the client id and a valid secret of the API application, and connect again.',
  });
}
