import { Button, Link } from '@fluentui/react-components';
import { lazy, Suspense, useMemo, useState } from 'react';
import { getBoard } from '#contract/board-endpoints.ts';
import { useSession } from '../../api/session.ts';
import { type Resource, useResource } from '../../api/use-resource.ts';
import { Announce } from '../../components/Announce.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { hrefOf, pathOf } from '../../shell/path.ts';
import { goTo } from '../../shell/route.ts';
import { boardTexts } from '../../texts/board.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { shellTexts } from '../../texts/shell.ts';
import { BoardBar } from './BoardBar.tsx';
import { useBoardStyles } from './Board.styles.ts';
import {
  type BoardRoute,
  countGroups,
  type Filter,
  isUntouched,
  readRoute,
  routeParts,
} from './board-view.ts';
import { PeopleSection } from './PeopleSection.tsx';
import type { Board } from './person-words.ts';
import { inputsLine, isTrouble } from './source-words.ts';
import { useSaidNowAndThen } from './use-said-now-and-then.ts';
import { useSteadyRows } from './use-steady-rows.ts';

const TechnicianPanel = lazy(async () => ({
  default: (await import('./TechnicianPanel.tsx')).TechnicianPanel,
}));

/** What not every visit shows. */
const OwnWord = lazy(async () => ({ default: (await import('./OwnWord.tsx')).OwnWord }));
const SourceLines = lazy(async () => ({ default: (await import('./SourceLines.tsx')).SourceLines }));
const FirstRun = lazy(async () => ({ default: (await import('./FirstRun.tsx')).FirstRun }));

/** TAB-3: presence is at most 30 s old, and what is planned for later changes rarely. */
const POLL_SECONDS = { now: 20, later: 60 };
const EVERYBODY: Filter = { group: null, search: '' };

/** Who is available: the live board, with one technician beside it when the route names one. */
export function BoardPage({ rest }: { readonly rest: readonly string[] }) {
  const route = readRoute(rest);
  const t = useTexts(shellTexts);
  if (route) return <BoardAt {...route} />;
  return (
    <Page title={t.gone}>
      <Empty title={t.goneText} action={<Link href={hrefOf('')}>{t.back}</Link>} />
    </Page>
  );
}

function BoardAt({ at, technicianId }: BoardRoute) {
  const [teamId, setTeamId] = useState('');
  const [filter, setFilter] = useState(EVERYBODY);
  const query = { ...(at ? { at: at.toISOString() } : {}), ...(teamId === '' ? {} : { team: teamId }) };
  const board = useResource(getBoard, { query }, { pollSeconds: at ? POLL_SECONDS.later : POLL_SECONDS.now });
  const teams = useLastTeams(board.value);
  const go = (next: BoardRoute): void => goTo(pathOf(...routeParts(next)));

  if (board.problem?.code === 'psa_not_connected') return <FirstRun isBegun={false} />;
  const isWhole = teamId === '' && board.value !== null && board.value.technicians.length > 0;
  if (isWhole && board.value && isUntouched(board.value.technicians)) return <FirstRun isBegun />;
  return (
    <>
      <BoardContent
        board={board}
        at={at}
        teams={teams}
        teamId={teamId}
        filter={filter}
        onFilter={setFilter}
        onTeam={setTeamId}
        onAt={(next) => go({ at: next, technicianId: null })}
      />
      {technicianId === null ? null : (
        <Suspense fallback={null}>
          <TechnicianPanel
            technicianId={technicianId}
            at={at}
            onClose={() => go({ at, technicianId: null })}
            onChanged={() => board.refresh()}
          />
        </Suspense>
      )}
    </>
  );
}

interface ContentProps {
  readonly board: Resource<Board>;
  readonly at: Date | null;
  readonly teams: Board['teams'];
  readonly teamId: string;
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly onTeam: (teamId: string) => void;
  readonly onAt: (at: Date | null) => void;
}

function BoardContent({ board, at, teams, teamId, filter, onFilter, onTeam, onAt }: ContentProps) {
  const styles = useBoardStyles();
  const t = useTexts(boardTexts);
  const formats = useFormats();
  const { value, problem } = board;
  const rows = useSteadyRows(value);
  const counts = useMemo(() => (value ? countGroups(value.technicians) : null), [value]);
  const said = useSaidNowAndThen(
    counts && t.announce(formats.number(counts.working), formats.number(counts['on-break'])),
  );
  const team = teams.find(({ id }) => id === teamId) ?? null;
  const refresh = (): void => {
    rows.release();
    board.refresh();
  };
  const isPast = at !== null && value !== null && new Date(value.at) > at;

  return (
    <Page
      title={at ? t.titleAt(formats.moment(at)) : t.title}
      summary={
        value
          ? `${t.showing(t.who[filter.group ?? 'all'], team?.displayName ?? null)} ${inputsLine(value.sources, t, formats)} ${isPast ? t.timeIsPast : ''}`
          : undefined
      }
      actions={<BoardActions value={value} at={at} onRefresh={refresh} />}
    >
      {problem ? (
        <ProblemBar problem={problem} retry={refresh} shownSince={value ? new Date(value.asOf) : null} />
      ) : null}
      {value?.own ? (
        <Suspense fallback={<div className={styles.ownSpace} />}>
          <OwnWord own={value.own} onChanged={refresh} />
        </Suspense>
      ) : null}
      <BoardBar
        at={at}
        onAt={onAt}
        counts={counts}
        filter={filter}
        onFilter={onFilter}
        teams={teams}
        teamId={teamId}
        onTeam={onTeam}
      />
      {value?.sources.some(isTrouble) ? (
        <Suspense fallback={null}>
          <SourceLines sources={value.sources} />
        </Suspense>
      ) : null}
      {value && counts ? (
        <PeopleSection
          board={value}
          counts={counts}
          rows={rows}
          filter={filter}
          team={team}
          at={at}
          onFilter={onFilter}
          onTeam={onTeam}
        />
      ) : null}
      {value === null && problem === null ? <Loading lines={10} label={t.loading} /> : null}
      <Announce text={said} />
    </Page>
  );
}

function BoardActions(props: {
  readonly value: Board | null;
  readonly at: Date | null;
  readonly onRefresh: () => void;
}) {
  const styles = useBoardStyles();
  const t = useTexts(boardTexts);
  const shell = useTexts(shellTexts);
  const formats = useFormats();
  const { host } = useSession();
  const { value, at } = props;
  const title = at ? t.titleAt(formats.moment(at)) : t.title;
  return (
    <>
      {value ? (
        <span className={styles.asOf}>{t.asOf(formats.time(new Date(value.asOf)), formats.zone)}</span>
      ) : null}
      <Button size="small" onClick={props.onRefresh}>
        {shell.refresh}
      </Button>
      <Button
        size="small"
        appearance="subtle"
        onClick={() => {
          host.shareLink({ subPageId: pathOf(...routeParts({ at, technicianId: null })), label: title });
        }}
      >
        {shell.copyLink}
      </Button>
    </>
  );
}

/** While another team's answer is fetched, the choice of teams stays. */
function useLastTeams(value: Board | null): Board['teams'] {
  const [teams, setTeams] = useState<Board['teams']>([]);
  if (value && value.teams !== teams) setTeams(value.teams);
  return value?.teams ?? teams;
}
