import type {
  AvailabilityAnswer,
  AvailabilityQuestion,
  SourceState,
} from '#core/availability/availability-service.ts';
import type { Caller } from '#kernel/caller.ts';
import { withDeadline } from '#kernel/deadline.ts';
import { type AppError, type ErrorCode, toAppError } from '#kernel/errors.ts';
import type { Interval } from '#kernel/interval.ts';
import type { DeskId, TechnicianId } from '#kernel/vocabulary.ts';
import type { Candidate } from './candidate.ts';
import type { RulePlan } from './rule-plan.ts';
import type { PresenceReading, ShiftsReading } from './sources.ts';
import type { WorkflowSetup } from './workflow.ts';

/** DIS-6: whatever Microsoft does, dispatch goes on after this. */
export const TEAMS_DEADLINE_MS = 5000;
/** Of the deadline: the rest is for judging what did come, so that silent shifts do not silence presence. */
const FOR_EACH_SOURCE = 0.9;

/** The shared availability service, as far as dispatch asks it. */
export interface AvailabilityAsker {
  ask(caller: Caller, question: AvailabilityQuestion): Promise<AvailabilityAnswer>;
}

export interface TeamsReading {
  readonly presence: PresenceReading;
  readonly shifts: ShiftsReading;
  /** Nobody in it: Teams was not asked, or did not answer. */
  readonly availability: ReadonlyMap<TechnicianId, NonNullable<Candidate['availability']>>;
}

/** What Teams says of `technicianIds` for `slot`, or why it says nothing. Never throws. */
export async function readTeams(
  needs: { readonly availability: AvailabilityAsker; readonly deadlineMs?: number },
  question: {
    readonly deskId: DeskId;
    readonly setup: WorkflowSetup;
    readonly plan: RulePlan;
    readonly slot: Interval;
    readonly technicianIds: readonly TechnicianId[];
  },
): Promise<TeamsReading> {
  const { setup, plan, deskId } = question;
  // AV-8: what can have no say is not read.
  const wantsPresence = plan.ignorePresence === null;
  const wantsShifts = setup.mode === 'ranked' && plan.ignoreShifts === null && setup.rotaTeams.length > 0;
  if (question.technicianIds.length === 0) return NOBODY_TO_ASK;
  if (setup.teamsAvailability === 'off') return NOT_ASKED;
  if (!wantsPresence && !wantsShifts) return NOT_ASKED;
  const deadlineMs = needs.deadlineMs ?? TEAMS_DEADLINE_MS;
  const answer = needs.availability.ask(
    { kind: 'system', deskId, id: 'dispatch', name: 'Dispatch' },
    {
      slot: question.slot,
      technicianIds: question.technicianIds,
      rotaTeams: wantsShifts ? setup.rotaTeams : [],
      presenceBlocksMinutes: plan.presenceWindowMinutes ?? setup.presenceBlocksMinutes,
      presence: wantsPresence,
      budget: 'interactive',
      sourceWithinMs: FOR_EACH_SOURCE * deadlineMs,
    },
  );
  try {
    const come = await withDeadline(answer, deadlineMs);
    return come === 'late' ? LATE : readingOf(come);
  } catch (cause) {
    const error = toAppError(cause);
    return { ...NOT_ASKED, presence: presenceFailure(error), shifts: shiftsFailure([error]) };
  }
}

const NOT_ASKED: TeamsReading = { presence: 'not-read', shifts: 'not-read', availability: new Map() };
/** Nothing is missing of nobody. */
const NOBODY_TO_ASK: TeamsReading = { presence: 'read', shifts: 'read', availability: new Map() };
const LATE: TeamsReading = { presence: 'graph-slow', shifts: 'unreadable', availability: new Map() };

function readingOf({ technicians, sources }: AvailabilityAnswer): TeamsReading {
  const availability = new Map<TechnicianId, AvailabilityAnswer['technicians'][number]>();
  for (const technician of technicians) availability.set(technician.technicianId, technician);
  return {
    presence: presenceReading(sources.find(({ source }) => source === 'presence')),
    shifts: shiftsReading(sources.filter(({ source }) => source === 'shifts')),
    availability,
  };
}

function presenceReading(state: SourceState | undefined): PresenceReading {
  if (!state) return 'not-read';
  if (state.reason === 'partly-failed') return 'partly-read';
  return state.reason === 'failed' && state.error ? presenceFailure(state.error) : 'read';
}

const PRESENCE_FAILURES: Readonly<Partial<Record<ErrorCode, PresenceReading>>> = {
  consent_missing: 'consent-missing',
  permission_missing: 'consent-missing',
  consent_spreading: 'consent-spreading',
  consent_revoked: 'consent-revoked',
  graph_slow: 'graph-slow',
  not_in_cloud: 'not-in-cloud',
};

function presenceFailure({ code }: AppError): PresenceReading {
  return PRESENCE_FAILURES[code] ?? 'graph-down';
}

function shiftsReading(states: readonly SourceState[]): ShiftsReading {
  const errors = states.flatMap(({ error }) => error ?? []);
  if (errors.length === 0) return 'read';
  const others = errors.filter(({ code }) => code !== 'no_schedule');
  if (errors.length < states.length) return others.length === 0 ? 'read' : 'partly-read';
  return shiftsFailure(errors);
}

function shiftsFailure(errors: readonly AppError[]): ShiftsReading {
  if (errors.every(({ code }) => code === 'no_schedule')) return 'no-schedule';
  return errors.every(({ code }) => code === 'not_in_cloud') ? 'not-in-cloud' : 'unreadable';
}
