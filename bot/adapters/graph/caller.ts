import type { ZodType } from 'zod';
import type { DeskAccess } from '#core/access/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import type { Logger } from '#kernel/logger.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import type { CallBudget } from './budgets.ts';
import type { DeskGate } from './desk-gate.ts';
import { createDeskTokens } from './desk-tokens.ts';
import { type Answer, type Ask, exchange } from './exchange.ts';
import { type Failure, isFailure, throttled, tooSlow } from './failure.ts';
import type { Operation } from './operation.ts';
import { readAnswer } from './read-answer.ts';
import { backoffSeconds, stretched } from './retry-after.ts';
import { createTurns } from './turns.ts';

export interface CallerNeeds {
  /** Origin of Microsoft Graph in the deployment's cloud. */
  readonly baseUrl: string;
  readonly access: DeskAccess;
  readonly clock: Clock;
  readonly logger: Logger;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Bytes. Reading a page of a thousand members takes some milliseconds; what is smaller than this takes less than one. */
const LARGE_ANSWER = 50_000;

export type Call = <Value>(operation: Operation, ask: Ask, schema: ZodType<Value>) => Promise<Value>;

/** One request of an operation, with its token, waits and retries inside the operation's budget. */
export function createCaller(needs: CallerNeeds, gate: DeskGate): Call {
  const { baseUrl, access, clock, random, sleep } = needs;
  const tokens = createDeskTokens(access, clock);
  const turn = createTurns();

  function remainingMs({ endsAt }: Operation): number {
    return endsAt - clock.now().getTime();
  }

  /** A slow token must not outlive the budget of the call that waits for it. */
  async function inTime<Token>(operation: Operation, token: Promise<Token>): Promise<Token> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const giveUp = (): void =>
        reject(new AppError('entra_down', 'no app token within the time of the call'));
      timer = setTimeout(giveUp, Math.max(0, remainingMs(operation)));
    });
    return Promise.race([token, late]).finally(() => clearTimeout(timer));
  }

  async function waitWhilePaused(operation: Operation): Promise<void> {
    for (let ms = gate.pausedMs(operation.deskId); ms > 0; ms = gate.pausedMs(operation.deskId)) {
      if (ms > operation.budget.pauseMs || ms >= remainingMs(operation)) throw throttled(ms / 1000);
      await sleep(Math.min(stretched(ms, random), remainingMs(operation)));
    }
  }

  async function attempt<Value>(
    operation: Operation,
    ask: Ask,
    schema: ZodType<Value>,
    token: string,
  ): Promise<{ readonly value: Value } | Failure> {
    const startedAt = clock.now();
    const timeoutMs = Math.min(operation.budget.attemptMs, remainingMs(operation));
    if (timeoutMs <= 0) return { ...tooSlow(operation.budget.totalMs), retry: 'never' };
    const clientRequestId = newId();
    const { isEventual } = operation;
    const answer = await exchange({ baseUrl, ask, token, clientRequestId, isEventual, timeoutMs });
    if (!isFailure(answer) && answer.bytes > LARGE_ANSWER) await turn();
    const result = isFailure(answer)
      ? answer
      : readAnswer(answer, schema, { ...operation, token, now: clock.now() });
    tellGate(operation, result);
    log(operation, answer, result, { startedAt, clientRequestId });
    return result;
  }

  function tellGate({ deskId, service }: Operation, result: object): void {
    if (!isFailure(result)) return gate.succeeded(deskId, service);
    const { code } = result.error;
    // Whatever else is said about a call, somebody was there to say it: a breaker on trial closes.
    if (code === 'graph_down' || code === 'graph_slow') gate.failed(deskId, service);
    else gate.succeeded(deskId, service);
    if (code === 'graph_throttled' && result.waitSeconds !== undefined)
      gate.pause(deskId, result.waitSeconds);
  }

  function log(
    { deskId, template }: Operation,
    answer: Answer | Failure,
    result: object,
    { startedAt, clientRequestId }: { readonly startedAt: Date; readonly clientRequestId: string },
  ): void {
    needs.logger[isFailure(result) ? 'warn' : 'debug']('graph.call', {
      deskId,
      route: template,
      status: isFailure(answer) ? null : answer.status,
      failure: isFailure(result) ? result.error.code : null,
      durationMs: clock.now().getTime() - startedAt.getTime(),
      clientRequestId,
      requestId: isFailure(answer) ? null : answer.headers.get('request-id'),
    });
  }

  /** Throws the failure when the wait does not fit the budget. A throttled desk waits at the gate, with everyone else. */
  async function waitToRetry(operation: Operation, failure: Failure, failures: number): Promise<void> {
    const asked = failure.waitSeconds;
    const seconds = asked === undefined ? backoffSeconds(failures, random) : stretched(asked, random);
    if (failure.error.code === 'graph_throttled') {
      if (asked === undefined) gate.pause(operation.deskId, seconds);
      return;
    }
    if (seconds * 1000 >= remainingMs(operation)) throw failure.error;
    await sleep(seconds * 1000);
  }

  function explained(deskId: DeskId, error: AppError): Promise<AppError> | AppError {
    return error.code === 'permission_missing' ? access.graphRefused(deskId, error) : error;
  }

  return async (operation, ask, schema) => {
    const { deskId, budget } = operation;
    let token = await inTime(operation, tokens.current(deskId));
    let isReplay = false;
    for (let failures = 0; ; ) {
      await waitWhilePaused(operation);
      await operation.pace();
      const result = await attempt(operation, ask, schema, token);
      if (!isFailure(result)) return result.value;
      if (result.retry === 'with-new-token') {
        const next = isReplay ? null : await inTime(operation, tokens.replace(deskId, token));
        if (next === null) throw await access.graphRefused(deskId, result.error);
        token = next;
        isReplay = true;
        continue;
      }
      if (failures >= retriesFor(result, budget)) throw await explained(deskId, result.error);
      await waitToRetry(operation, result, failures);
      failures += 1;
    }
  };
}

function retriesFor({ retry }: Failure, budget: CallBudget): number {
  if (retry === 'within-budget') return budget.retries;
  return retry === 'once' ? Math.min(1, budget.retries) : 0;
}
