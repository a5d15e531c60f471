import { lazy, type ReactNode, Suspense } from 'react';
import type { Problem } from '../api/problem.ts';
import { useTexts } from '../texts/language.ts';
import { shellTexts } from '../texts/shell.ts';

export interface ProblemBarProps {
  readonly problem: Problem;
  readonly retry?: () => void;
  readonly shownSince?: Date | null;
  /** A way on that fits better than trying again. */
  readonly action?: ReactNode;
  /** What the person wanted, as a message to somebody who may do it. */
  readonly request?: string;
}

const loadMessage = async () => ({ default: (await import('./ProblemMessage.tsx')).ProblemMessage });
/** When not even the words can be loaded, there is no server. */
const ProblemMessage = lazy(() => loadMessage().catch(() => ({ default: NoWords })));

/** A failure in plain words: what happened, what to do, who can, one button, and a reference. With `shownSince`, old data stands below and its age is said. */
export function ProblemBar(props: ProblemBarProps) {
  return (
    <Suspense fallback={null}>
      <ProblemMessage {...props} />
    </Suspense>
  );
}

/** Called when a page stands: the words must be here before the server is gone. */
export function preloadProblems(): void {
  void loadMessage().catch(() => {});
}

function NoWords({ retry }: ProblemBarProps) {
  const t = useTexts(shellTexts);
  return (
    <p role="alert">
      {t.noServer}{' '}
      {retry ? (
        <button type="button" onClick={retry}>
          {t.tryAgain}
        </button>
      ) : null}
    </p>
  );
}
