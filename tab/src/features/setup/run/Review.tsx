import { applyRun, cancelRun, undoRun } from '#contract/run-endpoints.ts';
import { useCallback, useRef, useState } from 'react';
import { useAction } from '../../../api/use-action.ts';
import type { Resource } from '../../../api/use-resource.ts';
import { useNotice } from '../../../components/Notice.tsx';
import { ProblemBar } from '../../../components/ProblemBar.tsx';
import { goTo } from '../../../shell/route.ts';
import { autoMapTexts } from '../../../texts/auto-map.ts';
import { useTexts } from '../../../texts/language.ts';
import { ApplyBar } from './ApplyBar.tsx';
import { MostlyUnmatched } from './MostlyUnmatched.tsx';
import { PartlyRead } from './PartlyRead.tsx';
import { firstWishes, isMostlyUnmatched, isOpen, type Row, type Run, withRow } from './review-plan.ts';
import { ReviewRows } from './ReviewRows.tsx';
import { RunResult } from './RunResult.tsx';
import { StartAgain } from './StartAgain.tsx';

/** A run that is no longer under way: its rows to choose from and to apply, or what became of them. */
export function Review({ run, resource }: { readonly run: Run; readonly resource: Resource<Run> }) {
  const t = useTexts(autoMapTexts);
  const notice = useNotice();
  const [wishes, setWishes] = useState(() => firstWishes(run));
  const apply = useAction(applyRun);
  const cancel = useAction(cancelRun);
  const undo = useAction(undoRun);
  const result = useRef<HTMLDivElement>(null);
  const params = { runId: run.runId };
  const open = isOpen(run, new Date());
  const hasRows = run.state === 'preview' || run.result !== null || run.state === 'undone';
  const problem = apply.problem ?? cancel.problem ?? undo.problem;
  const onTake = useCallback(
    (row: Row, isTaken: boolean) => setWishes((now) => withRow(now, row, isTaken)),
    [],
  );

  async function onApply(options: { clear: boolean; confirmMassClear: boolean }): Promise<void> {
    const leaveOut = [...wishes.skipped.keys()];
    const done = await apply.run({ params, body: { ...options, leaveOut } });
    if (done === null) return resource.refresh();
    resource.replace(done.answer);
    // The button that had the focus is gone.
    result.current?.focus();
  }
  async function onCancel(): Promise<void> {
    if ((await cancel.run({ params, body: {} })) === null) return resource.refresh();
    notice({ text: t.cancelled });
    goTo('setup');
  }
  async function onUndo(): Promise<void> {
    const done = await undo.run({ params, body: {} });
    resource.refresh();
    if (done) notice({ text: t.undone(done.answer.restored, done.answer.left) });
  }

  return (
    <>
      <div ref={result} tabIndex={-1}>
        {open ? null : (
          <RunResult
            run={run}
            isExpired={run.state === 'preview'}
            isUndoing={undo.isRunning}
            onUndo={() => void onUndo()}
            again={<StartAgain />}
          />
        )}
      </div>
      {problem ? <ProblemBar problem={problem} /> : null}
      {open && run.unreadTeams.length > 0 ? <PartlyRead run={run} /> : null}
      {open && isMostlyUnmatched(run) ? <MostlyUnmatched run={run} /> : null}
      {/* The outcome of each row comes with another state of the run. */}
      {hasRows ? (
        <ReviewRows key={run.state} run={run} wishes={open ? wishes : null} onTake={onTake} />
      ) : null}
      {open ? (
        <ApplyBar
          run={run}
          wishes={wishes}
          onWishes={setWishes}
          isBusy={apply.isRunning || cancel.isRunning}
          onApply={(options) => void onApply(options)}
          onCancel={() => void onCancel()}
        />
      ) : null}
    </>
  );
}
