import { Button, Field, Input, MessageBar, MessageBarBody, Spinner } from '@fluentui/react-components';
import { listTickets, tryOutWorkflow } from '#contract/dispatch-endpoints.ts';
import { type FormEvent, useState } from 'react';
import { useAction } from '../../api/use-action.ts';
import { useResource } from '../../api/use-resource.ts';
import { Loading } from '../../components/Loading.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { useTexts } from '../../texts/language.ts';
import { tryTexts } from '../../texts/workflow-panels.ts';
import { faultProps } from './form-part.ts';
import { useTryStyles } from './Panels.styles.ts';
import { TryResult } from './TryResult.tsx';
import type { TryAnswer } from './try-result.ts';
import type { WorkflowSetup } from './workflow-types.ts';

const RECENT = 12;

/** A decision about an open or past ticket as if the form were saved (TAB-4); nothing is written. */
export function TryPanel({
  setup,
  onClose,
}: {
  readonly setup: WorkflowSetup;
  readonly onClose: () => void;
}) {
  const styles = useTryStyles();
  const t = useTexts(tryTexts);
  const recent = useResource(listTickets, {
    query: { phase: 'any', unassignedOnly: 'false', limit: RECENT },
  });
  const attempt = useAction(tryOutWorkflow);
  const [ticket, setTicket] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const [result, setResult] = useState<TryAnswer | null>(null);

  async function run(ref: string): Promise<void> {
    setIsMissing(ref === '');
    if (ref === '') return;
    const done = await attempt.run({ body: { setup, ticket: ref } });
    setResult(done?.answer ?? null);
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void run(ticket.trim().replace(/^#/, ''));
  };

  return (
    <Panel title={t.title} onClose={onClose}>
      <div className={styles.stack}>
        <p className={styles.text}>{t.text}</p>
        <form noValidate onSubmit={submit} className={styles.ask}>
          <Field label={t.ticket} hint={t.ticketHint} {...faultProps(isMissing ? t.missing : null)}>
            <Input
              value={ticket}
              autoComplete="off"
              maxLength={100}
              onChange={(_event, { value }) => setTicket(value)}
            />
          </Field>
          <Button
            type="submit"
            appearance="primary"
            disabledFocusable={attempt.isRunning}
            {...(attempt.isRunning ? { icon: <Spinner size="tiny" /> } : {})}
          >
            {attempt.isRunning ? t.running : t.run}
          </Button>
        </form>
        {attempt.problem ? <ProblemBar problem={attempt.problem} /> : null}
        <div aria-live="polite">{result ? <TryResult answer={result} /> : null}</div>
        <h3 className={styles.heading}>{t.recent}</h3>
        {recent.problem ? <ProblemBar problem={recent.problem} retry={recent.refresh} /> : null}
        {recent.value === null && !recent.problem ? <Loading lines={4} label={t.recentLoading} /> : null}
        {recent.value?.tickets.length === 0 ? (
          <MessageBar intent="info">
            <MessageBarBody>{t.noRecent}</MessageBarBody>
          </MessageBar>
        ) : null}
        <ul className={styles.list} aria-label={t.recent}>
          {recent.value?.tickets.map(({ ticketId, ref, title, company, priority }) => (
            <li key={ticketId} className={styles.item}>
              <span>
                <strong>{t.number(ref)}</strong> {title}
                <span className={styles.soft}>
                  {[priority?.label, company?.name].filter(Boolean).join(' · ')}
                </span>
              </span>
              <Button
                size="small"
                aria-label={t.choose(ref)}
                disabledFocusable={attempt.isRunning}
                onClick={() => {
                  setTicket(ref);
                  void run(ref);
                }}
              >
                {t.run}
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}
