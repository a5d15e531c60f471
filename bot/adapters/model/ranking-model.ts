import type { ModelQuestion, ModelReply, RankingModel } from '#core/dispatch/ports.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Logger } from '#kernel/logger.ts';
import { createCircuitBreaker, PAUSE_SECONDS } from './circuit-breaker.ts';
import { type CallOutcome, type Complete, createCompletions, type ModelAccess } from './completions.ts';
import { MODEL_SCHEMA_VERSION, type Prompt, promptFor } from './prompt.ts';
import { type Invalid, type Ranking, readCompletion } from './read-completion.ts';

export interface RankingModelNeeds extends ModelAccess {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Over both tries, with their bodies; 8,000 unless a test cannot wait. */
  readonly deadlineMs?: number;
}

/** DIS-5. Somebody waits for the suggestion. */
const DEADLINE_MS = 8_000;

/** A language model behind an OpenAI-compatible API (OpenAI, Azure OpenAI, and servers that speak the same). Nothing is loaded or sent before
 *  the first question. An answer that cannot be used, and a failure that may pass, are tried once more. */
export function createRankingModel(needs: RankingModelNeeds): RankingModel {
  const { clock, logger, model, deadlineMs = DEADLINE_MS } = needs;
  const breaker = createCircuitBreaker(clock);
  const ask = createTwoTries(createCompletions(needs));

  function settle(result: Result): void {
    if (result.end === 'used') return breaker.succeeded();
    logger.warn('model-not-used', { ...result });
    // An answer that cannot be used may be the work of a ticket's text: it must not take the model from the other tickets.
    if (!result.isDown) return result.end === 'invalid-answer' ? breaker.succeeded() : undefined;
    if (breaker.failed()) logger.warn('model-paused', { seconds: PAUSE_SECONDS });
  }

  return {
    async rank(question: ModelQuestion): Promise<ModelReply> {
      const prompt = promptFor(question, model);
      const { seed } = question;
      const trace = { model, schemaVersion: MODEL_SCHEMA_VERSION, seed, promptHash: prompt.hash };
      if (!breaker.mayCall()) return { state: 'failed', trace };
      const labels = question.candidates.map(({ label }) => label);
      const result = await withinDeadline(deadlineMs, (signal) => ask(prompt, labels, signal));
      settle(result);
      return result.end === 'used'
        ? { state: 'used', ...result.ranking, trace }
        : { state: result.end, trace };
    },
  };
}

/** How a question ended. `isDown`: more of the same would not be answered either. */
type Result =
  | { readonly end: 'used'; readonly ranking: Ranking }
  | { readonly end: 'invalid-answer'; readonly why: Invalid; readonly isDown: false }
  | {
      readonly end: 'failed';
      readonly status: number | null;
      readonly code: string | null;
      readonly isDown: boolean;
    }
  | { readonly end: 'timed-out'; readonly isDown: true };

async function withinDeadline(
  milliseconds: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const { promise: late, resolve } = Promise.withResolvers<Result>();
  const timer = setTimeout(() => {
    // First the answer: whatever the call makes of being aborted is then too late.
    resolve({ end: 'timed-out', isDown: true });
    controller.abort();
  }, milliseconds);
  try {
    return await Promise.race([work(controller.signal), late]);
  } catch {
    // The package could not be loaded, or did what it never should; dispatch goes on.
    return { end: 'failed', status: null, code: 'unexpected', isDown: true };
  } finally {
    clearTimeout(timer);
  }
}

/** Refused for what was sent, and not for who sent it. Servers that know no JSON schemas say so with these. */
const UNWANTED_STATUS = new Set([400, 422]);
const PASSING_STATUS = new Set([408, 409, 500, 502, 503, 504]);

function createTwoTries(
  complete: Complete,
): (prompt: Prompt, labels: readonly string[], signal: AbortSignal) => Promise<Result> {
  let isSchemaRefused = false;
  return async (prompt, labels, signal) => {
    const withSchema = !isSchemaRefused;
    const first = resultOf(await complete(prompt, { withSchema, signal }), labels);
    const isUnwanted = first.end === 'failed' && UNWANTED_STATUS.has(first.status ?? 0);
    const isWorthAnother = isUnwanted ? withSchema : mayPass(first);
    if (!isWorthAnother || signal.aborted) return first;
    const second = resultOf(
      await complete(prompt, { withSchema: withSchema && !isUnwanted, signal }),
      labels,
    );
    if (isUnwanted && second.end === 'used') isSchemaRefused = true;
    return second;
  };
}

/** Who asks too much is not asked again at once, and neither is who does not know our key. */
function mayPass(result: Result): boolean {
  if (result.end === 'invalid-answer') return true;
  return result.end === 'failed' && (result.status === null || PASSING_STATUS.has(result.status));
}

function resultOf(outcome: CallOutcome, labels: readonly string[]): Result {
  if (outcome.kind === 'refusal') return { end: 'invalid-answer', why: 'filtered', isDown: false };
  if (outcome.kind === 'failed') {
    const { status, code } = outcome;
    return { end: 'failed', status, code, isDown: !UNWANTED_STATUS.has(status ?? 0) };
  }
  const read = readCompletion(outcome.body, labels);
  return 'ranking' in read
    ? { end: 'used', ranking: read.ranking }
    : { end: 'invalid-answer', why: read.invalid, isDown: false };
}
