import { Badge, Button, Spinner } from '@fluentui/react-components';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { checkPsa, disconnectPsa } from '#contract/psa-endpoints.ts';
import { useMay } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { useNotice } from '../../components/Notice.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { type Formats, useFormats, useTexts } from '../../texts/language.ts';
import { psaTexts } from '../../texts/psa.ts';
import { CheckResult } from './CheckResult.tsx';
import { usePsaStyles } from './Psa.styles.ts';
import { fieldsOf } from './psa-fields.ts';
import type { PsaCheck, PsaConnection } from './psa-types.ts';
import { labelOf } from './psa-words.ts';

/** The PSA that the desk has: whether it works now, since when, and the ways on. */
export function Connected(props: {
  readonly connection: PsaConnection;
  readonly mappings: number;
  readonly onChange: () => void;
  readonly onGone: () => void;
  /** Changes when the technicians changed: the check is done again. */
  readonly revision: string;
}) {
  const { connection, mappings, revision } = props;
  const styles = usePsaStyles();
  const t = useTexts(psaTexts);
  const formats = useFormats();
  const mayChange = useMay('psa.connect');
  const notify = useNotice();
  const check = useAction(checkPsa);
  const disconnect = useAction(disconnectPsa);
  const [result, setResult] = useState<PsaCheck | null>(null);
  const [asks, setAsks] = useState(false);
  const name = t.kind[connection.kind].name;
  const { run } = check;

  const tryIt = useCallback(async () => {
    const done = await run({});
    if (done) setResult(done.answer);
  }, [run]);
  useEffect(() => {
    void tryIt();
  }, [tryIt, connection.connectedAt, revision]);

  async function leave(): Promise<void> {
    setAsks(false);
    const done = await disconnect.run({ query: { expected: connection.connectedAt } });
    if (!done) return;
    notify({ text: t.disconnected(name) });
    props.onGone();
  }

  return (
    <section className={styles.card} aria-labelledby="psa-connected">
      <div className={styles.headRow}>
        <h2 className={styles.heading} id="psa-connected">
          {name}
        </h2>
        <State result={result} isRunning={check.isRunning} />
      </div>
      <p className={styles.soft}>{sinceOf(connection, t, formats)}</p>
      {fieldsOf(connection.kind)
        .filter(({ name, isShown }) => isShown && connection.settings[name])
        .map(({ name }) => (
          <p key={name} className={styles.line}>
            {labelOf(connection.kind, name, t)}: {connection.settings[name]}
          </p>
        ))}
      <p className={styles.line} aria-live="polite">
        {countsOf(result, mappings, t, formats)}
      </p>
      {check.problem ? <ProblemBar problem={check.problem} retry={() => void tryIt()} /> : null}
      {result && (connection.kind !== 'roster' || !result.ok) ? (
        <CheckResult check={result} kind={connection.kind} />
      ) : null}
      {disconnect.problem ? <ProblemBar problem={disconnect.problem} retry={props.onGone} /> : null}
      <div className={styles.actions}>
        <Button onClick={() => void tryIt()} disabledFocusable={check.isRunning}>
          {t.checkAgain}
        </Button>
        {mayChange ? <Button onClick={props.onChange}>{t.change}</Button> : null}
        {mayChange ? (
          <Button onClick={() => setAsks(true)} disabledFocusable={disconnect.isRunning}>
            {t.disconnect}
          </Button>
        ) : null}
      </div>
      {asks ? (
        <ConfirmDialog
          title={t.disconnectTitle(name)}
          text={t.disconnectText(formats.number(mappings))}
          confirmLabel={t.disconnect}
          keepLabel={t.keepConnected}
          onConfirm={() => void leave()}
          onKeep={() => setAsks(false)}
        />
      ) : null}
    </section>
  );
}

function State(props: { readonly result: PsaCheck | null; readonly isRunning: boolean }): ReactNode {
  const t = useTexts(psaTexts);
  if (props.isRunning) return <Spinner size="tiny" label={t.checking} />;
  if (props.result === null) return null;
  return props.result.ok ? (
    <Badge appearance="tint" color="success" size="large">
      {t.works}
    </Badge>
  ) : (
    <Badge appearance="tint" color="danger" size="large">
      {t.broken}
    </Badge>
  );
}

type Words = (typeof psaTexts)['en'];

function sinceOf({ connectedAt, connectedBy }: PsaConnection, t: Words, formats: Formats): string {
  const when = formats.full(new Date(connectedAt));
  return connectedBy === null ? t.sinceOnly(when) : t.since(when, connectedBy);
}

function countsOf(result: PsaCheck | null, mappings: number, t: Words, formats: Formats): string {
  const mapped = t.mappings(formats.number(mappings), mappings === 1);
  const count = result?.technicianCount ?? null;
  if (count === null) return `${mapped}.`;
  return `${t.technicians(formats.number(count), count === 1)}. ${mapped}.`;
}
