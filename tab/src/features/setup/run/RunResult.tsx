import {
  Button,
  Link,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { hrefOf } from '../../../shell/path.ts';
import { autoMapTexts } from '../../../texts/auto-map.ts';
import { useFormats, useTexts } from '../../../texts/language.ts';
import { problemTexts } from '../../../texts/problems.ts';
import type { Run } from './review-plan.ts';
import { useRunStyles } from './Run.styles.ts';

/** How a run that is over ended: what was written, what was not and why, and the way back. */
export function RunResult(props: {
  readonly run: Run;
  readonly isExpired: boolean;
  readonly isUndoing: boolean;
  readonly onUndo: () => void;
  readonly again: ReactNode;
}) {
  const { run } = props;
  const t = useTexts(autoMapTexts);
  const problems = useTexts(problemTexts);
  const { state, result } = run;
  if (props.isExpired) return <Bar intent="warning" title={t.expired} actions={props.again} />;
  if (state === 'undone')
    return <Bar intent="info" title={t.undoneTitle} text={t.undoneText} actions={props.again} />;
  if (result !== null) return <Applied {...props} result={result} />;
  switch (state) {
    case 'partial':
      return (
        <Bar intent="warning" title={t.nothingReadTitle} text={t.nothingReadText} actions={props.again} />
      );
    case 'failed': {
      const words = problems[run.failure as keyof typeof problems] ?? problems.unexpected;
      return (
        <Bar
          intent="error"
          title={t.failedTitle}
          text={`${words.title}. ${words.text} ${t.cancelledText}`}
          actions={props.again}
        />
      );
    }
    case 'interrupted':
      return (
        <Bar intent="warning" title={t.interruptedTitle} text={t.interruptedText} actions={props.again} />
      );
    case 'cancelled':
      return <Bar intent="info" title={t.cancelledTitle} text={t.cancelledText} actions={props.again} />;
    default:
      return null;
  }
}

function Applied(props: {
  readonly run: Run;
  readonly result: NonNullable<Run['result']>;
  readonly isUndoing: boolean;
  readonly onUndo: () => void;
}) {
  const { run, result } = props;
  const t = useTexts(autoMapTexts);
  const { number } = useFormats();
  const title = t.resultTitle[run.state === 'held' || run.state === 'partial' ? run.state : 'complete'];
  const sentences = [
    t.result({ written: number(result.written), cleared: number(result.cleared) }),
    result.leftOut > 0 ? t.leftOut(result.leftOut) : '',
    result.skipped > 0 ? t.skippedChanged(result.skipped) : '',
    result.notCleared > 0 ? t.notCleared(result.notCleared) : '',
  ];
  return (
    <Bar
      intent={run.state === 'complete' ? 'success' : 'warning'}
      title={title}
      text={sentences.filter(Boolean).join(' ')}
      actions={
        <>
          {run.canUndo ? (
            <Button size="small" disabled={props.isUndoing} onClick={props.onUndo}>
              {t.undo}
            </Button>
          ) : null}
          <Link href={hrefOf('technicians')}>{t.technicians}</Link>
        </>
      }
    />
  );
}

function Bar(props: {
  readonly intent: 'success' | 'info' | 'warning' | 'error';
  readonly title: string;
  readonly text?: string;
  readonly actions?: ReactNode;
}) {
  const styles = useRunStyles();
  return (
    <MessageBar intent={props.intent} layout="multiline" politeness="polite" className={styles.result}>
      <MessageBarBody>
        <MessageBarTitle>{props.title}</MessageBarTitle>
        {props.text}
      </MessageBarBody>
      {props.actions ? <MessageBarActions>{props.actions}</MessageBarActions> : null}
    </MessageBar>
  );
}
