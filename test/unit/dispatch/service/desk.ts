import { createAvailabilityService } from '#core/availability/availability-service.ts';
import type { Override, Presence, RosterTechnician, Shift } from '#core/availability/ports.ts';
import {
  createDispatchService,
  type DispatchEvent,
  type DispatchWish,
} from '#core/dispatch/dispatch-service.ts';
import type {
  AssignOutcome,
  BookOutcome,
  RankingModel,
  TechnicianWork,
  Ticket,
  TicketSource,
} from '#core/dispatch/ports.ts';
import { createNameReader } from '#core/dispatch/read-names.ts';
import { STANDARD_SETUP } from '#core/dispatch/standard-workflow.ts';
import { createWorkflowBook } from '#core/dispatch/workflow-book.ts';
import { createWorkflowService } from '#core/dispatch/workflow-service.ts';
import type { WorkflowSetup } from '#core/dispatch/workflow.ts';
import type { Store } from '#adapters/store/open-store.ts';
import type { Caller } from '#kernel/caller.ts';
import { AppError, type ErrorCode } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { addMilliseconds, MINUTE } from '#kernel/interval.ts';
import { silentLogger } from '#kernel/logger.ts';
import { TICKET } from '../builders.ts';

export const DESK = '3f0d1c52-6f3a-4d3e-9a44-0b6a1de0a001';
export const DISPATCHER: Caller = {
  kind: 'person',
  deskId: DESK,
  id: 'u-priya',
  name: 'Priya',
  role: 'dispatcher',
};
export const LEAD: Caller = { ...DISPATCHER, id: 'u-tom', name: 'Tom', role: 'lead' };
export const MEMBER: Caller = { ...DISPATCHER, id: 'u-sam', name: 'Sam', role: 'member' };
export const START = new Date('2026-11-21T16:00:00Z');

/** A PSA in memory that counts what is written to it. */
export interface FakePsa extends TicketSource {
  readonly tickets: Map<string, Ticket>;
  readonly work: Map<string, Partial<TechnicianWork>>;
  /** Every change of an owner that took place. */
  readonly writes: { readonly ticketId: string; readonly technicianId: string | null }[];
  readonly bookings: { readonly ticketId: string; readonly technicianId: string }[];
  /** Technicians that it does not take. */
  readonly refuses: Set<string>;
  /** `before`: the write does not arrive; `after`: its answer is lost. */
  fails: { readonly when: 'before' | 'after'; readonly code: ErrorCode } | null;
  /** No ticket can be read. */
  readFails: ErrorCode | null;
  booksAs: BookOutcome['kind'];
  /** Why nobody learns its queues, priorities and companies. */
  catalogueFails: ErrorCode | null;
  put(ticket: Partial<Ticket> & { readonly id: string }): void;
}

function createFakePsa(now: () => Date): FakePsa {
  const tickets = new Map<string, Ticket>();
  const work = new Map<string, Partial<TechnicianWork>>();
  const psa: FakePsa = {
    tickets,
    work,
    writes: [],
    bookings: [],
    refuses: new Set(),
    fails: null,
    readFails: null,
    booksAs: 'booked',
    catalogueFails: null,
    put(ticket) {
      tickets.set(ticket.id, { ...TICKET, ref: ticket.id, openedAt: now(), ...ticket });
    },
    async findTicket(_desk, ref) {
      if (psa.readFails) throw new AppError(psa.readFails, 'down');
      return tickets.get(ref.replace('#', '')) ?? null;
    },
    async listTickets(_desk, { phase, unassignedOnly, limit }) {
      return [...tickets.values()]
        .filter(
          ({ status, ownerId }) =>
            (phase === 'any' || status.phase === 'open') && (!unassignedOnly || ownerId === null),
        )
        .slice(0, limit);
    },
    async readWork(_desk, { technicianIds }) {
      const all = [...tickets.values()].filter(({ status }) => status.phase === 'open');
      const workOf = (id: string): TechnicianWork => ({
        openTickets: all.filter(({ ownerId }) => ownerId === id).length,
        openLoad: all.filter(({ ownerId }) => ownerId === id).length,
        capacity: null,
        skills: null,
        calendar: 'free',
        earliestStart: null,
        affinity: 'none',
        ...work.get(id),
      });
      return {
        readAt: now(),
        work: new Map(technicianIds.map((id) => [id, workOf(id)])),
        unread: [],
      };
    },
    async readCatalogue() {
      if (psa.catalogueFails) throw new AppError(psa.catalogueFails, 'no lists');
      return {
        priorities: [
          { id: 'p1', label: 'Critical', rank: 1 },
          { id: 'p2', label: 'High', rank: 2 },
        ],
        queues: [{ id: 'q1', name: 'Service Desk' }],
        companies: [{ id: 'c1', name: 'Contoso Dental' }],
        skills: ['Exchange'],
      };
    },
    beginAssign(_desk, ticketId) {
      const ticket = tickets.get(ticketId);
      return async ({ technicianId, ifOwnerIs }): Promise<AssignOutcome> => {
        if (!ticket) return { kind: 'gone' };
        if (ticket.ownerId === technicianId) return { kind: 'assigned' };
        if (ticket.status.phase === 'closed') return { kind: 'closed' };
        if (ticket.ownerId !== ifOwnerIs)
          return { kind: 'owned', ownerId: ticket.ownerId ?? '', ownerName: ticket.ownerName };
        if (psa.fails?.when === 'before') throw new AppError(psa.fails.code, 'down');
        if (technicianId !== null && psa.refuses.has(technicianId))
          return { kind: 'technician-refused', text: 'No role.' };
        tickets.set(ticketId, { ...ticket, ownerId: technicianId });
        psa.writes.push({ ticketId, technicianId });
        if (psa.fails?.when === 'after') throw new AppError(psa.fails.code, 'the answer was lost');
        return { kind: 'assigned' };
      };
    },
    async book(_desk, { ticketId, technicianId }) {
      if (psa.booksAs === 'booked') {
        psa.bookings.push({ ticketId, technicianId });
        return { kind: 'booked', entryId: `${ticketId}-${technicianId}` };
      }
      return psa.booksAs === 'refused' ? { kind: 'refused', text: 'no' } : { kind: psa.booksAs };
    },
  };
  return psa;
}

