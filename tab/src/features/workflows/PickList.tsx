import { Button, Checkbox, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { Announce } from '../../components/Announce.tsx';
import { FilterButton } from '../../components/FilterButton.tsx';
import { useFormats, useTexts } from '../../texts/language.ts';
import { workflowFormTexts } from '../../texts/workflow-form.ts';
import { useFormStyles } from './Form.styles.ts';
import { searchNamed, withGone } from './pool-list.ts';
import type { Named } from './workflow-types.ts';

/** With fewer, a search is in the way. */
const SEARCH_FROM = 9;
const SHOWN_AT_A_TIME = 60;

/** A list to tick, with a search where it is long. What is ticked and gone meanwhile comes first and can be taken away. */
export function PickList(props: {
  readonly id: string;
  readonly label: string;
  readonly all: readonly Named[];
  readonly ticked: readonly Named[];
  /** Said when there is nothing to tick. */
  readonly empty: string;
  /** How something ticked is called that is not there any more. */
  readonly gone: (item: Named) => string;
  readonly fault?: string | null;
  readonly onTick: (ticked: readonly Named[]) => void;
}) {
  const { all, ticked } = props;
  const styles = useFormStyles();
  const t = useTexts(workflowFormTexts);
  const formats = useFormats();
  const [text, setText] = useState('');
  const [onlyTicked, setOnlyTicked] = useState(false);
  const [limit, setLimit] = useState(SHOWN_AT_A_TIME);
  const ids = new Set(ticked.map(({ id }) => id));
  const items = withGone(all, ticked);
  const isLong = items.length >= SEARCH_FROM;
  const found = searchNamed(items, text).filter(({ id }) => !onlyTicked || ids.has(id));
  const shown = found.slice(0, limit);
  const shownWords = t.shownOf(formats.number(shown.length), formats.number(items.length));

  return (
    <div role="group" aria-label={props.label} id={props.id} tabIndex={-1} className={styles.group}>
      <span className={styles.label} aria-hidden="true">
        {props.label}
      </span>
      {isLong ? (
        <div className={styles.row}>
          <Field label={`${t.search}: ${props.label}`}>
            <Input type="search" value={text} onChange={(_event, { value }) => setText(value)} />
          </Field>
          <FilterButton size="small" checked={onlyTicked} onClick={() => setOnlyTicked(!onlyTicked)}>
            {t.onlyTicked}
          </FilterButton>
        </div>
      ) : null}
      {items.length === 0 ? <p className={styles.soft}>{props.empty}</p> : null}
      {items.length > 0 && found.length === 0 && text.trim() !== '' ? (
        <p className={styles.soft}>{t.noMatch(text.trim())}</p>
      ) : null}
      {shown.length > 0 ? (
        <ul className={styles.list}>
          {shown.map(({ isGone, ...item }) => (
            <li key={item.id}>
              <Checkbox
                checked={ids.has(item.id)}
                label={<span className={styles.item}>{isGone ? props.gone(item) : item.name}</span>}
                onChange={(_event, { checked }) =>
                  props.onTick(
                    checked === true ? [...ticked, item] : ticked.filter(({ id }) => id !== item.id),
                  )
                }
              />
            </li>
          ))}
        </ul>
      ) : null}
      {found.length > shown.length ? (
        <div className={styles.row}>
          <span>{shownWords}</span>
          <Button size="small" onClick={() => setLimit(limit + SHOWN_AT_A_TIME)}>
            {t.showMore}
          </Button>
        </div>
      ) : null}
      {isLong ? <Announce text={shownWords} /> : null}
      {props.fault ? <p className={styles.fault}>{props.fault}</p> : null}
    </div>
  );
}
