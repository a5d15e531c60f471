import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Board } from './person-words.ts';
import { type Attention, arrange, holdsRows, type Placed } from './steady-order.ts';

export interface SteadyRows {
  readonly placed: readonly Placed[];
  /** The next answer puts everybody where they belong, whoever points at what. */
  release(): void;
  /** For the element around the rows. */
  readonly handlers: {
    onPointerEnter(): void;
    onPointerMove(): void;
    onPointerLeave(): void;
    onKeyDown(): void;
    onFocus(): void;
    onBlur(): void;
  };
}

/** The rows of each new answer, held in place while somebody points at the list or moves in it by keyboard. */
export function useSteadyRows(board: Board | null): SteadyRows {
  const attention = useRef<Attention>({ isPointerInside: false, isFocusInside: false, lastMoveAt: null });
  const isReleased = useRef(false);
  const [placed, setPlaced] = useState<readonly Placed[]>([]);

  // Before the paint: an answer must never be seen without its rows.
  useLayoutEffect(() => {
    if (board === null) {
      setPlaced([]);
      return;
    }
    const at = new Date();
    const isHeld = !isReleased.current && holdsRows(attention.current, at);
    isReleased.current = false;
    setPlaced((before) => arrange(before, board.technicians, { isHeld, at }));
  }, [board]);

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
  const release = useCallback(() => {
    isReleased.current = true;
  }, []);
  return { placed, release, handlers };
}
