import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { type getAllTeams, putRotaTeams, putTickedTeams } from '#contract/setup-endpoints.ts';
import { useMay } from '../../api/session.ts';
import type { Resource } from '../../api/use-resource.ts';
import { useAction } from '../../api/use-action.ts';
import type { AnswerOf } from '../../api/client.ts';
import { Loading } from '../../components/Loading.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { useTexts } from '../../texts/language.ts';
import { setupTexts } from '../../texts/setup.ts';
import { canReadTeams, type Setup } from './consent-view.ts';
import { useSetupStyles } from './Setup.styles.ts';
import { ScanAll, TeamChoice } from './TeamChoice.tsx';

/** Step 2: where auto-map looks, and whose Shifts count. Two choices, said to be two. */
export function TeamsStep(props: {
  readonly setup: Setup;
  readonly teams: Resource<AnswerOf<typeof getAllTeams>>;
  readonly onSetup: (setup: Setup) => void;
  readonly onStale: () => void;
}) {
  const styles = useSetupStyles();
  const t = useTexts(setupTexts);
  const { setup, teams } = props;
  const mayChange = useMay('settings.write');
  const all = teams.value?.teams ?? null;
  const total = all?.length ?? null;
  // Before anything can be listed or was chosen, there is nothing to say about a choice.
  const hasList = all !== null && all.length > 0;
  const scanAll = useAction(putTickedTeams);

  async function tickNone(): Promise<void> {
    const done = await scanAll.run({ body: { teamIds: [], expectedVersion: setup.ticked.version } });
    if (done) props.onSetup({ ...setup, ticked: done.answer });
    else props.onStale();
  }

  return (
    <>
      <TeamsList {...props} />
      {hasList || setup.ticked.version > 0 ? (
        <TeamChoice
          label={t.teamsTitle}
          choice={setup.ticked}
          all={all}
          mayChange={mayChange}
          endpoint={putTickedTeams}
          saved={t.savedTicked}
          meaning={(picked) => {
            if (picked > 0) return `${t.teamsPicked(picked, total)}. ${t.teamsSome}`;
            return setup.ticked.version === 0 && total !== null
              ? `${t.teamsUndecided} ${t.teamsNone(total)}`
              : t.teamsNone(total);
          }}
          more={setup.ticked.version === 0 ? <ScanAll onClick={() => void tickNone()} /> : null}
          onSaved={(ticked) => props.onSetup({ ...setup, ticked })}
          onConflict={props.onStale}
        />
      ) : null}
      {scanAll.problem ? <ProblemBar problem={scanAll.problem} /> : null}
      <h3 className={styles.subHeading}>{t.rotaTitle}</h3>
      <p className={styles.soft}>{t.rotaApart}</p>
      <TeamChoice
        label={t.rotaTitle}
        choice={setup.rota}
        all={all}
        mayChange={mayChange}
        endpoint={putRotaTeams}
        saved={t.savedRota}
        meaning={(picked) => {
          if (picked > 0) return `${t.teamsPicked(picked, total)}.`;
          return setup.ticked.teams.length > 0 ? t.rotaDefault : t.rotaNoDefault;
        }}
        onSaved={(rota) => props.onSetup({ ...setup, rota })}
        onConflict={props.onStale}
      />
      {mayChange ? null : <p className={styles.soft}>{t.needsLead}</p>}
    </>
  );
}

/** Why there is no list to pick from, if there is none. */
function TeamsList({ setup, teams }: Pick<Parameters<typeof TeamsStep>[0], 'setup' | 'teams'>) {
  const styles = useSetupStyles();
  const t = useTexts(setupTexts);
  const mayRead = useMay('teams.read');
  if (!mayRead) return null;
  if (setup.consent.state === 'spreading') return <p className={styles.text}>{t.teamsSpreading}</p>;
  if (setup.consent.state === 'revoked') return <p className={styles.text}>{t.teamsRevoked}</p>;
  if (!canReadTeams(setup.consent)) return <p className={styles.text}>{t.teamsLater}</p>;
  if (teams.problem) {
    return <ProblemBar problem={teams.problem} retry={teams.refresh} shownSince={teams.readAt} />;
  }
  if (teams.value === null) return <Loading lines={2} />;
  if (teams.value.teams.length > 0) return null;
  return (
    <MessageBar intent="warning" layout="multiline" politeness="polite" className={styles.stretch}>
      <MessageBarBody>
        <MessageBarTitle>{t.noTeamsTitle}</MessageBarTitle>
        {t.noTeams}
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" disabled={teams.isLoading} onClick={teams.refresh}>
          {t.lookAgain}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
