import { makeStyles } from '@fluentui/react-components';

const useStyles = makeStyles({
  hidden: {
    position: 'absolute',
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  },
});

/** A line that only screen readers get, when its text changes. */
export function Announce({ text }: { readonly text: string }) {
  const styles = useStyles();
  return (
    <div className={styles.hidden} aria-live="polite">
      {text}
    </div>
  );
}
