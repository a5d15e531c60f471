import { useTexts } from '../../texts/language.ts';
import { psaRightTexts } from '../../texts/psa-rights.ts';
import { usePsaStyles } from './Psa.styles.ts';
import { RIGHTS } from './psa-rights.ts';

/** PSA-3: what the connection must be allowed to do, before anybody finds out by trying. */
export function PsaRights({ kind }: { readonly kind: keyof typeof RIGHTS }) {
  const styles = usePsaStyles();
  const t = useTexts(psaRightTexts);
  return (
    <details>
      <summary className={styles.summary}>{t.title}</summary>
      <div className={styles.more}>
        <p className={styles.soft}>{t.where[kind]}</p>
        <ul className={styles.bullets} aria-label={t.title}>
          {RIGHTS[kind].map(({ name, purpose }) => (
            <li key={name}>
              <strong>{name}</strong>: {t.purpose[purpose]}
            </li>
          ))}
        </ul>
        <p className={styles.soft}>{t.without}</p>
      </div>
    </details>
  );
}
