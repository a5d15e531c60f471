import { type ZodType, z } from 'zod';
import type { RequiredPermission } from '#core/access/ports.ts';
import type { Budget, DeskId } from '#kernel/vocabulary.ts';
import { addressOf, isOurAddress, type Route } from './address.ts';
import { CALL_BUDGETS, type CallBudget } from './budgets.ts';
import { type CallerNeeds, createCaller } from './caller.ts';
import { createDeskGate, type Service } from './desk-gate.ts';
import { graphError } from './failure.ts';
import type { Operation } from './operation.ts';

/** One page of a Graph collection. */
export interface Page<Item> {
  readonly value: readonly Item[];
  readonly '@odata.nextLink'?: string | undefined;
}

/** The schema of a collection of `item`. A body without `value` does not pass as an empty page. */
export function pageOf<Item>(item: ZodType<Item>): ZodType<Page<Item>> {
  return pageOfAll(z.array(item));
}

/** The same with the schema of the whole list. */
export function pageOfAll<Item>(items: ZodType<readonly Item[]>): ZodType<Page<Item>> {
  return z.object({ value: items, '@odata.nextLink': z.string().optional() });
}

export interface ReadOptions<Value> extends Omit<Route, 'template'> {
  readonly schema: ZodType<Value>;
  readonly budget: Budget;
  readonly service: Service;
  /** The application permission that the route stands on. */
  readonly permission: RequiredPermission;
  /** A refusal may be about this one team: 403 then reads `team_unreadable`. */
  readonly isOneTeam?: boolean;
  readonly isEventual?: boolean;
  /** Awaited before every request. */
  readonly pace?: () => Promise<void>;
}

export interface PresenceOptions<Item> {
  readonly schema: ZodType<Page<Item>>;
  readonly budget: Budget;
  /** Ends the read before its budget does. */
  readonly until?: Date;
}

/** The desk's Graph, read-only by construction (CON-5). Every call throws `graph_throttled` (with `retryAfterSeconds`), `graph_slow`,
 *  `graph_down`, `graph_bad_answer`, `graph_refused`, `permission_missing` (details: `missing`), `not_found`, `team_unreadable`, and what
 *  `DeskAccess` throws; `details.status` is Graph's status where it answered. */
export interface GraphClient {
  get<Value>(deskId: DeskId, template: string, options: ReadOptions<Value>): Promise<Value>;
  /** The `value` of each page until the last. An iteration that throws has not read everything. One budget for all pages. */
  pages<Item>(
    deskId: DeskId,
    template: string,
    options: ReadOptions<Page<Item>>,
  ): AsyncIterable<readonly Item[]>;
  /** `POST /communications/getPresencesByUserId` for up to 650 ids. */
  getPresences<Item>(
    deskId: DeskId,
    userIds: readonly string[],
    options: PresenceOptions<Item>,
  ): Promise<readonly Item[]>;
}

export interface GraphNeeds extends CallerNeeds {
  readonly budgets?: Readonly<Record<Budget, CallBudget>>;
}

/** 2,000 pages of 999 are more users than any service desk's tenant has: a list that goes on is a fault. */
const PAGES_AT_MOST = 2_000;
const NO_PACE = async (): Promise<void> => {};

export function createGraphClient(needs: GraphNeeds): GraphClient {
  const { baseUrl, clock } = needs;
  const budgets = needs.budgets ?? CALL_BUDGETS;
  const gate = createDeskGate(clock);
  const call = createCaller(needs, gate);

  function begin(deskId: DeskId, template: string, options: Omit<ReadOptions<never>, 'schema'>): Operation {
    gate.admit(deskId, options.service);
    const budget = budgets[options.budget];
    return {
      deskId,
      template,
      budget,
      service: options.service,
      permission: options.permission,
      endsAt: clock.now().getTime() + budget.totalMs,
      isOneTeam: options.isOneTeam ?? false,
      isEventual: options.isEventual ?? false,
      pace: options.pace ?? NO_PACE,
    };
  }

  /** The next page's address, checked before anything leaves. Throws `graph_refused`. */
  function follow({ deskId, template }: Operation, link: string, seen: ReadonlySet<string>): URL {
    const problem = problemOfLink(baseUrl, link, seen);
    if (problem === null) return new URL(link);
    needs.logger.warn('security.graph_link_refused', { deskId, route: template, problem });
    throw graphError('graph_refused', `a page leads to ${problem}`);
  }

  return {
    async get(deskId, template, options) {
      const operation = begin(deskId, template, options);
      return call(operation, { read: addressOf(baseUrl, { ...options, template }) }, options.schema);
    },

    async *pages<Item>(deskId: DeskId, template: string, options: ReadOptions<Page<Item>>) {
      const operation = begin(deskId, template, options);
      const seen = new Set<string>();
      let url: URL | null = addressOf(baseUrl, { ...options, template });
      while (url !== null) {
        seen.add(url.href);
        const page: Page<Item> = await call(operation, { read: url }, options.schema);
        yield page.value;
        const link = page['@odata.nextLink'];
        url = link === undefined ? null : follow(operation, link, seen);
      }
    },

    async getPresences(deskId, userIds, { schema, budget, until }) {
      const operation = begin(deskId, '/communications/getPresencesByUserId', {
        budget,
        service: 'presence',
        permission: 'Presence.Read.All',
      });
      const endsAt = Math.min(operation.endsAt, until?.getTime() ?? operation.endsAt);
      const page = await call({ ...operation, endsAt }, { presencesOf: userIds }, schema);
      return page.value;
    },
  };
}

function problemOfLink(baseUrl: string, link: string, seen: ReadonlySet<string>): string | null {
  if (!isOurAddress(baseUrl, link)) return 'another address than Graph v1.0 of this cloud';
  if (seen.has(new URL(link).href)) return 'a page that was read before';
  return seen.size >= PAGES_AT_MOST ? `more than ${PAGES_AT_MOST} pages` : null;
}
