import { useEffect, useRef, useState } from 'react';

export interface LeaveGuard {
  /** Where somebody wants to go although not all is saved; `null`: nobody does. */
  readonly wanted: string | null;
  readonly stay: () => void;
  readonly leave: () => void;
  /** From here on going away is meant. */
  readonly release: () => void;
}

/** Keeps a page with unsaved changes in place until the person has decided: links and the back button change the hash, which is put
 *  back before the shell hears of it; closing or loading the tab anew is asked about by the browser. */
export function useLeaveGuard(isDirty: boolean): LeaveGuard {
  const [wanted, setWanted] = useState<string | null>(null);
  const place = useRef(window.location.hash);
  const isReleased = useRef(false);

  useEffect(() => {
    if (!isDirty) return;
    isReleased.current = false;
    place.current = window.location.hash;
    const onPop = (): void => {
      const { hash } = window.location;
      if (isReleased.current || hash === place.current) return;
      window.history.pushState(null, '', place.current);
      setWanted(hash);
    };
    const onUnload = (event: BeforeUnloadEvent): void => {
      if (!isReleased.current) event.preventDefault();
    };
    window.addEventListener('popstate', onPop);
    window.addEventListener('beforeunload', onUnload);
    return () => {
      window.removeEventListener('popstate', onPop);
      window.removeEventListener('beforeunload', onUnload);
      // What was asked about is saved meanwhile.
      setWanted(null);
    };
  }, [isDirty]);

  return {
    wanted,
    stay: () => setWanted(null),
    leave: () => {
      isReleased.current = true;
      setWanted(null);
      window.location.hash = wanted ?? '';
    },
    release: () => {
      isReleased.current = true;
    },
  };
}
