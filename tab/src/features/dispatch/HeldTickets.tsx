import { Badge, Button } from '@fluentui/react-components';
import { retryHold, stopHold } from '#contract/dispatch-endpoints.ts';
import { useRef, useState } from 'react';
import { useMay } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { Loading } from '../../components/Loading.tsx';
import { useNotice } from '../../components/Notice.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { hrefOf } from '../../shell/path.ts';
import { dispatchTexts } from '../../texts/dispatch.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { decisionPath } from './dispatch-route.ts';
import type { Hold } from './dispatch-types.ts';
import { useDispatchStyles } from './Dispatch.styles.ts';
import type { Holds } from './use-holds.ts';

/** Tickets that nobody can take yet (DIS-10): since when, when they are tried next, and what a person can do. */
export function HeldTickets(props: {
  readonly holds: Holds;
  /** Whether somebody asked for them. */
  readonly saysNone: boolean;
  readonly onDone: () => void;
}) {
  const { holds, saysNone, onDone } = props;
  const styles = useDispatchStyles();
  const t = useTexts(dispatchTexts);
  const heading = useRef<HTMLHeadingElement>(null);
  const { problem } = holds;
  if (holds.holds === null) {
    return problem ? (
      <div className={styles.problem}>
        <ProblemBar problem={problem} retry={holds.refresh} />
      </div>
    ) : (
      <Loading lines={2} label={t.loadingHolds} />
    );
  }
  if (holds.holds.length === 0) return saysNone ? <p className={styles.none}>{t.noHolds}.</p> : null;
  return (
    <section className={styles.box} aria-labelledby="held-tickets">
      <h2 id="held-tickets" className={styles.heading} tabIndex={-1} ref={heading}>
        {t.holds(holds.holds.length)}
      </h2>
      <p className={styles.soft}>{t.holdsText}</p>
      {problem ? <ProblemBar problem={problem} retry={holds.refresh} shownSince={holds.readAt} /> : null}
      <ul className={styles.holds}>
        {holds.holds.map((hold) => (
          <HeldTicket
            key={hold.holdId}
            hold={hold}
            onDone={() => {
              onDone();
              // What was pressed may go with its ticket.
              heading.current?.focus();
            }}
          />
        ))}
      </ul>
    </section>
  );
}

function HeldTicket({ hold, onDone }: { readonly hold: Hold; readonly onDone: () => void }) {
  const styles = useDispatchStyles();
  const t = useTexts(dispatchTexts);
  const words = t.hold;
  const formats = useFormats();
  const notice = useNotice();
  const mayRun = useMay('dispatch.run');
  const retry = useAction(retryHold);
  const stop = useAction(stopHold);
  const [isAsking, setIsAsking] = useState(false);
  const { holdId, ticketRef, escalatedAt } = hold;
  const time = (iso: string): string => formats.moment(new Date(iso));

  async function tryNow(): Promise<void> {
    const done = await retry.run({ params: { holdId }, body: {} });
    if (done === null) return;
    const { outcome } = done.answer.decision;
    const because = outcome.because === null ? '' : t.because[outcome.because];
    const name = outcome.technicianName ?? t.somebody;
    if (outcome.kind === 'chosen') {
      const got = done.answer.assignment ? t.decided.done(name) : t.decided.suggested(name);
      notice({ text: words.goes(ticketRef, got) });
    } else notice({ text: done.answer.hold ? words.still(ticketRef, because) : words.settled(ticketRef) });
    onDone();
  }
  async function end(): Promise<void> {
    setIsAsking(false);
    if ((await stop.run({ params: { holdId } })) === null) return;
    notice({ text: words.stopped(ticketRef) });
    onDone();
  }
  const problem = retry.problem ?? stop.problem;
  return (
    <li className={styles.hold}>
      <span className={styles.holdWords}>
        <span className={styles.row}>
          <strong>{t.number(ticketRef)}</strong> {becauseWords(hold, t.because)}
          {escalatedAt === null ? null : (
            <Badge appearance="tint" color="danger" className={styles.badge}>
              {words.needsPerson}
            </Badge>
          )}
        </span>
        <span className={styles.soft}>
          {[
            words.since(time(hold.heldAt)),
            words.tries(hold.tries),
            words.next(time(hold.nextTryAt)),
            ...(escalatedAt === null ? [] : [words.escalated(time(escalatedAt))]),
          ].join(' · ')}
        </span>
      </span>
      <span className={styles.row}>
        <Button
          as="a"
          size="small"
          href={hrefOf(decisionPath(hold.decisionId))}
          aria-label={words.lookAt(ticketRef)}
        >
          {words.look}
        </Button>
        {mayRun ? (
          <>
            <Button
              size="small"
              aria-label={words.retryOf(ticketRef)}
              disabledFocusable={retry.isRunning}
              onClick={() => void tryNow()}
            >
              {retry.isRunning ? words.trying : words.retry}
            </Button>
            <Button
              size="small"
              appearance="subtle"
              aria-label={words.stopOf(ticketRef)}
              disabledFocusable={stop.isRunning}
              onClick={() => setIsAsking(true)}
            >
              {words.stop}
            </Button>
          </>
        ) : null}
      </span>
      {problem ? <ProblemBar problem={problem} retry={onDone} /> : null}
      {isAsking ? (
        <ConfirmDialog
          title={words.stopTitle(ticketRef)}
          text={words.stopText}
          confirmLabel={words.stopYes}
          keepLabel={words.stopNo}
          onConfirm={() => void end()}
          onKeep={() => setIsAsking(false)}
        />
      ) : null}
    </li>
  );
}

/** A hold carries the code of its decision as text. */
function becauseWords({ because }: Hold, words: Readonly<Record<string, string>>): string {
  return words[because] ?? '';
}
