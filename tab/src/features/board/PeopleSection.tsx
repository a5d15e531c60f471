import { Button } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { Empty } from '../../components/Empty.tsx';
import { ScreenLink } from '../../components/ScreenLink.tsx';
import { boardTexts } from '../../texts/board.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { peopleTexts } from '../../texts/people.ts';
import { useBoardStyles } from './Board.styles.ts';
import { type Counts, type Filter, ROWS_A_PAGE, visibleRows } from './board-view.ts';
import { PeopleList } from './PeopleList.tsx';
import type { Board } from './person-words.ts';
import type { SteadyRows } from './use-steady-rows.ts';

/** More rows than this by keyboard, and one wants past them at once. */
const SKIP_FROM = 20;

interface SectionProps {
  readonly board: Board;
  readonly counts: Counts;
  readonly rows: SteadyRows;
  readonly filter: Filter;
  readonly team: { readonly displayName: string } | null;
  readonly at: Date | null;
  readonly onFilter: (filter: Filter) => void;
  readonly onTeam: (teamId: string) => void;
}

/** The rows that the filter lets through, a page of them at first, and who is back next. */
export function PeopleSection(props: SectionProps) {
  const styles = useBoardStyles();
  const t = useTexts(boardTexts);
  const formats = useFormats();
  const afterId = useId();
  const [limit, setLimit] = useState(ROWS_A_PAGE);
  const { board, counts, filter } = props;
  const now = board.isNow ? new Date(board.at) : new Date();
  const { rows, total } = visibleRows(props.rows.placed, filter, limit);
  const back = board.nextBack;
  if (total === 0) return <NobodyFound {...props} now={now} />;
  return (
    <>
      {counts.working === 0 && filter.group === null && filter.search === '' ? (
        <p>{board.isNow ? t.nobodyWorking : t.nobodyWorkingThen}</p>
      ) : null}
      {rows.length > SKIP_FROM ? (
        <a
          className={styles.skip}
          href={`#${afterId}`}
          onClick={(event) => {
            event.preventDefault();
            document.getElementById(afterId)?.focus();
          }}
        >
          {t.skipTable}
        </a>
      ) : null}
      <PeopleList rows={rows} counts={counts} at={props.at} now={now} handlers={props.rows.handlers} />
      <div className={styles.foot} id={afterId} tabIndex={-1}>
        <div className={styles.more}>
          <span>{t.shown(formats.number(rows.length), formats.number(total))}</span>
          {rows.length < total ? (
            <Button size="small" onClick={() => setLimit(limit + ROWS_A_PAGE)}>
              {t.showMore}
            </Button>
          ) : null}
        </div>
        {back ? (
          <span>{t.nextBack[back.because](back.name, formats.moment(new Date(back.at), now))}</span>
        ) : null}
      </div>
    </>
  );
}

function NobodyFound({ board, filter, team, now, onFilter, onTeam }: SectionProps & { readonly now: Date }) {
  const t = useTexts(boardTexts);
  const groupNames = useTexts(peopleTexts).group;
  const formats = useFormats();
  const back = board.nextBack;
  const everybody = <Button onClick={() => onFilter({ group: null, search: '' })}>{t.showEverybody}</Button>;
  if (filter.search.trim() !== '') {
    return <Empty title={t.nobodyNamed(filter.search.trim())} action={everybody} />;
  }
  if (team) {
    const title = filter.group
      ? t.nobodyInGroup(groupNames[filter.group], team.displayName)
      : t.nobodyInTeam(team.displayName);
    return <Empty title={title} action={<Button onClick={() => onTeam('')}>{t.showAllTeams}</Button>} />;
  }
  if (filter.group === null) {
    const setup = (
      <ScreenLink screen="admin" path="setup">
        {t.fix}
      </ScreenLink>
    );
    return <Empty title={t.noTechnicians} text={t.noTechniciansText} action={setup} />;
  }
  if (filter.group !== 'working') {
    return <Empty title={t.nobodyInGroupAll(groupNames[filter.group])} action={everybody} />;
  }
  const text = back ? t.nextBack[back.because](back.name, formats.moment(new Date(back.at), now)) : undefined;
  return <Empty title={board.isNow ? t.nobodyWorking : t.nobodyWorkingThen} text={text} action={everybody} />;
}
