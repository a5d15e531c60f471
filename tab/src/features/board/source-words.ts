import type { Board } from './person-words.ts';
import type { BoardWords } from '../../texts/board.ts';
import type { Formats } from '../../texts/language.ts';

type Source = Board['sources'][number];

/** "Used: presence, Shifts (Service Desk). Not used: …" in one line. */
export function inputsLine(
  sources: readonly Source[],
  t: Pick<BoardWords, 'used' | 'source' | 'notUsed'>,
  { list }: Pick<Formats, 'list'>,
): string {
  const rota = sources.filter(({ source, used }) => source === 'shifts' && used);
  const used = [
    ...(sources.some(({ source, used: isUsed }) => source === 'presence' && isUsed)
      ? [t.source.presence]
      : []),
    ...(rota.length > 0 ? [t.source.shifts(list(rota.flatMap(({ team }) => team?.displayName ?? [])))] : []),
  ];
  const left = sources.flatMap(({ reason }) => {
    if (reason === 'too-far-ahead') return [t.notUsed.tooFarAhead];
    if (reason === 'nobody-mapped') return [t.notUsed.nobodyMapped];
    return reason === 'no-rota-chosen' ? [t.notUsed.noRota] : [];
  });
  return [...(used.length > 0 ? [t.used(used.join(', '))] : []), ...left].join(' ');
}

const EXPECTED = ['too-far-ahead', 'nobody-mapped', 'no-rota-chosen'];

/** Failed, whole or in part. */
export function isTrouble({ reason }: Source): boolean {
  return reason !== null && !EXPECTED.includes(reason);
}

export interface Trouble {
  /** What it means for the board. */
  readonly text: string;
  /** The error code behind it, which has words of its own. */
  readonly code: string;
}

/** Sources that failed whole or in part, one line each; the same failure of several rota teams is one line. */
export function troubles(
  sources: readonly Source[],
  t: BoardWords['trouble'],
  { list }: Pick<Formats, 'list'>,
): readonly Trouble[] {
  const failed = sources.filter(isTrouble);
  const people = failed.flatMap(({ source, used, reason }): readonly Trouble[] => {
    const code = reason ?? '';
    if (source === 'presence') return [{ text: used ? t.presencePartly : t.presence, code }];
    return source === 'technicians' ? [{ text: t.technicians, code }] : [];
  });
  const rota = failed.filter(({ source }) => source === 'shifts');
  const shifts = [...new Set(rota.map(({ reason }) => reason ?? ''))].map((code): Trouble => {
    const alike = rota.filter(({ reason }) => (reason ?? '') === code);
    const names = list(alike.flatMap(({ team }) => team?.displayName ?? []));
    return { text: code === 'no_schedule' ? t.noSchedule(names) : t.shifts(names), code };
  });
  return [...people, ...shifts];
}
