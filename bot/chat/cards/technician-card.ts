import type { TechnicianAvailability } from '#core/availability/availability-at.ts';
import type { AvailabilityAnswer } from '#core/availability/availability-service.ts';
import { type ActionData, openTab, press, refreshBy } from './actions.ts';
import { type Card, card, type CardPart, type Links, type Viewer } from './card.ts';
import { detailsOf, type Scene, stateOf } from './describe-person.ts';
import { alert, heading, line, note } from './elements.ts';
import { clockAndZone, formatSlot, formatSpan, formatWhen, placeOf } from './format.ts';
import { literal } from './literal.ts';
import { mendButton } from './mend-button.ts';
import { reportSources } from './sources.ts';
import { type Texts, textsFor } from '../texts/texts.ts';

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
  const texts = textsFor(viewer.locale);
  const place = placeOf(viewer);
  const scene: Scene = { place, now, slot: answer.slot, isPublic: viewer.isPublic, texts };
  const report = reportSources(answer, scene);
  const age = clockAndZone(answer.asOf, place);
  const state = stateOf(technician, scene);
  const title = question === 'next' ? nextTitle(technician, scene) : stateTitle(technician, texts);
  const mend = mendButton({ mend: report.mend, viewer, links, retry: null });
  const again = {
    title: texts.shared.buttons.refresh,
    verb: 'technician.show',
    data: dataOf(options),
    viewer,
    at: answer.asOf,
  } as const;
  return card({
    summary: [title, ...(state ? [state] : []), texts.people.asOf(age)].map((part) => `${part}.`).join(' '),
    body: [
      heading(title),
      report.alert === null ? null : alert(report.alert),
      answer.isNow ? null : line(texts.people.at(formatSlot(answer.slot, place))),
      line(state === null ? texts.people.asOf(age) : texts.people.presenceAsOf(state, age)),
      ...detailsOf(technician, scene).map(line),
      question === 'next' || viewer.isPublic ? null : followingShift(technician, scene),
      answer.isNow && !viewer.isPublic ? line(newWorkLine(technician, texts)) : null,
      technician.userId === null ? note(texts.people.notMappedHelp) : null,
      viewer.isPublic
        ? null
        : note(texts.people.mappingIs(texts.shared.mapping[technician.mapping ?? 'none'])),
      ...report.lines.map(note),
      report.mend === 'consent' && mend === null ? note(texts.people.askForConsent) : null,
    ],
    actions: [
      press(again),
      mend,
      openTab(texts.shared.buttons.details, links, `board/t/${encodeURIComponent(technician.technicianId)}`),
    ],
    refresh: refreshBy(again),
  });
}

function stateTitle(technician: TechnicianAvailability, texts: Texts): string {
  return texts.people.technicianIs(literal(technician.name), texts.shared.groupInLine[technician.group]);
}

function nextTitle(technician: TechnicianAvailability, { place, now, isPublic, texts }: Scene): string {
  const { shift } = technician;
  const name = literal(technician.name);
  if (shift.timeOff && !isPublic) {
    return texts.people.nextTimeOff(name, formatWhen(shift.timeOff.end, now, place));
  }
  if (shift.coveredUntil && !shift.timeOff) {
    return texts.people.nextOnShiftUntil(name, formatWhen(shift.coveredUntil, now, place));
  }
  if (shift.next) return texts.people.nextOnShift(name, formatWhen(shift.next.start, now, place));
  return texts.people.nextUnknown(name);
}

/** The shift after the one that covers; without cover the next shift stands among the details already. */
function followingShift({ shift }: TechnicianAvailability, { place, now, texts }: Scene): CardPart | null {
  if (shift.coveredUntil === null || shift.next === null) return null;
  return line(texts.people.nextShiftIs(formatSpan(shift.next, now, place)));
}

function newWorkLine({ verdict, group }: TechnicianAvailability, texts: Texts): string {
  if (verdict === 'no-signal') return texts.people.newWork.unjudged;
  if (verdict === 'on-break') return texts.people.newWork.skipped;
  return group === 'off-shift' ? texts.people.newWork.offShift : texts.people.newWork.given;
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
