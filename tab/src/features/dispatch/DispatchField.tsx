import { Button, Field, Input } from '@fluentui/react-components';
import { dispatchTicket } from '#contract/dispatch-endpoints.ts';
import { type FormEvent, useState } from 'react';
import { useMay } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { useNotice } from '../../components/Notice.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { goTo } from '../../shell/route.ts';
import { dispatchTexts } from '../../texts/dispatch.ts';
import { useTexts } from '../../texts/language.ts';
import { decisionPath } from './dispatch-route.ts';
import { useDispatchStyles } from './Dispatch.styles.ts';

type Mode = 'suggest' | 'dispatch';

/** A ticket by its number: suggest somebody, or do what its workflow does. Leads to the decision. Nothing for whoever may not. */
export function DispatchField({ known = '' }: { readonly known?: string }) {
  const styles = useDispatchStyles();
  const t = useTexts(dispatchTexts).ask;
  const notice = useNotice();
  const mayRun = useMay('dispatch.run');
  const attempt = useAction(dispatchTicket);
  const [typed, setTyped] = useState(known);
  const [isMissing, setIsMissing] = useState(false);
  const [mode, setMode] = useState<Mode>('suggest');
  if (!mayRun) return null;

  async function run(wanted: Mode): Promise<void> {
    const ticket = typed.trim().replace(/^#/, '');
    setIsMissing(ticket === '');
    if (ticket === '') return;
    setMode(wanted);
    const done = await attempt.run({ body: { ticket, mode: wanted } });
    if (done === null) return;
    if (done.answer.isRepeat) notice({ text: t.repeat });
    goTo(decisionPath(done.answer.decision.decisionId));
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void run('suggest');
  };
  const isBusy = (which: Mode): boolean => attempt.isRunning && mode === which;
  return (
    <section className={styles.box} aria-labelledby="dispatch-a-ticket">
      <h2 id="dispatch-a-ticket" className={styles.heading}>
        {t.title}
      </h2>
      <form noValidate className={styles.ask} onSubmit={submit}>
        <Field
          label={t.ticket}
          hint={t.hint}
          className={styles.askField}
          {...(isMissing ? { validationState: 'error', validationMessage: t.missing } : {})}
        >
          <Input
            value={typed}
            autoComplete="off"
            maxLength={100}
            onChange={(_event, { value }) => setTyped(value)}
          />
        </Field>
        <div className={styles.askButtons}>
          <Button type="submit" appearance="primary" disabledFocusable={attempt.isRunning}>
            {isBusy('suggest') ? t.suggesting : t.suggest}
          </Button>
          <Button disabledFocusable={attempt.isRunning} onClick={() => void run('dispatch')}>
            {isBusy('dispatch') ? t.dispatching : t.dispatch}
          </Button>
        </div>
      </form>
      <p className={styles.soft}>{t.explained}</p>
      {attempt.problem ? <ProblemBar problem={attempt.problem} /> : null}
    </section>
  );
}
