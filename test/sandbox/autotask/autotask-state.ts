import type { Interval } from '#kernel/interval.ts';
import { type AgentBook, createAgentBook } from '../desk/agent-book.ts';
import type { Desk, PsaTicket } from '../desk/desk-types.ts';
import { createWorkBook, type WorkBook } from '../desk/work-book.ts';

/** `roleId`: in which the resource has the ticket; `null` when nobody has it. `status_id` and `priority_id` are the desk's. */
export interface AutotaskTicket extends PsaTicket {
  readonly roleId: number | null;
}

export interface SecondaryResource {
  readonly id: number;
  readonly ticketId: number;
  readonly agent: number;
  readonly roleId: number;
}

/** How a resource takes tickets. */
export interface ServiceDeskRoles {
  /** `defaultServiceDeskRoleID` of the resource. */
  readonly own: number | null;
  readonly roles: readonly {
    readonly roleId: number;
    readonly isDefault: boolean;
    readonly isActive: boolean;
  }[];
}

export interface ServiceCall extends Interval {
  readonly agent: number;
  readonly ticket: number;
  readonly isCancelled: boolean;
}

/** A request for time off that is not granted (yet). */
export interface Wish extends Interval {
  readonly agent: number;
  readonly status: 'Submitted' | 'Rejected';
}

/** What a simulated Autotask holds, in memory. Ids are the desk's but for queues, priorities and statuses. */
export interface AutotaskState extends AgentBook {
  readonly desk: Desk;
  readonly work: WorkBook;
  tickets(): readonly AutotaskTicket[];
  ticket(id: number): AutotaskTicket | null;
  putTicket(ticket: AutotaskTicket): void;
  removeTicket(id: number): void;
  nextTicketId(): number;
  secondaries(): readonly SecondaryResource[];
  addSecondary(row: Omit<SecondaryResource, 'id'>): SecondaryResource;
  removeSecondary(id: number): void;
  rolesOf(agent: number): ServiceDeskRoles;
  setRoles(agent: number, roles: ServiceDeskRoles): void;
  /** Names of the queues in which the resource has a role. */
  queuesOf(agent: number): readonly string[];
  setQueues(agent: number, names: readonly string[]): void;
  serviceCalls(): readonly ServiceCall[];
  addServiceCall(call: ServiceCall): void;
  wishes(): readonly Wish[];
  addWish(wish: Wish): void;
}

/** The role in which everybody takes tickets unless it is changed. */
export const TECHNICIAN_ROLE = 29_683_394;
const UNASSIGNED = 1;
const FIRST_SECONDARY = 29_684_156;

export function createAutotaskState(desk: Desk): AutotaskState {
  const book = createAgentBook(desk);
  const work = createWorkBook();
  let tickets = new Map<number, AutotaskTicket>();
  let secondaries: readonly SecondaryResource[] = [];
  let added = 0;
  let roles = new Map<number, ServiceDeskRoles>();
  let queues = new Map<number, readonly string[]>();
  let serviceCalls: readonly ServiceCall[] = [];
  let wishes: readonly Wish[] = [];

  function reset(): void {
    book.reset();
    work.reset();
    tickets = new Map(desk.tickets.map((ticket) => [ticket.id, withRole(ticket)]));
    secondaries = [];
    added = 0;
    roles = new Map();
    queues = new Map();
    serviceCalls = [];
    wishes = [];
  }
  reset();

  return {
    ...book,
    desk,
    work,
    tickets: () => [...tickets.values()],
    ticket: (id) => tickets.get(id) ?? null,
    putTicket(ticket) {
      tickets.set(ticket.id, ticket);
    },
    removeTicket(id) {
      tickets.delete(id);
    },
    nextTicketId: () => Math.max(...tickets.keys()) + 1,
    secondaries: () => secondaries,
    addSecondary(row) {
      const stored = { ...row, id: FIRST_SECONDARY + added };
      added += 1;
      secondaries = [...secondaries, stored];
      return stored;
    },
    removeSecondary(id) {
      secondaries = secondaries.filter((row) => row.id !== id);
    },
    rolesOf: (agent) => roles.get(agent) ?? usualRoles(agent),
    setRoles(agent, value) {
      roles.set(agent, value);
    },
    queuesOf: (agent) => queues.get(agent) ?? desk.psaTeams.map(({ name }) => name),
    setQueues(agent, names) {
      queues.set(agent, names);
    },
    serviceCalls: () => serviceCalls,
    addServiceCall(call) {
      serviceCalls = [...serviceCalls, call];
    },
    wishes: () => wishes,
    addWish(wish) {
      wishes = [...wishes, wish];
    },
    reset,
  };
}

/** Every other resource says its default role itself; for the rest it stands among the service desk roles. */
function usualRoles(agent: number): ServiceDeskRoles {
  return {
    own: agent % 2 === 0 ? TECHNICIAN_ROLE : null,
    roles: [
      { roleId: TECHNICIAN_ROLE + 1, isDefault: false, isActive: true },
      { roleId: TECHNICIAN_ROLE, isDefault: true, isActive: true },
    ],
  };
}

function withRole(ticket: PsaTicket): AutotaskTicket {
  return { ...ticket, roleId: ticket.agent_id === UNASSIGNED ? null : TECHNICIAN_ROLE };
}
