import type { TechnicianAvailability } from '#core/availability/availability-at.ts';
import type { AvailabilityAnswer } from '#core/availability/availability-service.ts';
import { type ActionData, openTab, press, refreshBy } from './actions.ts';
import { type Card, card, type CardPart, type Links, type Viewer } from './card.ts';
import { detailsOf, type Scene, stateOf } from './describe-person.ts';
import { alert, heading, line, note } from './elements.ts';
import { clockAndZone, formatSlot, formatSpan, formatWhen, placeOf } from './format.ts';
import { literal } from './literal.ts';
import { mendButton } from './mend-button.ts';
import { peopleWords } from './people-words.ts';
import { reportSources } from './sources.ts';
import { words } from './words.ts';

export interface TechnicianCardOptions {
  readonly answer: AvailabilityAnswer;
  /** One of `answer.technicians`. */
  readonly technician: TechnicianAvailability;
  readonly viewer: Viewer;
  readonly links: Links;
  readonly now: Date;
  /** "is Ana free" or "when is Ana back". */
  readonly question: 'state' | 'next';
}

/** One technician (C6): the answer to the question as heading, then what it rests on. */
export function technicianCard(options: TechnicianCardOptions): Card {
  const { answer, technician, viewer, links, now, question } = options;
  const place = placeOf(viewer);
  const scene: Scene = { place, now, slot: answer.slot, isPublic: viewer.isPublic };
  const report = reportSources(answer, scene);
  const age = clockAndZone(answer.asOf, place);
  const state = stateOf(technician, scene);
  const title = question === 'next' ? nextTitle(technician, scene) : stateTitle(technician);
  const mend = mendButton({ mend: report.mend, viewer, links, retry: null });
  const again = {
    title: words.buttons.refresh,
    verb: 'technician.show',
    data: dataOf(options),
    viewer,
    at: answer.asOf,
  } as const;
  return card({
    summary: [title, ...(state ? [state] : []), peopleWords.asOf(age)].map((part) => `${part}.`).join(' '),
    body: [
      heading(title),
      report.alert === null ? null : alert(report.alert),
      answer.isNow ? null : line(peopleWords.at(formatSlot(answer.slot, place))),
      line(state === null ? peopleWords.asOf(age) : peopleWords.presenceAsOf(state, age)),
      ...detailsOf(technician, scene).map(line),
      question === 'next' || viewer.isPublic ? null : followingShift(technician, scene),
      answer.isNow && !viewer.isPublic ? line(newWorkLine(technician)) : null,
      technician.userId === null ? note(peopleWords.notMappedHelp) : null,
      viewer.isPublic ? null : note(peopleWords.mappingIs(words.mapping[technician.mapping ?? 'none'])),
      ...report.lines.map(note),
      report.mend === 'consent' && mend === null ? note(peopleWords.askForConsent) : null,
    ],
    actions: [
      press(again),
      mend,
      openTab(words.buttons.details, links, `board/t/${encodeURIComponent(technician.technicianId)}`),
    ],
    refresh: refreshBy(again),
  });
}

function stateTitle(technician: TechnicianAvailability): string {
  return peopleWords.technicianIs(literal(technician.name), words.groupInLine[technician.group]);
}

function nextTitle(technician: TechnicianAvailability, { place, now, isPublic }: Scene): string {
  const { shift } = technician;
  const name = literal(technician.name);
  if (shift.timeOff && !isPublic) {
    return peopleWords.nextTimeOff(name, formatWhen(shift.timeOff.end, now, place));
  }
  if (shift.coveredUntil && !shift.timeOff) {
    return peopleWords.nextOnShiftUntil(name, formatWhen(shift.coveredUntil, now, place));
  }
  if (shift.next) return peopleWords.nextOnShift(name, formatWhen(shift.next.start, now, place));
  return peopleWords.nextUnknown(name);
}

/** The shift after the one that covers; without cover the next shift stands among the details already. */
function followingShift({ shift }: TechnicianAvailability, { place, now }: Scene): CardPart | null {
  if (shift.coveredUntil === null || shift.next === null) return null;
  return line(peopleWords.nextShiftIs(formatSpan(shift.next, now, place)));
}

function newWorkLine({ verdict, group }: TechnicianAvailability): string {
  if (verdict === 'no-signal') return peopleWords.newWork.unjudged;
  if (verdict === 'on-break') return peopleWords.newWork.skipped;
  return group === 'off-shift' ? peopleWords.newWork.offShift : peopleWords.newWork.given;
}

function dataOf({ answer, technician, question }: TechnicianCardOptions): ActionData {
  const { start, end } = answer.slot;
  return {
    technicianId: technician.technicianId,
    question,
    start: answer.isNow ? null : start.toISOString(),
    end: answer.isNow || end <= start ? null : end.toISOString(),
  };
}
