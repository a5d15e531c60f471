import { assertMay } from '#core/access/policy.ts';
import type { Override } from '#core/availability/ports.ts';
import type { Caller } from '#kernel/caller.ts';
import { AppError } from '#kernel/errors.ts';
import { addMilliseconds, type Interval, MINUTE } from '#kernel/interval.ts';
import type { TechnicianId } from '#kernel/vocabulary.ts';
import { calendarDayAt, startOfDay } from '#kernel/zoned-time.ts';
import type { DispatchNeeds } from './dispatch-needs.ts';
import type { AssignAnswer, AssignWarning, AssignWish, DispatchService } from './dispatch-service.ts';
import type { TicketDispatcher } from './dispatch-ticket.ts';
import { auditOf, newAssignment } from './new-assignment.ts';
import type { Assignment, Ticket } from './ports.ts';
import { readTeams } from './read-teams.ts';
import { planRules } from './rule-plan.ts';
import { NOTHING, type Runner } from './run-dispatch.ts';
import { UNDO_MINUTES } from './tunables.ts';
import type { Workflow } from './workflow.ts';

/** What people do with tickets: give them to somebody, take them back, accept them, pass them on. */
export function createAssignByHand(
  needs: DispatchNeeds & { readonly runner: Runner; readonly dispatcher: TicketDispatcher },
): Pick<DispatchService, 'assign' | 'undo' | 'respond'> {
  const { clock, store, runner, dispatcher } = needs;

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

  /** Writes down what is to be done with a ticket, then does it. */
  async function hand(
    caller: Caller,
    what: {
      readonly ticket: Ticket;
      readonly workflow: Workflow | null;
      readonly technicianId: TechnicianId | null;
      readonly technicianName: string | null;
      readonly decisionId: string | null;
      readonly slot: Interval;
      readonly source: AssignWish['source'];
    },
  ): Promise<Assignment> {
    const { deskId } = caller;
    const at = clock.now();
    const zone = await needs.desks.readZone(deskId);
    const assignment = newAssignment(what, {
      assignmentId: needs.newId(),
      decisionId: what.decisionId,
      by: { kind: caller.kind, id: caller.id, name: caller.name },
      technicianId: what.technicianId,
      technicianName: what.technicianName,
      ifOwnerIs: what.ticket.ownerId,
      at,
    });
    const dayStart = startOfDay(calendarDayAt(at, zone), zone);
    const wish = { deskId, ticketId: what.ticket.id, slot: what.slot, since: at, dayStart };
    const standing = await store.reserve(wish, ({ current }) => {
      if (current?.state === 'pending') return { reservation: NOTHING, result: current };
      const reservation = { ...NOTHING, assignment, audit: [auditOf({ caller }, assignment)] };
      return { reservation, result: assignment };
    });
    if (standing.assignmentId !== assignment.assignmentId) {
      const waiting = standing.technicianName ?? 'nobody';
      throw new AppError('conflict', `another assignment of this ticket is under way, to ${waiting}`, {
        details: { technicianName: standing.technicianName },
      });
    }
    const written = await dispatcher.deliver(deskId, assignment.assignmentId);
    return written?.assignment ?? assignment;
  }

  async function ownAssignment(caller: Caller, assignmentId: string): Promise<Assignment> {
    const assignment = await store.readAssignment(caller.deskId, assignmentId);
    if (assignment) return assignment;
    throw new AppError('assignment_not_found', 'no assignment has this id');
  }

  async function assertTheirs(caller: Caller, { technicianId }: Assignment): Promise<void> {
    if (caller.kind === 'person') {
      const { technicians } = await needs.roster.readRoster(caller.deskId, 'interactive');
      const own = technicians.find((each) => each.technicianId === technicianId);
      if (own !== undefined && own.userId === caller.id) return;
    }
    assertMay(caller, 'dispatch.run');
  }

  return {
    async assign(caller, wish): Promise<AssignAnswer> {
      assertMay(caller, 'dispatch.run');
      const { deskId } = caller;
      const { technicianId, confirmed } = wish;
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
      const what = { ticket, workflow, technicianId, technicianName: name, decisionId, slot, source };
      return { kind: 'tried', assignment: await hand(caller, what), ticket };
    },

    async undo(caller, assignmentId) {
      assertMay(caller, 'dispatch.run');
      const given = await ownAssignment(caller, assignmentId);
      const { deskId } = caller;
      const ticket = await runner.readTicket(deskId, given.ticketId);
      const isLate =
        given.settledAt === null || clock.now() > addMilliseconds(given.settledAt, UNDO_MINUTES * MINUTE);
      if (given.state !== 'done' || isLate || ticket.ownerId !== given.technicianId) {
        throw new AppError('assignment_not_undoable', 'the assignment can no longer be taken back', {
          details: { ownerName: ticket.ownerName },
        });
      }
      const back = await hand(caller, {
        ticket,
        workflow: null,
        technicianId: given.ifOwnerIs,
        technicianName: null,
        decisionId: given.decisionId,
        slot: given.slot,
        source: given.source,
      });
      if (back.state === 'owned' || back.state === 'gone' || back.state === 'refused') {
        throw new AppError('assignment_not_undoable', 'the PSA did not take the assignment back', {
          details: { ownerName: back.ownerFoundName },
        });
      }
      const undone: Assignment = { ...given, state: 'undone', settledAt: clock.now() };
      await store.settleAssignment(deskId, undone, null);
      return undone;
    },

    async respond(caller, assignmentId, answer) {
      assertMay(caller, 'assignment.answer');
      const given = await ownAssignment(caller, assignmentId);
      await assertTheirs(caller, given);
      const { deskId } = caller;
      const at = clock.now();
      const reason = answer.kind === 'passed' ? (answer.reason?.trim().slice(0, 300) ?? null) : null;
      const response = { kind: answer.kind, reason: reason === '' ? null : reason, at };
      const audit = auditOf({ caller }, { ...given, decidedAt: at });
      const isFirst = await store.saveResponse(deskId, assignmentId, response, {
        ...audit,
        action: answer.kind,
      });
      if (!isFirst) {
        throw new AppError('conflict', 'this assignment was answered before', {
          details: { response: given.response?.kind ?? null },
        });
      }
      const assignment: Assignment = { ...given, response };
      if (answer.kind === 'accepted') return { assignment, next: null };
      const ticket = await runner.readTicket(deskId, given.ticketId);
      if (ticket.ownerId !== given.technicianId || ticket.status.phase === 'closed') {
        return { assignment, next: null };
      }
      const { decisionId, slot } = given;
      const nobody = { technicianId: null, technicianName: null };
      await hand(caller, { ticket, workflow: null, ...nobody, decisionId, slot, source: 'pass' });
      const system: Caller = { kind: 'system', deskId, id: 'dispatch', name: 'Dispatch' };
      const wish = { ticket: given.ticketId, workflowId: given.workflowId, slot: null } as const;
      const next = await dispatcher.run(system, { ...wish, intent: 'dispatch', source: 'pass' });
      return { assignment, next };
    },
  };
}

function warningOf({ says, until }: Override): readonly AssignWarning[] {
  return says === 'working' ? [] : [{ code: 'own-word', says, until }];
}
