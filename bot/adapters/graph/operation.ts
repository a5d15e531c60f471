import type { DeskId } from '#kernel/vocabulary.ts';
import type { CallBudget } from './budgets.ts';
import type { Service } from './desk-gate.ts';
import type { AnswerContext } from './read-answer.ts';

/** A read with all its pages and retries: they share one budget. */
export interface Operation extends Omit<AnswerContext, 'now' | 'token'> {
  readonly deskId: DeskId;
  readonly service: Service;
  /** The route with `{names}`: what logs may show. */
  readonly template: string;
  readonly budget: CallBudget;
  /** Milliseconds since 1970 at which the budget is used up. */
  readonly endsAt: number;
  readonly isEventual: boolean;
  /** Awaited before every request. */
  readonly pace: () => Promise<void>;
}
