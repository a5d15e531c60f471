import { assertMay } from '#core/access/policy.ts';
import { compile } from '#core/instructions/compile.ts';
import type { Caller } from '#kernel/caller.ts';
import { AppError, toAppError } from '#kernel/errors.ts';
import { addMilliseconds, type Interval, MINUTE } from '#kernel/interval.ts';
import type { DeskId, TechnicianId } from '#kernel/vocabulary.ts';
import { calendarDayAt, startOfDay } from '#kernel/zoned-time.ts';
import type { DispatchNeeds } from './dispatch-needs.ts';
import type { DispatchService, Imagined } from './dispatch-service.ts';
import { beginRoster, gather } from './gather.ts';
import type { StoredDecision, Ticket } from './ports.ts';
import { planRules } from './rule-plan.ts';
import type { Runner } from './run-dispatch.ts';
import { readSignal } from './signal.ts';
import { type Change, type OtherTimeFacts, whatIf } from './what-if.ts';
import { whyNot } from './why-not.ts';
import type { Workflow } from './workflow.ts';

/** Decisions as people look at them afterwards; nothing here writes. */
export function createDecisionReader(
  needs: DispatchNeeds & { readonly runner: Runner },
): Pick<
  DispatchService,
  'readDecision' | 'newestDecision' | 'listDecisions' | 'countToday' | 'whyNot' | 'whatIf' | 'tryOut'
> {
  const { clock, store, runner } = needs;

  async function readDecision(caller: Caller, decisionId: string): Promise<StoredDecision> {
    assertMay(caller, 'dispatch.read');
    return found(await store.readDecision(caller.deskId, decisionId));
  }

  /** The workflow of a decision as it stood then. The standard one, which nobody saved, is as the desk's settings are now. */
  async function workflowOf(deskId: DeskId, { record }: StoredDecision): Promise<Workflow> {
    const { id, version } = record.workflow;
    return (await needs.workflows.asOf(deskId, id, version)) ?? needs.workflows.standard(deskId);
  }

  /** PSA calendar and Shifts at another time. What cannot be read is left out, and counts as unknown. */
  async function factsAt(
    deskId: DeskId,
    decision: StoredDecision,
    slot: Interval,
  ): Promise<ReadonlyMap<TechnicianId, OtherTimeFacts>> {
    const { record } = decision;
    const workflow = await workflowOf(deskId, decision);
    const setup = { ...workflow.setup, presenceBlocksMinutes: 0 };
    const ticket: Ticket = { ...record.ticket, title: '', description: '' };
    try {
      const { rules } = record;
      const roster = beginRoster(needs.roster, deskId);
      const { candidates } = await gather(needs, { deskId, roster, ticket, setup, rules, slot });
      const plan = planRules(record.rules, record.ticket);
      return new Map(
        candidates.map((candidate) => {
          const { facts } = candidate;
          const { shift, shiftNeutralBecause } = readSignal(candidate, plan);
          const { calendar, earliestStart } = facts;
          const known = { calendar, earliestStart, slotLease: 'free', shift, shiftNeutralBecause } as const;
          return [facts.technicianId, known];
        }),
      );
    } catch (cause) {
      needs.logger.warn('dispatch.what-if-unread', { error: toAppError(cause) });
      return new Map();
    }
  }

  async function changeOf(deskId: DeskId, decision: StoredDecision, imagined: Imagined): Promise<Change> {
    if (imagined.change !== 'other-time') return imagined;
    const { slot } = decision.record;
    const length = slot.end.getTime() - slot.start.getTime();
    const other = { start: imagined.start, end: addMilliseconds(imagined.start, length) };
    return { change: 'other-time', slot: other, facts: await factsAt(deskId, decision, other) };
  }

  return {
    readDecision,

    async newestDecision(caller, ticket) {
      assertMay(caller, 'dispatch.read');
      return found(await store.newestDecision(caller.deskId, ticket));
    },

    async listDecisions(caller, filter, page) {
      assertMay(caller, 'dispatch.read');
      return store.listDecisions(caller.deskId, filter, page);
    },

    async countToday(caller) {
      assertMay(caller, 'dispatch.read');
      const zone = await needs.desks.readZone(caller.deskId);
      return store.countDecisions(caller.deskId, startOfDay(calendarDayAt(clock.now(), zone), zone));
    },

    async whyNot(caller, decisionId, technicianId) {
      const decision = await readDecision(caller, decisionId);
      return { decision, answer: whyNot(decision.record, technicianId) };
    },

    async whatIf(caller, decisionId, imagined) {
      const decision = await readDecision(caller, decisionId);
      const changes = await Promise.all(imagined.map((each) => changeOf(caller.deskId, decision, each)));
      return { decision, whatIf: whatIf(decision.record, changes) };
    },

    async tryOut(caller, setup, wanted) {
      assertMay(caller, 'workflows.write');
      const since = clock.now();
      const roster = beginRoster(needs.roster, caller.deskId);
      const [ticket, { known }] = await Promise.all([
        runner.readTicket(caller.deskId, wanted),
        needs.names.read(caller.deskId),
      ]);
      const { sentences } = compile(setup.instructions, known);
      const workflow: Workflow = {
        workflowId: 'trial',
        version: 0,
        position: 0,
        setup: { ...setup, act: 'dry-run' },
        sentences,
        onSince: null,
        savedAt: null,
        savedBy: null,
      };
      const terms = {
        caller,
        workflow,
        act: 'dry-run',
        stopsAtOwner: false,
        // A past ticket is tried as if it had just come in.
        ticket: { ...ticket, ownerId: null, ownerName: null, status: { ...ticket.status, phase: 'open' } },
        slot: { start: since, end: addMilliseconds(since, setup.workMinutes * MINUTE) },
        source: 'tab',
        isTrial: true,
        roster,
        since,
      } as const;
      const decision = await runner.rehearse(terms, await runner.readFacts(terms, new Set()));
      return { decision, ticket };
    },
  };
}

function found(decision: StoredDecision | null): StoredDecision {
  if (decision) return decision;
  throw new AppError('decision_not_found', 'no such decision');
}
