import type { PsaConnection } from '#core/settings/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import type { Logger } from '#kernel/logger.ts';
import type { Budget } from '#kernel/vocabulary.ts';
import { z } from 'zod';
import { createPatience, type Patience } from '../patience.ts';
import { readBody } from '../psa-answer.ts';
import { createPsaTransport, type PsaAnswer, type PsaTransportNeeds } from '../psa-request.ts';
import { apiFailure, AUTOTASK } from './autotask-answer.ts';
import { createAutotaskZone } from './autotask-zone.ts';

export interface AutotaskNeeds {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly allowLoopback: boolean;
  readonly sleep?: (milliseconds: number) => Promise<void>;
  readonly lookup?: PsaTransportNeeds['lookup'];
}

export interface AutotaskQuestion {
  readonly entity: 'Resources' | 'Tickets';
  /** Conditions, all of which must hold; Autotask refuses a question without any. */
  readonly filter: readonly { readonly op: string; readonly field: string; readonly value: unknown }[];
  /** The right that Autotask asks for, as its security levels name it. */
  readonly right: string;
  readonly budget: Budget;
}

/** Both throw `psa_down`, `psa_throttled`, `psa_refused` (user, secret, code or address), `psa_permission_missing`. */
export interface AutotaskClient {
  /** Every row that fits, with `fields` only. */
  query<Row>(
    connection: PsaConnection,
    question: AutotaskQuestion & { readonly fields: readonly string[]; readonly row: z.ZodType<Row> },
  ): Promise<readonly Row[]>;
  /** How many rows fit. */
  count(connection: PsaConnection, question: AutotaskQuestion): Promise<number>;
}

/** The most that a page may hold. */
const PAGE_SIZE = 500;
/** Far more people than any desk has: a server that never ends must not keep us for ever. */
const MOST_PAGES = 100;

const countSchema = z.object({ queryCount: z.number().int() });

/** Autotask's REST API V1.0. All integrations of a desk share 10,000 calls an hour, so nothing here asks twice for what it knows. */
export function createAutotaskClient(needs: AutotaskNeeds): AutotaskClient {
  const { clock, logger, allowLoopback, sleep = pause, lookup } = needs;
  const transport = createPsaTransport({ allowLoopback, ...(lookup && { lookup }) });
  const zones = createAutotaskZone({ clock });
  const patienceFor = (budget: Budget): Patience => createPatience({ clock, transport, sleep }, budget);

  interface Call {
    readonly connection: PsaConnection;
    readonly question: AutotaskQuestion;
    readonly patience: Patience;
    readonly body: unknown;
  }

  async function post({ connection, question, patience, body }: Call, url: URL): Promise<PsaAnswer> {
    const headers = { ...headersOf(connection), 'content-type': 'application/json' };
    const answer = await patience.send({ method: 'POST', url, headers, body: JSON.stringify(body) });
    logger.debug('autotask.request', { entity: question.entity, status: answer.status });
    return answer;
  }

  /** A refused user may have moved to another zone: it is looked up once more, and asked again only if it did. Every refusal counts
   *  towards the lock of the API user. */
  async function ask(
    call: Call,
    path: string,
  ): Promise<{ readonly zone: string; readonly answer: PsaAnswer }> {
    const { connection, question, patience } = call;
    const options = { budget: question.budget, patience };
    const zone = await zones.sessionFor(connection, { ...options, refused: null });
    const answer = await post(call, new URL(zone + path));
    if (answer.status !== 401) return { zone, answer };
    const current = await zones.sessionFor(connection, { ...options, refused: zone });
    if (current === zone) return { zone, answer };
    return { zone: current, answer: await post(call, new URL(current + path)) };
  }

  function read<Value>(answer: PsaAnswer, right: string, schema: z.ZodType<Value>): Value {
    if (answer.status !== 200) throw apiFailure(answer, right, clock.now());
    return readBody(answer, schema, AUTOTASK);
  }

  return {
    async query(connection, question) {
      const { entity, filter, fields, right, row, budget } = question;
      const body = { MaxRecords: PAGE_SIZE, IncludeFields: fields, filter };
      const call = { connection, question, patience: patienceFor(budget), body };
      const pageSchema = z.object({
        items: z.array(row),
        pageDetails: z.object({ nextPageUrl: z.string().nullish() }),
      });
      const first = await ask(call, `/${entity}/query`);
      let page = read(first.answer, right, pageSchema);
      const rows = [...page.items];
      const seen = new Set<string>();
      while (page.pageDetails.nextPageUrl) {
        const next = nextPage(page.pageDetails.nextPageUrl, `${first.zone}/${entity}/query/`);
        if (seen.has(next.href) || seen.size >= MOST_PAGES) throw endless();
        seen.add(next.href);
        // The next page is asked for as the first was: with POST and the same body.
        page = read(await post(call, next), right, pageSchema);
        rows.push(...page.items);
      }
      return rows;
    },
    async count(connection, question) {
      const { entity, filter, right, budget } = question;
      const call = { connection, question, patience: patienceFor(budget), body: { filter } };
      const { answer } = await ask(call, `/${entity}/query/count`);
      return read(answer, right, countSchema).queryCount;
    },
  };
}

/** The secret goes along, so the page must lie under the question that was asked, in the same zone. */
function nextPage(address: string, under: string): URL {
  const next = URL.canParse(address) ? new URL(address) : null;
  const base = new URL(under);
  const isOurs =
    next !== null &&
    next.origin === base.origin &&
    next.username === '' &&
    next.password === '' &&
    next.pathname.toLowerCase().startsWith(base.pathname.toLowerCase());
  if (isOurs) return next;
  throw new AppError('psa_down', 'Autotask names a next page outside of the question');
}

function endless(): AppError {
  return new AppError('psa_down', 'Autotask’s list does not end');
}

function headersOf({ settings, secrets }: PsaConnection): Readonly<Record<string, string>> {
  return {
    ApiIntegrationCode: secrets['integrationCode'] ?? '',
    UserName: settings['userName'] ?? '',
    Secret: secrets['secret'] ?? '',
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
