import { ownWord } from './eligibility.ts';
import type { CandidateDecision, DecisionRecord } from './record.ts';
import type { DispatchRemedy } from './sources.ts';

/** The questions of AV-10 "Why is X not considered?", in this order. */
export type TeamsCheckName = 'toggle' | 'mapped' | 'signal' | 'break' | 'rota';

export type TeamsCheckCode =
  | 'teams-availability-on'
  | 'teams-availability-off'
  | 'mapped'
  | 'not-mapped'
  | 'own-word'
  | 'presence'
  | 'presence-not-used'
  | 'no-presence'
  | 'not-on-break'
  | 'on-break'
  | 'own-word-break'
  | 'on-shift'
  | 'off-shift'
  | 'no-shift-in-window'
  | 'shifts-time-off'
  | 'rota-not-used'
  | 'not-reached';

export interface TeamsCheck {
  readonly check: TeamsCheckName;
  readonly state: 'passed' | 'failed' | 'not-reached';
  readonly code: TeamsCheckCode;
  readonly remedy:
    | DispatchRemedy
    | 'check-teams-account'
    | 'set-override'
    | 'end-override'
    | 'change-shifts'
    | null;
}

/** What Teams had to do with one candidate: always these five, in this order; the first that failed is the answer. */
export function checkTeams(record: DecisionRecord, candidate: CandidateDecision): readonly TeamsCheck[] {
  if (record.workflow.teamsAvailability === 'off') {
    const toggle = failed('toggle', 'teams-availability-off', 'switch-on-teams-availability');
    return [toggle, ...REST.map((check) => notReached(check))];
  }
  const { facts } = candidate.input;
  const word = ownWord(facts.overrides, record.slot);
  const toggle = passed('toggle', 'teams-availability-on');
  if (word !== null) {
    const isAtWork = word === 'working';
    const onBreak = isAtWork
      ? passed('break', 'own-word')
      : failed('break', 'own-word-break', 'end-override');
    return [
      toggle,
      checkMapped(facts.isMapped),
      passed('signal', 'own-word'),
      onBreak,
      passed('rota', 'own-word'),
    ];
  }
  if (!facts.isMapped) {
    return [toggle, checkMapped(false), notReached('signal'), notReached('break'), notReached('rota')];
  }
  return [
    toggle,
    checkMapped(true),
    checkSignal(record, candidate),
    checkBreak(record, candidate),
    checkRota(record, candidate),
  ];
}

const REST: readonly TeamsCheckName[] = ['mapped', 'signal', 'break', 'rota'];

function checkMapped(isMapped: boolean): TeamsCheck {
  return isMapped ? passed('mapped', 'mapped') : failed('mapped', 'not-mapped', 'run-auto-map');
}

function checkSignal({ presence }: DecisionRecord, { input }: CandidateDecision): TeamsCheck {
  if (isLeftOut(presence)) {
    return { ...passed('signal', 'presence-not-used'), remedy: presence.remedy };
  }
  const found = input.signal.presence;
  if (found === 'working' || found === 'on-break') return passed('signal', 'presence');
  return failed('signal', 'no-presence', 'check-teams-account');
}

function checkBreak({ presence }: DecisionRecord, { input }: CandidateDecision): TeamsCheck {
  if (isLeftOut(presence)) return notReached('break');
  const verdict = input.signal.presenceByRule ?? input.signal.presence;
  if (verdict === 'on-break') return failed('break', 'on-break', 'set-override');
  return verdict === 'working' ? passed('break', 'not-on-break') : notReached('break');
}

/** With everybody on a break presence was read and known; only its say was taken away. */
function isLeftOut({ use, because }: DecisionRecord['presence']): boolean {
  return use === 'not-used' && because !== 'everyone-on-a-break';
}

function checkRota({ shifts }: DecisionRecord, { input }: CandidateDecision): TeamsCheck {
  if (shifts.use === 'not-used') return passed('rota', 'rota-not-used');
  if (input.signal.shift === 'covers') return passed('rota', 'on-shift');
  if (input.signal.shift === 'neutral') return passed('rota', 'rota-not-used');
  return failed('rota', OFF_ROTA[input.signal.shift], 'change-shifts');
}

const OFF_ROTA = {
  'has-shifts-not-covering': 'off-shift',
  'none-in-window': 'no-shift-in-window',
  'time-off': 'shifts-time-off',
} as const;

function passed(check: TeamsCheckName, code: TeamsCheckCode): TeamsCheck {
  return { check, state: 'passed', code, remedy: null };
}

function failed(check: TeamsCheckName, code: TeamsCheckCode, remedy: TeamsCheck['remedy']): TeamsCheck {
  return { check, state: 'failed', code, remedy };
}

function notReached(check: TeamsCheckName): TeamsCheck {
  return { check, state: 'not-reached', code: 'not-reached', remedy: null };
}
