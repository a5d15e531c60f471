import { Button, Link } from '@fluentui/react-components';
import { useRef } from 'react';
import { Announce } from '../../components/Announce.tsx';
import { type Column, Records } from '../../components/Records.tsx';
import { hrefOf } from '../../shell/path.ts';
import { dispatchTexts } from '../../texts/dispatch.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { type ShownList } from './decision-list.ts';
import { decisionPath } from './dispatch-route.ts';
import type { DecisionRow } from './dispatch-types.ts';
import { useDispatchStyles } from './Dispatch.styles.ts';
import { decidedWords, teamsWords } from './row-words.ts';
import { type Decisions } from './use-decisions.ts';

/** The decisions of a view: a table, or a list where there is no room; older ones on demand, new ones when somebody wants them. */
export function DecisionRows(props: {
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
