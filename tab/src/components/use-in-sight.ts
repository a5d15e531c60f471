import { type RefObject, useEffect, useRef } from 'react';

/** For what appears far from where somebody pressed a button: it is scrolled to when it comes. */
export function useInSight<E extends HTMLElement>(): RefObject<E | null> {
  const ref = useRef<E>(null);
  useEffect(() => {
    // Newer browsers answer a promise, which is nothing to clean up by.
    void ref.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return ref;
}
