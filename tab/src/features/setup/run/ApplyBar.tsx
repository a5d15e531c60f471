import { Button, Checkbox } from '@fluentui/react-components';
import { useState } from 'react';
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx';
import { autoMapTexts } from '../../../texts/auto-map.ts';
import { useFormats, useTexts } from '../../../texts/language.ts';
import { type Plan, planOf, type Run, type Wishes } from './review-plan.ts';
import { useRunStyles } from './Run.styles.ts';

export interface ApplyBarProps {
  readonly run: Run;
  readonly wishes: Wishes;
  readonly onWishes: (wishes: Wishes) => void;
  readonly isBusy: boolean;
  readonly onApply: (options: { readonly clear: boolean; readonly confirmMassClear: boolean }) => void;
  readonly onCancel: () => void;
}

/** What Apply would do, in numbers, with a tick of its own for clears and the question of the valve (MAP-6a). */
export function ApplyBar(props: ApplyBarProps) {
  const { run, wishes, isBusy, onApply } = props;
  const styles = useRunStyles();
  const t = useTexts(autoMapTexts);
  const { number } = useFormats();
  const [asks, setAsks] = useState(false);
  const plan = planOf(run, wishes);
  const all = plan.changes + plan.clears;

  function press(): void {
    if (plan.needsConfirmation) setAsks(true);
    else onApply({ clear: wishes.clear, confirmMassClear: false });
  }

  return (
    <div className={styles.foot}>
      <Clears {...props} />
      <div className={styles.row}>
        {all > 0 ? (
          <Button appearance="primary" disabled={isBusy} onClick={press}>
            {isBusy ? t.applying : t.apply(number(all), all === 1)}
          </Button>
        ) : (
          <span>{t.nothingToApply}</span>
        )}
        <Button disabled={isBusy} onClick={props.onCancel}>
          {t.cancel}
        </Button>
        {plan.skipped > 0 ? <span role="status">{t.skippedCount(plan.skipped)}</span> : null}
      </div>
      {asks ? (
        <MassClear
          plan={plan}
          onConfirm={() => {
            setAsks(false);
            onApply({ clear: true, confirmMassClear: true });
          }}
          onKeep={() => {
            setAsks(false);
            props.onWishes({ ...wishes, clear: false });
          }}
        />
      ) : null}
    </div>
  );
}

function Clears({ run, wishes, onWishes }: ApplyBarProps) {
  const styles = useRunStyles();
  const t = useTexts(autoMapTexts);
  const { number } = useFormats();
  const { clear } = run.counts;
  if (!run.scope.isFull) return <p className={styles.soft}>{t.nothingCleared.scope}</p>;
  if (!run.scanComplete) return <p className={styles.text}>{t.nothingCleared.partial}</p>;
  if (clear === 0) return null;
  return (
    <div>
      <Checkbox
        checked={wishes.clear}
        onChange={(_event, { checked }) => onWishes({ ...wishes, clear: checked === true })}
        label={clear === 1 ? t.clearsTickOne : t.clearsTick(number(clear))}
      />
      {run.clearsNeedConfirmation ? (
        <p className={styles.text}>{t.clearsHeld(number(clear), number(autoMappings(run)))}</p>
      ) : null}
    </div>
  );
}

/** Auto mappings as the review found them: those that stay, change or go. */
function autoMappings({ counts }: Run): number {
  return counts.unchanged + counts.update + counts.clear;
}

function MassClear(props: {
  readonly plan: Plan;
  readonly onConfirm: () => void;
  readonly onKeep: () => void;
}) {
  const t = useTexts(autoMapTexts);
  const { number } = useFormats();
  const clears = number(props.plan.clears);
  return (
    <ConfirmDialog
      title={t.massTitle(clears)}
      text={t.massText}
      confirmLabel={t.massConfirm(clears)}
      keepLabel={t.massKeep}
      onConfirm={props.onConfirm}
      onKeep={props.onKeep}
    />
  );
}
