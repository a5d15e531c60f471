import { assertMay } from '#core/access/policy.ts';
import type { Override } from '#core/availability/ports.ts';
import type { Caller } from '#kernel/caller.ts';
import { AppError, toAppError } from '#kernel/errors.ts';
import { addMilliseconds, type Interval, MINUTE } from '#kernel/interval.ts';
import type { DeskId, TechnicianId } from '#kernel/vocabulary.ts';
import { createAnswering } from './answer-assignment.ts';
import type { DispatchNeeds } from './dispatch-needs.ts';
import type { AssignAnswer, AssignWarning, DispatchService } from './dispatch-service.ts';
import type { TicketDispatcher } from './dispatch-ticket.ts';
import { givenBefore, isPassedBack } from './give-back.ts';
import { asWritten, createHandOver } from './hand-over.ts';
import type { Ticket } from './ports.ts';
import { readTeams } from './read-teams.ts';
import { planRules } from './rule-plan.ts';
import type { Runner } from './run-dispatch.ts';
import { createUndoing } from './undo-assignment.ts';
import type { Workflow } from './workflow.ts';

export interface HandWork extends Pick<DispatchService, 'assign' | 'undo' | 'respond'> {
  /** After the outbox has written an assignment: where that gave a ticket back, what was to follow follows. Never throws. */
  readonly concludeGivingBack: (deskId: DeskId, assignmentId: string) => Promise<void>;
}

/** What people do with tickets: give them to somebody, take them back, accept them, pass them on. */
export function createAssignByHand(
  needs: DispatchNeeds & { readonly runner: Runner; readonly dispatcher: TicketDispatcher },
): HandWork {
  const { clock, store, runner, logger } = needs;

  async function technicianNamed(
    caller: Caller,
    technicianId: TechnicianId,
  ): Promise<{ readonly name: string }> {
    const { technicians } = await needs.roster.readRoster(caller.deskId, 'interactive');
    const found = technicians.find((each) => each.technicianId === technicianId);
    if (found) return found;
    throw new AppError('technician_not_found', 'no active technician has this id', {
      details: { technicianId },
    });
  }

  async function warningsFor(
    caller: Caller,
    question: {
      readonly ticket: Ticket;
      readonly workflow: Workflow;
      readonly technicianId: TechnicianId;
      readonly slot: Interval;
    },
  ): Promise<readonly AssignWarning[]> {
    const { ticket, workflow, technicianId, slot } = question;
    const { setup } = workflow;
    const { deskId } = caller;
    const warnings: AssignWarning[] = [];
    if (ticket.status.phase === 'closed') warnings.push({ code: 'closed' });
    if (ticket.ownerId !== null) {
      warnings.push({ code: 'owned', ownerId: ticket.ownerId, ownerName: ticket.ownerName });
    }
    if (setup.pool !== 'everyone' && !setup.pool.includes(technicianId))
      warnings.push({ code: 'not-in-pool' });
    const window = { start: slot.start, end: addMilliseconds(slot.start, 1) };
    const words = await needs.overrides.readOverrides(deskId, window);
    const word = words.find((each) => each.technicianId === technicianId);
    if (word) return [...warnings, ...warningOf(word)];
    const teams = await readTeams(needs, {
      deskId,
      setup: { ...setup, rotaTeams: [] },
      plan: planRules([], ticket),
      slot,
      technicianIds: [technicianId],
    });
    const isOnBreak = teams.availability.get(technicianId)?.verdict === 'on-break';
    return isOnBreak ? [...warnings, { code: 'on-break' }] : warnings;
  }

  const handOver = createHandOver(needs);
  const undoing = createUndoing({ ...needs, handOver });
  const answering = createAnswering({ ...needs, handOver });

  return {
    async assign(caller, wish): Promise<AssignAnswer> {
      assertMay(caller, 'dispatch.run');
      const { deskId } = caller;
      const { technicianId, confirmed } = wish;
      const since = clock.now();
      const [ticket, { name }] = await Promise.all([
        runner.readTicket(deskId, wish.ticket),
        technicianNamed(caller, technicianId),
      ]);
      if (ticket.ownerId === technicianId) return { kind: 'already', ticket };
      const workflow = await needs.workflows.forTicket(deskId, null, ticket);
      const start = clock.now();
      const slot = { start, end: addMilliseconds(start, workflow.setup.workMinutes * MINUTE) };
      const warnings = await warningsFor(caller, { ticket, workflow, technicianId, slot });
      const open = warnings.filter(({ code }) => !confirmed.includes(code));
      if (open.length > 0) return { kind: 'needs-confirmation', warnings, ticket };
      const { decisionId, source } = wish;
      const what = { ticket, workflow, technicianId, technicianName: name, decisionId, slot, source, since };
      const assignment = await handOver.hand(caller, what);
      return { kind: 'tried', assignment, ticket: asWritten(ticket, assignment) };
    },

    undo: undoing.undo,
    respond: answering.respond,

    async concludeGivingBack(deskId, assignmentId) {
      try {
        const back = await store.readAssignment(deskId, assignmentId);
        if (back?.state !== 'done') return;
        const given = givenBefore(back, await store.assignmentsOf(deskId, back.ticketId));
        if (given === null) return;
        if (isPassedBack(back, given)) await answering.decideAnew(deskId, given);
        else await undoing.end(deskId, given);
      } catch (cause) {
        logger.warn('dispatch.conclude-failed', { error: toAppError(cause) });
      }
    },
  };
}

function warningOf({ says, until }: Override): readonly AssignWarning[] {
  return says === 'working' ? [] : [{ code: 'own-word', says, until }];
}
