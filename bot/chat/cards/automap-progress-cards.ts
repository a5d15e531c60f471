import type { RunScope } from '#core/mapping/ports.ts';
import type { ScanProgress } from '#core/mapping/scan-teams.ts';
import { automapWords } from './automap-words.ts';
import { type Card, card, type Viewer } from './card.ts';
import { heading, line, note } from './elements.ts';
import { formatWhen, placeOf } from './format.ts';
import { scopeLine } from './run-lines.ts';

/** While a scan reads (C9). No buttons: the card is edited when it ends. */
export function autoMapRunningCard(options: {
  readonly progress: ScanProgress;
  readonly scope: RunScope;
  readonly viewer: Viewer;
}): Card {
  const { progress, scope, viewer } = options;
  const counted = progress.teamsTotal > 0 ? automapWords.running(progress) : automapWords.runningStart;
  const waits = waitWords(progress, viewer);
  return card({
    summary: `${automapWords.runningTitle} ${waits ?? counted}`,
    body: [
      heading(automapWords.runningTitle),
      scope.isFull ? null : line(scopeLine({ scope, teamsScanned: progress.teamsDone })),
      line(counted),
      waits === null ? null : line(waits),
      note(automapWords.runningNote),
    ],
  });
}

/** What Microsoft asked for and what follows from it (row G2); `null` while the run reads. */
function waitWords({ waitingUntil, endsAt }: ScanProgress, viewer: Viewer): string | null {
  if (waitingUntil === null) return null;
  const when = (at: Date): string => formatWhen(at, viewer.now ?? at, placeOf(viewer));
  return waitingUntil < endsAt
    ? automapWords.waiting(when(waitingUntil))
    : automapWords.waitingTooLong(when(waitingUntil), when(endsAt));
}

export function autoMapUndoneCard(options: { readonly restored: number; readonly left: number }): Card {
  const { restored, left } = options;
  const lines = [automapWords.undone(restored), ...(left > 0 ? [automapWords.undoneLeft(left)] : [])];
  return card({
    summary: [`${automapWords.undoneTitle}.`, ...lines].join(' '),
    body: [heading(automapWords.undoneTitle), ...lines.map(line)],
  });
}

export function autoMapCancelledCard(): Card {
  return card({
    summary: `${automapWords.cancelledTitle}. ${automapWords.cancelled}`,
    body: [heading(automapWords.cancelledTitle), line(automapWords.cancelled)],
  });
}
