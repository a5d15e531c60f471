import { DAY } from '#kernel/interval.ts';
import { givenBefore, isPassedBack } from './give-back.ts';
import type { Assignment, DecisionSummary, Hold } from './ports.ts';
import type { WorkflowSettings } from './workflow.ts';

/** What is kept about one ticket, newest first. */
export interface TicketTraces {
  /** Open, or the one that ended last. */
  readonly hold: Hold | null;
  readonly assignments: readonly Assignment[];
  readonly decisions: readonly Pick<DecisionSummary, 'act' | 'outcome' | 'decidedAt'>[];
}

/** Whether a reported ticket that is nobody's is to be left alone by a workflow that does `act`. Each change is reported, our own among them:
 *  a ticket that waits, that people took out of the machine's hands, or that was decided about is left to whoever was asked. */
export function isDealtWith(
  { hold, assignments, decisions }: TicketTraces,
  act: WorkflowSettings['act'],
  now: Date,
): boolean {
  const [newest] = assignments;
  if (hold?.ended === null || newest?.state === 'pending') return true;
  if (isStopped(hold, newest)) return true;
  const passed = passOf(assignments);
  if (newest?.technicianId === null && newest.state === 'done' && passed === null) return true;
  // A question in chat about a ticket of a workflow that assigns is a suggestion, and leaves the ticket where it was.
  const decision = decisions.find(
    (each) => each.act === act && (passed === null || each.decidedAt >= passed.decidedAt),
  );
  return decision !== undefined && hasSettled(decision, newest, now);
}

/** "Stop waiting" holds until the ticket is given to somebody after all. */
function isStopped(hold: Hold | null, newest: Assignment | undefined): boolean {
  if (hold?.ended?.because !== 'stopped') return false;
  return newest === undefined || newest.decidedAt <= hold.ended.at;
}

/** The give-back that a pass led to, if it is the newest; `null`: people gave nothing back, or took it from somebody who had not passed. */
function passOf(assignments: readonly Assignment[]): Assignment | null {
  const [newest] = assignments;
  if (newest === undefined || newest.technicianId !== null) return null;
  const given = givenBefore(newest, assignments);
  return given !== null && isPassedBack(newest, given) ? newest : null;
}

function hasSettled(
  { act, outcome, decidedAt }: TicketTraces['decisions'][number],
  newest: Assignment | undefined,
  now: Date,
): boolean {
  if (outcome.kind === 'left-unassigned') return true;
  if (act === 'assign') return outcome.kind === 'chosen' && newest?.state === 'refused';
  // A dry run opens no hold that would stand for it.
  const isAnswered = outcome.kind === 'chosen' || (outcome.kind === 'held' && act === 'dry-run');
  return isAnswered && now.getTime() - decidedAt.getTime() < DAY;
}
