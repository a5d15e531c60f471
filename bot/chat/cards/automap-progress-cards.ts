import type { RunScope } from '#core/mapping/ports.ts';
import type { ScanProgress } from '#core/mapping/scan-teams.ts';
import { automapWords } from './automap-words.ts';
import { type Card, card } from './card.ts';
import { heading, line, note } from './elements.ts';
import { scopeLine } from './run-lines.ts';

/** While a scan reads (C9). No buttons: the card is edited when it ends. */
export function autoMapRunningCard(options: {
  readonly progress: ScanProgress;
  readonly scope: RunScope;
}): Card {
  const { progress, scope } = options;
  const counted = progress.teamsTotal > 0 ? automapWords.running(progress) : automapWords.runningStart;
  return card({
    summary: `${automapWords.runningTitle} ${counted}`,
    body: [
      heading(automapWords.runningTitle),
      scope.isFull ? null : line(scopeLine({ scope, teamsScanned: progress.teamsDone })),
      line(counted),
      note(automapWords.runningNote),
    ],
  });
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
