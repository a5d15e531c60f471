import { Button, Field, Input, Link, MessageBar, MessageBarBody, Select } from '@fluentui/react-components';
import { FilterButton } from '../../components/FilterButton.tsx';
import { useRef, useState } from 'react';
import { getCoverage } from '#contract/board-endpoints.ts';
import { useSession } from '../../api/session.ts';
import { useResource } from '../../api/use-resource.ts';
import { Announce } from '../../components/Announce.tsx';
import { Empty } from '../../components/Empty.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { ScreenLink } from '../../components/ScreenLink.tsx';
import { SHIFTS_APP } from '../../components/shifts-app.ts';
import { useWide } from '../../components/use-wide.ts';
import { goTo, hrefOf, pathOf } from '../../shell/route.ts';
import { coverageTexts } from '../../texts/coverage.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { shellTexts } from '../../texts/shell.ts';
import { useCoverageStyles } from './Coverage.styles.ts';
import { CoveragePicture } from './CoveragePicture.tsx';
import { CoverageList, CoverageTable, useSpanWords } from './CoverageTable.tsx';
import {
  type Coverage,
  type CoverageRoute,
  coverageRouteParts,
  coveredPercent,
  moveDay,
  readCoverageRoute,
  toSpan,
  unreadTeams,
} from './coverage-view.ts';

/** A rota changes a few times a day. */
const POLL_SECONDS = 60;
const WEEK_DAYS = 7;
const ROWS_A_PAGE = 50;

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

function CoverageContent({ coverage, isWeek }: { readonly coverage: Coverage; readonly isWeek: boolean }) {
  const styles = useCoverageStyles();
  const t = useTexts(coverageTexts);
  const formats = useFormats();
  const isWide = useWide();
  const spanWords = useSpanWords();
  const gapList = useRef<HTMLUListElement>(null);
  const [limit, setLimit] = useState(ROWS_A_PAGE);
  if (!coverage.isRead) return <NoRota coverage={coverage} />;
  const people = coverage.people.slice(0, limit);
  const percent = new Intl.NumberFormat(formats.locale, { style: 'percent' }).format(
    coveredPercent(coverage) / 100,
  );
  const gapWords = (gap: Coverage['gaps'][number]): string => {
    const words = spanWords(toSpan(gap));
    return gap.lowest === 0
      ? t.gap(words)
      : t.gapShort(words, formats.number(gap.lowest), formats.number(coverage.minimum));
  };
  return (
    <div className={styles.sections}>
      {coverage.isPartial ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t.partial(formats.list(unreadTeams(coverage)))}</MessageBarBody>
        </MessageBar>
      ) : null}
      {isWide ? (
        <>
          <CoveragePicture
            coverage={coverage}
            people={people}
            isWeek={isWeek}
            gapWords={gapWords}
            onGap={(index) => {
              const item = gapList.current?.children[index];
              if (item instanceof HTMLElement) item.focus();
            }}
          />
          <CoverageTable people={people} />
          {coverage.people.length > limit ? (
            <div>
              {t.shown(formats.number(people.length), formats.number(coverage.people.length))}{' '}
              <Button size="small" onClick={() => setLimit(limit + ROWS_A_PAGE)}>
                {t.showMore}
              </Button>
            </div>
          ) : null}
          {coverage.people.length === 0 ? <p className={styles.line}>{t.nobodyPlanned}</p> : null}
        </>
      ) : (
        <CoverageList coverage={coverage} />
      )}
      <section>
        <h2 className={styles.heading}>{t.gaps}</h2>
        {coverage.gaps.length === 0 ? (
          <p className={styles.line}>{t.noGaps}</p>
        ) : (
          <ul className={styles.gaps} ref={gapList}>
            {coverage.gaps.map((gap) => (
              <li key={gap.start} tabIndex={-1} className={styles.gapItem}>
                {gapWords(gap)}.{' '}
                <Link href={SHIFTS_APP} target="_blank" rel="noreferrer" title={t.opensShifts}>
                  {t.openShifts}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </section>
      <Arithmetic coverage={coverage} percent={percent} isWeek={isWeek} />
      <Announce text={t.announce(percent, coverage.gaps.length)} />
    </div>
  );
}

function Arithmetic(props: {
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

/** Without a rota there is no coverage, and it is never shown as a gap. */
function NoRota({ coverage }: { readonly coverage: Coverage }) {
  const t = useTexts(coverageTexts);
  const isChosen = coverage.sources.every(({ reason }) => reason !== 'no-rota-chosen');
  if (coverage.isPartial) {
    const action = (
      <ScreenLink screen="admin" path="setup">
        {t.openSetup}
      </ScreenLink>
    );
    return <Empty title={t.unread} text={t.unreadText} action={action} />;
  }
  const action = (
    <ScreenLink screen="admin" path="settings">
      {t.chooseRota}
    </ScreenLink>
  );
  return (
    <Empty
      title={isChosen ? t.noSchedule : t.noRota}
      text={isChosen ? t.noScheduleText : t.noRotaText}
      action={action}
    />
  );
}
