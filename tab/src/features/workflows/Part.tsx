import { type ReactNode, useId } from 'react';
import { useFormStyles } from './Form.styles.ts';

/** A framed part of the form with its own heading. */
export function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const styles = useFormStyles();
  const id = useId();
  return (
    <section className={styles.part} aria-labelledby={id}>
      <h2 id={id} className={styles.heading}>
        {title}
      </h2>
      {children}
    </section>
  );
}

/** The same frame for what the page's own heading names. */
export function PlainPart({ children }: { readonly children: ReactNode }) {
  const styles = useFormStyles();
  return <div className={styles.part}>{children}</div>;
}
