import { Link, mergeClasses } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef } from 'react';
import { hrefOf } from '../shell/path.ts';
import { usePageStyles } from './Page.styles.ts';

/** Frame of every page: one heading, which gets the focus when the page changes, what it shows in a sentence, and its actions. */
export function Page(props: {
  readonly title: string;
  /** The sentence above the content: what is shown, and by which filter. */
  readonly summary?: ReactNode;
  /** The page above this one, as a link before the heading. */
  readonly parent?: { readonly label: string; readonly path: string };
  readonly actions?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const styles = usePageStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${props.title} · Rollcall`;
  }, [props.title]);
  useEffect(() => {
    // Not on the first page: Teams has the focus then, and must keep it.
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    if (isFirstPage) isFirstPage = false;
    else heading.current?.focus();
  }, []);

  return (
    <div className={mergeClasses(styles.page, props.className)}>
      <div className={styles.head}>
        {props.parent ? (
          <div className={styles.trail}>
            <Link href={hrefOf(props.parent.path)}>‹ {props.parent.label}</Link>
          </div>
        ) : null}
        <h1 className={styles.title} tabIndex={-1} ref={heading}>
          {props.title}
        </h1>
        {props.actions ? <div className={styles.actions}>{props.actions}</div> : null}
        {props.summary ? <p className={styles.summary}>{props.summary}</p> : null}
      </div>
      {props.children}
    </div>
  );
}

let isFirstPage = true;
