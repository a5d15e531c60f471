import { Button, Switch } from '@fluentui/react-components';
import { lazy, Suspense, useRef, useState } from 'react';
import { listRosterTickets, setRosterTicketStatus } from '#contract/roster-ticket-endpoints.ts';
import { useMay } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { useResource } from '../../api/use-resource.ts';
import { Empty } from '../../components/Empty.tsx';
import { Loading } from '../../components/Loading.tsx';
import { useNotice } from '../../components/Notice.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { ScreenLink } from '../../components/ScreenLink.tsx';
import { useFormats, useTexts } from '../../texts/language.ts';
import { rosterTicketTexts } from '../../texts/roster-tickets.ts';
import type { RosterTicket } from './psa-types.ts';
import { useRosterStyles } from './Roster.styles.ts';
import { namesIn } from './roster-ticket.ts';
import { RosterTicketList } from './RosterTicketList.tsx';

const RosterTicketPanel = lazy(async () => ({
  default: (await import('./RosterTicketPanel.tsx')).RosterTicketPanel,
}));

/** The most that the server lists. */
const MOST = 200;
/** Dispatch assigns them meanwhile. */
const POLL_SECONDS = 60;

/** PSA-1: tickets of a desk that keeps its own list, so that dispatch can be tried without a PSA. */
export function RosterTickets() {
  const styles = useRosterStyles();
  const t = useTexts(rosterTicketTexts);
  const formats = useFormats();
  const mayWrite = useMay('dispatch.run');
  const notify = useNotice();
  const [withClosed, setWithClosed] = useState(false);
  const [panel, setPanel] = useState<{ readonly of: RosterTicket | null } | null>(null);
  const phase = withClosed ? 'any' : 'open';
  const reading = useResource(
    listRosterTickets,
    { query: { phase, limit: MOST } },
    { pollSeconds: POLL_SECONDS, keepsOld: true },
  );
  const status = useAction(setRosterTicketStatus);
  const heading = useRef<HTMLHeadingElement>(null);
  const { value, problem, refresh, replace } = reading;
  const tickets = value?.tickets ?? [];
  // What is shown when an answer comes: somebody may have turned the switch while it was under way.
  const latest = useRef({ tickets, withClosed, refresh, replace });
  latest.current = { tickets, withClosed, refresh, replace };

  async function setStatus({ ref, version }: RosterTicket, to: RosterTicket['status']): Promise<boolean> {
    const done = await status.run({ params: { ref }, body: { expectedVersion: version, status: to } });
    if (!done) return false;
    const { answer } = done;
    const now = latest.current;
    const changed = now.tickets.map((each) => (each.ref === ref ? answer : each));
    now.replace({ tickets: changed.filter((each) => now.withClosed || each.status === 'open') });
    now.refresh();
    // The button that had the focus may be gone with its row.
    heading.current?.focus();
    if (to === 'open') notify({ text: t.reopenedNotice(ref) });
    else notify({ text: t.closedNotice(ref), undo: () => void reopen(answer) });
    return true;
  }

  async function reopen(ticket: RosterTicket): Promise<void> {
    // The bar above the list says why not; whoever is on another page by then sees this alone.
    if (!(await setStatus(ticket, 'open'))) notify({ text: t.notReopenedNotice(ticket.ref) });
  }

  const addButton = mayWrite ? (
    <Button appearance="primary" onClick={() => setPanel({ of: null })}>
      {t.add}
    </Button>
  ) : null;

  return (
    <section className={styles.section} aria-labelledby="psa-tickets">
      <div className={styles.head}>
        <h2 className={styles.heading} id="psa-tickets" ref={heading} tabIndex={-1}>
          {t.title}
        </h2>
        {tickets.length > 0 ? addButton : null}
      </div>
      {problem ? (
        <ProblemBar problem={problem} retry={refresh} shownSince={value ? reading.readAt : null} />
      ) : null}
      {status.problem ? (
        <ProblemBar
          problem={status.problem}
          action={
            <Button
              size="small"
              onClick={() => {
                status.forgetProblem();
                refresh();
              }}
            >
              {t.readAgain}
            </Button>
          }
        />
      ) : null}
      {value === null && problem === null ? <Loading lines={4} /> : null}
      {value === null ? null : (
        <div className={styles.bar}>
          <Switch
            label={t.showClosed}
            checked={withClosed}
            onChange={(_event, { checked }) => setWithClosed(checked)}
          />
          <p className={styles.soft} aria-live="polite">
            {(withClosed ? t.countAll : t.count)(formats.number(tickets.length), tickets.length === 1)}
            {tickets.length === MOST ? `. ${t.newestOnly(formats.number(MOST))}` : ''}
          </p>
        </div>
      )}
      {value !== null && tickets.length === 0 ? (
        <Empty
          title={withClosed ? t.empty : t.emptyOpen}
          text={t.emptyText}
          action={
            <div className={styles.head}>
              {addButton}
              <ScreenLink screen="dispatch" path="">
                {t.toDispatch}
              </ScreenLink>
            </div>
          }
        />
      ) : null}
      {tickets.length > 0 ? (
        <RosterTicketList
          tickets={tickets}
          onEdit={mayWrite ? (of) => setPanel({ of }) : null}
          onStatus={(ticket, to) => void setStatus(ticket, to)}
        />
      ) : null}
      <Suspense fallback={null}>
        {panel === null ? null : (
          <RosterTicketPanel
            ticket={panel.of}
            queues={namesIn(tickets, 'queue')}
            companies={namesIn(tickets, 'company')}
            onClose={() => setPanel(null)}
            onChanged={refresh}
          />
        )}
      </Suspense>
    </section>
  );
}
