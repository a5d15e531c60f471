import type { PresenceWord } from '#core/availability/presence-rules.ts';
import type { NeutralBecause } from '#core/availability/shift-coverage.ts';
import type { Verdict } from '#kernel/vocabulary.ts';
import type { Candidate } from './candidate.ts';
import type { RulePlan } from './rule-plan.ts';

/** What presence came to. `too-far-ahead` and `unread`: nobody looked, or nobody could. */
export type PresenceFinding = Verdict | 'too-far-ahead' | 'unread';

/** What Shifts came to for the slot. `time-off`: time off in Shifts holds the slot's start. */
export type ShiftFinding = 'covers' | 'has-shifts-not-covering' | 'none-in-window' | 'neutral' | 'time-off';

/** What Teams says of a technician, in verdict words: no presence as Graph gave it, no time of a shift. */
export interface Signal {
  /** By the rules that hold for everybody (AV-1 to AV-3). */
  readonly presence: PresenceFinding;
  /** What an instruction about states makes of it; `null` where none speaks. Names no state and no sentence: either would tell the presence. */
  readonly presenceByRule: 'working' | 'on-break' | null;
  readonly shift: ShiftFinding;
  /** Set exactly when `shift` is `neutral`. `not-read`: availability was not asked or did not answer. */
  readonly shiftNeutralBecause: NeutralBecause | 'not-read' | null;
}

/** Turns presence and shifts into verdict words under the workflow's rules. */
export function readSignal({ availability, facts }: Candidate, { states }: RulePlan): Signal {
  if (availability === null) return facts.isMapped ? NOT_READ : NOT_READ_NOT_MAPPED;
  const { shift } = availability;
  return {
    presence: findPresence(availability),
    presenceByRule: states.size === 0 ? null : findByRule(availability.presence, states),
    shift: shift.timeOff ? 'time-off' : shift.state,
    shiftNeutralBecause: shift.timeOff ? null : shift.neutralBecause,
  };
}

const NOT_READ: Signal = {
  presence: 'unread',
  presenceByRule: null,
  shift: 'neutral',
  shiftNeutralBecause: 'not-read',
};
const NOT_READ_NOT_MAPPED: Signal = { ...NOT_READ, shiftNeutralBecause: 'not-mapped' };

type Answer = NonNullable<Candidate['availability']>;

function findPresence({ verdict, reasons, presence, override }: Answer): PresenceFinding {
  if (presence === null) return reasons.includes('presence-not-used') ? 'too-far-ahead' : 'unread';
  // With an own word the verdict is that word's; presence itself still counts once the word has ended.
  return override === null ? verdict : verdictOf(presence.word);
}

function findByRule(presence: Answer['presence'], states: RulePlan['states']): 'working' | 'on-break' | null {
  if (presence === null) return null;
  const ruled = states.get(presence.word)?.as ?? null;
  if (ruled !== 'working' || presence.besides === null) return ruled;
  // "Treat out of office as available" takes out of office away; what presence shows besides it still counts.
  const besides = states.get(presence.besides)?.as ?? verdictOf(presence.besides);
  return besides === 'on-break' ? 'on-break' : 'working';
}

/** AV-1 and AV-3 for a word that presence-rules.ts has already read. */
const ON_BREAK: readonly PresenceWord[] = ['out-of-office', 'off-work', 'offline', 'away'];
const NO_SIGNAL: readonly PresenceWord[] = ['presence-unknown', 'presence-new', 'no-answer'];

function verdictOf(word: PresenceWord): Verdict {
  if (NO_SIGNAL.includes(word)) return 'no-signal';
  return ON_BREAK.includes(word) ? 'on-break' : 'working';
}
