import type { PsaConnection } from '#core/settings/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Logger } from '#kernel/logger.ts';
import type { Budget } from '#kernel/vocabulary.ts';
import type { z } from 'zod';
import { createPatience, type Patience } from '../patience.ts';
import { readBody } from '../psa-answer.ts';
import { createPsaTransport, type PsaAnswer, type PsaTransportNeeds } from '../psa-request.ts';
import { apiFailure, HALOPSA, isMissing, refusalText } from './halopsa-answer.ts';
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
  /** One for everything that a person waits for together; a new one of `budget` unless said. */
  readonly patience?: Patience;
}

export interface HaloPsaWrite<Value> extends Omit<HaloPsaQuestion<Value>, 'query'> {
  /** Sent as a list of one: HaloPSA takes nothing else. */
  readonly row: Readonly<Record<string, unknown>>;
}

/** `refused`: HaloPSA does not want what was written; its own words, cut. `gone`: what should have changed is not there. */
export type WriteOutcome<Value> =
  | { readonly kind: 'written'; readonly value: Value }
  | { readonly kind: 'refused'; readonly text: string }
  | { readonly kind: 'gone' };

export interface HaloPsaClient {
  /** Gets a token, or has one. Throws as `get` does. */
  signIn(connection: PsaConnection, budget: Budget): Promise<void>;
  /** A GET, parsed. Throws `psa_down`, `psa_throttled`, `psa_refused` (sign-in or address refused), `psa_permission_missing`. */
  get<Value>(connection: PsaConnection, question: HaloPsaQuestion<Value>): Promise<Value>;
  /** The same for one thing by its id: `null` when there is none, or when we may not see it. */
  find<Value>(connection: PsaConnection, question: HaloPsaQuestion<Value>): Promise<Value | null>;
  /** A POST. Sent once, and again only where HaloPSA said that it did nothing (a throttle, a token that it forgot): `psa_down` may mean
   *  that it was done. */
  post<Value>(connection: PsaConnection, write: HaloPsaWrite<Value>): Promise<WriteOutcome<Value>>;
  patienceFor(budget: Budget): Patience;
}

/** HaloPSA's API (vendor document "Halo API v2"; sign-in by OAuth client credentials). */
export function createHaloPsaClient(needs: HaloPsaNeeds): HaloPsaClient {
  const { clock, logger, allowLoopback, sleep = pause, lookup } = needs;
  const transport = createPsaTransport({ allowLoopback, ...(lookup && { lookup }) });
  const signIn = createHaloPsaSignIn({ clock });
  const patienceFor = (budget: Budget): Patience => createPatience({ clock, transport, sleep }, budget);

  /** The answer to one request. A token that is refused is renewed once: HaloPSA may have forgotten it before its time. */
  async function ask(
    connection: PsaConnection,
    {
      path,
      query,
      budget,
      ...more
    }: Pick<HaloPsaQuestion<unknown>, 'path' | 'query' | 'budget' | 'patience'>,
    row?: HaloPsaWrite<unknown>['row'],
  ): Promise<PsaAnswer> {
    const patience = more.patience ?? patienceFor(budget);
    const url = questionUrl(connection, path, query);
    const askWith = async (refused: string | null): Promise<{ token: string; answer: PsaAnswer }> => {
      const token = await signIn.sessionFor(connection, { budget, patience, refused });
      const headers = { authorization: `Bearer ${token}` };
      const answer = await (row === undefined
        ? patience.send({ method: 'GET', url, headers })
        : patience.send(
            {
              method: 'POST',
              url,
              headers: { ...headers, 'content-type': 'application/json' },
              body: JSON.stringify([row]),
            },
            'throttle',
          ));
      logger.debug('halopsa.request', { path, status: answer.status });
      return { token, answer };
    };
    const first = await askWith(null);
    return first.answer.status === 401 ? (await askWith(first.token)).answer : first.answer;
  }

  function readAnswer<Value>(answer: PsaAnswer, { right, schema }: HaloPsaQuestion<Value>): Value {
    if (answer.status !== 200) throw apiFailure(answer, right, clock.now());
    return readBody(answer, schema, HALOPSA);
  }

  return {
    async signIn(connection, budget) {
      await signIn.sessionFor(connection, { budget, patience: patienceFor(budget), refused: null });
    },
    async get(connection, question) {
      return readAnswer(await ask(connection, question), question);
    },
    async find(connection, question) {
      const answer = await ask(connection, question);
      return isMissing(answer) ? null : readAnswer(answer, question);
    },
    async post(connection, write) {
      const answer = await ask(connection, { ...write, query: {} }, write.row);
      if (answer.status === 200 || answer.status === 201) {
        return { kind: 'written', value: readBody(answer, write.schema, HALOPSA) };
      }
      if (isMissing(answer)) return { kind: 'gone' };
      if (answer.status === 400) return { kind: 'refused', text: refusalText(answer.text) };
      throw apiFailure(answer, write.right, clock.now());
    },
    patienceFor,
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
