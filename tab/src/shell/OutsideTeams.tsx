import { Link } from '@fluentui/react-components';
import { useTexts } from '../texts/language.ts';
import { shellTexts } from '../texts/shell.ts';
import { useShellStyles } from './Shell.styles.ts';

/** Opened in a plain browser, or in a frame that is not Teams'. */
export function OutsideTeams() {
  const styles = useShellStyles();
  const t = useTexts(shellTexts);
  return (
    <main className={styles.shell}>
      <div className={styles.center}>
        <h1 className={styles.heading}>{t.outsideTitle}</h1>
        <p className={styles.text}>{t.outsideText}</p>
        <p className={styles.text}>
          <Link href="https://teams.microsoft.com">{t.openTeams}</Link>{' '}
          <span className={styles.soft}>{t.opensTeams}</span>
        </p>
      </div>
    </main>
  );
}
