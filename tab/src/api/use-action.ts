import type { Endpoint } from '#contract/endpoint.ts';
import { useCallback, useRef, useState } from 'react';
import type { AnswerOf, RequestOf } from './client.ts';
import { type Problem, toProblem } from './problem.ts';
import { useSession } from './session.ts';

export interface Action<E extends Endpoint> {
  /** Runs it once: a second press while it runs does nothing and answers `null`, as a failure does. The failure is in `problem`. */
  readonly run: (request: RequestOf<E>) => Promise<{ readonly answer: AnswerOf<E> } | null>;
  readonly isRunning: boolean;
  readonly problem: Problem | null;
  readonly forgetProblem: () => void;
}

/** A call that changes something. */
export function useAction<E extends Endpoint>(endpoint: E): Action<E> {
  const { client } = useSession();
  const running = useRef(false);
  const [state, setState] = useState<{ isRunning: boolean; problem: Problem | null }>({
    isRunning: false,
    problem: null,
  });

  const run = useCallback(
    async (request: RequestOf<E>) => {
      if (running.current) return null;
      running.current = true;
      setState({ isRunning: true, problem: null });
      try {
        const answer = await client.call(endpoint, request);
        setState({ isRunning: false, problem: null });
        return { answer };
      } catch (cause) {
        setState({ isRunning: false, problem: toProblem(cause) });
        return null;
      } finally {
        running.current = false;
      }
    },
    [client, endpoint],
  );
  const forgetProblem = useCallback(() => setState((now) => ({ ...now, problem: null })), []);
  return { run, forgetProblem, ...state };
}
