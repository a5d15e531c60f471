import { Loading } from '../components/Loading.tsx';
import { useShellStyles } from './Shell.styles.ts';

/** What stands before anybody is signed in. */
export function Starting() {
  const styles = useShellStyles();
  return (
    <main className={styles.shell}>
      <div className={styles.center}>
        <Loading lines={4} />
      </div>
    </main>
  );
}
