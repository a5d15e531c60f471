import { Fragment } from 'react';

/** An e-mail or sign-in name that breaks behind its dots and its at sign before it breaks anywhere. */
export function Address({ text }: { readonly text: string }) {
  const parts = text.split(/(?<=[@.])/);
  return (
    <span>
      {parts.map((part, index) => (
        <Fragment key={index}>
          {index > 0 ? <wbr /> : null}
          {part}
        </Fragment>
      ))}
    </span>
  );
}