/** A desk of `people` technicians in front of a PSA in memory and the real store. */
export function createDesk(
  store: Store,
  people: readonly string[],
  options: {
    readonly model?: RankingModel;
    /** No two readings are the same moment, as with a real clock. */
    readonly ticks?: boolean;
  } = {},
) {
  let now = START;
  const psa = createFakePsa(() => now);
  const shown = new Map<string, Presence>();
  const shifts: Shift[] = [];
  const own: Override[] = [];
  const teams = { fails: null as AppError | null, hangs: false, asked: 0, unread: [] as string[] };
  const technicians: RosterTechnician[] = people.map((name) => ({
    technicianId: name,
    name,
    userId: `u-${name.toLowerCase()}`,
    mapping: 'auto',
  }));
  const reads = { roster: 0 };
  const roster = {
    async readRoster() {
      reads.roster += 1;
      return { readAt: now, technicians, psaError: null };
    },
  };
  const settings = {
    readAvailabilitySettings: async () => ({
      rotaTeams: [],
      presenceBlocksMinutes: 120,
      planningWindowHours: 24,
      coverageMinimum: 1,
    }),
  };
  const clock = {
    now() {
      if (options.ticks) now = addMilliseconds(now, 1);
      return now;
    },
  };
  const availability = createAvailabilityService({
    clock,
    roster,
    presence: {
      async readPresence(_desk, userIds) {
        teams.asked += 1;
        if (teams.hangs) await new Promise(() => undefined);
        if (teams.fails)
          return { readAt: now, presences: new Map(), unread: [{ userIds, error: teams.fails }] };
        const available: Presence = { availability: 'Available', activity: 'Available', outOfOffice: false };
        const read = userIds.filter((id) => !teams.unread.includes(id));
        const unread = userIds.filter((id) => teams.unread.includes(id));
        return {
          readAt: now,
          presences: new Map(read.map((id) => [id, shown.get(id) ?? available])),
          unread:
            unread.length > 0
              ? [{ userIds: unread, error: new AppError('graph_down', 'one page failed') }]
              : [],
        };
      },
    },
    shifts: {
      async readRota() {
        if (teams.fails) throw teams.fails;
        return { readAt: now, shifts, timesOff: [], ignoredCount: 0 };
      },
    },
    overrides: { readOverrides: async () => own },
    settings,
    teams: { readMemberIds: async () => new Set<string>() },
  });
  const names = createNameReader({ roster, tickets: psa, store: store.workflows, logger: silentLogger });
  const book = createWorkflowBook({ store: store.workflows, settings });
  const service = createDispatchService({
    clock,
    logger: silentLogger,
    newId,
    newSeed: () => 7,
    availability,
    roster,
    overrides: { readOverrides: async () => own },
    tickets: psa,
    store: store.dispatch,
    workflows: book,
    names,
    desks: { readZone: async () => 'Europe/London', servedDesks: async () => [DESK] },
    model: options.model ?? null,
    teamsDeadlineMs: 50,
  });
  const workflows = createWorkflowService({
    clock,
    newId,
    store: store.workflows,
    book,
    names,
    hasModel: options.model !== undefined,
  });
  const events: DispatchEvent[] = [];
  service.onEvent((event) => events.push(event));
  return {
    psa,
    service,
    workflows,
    events,
    teams,
    /** What was read how often. */
    reads,
    shifts,
    own,
    technicians,
    now: () => now,
    pass(minutes: number) {
      now = addMilliseconds(now, minutes * MINUTE);
    },
    /** `null`: Graph answers nothing for them. */
    shows(name: string, state: string) {
      shown.set(`u-${name.toLowerCase()}`, { availability: state, activity: state, outOfOffice: false });
    },
    async workflow(changes: Partial<WorkflowSetup> = {}) {
      return workflows.save(LEAD, null, { ...STANDARD_SETUP, name: 'Tickets', ...changes }, 0);
    },
    dispatch(ticket: string, wish: Partial<DispatchWish> = {}) {
      return service.dispatch(DISPATCHER, {
        ticket,
        workflowId: null,
        slot: null,
        intent: 'dispatch',
        source: 'chat',
        ...wish,
      });
    },
  };
}

export type FakeDesk = ReturnType<typeof createDesk>;
