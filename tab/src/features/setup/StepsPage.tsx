import { Link, MessageBar, MessageBarBody, MessageBarTitle, mergeClasses } from '@fluentui/react-components';
import { getAllTeams, getSetup } from '#contract/setup-endpoints.ts';
import { listTechnicians } from '#contract/technicians-endpoints.ts';
import type { ReactNode } from 'react';
import { useMay, useSession } from '../../api/session.ts';
import { type Resource, useResource } from '../../api/use-resource.ts';
import { Announce } from '../../components/Announce.tsx';
import { AskSomeone } from '../../components/AskSomeone.tsx';
import { Loading } from '../../components/Loading.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { ScreenLink } from '../../components/ScreenLink.tsx';
import { hrefOf } from '../../shell/path.ts';
import { useTexts } from '../../texts/language.ts';
import { setupTexts } from '../../texts/setup.ts';
import { AutoMapStep } from './AutoMapStep.tsx';
import { ConsentStep } from './ConsentStep.tsx';
import { canReadTeams, type Setup } from './consent-view.ts';
import { useSetupStyles } from './Setup.styles.ts';
import { type StepState, stepStates } from './setup-steps.ts';
import { TeamsStep } from './TeamsStep.tsx';
import { useConsent } from './use-consent.ts';

/** S5: the steps of set-up on one page, each with its state; a person can leave at any of them and come back. */
export function StepsPage() {
  const t = useTexts(setupTexts);
  const setup = useResource(getSetup);
  return (
    <Page title={t.title} summary={`${t.productLine}. ${t.summary}`}>
      {setup.problem ? (
        <ProblemBar problem={setup.problem} retry={setup.refresh} shownSince={setup.readAt} />
      ) : null}
      {setup.value ? <Steps setup={setup.value} resource={setup} /> : <Loading lines={12} />}
    </Page>
  );
}

function Steps({ setup: known, resource }: { readonly setup: Setup; readonly resource: Resource<Setup> }) {
  const styles = useSetupStyles();
  const t = useTexts(setupTexts);
  const consent = useConsent(known.consent, resource.refresh);
  const setup = { ...known, consent: consent.standing };
  const mayReadTeams = useMay('teams.read');
  const teams = useResource(getAllTeams, {}, { enabled: mayReadTeams && canReadTeams(setup.consent) });
  const technicians = useResource(listTechnicians, { query: { limit: 1 } }, { enabled: setup.psa !== null });
  const counts = technicians.value?.counts;
  const states = stepStates(setup, counts ? counts.auto + counts.manual : null);
  const [first = 'open', second = 'open', third = 'open', fourth = 'open'] = states;
  return (
    <>
      <Bars setup={setup} />
      <ol className={styles.steps} aria-label={t.steps}>
        <Step number={1} title={t.consentTitle} state={first}>
          <ConsentStep consent={consent} />
        </Step>
        <Step number={2} title={t.teamsTitle} state={second}>
          <TeamsStep
            setup={setup}
            teams={teams}
            onSetup={(changed) => resource.replace({ ...known, ticked: changed.ticked, rota: changed.rota })}
            onStale={resource.refresh}
          />
        </Step>
        <Step number={3} title={t.mapTitle} state={third}>
          <AutoMapStep setup={setup} technicians={technicians} hasTeams={teams.value?.teams.length !== 0} />
        </Step>
        <Step number={4} title={t.useTitle} state={fourth}>
          <p className={styles.text}>{fourth === 'done' ? t.useNow : t.useNone}</p>
          <div className={styles.row}>
            <ScreenLink screen="board" path="">
              {t.openBoard}
            </ScreenLink>
            <Link href={hrefOf('technicians')}>{t.technicians}</Link>
          </div>
        </Step>
      </ol>
      <Announce text={states.map((state, index) => t.stepNumber(index + 1, t.stepState[state])).join('. ')} />
    </>
  );
}

/** What stands before the first step: whom to ask, what comes from elsewhere, what the cloud lacks. */
function Bars({ setup }: { readonly setup: Setup }) {
  const styles = useSetupStyles();
  const t = useTexts(setupTexts);
  const { me } = useSession();
  const mayChange = useMay('settings.write');
  const mayConnect = useMay('psa.connect');
  return (
    <div className={styles.bars}>
      {mayChange ? null : (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>
            {t.readOnly}
            <AskSomeone names={me.ask.lead} message={t.askToSetUp} />
          </MessageBarBody>
        </MessageBar>
      )}
      {setup.psa === null ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t.psaMissingTitle}</MessageBarTitle>
            {t.psaMissing} {mayConnect ? <Link href={hrefOf('psa')}>{t.psaLink}</Link> : null}
          </MessageBarBody>
        </MessageBar>
      ) : null}
      {setup.lacks.length > 0 ? (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t.cloudTitle}</MessageBarTitle>
            {setup.lacks.map((lack) => t.lacks[lack]).join(' ')}
          </MessageBarBody>
        </MessageBar>
      ) : null}
    </div>
  );
}

function Step(props: {
  readonly number: number;
  readonly title: string;
  readonly state: StepState;
  readonly children: ReactNode;
}) {
  const styles = useSetupStyles();
  const t = useTexts(setupTexts);
  const { number, state } = props;
  const isCurrent = state === 'current';
  return (
    <li
      className={mergeClasses(styles.step, isCurrent && styles.current)}
      aria-current={isCurrent ? 'step' : undefined}
    >
      <span
        className={mergeClasses(
          styles.number,
          state === 'done' && styles.numberDone,
          isCurrent && styles.numberCurrent,
        )}
        role="img"
        aria-label={t.stepNumber(number, t.stepState[state])}
      >
        {state === 'done' ? '✓' : number}
      </span>
      <h2 className={styles.heading}>{props.title}</h2>
      <div className={styles.body}>{props.children}</div>
    </li>
  );
}
