import {
  Button,
  Link,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import type { putTickedTeams } from '#contract/setup-endpoints.ts';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { useAction } from '../../api/use-action.ts';
import { Loading } from '../../components/Loading.tsx';
import { useNotice } from '../../components/Notice.tsx';
import { ProblemBar } from '../../components/ProblemBar.tsx';
import { useFormats, useTexts } from '../../texts/language.ts';
import { setupTexts } from '../../texts/setup.ts';
import type { Setup } from './consent-view.ts';
import { useSetupStyles } from './Setup.styles.ts';
import { listedTeams } from './team-list.ts';

/** Loaded when somebody wants to change the choice. */
const TeamPicker = lazy(async () => ({ default: (await import('./TeamPicker.tsx')).TeamPicker }));

type Choice = Setup['ticked'];
type Team = Choice['teams'][number];

/** One choice of teams: what is chosen in a sentence, and the list to change it. Two admins at once: the second is told, and loses nothing. */
export function TeamChoice(props: {
  readonly label: string;
  readonly choice: Choice;
  /** `null` while the tenant's teams cannot be listed. */
  readonly all: readonly Team[] | null;
  readonly mayChange: boolean;
  readonly endpoint: typeof putTickedTeams;
  readonly saved: string;
  /** What this many teams mean. */
  readonly meaning: (picked: number) => ReactNode;
  /** Beside the button that opens the list. */
  readonly more?: ReactNode;
  readonly onSaved: (choice: Choice) => void;
  /** Reads the choice anew. */
  readonly onConflict: () => void;
}) {
  const { choice, all, label, onSaved } = props;
  const styles = useSetupStyles();
  const t = useTexts(setupTexts);
  const formats = useFormats();
  const notice = useNotice();
  const save = useAction(props.endpoint);
  const opener = useRef<HTMLDivElement>(null);
  const [draft, setDraft] = useState<ReadonlySet<string> | null>(null);
  const names = formats.list(choice.teams.map(({ displayName }) => displayName));
  const word = choice.teams.length > 0 ? t.change : t.pick;
  const conflict = save.problem?.code === 'conflict' ? save.problem : null;

  // Once the list is really gone: on a slow machine that is later than the next frame.
  const isClosing = useRef(false);
  useEffect(() => {
    if (draft !== null || !isClosing.current) return;
    isClosing.current = false;
    opener.current?.querySelector('button')?.focus();
  }, [draft]);

  function close(): void {
    isClosing.current = true;
    setDraft(null);
    save.forgetProblem();
  }

  async function write(teamIds: readonly string[]): Promise<void> {
    const before = choice.teams.map(({ id }) => id);
    const done = await save.run({ body: { teamIds: [...teamIds], expectedVersion: choice.version } });
    if (done === null) {
      props.onConflict();
      return;
    }
    onSaved(done.answer);
    close();
    notice({
      text: props.saved,
      undo: () => {
        const { version } = done.answer;
        void save
          .run({ body: { teamIds: before, expectedVersion: version } })
          .then((undone) => (undone ? onSaved(undone.answer) : props.onConflict()));
      },
    });
  }

  if (draft === null) {
    return (
      <>
        <p className={styles.text}>
          {choice.teams.length > 0 ? <strong>{names}. </strong> : null}
          {props.meaning(choice.teams.length)}
        </p>
        {props.mayChange && (all !== null || choice.teams.length > 0) ? (
          <div className={styles.row} ref={opener}>
            <Button
              aria-label={t.named(word, label)}
              onClick={() => setDraft(new Set(choice.teams.map(({ id }) => id)))}
            >
              {word}
            </Button>
            {props.more}
          </div>
        ) : null}
        {save.problem ? <ProblemBar problem={save.problem} /> : null}
      </>
    );
  }
  const teams = listedTeams(all, choice.teams);
  return (
    <Suspense fallback={<Loading lines={4} />}>
      <TeamPicker label={label} teams={teams} picked={draft} onPick={setDraft}>
        <p className={styles.text}>{props.meaning(draft.size)}</p>
        {conflict ? (
          <MessageBar intent="warning" layout="multiline" politeness="assertive">
            <MessageBarBody>
              <MessageBarTitle>{t.conflictTitle(textOrNull(conflict.details['changedBy']))}</MessageBarTitle>
              {t.conflict(names === '' ? t.noTeamWord : names)}
            </MessageBarBody>
            <MessageBarActions>
              <Button size="small" onClick={close}>
                {t.takeTheirs}
              </Button>
            </MessageBarActions>
          </MessageBar>
        ) : null}
        {save.problem && !conflict ? <ProblemBar problem={save.problem} /> : null}
        <div className={styles.row}>
          <Button appearance="primary" disabled={save.isRunning} onClick={() => void write([...draft])}>
            {conflict ? t.saveMine : t.save(draft.size)}
          </Button>
          <Button onClick={close}>{t.cancel}</Button>
        </div>
      </TeamPicker>
    </Suspense>
  );
}

/** A way to say "all of them" without opening the list. */
export function ScanAll(props: { readonly onClick: () => void }) {
  const t = useTexts(setupTexts);
  return (
    <Link as="button" onClick={props.onClick}>
      {t.scanAll}
    </Link>
  );
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
