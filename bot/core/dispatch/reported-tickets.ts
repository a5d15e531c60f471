import { assertMay } from '#core/access/policy.ts';
import type { Caller } from '#kernel/caller.ts';
import { type ErrorCode, toAppError } from '#kernel/errors.ts';
import type { DeskId } from '#kernel/vocabulary.ts';
import { workflowFor } from './choose-workflow.ts';
import type { DispatchNeeds } from './dispatch-needs.ts';
import type { DispatchService, ShadowReport } from './dispatch-service.ts';
import type { TicketDispatcher } from './dispatch-ticket.ts';
import { createInTurn } from './in-turn.ts';
import { isDealtWith } from './is-dealt-with.ts';
import { isInShadow, isNewTo } from './on-since.ts';
import type { DecisionFilter, DecisionSummary, Ticket } from './ports.ts';
import type { Runner } from './run-dispatch.ts';
import type { Workflow, WorkflowSettings } from './workflow.ts';

type Reported = Awaited<ReturnType<DispatchService['onTicketReported']>>;

/** Open tickets that are looked at in one sweep; a desk with more unassigned ones has other worries. */
const SWEEP = 100;
/** So many questions in chat may follow a decision before it is forgotten; nobody asks as often about one ticket. */
const LOOKED_BACK = 20;
/** After so many tickets without an answer the rest of a round would only wait as well; the next one follows soon. */
const MOST_SILENCES = 5;
const SILENT: readonly ErrorCode[] = ['psa_down', 'psa_throttled', 'psa_not_connected'];
const COMPARED_AT_ONCE = 50;
const LISTED_DIFFERENCES = 100;
const PAGE = 200;

/** Tickets that come by themselves: by webhook, or found in a sweep where a webhook was lost. */
export function createReportedTickets(
  needs: DispatchNeeds & { readonly runner: Runner; readonly dispatcher: TicketDispatcher },
): Pick<DispatchService, 'onTicketReported' | 'onHook' | 'followShadows' | 'shadowReport' | 'sweep'> {
  const { clock, store, logger } = needs;
  const inTurn = createInTurn();

  async function onTicketReported(deskId: DeskId, ticketId: string): Promise<Reported> {
    return inTurn(keyOf(deskId, ticketId), async () => {
      const ticket = await needs.runner.readTicket(deskId, ticketId);
      const workflows = await needs.workflows.all(deskId);
      return takeIn(deskId, ticket, takerOf(workflows, ticket, clock.now()));
    });
  }

  async function takeIn(deskId: DeskId, ticket: Ticket, workflow: Workflow | null): Promise<Reported> {
    if (workflow === null) return 'not-ours';
    if (ticket.status.phase === 'closed' || ticket.ownerId !== null) return 'not-needed';
    const isShadow = isInShadow(workflow.setup, clock.now());
    if (await isKnown(deskId, ticket, isShadow ? 'shadow' : workflow.setup.act)) return 'not-needed';
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

  async function isKnown(
    deskId: DeskId,
    { id }: Ticket,
    act: WorkflowSettings['act'] | 'shadow',
  ): Promise<boolean> {
    const about = { workflowId: null, text: null, since: null, ticketId: id };
    if (act === 'shadow') {
      const filter = { ...about, state: 'shadow' } as const;
      return (await store.listDecisions(deskId, filter, { before: null, limit: 1 })).length > 0;
    }
    const [hold, assignments, decisions] = await Promise.all([
      store.newestHold(deskId, id),
      store.assignmentsOf(deskId, id),
      store.listDecisions(deskId, { ...about, state: 'any' }, { before: null, limit: LOOKED_BACK }),
    ]);
    return isDealtWith({ hold, assignments, decisions }, act, clock.now());
  }

  async function sweepDesk(deskId: DeskId): Promise<number> {
    const workflows = await needs.workflows.all(deskId);
    if (!workflows.some((each) => isAwake(each, clock.now()))) return 0;
    const question = { phase: 'open', unassignedOnly: true, limit: SWEEP } as const;
    const tickets = await needs.tickets.listTickets(deskId, question, 'background');
    const { dealt } = await forEachTicket(tickets, async (ticket) => {
      const now = clock.now();
      const workflow = takerOf(workflows, ticket, now);
      if (workflow === null || !isNewTo(workflow, ticket, now)) return false;
      const came = await inTurn(keyOf(deskId, ticket.id), () => takeIn(deskId, ticket, workflow));
      return came !== 'not-needed';
    });
    return dealt;
  }

  async function followDesk(deskId: DeskId): Promise<number> {
    const open = await store.openShadows(deskId, COMPARED_AT_ONCE);
    const { dealt } = await forEachTicket(open, async ({ decisionId, ticketId }) => {
      const ticket = await needs.tickets.findTicket(deskId, ticketId, 'background');
      if (ticket?.ownerId) await store.saveHumanOwner(deskId, decisionId, ticket.ownerId);
      return true;
    });
    return dealt;
  }

  async function takeHook(
    deskId: DeskId,
    { ticketIds, eventId }: Parameters<DispatchService['onHook']>[1],
  ): Promise<void> {
    if (eventId !== null && (await store.isHookKnown(deskId, eventId))) return;
    const { failed } = await forEachTicket(ticketIds, async (ticketId) => {
      const came = await onTicketReported(deskId, ticketId);
      logger.info('dispatch.hook', { came });
      return true;
    });
    // Only after the work, which is safe to repeat: what failed is looked at again when the PSA repeats itself.
    if (eventId !== null && failed === 0) await store.rememberHook(deskId, eventId, clock.now());
  }

  /** One ticket's failure ends no other's turn, unless the PSA has fallen silent. `dealt`: those of which `work` says so. */
  async function forEachTicket<Item>(
    items: readonly Item[],
    work: (item: Item) => Promise<boolean>,
  ): Promise<{ readonly dealt: number; readonly failed: number }> {
    let [dealt, failed, silences] = [0, 0, 0];
    for (const item of items) {
      try {
        if (await work(item)) dealt += 1;
        silences = 0;
      } catch (cause) {
        const { code } = toAppError(cause);
        logger.warn('dispatch.ticket-failed', { code });
        failed += 1;
        silences = SILENT.includes(code) ? silences + 1 : 0;
        if (silences === MOST_SILENCES) break;
      }
    }
    return { dealt, failed };
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
    async onHook(deskId, hook) {
      try {
        await takeHook(deskId, hook);
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

function keyOf(deskId: DeskId, ticketId: string): string {
  return `${deskId} ${ticketId}`;
}

function isAwake({ setup }: Workflow, now: Date): boolean {
  return setup.isOn || isInShadow(setup, now);
}

/** Of those that deal with reported tickets by themselves. */
function takerOf(workflows: readonly Workflow[], ticket: Ticket, now: Date): Workflow | null {
  const awake = workflows.filter((each) => isAwake(each, now));
  return workflowFor(awake, ticket);
}

function isAgreed({ outcome, humanOwnerId }: DecisionSummary): boolean {
  return outcome.kind === 'chosen' && outcome.technicianId === humanOwnerId;
}
