import type { TechnicianAvailability } from './availability-at.ts';
import type { ShiftCoverage } from './shift-coverage.ts';

/** `not-reached`: an earlier check leaves nothing to look at. `unknown`: it could not be read. */
export type CheckState = 'passed' | 'failed' | 'unknown' | 'not-reached';

/** What helps; each surface has a sentence and, where there is one, a link for it. */
export type Remedy =
  | 'map-technician'
  | 'check-teams-account'
  | 'mend-connection'
  | 'set-override'
  | 'end-override'
  | 'change-shifts'
  | 'choose-rota-teams'
  | 'create-schedule';

export interface Check<Name extends string, Code extends string> {
  readonly check: Name;
  readonly state: CheckState;
  /** What was found. */
  readonly code: Code;
  /** `null` when there is nothing to mend. */
  readonly remedy: Remedy | null;
}

export type ConsideredCheck = Check<
  'toggle' | 'mapped' | 'signal' | 'break' | 'rota',
  | 'outside-workflow'
  | 'mapped'
  | 'not-mapped'
  | 'not-mapped-but-own-word'
  | 'own-word'
  | 'presence'
  | 'presence-not-used'
  | 'presence-unreadable'
  | 'no-presence'
  | 'not-on-break'
  | 'on-break'
  | 'own-word-break'
  | 'own-word-off'
  | 'on-shift'
  | 'off-shift'
  | 'no-shift-in-window'
  | 'time-off'
  | 'rota-not-used'
  | 'shifts-unreadable'
  | 'needs-mapping'
  | 'needs-signal'
>;

export type ShiftsCheck = Check<
  'rota-team' | 'schedule' | 'mapped' | 'round-robin' | 'outweighed',
  | 'rota-chosen'
  | 'no-rota-chosen'
  | 'schedule-found'
  | 'no-schedule'
  | 'shifts-unreadable'
  | 'mapped'
  | 'not-mapped'
  | 'needs-rota'
  | 'outside-workflow'
>;

/** AV-10 "Why is X not considered?": always these five, in this order; the first that failed is the answer. Asked outside a
 *  workflow, as board and bot do, Teams availability counts for everybody: the switch belongs to each workflow, and a decision keeps what it did. */
export function checkConsidered(technician: TechnicianAvailability): readonly ConsideredCheck[] {
  return [
    passed('toggle', 'outside-workflow'),
    checkMapped(technician),
    checkSignal(technician),
    checkBreak(technician),
    checkRota(technician),
  ];
}

function checkMapped({ userId, override }: TechnicianAvailability): ConsideredCheck {
  if (userId !== null) return passed('mapped', 'mapped');
  if (override) return { ...passed('mapped', 'not-mapped-but-own-word'), remedy: 'map-technician' };
  return { check: 'mapped', state: 'failed', code: 'not-mapped', remedy: 'map-technician' };
}

function checkSignal(technician: TechnicianAvailability): ConsideredCheck {
  if (technician.override) return passed('signal', 'own-word');
  if (technician.userId === null) return notReached('signal', 'needs-mapping');
  if (technician.reasons.includes('presence-not-used')) return passed('signal', 'presence-not-used');
  if (technician.reasons.includes('presence-unreadable')) {
    return { check: 'signal', state: 'unknown', code: 'presence-unreadable', remedy: 'mend-connection' };
  }
  if (technician.verdict !== 'no-signal') return passed('signal', 'presence');
  return { check: 'signal', state: 'failed', code: 'no-presence', remedy: 'check-teams-account' };
}

function checkBreak(technician: TechnicianAvailability): ConsideredCheck {
  const { override } = technician;
  if (override?.says === 'working') return passed('break', 'own-word');
  if (override) {
    const code = override.says === 'off' ? 'own-word-off' : 'own-word-break';
    return { check: 'break', state: 'failed', code, remedy: 'end-override' };
  }
  if (technician.userId === null) return notReached('break', 'needs-mapping');
  if (technician.reasons.includes('presence-not-used')) return passed('break', 'presence-not-used');
  if (technician.verdict === 'no-signal') return notReached('break', 'needs-signal');
  if (technician.verdict === 'working') return passed('break', 'not-on-break');
  return { check: 'break', state: 'failed', code: 'on-break', remedy: 'set-override' };
}

function checkRota({ userId, override, shift }: TechnicianAvailability): ConsideredCheck {
  if (override) return passed('rota', 'own-word');
  if (userId === null) return notReached('rota', 'needs-mapping');
  if (shift.timeOff) return { check: 'rota', state: 'failed', code: 'time-off', remedy: 'change-shifts' };
  return rotaOf(shift);
}

function rotaOf(shift: ShiftCoverage): ConsideredCheck {
  if (shift.state === 'covers') return passed('rota', 'on-shift');
  if (shift.state === 'neutral') {
    if (shift.neutralBecause !== 'shifts-unreadable') return passed('rota', 'rota-not-used');
    return { check: 'rota', state: 'unknown', code: 'shifts-unreadable', remedy: 'mend-connection' };
  }
  const code = shift.state === 'none-in-window' ? 'no-shift-in-window' : 'off-shift';
  return { check: 'rota', state: 'failed', code, remedy: 'change-shifts' };
}

/** How far the desk's rota got, for the question below. */
export type RotaState = 'no-rota-chosen' | 'no-schedule' | 'unreadable' | 'read';

/** AV-10 "Why do shifts not matter?", in this order; the first that failed is the answer. The last two are told by a decision alone. */
export function checkShiftsMatter(
  technician: TechnicianAvailability,
  rota: RotaState,
): readonly ShiftsCheck[] {
  return [
    rota === 'no-rota-chosen'
      ? { check: 'rota-team', state: 'failed', code: 'no-rota-chosen', remedy: 'choose-rota-teams' }
      : { check: 'rota-team', state: 'passed', code: 'rota-chosen', remedy: null },
    checkSchedule(rota),
    technician.userId === null
      ? { check: 'mapped', state: 'failed', code: 'not-mapped', remedy: 'map-technician' }
      : { check: 'mapped', state: 'passed', code: 'mapped', remedy: null },
    { check: 'round-robin', state: 'not-reached', code: 'outside-workflow', remedy: null },
    { check: 'outweighed', state: 'not-reached', code: 'outside-workflow', remedy: null },
  ];
}

function checkSchedule(rota: RotaState): ShiftsCheck {
  if (rota === 'no-rota-chosen') {
    return { check: 'schedule', state: 'not-reached', code: 'needs-rota', remedy: null };
  }
  if (rota === 'no-schedule') {
    return { check: 'schedule', state: 'failed', code: 'no-schedule', remedy: 'create-schedule' };
  }
  if (rota === 'unreadable') {
    return { check: 'schedule', state: 'unknown', code: 'shifts-unreadable', remedy: 'mend-connection' };
  }
  return { check: 'schedule', state: 'passed', code: 'schedule-found', remedy: null };
}

function passed(check: ConsideredCheck['check'], code: ConsideredCheck['code']): ConsideredCheck {
  return { check, state: 'passed', code, remedy: null };
}

function notReached(check: ConsideredCheck['check'], code: ConsideredCheck['code']): ConsideredCheck {
  return { check, state: 'not-reached', code, remedy: null };
}
