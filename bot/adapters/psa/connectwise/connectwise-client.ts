import type { PsaConnection } from '#core/settings/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Logger } from '#kernel/logger.ts';
import type { Budget } from '#kernel/vocabulary.ts';
import type { z } from 'zod';
import { createPatience, type Patience } from '../patience.ts';
import { readBody } from '../psa-answer.ts';
import {
  createPsaTransport,
  type PsaAnswer,
  type PsaRequest,
  type PsaTransportNeeds,
} from '../psa-request.ts';
import { apiFailure, CONNECTWISE, isMisrouted, isMissing } from './connectwise-answer.ts';
import { createConnectWiseCodebase, serverOf } from './connectwise-codebase.ts';

export interface ConnectWiseNeeds {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly allowLoopback: boolean;
  readonly sleep?: (milliseconds: number) => Promise<void>;
  readonly lookup?: PsaTransportNeeds['lookup'];
}

export interface ConnectWiseQuestion<Value> {
  /** Below `apis/3.0`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly schema: z.ZodType<Value>;
  /** The right that ConnectWise PSA asks for, as its security roles name it. */
  readonly right: string;
  readonly budget: Budget;
}

export interface ConnectWisePage<Value> {
  readonly value: Value;
  /** Whether the answer itself says that there is a next page. */
  readonly namesNext: boolean;
}

/** A write, whose answer the caller judges. */
export interface ConnectWiseWrite {
  readonly method: 'PATCH' | 'POST';
  /** Below `apis/3.0`. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body: unknown;
}

/** One piece of work at ConnectWise PSA: all of its requests share the time that its budget allows. */
export interface ConnectWiseTalk {
  readonly connection: PsaConnection;
  readonly budget: Budget;
  /** A GET, parsed. Throws `psa_down`, `psa_throttled`, `psa_refused` (keys, company or address), `psa_permission_missing`. */
  get<Value>(question: Omit<ConnectWiseQuestion<Value>, 'budget'>): Promise<ConnectWisePage<Value>>;
  /** As `get`; `null` when the API says that there is no such thing. */
  find<Value>(question: Omit<ConnectWiseQuestion<Value>, 'budget'>): Promise<Value | null>;
  /** The answer, whatever its status. Only a throttle is tried again. Throws `psa_down` when the answer is lost: it may be done. */
  write(wish: ConnectWiseWrite): Promise<PsaAnswer>;
}

export interface ConnectWiseClient {
  /** A GET with a budget of its own. Throws as `ConnectWiseTalk.get`. */
  get<Value>(
    connection: PsaConnection,
    question: ConnectWiseQuestion<Value>,
  ): Promise<ConnectWisePage<Value>>;
  open(connection: PsaConnection, budget: Budget): ConnectWiseTalk;
}

/** The version of the vendor's document that the schemas follow; without it the answers of each installation are its own. */
const ACCEPT = 'application/vnd.connectwise.com+json; version=2026.4';

/** ConnectWise PSA's REST API 3.0 (vendor document version 2026.4). */
export function createConnectWiseClient(needs: ConnectWiseNeeds): ConnectWiseClient {
  const { clock, logger, allowLoopback, sleep = pause, lookup } = needs;
  const transport = createPsaTransport({ allowLoopback, ...(lookup && { lookup }) });
  const codebases = createConnectWiseCodebase({ clock });

  /** The answer to one request. A codebase that is gone is looked up once more; the request is sent again only if it moved, and nothing
   *  was done at the old place. */
  async function ask(
    connection: PsaConnection,
    patience: Patience & { readonly budget: Budget },
    { method, path, query, body }: Request,
  ): Promise<PsaAnswer> {
    const askAt = async (codebase: string): Promise<PsaAnswer> => {
      const url = new URL(`/${codebase}/apis/3.0${path}`, serverOf(connection));
      url.search = new URLSearchParams(query).toString();
      const headers = headersOf(connection);
      const answer = await (body === undefined
        ? patience.send({ method, url, headers })
        : patience.send(
            {
              method,
              url,
              headers: { ...headers, 'content-type': 'application/json' },
              body: JSON.stringify(body),
            },
            'throttle',
          ));
      logger.debug('connectwise.request', { method, path, status: answer.status });
      return answer;
    };
    const codebase = await codebases.sessionFor(connection, {
      budget: patience.budget,
      patience,
      refused: null,
    });
    const answer = await askAt(codebase);
    if (!isMisrouted(answer)) return answer;
    const current = await codebases.sessionFor(connection, {
      budget: patience.budget,
      patience,
      refused: codebase,
    });
    return current === codebase ? answer : askAt(current);
  }

  function open(connection: PsaConnection, budget: Budget): ConnectWiseTalk {
    const patience = { ...createPatience({ clock, transport, sleep }, budget), budget };
    const parsed = <Value>(
      answer: PsaAnswer,
      { schema, right }: Pick<ConnectWiseQuestion<Value>, 'schema' | 'right'>,
    ): Value => {
      if (answer.status !== 200) throw apiFailure(answer, right, clock.now());
      return readBody(answer, schema, CONNECTWISE);
    };
    return {
      connection,
      budget,
      async get(question) {
        const answer = await ask(connection, patience, { method: 'GET', ...question });
        const namesNext = /rel="?next"?/.test(String(answer.headers.link ?? ''));
        return { value: parsed(answer, question), namesNext };
      },
      async find(question) {
        const answer = await ask(connection, patience, { method: 'GET', ...question });
        return isMissing(answer) ? null : parsed(answer, question);
      },
      write: ({ method, path, body }) => ask(connection, patience, { method, path, query: {}, body }),
    };
  }

  return { open, get: (connection, question) => open(connection, question.budget).get(question) };
}

interface Request extends Pick<PsaRequest, 'method'> {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

function headersOf({ settings, secrets }: PsaConnection): Readonly<Record<string, string>> {
  const { publicKey = '', privateKey = '' } = secrets;
  const pair = `${settings['companyId'] ?? ''}+${publicKey}:${privateKey}`;
  return {
    accept: ACCEPT,
    authorization: `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`,
    clientId: settings['clientId'] ?? '',
  };
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
