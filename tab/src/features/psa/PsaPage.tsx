import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { lazy, Suspense, useState } from 'react';
import { getPsa } from '#contract/psa-endpoints.ts';
import { getSetup } from '#contract/setup-endpoints.ts';
import { useMay, useSession } from '../../api/session.ts';
import { useResource } from '../../api/use-resource.ts';
import { AskSomeone } from '../../components/AskSomeone.tsx';
import { Loading } from '../../components/Loading.tsx';
import { useNotice } from '../../components/Notice.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { useTexts } from '../../texts/language.ts';
import { psaTexts } from '../../texts/psa.ts';
import { Connected } from './Connected.tsx';
import { usePsaStyles } from './Psa.styles.ts';

const ConnectForm = lazy(async () => ({ default: (await import('./ConnectForm.tsx')).ConnectForm }));
const RosterSection = lazy(async () => ({ default: (await import('./RosterSection.tsx')).RosterSection }));

const HookSection = lazy(async () => ({ default: (await import('./HookSection.tsx')).HookSection }));
const RosterTickets = lazy(async () => ({ default: (await import('./RosterTickets.tsx')).RosterTickets }));

/** PSA-1, PSA-3: where technicians and tickets come from, and for a desk that keeps its own lists, the lists. */
export function PsaPage() {
  const styles = usePsaStyles();
  const t = useTexts(psaTexts);
  const { me } = useSession();
  const mayConnect = useMay('psa.connect');
  const mayRead = useMay('psa.read');
  const mayDispatch = useMay('dispatch.run');
  const notify = useNotice();
  const psa = useResource(getPsa);
  // Dispatchers write tickets down and have no business with the connection: all that they need of it is which one it is.
  const setup = useResource(getSetup, {}, { enabled: mayDispatch && !mayRead });
  const [isChanging, setIsChanging] = useState(false);
  const [revision, setRevision] = useState('');
  const { value, problem } = psa;
  const connection = value?.connection ?? null;
  const kind = connection?.kind ?? setup.value?.psa?.kind ?? null;
  const isOnlyTickets = kind === 'roster' && problem?.code === 'not_allowed';
  const shows = value !== null && (connection === null || isChanging) && mayConnect;

  function reload(): void {
    setIsChanging(false);
    psa.refresh();
  }

  return (
    <Page title={t.title} summary={t.summary}>
      <div className={styles.stack}>
        {problem && !isOnlyTickets && !setup.isLoading ? (
          <ProblemBar
            problem={problem}
            retry={psa.refresh}
            shownSince={value ? psa.readAt : null}
            request={t.request}
          />
        ) : null}
        {value === null && problem === null ? <Loading lines={6} /> : null}
        {value !== null && connection === null && !mayConnect ? (
          <MessageBar intent="info" layout="multiline">
            <MessageBarBody>
              {t.onlyAdmins}
              <AskSomeone names={me.ask.admin} message={t.request} />
            </MessageBarBody>
          </MessageBar>
        ) : null}
        {shows ? (
          <Suspense fallback={<Loading lines={6} />}>
            <ConnectForm
              state={value}
              onCancel={connection === null ? null : () => setIsChanging(false)}
              onReload={reload}
              onConnected={(kind) => {
                notify({ text: t.connectedNotice(t.kind[kind].name) });
                reload();
              }}
            />
          </Suspense>
        ) : null}
        {connection !== null && !isChanging ? (
          <Connected
            connection={connection}
            mappings={value?.mappings ?? 0}
            revision={revision}
            onChange={() => setIsChanging(true)}
            onGone={reload}
          />
        ) : null}
        {/* Before the roster: tickets come and go all day, and a roster is long. */}
        {kind === 'roster' && mayDispatch && !isChanging ? (
          <Suspense fallback={<Loading lines={6} />}>
            <RosterTickets />
          </Suspense>
        ) : null}
        {connection?.kind === 'roster' && !isChanging ? (
          <Suspense fallback={<Loading lines={6} />}>
            <RosterSection onChanged={setRevision} />
          </Suspense>
        ) : null}
        {connection !== null && connection.kind !== 'roster' && mayConnect && !isChanging ? (
          <Suspense fallback={<Loading lines={6} />}>
            <HookSection key={connection.connectedAt} kind={connection.kind} />
          </Suspense>
        ) : null}
      </div>
    </Page>
  );
}
