import type { RunScope } from '#core/mapping/ports.ts';
import type { ScanProgress } from '#core/mapping/scan-teams.ts';
import { type Card, card, type Viewer } from './card.ts';
import { heading, line, note } from './elements.ts';
import { formatWhen, placeOf } from './format.ts';
import { scopeLine } from './run-lines.ts';
import { textsFor } from '../texts/texts.ts';

/** While a scan reads (C9). No buttons: the card is edited when it ends. */
export function autoMapRunningCard(options: {
  readonly progress: ScanProgress;
  readonly scope: RunScope;
  readonly viewer: Viewer;
}): Card {
  const { progress, scope, viewer } = options;
  const texts = textsFor(viewer.locale);
  const counted = progress.teamsTotal > 0 ? texts.automap.running(progress) : texts.automap.runningStart;
  const waits = waitWords(progress, viewer);
  return card({
    summary: `${texts.automap.runningTitle} ${waits ?? counted}`,
    body: [
      heading(texts.automap.runningTitle),
      scope.isFull ? null : line(scopeLine({ scope, teamsScanned: progress.teamsDone }, texts)),
      line(counted),
      waits === null ? null : line(waits),
      note(texts.automap.runningNote),
    ],
  });
}

/** What Microsoft asked for and what follows from it (row G2); `null` while the run reads. */
function waitWords({ waitingUntil, endsAt }: ScanProgress, viewer: Viewer): string | null {
  if (waitingUntil === null) return null;
  const texts = textsFor(viewer.locale);
  const when = (at: Date): string => formatWhen(at, viewer.now ?? at, placeOf(viewer));
  return waitingUntil < endsAt
    ? texts.automap.waiting(when(waitingUntil))
    : texts.automap.waitingTooLong(when(waitingUntil), when(endsAt));
}

export function autoMapUndoneCard(options: {
  readonly restored: number;
  readonly left: number;
  readonly viewer: Viewer;
}): Card {
  const { restored, left, viewer } = options;
  const texts = textsFor(viewer.locale);
  const lines = [texts.automap.undone(restored), ...(left > 0 ? [texts.automap.undoneLeft(left)] : [])];
  return card({
    summary: [`${texts.automap.undoneTitle}.`, ...lines].join(' '),
    body: [heading(texts.automap.undoneTitle), ...lines.map(line)],
  });
}

export function autoMapCancelledCard(viewer: Viewer): Card {
  const texts = textsFor(viewer.locale);
  return card({
    summary: `${texts.automap.cancelledTitle}. ${texts.automap.cancelled}`,
    body: [heading(texts.automap.cancelledTitle), line(texts.automap.cancelled)],
  });
}
