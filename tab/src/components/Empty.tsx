import type { ReactNode } from 'react';
import { useEmptyStyles } from './Empty.styles.ts';

/** Nothing to show: why, and the way on. */
export function Empty(props: {
  readonly title: string;
  readonly text?: ReactNode;
  readonly action?: ReactNode;
}) {
  const styles = useEmptyStyles();
  return (
    <div className={styles.empty}>
      <h2 className={styles.title}>{props.title}</h2>
      {props.text ? <p className={styles.text}>{props.text}</p> : null}
      {props.action}
    </div>
  );
}
