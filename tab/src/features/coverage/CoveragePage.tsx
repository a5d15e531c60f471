import { Button, Field, Input, Link, Select } from '@fluentui/react-components';
import { useState } from 'react';
import { getCoverage } from '#contract/board-endpoints.ts';
import { useSession } from '../../api/session.ts';
import { useResource } from '../../api/use-resource.ts';
import { Empty } from '../../components/Empty.tsx';
import { FilterButton } from '../../components/FilterButton.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { hrefOf, pathOf } from '../../shell/path.ts';
import { goTo } from '../../shell/route.ts';
import { coverageTexts } from '../../texts/coverage.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { shellTexts } from '../../texts/shell.ts';
import { useCoverageStyles } from './Coverage.styles.ts';
import { CoverageContent } from './CoverageContent.tsx';
import {
  type Coverage,
  type CoverageRoute,
  coverageRouteParts,
  moveDay,
  readCoverageRoute,
} from './coverage-view.ts';

/** A rota changes a few times a day. */
const POLL_SECONDS = 60;
const WEEK_DAYS = 7;

/** Whom the rota has on shift, and where it has nobody: a day or a week (TAB-3). */
export function CoveragePage({ rest }: { readonly rest: readonly string[] }) {
  const route = readCoverageRoute(rest);
  const t = useTexts(shellTexts);
  if (route) return <CoverageOf {...route} />;
  return (
    <Page title={t.gone}>
      <Empty title={t.goneText} action={<Link href={hrefOf('coverage')}>{t.back}</Link>} />
    </Page>
  );
}

function CoverageOf({ day, isWeek }: CoverageRoute) {
  const styles = useCoverageStyles();
  const t = useTexts(coverageTexts);
  const shell = useTexts(shellTexts);
  const formats = useFormats();
  const { zone } = formats;
  const { host } = useSession();
  const [teamId, setTeamId] = useState('');
  const query = {
    zone,
    days: isWeek ? WEEK_DAYS : 1,
    ...(day === null ? {} : { from: day }),
    ...(teamId === '' ? {} : { team: teamId }),
  };
  const coverage = useResource(getCoverage, { query }, { pollSeconds: POLL_SECONDS });
  const { value, problem } = coverage;
  const [teams, setTeams] = useState<Coverage['teams']>([]);
  if (value && value.teams !== teams) setTeams(value.teams);
  const route = { day, isWeek };
  const go = (next: Partial<CoverageRoute>): void =>
    goTo(pathOf(...coverageRouteParts({ ...route, ...next })));

  return (
    <Page
      title={t.title}
      summary={`${t.times(zone)} ${value ? `· ${t.asOf(formats.time(new Date(value.asOf)))}` : ''}`}
      actions={
        <>
          <Button size="small" onClick={() => coverage.refresh()}>
            {shell.refresh}
          </Button>
          <Button
            size="small"
            appearance="subtle"
            onClick={() => {
              const shown = value?.days[0]?.day ?? day;
              host.shareLink({
                subPageId: pathOf(...coverageRouteParts({ day: shown, isWeek })),
                label: `${t.title} ${shown ?? ''}`.trim(),
              });
            }}
          >
            {shell.copyLink}
          </Button>
        </>
      }
    >
      {problem ? (
        <ProblemBar
          problem={problem}
          retry={() => coverage.refresh()}
          shownSince={value ? new Date(value.asOf) : null}
        />
      ) : null}
      <div className={styles.bar}>
        {teams.length > 0 ? (
          <Field label={t.team} className={styles.field}>
            <Select value={teamId} onChange={(_event, { value: id }) => setTeamId(id)}>
              <option value="">{t.allTeams}</option>
              {teams.map(({ id, displayName }) => (
                <option key={id} value={id}>
                  {displayName}
                </option>
              ))}
            </Select>
          </Field>
        ) : null}
        <DayChoice shown={value?.days[0]?.day ?? day} isWeek={isWeek} go={go} />
      </div>
      {value ? <CoverageContent coverage={value} isWeek={isWeek} /> : null}
      {value === null && problem === null ? <Loading lines={8} label={t.loading} /> : null}
    </Page>
  );
}

function DayChoice(props: {
  readonly shown: string | null;
  readonly isWeek: boolean;
  readonly go: (next: Partial<CoverageRoute>) => void;
}) {
  const styles = useCoverageStyles();
  const t = useTexts(coverageTexts);
  const { shown, isWeek, go } = props;
  const step = isWeek ? WEEK_DAYS : 1;
  return (
    <>
      <Field label={t.day} className={styles.field}>
        <Input
          type="date"
          value={shown ?? ''}
          onChange={(_event, { value }) => {
            if (readCoverageRoute([value])) go({ day: value });
          }}
        />
      </Field>
      <div className={styles.toggles}>
        <Button disabled={shown === null} onClick={() => shown && go({ day: moveDay(shown, -step) })}>
          {t.earlier}
        </Button>
        <Button onClick={() => go({ day: null })}>{t.today}</Button>
        <Button disabled={shown === null} onClick={() => shown && go({ day: moveDay(shown, step) })}>
          {t.later}
        </Button>
      </div>
      <div className={styles.toggles} role="group" aria-label={t.range}>
        <FilterButton checked={!isWeek} onClick={() => go({ isWeek: false })}>
          {t.oneDay}
        </FilterButton>
        <FilterButton checked={isWeek} onClick={() => go({ isWeek: true })}>
          {t.week}
        </FilterButton>
      </div>
    </>
  );
}
