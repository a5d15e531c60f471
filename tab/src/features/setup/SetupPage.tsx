import { lazy, Suspense } from 'react';
import { Loading } from '../../components/Loading.tsx';

const StepsPage = lazy(async () => ({ default: (await import('./StepsPage.tsx')).StepsPage }));
const RunPage = lazy(async () => ({ default: (await import('./run/RunPage.tsx')).RunPage }));

/** S5 at `setup`, S6 at `setup/run/{runId}`: every place of set-up has an address of its own and survives a reload. */
export function SetupPage({ rest }: { readonly rest: readonly string[] }) {
  const [kind, runId] = rest;
  const isRun = kind === 'run' && runId !== undefined;
  return (
    <Suspense fallback={<Loading lines={10} />}>
      {isRun ? <RunPage key={runId} runId={runId} /> : <StepsPage />}
    </Suspense>
  );
}
