import type { Interval } from '#kernel/interval.ts';
import { contains } from '#kernel/interval.ts';
import type { Group, MappingSource, TechnicianId, UserId, Verdict } from '#kernel/vocabulary.ts';
import type { Override, RosterTechnician } from './ports.ts';
import type { PresenceVerdict, PresenceWord } from './presence-rules.ts';
import type { ShiftCoverage } from './shift-coverage.ts';

/** Why an answer reads as it does, most decisive first. Each has one sentence per surface. */
export type ReasonCode =
  | 'override-working'
  | 'override-break'
  | 'override-off'
  | 'presence'
  | 'presence-not-used'
  | 'presence-unreadable'
  | 'not-mapped'
  | 'time-off'
  | 'on-shift'
  | 'on-shift-partly'
  | 'off-shift'
  | 'no-shift-in-window'
  | 'shifts-unreadable';

/** What presence says for the slot: a verdict, or why it was left out. */
export type PresenceInput =
  | { readonly used: true; readonly verdict: PresenceVerdict }
  | { readonly used: false; readonly because: 'too-far-ahead' | 'unreadable' };

export interface TechnicianAvailability {
  readonly technicianId: TechnicianId;
  readonly name: string;
  readonly userId: UserId | null;
  readonly mapping: MappingSource | null;
  readonly verdict: Verdict;
  readonly group: Group;
  /** Never empty; the first decided. */
  readonly reasons: readonly ReasonCode[];
  /** What presence shows; `null` when presence was not used or the technician is not mapped. */
  readonly presence: { readonly word: PresenceWord; readonly besides: PresenceWord | null } | null;
  readonly shift: ShiftCoverage;
  readonly override: Override | null;
}

/** The verdict about one technician for `slot` (SPEC section 3). Pure: everything that is known is handed in. */
export function availabilityAt(options: {
  readonly technician: RosterTechnician;
  readonly presence: PresenceInput;
  readonly shift: ShiftCoverage;
  readonly overrides: readonly Override[];
  readonly slot: Interval;
}): TechnicianAvailability {
  const { technician, presence, shift, slot } = options;
  const override =
    options.overrides.find((each) => contains({ start: each.from, end: each.until }, slot.start)) ?? null;
  const judged = override ? judgeOverride(override) : judgeSignals(technician, presence, shift);
  const showsPresence = technician.userId !== null && presence.used;
  return {
    technicianId: technician.technicianId,
    name: technician.name,
    userId: technician.userId,
    mapping: technician.mapping,
    verdict: judged.verdict,
    group: judged.group,
    reasons: withShiftReason(judged.reasons, shift),
    presence: showsPresence ? { word: presence.verdict.word, besides: presence.verdict.besides } : null,
    shift,
    override,
  };
}

interface Judged {
  readonly verdict: Verdict;
  readonly group: Group;
  readonly reasons: readonly ReasonCode[];
}

/** AV-9: a technician's own word wins over presence and rota. */
function judgeOverride(override: Override): Judged {
  if (override.says === 'working') {
    return { verdict: 'working', group: 'working', reasons: ['override-working'] };
  }
  if (override.says === 'on-break') {
    return { verdict: 'on-break', group: 'on-break', reasons: ['override-break'] };
  }
  return { verdict: 'on-break', group: 'off-shift', reasons: ['override-off'] };
}

function judgeSignals(technician: RosterTechnician, presence: PresenceInput, shift: ShiftCoverage): Judged {
  if (technician.userId === null) {
    return { verdict: 'no-signal', group: 'no-signal', reasons: ['not-mapped'] };
  }
  const { verdict, reason } = judgePresenceInput(presence);
  if (shift.timeOff) return { verdict, group: 'off-shift', reasons: ['time-off', reason] };
  const offRota = shift.state === 'has-shifts-not-covering' || shift.state === 'none-in-window';
  if (verdict !== 'no-signal' && offRota) {
    const rota = shift.state === 'none-in-window' ? 'no-shift-in-window' : 'off-shift';
    return { verdict, group: 'off-shift', reasons: [rota, reason] };
  }
  return { verdict, group: verdict, reasons: [reason] };
}

function judgePresenceInput(presence: PresenceInput): { verdict: Verdict; reason: ReasonCode } {
  if (presence.used) return { verdict: presence.verdict.verdict, reason: 'presence' };
  // Presence says nothing about a time hours ahead: it is left out as if it were "working", and the answer says so.
  if (presence.because === 'too-far-ahead') return { verdict: 'working', reason: 'presence-not-used' };
  return { verdict: 'no-signal', reason: 'presence-unreadable' };
}

/** The rota is added to reasons that do not name it yet. */
function withShiftReason(said: readonly ReasonCode[], shift: ShiftCoverage): readonly ReasonCode[] {
  if (said.includes('off-shift') || said.includes('no-shift-in-window') || said.includes('time-off'))
    return said;
  const reason = shiftReason(shift);
  return reason === null ? said : [...said, reason];
}

function shiftReason(shift: ShiftCoverage): ReasonCode | null {
  if (shift.state === 'covers') return shift.coversWholeSlot ? 'on-shift' : 'on-shift-partly';
  if (shift.state === 'has-shifts-not-covering') return 'off-shift';
  if (shift.state === 'none-in-window') return 'no-shift-in-window';
  return shift.neutralBecause === 'shifts-unreadable' ? 'shifts-unreadable' : null;
}
