import type { TechnicianAvailability } from '#core/availability/availability-at.ts';
import type { AvailabilityAnswer } from '#core/availability/availability-service.ts';
import { textsFor } from '../texts/texts.ts';
import type { Viewer } from './card.ts';
import { stateOf } from './describe-person.ts';
import { formatWhen, placeOf } from './format.ts';
import { literal } from './literal.ts';

/** A person as a row of a list: "Aisha Khan", "Working · In a call · until 17:00". */
export function previewOf(options: {
  readonly technician: TechnicianAvailability;
  readonly answer: AvailabilityAnswer;
  readonly viewer: Viewer;
  readonly now: Date;
}): { readonly title: string; readonly text: string } {
  const { technician, viewer, now } = options;
  const texts = textsFor(viewer.locale);
  const place = placeOf(viewer);
  const { shift, override, group } = technician;
  const state = stateOf(technician, { isPublic: true, texts });
  const until = override?.until ?? (shift.timeOff ? null : shift.coveredUntil);
  const next = group === 'off-shift' && !override ? (shift.next?.start ?? null) : null;
  const parts = [
    texts.shared.group[group],
    state,
    until && texts.finder.untilShort(formatWhen(until, now, place)),
    next && texts.finder.nextShort(formatWhen(next, now, place)),
  ];
  return {
    title: literal(technician.name, 60),
    text: parts.filter((part) => part !== null && part !== '').join(' · '),
  };
}
