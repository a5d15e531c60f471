import { Button, Checkbox, Link, mergeClasses } from '@fluentui/react-components';
import type { mapTechnician } from '#contract/technicians-endpoints.ts';
import { memo } from 'react';
import type { Action } from '../../../api/use-action.ts';
import { hrefOf, pathOf } from '../../../shell/path.ts';
import { autoMapTexts } from '../../../texts/auto-map.ts';
import { useFormats, useTexts } from '../../../texts/language.ts';
import { isChange, type Row } from './review-plan.ts';
import { accountWords, afterWords, beforeWords, whyWords } from './row-words.ts';
import { useRunStyles } from './Run.styles.ts';

export interface RowItemProps {
  readonly row: Row;
  /** Whether the change of this row is wanted; `null` where there is none to choose. */
  readonly isTaken: boolean | null;
  readonly onTake: (row: Row, isTaken: boolean) => void;
  /** The run is over: each row says what became of it. */
  readonly isApplied: boolean;
  /** The account to which somebody mapped the technician by hand since. */
  readonly mappedTo: string | null;
  readonly mayMap: boolean;
  readonly isMapping: Action<typeof mapTechnician>['isRunning'];
  readonly onMap: (row: Row, suggestion: Row['suggestions'][number]) => void;
}

/** One technician of a review: now, after, why, and what a person can do about it. */
export const RowItem = memo(function RowItem(props: RowItemProps) {
  const styles = useRunStyles();
  const t = useTexts(autoMapTexts);
  const { row, isTaken } = props;
  const isOpen = row.action === 'unmatched' || row.action === 'ambiguous';
  return (
    <li className={styles.item} data-row={row.technicianId}>
      <div className={styles.tick}>
        {isTaken === null ? null : (
          <Checkbox
            checked={isTaken}
            onChange={(_event, { checked }) => props.onTake(row, checked === true)}
            input={{ 'aria-label': t.take(row.name) }}
          />
        )}
      </div>
      <div className={styles.cell}>
        <span className={styles.name}>{row.name}</span>
        <span className={mergeClasses(styles.line, styles.soft)}>
          {isOpen ? `${t.psaSays}: ` : ''}
          {row.email ?? t.noEmail}
        </span>
      </div>
      {isOpen ? <Unmatched {...props} /> : <Change {...props} />}
    </li>
  );
});

/** Now, after and why, of a row that has a user on one side at least. */
function Change({ row, isTaken, isApplied }: RowItemProps) {
  const styles = useRunStyles();
  const t = useTexts(autoMapTexts);
  const { list } = useFormats();
  const matched = row.matchedOn?.value;
  const isOver = isApplied && isChange(row);
  return (
    <>
      <div className={styles.cell}>
        <span className={styles.label}>{t.now}: </span>
        {beforeWords(row, t)}
      </div>
      <div className={styles.cell}>
        <span className={styles.label}>{t.after}: </span>
        <span className={isTaken === false ? styles.skipped : undefined}>
          {isChange(row) ? <span className={styles.arrow}>→ </span> : null}
          {afterWords(row, t)}
        </span>
        {matched !== undefined && matched !== row.user?.signInName ? (
          <span className={mergeClasses(styles.line, styles.soft)}>{matched}</span>
        ) : null}
      </div>
      <div className={styles.cell}>
        <span>{whyWords(row, t, list)}</span>
        {isOver ? <span className={styles.line}>{t.outcome[row.outcome ?? 'none']}</span> : null}
      </div>
    </>
  );
}

/** Why nobody fits, and who may be meant. */
function Unmatched(props: RowItemProps) {
  const styles = useRunStyles();
  const t = useTexts(autoMapTexts);
  const { list } = useFormats();
  return (
    <>
      <div className={mergeClasses(styles.cell, styles.wide)}>{whyWords(props.row, t, list)}</div>
      <div className={styles.cell}>
        {props.mappedTo === null ? <Mend {...props} /> : t.mappedByHand(props.mappedTo)}
      </div>
    </>
  );
}

/** MAP-9: accounts that may be meant, each with the two values that were compared; one click makes a manual mapping. */
function Mend({ row, mayMap, isMapping, onMap }: RowItemProps) {
  const styles = useRunStyles();
  const t = useTexts(autoMapTexts);
  return (
    <>
      {row.suggestions.length > 0 ? (
        <ul className={styles.suggestions} aria-label={t.suggestions}>
          {row.suggestions.map((suggestion) => (
            <li key={`${suggestion.userId} ${suggestion.because}`} className={styles.suggestion}>
              <span>
                {t.microsoftHas} <strong>{accountWords(suggestion)}</strong>
                <span className={mergeClasses(styles.line, styles.soft)}>
                  {t.suggestion[suggestion.because]}: {suggestion.userValue}
                </span>
              </span>
              {mayMap ? (
                <Button
                  size="small"
                  disabled={isMapping}
                  aria-label={t.mapNamed(accountWords(suggestion), row.name)}
                  onClick={() => onMap(row, suggestion)}
                >
                  {t.map}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {mayMap ? (
        <Link
          href={hrefOf(pathOf('technicians', row.technicianId))}
          aria-label={t.chooseNamed(row.name)}
          className={styles.line}
        >
          {t.choose}
        </Link>
      ) : null}
    </>
  );
}
