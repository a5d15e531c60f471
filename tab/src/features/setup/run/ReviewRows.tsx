import { Button, Field, Input, mergeClasses } from '@fluentui/react-components';
import { FilterButton } from '../../../components/FilterButton.tsx';
import { getRunRows } from '#contract/run-endpoints.ts';
import { useCallback, useDeferredValue, useRef, useState } from 'react';
import { useResource } from '../../../api/use-resource.ts';
import { Announce } from '../../../components/Announce.tsx';
import { Loading } from '../../../components/Loading.tsx';
import { ProblemBar } from '../../../components/ProblemBar.tsx';
import { autoMapTexts } from '../../../texts/auto-map.ts';
import { useFormats, useTexts } from '../../../texts/language.ts';
import {
  countOf,
  firstGroup,
  GROUPS,
  isChange,
  type Row,
  type RowGroup,
  type Run,
  type Wishes,
} from './review-plan.ts';
import { RowItem } from './RowItem.tsx';
import { useRunStyles } from './Run.styles.ts';
import { useHandMapping } from './use-hand-mapping.ts';
import { reviewKeys } from './use-review-keys.ts';

const PAGE = 100;

/** The rows of a run, a group and a page at a time, however many technicians there are. `wishes`: `null` for a run that is not to be chosen from. */
export function ReviewRows(props: {
  readonly run: Run;
  readonly wishes: Wishes | null;
  readonly onTake: (row: Row, isTaken: boolean) => void;
}) {
  const { run, wishes, onTake } = props;
  const styles = useRunStyles();
  const t = useTexts(autoMapTexts);
  const { number } = useFormats();
  const [group, setGroup] = useState<RowGroup>(() => firstGroup(run));
  const [search, setSearch] = useState('');
  const [offset, setOffset] = useState(0);
  const settledSearch = useDeferredValue(search.trim());
  const rows = useResource(
    getRunRows,
    { params: { runId: run.runId }, query: { group, search: settledSearch, offset, limit: PAGE } },
    { keepsOld: true },
  );
  const byHand = useHandMapping();
  const shown = rows.value?.rows ?? [];
  const total = rows.value?.total ?? 0;

  const takeById = useCallback(
    (rowId: string, isTaken: boolean) => {
      const row = shown.find(({ technicianId }) => technicianId === rowId);
      if (row && isChange(row) && wishes) onTake(row, isTaken);
    },
    [shown, wishes, onTake],
  );
  // Of the rows that stand here: while the next page is fetched they are those of the page before.
  const end = rows.value?.nextOffset ?? total;
  const first = total === 0 ? 0 : end - shown.length + 1;
  const pageWords = t.page(number(first), number(end), number(total));
  const table = useRef<HTMLDivElement>(null);

  function turnTo(next: number): void {
    setOffset(next);
    // The buttons stand below a hundred rows.
    table.current?.scrollIntoView({ block: 'start' });
  }

  return (
    <section className={styles.block} aria-label={t.groups[group]}>
      <div className={styles.row} role="group" aria-label={t.groupsLabel}>
        {GROUPS.filter((each) => each === group || countOf(run, each) > 0).map((each) => (
          <FilterButton
            key={each}
            size="small"
            checked={each === group}
            onClick={() => {
              setGroup(each);
              setOffset(0);
            }}
          >
            {t.groupWithCount(t.groups[each], number(countOf(run, each)))}
          </FilterButton>
        ))}
      </div>
      <div className={mergeClasses(styles.row, styles.stretch)}>
        <Field label={t.search} className={styles.search}>
          <Input
            type="search"
            value={search}
            onChange={(_event, { value }) => {
              setSearch(value);
              setOffset(0);
            }}
          />
        </Field>
        {wishes && group === 'changes' ? <span className={styles.soft}>{t.keys}</span> : null}
      </div>
      {byHand.problem ? <ProblemBar problem={byHand.problem} /> : null}
      {rows.problem ? (
        <ProblemBar problem={rows.problem} retry={rows.refresh} shownSince={rows.readAt} />
      ) : null}
      {rows.value === null && rows.problem === null ? <Loading label={t.loadingRows} /> : null}
      {rows.value && total === 0 ? (
        <p className={styles.text}>{settledSearch === '' ? t.emptyGroup[group] : t.noMatch(settledSearch)}</p>
      ) : null}
      {shown.length > 0 ? (
        <div ref={table} className={styles.stretch} onKeyDown={reviewKeys(takeById)}>
          <div className={mergeClasses(styles.item, styles.head)} aria-hidden="true">
            <span />
            <span>{t.technician}</span>
            {group === 'unmatched' ? (
              <>
                <span className={styles.wide}>{t.why}</span>
                <span>{t.suggestions}</span>
              </>
            ) : (
              <>
                <span>{t.now}</span>
                <span>{t.after}</span>
                <span>{t.why}</span>
              </>
            )}
          </div>
          <ul className={styles.rows}>
            {shown.map((row) => (
              <RowItem
                key={row.technicianId}
                row={row}
                isTaken={takenOf(row, wishes)}
                onTake={onTake}
                isApplied={run.result !== null}
                mappedTo={byHand.mapped.get(row.technicianId) ?? null}
                mayMap={byHand.mayMap}
                isMapping={byHand.isMapping}
                onMap={byHand.onMap}
              />
            ))}
          </ul>
        </div>
      ) : null}
      {total > PAGE ? (
        <div className={styles.row}>
          <Button size="small" disabled={offset === 0} onClick={() => turnTo(Math.max(0, offset - PAGE))}>
            {t.previous}
          </Button>
          <span>{pageWords}</span>
          <Button
            size="small"
            disabled={rows.value?.nextOffset === null}
            onClick={() => turnTo(rows.value?.nextOffset ?? offset)}
          >
            {t.next}
          </Button>
        </div>
      ) : null}
      <Announce text={rows.value ? `${t.groups[group]}: ${pageWords}` : ''} />
    </section>
  );
}

function takenOf(row: Row, wishes: Wishes | null): boolean | null {
  if (wishes === null || !isChange(row)) return null;
  const isSkipped = wishes.skipped.has(row.technicianId);
  // Without the tick for all clears there is nothing to choose among them.
  return row.action === 'clear' && !wishes.clear ? null : !isSkipped;
}
