import { mergeClasses } from '@fluentui/react-components';
import { hrefOf, pathOf } from '../../shell/path.ts';
import { coverageTexts } from '../../texts/coverage.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { useCoverageStyles } from './Coverage.styles.ts';
import {
  type Coverage,
  coveredSpans,
  type CoveragePerson,
  hourMarks,
  placeIn,
  type Span,
  toSpan,
} from './coverage-view.ts';

export interface PictureProps {
  readonly coverage: Coverage;
  readonly people: readonly CoveragePerson[];
  readonly isWeek: boolean;
  /** "Gap: 22:00 to 06:00, nobody". */
  readonly gapWords: (gap: Coverage['gaps'][number]) => string;
  readonly onGap: (index: number) => void;
}

/** The rota drawn: one row for everybody together with its gaps as buttons, one row per person. Screen readers get the gaps and the table beside it. */
export function CoveragePicture({ coverage, people, isWeek, gapWords, onGap }: PictureProps) {
  const styles = useCoverageStyles();
  const t = useTexts(coverageTexts);
  const window = toSpan(coverage.window);
  return (
    <div role="group" aria-label={t.picture}>
      <div className={styles.row} aria-hidden="true">
        <span />
        <Axis coverage={coverage} window={window} isWeek={isWeek} />
      </div>
      <div className={mergeClasses(styles.row, styles.finalRow)}>
        <span className={styles.name} aria-hidden="true">
          {t.final}
        </span>
        <div className={styles.track}>
          {coveredSpans(coverage).map((span) => (
            <Block key={span.start.toISOString()} window={window} span={span} />
          ))}
          {coverage.gaps.map((gap, index) => {
            const place = placeIn(window, toSpan(gap));
            return place ? (
              <button
                key={gap.start}
                type="button"
                className={styles.gap}
                style={{ left: `${place.left}%`, width: `${place.width}%` }}
                aria-label={gapWords(gap)}
                title={gapWords(gap)}
                onClick={() => onGap(index)}
              />
            ) : null;
          })}
          <NowLine coverage={coverage} window={window} />
        </div>
      </div>
      {people.map((person, index) => (
        <div
          key={`${person.technicianId ?? 'unmapped'} ${person.name ?? ''} ${index}`}
          className={styles.row}
          aria-hidden="true"
        >
          <span className={styles.name}>
            <PersonName person={person} isLink={false} />
          </span>
          <div className={styles.track}>
            {person.shifts.map((shift) => (
              <Block
                key={shift.start}
                window={window}
                span={toSpan(shift)}
                isUnmapped={person.technicianId === null}
              />
            ))}
            {person.timesOff.map((off) => (
              <TimeOff key={off.start} window={window} span={toSpan(off)} />
            ))}
            <NowLine coverage={coverage} window={window} />
          </div>
        </div>
      ))}
    </div>
  );
}

/** A technician leads to their panel on the board; somebody who is none is said to be in Shifts only. */
export function PersonName(props: { readonly person: CoveragePerson; readonly isLink: boolean }) {
  const t = useTexts(coverageTexts);
  const { technicianId, name } = props.person;
  if (technicianId === null) return <>{t.notMapped(name ?? t.somebody)}</>;
  return props.isLink ? <a href={hrefOf(pathOf('t', technicianId))}>{name}</a> : <>{name}</>;
}

function Block(props: { readonly window: Span; readonly span: Span; readonly isUnmapped?: boolean }) {
  const styles = useCoverageStyles();
  const place = placeIn(props.window, props.span);
  if (place === null) return null;
  return (
    <span
      className={mergeClasses(styles.block, props.isUnmapped && styles.unmapped)}
      style={{ left: `${place.left}%`, width: `${place.width}%` }}
    />
  );
}

function TimeOff({ window, span }: { readonly window: Span; readonly span: Span }) {
  const styles = useCoverageStyles();
  const place = placeIn(window, span);
  return place ? (
    <span className={styles.timeOff} style={{ left: `${place.left}%`, width: `${place.width}%` }} />
  ) : null;
}

function NowLine({ coverage, window }: { readonly coverage: Coverage; readonly window: Span }) {
  const styles = useCoverageStyles();
  const now = new Date(coverage.now);
  const place = placeIn(window, { start: now, end: new Date(now.getTime() + 1) });
  return place ? <span className={styles.now} style={{ left: `${place.left}%` }} /> : null;
}

function Axis({
  coverage,
  window,
  isWeek,
}: {
  readonly coverage: Coverage;
  readonly window: Span;
  readonly isWeek: boolean;
}) {
  const styles = useCoverageStyles();
  const formats = useFormats();
  const { locale, zone } = formats;
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' });
  const label = new Intl.DateTimeFormat(locale, { timeZone: zone, hour: '2-digit' });
  const marks = isWeek
    ? coverage.days.map(({ start }) => ({ at: new Date(start), text: formats.day(new Date(start)) }))
    : hourMarks(window, 3, (at) => Number(clock.format(at))).map((at) => ({ at, text: label.format(at) }));
  return (
    <div className={styles.axis}>
      {marks.map(({ at, text }) => {
        const place = placeIn(window, { start: at, end: new Date(at.getTime() + 1) });
        return place ? (
          <span key={at.toISOString()} className={styles.mark} style={{ left: `${place.left}%` }}>
            {text}
          </span>
        ) : null;
      })}
    </div>
  );
}
