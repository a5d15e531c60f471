import { useEffect, useRef } from 'react';

/** For a drawer or dialog that is mounted only while it is open. When it goes, the focus returns to what opened it (to the heading where that is gone), and the page behind can be
 *  read again: Fluent hides it from screen readers meanwhile and shows it by a timer, which is dropped together with its keyboard helper
 *  when the dialog was the last part that used one (@fluentui/react-tabster 9.26: `disposeTabster` on unmount). */
export function useReturnToPage(): void {
  const opener = useRef(document.activeElement);
  useEffect(() => {
    const { current } = opener;
    return () => {
      const isThere = current instanceof HTMLElement && current.isConnected;
      if (isThere) current.focus();
      else document.querySelector<HTMLElement>('main h1')?.focus();
      setTimeout(showPage);
    };
  }, []);
}

/** Unless another dialog is open still. */
function showPage(): void {
  if (document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return;
  document.getElementById('root')?.removeAttribute('aria-hidden');
}
