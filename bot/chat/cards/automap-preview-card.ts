import type { Review } from '#core/mapping/auto-map.ts';
import type { RunRow } from '#core/mapping/ports.ts';
import { PREVIEW_MINUTES } from '#core/mapping/tunables.ts';
import { addMilliseconds, MINUTE } from '#kernel/interval.ts';
import { openTab, press } from './actions.ts';
import { automapWords } from './automap-words.ts';
import { type Card, card, type CardPart, type Links, type Viewer } from './card.ts';
import { groupTitle, heading, line, note, row, tick } from './elements.ts';
import { formatWhen, placeOf } from './format.ts';
import { literal } from './literal.ts';
import { failedTeams, scopeLine, topReason, unmatchedRows } from './run-lines.ts';
import { words } from './words.ts';

/** Clears that are named; the tab lists all. */
const CLEARS_NAMED = 5;

/** What a run would do, before it does (C8, MAP-4). Apply brings the input `clear`, or, where so many clears need an explicit yes,
 *  `clear: 'true'` as data and the input `confirmMassClear` (MAP-6a). */
export function autoMapPreviewCard(options: {
  /** In the state `preview`. */
  readonly review: Review;
  readonly viewer: Viewer;
  readonly links: Links;
}): Card {
  const { review, viewer, links } = options;
  const { run, counts } = review;
  const writes = counts.add + counts.update;
  const hasWork = writes + counts.clear > 0;
  const place = placeOf(viewer);
  const until = formatWhen(addMilliseconds(run.startedAt, PREVIEW_MINUTES * MINUTE), run.startedAt, place);
  return card({
    summary: automapWords.previewSummary(writes, counts.clear, counts.unmatched),
    body: [
      heading(automapWords.previewTitle),
      line(scopeLine(run)),
      line(automapWords.counts(counts)),
      line(automapWords.kept(counts)),
      ...diagnosisOf(review, viewer),
      ...failedTeams(run, automapWords.incompleteMeans).map(line),
      clearScope(review),
      ...clearsOf(review, viewer),
      line(`${applyLine(writes, counts.clear)} ${automapWords.nothingChangedYet}`),
      hasWork ? note(automapWords.openUntil(until)) : null,
    ],
    actions: [
      hasWork ? applyButton(review, viewer) : null,
      openTab(words.buttons.review, links, `admin/setup/run/${encodeURIComponent(run.runId)}`),
      press({
        title: hasWork ? words.buttons.cancel : words.buttons.close,
        verb: 'automap.cancel',
        data: { runId: run.runId },
        viewer,
        at: run.startedAt,
        withoutInputs: true,
      }),
    ],
  });
}

function applyLine(writes: number, clears: number): string {
  if (writes > 0) return automapWords.applyDoes(writes);
  return clears > 0 ? automapWords.applyOnlyClears : automapWords.nothingToApply;
}

function applyButton(review: Review, viewer: Viewer): CardPart {
  const { run, counts, clearsNeedConfirmation } = review;
  const writes = counts.add + counts.update;
  return press({
    title: writes > 0 ? automapWords.apply(writes) : words.buttons.apply,
    verb: 'automap.apply',
    data: { runId: run.runId, ...(clearsNeedConfirmation ? { clear: 'true' } : {}) },
    viewer,
    at: run.startedAt,
    style: 'positive',
  });
}

/** One diagnosis instead of two hundred rows when nobody matched; otherwise the most frequent reason. */
function diagnosisOf({ rows, counts }: Review, viewer: Viewer): readonly CardPart[] {
  const top = topReason(rows);
  if (top === null) return [];
  const reason = note(automapWords.mostly(words.unmatched[top.reason], top.count, top.of));
  if (counts.matched > 0) return [reason];
  const [pair] = unmatchedRows(rows, 1, viewer).flatMap((each) => each.second ?? []);
  return [
    line(automapWords.nobodyMatched(counts.unmatched)),
    reason,
    ...(pair ? [note(automapWords.samplePair(pair))] : []),
  ];
}

function clearScope({ run, counts }: Review): CardPart | null {
  if (!run.scope.isFull) return line(automapWords.pickedTeamsOnly);
  return run.scanComplete && counts.clear === 0 ? line(automapWords.noClears) : null;
}

function clearsOf(review: Review, viewer: Viewer): readonly CardPart[] {
  const { run, rows, counts, clearsNeedConfirmation } = review;
  if (counts.clear === 0) return [];
  const clears = rows.filter((each) => each.action === 'clear');
  const hidden = clears.length - CLEARS_NAMED;
  return [
    groupTitle(automapWords.clearsTitle(counts.clear)),
    ...clears.slice(0, CLEARS_NAMED).map((each) => clearRow(each, viewer)),
    ...(hidden > 0 ? [note(automapWords.andMore(hidden))] : []),
    clearsNeedConfirmation
      ? tick({
          id: 'confirmMassClear',
          label: automapWords.massClearLabel,
          title: automapWords.massClearTick(counts.clear, run.autoMappingsBefore),
          isTicked: false,
        })
      : tick({
          id: 'clear',
          label: automapWords.clearLabel,
          title: automapWords.clearTick(counts.clear),
          isTicked: true,
        }),
    ...(clearsNeedConfirmation ? [note(automapWords.massClearWhy)] : []),
  ];
}

function clearRow({ technicianName, user, reason }: RunRow, { isPublic }: Viewer): CardPart {
  const was = isPublic ? null : (user?.userPrincipalName ?? user?.userDisplayName ?? null);
  const because = reason ? words.unmatched[reason] : automapWords.noLongerMatches;
  return row({
    name: literal(technicianName, 60),
    words: '',
    second: automapWords.clearRow(was === null ? null : literal(was, 60), because),
  });
}
