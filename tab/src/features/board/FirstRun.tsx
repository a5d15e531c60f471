import { useMay, useSession } from '../../api/session.ts';
import { AskSomeone } from '../../components/AskSomeone.tsx';
import { Page } from '../../components/Page.tsx';
import { ScreenLink } from '../../components/ScreenLink.tsx';
import { firstRunTexts } from '../../texts/first-run.ts';
import { useTexts } from '../../texts/language.ts';
import { useFirstRunStyles } from './FirstRun.styles.ts';

/** The board before there is anything on it: what it will say, what it needs, and who can do that. */
export function FirstRun({ isBegun }: { readonly isBegun: boolean }) {
  const styles = useFirstRunStyles();
  const t = useTexts(firstRunTexts);
  const { me } = useSession();
  const canSetUp = useMay('consent.start') || useMay('psa.connect');
  const canGoOn = useMay('automap.run');
  return (
    <Page title={t.title}>
      <ul className={styles.list}>
        {t.value.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p className={styles.text}>{t.needs}</p>
      {canSetUp || (isBegun && canGoOn) ? (
        <p className={styles.start}>
          <ScreenLink screen="admin" path="setup">
            {isBegun ? t.continue : t.start}
          </ScreenLink>
        </p>
      ) : (
        <p className={styles.text}>
          {t.askText}
          <AskSomeone names={me.ask.admin} message={t.message} />
        </p>
      )}
    </Page>
  );
}
