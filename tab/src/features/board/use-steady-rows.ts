import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import { type AttentionHandlers, useAttention } from '../../components/use-attention.ts';
import type { Board } from './person-words.ts';
import { arrange, type Placed } from './steady-order.ts';

export interface SteadyRows {
  readonly placed: readonly Placed[];
  /** The next answer puts everybody where they belong, whoever points at what. */
  release(): void;
  /** For the element around the rows. */
  readonly handlers: AttentionHandlers;
}

/** The rows of each new answer, held in place while somebody points at the list or moves in it by keyboard. */
export function useSteadyRows(board: Board | null): SteadyRows {
  const { isHeld, handlers } = useAttention();
  const isReleased = useRef(false);
  const [placed, setPlaced] = useState<readonly Placed[]>([]);

  // Before the paint: an answer must never be seen without its rows.
  useLayoutEffect(() => {
    if (board === null) {
      setPlaced([]);
      return;
    }
    const at = new Date();
    const stays = !isReleased.current && isHeld(at);
    isReleased.current = false;
    setPlaced((before) => arrange(before, board.technicians, { isHeld: stays, at }));
  }, [board, isHeld]);

  const release = useCallback(() => {
    isReleased.current = true;
  }, []);
  return { placed, release, handlers };
}
