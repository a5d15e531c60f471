import { ScreenLink } from '../../components/ScreenLink.tsx';
import { coverageTexts } from '../../texts/coverage.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { useCoverageStyles } from './Coverage.styles.ts';
import type { Coverage } from './coverage-view.ts';

/** The share that is covered, and how it is counted. */
export function CoverageArithmetic(props: {
  readonly coverage: Coverage;
  readonly percent: string;
  readonly isWeek: boolean;
}) {
  const styles = useCoverageStyles();
  const t = useTexts(coverageTexts);
  const formats = useFormats();
  const { coverage } = props;
  const hours = (minutes: number): string => formats.number(Math.floor(minutes / 6) / 10);
  return (
    <section>
      <p className={styles.line}>
        <strong>{t.covered(props.percent, props.isWeek)}</strong>{' '}
        {t.minimum(formats.number(coverage.minimum))}.{' '}
        <ScreenLink screen="admin" path="settings">
          {t.change}
        </ScreenLink>
      </p>
      <details>
        <summary className={styles.summary}>{t.how}</summary>
        <p>{t.arithmetic(hours(coverage.coveredMinutes), hours(coverage.totalMinutes), coverage.minimum)}</p>
        {props.isWeek ? (
          <ul>
            {coverage.days.map((each) => (
              <li key={each.day}>
                {t.perDay(
                  formats.day(new Date(each.start)),
                  hours(each.coveredMinutes),
                  hours(each.totalMinutes),
                )}
              </li>
            ))}
          </ul>
        ) : null}
      </details>
      {coverage.unmappedTechnicians > 0 ? (
        <p className={styles.muted}>{t.unmapped(coverage.unmappedTechnicians)}</p>
      ) : null}
    </section>
  );
}
