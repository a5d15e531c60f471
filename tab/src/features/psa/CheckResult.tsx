import { mergeClasses } from '@fluentui/react-components';
import { CheckmarkCircleRegular, DismissCircleRegular } from '@fluentui/react-icons';
import { useFormats, useTexts } from '../../texts/language.ts';
import { psaTexts } from '../../texts/psa.ts';
import { usePsaStyles } from './Psa.styles.ts';
import type { PsaCheck, PsaKind } from './psa-types.ts';
import { sentenceOf } from './psa-words.ts';

type Step = PsaCheck['steps'][number];

/** PSA-3: what was tried, one line each, and for what failed the missing right and the way on. */
export function CheckResult({ check, kind }: { readonly check: PsaCheck; readonly kind: PsaKind }) {
  const styles = usePsaStyles();
  const t = useTexts(psaTexts);
  return (
    <ul className={styles.steps} aria-label={t.steps}>
      {check.steps.map((step) => (
        <li key={step.id} className={styles.step}>
          {step.ok ? (
            <CheckmarkCircleRegular fontSize={20} className={styles.good} aria-hidden />
          ) : (
            <DismissCircleRegular fontSize={20} className={styles.bad} aria-hidden />
          )}
          <div>
            <p className={styles.line}>
              <strong>{t.step[step.id]}</strong>: {step.ok ? t.stepWorks : t.stepFails}
            </p>
            {step.ok ? null : <Fault step={step} kind={kind} />}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Fault({ step, kind }: { readonly step: Step; readonly kind: PsaKind }) {
  const styles = usePsaStyles();
  const t = useTexts(psaTexts);
  const formats = useFormats();
  const said = [step.problem, step.remedy].filter((each) => each !== null).join('. ');
  return (
    <>
      <p className={styles.line}>{sentenceOf(step, kind, t)}</p>
      {step.missing.length > 0 ? (
        <p className={mergeClasses(styles.line)}>{t.missing(formats.list(step.missing))}</p>
      ) : null}
      {said === '' ? null : (
        <details>
          <summary className={styles.summary}>{t.said}</summary>
          <p className={styles.soft} lang="en">
            {said}
          </p>
        </details>
      )}
    </>
  );
}
