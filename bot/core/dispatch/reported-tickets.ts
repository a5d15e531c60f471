import { assertMay } from '#core/access/policy.ts';
import type { Caller } from '#kernel/caller.ts';
import { toAppError } from '#kernel/errors.ts';
import { DAY } from '#kernel/interval.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import { workflowFor } from './choose-workflow.ts';
import type { DispatchNeeds } from './dispatch-needs.ts';
import type { DispatchService, ShadowReport } from './dispatch-service.ts';
import type { TicketDispatcher } from './dispatch-ticket.ts';
import type { DecisionFilter, DecisionSummary, Ticket } from './ports.ts';
import type { Runner } from './run-dispatch.ts';
import type { Workflow } from './workflow.ts';

type Reported = Awaited<ReturnType<DispatchService['onTicketReported']>>;

/** Open tickets that are looked at in one sweep; a desk with more unassigned ones has other worries. */
const SWEEP = 100;
const COMPARED_AT_ONCE = 50;
const LISTED_DIFFERENCES = 100;
const PAGE = 200;

/** Tickets that come by themselves: by webhook, or found in a sweep where a webhook was lost. */
export function createReportedTickets(
  needs: DispatchNeeds & { readonly runner: Runner; readonly dispatcher: TicketDispatcher },
): Pick<DispatchService, 'onTicketReported' | 'onHook' | 'followShadows' | 'shadowReport' | 'sweep'> {
  const { clock, store, logger } = needs;

  async function onTicketReported(deskId: DeskId, ticketId: string): Promise<Reported> {
    const ticket = await needs.runner.readTicket(deskId, ticketId);
    return takeIn(deskId, ticket, await needs.workflows.all(deskId));
  }

  async function takeIn(deskId: DeskId, ticket: Ticket, workflows: readonly Workflow[]): Promise<Reported> {
    const now = clock.now();
    const wakeful = workflows.filter(({ setup }) => setup.isOn || isInShadow(setup, now));
    const workflow = workflowFor(wakeful, ticket);
    if (workflow === null) return 'not-ours';
    if (ticket.status.phase === 'closed' || ticket.ownerId !== null) return 'not-needed';
    const isShadow = isInShadow(workflow.setup, now);
    if (await isKnown(deskId, ticket, isShadow)) return 'not-needed';
    const system: Caller = { kind: 'system', deskId, id: 'dispatch', name: 'Dispatch' };
    const run = await needs.dispatcher.run(system, {
      ticket: ticket.id,
      workflowId: workflow.workflowId,
      slot: null,
      intent: 'dispatch',
      source: isShadow ? 'shadow' : 'webhook',
    });
    if (isShadow) return 'shadowed';
    return run.hold === null ? 'dispatched' : 'held';
  }

  /** Each change of a ticket is reported, our own among them: one that waits, or was decided about and is still nobody's, is left to whoever
   *  was asked. */
  async function isKnown(deskId: DeskId, { id, ref }: Ticket, isShadow: boolean): Promise<boolean> {
    if (isShadow) {
      const filter: DecisionFilter = { state: 'shadow', workflowId: null, text: ref, since: null };
      const decided = await store.listDecisions(deskId, filter, { before: null, limit: 20 });
      return decided.some(({ ticket }) => ticket.id === id);
    }
    const [holds, decision] = await Promise.all([store.listHolds(deskId), store.newestDecision(deskId, id)]);
    if (holds.some(({ ticketId }) => ticketId === id)) return true;
    if (decision === null || decision.record.outcome.kind !== 'chosen') return false;
    if (decision.record.workflow.act === 'assign') {
      const [assignment] = await store.assignmentsOf(deskId, id);
      return assignment?.state === 'pending' || assignment?.state === 'refused';
    }
    return clock.now().getTime() - decision.record.decidedAt.getTime() < DAY;
  }

  async function sweepDesk(deskId: DeskId): Promise<number> {
    const workflows = await needs.workflows.all(deskId);
    const now = clock.now();
    if (!workflows.some(({ setup }) => setup.isOn || isInShadow(setup, now))) return 0;
    const question = { phase: 'open', unassignedOnly: true, limit: SWEEP } as const;
    const tickets = await needs.tickets.listTickets(deskId, question, 'background');
    let dealt = 0;
    for (const ticket of tickets.filter((each) => isNewTo(workflows, each))) {
      const came = await takeIn(deskId, ticket, workflows);
      if (came !== 'not-ours' && came !== 'not-needed') dealt += 1;
    }
    return dealt;
  }

  async function followDesk(deskId: DeskId): Promise<number> {
    const open = await store.openShadows(deskId, COMPARED_AT_ONCE);
    for (const { decisionId, ticketId } of open) {
      const ticket = await needs.tickets.findTicket(deskId, ticketId, 'background');
      if (ticket?.ownerId) await store.saveHumanOwner(deskId, decisionId, ticket.ownerId);
    }
    return open.length;
  }

  /** One desk's failure ends no other's turn. */
  async function forEachDesk(work: (deskId: DeskId) => Promise<number>): Promise<number> {
    let dealt = 0;
    for (const deskId of await needs.desks.servedDesks()) {
      try {
        dealt += await work(deskId);
      } catch (cause) {
        const error = toAppError(cause);
        if (error.code !== 'psa_not_connected') logger.warn('dispatch.sweep-failed', { error });
      }
    }
    return dealt;
  }

  async function allShadows(deskId: DeskId, workflowId: string): Promise<readonly DecisionSummary[]> {
    const filter: DecisionFilter = { state: 'shadow', workflowId, text: null, since: null };
    const found: DecisionSummary[] = [];
    for (;;) {
      const before = found.at(-1)?.decisionId ?? null;
      const page = await store.listDecisions(deskId, filter, { before, limit: PAGE });
      found.push(...page);
      if (page.length < PAGE) return found;
    }
  }

  return {
    onTicketReported,
    async onHook(deskId, { ticketIds, eventId }) {
      try {
        if (eventId !== null && !(await store.rememberHook(deskId, eventId, clock.now()))) return;
        for (const ticketId of ticketIds) {
          const came = await onTicketReported(deskId, ticketId);
          logger.info('dispatch.hook', { came });
        }
      } catch (cause) {
        logger.warn('dispatch.hook-failed', { error: toAppError(cause) });
      }
    },
    sweep: () => forEachDesk(sweepDesk),
    followShadows: () => forEachDesk(followDesk),
    async shadowReport(caller, workflowId): Promise<ShadowReport> {
      assertMay(caller, 'dispatch.read');
      const { deskId } = caller;
      const workflows = await needs.workflows.all(deskId);
      const workflow = workflows.find((each) => each.workflowId === workflowId);
      const shadows = await allShadows(deskId, workflowId);
      const compared = shadows.filter(({ humanOwnerId }) => humanOwnerId !== null);
      const differences = compared.filter((each) => !isAgreed(each));
      return {
        workflowId,
        since: shadows.at(-1)?.decidedAt ?? clock.now(),
        until: workflow?.setup.shadowUntil ?? null,
        decided: shadows.length,
        compared: compared.length,
        agreed: compared.length - differences.length,
        differences: differences.slice(0, LISTED_DIFFERENCES),
      };
    },
  };
}

function isInShadow({ shadowUntil }: Workflow['setup'], now: Date): boolean {
  return shadowUntil !== null && shadowUntil > now;
}

function isAgreed({ outcome, humanOwnerId }: DecisionSummary): boolean {
  return outcome.kind === 'chosen' && outcome.technicianId === humanOwnerId;
}

/** Switching a workflow on must not hand out a backlog that nobody meant: a sweep leaves what was there before alone. */
function isNewTo(workflows: readonly Workflow[], { openedAt }: Ticket): boolean {
  return workflows.some(({ setup, savedAt }) => {
    if (!setup.isOn && setup.shadowUntil === null) return false;
    return openedAt === null || savedAt === null || openedAt >= savedAt;
  });
}
