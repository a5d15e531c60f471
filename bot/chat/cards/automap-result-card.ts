import type { Review } from '#core/mapping/auto-map.ts';
import type { RunRow, RunState } from '#core/mapping/ports.ts';
import { openTab, press } from './actions.ts';
import { automapWords } from './automap-words.ts';
import { type Card, card, type CardPart, type Links, type Viewer } from './card.ts';
import { groupTitle, heading, line, note, row } from './elements.ts';
import { formatWhen, placeOf } from './format.ts';
import { literal } from './literal.ts';
import { failedTeams, scopeLine, topReason, unmatchedRows } from './run-lines.ts';
import { words } from './words.ts';

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
  const { run, counts } = review;
  const isReviewed = run.state !== 'partial' || review.rows.length > 0;
  const isApplied = isReviewed && ['complete', 'partial', 'held'].includes(run.state);
  const done = countWritten(review);
  const title = titleOf(review, viewer);
  const unapplied = unappliedWords(run.state, isReviewed);
  return card({
    summary: isApplied
      ? automapWords.resultSummary({ ...done, unmatched: counts.unmatched })
      : `${title}. ${unapplied}`,
    body: [
      heading(title),
      line(isApplied ? automapWords.result(done) : unapplied),
      ...(isApplied ? heldBack(review) : []).map(line),
      ...failedTeams(run, isReviewed ? automapWords.partialMeans : null).map(line),
      note(`${scopeLine(run)} · ${automapWords.startedBy(literal(run.startedBy.name, 60))}`),
      ...(isApplied ? unmatchedOf(review, viewer) : []),
    ],
    actions: [
      counts.unmatched > 0
        ? press({ title: words.buttons.unmatched, verb: 'mapping.unmatched', data: { page: 0 }, viewer })
        : null,
      isReviewed ? null : runAgainButton(review, viewer),
      canUndo && isApplied ? undoButton(review, viewer) : null,
      openTab(words.buttons.details, links, `admin/setup/run/${encodeURIComponent(run.runId)}`),
    ],
  });
}

function unappliedWords(state: RunState, isReviewed: boolean): string {
  if (!isReviewed) return automapWords.nothingRead;
  return state === 'undone' ? automapWords.takenBack : automapWords.unapplied;
}

function undoButton({ run }: Review, viewer: Viewer): CardPart {
  const at = run.finishedAt ?? run.startedAt;
  return press({
    title: words.buttons.undo,
    verb: 'automap.undo',
    data: { runId: run.runId },
    viewer,
    at,
    style: 'destructive',
  });
}

/** Over the same teams; of a full run that is the desk's choice, as it stands now. */
function runAgainButton({ run }: Review, viewer: Viewer): CardPart {
  const teamIds = run.scope.isFull ? null : run.scope.teams.map((team) => team.teamId);
  return press({ title: words.buttons.autoMap, verb: 'automap.run', data: { teamIds }, viewer });
}

function titleOf({ run }: Review, viewer: Viewer): string {
  const title = automapWords.resultTitle[run.state];
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
function heldBack({ run, rows }: Review): readonly string[] {
  const skipped = rows.filter((each) => each.outcome === 'skipped-changed').length;
  const clearsLeft = rows.filter((each) => each.action === 'clear' && each.outcome === null).length;
  const leftWords = run.state === 'held' ? automapWords.held : automapWords.notCleared;
  return [
    ...(skipped > 0 ? [automapWords.skipped(skipped)] : []),
    ...(clearsLeft > 0 ? [leftWords(clearsLeft)] : []),
  ];
}

function unmatchedOf({ rows, counts }: Review, viewer: Viewer): readonly CardPart[] {
  const top = topReason(rows);
  if (top === null) return [line(automapWords.everyoneMatched)];
  const shown = unmatchedRows(rows, ROWS_SHOWN, viewer);
  const hidden = counts.unmatched - shown.length;
  return [
    groupTitle(automapWords.unmatchedTitle(counts.unmatched)),
    note(automapWords.mostly(words.unmatched[top.reason], top.count, top.of)),
    ...(counts.ambiguous > 0 ? [note(automapWords.ambiguousAmong(counts.ambiguous))] : []),
    ...shown.map(({ name, because, second }) => row({ name, words: because, second })),
    ...(hidden > 0 ? [note(automapWords.andMore(hidden))] : []),
  ];
}
