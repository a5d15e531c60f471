import type { askWhatIf } from '#contract/dispatch-endpoints.ts';
import type { RequestOf } from '../../api/client.ts';

export interface Imagined {
  /** `''`: nobody is moved. */
  readonly technicianId: string;
  readonly move: 'away' | 'back';
  readonly isRotaOff: boolean;
  readonly rulesOff: readonly number[];
  /** As a `datetime-local` field has it, in the person's zone; `''`: the time as it was. */
  readonly start: string;
}

export const NOTHING_IMAGINED: Imagined = {
  technicianId: '',
  move: 'away',
  isRotaOff: false,
  rulesOff: [],
  start: '',
};

type Changes = NonNullable<RequestOf<typeof askWhatIf>['body']>['changes'];

/** What the server is asked; empty when nothing is changed; `null` for a time that is none. */
export function changesOf({ technicianId, move, isRotaOff, rulesOff, start }: Imagined): Changes | null {
  const at = start === '' ? null : new Date(start);
  if (at !== null && Number.isNaN(at.getTime())) return null;
  return [
    ...(technicianId === '' ? [] : [{ change: move, technicianId }]),
    ...(isRotaOff ? [{ change: 'rota-off' as const }] : []),
    ...rulesOff.map((sentence) => ({ change: 'rule-off' as const, sentence })),
    ...(at === null ? [] : [{ change: 'other-time' as const, start: at.toISOString() }]),
  ];
}
