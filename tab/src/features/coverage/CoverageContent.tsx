import { Button, Link, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useRef, useState } from 'react';
import { Announce } from '../../components/Announce.tsx';
import { SHIFTS_APP } from '../../components/shifts-app.ts';
import { useWide } from '../../components/use-wide.ts';
import { coverageTexts } from '../../texts/coverage.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { useCoverageStyles } from './Coverage.styles.ts';
import { CoverageArithmetic } from './CoverageArithmetic.tsx';
import { CoveragePicture } from './CoveragePicture.tsx';
import { CoverageList, CoverageTable, useSpanWords } from './CoverageTable.tsx';
import { type Coverage, coveredPercent, toSpan, unreadTeams } from './coverage-view.ts';
import { NoRota } from './NoRota.tsx';

const ROWS_A_PAGE = 50;

/** The rota drawn, as a table, its gaps as a list, and how much of the time is covered. */
export function CoverageContent({
  coverage,
  isWeek,
}: {
  readonly coverage: Coverage;
  readonly isWeek: boolean;
}) {
  const styles = useCoverageStyles();
  const t = useTexts(coverageTexts);
  const formats = useFormats();
  const isWide = useWide();
  const spanWords = useSpanWords();
  const gapList = useRef<HTMLUListElement>(null);
  const [limit, setLimit] = useState(ROWS_A_PAGE);
  if (!coverage.isRead) return <NoRota coverage={coverage} />;
  const people = coverage.people.slice(0, limit);
  const percent = new Intl.NumberFormat(formats.locale, { style: 'percent' }).format(
    coveredPercent(coverage) / 100,
  );
  const gapWords = (gap: Coverage['gaps'][number]): string => {
    const words = spanWords(toSpan(gap));
    return gap.lowest === 0
      ? t.gap(words)
      : t.gapShort(words, formats.number(gap.lowest), formats.number(coverage.minimum));
  };
  return (
    <div className={styles.sections}>
      {coverage.isPartial ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t.partial(formats.list(unreadTeams(coverage)))}</MessageBarBody>
        </MessageBar>
      ) : null}
      {isWide ? (
        <>
          <CoveragePicture
            coverage={coverage}
            people={people}
            isWeek={isWeek}
            gapWords={gapWords}
            onGap={(index) => {
              const item = gapList.current?.children[index];
              if (item instanceof HTMLElement) item.focus();
            }}
          />
          <CoverageTable people={people} />
          {coverage.people.length > limit ? (
            <div>
              {t.shown(formats.number(people.length), formats.number(coverage.people.length))}{' '}
              <Button size="small" onClick={() => setLimit(limit + ROWS_A_PAGE)}>
                {t.showMore}
              </Button>
            </div>
          ) : null}
          {coverage.people.length === 0 ? <p className={styles.line}>{t.nobodyPlanned}</p> : null}
        </>
      ) : (
        <CoverageList coverage={coverage} />
      )}
      <section>
        <h2 className={styles.heading}>{t.gaps}</h2>
        {coverage.gaps.length === 0 ? (
          <p className={styles.line}>{t.noGaps}</p>
        ) : (
          <ul className={styles.gaps} ref={gapList}>
            {coverage.gaps.map((gap) => (
              <li key={gap.start} tabIndex={-1} className={styles.gapItem}>
                {gapWords(gap)}.{' '}
                <Link href={SHIFTS_APP} target="_blank" rel="noreferrer" title={t.opensShifts}>
                  {t.openShifts}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </section>
      <CoverageArithmetic coverage={coverage} percent={percent} isWeek={isWeek} />
      <Announce text={t.announce(percent, coverage.gaps.length)} />
    </div>
  );
}
