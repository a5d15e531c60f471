import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react';
import { getMe } from '#contract/me-endpoints.ts';
import { createClient } from '../api/client.ts';
import { type Problem, toProblem } from '../api/problem.ts';
import { type Me, SessionContext } from '../api/session.ts';
import { preloadProblems } from '../components/ProblemBar.tsx';
import type { Host } from '../teams/host.ts';
import { screenOf } from './route.ts';
import { Starting } from './Starting.tsx';
import { Shell } from './Shell.tsx';

const SignInProblem = lazy(async () => ({ default: (await import('./SignInProblem.tsx')).SignInProblem }));

/** From Teams' token to a page: sign in, then draw the shell. */
export function SignedIn({ host }: { readonly host: Host }) {
  const client = useMemo(() => createClient((claims) => host.getToken(claims)), [host]);
  const [me, setMe] = useState<Me | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  const signIn = useCallback(async () => {
    setProblem(null);
    try {
      setMe(await client.call(getMe));
      host.notifyReady();
      preloadProblems();
    } catch (cause) {
      const failure = toProblem(cause);
      setProblem(failure);
      host.notifyFailed(failure.code);
    }
  }, [client, host]);
  useEffect(() => void signIn(), [signIn]);

  const session = useMemo(() => (me ? { me, client, host } : null), [me, client, host]);
  if (problem) {
    return (
      <Suspense fallback={<Starting />}>
        <SignInProblem problem={problem} host={host} retry={() => void signIn()} />
      </Suspense>
    );
  }
  if (session === null) return <Starting />;
  return (
    <SessionContext value={session}>
      <Shell screen={screenOf(window.location)} />
    </SessionContext>
  );
}
