import type { PsaConnection } from '#core/settings/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import type { Logger } from '#kernel/logger.ts';
import type { Budget } from '#kernel/vocabulary.ts';
import { z } from 'zod';
import { createPatience, type Patience, type Repeats } from '../patience.ts';
import { readBody } from '../psa-answer.ts';
import {
  createPsaTransport,
  type PsaAnswer,
  type PsaRequest,
  type PsaTransportNeeds,
} from '../psa-request.ts';
import { apiFailure, AUTOTASK, isMissing, writeRefusalOf } from './autotask-answer.ts';
import { createAutotaskLanes } from './autotask-lanes.ts';
import { createAutotaskZone } from './autotask-zone.ts';

export interface AutotaskNeeds {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly allowLoopback: boolean;
  readonly sleep?: (milliseconds: number) => Promise<void>;
  readonly lookup?: PsaTransportNeeds['lookup'];
}

/** Entities by the names of their addresses. */
export type AutotaskEntity =
  | 'Resources'
  | 'Tickets'
  | 'TicketSecondaryResources'
  | 'Companies'
  | 'ResourceServiceDeskRoles'
  | 'ResourceSkills'
  | 'Skills'
  | 'ResourceDailyAvailabilities'
  | 'TimeOffRequests'
  | 'Appointments'
  | 'ServiceCalls'
  | 'ServiceCallTickets'
  | 'ServiceCallTicketResources';

export interface AutotaskCondition {
  readonly op: 'eq' | 'noteq' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'exist' | 'notExist';
  readonly field: string;
  readonly value?: unknown;
}

export interface AutotaskQuestion {
  readonly entity: AutotaskEntity;
  /** Conditions, all of which must hold; Autotask refuses a question without any. */
  readonly filter: readonly AutotaskCondition[];
  /** The right that Autotask asks for, as its security levels name it. */
  readonly right: string;
}

export interface AutotaskQuery<Row> extends AutotaskQuestion {
  readonly fields: readonly string[];
  readonly row: z.ZodType<Row>;
  /** No page is read behind this many rows; all are read unless said. */
  readonly mostRows?: number;
}

export interface AutotaskWrite {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  /** Behind the version: `/Tickets/4711/SecondaryResources/9`. */
  readonly path: string;
  readonly body?: unknown;
  readonly right: string;
}

/** `refused`: validation, in Autotask's words, cut. `missing`: there is no such row. */
export type AutotaskWritten =
  | { readonly kind: 'done'; readonly id: number | null }
  | { readonly kind: 'refused'; readonly text: string }
  | { readonly kind: 'missing' };

/** Calls that share one budget of time. All throw `psa_down`, `psa_throttled`, `psa_refused` (user, secret, code or address),
 *  `psa_permission_missing`. */
export interface AutotaskVisit {
  readonly connection: PsaConnection;
  readonly budget: Budget;
  /** Every row that fits, with `fields` only, by id. */
  query<Row>(question: AutotaskQuery<Row>): Promise<readonly Row[]>;
  /** How many rows fit. */
  count(question: AutotaskQuestion): Promise<number>;
  /** What Autotask tells about the fields of an entity. */
  describe<Value>(
    question: Pick<AutotaskQuestion, 'entity' | 'right'> & { readonly schema: z.ZodType<Value> },
  ): Promise<Value>;
  /** Sent once, and again only when a throttle says that nothing was done. */
  write(wish: AutotaskWrite): Promise<AutotaskWritten>;
  /** Where people open Autotask, with a slash at its end. `null`: not known, or nothing was asked yet. */
  webUrl(): string | null;
}

export interface AutotaskClient {
  visit(connection: PsaConnection, budget: Budget): AutotaskVisit;
  query<Row>(
    connection: PsaConnection,
    question: AutotaskQuery<Row> & { readonly budget: Budget },
  ): Promise<readonly Row[]>;
  count(connection: PsaConnection, question: AutotaskQuestion & { readonly budget: Budget }): Promise<number>;
}

/** The most that a page may hold. */
const PAGE_SIZE = 500;
/** Far more people than any desk has: a server that never ends must not keep us for ever. */
const MOST_PAGES = 100;

const countSchema = z.object({ queryCount: z.number().int() });
const writtenSchema = z.object({ itemId: z.number().int().nullish() });

