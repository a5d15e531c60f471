import { Button, Field, Input, Link, mergeClasses, Select } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { useSession } from '../../api/session.ts';
import { Announce } from '../../components/Announce.tsx';
import { Empty } from '../../components/Empty.tsx';
import { FilterButton } from '../../components/FilterButton.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { type Column, Records } from '../../components/Records.tsx';
import { hrefOf } from '../../shell/route.ts';
import { dispatchTexts } from '../../texts/dispatch.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { shellTexts } from '../../texts/shell.ts';
import { FILTERS, type Filter, PERIODS, type ShownList, type View } from './decision-list.ts';
import { decisionPath } from './dispatch-route.ts';
import type { DecisionRow } from './dispatch-types.ts';
import { useDispatchStyles } from './Dispatch.styles.ts';
import { DispatchField } from './DispatchField.tsx';
import { HeldTickets } from './HeldTickets.tsx';
import { decidedWords, teamsWords } from './row-words.ts';
import { useAttention } from './use-attention.ts';
import { type Decisions, useDecisions } from './use-decisions.ts';
import { useHolds } from './use-holds.ts';

const START: View = { filter: null, period: 'today', text: '' };
/** A pause in typing; shorter, and every letter is a call. */
const TYPING_MS = 250;

/** S3: what waits for a person first, then decisions, newest first. */
export function DecisionList() {
  const styles = useDispatchStyles();
  const t = useTexts(dispatchTexts);
  const shell = useTexts(shellTexts);
  const { me } = useSession();
  const [view, setView] = useState(START);
  const { isLooking, handlers } = useAttention();
  const decisions = useDecisions(view, isLooking);
  const holds = useHolds(isLooking);
  const { list, problem } = decisions;
  const refresh = (): void => {
    decisions.refresh();
    holds.refresh();
  };
  return (
    <Page
      title={t.title}
      summary={`${t.summary[view.period]} ${t.counted(me.desk.zone)}`}
      actions={
        <Button size="small" onClick={refresh}>
          {shell.refresh}
        </Button>
      }
    >
      <DispatchField />
      <Choices view={view} decisions={decisions} waiting={holds.holds?.length ?? null} onChange={setView} />
      {problem ? (
        <div className={styles.problem}>
          <ProblemBar problem={problem} retry={refresh} shownSince={list ? decisions.readAt : null} />
        </div>
      ) : null}
      <div {...handlers}>
        {view.filter === null || view.filter === 'held' ? (
          <HeldTickets holds={holds} saysNone={view.filter === 'held'} onDone={refresh} />
        ) : null}
        {list === null && !problem ? <Loading lines={8} label={t.loading} /> : null}
        {list ? (
          <div className={mergeClasses(decisions.isBehind && styles.behind)} aria-busy={decisions.isBehind}>
            {list.rows.length === 0 ? (
              <NoDecision view={view} onChange={setView} />
            ) : (
              <Rows list={list} decisions={decisions} waiting={holds.decisionIds} />
            )}
          </div>
        ) : null}
      </div>
    </Page>
  );
}

/** The four filters with their counts, the period, and the search. */
function Choices(props: {
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

function Rows(props: {
  readonly list: ShownList;
  readonly decisions: Decisions;
  /** Decisions whose ticket waits. */
  readonly waiting: ReadonlySet<string>;
}) {
  const { list, decisions, waiting } = props;
  const styles = useDispatchStyles();
  const t = useTexts(dispatchTexts);
  const formats = useFormats();
  const count = useRef<HTMLParagraphElement>(null);
  const words = t.shown(formats.number(list.rows.length), list.cursor === null);
  const columns: readonly Column<DecisionRow>[] = [
    {
      key: 'ticket',
      label: t.column.ticket,
      width: '16%',
      cell: ({ decisionId, ticket }) => (
        <span className={styles.link}>
          <Link href={hrefOf(decisionPath(decisionId))}>{t.number(ticket.ref)}</Link>{' '}
          {ticket.priority ? <span className={styles.priority}>{ticket.priority.label}</span> : null}
        </span>
      ),
    },
    {
      key: 'company',
      label: t.column.company,
      width: '20%',
      cell: ({ ticket }) => ticket.company?.name ?? t.noCompany,
    },
    {
      key: 'decision',
      label: t.column.decision,
      cell: (row) => decidedWords(row, t, waiting.has(row.decisionId)),
    },
    {
      key: 'when',
      label: t.column.when,
      width: '14%',
      cell: ({ decidedAt }) => formats.moment(new Date(decidedAt)),
    },
    { key: 'teams', label: t.column.teams, width: '22%', cell: (row) => teamsWords(row, t) },
  ];
  return (
    <>
      {list.waiting.length > 0 ? (
        <div className={styles.problem}>
          <Button
            appearance="primary"
            size="small"
            onClick={() => {
              decisions.showNews();
              // The button is gone with this.
              count.current?.focus();
            }}
          >
            {t.news(list.waiting.length)}
          </Button>
        </div>
      ) : null}
      <Records label={t.list} columns={columns} rows={list.rows} keyOf={({ decisionId }) => decisionId} />
      <div className={styles.after}>
        <p ref={count} tabIndex={-1} className={styles.count}>
          {words}
        </p>
        {list.cursor === null ? null : (
          <Button disabledFocusable={decisions.isLoadingMore} onClick={() => void decisions.loadMore()}>
            {t.more}
          </Button>
        )}
      </div>
      <Announce text={decisions.isBehind ? '' : words} />
    </>
  );
}

/** Nothing fits: why, and the way on. */
function NoDecision({ view, onChange }: { readonly view: View; readonly onChange: (view: View) => void }) {
  const t = useTexts(dispatchTexts);
  const { filter, period, text } = view;
  if (filter !== null || text !== '') {
    return (
      <Empty
        title={text === '' ? t.emptyFilter : t.emptySearch(text)}
        action={
          period === 'ever' ? (
            <Button onClick={() => onChange({ ...view, filter: null })}>{t.showAll}</Button>
          ) : (
            <Button onClick={() => onChange({ ...view, filter: null, period: 'ever' })}>{t.showEver}</Button>
          )
        }
      />
    );
  }
  if (period === 'ever') return <Empty title={t.empty} text={t.emptyText} />;
  return (
    <Empty
      title={t.emptyPeriod[period]}
      text={t.emptyText}
      action={
        <Button onClick={() => onChange({ ...view, period: period === 'today' ? 'week' : 'ever' })}>
          {period === 'today' ? t.showWeek : t.showEver}
        </Button>
      }
    />
  );
}
