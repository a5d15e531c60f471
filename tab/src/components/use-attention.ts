import { useCallback, useMemo, useRef } from 'react';
import { type Attention, holdsRows } from './attention.ts';

/** For the element around a list. */
export interface AttentionHandlers {
  onPointerEnter(): void;
  onPointerMove(): void;
  onPointerLeave(): void;
  onKeyDown(): void;
  onFocus(): void;
  onBlur(): void;
}

/** Whether somebody points at a list or moves in it by keyboard now: its rows stay where they are meanwhile. */
export function useAttention(): {
  readonly isHeld: (at: Date) => boolean;
  readonly handlers: AttentionHandlers;
} {
  const attention = useRef<Attention>({ isPointerInside: false, isFocusInside: false, lastMoveAt: null });
  const isHeld = useCallback((at: Date) => holdsRows(attention.current, at), []);
  const handlers = useMemo(() => {
    const notice =
      (change: Partial<Attention>, moved = true) =>
      (): void => {
        const lastMoveAt = moved ? new Date() : attention.current.lastMoveAt;
        attention.current = { ...attention.current, ...change, lastMoveAt };
      };
    return {
      onPointerEnter: notice({ isPointerInside: true }),
      onPointerMove: notice({ isPointerInside: true }),
      onPointerLeave: notice({ isPointerInside: false }, false),
      onKeyDown: notice({}),
      onFocus: notice({ isFocusInside: true }),
      onBlur: notice({ isFocusInside: false }, false),
    };
  }, []);
  return { isHeld, handlers };
}
