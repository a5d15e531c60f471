import { useTexts } from '../../texts/language.ts';
import { setupTexts } from '../../texts/setup.ts';
import { useSetupStyles } from './Setup.styles.ts';

/** CON-1: the four permissions, by Microsoft's words and ours, and what they do not cover. */
export function PermissionTable() {
  const styles = useSetupStyles();
  const t = useTexts(setupTexts);
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t.permissionHead}</th>
            <th scope="col">{t.whyHead}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(t.permissions).map(([name, { onScreen, why }]) => (
            <tr key={name}>
              <th scope="row">
                {onScreen} <code>{name}</code>
              </th>
              <td>{why}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.text}>{t.notIncluded}</p>
    </>
  );
}
