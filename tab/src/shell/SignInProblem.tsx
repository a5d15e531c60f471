import { Button } from '@fluentui/react-components';
import type { Problem } from '../api/problem.ts';
import type { Host } from '../teams/host.ts';
import { useTexts } from '../texts/language.ts';
import { problemTexts } from '../texts/problems.ts';
import { shellTexts } from '../texts/shell.ts';
import { useShellStyles } from './Shell.styles.ts';

/** Nobody is signed in: why, and the way on. */
export function SignInProblem(props: {
  readonly problem: Problem;
  readonly host: Host;
  readonly retry: () => void;
}) {
  const styles = useShellStyles();
  const t = useTexts(shellTexts);
  const words = useTexts(problemTexts)[props.problem.code] ?? useTexts(problemTexts).unexpected;
  const isAsked = props.problem.code === 'sign_in_consent_needed';
  const isGuest = props.problem.code === 'not_allowed';
  let [title, text] = [words.title, words.text];
  if (isAsked) [title, text] = [t.consentTitle, t.consentText];
  if (isGuest) [title, text] = [t.guestTitle, t.guestText];
  return (
    <main className={styles.shell}>
      <div className={styles.center} role="alert">
        <h1 className={styles.heading}>{title}</h1>
        <p className={styles.text}>{text}</p>
        <div className={styles.row}>
          {isAsked ? (
            <Button
              appearance="primary"
              onClick={() => {
                void props.host.signInInteractively().then(props.retry, props.retry);
              }}
            >
              {t.signIn}
            </Button>
          ) : null}
          {isGuest ? null : <Button onClick={props.retry}>{t.tryAgain}</Button>}
          {isAsked ? <span className={styles.soft}>{t.opensSignIn}</span> : null}
        </div>
        {props.problem.reference ? (
          <p className={styles.soft}>{t.reference(props.problem.reference.slice(-8))}</p>
        ) : null}
      </div>
    </main>
  );
}
