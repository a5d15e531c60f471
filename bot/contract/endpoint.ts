import type { ErrorCode } from '#kernel/errors.ts';
import type { z } from 'zod';

/** One operation over HTTP: the same definition validates requests, serves answers, types the tab's client, and is the OpenAPI document. */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With `{name}` for parameters, from the root of the server. */
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  /** The scope that a key needs; `null`: for people signed in to the tab, and never for a key. */
  readonly scope: string | null;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body | null;
  readonly answer: Answer;
  /** What may go wrong beyond what may go wrong everywhere: who asks, how, how often, and failures inside Rollcall. */
  readonly errors: readonly ErrorCode[];
  /** Whether an Idempotency-Key header makes repeating safe. */
  readonly idempotent?: boolean;
  /** Whether a deployment may ask Microsoft for a stronger sign-in first (`STEP_UP_CONTEXT`): for what opens doors to others. */
  readonly stepUp?: boolean;
}

export function defineEndpoint<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(endpoint: Endpoint<Params, Query, Body, Answer>): Endpoint<Params, Query, Body, Answer> {
  return endpoint;
}
