import { ROLES } from '#kernel/vocabulary.ts';
import { type Column, Records } from '../../components/Records.tsx';
import { useSectionStyles } from '../../components/Section.styles.ts';
import { accessTexts } from '../../texts/access.ts';
import { useTexts } from '../../texts/language.ts';

/** What each role may do. */
export function RoleRights() {
  const styles = useSectionStyles();
  const t = useTexts(accessTexts);
  const columns: readonly Column<(typeof ROLES)[number]>[] = [
    { key: 'role', label: t.roleColumn, width: '25%', cell: (role) => t.role[role] },
    { key: 'may', label: t.rights, cell: (role) => t.may[role] },
  ];
  return (
    <details className={styles.details}>
      <summary className={styles.summary}>{t.rights}</summary>
      <div className={styles.inside}>
        <p className={styles.soft}>{t.rightsHint}</p>
        <Records label={t.rights} columns={columns} rows={ROLES} keyOf={(role) => role} />
      </div>
    </details>
  );
}
