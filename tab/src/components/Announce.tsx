import { useAnnounceStyles } from './Announce.styles.ts';

/** A line that only screen readers get, when its text changes. */
export function Announce({ text }: { readonly text: string }) {
  const styles = useAnnounceStyles();
  return (
    <div className={styles.hidden} aria-live="polite">
      {text}
    </div>
  );
}
