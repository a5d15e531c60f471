import { Button } from '@fluentui/react-components';
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useState } from 'react';
import { useTexts } from '../texts/language.ts';
import { shellTexts } from '../texts/shell.ts';
import { useNoticeStyles } from './Notice.styles.ts';

interface Message {
  readonly text: string;
  readonly undo?: () => void;
}

/** Long enough to read and to reach Undo (checklist: 10 s); the way back stays on the page itself too. */
const SHOWN_MS = 10_000;

const NoticeContext = createContext<(message: Message) => void>(() => {});

/** Says what was done, politely and without taking the focus, with a way back. */
export function useNotice(): (message: Message) => void {
  return use(NoticeContext);
}

/** Holds the one notice of the tab; pages show theirs by `useNotice`. */
export function NoticeArea({ children }: { readonly children: ReactNode }) {
  const styles = useNoticeStyles();
  const t = useTexts(shellTexts);
  const [message, setMessage] = useState<Message | null>(null);
  const show = useCallback((next: Message) => setMessage(next), []);
  useEffect(() => {
    if (message === null) return;
    const timer = setTimeout(() => setMessage(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [message]);
  const undo = useMemo(() => message?.undo, [message]);
  return (
    <NoticeContext value={show}>
      {children}
      <div className={styles.place} role="status">
        {message === null ? null : (
          <div className={styles.notice}>
            <span className={styles.text}>{message.text}</span>
            {undo ? (
              <Button
                size="small"
                onClick={() => {
                  setMessage(null);
                  undo();
                }}
              >
                {t.undo}
              </Button>
            ) : null}
            <Button size="small" appearance="subtle" onClick={() => setMessage(null)}>
              {t.dismiss}
            </Button>
          </div>
        )}
      </div>
    </NoticeContext>
  );
}
