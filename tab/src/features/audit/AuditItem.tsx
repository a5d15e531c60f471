import { Link } from '@fluentui/react-components';
import { useSectionStyles } from '../../components/Section.styles.ts';
import { hrefOf, pathOf } from '../../shell/path.ts';
import { auditTexts } from '../../texts/audit.ts';
import { useFormats, useTexts } from '../../texts/language.ts';
import { settingTexts } from '../../texts/settings.ts';
import { useAuditStyles } from './Audit.styles.ts';
import { actorWords, type AuditEntry, placeOf, sentenceOf, valueText } from './audit-words.ts';

/** One change: when, what, who, and the two sides of it. */
export function AuditItem({ entry }: { readonly entry: AuditEntry }) {
  const styles = useSectionStyles();
  const own = useAuditStyles();
  const t = useTexts(auditTexts);
  const settings = useTexts(settingTexts).setting;
  const formats = useFormats();
  const sentence = sentenceOf(entry, { t, settings });
  const place = placeOf(entry);
  return (
    <li className={own.entry}>
      <time className={own.when} dateTime={entry.at}>
        {formats.full(new Date(entry.at))}
      </time>
      <div className={own.what}>
        <span className={own.sentence}>{sentence}</span>
        <span className={own.line}>
          <span>{actorWords(entry.actor, t)}</span>
          {place ? <Link href={hrefOf(pathOf(...place.parts))}>{t.open[place.kind]}</Link> : null}
        </span>
        <details>
          <summary className={own.summary} aria-label={t.detailsOf(sentence)}>
            {t.details}
          </summary>
          <div className={own.sides}>
            <Side label={t.before} value={valueText(entry.before)} />
            <Side label={t.after} value={valueText(entry.after)} />
          </div>
          <p className={styles.soft}>{t.idOf(entry.subjectId)}</p>
        </details>
      </div>
    </li>
  );
}

function Side({ label, value }: { readonly label: string; readonly value: string | null }) {
  const styles = useSectionStyles();
  const own = useAuditStyles();
  const t = useTexts(auditTexts);
  return (
    <div className={own.side}>
      <span className={styles.soft}>{label}</span>
      {value === null ? <span>{t.nothing}</span> : <pre className={styles.code}>{value}</pre>}
    </div>
  );
}
