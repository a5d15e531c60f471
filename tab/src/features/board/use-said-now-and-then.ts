import { useEffect, useRef, useState } from 'react';

const MINUTE_MS = 60_000;

/** `text` for a live region, at most once a minute and only when it changed; what stood there at first is read with the page. `null`: nothing yet. */
export function useSaidNowAndThen(text: string | null): string {
  const [said, setSaid] = useState('');
  const last = useRef<{ readonly text: string; readonly at: number } | null>(null);
  useEffect(() => {
    if (text === null) return;
    if (last.current === null) {
      last.current = { text, at: Date.now() };
      return;
    }
    if (text === last.current.text) return;
    const timer = setTimeout(
      () => {
        last.current = { text, at: Date.now() };
        setSaid(text);
      },
      Math.max(0, last.current.at + MINUTE_MS - Date.now()),
    );
    return () => clearTimeout(timer);
  }, [text]);
  return said;
}
