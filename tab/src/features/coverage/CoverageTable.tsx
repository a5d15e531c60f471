import { coverageTexts } from '../../texts/coverage.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { useCoverageStyles } from './Coverage.styles.ts';
import { PersonName } from './CoveragePicture.tsx';
import { type Coverage, type CoveragePerson, type Span, stretches, toSpan } from './coverage-view.ts';

/** The picture for screen readers: the same people, their shifts in words. */
export function CoverageTable({ people }: { readonly people: readonly CoveragePerson[] }) {
  const styles = useCoverageStyles();
  const t = useTexts(coverageTexts);
  const spanWords = useSpanWords();
  return (
    <div className={styles.hidden}>
      <table>
        <caption>{t.picture}</caption>
        <tbody>
          {people.map((person, index) => (
            <tr key={`${person.technicianId ?? 'unmapped'} ${person.name ?? ''} ${index}`}>
              <th scope="row">
                <PersonName person={person} isLink={false} />
              </th>
              <td>
                {[
                  ...person.shifts.map((each) => spanWords(toSpan(each))),
                  ...person.timesOff.map((each) => `${t.timeOff} ${spanWords(toSpan(each))}`),
                ].join(', ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** More names than this in one line are counted instead. */
const MOST_NAMES = 6;

/** The same below 640 px: stretches of time with the names of those on shift. */
export function CoverageList({ coverage }: { readonly coverage: Coverage }) {
  const styles = useCoverageStyles();
  const t = useTexts(coverageTexts);
  const formats = useFormats();
  const spanWords = useSpanWords();
  return (
    <ul className={styles.list} aria-label={t.picture}>
      {stretches(coverage).map(({ start, end, count, names }) => {
        const rest = names.length - MOST_NAMES;
        const shown = rest > 0 ? [...names.slice(0, MOST_NAMES), t.more(formats.number(rest))] : names;
        return (
          <li key={start.toISOString()} className={styles.item}>
            <strong>{spanWords({ start, end })}</strong>
            <div>{count === 0 ? t.nobody : formats.list(shown)}</div>
          </li>
        );
      })}
    </ul>
  );
}

/** "08:00 to 17:00"; with days when it is not one of today. */
export function useSpanWords(): (span: Span) => string {
  const t = useTexts(coverageTexts);
  const formats = useFormats();
  return ({ start, end }) => t.span(formats.moment(start), formats.moment(end, start));
}
