import type { Review } from '#core/mapping/auto-map.ts';
import type { RunRow } from '#core/mapping/ports.ts';
import { PREVIEW_MINUTES } from '#core/mapping/tunables.ts';
import { addMilliseconds, MINUTE } from '#kernel/interval.ts';
import { openTab, press } from './actions.ts';
import { type Card, card, type CardPart, type Links, type Viewer } from './card.ts';
import { groupTitle, heading, line, note, row, tick } from './elements.ts';
import { formatWhen, placeOf } from './format.ts';
import { literal } from './literal.ts';
import { failedTeams, scopeLine, topReason, unmatchedRows } from './run-lines.ts';
import { type Texts, textsFor } from '../texts/texts.ts';

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
  const texts = textsFor(viewer.locale);
  const { run, counts } = review;
  const writes = counts.add + counts.update;
  const hasWork = writes + counts.clear > 0;
  const place = placeOf(viewer);
  const until = formatWhen(addMilliseconds(run.startedAt, PREVIEW_MINUTES * MINUTE), run.startedAt, place);
  return card({
    summary: texts.automap.previewSummary(writes, counts.clear, counts.unmatched),
    body: [
      heading(texts.automap.previewTitle),
      line(scopeLine(run, texts)),
      line(texts.automap.counts(counts)),
      line(texts.automap.kept(counts)),
      ...diagnosisOf(review, viewer),
      ...failedTeams(run, texts.automap.incompleteMeans, texts).map(line),
      clearScope(review, texts),
      ...clearsOf(review, viewer),
      line(`${applyLine(writes, counts.clear, texts)} ${texts.automap.nothingChangedYet}`),
      hasWork ? note(texts.automap.openUntil(until)) : null,
    ],
    actions: [
      hasWork ? applyButton(review, viewer) : null,
      openTab(texts.shared.buttons.review, links, `admin/setup/run/${encodeURIComponent(run.runId)}`),
      press({
        title: hasWork ? texts.shared.buttons.cancel : texts.shared.buttons.close,
        verb: 'automap.cancel',
        data: { runId: run.runId },
        viewer,
        at: run.startedAt,
        withoutInputs: true,
      }),
    ],
  });
}

function applyLine(writes: number, clears: number, texts: Texts): string {
  if (writes > 0) return texts.automap.applyDoes(writes);
  return clears > 0 ? texts.automap.applyOnlyClears : texts.automap.nothingToApply;
}

function applyButton(review: Review, viewer: Viewer): CardPart {
  const { run, counts, clearsNeedConfirmation } = review;
  const texts = textsFor(viewer.locale);
  const writes = counts.add + counts.update;
  return press({
    title: writes > 0 ? texts.automap.apply(writes) : texts.shared.buttons.apply,
    verb: 'automap.apply',
    data: { runId: run.runId, ...(clearsNeedConfirmation ? { clear: 'true' } : {}) },
    viewer,
    at: run.startedAt,
    style: 'positive',
  });
}

/** One diagnosis instead of two hundred rows when nobody matched; otherwise the most frequent reason. */
function diagnosisOf({ rows, counts }: Review, viewer: Viewer): readonly CardPart[] {
  const texts = textsFor(viewer.locale);
  const top = topReason(rows);
  if (top === null) return [];
  const reason = note(texts.automap.mostly(texts.shared.unmatched[top.reason], top.count, top.of));
  if (counts.matched > 0) return [reason];
  const [pair] = unmatchedRows(rows, 1, viewer).flatMap((each) => each.second ?? []);
  return [
    line(texts.automap.nobodyMatched(counts.unmatched)),
    reason,
    ...(pair ? [note(texts.automap.samplePair(pair))] : []),
  ];
}

function clearScope({ run, counts }: Review, texts: Texts): CardPart | null {
  if (!run.scope.isFull) return line(texts.automap.pickedTeamsOnly);
  return run.scanComplete && counts.clear === 0 ? line(texts.automap.noClears) : null;
}

function clearsOf(review: Review, viewer: Viewer): readonly CardPart[] {
  const { run, rows, counts, clearsNeedConfirmation } = review;
  const texts = textsFor(viewer.locale);
  if (counts.clear === 0) return [];
  const clears = rows.filter((each) => each.action === 'clear');
  const hidden = clears.length - CLEARS_NAMED;
  return [
    groupTitle(texts.automap.clearsTitle(counts.clear)),
    ...clears.slice(0, CLEARS_NAMED).map((each) => clearRow(each, viewer)),
    ...(hidden > 0 ? [note(texts.automap.andMore(hidden))] : []),
    clearsNeedConfirmation
      ? tick({
          id: 'confirmMassClear',
          label: texts.automap.massClearLabel,
          title: texts.automap.massClearTick(counts.clear, run.autoMappingsBefore),
          isTicked: false,
        })
      : tick({
          id: 'clear',
          label: texts.automap.clearLabel,
          title: texts.automap.clearTick(counts.clear),
          isTicked: true,
        }),
    ...(clearsNeedConfirmation ? [note(texts.automap.massClearWhy)] : []),
  ];
}

function clearRow({ technicianName, user, reason }: RunRow, { isPublic, locale }: Viewer): CardPart {
  const texts = textsFor(locale);
  const was = isPublic ? null : (user?.userPrincipalName ?? user?.userDisplayName ?? null);
  const because = reason ? texts.shared.unmatched[reason] : texts.automap.noLongerMatches;
  return row({
    name: literal(technicianName, 60),
    words: '',
    second: texts.automap.clearRow(was === null ? null : literal(was, 60), because),
  });
}
