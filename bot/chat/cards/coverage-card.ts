import type { CoverageAnswer } from '#core/availability/coverage-service.ts';
import type { PersonOnRota } from '#core/availability/coverage.ts';
import { type Interval, MINUTE } from '#kernel/interval.ts';
import { calendarDayAt, type Place } from '#kernel/zoned-time.ts';
import { type Texts, textsFor } from '../texts/texts.ts';
import { type ActionData, openTab, press } from './actions.ts';
import { type Card, card, type CardPart, type Links, type Viewer } from './card.ts';
import { groupTitle, heading, line, note, row } from './elements.ts';
import { clockAndZone, formatSlot, formatSpan, placeOf } from './format.ts';
import { literal } from './literal.ts';
import { mendButton } from './mend-button.ts';
import { reportSources } from './sources.ts';

const GAPS_SHOWN = 6;
const PEOPLE_SHOWN = 8;
/** A person with more shifts than that works all week; the tab draws them. */
const SHIFTS_SHOWN = 2;

export interface CoverageCardOptions {
  /** For `span` alone. */
  readonly answer: CoverageAnswer;
  readonly span: Interval;
  /** Whether more was asked about than can be read at once. */
  readonly isCut: boolean;
  readonly teamName: string | null;
  /** What Refresh asks again. */
  readonly request: ActionData;
  readonly viewer: Viewer;
  readonly links: Links;
  readonly echo: readonly string[];
}

/** "Are we covered tonight": how much of it is, the gaps, and who covers (C15). */
export function coverageCard(options: CoverageCardOptions): Card {
  const { answer, span, viewer, links, request, echo } = options;
  const texts = textsFor(viewer.locale);
  const place = placeOf(viewer);
  const title = titleOf(options, texts);
  const report = reportSources(
    { sources: answer.sources, slot: span, asOf: answer.asOf },
    { now: answer.now, place, texts },
  );
  const percent = texts.coverage.percent(percentOf(answer), answer.minimum);
  const mend = mendButton({ mend: report.mend, viewer, links, retry: null });
  const day = calendarDayAt(span.start, place.zone);
  return card({
    summary: answer.isRead ? `${title}. ${percent}.` : `${title}. ${texts.coverage.notReadWhat}`,
    body: [
      heading(title),
      ...echo.map(line),
      note(texts.people.asOf(clockAndZone(answer.asOf, place))),
      ...(answer.isRead ? readBody(options, percent, texts) : [line(texts.coverage.notReadWhat)]),
      options.isCut ? note(texts.coverage.cutShort(answer.days.length)) : null,
      answer.isPartial ? note(texts.coverage.partial) : null,
      answer.unmappedTechnicians > 0 ? note(texts.coverage.unmapped(answer.unmappedTechnicians)) : null,
      ...report.lines.map(note),
      report.mend === 'consent' && mend === null ? note(texts.people.askForConsent) : null,
    ],
    actions: [
      press({
        title: texts.shared.buttons.refresh,
        verb: 'coverage.show',
        data: request,
        viewer,
        at: answer.now,
      }),
      mend,
      openTab(texts.shared.buttons.board, links, `board/coverage/${isoDay(day)}`),
    ],
  });
}

function readBody(options: CoverageCardOptions, percent: string, texts: Texts): readonly (CardPart | null)[] {
  const { answer, viewer } = options;
  const { gaps, people } = answer;
  const place = placeOf(viewer);
  const shown = people.slice(0, PEOPLE_SHOWN);
  const hiddenGaps = gaps.length - GAPS_SHOWN;
  const hiddenPeople = people.length - shown.length;
  return [
    line(percent),
    gaps.length > 0 ? groupTitle(texts.coverage.gapTitle(gaps.length)) : line(texts.coverage.noGaps),
    ...gaps
      .slice(0, GAPS_SHOWN)
      .map((gap) => line(`${formatSlot(gap, place)} · ${texts.coverage.gap(gap.lowest)}`)),
    hiddenGaps > 0 ? note(texts.coverage.more(texts.count(hiddenGaps))) : null,
    people.length > 0 ? groupTitle(texts.coverage.whoTitle(people.length)) : line(texts.coverage.nobodyOn),
    ...shown.map((person) => personRow(person, { answer, place, texts })),
    hiddenPeople > 0 ? note(texts.coverage.more(texts.count(hiddenPeople))) : null,
  ];
}

function personRow(
  person: PersonOnRota,
  { answer, place, texts }: { readonly answer: CoverageAnswer; readonly place: Place; readonly texts: Texts },
): CardPart {
  const spans = person.shifts.slice(0, SHIFTS_SHOWN).map((shift) => formatSpan(shift, answer.now, place));
  const hidden = person.shifts.length - spans.length;
  const when = hidden > 0 ? [...spans, texts.coverage.more(texts.count(hidden))] : spans;
  return row({
    name: person.name === null ? '…' : literal(person.name, 60),
    words: when.join(', '),
    second: person.technicianId === null ? texts.coverage.nobodyCounts : null,
  });
}

function titleOf({ answer, span, teamName, viewer }: CoverageCardOptions, texts: Texts): string {
  const place = placeOf(viewer);
  const isMoment = span.end.getTime() - span.start.getTime() <= MINUTE;
  const when = formatSlot(isMoment ? { start: span.start, end: null } : span, place);
  const what = teamName === null ? when : `${when} ${texts.coverage.in(literal(teamName, 40))}`;
  if (!answer.isRead) return texts.coverage.notRead(what);
  if (answer.gaps.length === 0) return texts.coverage.covered(what);
  return answer.people.some(({ technicianId }) => technicianId !== null)
    ? texts.coverage.gaps(what)
    : texts.coverage.nobody(what);
}

/** Never rounded up to all of it. */
function percentOf({ coveredMinutes, totalMinutes }: CoverageAnswer): string {
  return `${totalMinutes === 0 ? 0 : Math.floor((coveredMinutes / totalMinutes) * 100)} %`;
}

function isoDay({ year, month, day }: { year: number; month: number; day: number }): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
