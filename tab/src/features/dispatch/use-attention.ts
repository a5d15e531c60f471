import { useCallback, useMemo, useRef } from 'react';

/** A pointer or a focus that rests longer than this looks at nothing any more: a minute old list is no longer what people expect. */
const HOLD_MS = 60_000;

export interface Attention {
  /** Whether somebody points at the list, moves in it, or has scrolled into it. */
  readonly isLooking: () => boolean;
  /** For the element around the list. */
  readonly handlers: {
    onPointerEnter(): void;
    onPointerMove(): void;
    onPointerLeave(): void;
    onKeyDown(): void;
    onFocus(): void;
    onBlur(): void;
  };
}

export function useAttention(): Attention {
  const now = useRef({ isPointerInside: false, isFocusInside: false, movedAt: 0 });
  const isLooking = useCallback(() => {
    const { isPointerInside, isFocusInside, movedAt } = now.current;
    const isThere = (isPointerInside || isFocusInside) && Date.now() - movedAt < HOLD_MS;
    return isThere || (document.scrollingElement?.scrollTop ?? 0) > 0;
  }, []);
  const handlers = useMemo(() => {
    const notice = (change: Partial<typeof now.current>) => (): void => {
      now.current = { ...now.current, movedAt: Date.now(), ...change };
    };
    return {
      onPointerEnter: notice({ isPointerInside: true }),
      onPointerMove: notice({ isPointerInside: true }),
      onPointerLeave: notice({ isPointerInside: false }),
      onKeyDown: notice({}),
      onFocus: notice({ isFocusInside: true }),
      onBlur: notice({ isFocusInside: false }),
    };
  }, []);
  return { isLooking, handlers };
}
