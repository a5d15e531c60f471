import type { TechnicianAvailability } from '#core/availability/availability-at.ts';
import type { Interval } from '#kernel/interval.ts';
import type { Place } from '#kernel/zoned-time.ts';
import { formatSpan, formatWhen } from './format.ts';
import type { Texts } from '../texts/texts.ts';

/** What the words about a person depend on beside the person. */
export interface Scene {
  readonly place: Place;
  /** The day that needs no name. */
  readonly now: Date;
  /** The time asked about; `end` equals `start` for a moment. */
  readonly slot: Interval;
  readonly isPublic: boolean;
  readonly texts: Texts;
}

/** One person in two pieces: what is true of them, and what comes next. */
export interface PersonWords {
  readonly state: string;
  /** `null`: nothing to add. */
  readonly second: string | null;
}

/** A person's row. Never the verdict alone: what presence shows, then why and until when (decision 1 of the UX page). */
export function describePerson(person: TechnicianAvailability, scene: Scene): PersonWords {
  const details = detailsOf(person, scene);
  const state = stateOf(person, scene) ?? details.shift() ?? scene.texts.people.rotaUnknown;
  return { state, second: details.length > 0 ? details.join(' · ') : null };
}

/** What presence shows, or why it shows nothing; `null` when presence does not count for that time. */
export function stateOf(
  person: TechnicianAvailability,
  { isPublic, texts }: Pick<Scene, 'isPublic' | 'texts'>,
): string | null {
  if (person.userId === null) return texts.shared.reason['not-mapped'];
  if (person.presence === null) {
    return person.reasons.includes('presence-unreadable') ? texts.shared.reason['presence-unreadable'] : null;
  }
  const { word, besides } = person.presence;
  if (word === 'available' && person.group === 'off-shift') return texts.people.availableInTeams;
  if (besides === null || isPublic) return texts.shared.presence[word];
  return texts.people.besides(texts.shared.presence[word], texts.shared.presence[besides]);
}

/** Own word first, then the rota, each until when; may be empty. */
export function detailsOf(person: TechnicianAvailability, scene: Scene): string[] {
  return [saysOf(person, scene), ...rotaOf(person, scene), hintOf(person, scene)].filter(
    (part) => part !== null,
  );
}

function saysOf({ override }: TechnicianAvailability, { place, now, texts }: Scene): string | null {
  return (
    override && texts.people.says(texts.shared.says[override.says], formatWhen(override.until, now, place))
  );
}

function rotaOf(person: TechnicianAvailability, scene: Scene): readonly (string | null)[] {
  const { shift, reasons } = person;
  const { place, now, isPublic, texts } = scene;
  if (reasons.includes('shifts-unreadable')) return [texts.shared.reason['shifts-unreadable']];
  // Why somebody is away is nobody's business in a channel; that they are, the group says.
  const timeOff =
    shift.timeOff && !isPublic ? texts.people.timeOffUntil(formatWhen(shift.timeOff.end, now, place)) : null;
  if (shift.coveredUntil !== null) return [timeOff, coverWords(shift.coveredUntil, person, scene)];
  if (shift.next === null) {
    return [timeOff, shift.state === 'none-in-window' && !timeOff ? texts.people.noShiftPlanned : null];
  }
  const startsInside = shift.next.start < scene.slot.end;
  if (startsInside && !shift.timeOff) return [texts.people.partFrom(formatSpan(shift.next, now, place))];
  return [timeOff, texts.people.nextShift(formatWhen(shift.next.start, now, place))];
}

function coverWords(
  until: Date,
  { shift }: TechnicianAvailability,
  { place, now, slot, texts }: Scene,
): string {
  const isRange = slot.end > slot.start;
  const end = formatWhen(until, now, place);
  if (!isRange) return texts.people.onShiftUntil(end);
  return shift.coversWholeSlot ? texts.people.allOfIt(end) : texts.people.partUntil(end);
}

/** Be right back has the same dot as Away, and the opposite verdict. */
function hintOf({ presence, group }: TechnicianAvailability, { texts }: Scene): string | null {
  return presence?.word === 'be-right-back' && group === 'working' ? texts.people.countsAsWorking : null;
}
