import { Field, Input, Select } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { FilterButton } from '../../components/FilterButton.tsx';
import { dispatchTexts } from '../../texts/dispatch.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { FILTERS, type Filter, PERIODS, type View } from './decision-list.ts';
import { useDispatchStyles } from './Dispatch.styles.ts';
import { type Decisions } from './use-decisions.ts';

/** A pause in typing; shorter, and every letter is a call. */
const TYPING_MS = 250;

/** The four filters with their counts, the period, and the search. */
export function DecisionFilters(props: {
  readonly view: View;
  readonly decisions: Decisions;
  readonly waiting: number | null;
  readonly onChange: (view: View) => void;
}) {
  const { view, onChange } = props;
  const styles = useDispatchStyles();
  const t = useTexts(dispatchTexts);
  const formats = useFormats();
  const { today } = props.decisions;
  const counts: Readonly<Record<Filter, number | null>> = {
    held: props.waiting,
    suggested: today?.suggested ?? null,
    assigned: today?.assigned ?? null,
    'without-teams': today?.withoutTeams ?? null,
  };
  return (
    <div className={styles.bar}>
      <div className={styles.filters} role="group" aria-label={t.filters}>
        {FILTERS.map((filter) => {
          const count = counts[filter];
          return (
            <FilterButton
              key={filter}
              checked={view.filter === filter}
              onClick={() => onChange({ ...view, filter: view.filter === filter ? null : filter })}
            >
              {t.filter[filter](count === null ? '' : formats.number(count)).trim()}
            </FilterButton>
          );
        })}
      </div>
      <Field label={t.period} className={styles.field}>
        <Select
          value={view.period}
          onChange={(_event, { value }) =>
            onChange({ ...view, period: PERIODS.find((each) => each === value) ?? 'today' })
          }
        >
          {PERIODS.map((period) => (
            <option key={period} value={period}>
              {t.periods[period]}
            </option>
          ))}
        </Select>
      </Field>
      <Search text={view.text} onChange={(text) => onChange({ ...view, text })} />
    </div>
  );
}

/** What is typed stays in the field at once, and is asked for after a pause. */
function Search(props: { readonly text: string; readonly onChange: (text: string) => void }) {
  const styles = useDispatchStyles();
  const t = useTexts(dispatchTexts);
  const [typed, setTyped] = useState(props.text);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    const text = typed.trim().replace(/^#/, '');
    if (text === latest.current.text) return;
    const timer = setTimeout(() => latest.current.onChange(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <Field label={t.search} className={styles.field}>
      <Input type="search" value={typed} maxLength={100} onChange={(_event, { value }) => setTyped(value)} />
    </Field>
  );
}
