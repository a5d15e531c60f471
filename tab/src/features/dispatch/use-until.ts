import { useEffect, useState } from 'react';

/** Whether `end` is still to come; redrawn when it has come. `false` without one. */
export function useUntil(end: Date | null): boolean {
  const [, redraw] = useState(0);
  const at = end?.getTime() ?? 0;
  useEffect(() => {
    const left = at - Date.now();
    if (left <= 0) return;
    const timer = setTimeout(() => redraw((count) => count + 1), left + 50);
    return () => clearTimeout(timer);
  }, [at]);
  return at > Date.now();
}
