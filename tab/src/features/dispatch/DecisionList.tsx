import { Button, mergeClasses } from '@fluentui/react-components';
import { useCallback, useState } from 'react';
import { useSession } from '../../api/session.ts';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { useAttention } from '../../components/use-attention.ts';
import { dispatchTexts } from '../../texts/dispatch.ts';
import { useTexts } from '../../texts/language.ts';
import { shellTexts } from '../../texts/shell.ts';
import type { View } from './decision-list.ts';
import { useDispatchStyles } from './Dispatch.styles.ts';
import { DispatchField } from './DispatchField.tsx';
import { HeldTickets } from './HeldTickets.tsx';
import { useDecisions } from './use-decisions.ts';
import { useHolds } from './use-holds.ts';
import { DecisionFilters } from './DecisionFilters.tsx';
import { DecisionRows } from './DecisionRows.tsx';
import { NoDecision } from './NoDecision.tsx';

const START: View = { filter: null, period: 'today', text: '' };

/** S3: what waits for a person first, then decisions, newest first. */
export function DecisionList() {
  const styles = useDispatchStyles();
  const t = useTexts(dispatchTexts);
  const shell = useTexts(shellTexts);
  const { me } = useSession();
  const [view, setView] = useState(START);
  const { isHeld, handlers } = useAttention();
  // Whoever has scrolled into the list reads it, wherever the pointer is.
  const isLooking = useCallback(
    () => isHeld(new Date()) || (document.scrollingElement?.scrollTop ?? 0) > 0,
    [isHeld],
  );
  const decisions = useDecisions(view, isLooking);
  const holds = useHolds(isLooking);
  const { list, problem } = decisions;
  const refresh = (): void => {
    decisions.refresh();
    holds.refresh();
  };
  return (
    <Page
      title={t.title}
      summary={`${t.summary[view.period]} ${t.counted(me.desk.zone)}`}
      actions={
        <Button size="small" onClick={refresh}>
          {shell.refresh}
        </Button>
      }
    >
      <DispatchField />
      <DecisionFilters
        view={view}
        decisions={decisions}
        waiting={holds.holds?.length ?? null}
        onChange={setView}
      />
      {problem ? (
        <div className={styles.problem}>
          <ProblemBar problem={problem} retry={refresh} shownSince={list ? decisions.readAt : null} />
        </div>
      ) : null}
      <div {...handlers}>
        {view.filter === null || view.filter === 'held' ? (
          <HeldTickets holds={holds} saysNone={view.filter === 'held'} onDone={refresh} />
        ) : null}
        {list === null && !problem ? <Loading lines={8} label={t.loading} /> : null}
        {list ? (
          <div className={mergeClasses(decisions.isBehind && styles.behind)} aria-busy={decisions.isBehind}>
            {list.rows.length === 0 ? (
              <NoDecision view={view} onChange={setView} />
            ) : (
              <DecisionRows list={list} decisions={decisions} waiting={holds.decisionIds} />
            )}
          </div>
        ) : null}
      </div>
    </Page>
  );
}
