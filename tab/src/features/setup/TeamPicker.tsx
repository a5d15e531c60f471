import { Button, Checkbox, Field, Input } from '@fluentui/react-components';
import { FilterButton } from '../../components/FilterButton.tsx';
import { type ReactNode, useMemo, useState } from 'react';
import { Announce } from '../../components/Announce.tsx';
import { useTexts } from '../../texts/language.ts';
import { setupTexts } from '../../texts/setup.ts';
import { type ListedTeam, searchTeams, TEAMS_A_PAGE } from './team-list.ts';
import { usePickerStyles } from './TeamPicker.styles.ts';

/** A searchable list of checkboxes that works with two teams and with thousands. `children` stand between list and buttons: what the choice means. */
export function TeamPicker(props: {
  readonly label: string;
  readonly teams: readonly ListedTeam[];
  readonly picked: ReadonlySet<string>;
  readonly onPick: (picked: ReadonlySet<string>) => void;
  readonly children?: ReactNode;
}) {
  const styles = usePickerStyles();
  const t = useTexts(setupTexts);
  const { teams, picked } = props;
  const [text, setText] = useState('');
  const [onlyPicked, setOnlyPicked] = useState(false);
  const [limit, setLimit] = useState(TEAMS_A_PAGE);
  const found = useMemo(
    () => searchTeams(teams, text, onlyPicked ? picked : null),
    [teams, text, onlyPicked, picked],
  );
  const shown = found.slice(0, limit);

  function toggle(id: string, isPicked: boolean): void {
    const next = new Set(picked);
    if (isPicked) next.add(id);
    else next.delete(id);
    props.onPick(next);
  }

  return (
    <div role="group" aria-label={props.label} className={styles.picker}>
      <div className={styles.row}>
        <Field label={t.search} className={styles.search}>
          <Input
            type="search"
            value={text}
            onChange={(_event, { value }) => {
              setText(value);
              setLimit(TEAMS_A_PAGE);
            }}
          />
        </Field>
        <FilterButton size="small" checked={onlyPicked} onClick={() => setOnlyPicked(!onlyPicked)}>
          {t.onlyPicked}
        </FilterButton>
      </div>
      {found.length === 0 && text.trim() !== '' ? (
        <p className={styles.text}>{t.noMatch(text.trim())}</p>
      ) : null}
      {shown.length > 0 ? (
        <ul className={styles.list}>
          {shown.map((team) => (
            <li key={team.id}>
              <Checkbox
                checked={picked.has(team.id)}
                onChange={(_event, { checked }) => toggle(team.id, checked === true)}
                label={
                  <span className={styles.team}>
                    {team.displayName}{' '}
                    {team.isGone ? <span className={styles.gone}>({t.goneTeam})</span> : null}
                  </span>
                }
              />
            </li>
          ))}
        </ul>
      ) : null}
      {found.length > shown.length ? (
        <div className={styles.row}>
          <span>{t.shown(shown.length, found.length)}</span>
          <Button size="small" onClick={() => setLimit(limit + TEAMS_A_PAGE)}>
            {t.showMore}
          </Button>
        </div>
      ) : null}
      <Announce text={t.shown(shown.length, found.length)} />
      {props.children}
    </div>
  );
}
