import type { PsaConnection } from '#core/settings/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Logger } from '#kernel/logger.ts';
import type { Budget } from '#kernel/vocabulary.ts';
import type { z } from 'zod';
import { createPatience, type Patience } from '../patience.ts';
import { readBody } from '../psa-answer.ts';
import { createPsaTransport, type PsaAnswer, type PsaTransportNeeds } from '../psa-request.ts';
import { apiFailure, HALOPSA } from './halopsa-answer.ts';
import { addressOf, createHaloPsaSignIn } from './halopsa-sign-in.ts';

export interface HaloPsaNeeds {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly allowLoopback: boolean;
  readonly sleep?: (milliseconds: number) => Promise<void>;
  readonly lookup?: PsaTransportNeeds['lookup'];
}

export interface HaloPsaQuestion<Value> {
  /** Below the API's base address. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly schema: z.ZodType<Value>;
  /** The right that HaloPSA asks for, in its own words. */
  readonly right: string;
  readonly budget: Budget;
}

export interface HaloPsaClient {
  /** Gets a token, or has one. Throws as `get` does. */
  signIn(connection: PsaConnection, budget: Budget): Promise<void>;
  /** A GET, parsed. Throws `psa_down`, `psa_throttled`, `psa_refused` (sign-in or address refused), `psa_permission_missing`. */
  get<Value>(connection: PsaConnection, question: HaloPsaQuestion<Value>): Promise<Value>;
}

/** HaloPSA's API (vendor document "Halo API v2"; sign-in by OAuth client credentials). */
export function createHaloPsaClient(needs: HaloPsaNeeds): HaloPsaClient {
  const { clock, logger, allowLoopback, sleep = pause, lookup } = needs;
  const transport = createPsaTransport({ allowLoopback, ...(lookup && { lookup }) });
  const signIn = createHaloPsaSignIn({ clock });
  const patienceFor = (budget: Budget): Patience => createPatience({ clock, transport, sleep }, budget);

  /** The answer to one question. A token that is refused is renewed once: HaloPSA may have forgotten it before its time. */
  async function ask<Value>(
    connection: PsaConnection,
    { path, query, budget }: HaloPsaQuestion<Value>,
  ): Promise<PsaAnswer> {
    const patience = patienceFor(budget);
    const url = questionUrl(connection, path, query);
    const askWith = async (refused: string | null): Promise<{ token: string; answer: PsaAnswer }> => {
      const token = await signIn.sessionFor(connection, { budget, patience, refused });
      const headers = { authorization: `Bearer ${token}` };
      const answer = await patience.send({ method: 'GET', url, headers });
      logger.debug('halopsa.request', { path, status: answer.status });
      return { token, answer };
    };
    const first = await askWith(null);
    return first.answer.status === 401 ? (await askWith(first.token)).answer : first.answer;
  }

  return {
    async signIn(connection, budget) {
      await signIn.sessionFor(connection, { budget, patience: patienceFor(budget), refused: null });
    },
    async get(connection, question) {
      const answer = await ask(connection, question);
      if (answer.status !== 200) throw apiFailure(answer, question.right, clock.now());
      return readBody(answer, question.schema, HALOPSA);
    },
  };
}

function questionUrl(connection: PsaConnection, path: string, query: Readonly<Record<string, string>>): URL {
  const url = addressOf(connection, 'baseUrl');
  url.pathname = url.pathname.replace(/\/$/, '') + path;
  url.search = new URLSearchParams(query).toString();
  return url;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
