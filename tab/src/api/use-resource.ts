import type { Endpoint } from '#contract/endpoint.ts';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AnswerOf, RequestOf } from './client.ts';
import { type Problem, toProblem } from './problem.ts';
import { useSession } from './session.ts';

export interface Resource<T> {
  /** The last answer; `null` before the first. It stays while a newer one is fetched or has failed. */
  readonly value: T | null;
  /** Why the last try failed; `null` when it worked. With a `value` beside it, what is shown is old. */
  readonly problem: Problem | null;
  readonly isLoading: boolean;
  /** When `value` came. */
  readonly readAt: Date | null;
  readonly refresh: () => void;
  /** Shows a value that an action answered, without another read. */
  readonly replace: (value: T) => void;
}

interface State<T> {
  readonly key: string;
  readonly value: T | null;
  readonly problem: Problem | null;
  readonly isLoading: boolean;
  readonly readAt: Date | null;
}

/** Reads an endpoint now, when the request changes, on `refresh`, and every `pollSeconds` while the page can be seen. A value of an earlier request is dropped,
 *  unless `keepsOld` (a list that is searched). `enabled: false` reads nothing. */
export function useResource<E extends Endpoint>(
  endpoint: E,
  request: RequestOf<E> = {},
  options: { readonly pollSeconds?: number; readonly enabled?: boolean; readonly keepsOld?: boolean } = {},
): Resource<AnswerOf<E>> {
  const { client } = useSession();
  const { pollSeconds = 0, enabled = true, keepsOld = false } = options;
  const key = `${endpoint.id} ${JSON.stringify(request)}`;
  const [state, setState] = useState<State<AnswerOf<E>>>(() => emptyState(key, enabled));
  const requestRef = useRef(request);
  requestRef.current = request;
  const flight = useRef<AbortController | null>(null);

  const read = useCallback(async () => {
    flight.current?.abort();
    const abort = new AbortController();
    flight.current = abort;
    setState((now) =>
      now.key === key || keepsOld ? { ...now, key, isLoading: true } : emptyState(key, true),
    );
    try {
      const value = await client.call(endpoint, requestRef.current, abort.signal);
      if (!abort.signal.aborted) {
        setState({ key, value, problem: null, isLoading: false, readAt: new Date() });
      }
    } catch (cause) {
      if (!abort.signal.aborted) {
        setState((now) => ({ ...now, key, problem: toProblem(cause), isLoading: false }));
      }
    }
  }, [client, endpoint, key, keepsOld]);

  useEffect(() => {
    if (!enabled) return;
    void read();
    return () => flight.current?.abort();
  }, [enabled, read]);

  useEffect(() => {
    if (!enabled || pollSeconds === 0) return;
    let readAt = Date.now();
    const again = (): void => {
      if (document.visibilityState !== 'visible' || Date.now() - readAt < pollSeconds * 900) return;
      readAt = Date.now();
      void read();
    };
    const timer = setInterval(again, pollSeconds * 1000);
    document.addEventListener('visibilitychange', again);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', again);
    };
  }, [enabled, pollSeconds, read]);

  const replace = useCallback(
    (value: AnswerOf<E>) => {
      flight.current?.abort();
      setState({ key, value, problem: null, isLoading: false, readAt: new Date() });
    },
    [key],
  );
  const refresh = useCallback(() => void read(), [read]);
  const shown = state.key === key || keepsOld ? state : emptyState<AnswerOf<E>>(key, enabled);
  return { ...shown, refresh, replace };
}

function emptyState<T>(key: string, isLoading: boolean): State<T> {
  return { key, value: null, problem: null, isLoading, readAt: null };
}
