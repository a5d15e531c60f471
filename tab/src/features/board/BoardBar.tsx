import { Field, Input, Select } from '@fluentui/react-components';
import { FilterButton } from '../../components/FilterButton.tsx';
import { useState } from 'react';
import { useWide } from '../../components/use-wide.ts';
import { boardTexts } from '../../texts/board.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { peopleTexts } from '../../texts/people.ts';
import { useBoardStyles } from './Board.styles.ts';
import { type Counts, type Filter, GROUP_ORDER } from './board-view.ts';
import { fromFieldTime, toFieldTime } from './local-time.ts';
import type { Board, Group } from './person-words.ts';

export interface BoardBarProps {
  readonly at: Date | null;
  readonly onAt: (at: Date | null) => void;
  /** `null` until the first answer. */
  readonly counts: Counts | null;
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly teams: Board['teams'];
  readonly teamId: string;
  readonly onTeam: (teamId: string) => void;
}

/** Which time, which group, which team, which name. */
export function BoardBar(props: BoardBarProps) {
  const styles = useBoardStyles();
  const t = useTexts(boardTexts);
  const { filter, onFilter, teams } = props;
  return (
    <div className={styles.bar}>
      <TimeChoice at={props.at} onAt={props.onAt} />
      {props.counts ? (
        <GroupChoice
          counts={props.counts}
          group={filter.group}
          onGroup={(group) => onFilter({ ...filter, group })}
        />
      ) : null}
      {teams.length > 0 ? (
        <Field label={t.team} className={styles.field}>
          <Select value={props.teamId} onChange={(_event, { value }) => props.onTeam(value)}>
            <option value="">{t.allTeams}</option>
            {teams.map(({ id, displayName }) => (
              <option key={id} value={id}>
                {displayName}
              </option>
            ))}
          </Select>
        </Field>
      ) : null}
      <Field label={t.find} className={styles.field}>
        <Input
          type="search"
          value={filter.search}
          onChange={(_event, { value }) => onFilter({ ...filter, search: value })}
        />
      </Field>
    </div>
  );
}

function TimeChoice({ at, onAt }: Pick<BoardBarProps, 'at' | 'onAt'>) {
  const styles = useBoardStyles();
  const t = useTexts(boardTexts);
  const { zone } = useFormats();
  const [isChoosing, setChoosing] = useState(false);
  const isOpen = isChoosing || at !== null;
  return (
    <>
      <Field label={t.when} className={styles.field}>
        <Select
          value={isOpen ? 'at' : 'now'}
          onChange={(_event, { value }) => {
            setChoosing(value === 'at');
            if (value === 'now') onAt(null);
          }}
        >
          <option value="now">{t.now}</option>
          <option value="at">{t.atTime}</option>
        </Select>
      </Field>
      {isOpen ? (
        <Field label={t.time} hint={t.zoneHint(zone)} className={styles.field}>
          <Input
            type="datetime-local"
            defaultValue={at ? toFieldTime(at) : ''}
            key={at?.toISOString() ?? 'none'}
            onBlur={(event) => choose(event.currentTarget.value, at, onAt)}
            onKeyDown={(event) => {
              if (event.key === 'Enter') choose(event.currentTarget.value, at, onAt);
            }}
          />
        </Field>
      ) : null}
    </>
  );
}

/** When the field is left: while it is typed in, each keystroke would be another question. */
function choose(text: string, before: Date | null, onAt: (at: Date | null) => void): void {
  const at = fromFieldTime(text);
  if (at && at.getTime() !== before?.getTime()) onAt(at);
}

function GroupChoice(props: {
  readonly counts: Counts;
  readonly group: Group | null;
  readonly onGroup: (group: Group | null) => void;
}) {
  const styles = useBoardStyles();
  const isWide = useWide();
  const t = useTexts(boardTexts);
  const groupNames = useTexts(peopleTexts).group;
  const formats = useFormats();
  const { counts, group, onGroup } = props;
  const all = GROUP_ORDER.reduce((sum, each) => sum + counts[each], 0);
  if (!isWide) {
    return (
      <Field label={t.show} className={styles.field}>
        <Select
          value={group ?? ''}
          onChange={(_event, { value }) => onGroup(GROUP_ORDER.find((each) => each === value) ?? null)}
        >
          <option value="">{t.everybody(formats.number(all))}</option>
          {GROUP_ORDER.map((each) => (
            <option key={each} value={each}>
              {t.groupCount(groupNames[each], formats.number(counts[each]))}
            </option>
          ))}
        </Select>
      </Field>
    );
  }
  return (
    <div className={styles.toggles} role="group" aria-label={t.groups}>
      <FilterButton checked={group === null} onClick={() => onGroup(null)}>
        {t.everybody(formats.number(all))}
      </FilterButton>
      {GROUP_ORDER.map((each) => (
        <FilterButton
          key={each}
          checked={group === each}
          onClick={() => onGroup(group === each ? null : each)}
        >
          {t.groupCount(groupNames[each], formats.number(counts[each]))}
        </FilterButton>
      ))}
    </div>
  );
}
