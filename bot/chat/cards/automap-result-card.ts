import type { Review } from '#core/mapping/auto-map.ts';
import type { RunRow, RunState } from '#core/mapping/ports.ts';
import { openTab, press } from './actions.ts';
import { type Card, card, type CardPart, type Links, type Viewer } from './card.ts';
import { groupTitle, heading, line, note, row } from './elements.ts';
import { formatWhen, placeOf } from './format.ts';
import { literal } from './literal.ts';
import { failedTeams, scopeLine, topReason, unmatchedRows } from './run-lines.ts';
import { type Texts, textsFor } from '../texts/texts.ts';

const ROWS_SHOWN = 5;

/** What a run did (C10, CHAT-4): added, changed, cleared, kept; clears held back; who is still unmatched and why. */
export function autoMapResultCard(options: {
  /** Applied, or ended in another way. */
  readonly review: Review;
  readonly canUndo: boolean;
  readonly viewer: Viewer;
  readonly links: Links;
}): Card {
  const { review, canUndo, viewer, links } = options;
  const texts = textsFor(viewer.locale);
  const { run, counts } = review;
  const isReviewed = run.state !== 'partial' || review.rows.length > 0;
  const isApplied = isReviewed && ['complete', 'partial', 'held'].includes(run.state);
  const done = countWritten(review);
  const title = titleOf(review, viewer);
  const unapplied = unappliedWords(run.state, isReviewed, texts);
  return card({
    summary: isApplied
      ? texts.automap.resultSummary({ ...done, unmatched: counts.unmatched })
      : `${title}. ${unapplied}`,
    body: [
      heading(title),
      line(isApplied ? texts.automap.result(done) : unapplied),
      ...(isApplied ? heldBack(review, texts) : []).map(line),
      ...failedTeams(run, isReviewed ? texts.automap.partialMeans : null, texts).map(line),
      note(`${scopeLine(run, texts)} · ${texts.automap.startedBy(literal(run.startedBy.name, 60))}`),
      ...(isApplied ? unmatchedOf(review, viewer) : []),
    ],
    actions: [
      counts.unmatched > 0
        ? press({
            title: texts.shared.buttons.unmatched,
            verb: 'mapping.unmatched',
            data: { page: 0 },
            viewer,
          })
        : null,
      isReviewed ? null : runAgainButton(review, viewer),
      canUndo && isApplied ? undoButton(review, viewer) : null,
      openTab(texts.shared.buttons.details, links, `admin/setup/run/${encodeURIComponent(run.runId)}`),
    ],
  });
}

function unappliedWords(state: RunState, isReviewed: boolean, texts: Texts): string {
  if (!isReviewed) return texts.automap.nothingRead;
  return state === 'undone' ? texts.automap.takenBack : texts.automap.unapplied;
}

function undoButton({ run }: Review, viewer: Viewer): CardPart {
  const texts = textsFor(viewer.locale);
  const at = run.finishedAt ?? run.startedAt;
  return press({
    title: texts.shared.buttons.undo,
    verb: 'automap.undo',
    data: { runId: run.runId },
    viewer,
    at,
    style: 'destructive',
  });
}

/** Over the same teams; of a full run that is the desk's choice, as it stands now. */
function runAgainButton({ run }: Review, viewer: Viewer): CardPart {
  const texts = textsFor(viewer.locale);
  const teamIds = run.scope.isFull ? null : run.scope.teams.map((team) => team.teamId);
  return press({ title: texts.shared.buttons.autoMap, verb: 'automap.run', data: { teamIds }, viewer });
}

function titleOf({ run }: Review, viewer: Viewer): string {
  const title = textsFor(viewer.locale).automap.resultTitle[run.state];
  if (typeof title === 'string') return title;
  const at = run.finishedAt ?? run.startedAt;
  return title(formatWhen(at, viewer.now ?? at, placeOf(viewer)));
}

function countWritten({ rows, counts }: Review): {
  added: number;
  changed: number;
  cleared: number;
  kept: number;
} {
  const written = (action: RunRow['action']): number =>
    rows.filter((each) => each.action === action && each.outcome === 'written').length;
  return {
    added: written('add'),
    changed: written('update'),
    cleared: written('clear'),
    kept: counts.unchanged + counts.manualKept + counts.excluded,
  };
}

/** Everything that was planned and not done, each with the reason. */
function heldBack({ run, rows }: Review, texts: Texts): readonly string[] {
  const skipped = rows.filter((each) => each.outcome === 'skipped-changed').length;
  const clearsLeft = rows.filter((each) => each.action === 'clear' && each.outcome === null).length;
  const leftWords = run.state === 'held' ? texts.automap.held : texts.automap.notCleared;
  return [
    ...(skipped > 0 ? [texts.automap.skipped(skipped)] : []),
    ...(clearsLeft > 0 ? [leftWords(clearsLeft)] : []),
  ];
}

function unmatchedOf({ rows, counts }: Review, viewer: Viewer): readonly CardPart[] {
  const texts = textsFor(viewer.locale);
  const top = topReason(rows);
  if (top === null) return [line(texts.automap.everyoneMatched)];
  const shown = unmatchedRows(rows, ROWS_SHOWN, viewer);
  const hidden = counts.unmatched - shown.length;
  return [
    groupTitle(texts.automap.unmatchedTitle(counts.unmatched)),
    note(texts.automap.mostly(texts.shared.unmatched[top.reason], top.count, top.of)),
    ...(counts.ambiguous > 0 ? [note(texts.automap.ambiguousAmong(counts.ambiguous))] : []),
    ...shown.map(({ name, because, second }) => row({ name, words: because, second })),
    ...(hidden > 0 ? [note(texts.automap.andMore(hidden))] : []),
  ];
}
