import { ProgressBar } from '@fluentui/react-components';
import { autoMapTexts } from '../../../texts/auto-map.ts';
import { useFormats, useTexts } from '../../../texts/language.ts';
import type { Run } from './review-plan.ts';
import { useRunStyles } from './Run.styles.ts';

/** A run under way: how far it is, whether Microsoft makes it wait, and that nobody has to stay. */
export function RunProgress({ run }: { readonly run: Run }) {
  const styles = useRunStyles();
  const t = useTexts(autoMapTexts);
  const formats = useFormats();
  const { progress } = run;
  // Another instance works on it: the run itself tells how far it was at its last beat.
  const done = progress?.teamsDone ?? run.teamsScanned;
  const total = progress?.teamsTotal ?? run.scope.teams.length;
  const members = progress?.members ?? run.membersScanned;
  const isKnown = total > 0;
  const words = isKnown
    ? t.progress(formats.number(done), formats.number(total), formats.number(members))
    : t.progressUnknown;
  return (
    <section className={styles.block} aria-label={t.scanningTitle}>
      <h2 className={styles.heading}>{t.scanningTitle}</h2>
      {isKnown ? (
        <ProgressBar className={styles.bar} value={done} max={total} aria-label={t.progressLabel} />
      ) : (
        <ProgressBar className={styles.bar} aria-label={t.progressLabel} />
      )}
      <p className={styles.text} role="status">
        {words} {waitWords(run, t, (at) => formats.time(at))}
      </p>
      <p className={styles.soft}>{t.mayLeave}</p>
    </section>
  );
}

function waitWords({ progress }: Run, t: (typeof autoMapTexts)['en'], time: (at: Date) => string): string {
  if (progress === null || progress.waitingUntil === null) return '';
  const until = new Date(progress.waitingUntil);
  const end = new Date(progress.endsAt);
  return until < end ? t.waitingUntil(time(until)) : t.waitingEnds(time(end));
}
