import { Button, Field, Input, Spinner } from '@fluentui/react-components';
import { useState } from 'react';
import { getPsaHook } from '#contract/psa-endpoints.ts';
import { useAction } from '../../api/use-action.ts';
import { CopyButton } from '../../components/CopyButton.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { useTexts } from '../../texts/language.ts';
import { psaHookTexts } from '../../texts/psa-hook.ts';
import { psaTexts } from '../../texts/psa.ts';
import { usePsaStyles } from './Psa.styles.ts';
import type { PsaHook, PsaKind } from './psa-types.ts';

/** DIS-1: where the PSA reports tickets to, and how that is entered there. The address is fetched when somebody asks for it, and forgotten when it is hidden. */
export function HookSection({ kind }: { readonly kind: Exclude<PsaKind, 'roster'> }) {
  const styles = usePsaStyles();
  const t = useTexts(psaHookTexts);
  const psa = useTexts(psaTexts);
  const reading = useAction(getPsaHook);
  const [shown, setShown] = useState<PsaHook | null>(null);
  const name = psa.kind[kind].name;

  async function show(): Promise<void> {
    const done = await reading.run({});
    if (done) setShown(done.answer);
  }

  return (
    <section className={styles.card} aria-labelledby="psa-hook">
      <h2 className={styles.heading} id="psa-hook">
        {t.title}
      </h2>
      <p className={styles.line}>
        {t.text} {t.reread}
      </p>
      {reading.problem ? <ProblemBar problem={reading.problem} retry={() => void show()} /> : null}
      <div className={styles.actions}>
        <Button
          aria-expanded={shown !== null}
          disabledFocusable={reading.isRunning}
          {...(reading.isRunning ? { icon: <Spinner size="tiny" /> } : {})}
          onClick={() => (shown === null ? void show() : setShown(null))}
        >
          {shown === null ? t.show : t.hide}
        </Button>
      </div>
      {shown === null ? null : <Address {...shown} />}
      <h3 className={styles.subheading} id="psa-hook-steps">
        {t.how(name)}
      </h3>
      <ol className={styles.bullets} aria-labelledby="psa-hook-steps">
        {t.steps[kind].map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className={styles.soft}>{t.changes}</p>
    </section>
  );
}

function Address({ hook }: PsaHook) {
  const styles = usePsaStyles();
  const t = useTexts(psaHookTexts);
  if (hook === null) return <p className={styles.line}>{t.nothing}</p>;
  const { url, proof, user, secret } = hook;
  const word = proof === 'signing-key' ? 'key' : 'password';
  return (
    <div className={styles.more}>
      <Secret label={t.address} copyLabel={t.copy.address} value={url} />
      {user === null ? null : <Secret label={t.user} copyLabel={t.copy.user} value={user} />}
      {secret === null ? null : <Secret label={t[word]} copyLabel={t.copy[word]} value={secret} />}
      <p className={styles.soft}>{t.secretNote}</p>
    </div>
  );
}

function Secret(props: { readonly label: string; readonly copyLabel: string; readonly value: string }) {
  const styles = usePsaStyles();
  return (
    <div className={styles.copyRow}>
      <Field label={props.label} className={styles.copied}>
        <Input
          readOnly
          className={styles.secret}
          value={props.value}
          onFocus={(event) => event.target.select()}
        />
      </Field>
      <CopyButton text={props.value} label={props.copyLabel} />
    </div>
  );
}
