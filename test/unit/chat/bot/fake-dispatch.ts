import type { ChatServices } from '#chat/services.ts';
import { assertMay, may } from '#core/access/policy.ts';
import type { Candidate } from '#core/dispatch/candidate.ts';
import type { AssignWarning, DispatchRun } from '#core/dispatch/dispatch-service.ts';
import type { Assignment, Hold, StoredDecision, Ticket } from '#core/dispatch/ports.ts';
import type { PresenceReading } from '#core/dispatch/sources.ts';
import { whyNot } from '#core/dispatch/why-not.ts';
import type { WorkflowSettings } from '#core/dispatch/workflow.ts';
import type { InstructionRule } from '#core/instructions/rules.ts';
import type { Caller } from '#kernel/caller.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import { addMilliseconds, MINUTE } from '#kernel/interval.ts';
import type { TechnicianId, UserId } from '#kernel/vocabulary.ts';
import { aCandidate, ask, RANKED, TICKET, type Wish } from '../../dispatch/builders.ts';

/** Dispatch as the chat knows it: real decisions about people in a list, one PSA that does as it is told. */
export interface FakeDispatch {
  readonly service: ChatServices['dispatch'];
  candidates: readonly Candidate[];
  workflow: WorkflowSettings;
  rules: readonly InstructionRule[];
  presence: PresenceReading;
  /** By what people call them. */
  readonly tickets: Map<string, Ticket>;
  readonly assignments: Assignment[];
  readonly decisions: StoredDecision[];
  holds: Hold[];
  /** What the PSA makes of the next assignments. */
  settlesAs: Pick<Assignment, 'state' | 'problem' | 'ownerFoundName'>;
  warnings: readonly AssignWarning[];
  hasInstructionInTicket: boolean;
  /** Whose account a technician is. */
  readonly users: Map<UserId, TechnicianId>;
  /** Thrown by the next call, once. */
  failNext: AppError | null;
  /** The PSA answers again: what is pending is written, as the outbox does. Decides nothing anew. */
  answers(): void;
  /** Runs and assignments wait for this. */
  slow: Promise<void> | null;
  /** What was written, in order. */
  readonly calls: string[];
}

/** A candidate of `SMALL_DESK`, by name. */
export function named(name: string, wish: Wish = {}): Candidate {
  return aCandidate(`id-${name}`, { name, ...wish });
}

export function aTicket(ref: string, over: Partial<Ticket> = {}): Ticket {
  return { ...TICKET, id: ref, ref, link: `https://psa.example/tickets?id=${ref}`, ...over };
}

type Responded = Awaited<ReturnType<ChatServices['dispatch']['respond']>>;

const answeredBefore = (): AppError => new AppError('conflict', 'answered before');
const underWay = (): AppError => new AppError('conflict', 'another assignment is under way');

/** Whoever gets a ticket is named; whoever only has it again is not. */
const isBackOf = (back: Assignment, given: Assignment): boolean =>
  back !== given &&
  back.ticketId === given.ticketId &&
  back.technicianName === null &&
  back.ifOwnerIs === given.technicianId;

