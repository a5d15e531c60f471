import type { PsaConnection } from '#core/settings/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Logger } from '#kernel/logger.ts';
import type { Budget } from '#kernel/vocabulary.ts';
import type { z } from 'zod';
import { createPatience } from '../patience.ts';
import { readBody } from '../psa-answer.ts';
import { createPsaTransport, type PsaAnswer, type PsaTransportNeeds } from '../psa-request.ts';
import { apiFailure, CONNECTWISE, isMisrouted } from './connectwise-answer.ts';
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

export interface ConnectWiseClient {
  /** A GET, parsed. Throws `psa_down`, `psa_throttled`, `psa_refused` (keys, company or address), `psa_permission_missing`. */
  get<Value>(
    connection: PsaConnection,
    question: ConnectWiseQuestion<Value>,
  ): Promise<ConnectWisePage<Value>>;
}

/** The version of the vendor's document that the schemas follow; without it the answers of each installation are its own. */
const ACCEPT = 'application/vnd.connectwise.com+json; version=2026.4';

/** ConnectWise PSA's REST API 3.0 (vendor document version 2026.4). */
export function createConnectWiseClient(needs: ConnectWiseNeeds): ConnectWiseClient {
  const { clock, logger, allowLoopback, sleep = pause, lookup } = needs;
  const transport = createPsaTransport({ allowLoopback, ...(lookup && { lookup }) });
  const codebases = createConnectWiseCodebase({ clock });

  /** The answer to one question. A codebase that is gone is looked up once more; the question is asked again only if it moved. */
  async function ask<Value>(
    connection: PsaConnection,
    { path, query, budget }: ConnectWiseQuestion<Value>,
  ): Promise<PsaAnswer> {
    const patience = createPatience({ clock, transport, sleep }, budget);
    const askAt = async (codebase: string): Promise<PsaAnswer> => {
      const url = new URL(`/${codebase}/apis/3.0${path}`, serverOf(connection));
      url.search = new URLSearchParams(query).toString();
      const answer = await patience.send({ method: 'GET', url, headers: headersOf(connection) });
      logger.debug('connectwise.request', { path, status: answer.status });
      return answer;
    };
    const codebase = await codebases.sessionFor(connection, { budget, patience, refused: null });
    const answer = await askAt(codebase);
    if (!isMisrouted(answer)) return answer;
    const current = await codebases.sessionFor(connection, { budget, patience, refused: codebase });
    return current === codebase ? answer : askAt(current);
  }

  return {
    async get(connection, question) {
      const answer = await ask(connection, question);
      if (answer.status !== 200) throw apiFailure(answer, question.right, clock.now());
      const { link } = answer.headers;
      const namesNext = /rel="?next"?/.test(String(link ?? ''));
      return { value: readBody(answer, question.schema, CONNECTWISE), namesNext };
    },
  };
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

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