/** Autotask's REST API V1.0. All integrations of a desk share 10,000 calls an hour, so nothing here asks twice for what it knows. */
export function createAutotaskClient(needs: AutotaskNeeds): AutotaskClient {
  const { clock, logger, allowLoopback, sleep = pause, lookup } = needs;
  const transport = createAutotaskLanes({
    clock,
    transport: createPsaTransport({ allowLoopback, ...(lookup && { lookup }) }),
  });
  const zones = createAutotaskZone({ clock });

  function visit(connection: PsaConnection, budget: Budget): AutotaskVisit {
    const patience: Patience = createPatience({ clock, transport, sleep }, budget);
    let lastZone: string | null = null;

    async function send({ method, body, repeats }: Call, url: URL): Promise<PsaAnswer> {
      const headers = { ...headersOf(connection), 'content-type': 'application/json' };
      const text = body === undefined ? {} : { body: JSON.stringify(body) };
      const answer = await patience.send({ method, url, headers, ...text }, repeats);
      logger.debug('autotask.request', { entity: entityOf(url), method, status: answer.status });
      return answer;
    }

    /** A refused user may have moved to another zone: it is looked up once more, and asked again only if it did. Every refusal counts
     *  towards the lock of the API user. */
    async function ask(
      call: Call,
      path: string,
    ): Promise<{ readonly zone: string; readonly answer: PsaAnswer }> {
      const zone = await zones.sessionFor(connection, { budget, patience, refused: null });
      lastZone = zone;
      const answer = await send(call, new URL(zone + path));
      if (answer.status !== 401) return { zone, answer };
      const current = await zones.sessionFor(connection, { budget, patience, refused: zone });
      if (current === zone) return { zone, answer };
      lastZone = current;
      return { zone: current, answer: await send(call, new URL(current + path)) };
    }

    function read<Value>(answer: PsaAnswer, right: string, schema: z.ZodType<Value>): Value {
      if (answer.status !== 200) throw apiFailure(answer, right, clock.now());
      return readBody(answer, schema, AUTOTASK);
    }

    return {
      connection,
      budget,
      async query(question) {
        const { entity, filter, fields, right, row, mostRows = Number.POSITIVE_INFINITY } = question;
        const call: Call = { method: 'POST', body: { MaxRecords: PAGE_SIZE, IncludeFields: fields, filter } };
        const pageSchema = z.object({
          items: z.array(row),
          pageDetails: z.object({ nextPageUrl: z.string().nullish() }),
        });
        const first = await ask(call, `/${entity}/query`);
        let page = read(first.answer, right, pageSchema);
        const rows = [...page.items];
        const seen = new Set<string>();
        while (page.pageDetails.nextPageUrl && rows.length < mostRows) {
          const next = nextPage(page.pageDetails.nextPageUrl, `${first.zone}/${entity}/query/`);
          if (seen.has(next.href) || seen.size >= MOST_PAGES) throw endless();
          seen.add(next.href);
          // The next page is asked for as the first was: with POST and the same body.
          page = read(await send(call, next), right, pageSchema);
          rows.push(...page.items);
        }
        return rows.slice(0, mostRows);
      },
      async count({ entity, filter, right }) {
        const { answer } = await ask({ method: 'POST', body: { filter } }, `/${entity}/query/count`);
        return read(answer, right, countSchema).queryCount;
      },
      async describe({ entity, right, schema }) {
        const { answer } = await ask({ method: 'GET' }, `/${entity}/entityInformation/fields`);
        return read(answer, right, schema);
      },
      async write({ method, path, body, right }) {
        const { answer } = await ask({ method, body, repeats: 'throttle' }, path);
        if (answer.status === 200) {
          return { kind: 'done', id: readBody(answer, writtenSchema, AUTOTASK).itemId ?? null };
        }
        if (isMissing(answer)) return { kind: 'missing' };
        const failure = apiFailure(answer, right, clock.now());
        const text = writeRefusalOf(answer);
        if (text === null || failure.code === 'psa_permission_missing') throw failure;
        return { kind: 'refused', text };
      },
      webUrl: () => (lastZone === null ? null : zones.webUrlOf(lastZone)),
    };
  }

  return {
    visit,
    query: (connection, { budget, ...question }) => visit(connection, budget).query(question),
    count: (connection, { budget, ...question }) => visit(connection, budget).count(question),
  };
}

interface Call {
  readonly method: PsaRequest['method'];
  readonly body?: unknown;
  readonly repeats?: Repeats;
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

/** For the log: `Tickets`. */
function entityOf({ pathname }: URL): string {
  return /\/V1\.0\/([^/]+)/.exec(pathname)?.[1] ?? '';
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