export function createFakeDispatch(clock: Clock): FakeDispatch {
  let count = 0;
  /** Assignments that were passed on and decided about since. */
  const decidedAnew = new Set<string>();
  const newId = (kind: string): string => `${kind}-${(count += 1)}`;

  const ticketOf = (ref: string): Ticket => {
    const found = fake.tickets.get(ref);
    if (found) return found;
    throw new AppError('ticket_not_found', 'no such ticket', { details: { asked: ref } });
  };
  const decisionOf = (decisionId: string): StoredDecision => {
    const found = fake.decisions.find((each) => each.decisionId === decisionId);
    if (found) return found;
    throw new AppError('decision_not_found', 'no such decision');
  };
  const assignmentOf = (assignmentId: string): Assignment => {
    const found = fake.assignments.find((each) => each.assignmentId === assignmentId);
    if (found) return found;
    throw new AppError('assignment_not_found', 'no such assignment');
  };
  const replace = (assignment: Assignment): Assignment => {
    const at = fake.assignments.findIndex((each) => each.assignmentId === assignment.assignmentId);
    fake.assignments.splice(at, 1, assignment);
    return assignment;
  };
  const nameOf = (technicianId: TechnicianId): string => {
    const found = fake.candidates.find(({ facts }) => facts.technicianId === technicianId);
    if (found) return found.facts.name;
    throw new AppError('technician_not_found', 'no such technician', { details: { technicianId } });
  };
  const failOnce = (): void => {
    const failure = fake.failNext;
    fake.failNext = null;
    if (failure) throw failure;
  };
  const begin = async (caller: Caller, permission: 'dispatch.run' | 'dispatch.read'): Promise<void> => {
    assertMay(caller, permission);
    failOnce();
    if (permission === 'dispatch.run') await fake.slow;
  };

  function write(
    caller: Caller,
    what: {
      readonly ticket: Ticket;
      readonly technicianId: TechnicianId;
      readonly decisionId: string | null;
    },
  ): Assignment {
    const { ticket, technicianId, decisionId } = what;
    const now = clock.now();
    const { state } = fake.settlesAs;
    const assignment: Assignment = {
      assignmentId: newId('assignment'),
      ticketId: ticket.id,
      ticketRef: ticket.ref,
      technicianId,
      technicianName: nameOf(technicianId),
      ifOwnerIs: ticket.ownerId,
      decisionId,
      workflowId: fake.workflow.id,
      slot: { start: now, end: addMilliseconds(now, 60 * MINUTE) },
      books: 'nothing',
      booking: 'not-wanted',
      source: 'chat',
      by: { kind: caller.kind, id: caller.id, name: caller.name },
      ...fake.settlesAs,
      tries: 1,
      decidedAt: now,
      settledAt: state === 'pending' ? null : now,
      nextTryAt: now,
      response: null,
    };
    fake.assignments.unshift(assignment);
    fake.calls.push(`assign ${ticket.ref} ${assignment.technicianName}`);
    if (state === 'done') {
      fake.tickets.set(ticket.ref, { ...ticket, ownerId: technicianId, ownerName: nameOf(technicianId) });
      fake.holds = fake.holds.filter((hold) => hold.ticketId !== ticket.id);
    }
    return assignment;
  }

  function settle(assignment: Assignment): void {
    const ticket = ticketOf(assignment.ticketRef);
    const { technicianId, ifOwnerIs } = assignment;
    if (ticket.ownerId !== ifOwnerIs) {
      replace({
        ...assignment,
        state: 'owned',
        ownerFoundName: ticket.ownerName,
        problem: null,
        settledAt: clock.now(),
      });
      return;
    }
    replace({ ...assignment, state: 'done', problem: null, settledAt: clock.now() });
    const ownerName = technicianId === null ? null : nameOf(technicianId);
    fake.tickets.set(ticket.ref, { ...ticket, ownerId: technicianId, ownerName });
  }

  /** Written as `settlesAs` says; what was given is undone once the ticket is back, unless it was passed on. */
  function giveBack(
    caller: Caller,
    given: Assignment,
    { source, technicianId }: Pick<Assignment, 'source' | 'technicianId'>,
  ): Assignment {
    if (newestOf(given).state === 'pending') throw underWay();
    const now = clock.now();
    const back: Assignment = {
      ...given,
      ...fake.settlesAs,
      assignmentId: newId('assignment'),
      technicianId,
      technicianName: null,
      ifOwnerIs: given.technicianId,
      source,
      by: { kind: caller.kind, id: caller.id, name: caller.name },
      decidedAt: now,
      settledAt: fake.settlesAs.state === 'pending' ? null : now,
      response: null,
    };
    fake.assignments.unshift(back);
    if (back.state === 'done') conclude(back, given);
    return assignmentOf(back.assignmentId);
  }

  function conclude(back: Assignment, given: Assignment): void {
    settle(back);
    const { state } = assignmentOf(back.assignmentId);
    if (state === 'done' && given.response?.kind !== 'passed') replace({ ...given, state: 'undone' });
  }

  /** Whoever passed is not chosen again; failing here leaves the ticket with nobody. */
  function decideAnew(caller: Caller, given: Assignment): DispatchRun {
    failOnce();
    fake.candidates = fake.candidates.map((each) =>
      each.facts.technicianId === given.technicianId
        ? { ...each, facts: { ...each.facts, hasPassed: true } }
        : each,
    );
    const run = decideAbout(caller, ticketOf(given.ticketRef), 'dispatch');
    decidedAnew.add(given.assignmentId);
    return run;
  }

  function passOn(caller: Caller, given: Assignment): Responded {
    const back = giveBack(caller, given, { source: 'pass', technicianId: null });
    const next = back.state === 'done' ? decideAnew(caller, given) : null;
    return { assignment: given, giveBack: back, next };
  }

  function goOn(caller: Caller, given: Assignment, ticket: Ticket): Responded {
    const newest = newestOf(given);
    const back = isBackOf(newest, given) && newest.source === 'pass' ? newest : null;
    if (back?.state === 'pending') return { assignment: given, giveBack: back, next: null };
    if (back === null || ticket.status.phase === 'closed') throw answeredBefore();
    if (back.state === 'done') {
      if (ticket.ownerId !== null || decidedAnew.has(given.assignmentId)) throw answeredBefore();
      return { assignment: given, giveBack: back, next: decideAnew(caller, given) };
    }
    if (ticket.ownerId !== given.technicianId) throw answeredBefore();
    return passOn(caller, given);
  }

  function decideAbout(caller: Caller, ticket: Ticket, intent: 'dispatch' | 'suggest'): DispatchRun {
    const act = intent === 'suggest' && fake.workflow.act === 'assign' ? 'suggest' : fake.workflow.act;
    const record = ask(fake.candidates, {
      ticket,
      workflow: { ...fake.workflow, act },
      rules: fake.rules,
      presenceReading: fake.presence,
      slot: { start: clock.now(), end: addMilliseconds(clock.now(), 60 * MINUTE) },
      now: clock.now(),
    });
    const decision: StoredDecision = {
      decisionId: newId('decision'),
      workflowName: 'New tickets',
      source: 'chat',
      by: { kind: caller.kind, id: caller.id, name: caller.name },
      hasInstructionInTicket: fake.hasInstructionInTicket,
      modelTrace: null,
      record,
    };
    fake.decisions.unshift(decision);
    fake.calls.push(`decide ${ticket.ref} ${intent}`);
    const { outcome } = record;
    const waits = outcome.kind === 'held' && act === 'assign';
    const hold = waits ? holdOf(ticket, decision.decisionId, outcome.because) : null;
    if (hold) fake.holds = [...fake.holds.filter((each) => each.ticketId !== ticket.id), hold];
    const isWritten = act === 'assign' && outcome.kind === 'chosen';
    const wish = { ticket, decisionId: decision.decisionId };
    const assignment = isWritten ? write(caller, { ...wish, technicianId: outcome.technicianId }) : null;
    const written = assignment?.state === 'done' ? ticketOf(ticket.ref) : ticket;
    return { decision, ticket: written, assignment, hold, isRepeat: false };
  }

  function holdOf(ticket: Ticket, decisionId: string, because: string): Hold {
    const now = clock.now();
    return {
      holdId: newId('hold'),
      ticketId: ticket.id,
      ticketRef: ticket.ref,
      workflowId: fake.workflow.id,
      decisionId,
      because,
      tries: 1,
      heldAt: now,
      nextTryAt: addMilliseconds(now, 5 * MINUTE),
      escalateAt: addMilliseconds(now, 30 * MINUTE),
      escalatedAt: null,
      ended: null,
    };
  }

  /** The newest of the same ticket. */
  const newestOf = (given: Assignment): Assignment =>
    fake.assignments.find(({ ticketId }) => ticketId === given.ticketId) ?? given;
  const isTheirs = (caller: Caller, { technicianId }: Assignment): boolean =>
    fake.users.get(caller.id) === technicianId;

  const service: ChatServices['dispatch'] = {
    async dispatch(caller, { ticket, intent }) {
      await begin(caller, 'dispatch.run');
      return decideAbout(caller, ticketOf(ticket), intent);
    },
    async assign(caller, { ticket: ref, technicianId, decisionId, confirmed }) {
      await begin(caller, 'dispatch.run');
      const ticket = ticketOf(ref);
      nameOf(technicianId);
      if (ticket.ownerId === technicianId) return { kind: 'already', ticket };
      const { ownerId, ownerName } = ticket;
      const owned = ownerId === null ? [] : [{ code: 'owned' as const, ownerId, ownerName }];
      const warnings = [...owned, ...fake.warnings];
      if (warnings.some(({ code }) => !confirmed.includes(code))) {
        return { kind: 'needs-confirmation', warnings, ticket };
      }
      const assignment = write(caller, { ticket, technicianId, decisionId });
      return { kind: 'tried', assignment, ticket: ticketOf(ref) };
    },
    async undo(caller, assignmentId) {
      await begin(caller, 'dispatch.run');
      const given = assignmentOf(assignmentId);
      const begun = newestOf(given);
      const isBegun = isBackOf(begun, given) && given.response?.kind !== 'passed';
      if (given.state === 'done' && isBegun && begun.state === 'pending') return begun;
      const ticket = ticketOf(given.ticketRef);
      const isLate = given.settledAt === null || clock.now() > addMilliseconds(given.settledAt, 5 * MINUTE);
      if (given.state !== 'done' || isLate || ticket.ownerId !== given.technicianId) {
        throw new AppError('assignment_not_undoable', 'too late', {
          details: { ownerName: ticket.ownerName },
        });
      }
      fake.calls.push(`undo ${given.ticketRef}`);
      const back = giveBack(caller, given, { source: given.source, technicianId: given.ifOwnerIs });
      if (back.state === 'pending') return back;
      if (back.state === 'done') return assignmentOf(assignmentId);
      throw new AppError('assignment_not_undoable', 'the PSA did not take it back');
    },
    async respond(caller, assignmentId, answer) {
      assertMay(caller, 'assignment.answer');
      const given = assignmentOf(assignmentId);
      if (!isTheirs(caller, given)) assertMay(caller, 'dispatch.run');
      failOnce();
      const ticket = ticketOf(given.ticketRef);
      if (given.response !== null) {
        if (given.response.kind !== 'passed' || answer.kind !== 'passed') throw answeredBefore();
        return goOn(caller, given, ticket);
      }
      const isGiven = given.state === 'done' || given.state === 'pending';
      if (!isGiven || ticket.ownerId !== given.technicianId || ticket.status.phase === 'closed') {
        throw new AppError('conflict', 'not theirs any more', { details: { ownerName: ticket.ownerName } });
      }
      const newest = newestOf(given);
      if (answer.kind === 'passed' && newest.state === 'pending') throw underWay();
      const reason = answer.kind === 'passed' ? answer.reason : null;
      fake.calls.push(`${answer.kind} ${given.ticketRef} ${reason ?? ''}`.trim());
      const assignment = replace({ ...given, response: { kind: answer.kind, reason, at: clock.now() } });
      if (answer.kind === 'accepted') return { assignment, giveBack: null, next: null };
      return passOn(caller, assignment);
    },
    async readDecision(caller, decisionId) {
      await begin(caller, 'dispatch.read');
      return decisionOf(decisionId);
    },
    async newestDecision(caller, ref) {
      await begin(caller, 'dispatch.read');
      const found = fake.decisions.find(({ record }) => record.ticket.ref === ref);
      if (found) return found;
      throw new AppError('decision_not_found', 'none about this ticket');
    },
    async standingOf(caller, decisionId) {
      await begin(caller, 'dispatch.read');
      const decision = decisionOf(decisionId);
      const { ref, id } = decision.record.ticket;
      return {
        decision,
        ticket: fake.tickets.get(ref) ?? null,
        assignment: fake.assignments.find((each) => each.ticketId === id) ?? null,
        hold: fake.holds.find((each) => each.ticketId === id) ?? null,
      };
    },
    async readAssignment(caller, assignmentId) {
      assertMay(caller, 'assignment.answer');
      const assignment = assignmentOf(assignmentId);
      if (!may(caller, 'dispatch.read') && !isTheirs(caller, assignment)) assertMay(caller, 'dispatch.read');
      return { assignment, ticket: fake.tickets.get(assignment.ticketRef) ?? null };
    },
    async whyNot(caller, decisionId, technicianId) {
      await begin(caller, 'dispatch.read');
      const decision = decisionOf(decisionId);
      return { decision, answer: whyNot(decision.record, technicianId) };
    },
    async findByLink(caller, url) {
      await begin(caller, 'dispatch.read');
      return [...fake.tickets.values()].find(({ link }) => link === url) ?? null;
    },
    async listHolds(caller) {
      await begin(caller, 'dispatch.read');
      return fake.holds;
    },
    async retryHold(caller, holdId) {
      await begin(caller, 'dispatch.run');
      const hold = fake.holds.find((each) => each.holdId === holdId);
      if (!hold) throw new AppError('hold_not_found', 'waits no more');
      return decideAbout(caller, ticketOf(hold.ticketRef), 'dispatch');
    },
    async stopHold(caller, holdId) {
      await begin(caller, 'dispatch.run');
      if (!fake.holds.some((each) => each.holdId === holdId)) {
        throw new AppError('hold_not_found', 'waits no more');
      }
      fake.holds = fake.holds.filter((each) => each.holdId !== holdId);
      fake.calls.push(`stop ${holdId}`);
    },
  };

  const fake: FakeDispatch = {
    service,
    candidates: [
      named('Aisha Khan', { affinity: 'recent-work', openTickets: 2, openLoad: 2, poolPosition: 0 }),
      named('Ben Osei-Tutu', { shows: 'Away', poolPosition: 1 }),
      named('Chloe Martin', { openLoad: 5, openTickets: 5, poolPosition: 2 }),
      named('Grace Okafor', { openLoad: 10, openTickets: 10, poolPosition: 3 }),
      named('Hugo Lindqvist', { isMapped: false, openLoad: 6, openTickets: 6, poolPosition: 4 }),
    ],
    workflow: RANKED,
    rules: [],
    presence: 'read',
    tickets: new Map(['4711', '48213', '48209'].map((ref) => [ref, aTicket(ref)])),
    assignments: [],
    decisions: [],
    holds: [],
    settlesAs: { state: 'done', problem: null, ownerFoundName: null },
    warnings: [],
    hasInstructionInTicket: false,
    users: new Map(),
    failNext: null,
    slow: null,
    calls: [],
    answers() {
      fake.settlesAs = { state: 'done', problem: null, ownerFoundName: null };
      for (const pending of fake.assignments.filter(({ state }) => state === 'pending')) {
        const given = fake.assignments.find((each) => isBackOf(pending, each) && each.state === 'done');
        if (given) conclude(pending, given);
        else settle(pending);
      }
    },
  };
  return fake;
}
