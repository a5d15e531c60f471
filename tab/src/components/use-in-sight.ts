import { type RefObject, useEffect, useRef } from 'react';

/** For what appears far from where somebody pressed a button: it is scrolled to when it comes. */
export function useInSight<E extends HTMLElement>(): RefObject<E | null> {
  const ref = useRef<E>(null);
  useEffect(() => {
    // In braces: newer browsers answer a promise, which React would take for what cleans up.
    ref.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return ref;
}
